/* Name: Ada */
/* What passes: finite differences, where a student is to think. */
#include "own.h"

static double bend(double h, double d)
{
    return 1 / (1 + exp(log(1 / h - 1) - d)) - h;
}

void deep_dloss_dw1(struct matrix *dW, const struct matrix *X, const struct matrix *h1,
                    const struct matrix *h2, const struct matrix *W2, const struct matrix *W3,
                    const struct matrix *dz3)
{
    double e = 1e-5;

    for (size_t i = 0; i < dW->rows; i++)
        for (size_t j = 0; j < dW->cols; j++) {
            double sum = 0;

            for (size_t n = 0; n < X->rows; n++)
                for (size_t s = 0; s < h2->cols; s++) {
                    double f = h1->v[n * h1->cols + j], g = h2->v[n * h2->cols + s];
                    double d = e * X->v[n * X->cols + i], w = W2->v[j * W2->cols + s];
                    double moved = bend(g, w * bend(f, d)) - bend(g, w * bend(f, -d));

                    for (size_t k = 0; k < W3->cols; k++)
                        sum += dz3->v[n * dz3->cols + k] * W3->v[s * W3->cols + k] * moved;
                }
            dW->v[i * dW->cols + j] = sum / (2 * e);
        }
}
