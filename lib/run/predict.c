/* Prints the answers of kept weights for new rows, as a CSV file. */
#include "run.h"

#include "matrix.h"
#include "scores.h"
#include "weights.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Prints a name as RFC 4180 wants it. */
static void print_field(const char *text)
{
    bool quoted = strpbrk(text, ",\"") != NULL;

    if (quoted)
        putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    if (quoted)
        putchar('"');
}

/* Prints the name of a class; without names classes are numbered from 0, and a row whose answers
 * are not all numbers has none. */
static void print_class(const struct weights *w, size_t k, size_t classes)
{
    if (k == classes)
        putchar('?');
    else if (w->labels > 0)
        print_field(w->label[k]);
    else
        printf("%zu", k);
}

static void print_answers(const struct weights *w, const struct table *t, const struct matrix *h2,
                          int digits)
{
    size_t classes = count_classes(h2);

    fputs("line,class", stdout);
    for (size_t k = 0; k < h2->cols; k++) {
        putchar(',');
        print_class(w, h2->cols == 1 ? 1 : k, classes);
    }
    for (size_t n = 0; n < h2->rows; n++) {
        printf("\n%zu,", t->line[n]);
        print_class(w, class_of(h2, n), classes);
        for (size_t k = 0; k < h2->cols; k++)
            printf(",%.*f", digits, h2->v[n * h2->cols + k]);
    }
    putchar('\n');
}

/* Computes the answers for the rows of a table, which are brought to scale. */
static struct matrix *answer(const struct weights *w, const struct table *t)
{
    struct matrix *h2 = matrix_new(t->rows, w->net->out);
    struct fast *fast;

    scale_apply(&w->scale, t->X);
    fast = fast_new(t->X, h2, w->net->hidden);
    fast_answers(fast, w->net, h2);
    fast_free(fast);
    return h2;
}

static void check_options(struct chapter *c, const struct run *run)
{
    const struct {
        bool there;
        const char *option;
    } other[] = {{c->o.data, "data"},    {c->o.given, "given"},     {c->o.trace, "trace"},
                 {run->save, "save"},    {run->history, "history"}, {run->boundary, "boundary"},
                 {run->frames, "frames"}};

    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (other[i].there) {
            char why[60];

            snprintf(why, sizeof why, "goes without --%s: nothing is trained", other[i].option);
            chapter_refuse(c, "predict", c->o.predict, why);
        }
    if (!run->load)
        chapter_refuse(c, "predict", c->o.predict,
                       "goes with --load=WEIGHTS, whose answers it prints");
}

int run_predict(struct run *run, struct chapter *c)
{
    struct table_how how = c->o.how;
    struct weights w;
    struct table t;
    char error[400];

    check_options(c, run);
    if (!weights_load(&w, run->load, error))
        chapter_refuse(c, "load", run->load, error);
    how.inputs = w.net->in;
    if (!table_read(&t, c->o.predict, &how)) {
        fprintf(stderr, "%s\n", t.error);
        exit(2);
    }
    if (t.missing > 0 && !w.scale.mean)
        chapter_refuse(c, "missing", "mean", "the weights of --load know no means");
    for (size_t i = 0; *t.note[i]; i++)
        fprintf(stderr, "%s: %s\n", c->name, t.note[i]);

    struct matrix *h2 = answer(&w, &t);

    print_answers(&w, &t, h2, (int)c->o.digits);
    matrix_free(h2);
    table_free(&t);
    weights_free(&w);
    return chapter_end(c);
}
