/* Sums over other entries than those that are asked for.
 *
 * Entry (r, c) of a product is a sum over i of an entry of one matrix times one of another.  Every
 * index x * stride + y is tried with r, c and i for x and y and the sizes for strides, over every
 * range of i that a slip may make, and so are sums that go on from one entry to the next.  The
 * right indices with one or two changes that give every number of every run are told as C.
 */
#include "numbers.h"

#include "matrix.h"

#include <math.h>
#include <string.h>

/* One factor: entry v[x * stride + y] of m; the letters are r, c or i, or 0 for none. */
struct factor {
    const struct block *m[RUNS_MOST]; /* in each run */
    char right_x, right_y;
};

struct index {
    char x, y;
    unsigned stride; /* a size */
};

/* Sizes: rows and columns of the first factor, the second, the result. */
enum { SIZES = 6, ONE = SIZES, ENDS };

enum term {
    PRODUCT_OF,
    SUM_OF,
    DIFFERENCE_OF,
    FIRST,
    SECOND,
    OF_SUMS,
    OF_SLOPE,
    OF_REST,
    OF_SIZE,
    TERMS
};
enum mode { ALONE, NEGATIVE, GOES_ON, GOES_ON_IN_ROW, MEAN, MODES };

struct guess {
    struct index a, b;
    unsigned end;     /* of i: a size, or 1 */
    bool late, early; /* it begins at 1; it ends one before */
    bool last;        /* only the last i */
    enum term term;
    enum mode mode;
    bool turned; /* the result is stored column after column */
    int changes;
};

struct search {
    const struct samples *s;
    struct factor a, b;        /* b.m[0] is NULL for a sum of one matrix */
    size_t product[RUNS_MOST]; /* the node */
    struct guess best;
    bool found;
    unsigned right_end;
    size_t probe;
};

static size_t size_of(const struct search *x, size_t run, unsigned which)
{
    const struct block *b = x->b.m[0] ? x->b.m[run] : x->a.m[run];
    const struct matrix *m = which / 2 == 0   ? x->a.m[run]->m
                             : which / 2 == 1 ? b->m
                                              : x->s->sample[run].yours;

    return which == ONE ? 1 : which % 2 ? m->cols : m->rows;
}

static const char *name_of_size(const struct search *x, unsigned which, char text[80])
{
    size_t last = x->s->count - 1;
    const struct block *b = x->b.m[0] ? x->b.m[last] : x->a.m[last];

    snprintf(text, 80, "%.40s->%s",
             which / 2 == 0   ? x->a.m[last]->name
             : which / 2 == 1 ? b->name
                              : x->s->sample[last].expected->name,
             which % 2 ? "cols" : "rows");
    return which == ONE ? "1" : text;
}

static bool at(const struct search *x, size_t run, const struct factor *f, struct index n, size_t r,
               size_t c, size_t i, double *v)
{
    const struct matrix *m = f->m[run]->m;
    size_t big = n.x == 'r' ? r : n.x == 'c' ? c : n.x == 'i' ? i : 0;
    size_t small = n.y == 'r' ? r : n.y == 'c' ? c : n.y == 'i' ? i : 0;
    size_t k = big * size_of(x, run, n.stride) + small;

    *v = k < m->rows * m->cols ? m->v[k] : 0;
    return k < m->rows * m->cols;
}

/* One entry as the guess gives it, before its mode.  false: it reads outside of a matrix. */
static bool sum_up(const struct search *x, size_t run, const struct guess *g, size_t k, double *sum,
                   size_t *terms)
{
    size_t cols = x->s->sample[run].yours->cols, end = size_of(x, run, g->end) - g->early;
    size_t i = g->last ? end - 1 : g->late;

    double of_a = 0, of_b = 0;

    *sum = 0;
    *terms = end - i;
    if (size_of(x, run, g->end) < g->early)
        return false;
    for (; i < end; i++) {
        double a = 1, b = 1;

        if ((g->term != SECOND && !at(x, run, &x->a, g->a, k / cols, k % cols, i, &a)) ||
            (g->term != FIRST && x->b.m[0] && !at(x, run, &x->b, g->b, k / cols, k % cols, i, &b)))
            return false;
        of_a += a;
        of_b += b;
        *sum += g->term == OF_SLOPE  ? a * (1 - a) * b
                : g->term == OF_REST ? (1 - a) * b
                : g->term == OF_SIZE ? fabs(a * b)
                                     : a * b;
    }
    *sum = g->term == SUM_OF          ? of_a + of_b
           : g->term == DIFFERENCE_OF ? of_a - of_b
           : g->term == FIRST         ? of_a
           : g->term == SECOND        ? of_b
           : g->term == OF_SUMS       ? of_a * of_b
                                      : *sum;
    return true;
}

