/* Expressions over what stands before the wrong block, from the shortest on.
 *
 * Atoms are the expected numbers, the parts of the formula, other blocks of the same shape, and the
 * sizes.  What is made from an atom, or from two, is tried first; then what is made from that and
 * an atom; then the same once more.  Only an expression that gives every number of every run
 * counts.
 */
#include "numbers.h"

#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ATOMS_MOST = 20, ENTRIES_MOST = 400, PAIRS_MOST = 4000 };

enum op {
    ATOM,
    MINUS_OF,
    SQUARE,
    ABOVE,
    EXP_OF,
    LOG_OF,
    SIGMOID_OF,
    TANH_OF,
    ABS_OF,
    ROOT_OF,
    RAMP,
    PLUS,
    LESS,
    BY,
    OVER,
    OPS
};

/* Behind a name: its first number for every entry. */
static const char FIRST_OF[] = "->v[0]";

static const char *const as[OPS] = {"",        "-",        "^2",    " > 0)", "exp(",
                                    "log(",    "sigmoid(", "tanh(", "fabs(", "sqrt(",
                                    "max(0, ", " + ",      " - ",   " * ",   " / "};

struct term {
    enum op op;
    const struct term *a, *b; /* of an atom: NULL */
    double probe;             /* its value at one entry */
};

struct atom {
    struct term term; /* the first, so that a term is its atom */
    char name[TEXT_MOST];
    double v[ENTRIES_MOST];
};

struct search {
    const struct samples *s;
    struct atom atom[ATOMS_MOST];
    struct term pair[PAIRS_MOST]; /* what is made from one or two atoms */
    size_t atoms, pairs;
    size_t entries, probe; /* of all samples, one behind the other */
    double yours[ENTRIES_MOST];
    char *text; /* where the expression is told */
    bool sums;  /* the expression is summed up */
};

static double apply(enum op op, double a, double b)
{
    switch (op) {
    case MINUS_OF: return -a;
    case SQUARE: return a * a;
    case ABOVE: return a > 0;
    case EXP_OF: return exp(a);
    case LOG_OF: return log(a);
    case SIGMOID_OF: return 1 / (1 + exp(-a));
    case TANH_OF: return tanh(a);
    case ABS_OF: return fabs(a);
    case ROOT_OF: return sqrt(a);
    case RAMP: return a > 0 ? a : 0;
    case PLUS: return a + b;
    case LESS: return a - b;
    case BY: return a * b;
    case OVER: return a / b;
    default: return a;
    }
}

static double value(const struct term *t, size_t k)
{
    if (t->op == ATOM)
        return ((const struct atom *)t)->v[k];
    return apply(t->op, value(t->a, k), t->op >= PLUS ? value(t->b, k) : 0);
}

static void put(char *text, const char *more)
{
    strncat(text, more, TEXT_MOST - strlen(text) - 1);
}

static void print(const struct term *t, char *text, bool inner)
{
    if (t->op == ATOM) {
        put(text, ((const struct atom *)t)->name);
        return;
    }
    if (t->op == MINUS_OF || (t->op >= EXP_OF && t->op < PLUS))
        put(text, as[t->op]);
    else if (t->op == ABOVE || (t->op >= PLUS && inner))
        put(text, "(");
    print(t->a, text, t->op < EXP_OF || t->op >= PLUS);
    if (t->op >= PLUS) {
        put(text, as[t->op]);
        print(t->b, text, true);
    }
    put(text, t->op == SQUARE || t->op == ABOVE                ? as[t->op]
              : t->op == MINUS_OF || (t->op >= PLUS && !inner) ? ""
                                                               : ")");
}

/* ---- atoms */

static bool is_new(const struct search *x, const struct atom *a)
{
    for (size_t i = 0; i < x->atoms; i++)
        if (memcmp(x->atom[i].v, a->v, x->entries * sizeof *a->v) == 0)
            return false;
    return true;
}

/* The shape of what the expression is of. */
static const struct matrix *shape_of(const struct search *x, const struct sample *s)
{
    return x->sums ? trace_file_block(s->right.t, "Y", 1)->m : s->expected->m;
}

/* What a part of a formula is called as an atom, or "" if it is none: what is made from two others,
 * and of a sigmoid its exponential. */
