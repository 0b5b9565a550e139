#include "boundary.h"

#include "fast.h"
#include "matrix.h"
#include "scores.h"

#include <math.h>

enum { GRID = 61 };

/* Rounds the largest |x| up: the grid reaches that far to both sides. */
static double reach(const struct chapter *c)
{
    return fmin(fmax(ceil(matrix_largest(c->data.X)), 1), 1e6);
}

static double says(const struct matrix *h2, size_t n)
{
    if (h2->cols == 1)
        return h2->v[n] - 0.5;
    if (h2->cols == 2)
        return h2->v[2 * n + 1] - h2->v[2 * n];
    return (double)class_of(h2, n) + 1;
}

void boundary_write(struct trace *t, const struct chapter *c, size_t epoch)
{
    struct matrix *X = matrix_new(GRID * GRID, 2), *h2 = matrix_new(GRID * GRID, c->step->out);
    struct matrix *x1 = matrix_new(1, GRID), *x2 = matrix_new(GRID, 1);
    struct matrix *grid = matrix_new(GRID, GRID);
    double far = reach(c);
    struct fast *fast;
    char name[64];

    for (size_t i = 0; i < GRID; i++)
        x1->v[i] = x2->v[i] = far * (2 * (double)i / (GRID - 1) - 1);
    for (size_t n = 0; n < GRID * GRID; n++) {
        X->v[2 * n] = x1->v[n % GRID];
        X->v[2 * n + 1] = x2->v[n / GRID];
    }
    fast = fast_new(X, h2, c->step->hidden); /* no labels: the matrix of answers has their shape */
    fast_answers(fast, c->step, h2);
    for (size_t n = 0; n < GRID * GRID; n++)
        grid->v[n] = says(h2, n);
    if (!t->begun) {
        trace_block(t, "x1", x1, NULL);
        trace_block(t, "x2", x2, NULL);
        t->begun = true;
    }
    snprintf(name, sizeof name, "boundary@%zu", epoch);
    trace_block(t, name, grid, NULL);
    fast_free(fast);
    matrix_free(X);
    matrix_free(h2);
    matrix_free(grid);
    matrix_free(x1);
    matrix_free(x2);
}
