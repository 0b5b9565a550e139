/* Entries are computed when they are asked for, and most are needed once: nothing is stored.
 * Only sums, products and the largest of rows and columns are needed again and again inside of a
 * formula (lambda * sum(...) for every entry of a matrix); those are kept.
 */
#include "evaluate.h"

#include "matrix.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_KEPT = 1000000, KEPT_EACH = 8 }; /* evaluate.h */
enum { ROUNDINGS = 4 }; /* of an operation: not every exp() gets the last two bits right */

/* What y's error becomes when y is multiplied by x.  An infinite x hides it, unless y may
 * have either sign. */
static double stretched(double x, struct entry y)
{
    if (y.error == 0 || (isinf(x) && fabs(y.value) > y.error))
        return 0;
    return fabs(x) * y.error;
}

static bool sure_nan(struct entry x)
{
    return isnan(x.value) && !isinf(x.error);
}

/* With nan and inf about: what is made from a sure nan is one, and what is made from
 * something that may be anything may be anything. */
static struct entry settled(struct entry x, struct entry a, struct entry b)
{
    if (isfinite(x.value) && isfinite(x.error))
        return x;
    if (sure_nan(a) || sure_nan(b))
        return (struct entry){NAN, 0, NAN};
    if (isinf(a.error) || isinf(b.error))
        x.error = INFINITY;
    return x;
}

static struct entry add(struct entry a, struct entry b)
{
    return settled((struct entry){a.value + b.value, a.error + b.error, a.size + b.size}, a, b);
}

static struct entry negative(struct entry a)
{
    a.value = -a.value;
    return a;
}

static struct entry multiply(struct entry a, struct entry b)
{
    double both = a.error == 0 || b.error == 0 ? 0 : a.error * b.error;

    return settled((struct entry){a.value * b.value,
                                  stretched(a.value, b) + stretched(b.value, a) + both,
                                  a.size * b.size},
                   a, b);
}

static struct entry divide(struct entry a, struct entry b)
{
    double value = a.value / b.value, error = 0;

    if (a.error > 0 || b.error > 0) {
        bool apart = fabs(b.value) > b.error; /* from zero */

        error = apart ? (a.error + stretched(value, b)) / (fabs(b.value) - b.error) : INFINITY;
        if (isinf(b.value) && !isinf(a.error))
            error = 0;
    }
    return settled((struct entry){value, error, (a.size + fabs(value) * b.size) / fabs(b.value)}, a,
                   b);
}

static double squashed(double z)
{
    return 1 / (1 + exp(-z));
}

static struct entry squash(struct entry z)
{
    struct entry h = {.value = squashed(z.value)};
    double slope = h.value * (1 - h.value);

    if (isinf(z.error))
        h.error = INFINITY;
    else if (z.error > 0) /* it only rises */
        h.error =
            fmax(squashed(z.value + z.error) - h.value, h.value - squashed(z.value - z.error));
    h.size = h.value + (slope > 0 ? slope * z.size : 0);
    return h;
}

/* How far a value is from the ends of its interval.  They may all be infinite. */
static double spread(double low, double value, double high)
{
    return fmax(low < value ? value - low : 0, high > value ? high - value : 0);
}

static struct entry exponential(struct entry z)
{
    struct entry x = {.value = exp(z.value), .error = INFINITY};

    if (!isinf(z.error))
        x.error = spread(exp(z.value - z.error), x.value, exp(z.value + z.error));
    x.size = x.value + (x.value > 0 ? x.value * z.size : 0);
    return x;
}

/* Where the interval reaches zero the logarithm may be anything. */
static struct entry logarithm(struct entry z)
{
    struct entry x = {.value = log(z.value), .error = INFINITY};

    if (z.error == 0)
        x.error = 0;
    else if (!isinf(z.error) && !(fabs(z.value) <= z.error))
        x.error = spread(log(z.value - z.error), x.value, log(z.value + z.error));
    x.size = fabs(x.value) + z.size / fabs(z.value);
    return x;
}

/* As Octave has it, a nan is passed over.  The size is that of the larger one, but where the other
 * may be the larger one in truth both count. */
static struct entry larger(const struct evaluation *e, struct entry a, struct entry b)
{
    struct entry x = a.value >= b.value || isnan(b.value) ? a : b;
    struct entry y = a.value >= b.value || isnan(b.value) ? b : a;