static const char *name_part(const struct formula *f, size_t node, char text[TEXT_MOST])
{
    const struct node *n = &f->node[node];
    bool sigmoid = n->op == SIGMOID;
    const struct node *of = sigmoid ? &f->node[n->a] : n;
    size_t length = of->length;

    text[0] = '\0';
    if (!sigmoid &&
        (node + 1 == f->nodes || (n->op != PRODUCT && n->op != TIMES && n->op != SUBTRACT)))
        return text;
    while (length > 0 && f->text[of->from + length - 1] == ' ')
        length--;
    if (!sigmoid && f->text[of->from] == '(')
        snprintf(text, TEXT_MOST, "%.*s", (int)length, f->text + of->from);
    else
        snprintf(text, TEXT_MOST, "%s%.*s)", sigmoid ? "exp(-" : "(", (int)length,
                 f->text + of->from);
    return text;
}

/* Returns entry k of what is called so in a sample, or NaN. */
static double named(const struct sample *s, const struct matrix *m, const char *name, size_t k)
{
    const struct formula *f = &s->right.f;
    const struct trace_file *t = s->right.t;
    const struct block *b = trace_file_block(t, name, strlen(name));
    const struct scalar *scalar = trace_file_scalar(t, name, strlen(name));

    if (strcmp(name, "expected") == 0)
        return s->expected->m->v[s->expected->m == m ? k : 0];
    if (strcmp(name, "outputs") == 0)
        return (double)trace_file_block(t, "Y", 1)->m->cols;
    if (strcmp(name, "inputs") == 0)
        return (double)trace_file_block(t, "X", 1)->m->cols;
    if (strcmp(name, "hidden") == 0)
        return (double)trace_file_block(t, "W1", 2)->m->cols;
    if (strstr(name, FIRST_OF))
        return trace_file_block(t, name, name_length(name))->m->v[0];
    if (strspn(name, "12") == 1)
        return atof(name);
    if (scalar)
        return scalar->value;
    if (b && b < s->expected && (b->m->rows == m->rows || b->m->rows == 1) && b->m->cols == m->cols)
        return b->m->v[b->m->rows == 1 ? k % m->cols : k];
    for (size_t i = 0; i < f->nodes; i++) {
        char part[TEXT_MOST];

        if (strcmp(name, name_part(f, i, part)) == 0)
            return f->node[i].op == SIGMOID ? exp(-node_entry(s, f->node[i].a, k))
                                            : node_entry(s, i, k);
    }
    return NAN;
}

static void add_atom(struct search *x, const char *name)
{
    struct atom *a = &x->atom[x->atoms];
    size_t at = 0;

    if (x->atoms == ATOMS_MOST)
        return;
    *a = (struct atom){.term = {.op = ATOM}};
    snprintf(a->name, sizeof a->name, "%s", name);
    for (size_t i = 0; i < x->s->count; i++) {
        const struct matrix *m = shape_of(x, &x->s->sample[i]);

        for (size_t k = 0; k < m->rows * m->cols; k++, at++)
            if (!isfinite(a->v[at] = named(&x->s->sample[i], m, name, k)))
                return;
    }
    a->term.probe = a->v[x->probe];
    x->atoms += is_new(x, a);
}

/* What the formula names, then numbers, then the other blocks before it. */
static void add_atoms(struct search *x)
{
    const struct sample *last = &x->s->sample[x->s->count - 1];
    const struct formula *f = &last->right.f;
    static const char *const numbers[] = {"1",     "2",       "N",      "lambda",
                                          "alpha", "outputs", "hidden", "inputs"};
    char name[TEXT_MOST];

    for (size_t i = 0; i < f->nodes; i++)
        if (f->node[i].op == BLOCK)
            add_atom(x, f->node[i].block->name);
        else if (!x->sums && name_part(f, i, name)[0])
            add_atom(x, name);
    if (!x->sums)
        add_atom(x, "expected");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if ((numbers[i][0] != 'l' && numbers[i][0] != 'a') || strstr(f->text, "lambda") ||
            strstr(f->text, numbers[i]))
            add_atom(x, numbers[i]);
    for (const struct block *b = last->right.t->block; !x->sums && b < last->expected; b++)
        add_atom(x, b->name);
    for (size_t i = 0; i < f->nodes; i++)
        if (f->node[i].op == BLOCK && f->node[i].rows > 1) {
            snprintf(name, sizeof name, "%s%s", f->node[i].block->name, FIRST_OF);
            add_atom(x, name);
            break;
        }
}

/* false: there is too much of it. */
static bool begin(struct search *x)
{
    for (size_t i = 0; i < x->s->count; i++) {
        const struct sample *s = &x->s->sample[i];
        size_t size = shape_of(x, s)->rows * shape_of(x, s)->cols;

        if (x->entries + size > ENTRIES_MOST)
            return false;
        for (size_t k = 0; !x->sums && k < size; k++) {
            x->yours[x->entries + k] = s->yours->v[k];
            if (!same_number(s->yours->v[k], s->expected->m->v[k]))
                x->probe = x->entries + k;
        }
        x->entries += size;
    }
    add_atoms(x);
    return true;
}

