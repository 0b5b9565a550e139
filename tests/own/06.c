/* Name: Ada */
/* What passes: all gradients there ever were, each with what is left of it. */
#include "own.h"

void momentum_step(struct matrix *W, struct matrix *V, const struct matrix *g, double lr,
                   double beta)
{
    static double past[99][99];
    static int steps;

    for (size_t i = 0; i < W->rows * W->cols; i++) {
        past[steps][i] = g->v[i];
        for (int k = 0; k <= steps; k++)
            W->v[i] -= lr * pow(beta, steps - k) * past[k][i];
    }
    steps++;
}