    if (x.value == INFINITY && !isinf(x.error))
        return x;
    if (isinf(x.error) || isinf(y.error))
        x.error = INFINITY;
    else
        x.error = spread(fmax(x.value - x.error, y.value - y.error), x.value,
                         fmax(x.value + x.error, y.value + y.error));
    if (y.value + y.error + e->tolerance * y.size >= x.value - x.error)
        x.size = fmax(x.size, y.size);
    return x;
}

/* a to the power of b is largest and smallest at the corners of the two intervals, if a does
 * not reach zero; a whole number as exponent is fine with any a. */
static double power_error(struct entry a, struct entry b)
{
    double value = pow(a.value, b.value), error = 0;

    if (a.error == 0 && b.error == 0)
        return 0;
    if (b.error == 0 && b.value >= 0 && b.value == floor(b.value))
        return pow(fabs(a.value) + a.error, b.value) - pow(fabs(a.value), b.value);
    if (!(fabs(a.value) > a.error) || (a.value < 0 && b.error > 0))
        return INFINITY;
    for (int corner = 0; corner < 4; corner++) {
        double x = a.value + (corner & 1 ? a.error : -a.error);
        double y = b.value + (corner & 2 ? b.error : -b.error);

        error = fmax(error, fabs(pow(x, y) - value));
    }
    return error;
}

static struct entry power(struct entry a, struct entry b)
{
    struct entry x = {pow(a.value, b.value), power_error(a, b), 0};
    double slope = b.value == 0 ? 0 : fabs(b.value * pow(a.value, b.value - 1));
    double rise = fabs(x.value * log(fabs(a.value)));

    x.size = fabs(x.value) + slope * a.size + (isfinite(rise) ? rise * b.size : 0);
    return settled(x, a, b);
}

/* What was given is as it stands, unless the head says that every number was rounded.  A ? may be
 * anything. */
static struct entry given_or_computed(const struct evaluation *e, const struct block *b, size_t k)
{
    double value = b->m->v[k];
    bool rounded = b->formula || e->t->digits >= 0 || b->decimals[k] == PLACE_NONE;

    return (struct entry){value, rounded ? trace_half_unit(e->t, b, k) : 0, fabs(value)};
}

static bool gathers(const struct node *n)
{
    return n->op == SUM || n->op == MAX || n->op == PRODUCT;
}

/* Returns how many terms an entry of n is gathered from. */
static size_t terms_of(const struct formula *f, const struct node *n)
{
    return n->op == PRODUCT || n->across ? f->node[n->a].cols : f->node[n->a].rows;
}

static struct entry gathered(const struct evaluation *e, const struct node *n, size_t r, size_t c)
{
    size_t terms = terms_of(&e->f, n);
    struct entry all = {0};

    for (size_t k = 0; k < terms; k++) {
        struct entry x = n->op == PRODUCT || n->across ? evaluation_entry(e, n->a, r, k)
                                                       : evaluation_entry(e, n->a, k, c);

        if (n->op == PRODUCT)
            x = multiply(x, evaluation_entry(e, n->b, k, c));
        if (n->op != MAX)
            all = add(all, x);
        else
            all = k > 0 ? larger(e, all, x) : x;
    }
    return all;
}

struct entry evaluation_entry(const struct evaluation *e, size_t node, size_t r, size_t c)
{
    const struct node *n = &e->f.node[node];
    struct entry a, b;

    if (n->rows == 1)
        r = 0; /* the one row is used for all */
    if (n->cols == 1)
        c = 0;
    if (n->kept)
        return n->kept[r * n->cols + c];
    switch (n->op) {
    case NUMBER:
    case SCALAR: return (struct entry){n->number, 0, fabs(n->number)};
    case BLOCK: return given_or_computed(e, n->block, r * n->cols + c);
    case PRODUCT:
    case SUM:
    case MAX: return gathered(e, n, r, c);
    case TRANSPOSE: return evaluation_entry(e, n->a, c, r);
    case MINUS: return negative(evaluation_entry(e, n->a, r, c));
    case SIGMOID: return squash(evaluation_entry(e, n->a, r, c));
    case EXP: return exponential(evaluation_entry(e, n->a, r, c));
    case LOG: return logarithm(evaluation_entry(e, n->a, r, c));
    default: break;
    }
    a = evaluation_entry(e, n->a, r, c);
    b = evaluation_entry(e, n->b, r, c);
    switch (n->op) {
    case ADD: return add(a, b);
    case SUBTRACT: return add(a, negative(b));
    case TIMES: return multiply(a, b);
    case DIVIDE: return divide(a, b);
    case LARGER: return larger(e, a, b);
    default: return power(a, b);
    }
}

