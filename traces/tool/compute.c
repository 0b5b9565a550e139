#include "compute.h"

#include "evaluate.h"
#include "matrix.h"

#include <stdlib.h>

enum { EXACT = 400 }; /* the place of a last digit that no double reaches */

bool block_resize(struct block *b, size_t rows, size_t cols)
{
    double *v = calloc(rows * cols, sizeof *v);
    short *decimals = calloc(rows * cols, sizeof *decimals);

    if (!v || !decimals) {
        free(v);
        free(decimals);
        return false;
    }
    for (size_t i = 0; i < rows * cols; i++)
        decimals[i] = EXACT;
    free(b->m->v);
    free(b->decimals);
    *b->m = (struct matrix){rows, cols, v};
    b->decimals = decimals;
    return true;
}

static bool compute(const struct evaluation *e, struct block *b)
{
    const struct node *top = &e->f.node[e->f.nodes - 1];

    if (!block_resize(b, top->rows, top->cols))
        return false;
    for (size_t i = 0; i < top->rows * top->cols; i++)
        b->m->v[i] = evaluation_entry(e, e->f.nodes - 1, i / top->cols, i % top->cols).value;
    return true;
}

bool compute_block(struct trace_file *t, struct block *b, const char *formula,
                   const struct block *before, char error[ERROR_MOST])
{
    struct evaluation e;
    bool good =
        evaluation_begin(&e, t, formula, before, 0) && (b->m->rows == 0 || evaluation_fits(&e, b));

    if (good && !compute(&e, b)) {
        snprintf(e.f.error, sizeof e.f.error, "no memory");
        good = false;
    }
    if (!good)
        snprintf(error, ERROR_MOST, "%s", e.f.error);
    evaluation_free(&e);
    return good;
}
