#include "fused.h"

#include "fast.h"
#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 8 };

static double *numbers(size_t n)
{
    double *v = aligned_alloc(64, (n + 8) / 8 * 8 * sizeof *v);

    if (!v) {
        fprintf(stderr, "no memory for %zu numbers\n", n);
        exit(2);
    }
    memset(v, 0, n * sizeof *v);
    return v;
}

struct fused *fused_new(const struct matrix *X, const struct matrix *Y, const struct matrix *W1,
                        const struct matrix *W2)
{
    struct fused *f = malloc(sizeof *f);
    size_t rows = X->rows, full = (rows + LANES - 1) / LANES * LANES, hidden = W1->cols;

    if (!f)
        exit(2);
    *f = (struct fused){rows, hidden, numbers(2 * full), numbers(2 * full), numbers(full),
                        numbers(2 * hidden), numbers(2 * hidden), numbers(hidden * LANES),
                        numbers(2 * hidden * LANES), numbers(2 * hidden * LANES)};
    for (size_t n = 0; n < rows; n++) {
        for (size_t i = 0; i < 2; i++) {
            size_t at = n / LANES * 2 * LANES + i * LANES + n % LANES;

            f->X[at] = X->v[2 * n + i];
            f->Y[at] = Y->v[2 * n + i];
        }
        f->live[n] = 1;
    }
    memcpy(f->W1, W1->v, 2 * hidden * sizeof *W1->v);
    for (size_t j = 0; j < hidden; j++)
        for (size_t k = 0; k < 2; k++)
            f->W2[k * hidden + j] = W2->v[2 * j + k];
    return f;
}

void fused_free(struct fused *f)
{
    free(f->X);
    free(f->Y);
    free(f->live);
    free(f->W1);
    free(f->W2);
    free(f->h1);
    free(f->sum1);
    free(f->sum2);
    free(f);
}

/* One block: its squared errors are added to `squares`, its gradients to sum1 and sum2. */
static inline void block(double *restrict squares, double *restrict sum1, double *restrict sum2,
                         double *restrict h1, const double *restrict x, const double *restrict y,
                         const double *restrict live, const double *restrict W1,
                         const double *restrict W2, size_t hidden)
{
    double z2[2][LANES] = {0}, d2[2][LANES];

    for (size_t j = 0; j < hidden; j++) {
        SIMD
        for (int n = 0; n < LANES; n++)
            h1[j * LANES + (size_t)n] =
                1 / (1 + exp(-(x[n] * W1[j] + x[LANES + n] * W1[hidden + j])));
    }
    for (size_t j = 0; j < hidden; j++) {
        SIMD
        for (int n = 0; n < LANES; n++) {
            z2[0][n] += h1[j * LANES + (size_t)n] * W2[j];
            z2[1][n] += h1[j * LANES + (size_t)n] * W2[hidden + j];
        }
    }
    for (int k = 0; k < 2; k++) {
        SIMD
        for (int n = 0; n < LANES; n++) {
            double h2 = 1 / (1 + exp(-z2[k][n])), miss = live[n] * (y[k * LANES + n] - h2);

            squares[n] += miss * miss;
            d2[k][n] = -miss * h2 * (1 - h2);
        }
    }
    for (size_t j = 0; j < hidden; j++) {
        SIMD
        for (size_t n = 0; n < LANES; n++) {
            double h = h1[j * LANES + n];
            double d1 = (d2[0][n] * W2[j] + d2[1][n] * W2[hidden + j]) * h * (1 - h);

            sum2[j * LANES + n] += h * d2[0][n];
            sum2[(hidden + j) * LANES + n] += h * d2[1][n];
            sum1[j * LANES + n] += x[n] * d1;
            sum1[(hidden + j) * LANES + n] += x[LANES + n] * d1;
        }
    }
}

/* W moves against its gradient, whose lanes are summed here, and the ridge. */
static inline void update(double *restrict W, const double *restrict sum, size_t n, double lr,
                          double ridge)
{
    for (size_t i = 0; i < n; i++) {
        double gradient = ridge;

        for (size_t u = 0; u < LANES; u++)
            gradient += sum[i * LANES + u];
        W[i] -= lr * gradient;
    }
}

static inline double sum_squares(const double *W, size_t n)
{
    double sum = 0;

    SIMD_SUMS(sum)
    for (size_t i = 0; i < n; i++)
        sum += W[i] * W[i];
    return sum;
}

FAST static double epoch(struct fused *f, double lr, double lambda)
{
    size_t n = 2 * f->hidden;
    double squares[LANES] = {0}, sum = 0;
    double square1 = sum_squares(f->W1, n), square2 = sum_squares(f->W2, n);

    memset(f->sum1, 0, n * LANES * sizeof *f->sum1);
    memset(f->sum2, 0, n * LANES * sizeof *f->sum2);
    for (size_t r = 0; r < f->rows; r += LANES)
        block(squares, f->sum1, f->sum2, f->h1, f->X + 2 * r, f->Y + 2 * r, f->live + r, f->W1,
              f->W2, f->hidden);
    update(f->W1, f->sum1, n, lr, lambda * square1);
    update(f->W2, f->sum2, n, lr, lambda * square2);
    for (int u = 0; u < LANES; u++)
        sum += squares[u];
    return (sum + lambda * (square1 + square2)) / (2 * (double)f->rows);
}

double fused_epoch(struct fused *f, double lr, double lambda)
{
    return epoch(f, lr, lambda);
}