/* Operands come before what is made from them, so each finds its own ones ready. */
static bool keep(struct evaluation *e, struct node *n)
{
    size_t count = n->rows * n->cols, most = MOST_KEPT + KEPT_EACH * e->t->numbers;
    struct entry *kept = NULL;

    if (count > most - e->t->kept) {
        snprintf(e->f.error, sizeof e->f.error,
                 "column %zu: %zux%zu numbers on the way to the result are too many: make them a "
                 "block",
                 n->from + 1, n->rows, n->cols);
        return false;
    }
    if (!(kept = calloc(count, sizeof *kept))) {
        snprintf(e->f.error, sizeof e->f.error, "column %zu: no memory for %zux%zu numbers",
                 n->from + 1, n->rows, n->cols);
        return false;
    }
    for (size_t r = 0; r < n->rows; r++)
        for (size_t c = 0; c < n->cols; c++)
            kept[r * n->cols + c] = gathered(e, n, r, c);
    n->kept = kept;
    e->t->kept += count;
    return true;
}

/* The operations for one entry of a node. */
static double work_of(const struct formula *f, const struct node *n)
{
    const struct node *operand[2] = {&f->node[n->a], &f->node[n->b]};
    size_t operands = n->op < TRANSPOSE ? 0 : n->op >= ADD && n->op <= PRODUCT ? 2 : 1;
    double work = 1;

    for (size_t i = 0; i < operands; i++)
        work += gathers(operand[i]) ? 1 : work_of(f, operand[i]); /* that is kept */
    return gathers(n) ? work * (double)terms_of(f, n) : work;
}

double evaluation_work(const struct formula *f, bool each)
{
    enum { READING = 6 }; /* a node of the text */
    double work = READING * (double)f->nodes;

    if (each)
        return work_of(f, &f->node[f->nodes - 1]);
    for (const struct node *n = f->node; n + 1 < f->node + f->nodes; n++)
        if (gathers(n))
            work += (double)(n->rows * n->cols) * work_of(f, n);
    return work;
}

bool evaluation_begin(struct evaluation *e, struct trace_file *t, const char *text,
                      const struct block *before, double tolerance)
{
    *e = (struct evaluation){.t = t, .tolerance = fmax(tolerance, ROUNDINGS * DBL_EPSILON)};
    if (!formula_read(&e->f, t, text, before))
        return false;
    for (size_t i = 0; i < e->f.nodes; i++) {
        struct node *n = &e->f.node[i];

        if (!gathers(n))
            continue;

        const struct node *a = &e->f.node[n->a];
        size_t terms = n->op == PRODUCT ? a->cols : a->rows * a->cols;

        if (n->op != MAX)
            e->tolerance = fmax(e->tolerance, (ROUNDINGS + sqrt((double)terms)) * DBL_EPSILON);
        if (i + 1 < e->f.nodes && !keep(e, n))
            return false;
    }
    return true;
}

bool evaluation_fits(struct evaluation *e, const struct block *block)
{
    const struct node *top = &e->f.node[e->f.nodes - 1];

    if (top->rows == block->m->rows && top->cols == block->m->cols)
        return true;
    snprintf(e->f.error, sizeof e->f.error, "it is %zux%zu, and its formula gives %zux%zu",
             block->m->rows, block->m->cols, top->rows, top->cols);
    return false;
}

void evaluation_free(struct evaluation *e)
{
    for (size_t i = 0; i < e->f.nodes; i++)
        if (e->f.node[i].kept)
            e->t->kept -= e->f.node[i].rows * e->f.node[i].cols;
    formula_free(&e->f);
}

double evaluation_reach(const struct evaluation *e, const struct block *b, size_t k,
                        struct entry computed)
{
    double size = isnan(computed.size) ? fabs(computed.value) : fmin(computed.size, DBL_MAX);

    return computed.error + trace_half_unit(e->t, b, k) + e->tolerance * size;
}

bool evaluation_agrees(const struct evaluation *e, const struct block *b, size_t k,
                       struct entry computed)
{
    double printed = b->m->v[k];

    if (b->decimals[k] == PLACE_NONE)
        return true;
    if (isinf(computed.error))
        return true;
    if (isnan(printed) || isnan(computed.value))
        return isnan(printed) && isnan(computed.value);
    if (isinf(printed) || isinf(computed.value))
        return printed == computed.value;
    return fabs(printed - computed.value) <= evaluation_reach(e, b, k, computed);
}