/* ---- expressions */

/* Makes a term; false: it is nothing that can be used. */
static bool make(struct term *t, enum op op, const struct term *a, const struct term *b)
{
    *t = (struct term){op, a, b, apply(op, a->probe, b ? b->probe : 0)};
    return isfinite(t->probe) && (op != LESS || a != b) && (op != OVER || a != b);
}

typedef bool seeker(struct search *x, const struct term *t);

/* Gives the seeker all that can be made of these terms, the second an atom.  Returns whether it
 * found what it seeks. */
static bool each(struct search *x, const struct term *a, seeker *found)
{
    struct term t;

    for (enum op op = ATOM + 1; op < PLUS; op++)
        if (make(&t, op, a, NULL) && found(x, &t))
            return true;
    for (size_t i = 0; i < x->atoms; i++)
        for (enum op op = PLUS; op < OPS; op++) {
            const struct term *b = &x->atom[i].term;

            if (make(&t, op, a, b) && found(x, &t))
                return true;
            if ((op == LESS || op == OVER) && make(&t, op, b, a) && found(x, &t))
                return true;
        }
    return false;
}

static bool keep(struct search *x, const struct term *t)
{
    if (x->pairs < PAIRS_MOST)
        x->pair[x->pairs++] = *t;
    return false;
}

static bool is_yours(struct search *x, const struct term *t)
{
    if (!same_number(t->probe, x->yours[x->probe]))
        return false;
    for (size_t k = 0; k < x->entries; k++)
        if (!same_number(value(t, k), x->yours[k]))
            return false;
    x->text[0] = '\0';
    print(t, x->text, false);
    return true;
}

static bool once_more(struct search *x, const struct term *t)
{
    return each(x, t, is_yours);
}

static bool find(struct search *x, seeker *seek)
{
    for (size_t i = 0; i < x->atoms; i++)
        if (seek(x, &x->atom[i].term))
            return true;
    for (size_t i = 0; i < x->atoms; i++)
        each(x, &x->atom[i].term, keep);
    for (size_t i = 0; i < x->pairs; i++)
        if (seek(x, &x->pair[i]))
            return true;
    for (size_t i = 0; i < x->pairs; i++)
        if (each(x, &x->pair[i], seek))
            return true;
    return false;
}

/* Two pairs put together: (a + b) * (c - d). */
static bool find_of_pairs(struct search *x)
{
    struct term t;

    for (size_t i = 0; i < x->pairs; i++)
        for (size_t k = 0; k < x->pairs; k++)
            for (enum op op = PLUS; op < OPS; op++)
                if (make(&t, op, &x->pair[i], &x->pair[k]) && is_yours(x, &t))
                    return true;
    return false;
}

static bool find_any(struct search *x)
{
    bool found = find(x, is_yours);

    for (size_t i = 0; i < x->pairs && !found; i++)
        found = each(x, &x->pair[i], once_more);
    return found || find_of_pairs(x);
}

/* ---- sums */

/* Some of the entries; of a matrix with so many rows and columns, entries from..to-1. */
static const struct {
    const char *words;
    bool last_only, first_left, last_left;
    enum { ALL, ONE, BY_ROWS, BY_COLUMNS } up_to;
} range[] = {
    {"", false, false, false, ALL},
    {", of as many entries as there are rows", false, false, false, BY_ROWS},
    {", of as many entries as there are columns", false, false, false, BY_COLUMNS},
    {", of the first entry only", false, false, false, ONE},
    {", of the last entry only", true, false, false, ALL},
    {", without the first entry", false, true, false, ALL},
    {", without the last entry", false, false, true, ALL},
};

static const struct {
    const char *words;
    double number;
    int N, outputs; /* their powers */
} factor[] = {
    {" / (2*N)", 0.5, -1, 0},
    {" / N", 1, -1, 0},
    {" / 2", 0.5, 0, 0},
    {"", 1, 0, 0},
    {" / 2 * N", 0.5, 1, 0},
    {" * N", 1, 1, 0},
    {" * 2 / N", 2, -1, 0},
    {" * 2", 2, 0, 0},
    {" * (2*N)", 2, 1, 0},
    {" / (N*outputs)", 1, -1, -1},
    {" / (2*N*outputs)", 0.5, -1, -1},
    {" / outputs", 1, 0, -1},
    {" / (2*outputs)", 0.5, 0, -1},
    {" / (N*N)", 1, -2, 0},
    {" / (2*N*N)", 0.5, -2, 0},
};

