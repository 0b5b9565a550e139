#include "boundary.h"

#include "matrix.h"
#include "scores.h"

#include <math.h>
#include <string.h>

enum { GRID = 61 };

/* From - to + this the grid reaches: all observations, rounded up to a whole number. */
static double reach(const struct chapter *c)
{
    double most = 0;

    for (size_t n = 0; n < c->all_X->rows; n++)
        most = fmax(most, fmax(fabs(c->all_X->v[n * c->in]), fabs(c->all_X->v[n * c->in + 1])));
    return fmin(fmax(ceil(most), 1), 1e6);
}

static double says(const struct matrix *h2, size_t n)
{
    if (h2->cols == 2)
        return h2->v[2 * n + 1] - h2->v[2 * n];
    return (double)class_of(h2, n) + 1;
}

void boundary_write(struct trace *t, const struct chapter *c, const struct network *net,
                    size_t epoch)
{
    struct network *eye = network_new(GRID, c->in, c->hidden, c->out);
    struct matrix *X = matrix_new(GRID, c->in), *grid = matrix_new(GRID, GRID);
    struct matrix *x1 = matrix_new(1, GRID), *x2 = matrix_new(GRID, 1);
    double far = reach(c);
    char name[64];

    memcpy(eye->W1->v, net->W1->v, c->in * c->hidden * sizeof(double));
    memcpy(eye->W2->v, net->W2->v, c->hidden * c->out * sizeof(double));
    for (size_t i = 0; i < GRID; i++)
        x1->v[i] = x2->v[i] = far * (2 * (double)i / (GRID - 1) - 1);
    for (size_t r = 0; r < GRID; r++) {
        for (size_t i = 0; i < GRID; i++) {
            double *x = &X->v[i * c->in];

            x[0] = x1->v[i];
            x[1] = x2->v[r];
            if (c->in == 3)
                x[2] = 1; /* the bias */
        }
        network_forward(eye, X);
        for (size_t i = 0; i < GRID; i++)
            grid->v[r * GRID + i] = says(eye->h2, i);
    }
    if (!t->begun) {
        trace_block(t, "x1", x1, NULL);
        trace_block(t, "x2", x2, NULL);
        t->begun = true;
    }
    snprintf(name, sizeof name, "boundary@%zu", epoch);
    trace_block(t, name, grid, NULL);
    matrix_free(X);
    matrix_free(grid);
    matrix_free(x1);
    matrix_free(x2);
    network_free(eye);
}
