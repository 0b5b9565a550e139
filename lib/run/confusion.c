/* Prints which classes of your own data are taken for which. */
#include "run.h"

#include "scores.h"
#include "show.h"

#include <stdio.h>

enum { MOST_CONFUSED = 10, MOST_LISTED = 20, NAME = 12, HEAD = 5 };

static void print_name(const char *name, int width)
{
    char text[32];

    shown(text, (size_t)width + 1, name);
    printf("%s%*s", text, show_padding(text, width), "");
}

/* Prints a name at the right end of a column. */
static void print_head(const char *name)
{
    char text[HEAD + 1];

    shown(text, sizeof text, name);
    printf(" %*s%s", show_padding(text, HEAD), "", text);
}

static void print_table(const struct run *run, const char *rows, size_t first, size_t last)
{
    const struct dataset *d = &run->c->data;
    size_t classes = run->c->step->out, counts[MOST_CONFUSED * (MOST_CONFUSED + 1)], silent = 0;

    count_confusion(d->Y, run->h2, first, last, counts);
    for (size_t k = 0; k < classes; k++)
        silent += counts[k * (classes + 1) + classes];
    printf("\n  the %s %zu rows: each class, and how often it is taken for each\n  %*s", rows,
           last - first, NAME, "");
    for (size_t l = 0; l < classes; l++)
        print_head(d->label[l]);
    if (silent > 0)
        print_head("nan");
    for (size_t k = 0; k < classes; k++) {
        fputs("\n  ", stdout);
        print_name(d->label[k], NAME);
        for (size_t l = 0; l < classes + (silent > 0); l++)
            printf(" %*zu", HEAD, counts[k * (classes + 1) + l]);
    }
    putchar('\n');
}

/* Prints how many of each class are right, for more classes than a table is for. */
static void list_classes(const struct run *run)
{
    const struct chapter *c = run->c;
    const struct matrix *Y = c->data.Y;

    printf("\n  class, of all rows       right\n");
    for (size_t k = 0; k < c->step->out && k < MOST_LISTED; k++) {
        size_t right = 0;

        for (size_t n = 0; n < Y->rows; n++)
            right += class_of(Y, n) == k && class_of(run->h2, n) == k;
        fputs("  ", stdout);
        print_name(c->data.label[k], 18);
        printf("  %5zu of %zu\n", right, count_class(Y, 0, Y->rows, k));
    }
    if (c->step->out > MOST_LISTED)
        printf("  ... and %zu more classes\n", c->step->out - MOST_LISTED);
}

void run_report_classes(const struct run *run)
{
    size_t N = run->c->X.rows;

    if (run->c->step->out > MOST_CONFUSED) {
        list_classes(run);
        return;
    }
    print_table(run, "first", 0, N);
    if (run->held > 0)
        print_table(run, "other", N, N + run->held);
}
