/* A copy of the labels is sorted, and one of each is kept. */
#include "classes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b)
{
    double x = strtod(*(char *const *)a, NULL), y = strtod(*(char *const *)b, NULL);

    return (x > y) - (x < y);
}

static int by_letter(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Takes one of each of the sorted labels; each is the table's own. */
static bool keep(struct table *t, char *const *sorted, int (*order)(const void *a, const void *b))
{
    for (size_t i = 0; i < t->rows; i++)
        if (i == 0 || order(&sorted[i - 1], &sorted[i]) != 0) {
            if (!(t->label[t->classes] = strdup(sorted[i])))
                return false;
            t->classes++;
        }
    return true;
}

bool classes_number(struct table *t, char *const *labels, bool *numbers)
{
    char **sorted = malloc(t->rows * sizeof *sorted);
    bool good;
    double x;

    t->class = malloc(t->rows * sizeof *t->class);
    t->label = calloc(t->rows, sizeof *t->label);
    *numbers = true;
    if ((good = sorted && t->class && t->label)) {
        memcpy(sorted, labels, t->rows * sizeof *sorted);
        for (size_t i = 0; i < t->rows; i++)
            *numbers = *numbers && csv_number(labels[i], &x);

        int (*order)(const void *, const void *) = *numbers ? by_number : by_letter;

        qsort(sorted, t->rows, sizeof *sorted, order);
        good = keep(t, sorted, order);
        for (size_t i = 0; good && i < t->rows; i++)
            t->class[i] = (size_t)((char **)bsearch(&labels[i], t->label, t->classes,
                                                    sizeof *t->label, order) -
                                   t->label);
    }
    free(sorted);
    return good;
}
