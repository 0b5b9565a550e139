#include "given.h"

#include "matrix.h"
#include "meant.h"
#include "options.h"
#include "show.h"
#include "step.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* The blocks that are read, in this order. */
enum input { X, Y, W1, W2, b1, b2, INPUTS };
static const char *const names[INPUTS] = {"X", "Y", "W1", "W2", "b1", "b2"};
enum { WANTED = b1 }; /* these must be there */

struct reading {
    struct given *g;
    bool rate; /* the caller has a learning rate */
    struct trace_file file;
    const struct block *input[INPUTS]; /* NULL: not in the file */
};

/* Says what is wrong, in the line of a block, or in no line if it is NULL.  Returns false. */
__attribute__((format(printf, 3, 4))) static bool fail(struct reading *r, const struct block *b,
                                                       const char *format, ...)
{
    char *error = r->g->error;
    int used = snprintf(error, ERROR_MOST, "%s:", SHOWN_PATH(r->file.path));
    va_list words;

    if (b)
        used += snprintf(error + used, ERROR_MOST - (size_t)used, "%zu:", b->line);
    error[used++] = ' ';
    va_start(words, format);
    vsnprintf(error + used, ERROR_MOST - (size_t)used, format, words);
    va_end(words);
    return false;
}

/* ---- names */
static bool is_number(const char *name)
{
    return strcmp(name, "alpha") == 0 || strcmp(name, "lambda") == 0 || strcmp(name, "N") == 0;
}

/* Cuts off the epoch: z1 of z1@100. */
static void cut_epoch(char base[NAME_MOST], const char *name)
{
    snprintf(base, NAME_MOST, "%.*s", (int)strcspn(name, "@"), name);
}

/* Returns whether the network has this name, or has it in some epoch, or whether chapter 5 writes
 * it with --differences. */
static bool is_computed(const char *name)
{
    char base[NAME_MOST];

    cut_epoch(base, name);
    return step_find(base) || strcmp(name, "differences") == 0 || strcmp(name, "chosen") == 0;
}

/* Returns whether a formula names this number. */
static bool uses(const char *formula, const char *name)
{
    for (const char *at = formula; *at;) {
        size_t length = name_length(at);

        if (length > 0 && length == strlen(name) && strncmp(at, name, length) == 0)
            return true;
        if (length == 0 && isdigit((unsigned char)*at)) {
            char *end;

            strtod(at, &end); /* the e of 1e3 is no name */
            at = end;
        } else {
            at += length > 0 ? length : 1;
        }
    }
    return false;
}

static bool some_formula_uses(const struct trace_file *t, const char *name)
{
    for (size_t i = 0; i < t->blocks; i++)
        if (t->block[i].formula && uses(t->block[i].formula, name))
            return true;
    return false;
}

static bool fail_name(struct reading *r, const struct block *b)
{
    char base[NAME_MOST];
    const char *meant;

    cut_epoch(base, b->name);
    meant = name_meant(base);
    if (meant)
        return fail(r, b,
                    "'%s' is no name of the network's: is it %s%s? (A block of your own wants a "
                    "formula)",
                    b->name, meant, b->name + strlen(base));
    return fail(r, b,
                "'%s' is no name of the network's (X, Y, W1, b1, W2, b2 are read; a block of your "
                "own wants a formula)",
                b->name);
}

static bool check_names(struct reading *r)
{
    const struct trace_file *t = &r->file;

    for (size_t i = 0; i < t->blocks; i++) {
        const struct block *b = &t->block[i];

        if (!is_computed(b->name) && !b->formula)
            return fail_name(r, b);
        if (is_computed(b->name) && strstr(b->name, "@0"))
            return fail(r, b,
                        "'%s': an epoch is 1 or more; before the first step it is called %.*s",
                        b->name, (int)strcspn(b->name, "@"), b->name);
    }
    for (size_t i = 0; i < t->sets; i++)
        if (!is_number(t->set[i].name) && !some_formula_uses(t, t->set[i].name))
            return fail(r, NULL,
                        "'%s' is set, and no formula uses it (alpha, lambda and N are read)",
                        t->set[i].name);
    return true;
}

/* ---- inputs */
static bool all_finite(const struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (!isfinite(m->v[i]))
            return false;
    return true;
}

static bool find_inputs(struct reading *r)
{
    for (int i = 0; i < INPUTS; i++) {
        const struct block *b = trace_file_block(&r->file, names[i], strlen(names[i]));

        r->input[i] = b;
        if (!b && i < WANTED)
            return fail(r, NULL, "no block %s: X, Y, W1 and W2 are wanted", names[i]);
        if (b && !b->m->v)
            return fail(r, b, "%s has no numbers, and they are read, not computed", names[i]);
        if (b && !all_finite(b->m))
            return fail(r, b, "a number of %s is missing or not finite", names[i]);
    }
    return true;
}

static bool check_biases(struct reading *r)
{
    const struct block *first = r->input[b1], *second = r->input[b2];

    if (!first != !second)
        return fail(r, first ? first : second,
                    "%s without %s: both are wanted, or neither; a 0 adds nothing",
                    first ? "b1" : "b2", first ? "b2" : "b1");
    if (!first && r->file.bias_fixed)
        return fail(r, NULL, "the bias is fixed, but there are no blocks b1 and b2");
    return true;
}

/* ---- shapes */
/* Says that two inputs do not fit, with the places of both. */
static bool fail_shapes(struct reading *r, enum input a, enum input b, const char *want)
{
    const struct matrix *m = r->input[a]->m, *other = r->input[b]->m;

    return fail(r, r->input[a], "%s is %zux%zu and %s, in line %zu, is %zux%zu: %s", names[a],
                m->rows, m->cols, names[b], r->input[b]->line, other->rows, other->cols, want);
}

