/* A product of matrices is one sum per entry of the result:
 *
 *     out[r][c] = a[r][0] b[0][c] + a[r][1] b[1][c] + ... + a[r][k-1] b[k-1][c]
 *
 * Three nested loops over r, c and the summed index i compute it.  A transposed operand is
 * read with its indices exchanged; nothing is copied.
 */
#include "matrix.h"

#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- new */

struct matrix *matrix_new(size_t rows, size_t cols)
{
    struct matrix *m = malloc(sizeof *m);
    size_t n = rows * cols;
    double *v = cols > 0 && n / cols != rows ? NULL : calloc(n > 0 ? n : 1, sizeof *v);

    if (!m || !v) {
        fprintf(stderr, "no memory for a matrix of %zu x %zu numbers\n", rows, cols);
        exit(2);
    }
    *m = (struct matrix){rows, cols, v};
    return m;
}

void matrix_free(struct matrix *m)
{
    if (m)
        free(m->v);
    free(m);
}

/* ---- product */

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->cols == b->rows, out, a, b); /* (n,k)(k,m) -> (n,m) */
    CHECK(out->rows == a->rows && out->cols == b->cols, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols; i++)
                sum += a->v[r * a->cols + i] * b->v[i * b->cols + c];
            out->v[r * out->cols + c] = sum;
        }
}

/* ---- left */

void matrix_mul_tn(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->rows == b->rows, out, a, b); /* (k,n)'(k,m) -> (n,m) */
    CHECK(out->rows == a->cols && out->cols == b->cols, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->rows; i++)
                sum += a->v[i * a->cols + r] * b->v[i * b->cols + c];
            out->v[r * out->cols + c] = sum;
        }
}

/* ---- right */

void matrix_mul_nt(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->cols == b->cols, out, a, b); /* (n,k)(m,k)' -> (n,m) */
    CHECK(out->rows == a->rows && out->cols == b->rows, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols; i++)
                sum += a->v[r * a->cols + i] * b->v[c * b->cols + i];
            out->v[r * out->cols + c] = sum;
        }
}

/* ---- sum */

void weighted_sum(struct matrix *z, const struct matrix *x, const struct matrix *W,
                  const struct matrix *b)
{
    matrix_mul(z, x, W);
    if (!b)
        return;
    CHECK(b->rows == 1 && b->cols == z->cols, z, b);
    for (size_t r = 0; r < z->rows; r++)
        for (size_t c = 0; c < z->cols; c++)
            z->v[r * z->cols + c] += b->v[c];
}

/* ---- entries */

void matrix_copy(struct matrix *out, const struct matrix *a)
{
    CHECK(out->rows == a->rows && out->cols == a->cols, out, a);
    for (size_t i = 0; i < out->rows * out->cols; i++)
        out->v[i] = a->v[i];
}

void matrix_hadamard(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->rows == b->rows && a->cols == b->cols, out, a, b);
    CHECK(out->rows == a->rows && out->cols == a->cols, out, a, b);
    for (size_t i = 0; i < out->rows * out->cols; i++)
        out->v[i] = a->v[i] * b->v[i];
}

void matrix_add_scaled(struct matrix *out, const struct matrix *a, double scale,
                       const struct matrix *b)
{
    CHECK(a->rows == b->rows && a->cols == b->cols, out, a, b);
    CHECK(out->rows == a->rows && out->cols == a->cols, out, a, b);
    for (size_t i = 0; i < out->rows * out->cols; i++)
        out->v[i] = a->v[i] + scale * b->v[i];
}

double matrix_sum_squares(const struct matrix *a)
{
    double sum = 0;

    for (size_t i = 0; i < a->rows * a->cols; i++)
        sum += a->v[i] * a->v[i];
    return sum;
}

double matrix_largest(const struct matrix *a)
{
    double most = 0;

    for (size_t i = 0; i < a->rows * a->cols; i++)
        most = isfinite(a->v[i]) ? fmax(most, fabs(a->v[i])) : INFINITY;
    return most;
}