/* Your number, without what the formula adds to the product. */
static double part(const struct search *x, size_t run, size_t k, bool turned)
{
    const struct sample *s = &x->s->sample[run];
    size_t rows = s->yours->rows, cols = s->yours->cols;
    size_t place = turned ? k % cols * rows + k / cols : k;

    return s->yours->v[place] - (s->expected->m->v[place] - node_entry(s, x->product[run], place));
}

static bool entry_fits(const struct search *x, size_t run, const struct guess *g, size_t k)
{
    size_t cols = x->s->sample[run].yours->cols, terms;
    double sum, yours = part(x, run, k, g->turned);
    bool goes_on = (g->mode == GOES_ON && k > 0) || (g->mode == GOES_ON_IN_ROW && k % cols > 0);

    if (!sum_up(x, run, g, k, &sum, &terms))
        return false;
    if (g->mode == NEGATIVE)
        sum = -sum;
    if (g->mode == MEAN)
        sum /= (double)terms;
    if (goes_on)
        sum += part(x, run, k - 1, g->turned);
    return fabs(sum - yours) <= 1e-9 * (fabs(sum) + 1e-3);
}

static void try(struct search *x, const struct guess *g)
{
    if ((x->found && g->changes >= x->best.changes) || !entry_fits(x, x->s->count - 1, g, x->probe))
        return;
    for (size_t run = 0; run < x->s->count; run++)
        for (size_t k = 0; k < x->s->sample[run].yours->rows * x->s->sample[run].yours->cols; k++)
            if (!entry_fits(x, run, g, k))
                return;
    x->best = *g;
    x->found = true;
}

/* ---- all guesses */

enum { INDICES_MOST = 100 };

static size_t all_indices(const struct factor *f, struct index list[INDICES_MOST], unsigned own,
                          int changes[INDICES_MOST])
{
    static const char letters[] = "rci";
    size_t n = 0;

    for (int x = -1; x < 3; x++)
        for (int y = x < 0 ? 0 : -1; y < 3; y++)
            for (unsigned stride = 0; stride < ENDS && x != y; stride++) {
                if (x < 0 && stride != own)
                    continue;
                list[n] =
                    (struct index){x < 0 ? '\0' : letters[x], y < 0 ? '\0' : letters[y], stride};
                changes[n] = (list[n].x != f->right_x || list[n].y != f->right_y) + (stride != own);
                n++;
            }
    return n;
}

static void try_ends(struct search *x, struct guess g)
{
    int changes = g.changes;

    for (unsigned end = 0; end < ENDS; end++)
        for (int how = 0; how < 4; how++) {
            g.end = end;
            g.late = how == 1;
            g.early = how == 2;
            g.last = how == 3;
            g.changes = changes + (end != x->right_end) + (how > 0);
            if (g.changes <= 2 && (end != ONE || how == 0))
                try(x, &g);
        }
}

static void try_all(struct search *x)
{
    struct index a[INDICES_MOST], b[INDICES_MOST] = {{'\0', '\0', 0}};
    int of_a[INDICES_MOST], of_b[INDICES_MOST] = {0};
    size_t as = all_indices(&x->a, a, 1, of_a);
    size_t bs = x->b.m[0] ? all_indices(&x->b, b, 3, of_b) : 1;

    for (size_t i = 0; i < as; i++)
        for (size_t k = 0; k < bs; k++)
            for (enum term term = 0; term < TERMS; term++)
                for (enum mode mode = 0; mode < MODES; mode++)
                    for (int turned = 0; turned < 2; turned++) {
                        struct guess g = {.a = a[i], .b = b[k], .term = term, .mode = mode};

                        if (!x->b.m[0] && term > PRODUCT_OF && term < OF_SLOPE)
                            continue; /* these need two */
                        g.turned = turned;
                        g.changes = of_a[i] + of_b[k] + (term > 0) + (mode > 0) + turned;
                        if (g.changes <= 2)
                            try_ends(x, g);
                    }
}

/* ---- the formula's product, or its sum */