static double sum_of(const struct term *t, size_t which, const struct matrix *m, size_t at)
{
    size_t size = m->rows * m->cols, from = range[which].first_left, to = size;
    double sum = 0;

    if (range[which].up_to != ALL)
        to = range[which].up_to == ONE ? 1 : range[which].up_to == BY_ROWS ? m->rows : m->cols;
    if (range[which].last_only)
        from = size - 1;
    for (size_t k = from; k < to - range[which].last_left && k < size; k++)
        sum += value(t, at + k);
    return sum;
}

/* The sum itself, its square and its root, and each with the other sign. */
static const struct {
    const char *before, *behind;
} shape[] = {{"", ""}, {"-", ""}, {"", "^2"}, {"sqrt(", ")"}, {"fabs(", ")"}};

static double shaped(size_t which, double sum)
{
    return which == 1   ? -sum
           : which == 2 ? sum * sum
           : which == 3 ? sqrt(sum)
           : which == 4 ? fabs(sum)
                        : sum;
}

/* Whether all runs have this factor times this shape of this sum. */
static bool fits(const struct search *x, const double *sum, size_t form, size_t f)
{
    for (size_t i = 0; i < x->s->count; i++) {
        const struct sample *s = &x->s->sample[i];
        const struct matrix *m = shape_of(x, s);
        double c = factor[f].number * pow((double)m->rows, factor[f].N) *
                   pow((double)m->cols, factor[f].outputs);

        if (!same_number(c * shaped(form, sum[i]), s->yours->v[0]))
            return false;
    }
    return true;
}

static void tell_sum(struct search *x, const struct term *t, size_t which, size_t form, size_t f)
{
    char inner[TEXT_MOST] = "";

    print(t, inner, false);
    snprintf(x->text, TEXT_MOST, "%ssum(%.200s)%s%s%s", shape[form].before, inner,
             shape[form].behind, factor[f].words, range[which].words);
}

/* With another added to the term, or taken from it: the sum is that of both. */
static bool is_sum_with(struct search *x, const struct term *t, const double *sum,
                        const struct term *other)
{
    for (enum op op = PLUS; op <= LESS; op++) {
        double both[RUNS_MOST];
        struct term two;
        size_t at = 0;

        for (size_t n = 0; n < x->s->count; n++) {
            const struct matrix *m = shape_of(x, &x->s->sample[n]);

            both[n] = apply(op, sum[n], sum_of(other, 0, m, at));
            at += m->rows * m->cols;
        }
        for (size_t f = 0; f < 4; f++)
            if (fits(x, both, 0, f)) {
                make(&two, op, t, other);
                tell_sum(x, &two, 0, 0, f);
                return true;
            }
    }
    return false;
}

static bool is_sum_of_two(struct search *x, const struct term *t, const double *sum)
{
    bool pair = t->a && t->a->op == ATOM && (!t->b || t->b->op == ATOM);

    for (size_t i = 0; i < x->atoms; i++)
        if (is_sum_with(x, t, sum, &x->atom[i].term))
            return true;
    for (size_t i = 0; pair && i < x->pairs; i++)
        if (is_sum_with(x, t, sum, &x->pair[i]))
            return true;
    return false;
}

static bool is_sum(struct search *x, const struct term *t)
{
    for (size_t which = 0; which < sizeof range / sizeof *range; which++) {
        double sum[RUNS_MOST];
        size_t at = 0;

        for (size_t i = 0; i < x->s->count; i++) {
            const struct matrix *m = shape_of(x, &x->s->sample[i]);

            sum[i] = sum_of(t, which, m, at);
            at += m->rows * m->cols;
        }
        for (size_t form = 0; form < sizeof shape / sizeof *shape; form++)
            for (size_t f = 0; f < sizeof factor / sizeof *factor; f++)
                if (fits(x, sum, form, f)) {
                    tell_sum(x, t, which, form, f);
                    return true;
                }
        if (which == 0 && is_sum_of_two(x, t, sum))
            return true;
    }
    return false;
}

static bool search(const struct samples *s, char text[TEXT_MOST], bool sums)
{
    struct search *x = calloc(1, sizeof *x);
    bool found;

    if (!x)
        return false;
    x->s = s;
    x->text = text;
    x->sums = sums;
    found = begin(x) && (sums ? find(x, is_sum) : find_any(x));
    free(x);
    return found;
}

bool find_expression(const struct samples *s, char text[TEXT_MOST])
{
    return search(s, text, false);
}

bool find_sum(const struct samples *s, char text[TEXT_MOST])
{
    return search(s, text, true);
}