static bool check_bias(struct reading *r, enum input b, size_t units)
{
    const struct matrix *m = r->input[b] ? r->input[b]->m : NULL;

    if (m && !(m->rows == 1 && (m->cols == units || m->cols == 1)))
        return fail(r, r->input[b], "%s is %zux%zu: 1x%zu is wanted, or a single number", names[b],
                    m->rows, m->cols, units);
    return true;
}

static bool check_shapes(struct reading *r)
{
    const struct matrix *x = r->input[X]->m, *y = r->input[Y]->m;
    const struct matrix *w1 = r->input[W1]->m, *w2 = r->input[W2]->m;

    if (y->rows != x->rows)
        return fail_shapes(r, Y, X, "both want a row for each observation");
    if (w1->rows != x->cols)
        return fail_shapes(r, W1, X,
                           "W1 wants a row for each column of X (W1' has a line for each unit)");
    if (w2->rows != w1->cols)
        return fail_shapes(r, W2, W1,
                           "W2 wants a row for each column of W1 (W1' and W2' have a line for each "
                           "unit)");
    if (w2->cols != y->cols)
        return fail_shapes(r, W2, Y, "W2 wants a column for each column of Y");
    if (x->rows > MOST_UNITS / w1->cols)
        return fail(r, NULL, "%zu rows and %zu hidden units: want a product of at most %d", x->rows,
                    w1->cols, MOST_UNITS);
    return check_bias(r, b1, w1->cols) && check_bias(r, b2, w2->cols);
}

/* ---- numbers */
/* Returns whether the learning rate matters for a block: it is after a step. */
static bool after_step(const char *name)
{
    return strstr(name, "_new") || strchr(name, '@');
}

/* A rate that nobody wrote down would make every number differ that is printed after a step. */
static bool check_alpha(struct reading *r)
{
    const struct trace_file *t = &r->file;

    if (r->rate || trace_file_scalar(t, "alpha", strlen("alpha")))
        return true;
    for (size_t i = 0; i < t->blocks; i++)
        if (is_computed(t->block[i].name) && after_step(t->block[i].name))
            return fail(r, &t->block[i],
                        "%s needs the learning rate: '# set alpha=0.5', for example, below the "
                        "first line",
                        t->block[i].name);
    if (some_formula_uses(t, "alpha"))
        return fail(r, NULL,
                    "a formula needs the learning rate: '# set alpha=0.5', for example, below the "
                    "first line");
    return true;
}

static bool take_rate(struct reading *r, const char *name, double *to)
{
    const struct scalar *s = trace_file_scalar(&r->file, name, strlen(name));

    if (!s)
        return true;
    *to = s->value + 0.0; /* -0 is 0 */
    if (!(s->value >= 0 && s->value <= MOST_RATE))
        return fail(r, NULL, "%s=%.9g: want a number from 0 to %d", name, s->value, MOST_RATE);
    return true;
}

static bool take_N(struct reading *r)
{
    const struct scalar *s = trace_file_scalar(&r->file, "N", 1);
    size_t rows = r->input[X]->m->rows;

    r->g->N = rows;
    if (!s)
        return true;
    if (!(s->value >= 1 && s->value <= (double)rows && floor(s->value) == s->value))
        return fail(r, NULL, "N=%.9g: want a number of rows, and X has %zu", s->value, rows);
    r->g->N = (size_t)s->value;
    return true;
}

/* ---- network */
static struct matrix *copy(const struct matrix *m)
{
    struct matrix *to = matrix_new(m->rows, m->cols);

    matrix_copy(to, m);
    return to;
}

static void repeat(struct matrix *row, const struct block *b)
{
    for (size_t i = 0; b && i < row->cols; i++)
        row->v[i] = b->m->v[b->m->cols > 1 ? i : 0];
}

static void take_matrices(struct reading *r)
{
    struct given *g = r->g;
    const struct matrix *w1 = r->input[W1]->m, *w2 = r->input[W2]->m;
    enum bias bias = !r->input[b1] ? BIAS_NONE : r->file.bias_fixed ? BIAS_FIXED : BIAS_TRAINED;

    g->X = copy(r->input[X]->m);
    g->Y = copy(r->input[Y]->m);
    g->net = step_new(0, w1->rows, w1->cols, w2->cols, bias);
    matrix_copy(g->net->W1, w1);
    matrix_copy(g->net->W2, w2);
    repeat(g->net->b1, r->input[b1]);
    repeat(g->net->b2, r->input[b2]);
}

bool given_read(struct given *g, const char *path, bool rate)
{
    struct reading r = {.g = g, .rate = rate};
    bool good;

    *g =
        (struct given){.alpha = options_worked_example.lr, .lambda = options_worked_example.lambda};
    good = trace_file_read_sheet(&r.file, path);
    if (!good)
        snprintf(g->error, sizeof g->error, "%s", r.file.error);
    good = good && check_names(&r) && find_inputs(&r) && check_biases(&r) && check_shapes(&r) &&
           check_alpha(&r) && take_rate(&r, "alpha", &g->alpha) &&
           take_rate(&r, "lambda", &g->lambda) && take_N(&r);
    if (good)
        take_matrices(&r);
    trace_file_free(&r.file);
    return good;
}

void given_free(struct given *g)
{
    matrix_free(g->X);
    matrix_free(g->Y);
    step_free(g->net);
}