/* Takes a factor, which may be transposed.  false: it is not one block. */
static bool take(const struct sample *s, size_t run, size_t node, struct factor *f, bool *turned)
{
    const struct node *n = &s->right.f.node[node];

    *turned = n->op == TRANSPOSE;
    if (*turned)
        n = &s->right.f.node[n->a];
    f->m[run] = n->op == BLOCK ? n->block : NULL;
    return n->op == BLOCK;
}

/* A sum over one row is no sum any more: so it is known by its name. */
static bool take_product(struct search *x, size_t run)
{
    const struct formula *f = &x->s->sample[run].right.f;
    bool of_a, of_b = false, sum = strncmp(f->text, "sum(", strlen("sum(")) == 0;

    for (size_t i = 0; i < f->nodes; i++) {
        const struct node *n = &f->node[i];

        if (n->op != (sum ? BLOCK : PRODUCT))
            continue;
        x->product[run] = sum ? f->nodes - 1 : i;
        if (!take(&x->s->sample[run], run, sum ? i : n->a, &x->a, &of_a) ||
            (!sum && !take(&x->s->sample[run], run, n->b, &x->b, &of_b)))
            return false;
        x->a.right_x = of_a || sum ? 'i' : 'r';
        x->a.right_y = of_a ? 'r' : sum ? 'c' : 'i';
        x->b.right_x = of_b ? 'c' : 'i';
        x->b.right_y = of_b ? 'i' : 'c';
        x->right_end = of_a || sum ? 0 : 1;
        return true;
    }
    return false;
}

static void print_index(const struct search *x, const struct factor *f, struct index n, char *text)
{
    const char *name = f->m[x->s->count - 1]->name;
    char size[80];

    if (n.x && n.y && n.stride == ONE)
        snprintf(text, 150, "%s->v[%c + %c]", name, n.x, n.y);
    else if (n.x && n.y)
        snprintf(text, 150, "%s->v[%c * %s + %c]", name, n.x, name_of_size(x, n.stride, size), n.y);
    else if (n.x)
        snprintf(text, 150, "%s->v[%c * %s]", name, n.x, name_of_size(x, n.stride, size));
    else
        snprintf(text, 150, "%s->v[%c]", name, n.y);
}

/* How a term is written: in front of the first factor, behind it, between them, at the end. */
static const struct {
    const char *front, *behind, *between, *end;
} written[TERMS] = {
    [PRODUCT_OF] = {"", "", " * ", ""},
    [SUM_OF] = {"", "", " + ", ""},
    [DIFFERENCE_OF] = {"", "", " - ", ""},
    [FIRST] = {"", "", "", ""},
    [SECOND] = {"", "", "", ""},
    [OF_SUMS] = {"", "", ", times the sum of ", ""},
    [OF_SLOPE] = {"h * (1 - h), h = ", "", ", times ", ""},
    [OF_REST] = {"(1 - ", ")", " * ", ""},
    [OF_SIZE] = {"fabs(", "", " * ", ")"},
};

static void print_guess(const struct search *x, char text[TEXT_MOST])
{
    static const char *const mode[] = {
        "", ", with the other sign", ", and the sum goes on from one entry to the next",
        ", and the sum goes on from one entry of a row to the next", ", divided by their number"};
    const struct guess *g = &x->best;
    char a[150] = "", b[150] = "", size[80];
    size_t last = x->s->count - 1;
    bool whole = x->product[last] + 1 == x->s->sample[last].right.f.nodes;

    if (g->term != SECOND)
        print_index(x, &x->a, g->a, a);
    if (x->b.m[0] && g->term != FIRST)
        print_index(x, &x->b, g->b, b);
    snprintf(text, TEXT_MOST, "%sthe sum of %s%.110s%s%s%.110s%s %s %s%s%s%s",
             whole ? "" : "the formula with, in the place of the product, ", written[g->term].front,
             a, written[g->term].behind, b[0] ? written[g->term].between : "", b,
             written[g->term].end,
             g->last   ? "for the last i only, of"
             : g->late ? "for i from 1 to"
                       : "for i from 0 to",
             name_of_size(x, g->end, size), g->early ? " - 2" : " - 1", mode[g->mode],
             g->turned ? ", and the result is stored column after column" : "");
}

bool find_indices(const struct samples *s, char text[TEXT_MOST])
{
    struct search x = {.s = s};
    const struct matrix *last = s->sample[s->count - 1].yours;

    for (size_t run = 0; run < s->count; run++)
        if (!take_product(&x, run))
            return false;
    x.probe = last->rows / 2 * last->cols + last->cols - 1;
    try_all(&x);
    if (x.found)
        print_guess(&x, text);
    return x.found;
}
