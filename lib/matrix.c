/* A product of matrices is one sum per entry of the result:
 *
 *     out[r][c] = a[r][0] b[0][c] + a[r][1] b[1][c] + ... + a[r][k-1] b[k-1][c]
 *
 * Three nested loops over r, c and the summed index i compute it, in any order.
 * The order below keeps c innermost, so that neighbours in memory are touched
 * one after the other and the compiler can do several at a time.  A transposed
 * operand is read with its indices exchanged; nothing is ever copied over.
 */
#include "matrix.h"

#include "check.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct matrix *matrix_new(size_t rows, size_t cols)
{
    struct matrix *m = malloc(sizeof *m);
    size_t most = SIZE_MAX / sizeof(double);
    double *v = cols == 0 || rows <= most / cols ? calloc(rows * cols + 1, sizeof *v) : NULL;

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

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->cols == b->rows, out, a, b); /* (n,k)(k,m) -> (n,m) */
    CHECK(out->rows == a->rows && out->cols == b->cols, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    memset(out->v, 0, out->rows * out->cols * sizeof *out->v);
    for (size_t r = 0; r < a->rows; r++)
        for (size_t i = 0; i < a->cols; i++)
            for (size_t c = 0; c < b->cols; c++)
                out->v[r * out->cols + c] += a->v[r * a->cols + i] * b->v[i * b->cols + c];
}

void matrix_mul_tn(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->rows == b->rows, out, a, b); /* (k,n)'(k,m) -> (n,m) */
    CHECK(out->rows == a->cols && out->cols == b->cols, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    memset(out->v, 0, out->rows * out->cols * sizeof *out->v);
    for (size_t i = 0; i < a->rows; i++)
        for (size_t r = 0; r < a->cols; r++)
            for (size_t c = 0; c < b->cols; c++)
                out->v[r * out->cols + c] += a->v[i * a->cols + r] * b->v[i * b->cols + c];
}

void matrix_mul_nt(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->cols == b->cols, out, a, b); /* (n,k)(m,k)' -> (n,m) */
    CHECK(out->rows == a->rows && out->cols == b->rows, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    memset(out->v, 0, out->rows * out->cols * sizeof *out->v);
    for (size_t r = 0; r < a->rows; r++)
        for (size_t i = 0; i < a->cols; i++)
            for (size_t c = 0; c < b->rows; c++)
                out->v[r * out->cols + c] += a->v[r * a->cols + i] * b->v[c * b->cols + i];
}

static void check_one_shape(const struct matrix *out, const struct matrix *a,
                            const struct matrix *b)
{
    CHECK(a->rows == b->rows && a->cols == b->cols, out, a, b);
    CHECK(out->rows == a->rows && out->cols == a->cols, out, a, b);
}

void matrix_hadamard(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    check_one_shape(out, a, b);
    for (size_t i = 0; i < out->rows * out->cols; i++)
        out->v[i] = a->v[i] * b->v[i];
}

void matrix_sub(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    check_one_shape(out, a, b);
    for (size_t i = 0; i < out->rows * out->cols; i++)
        out->v[i] = a->v[i] - b->v[i];
}

void matrix_add_scaled(struct matrix *out, const struct matrix *a, double scale,
                       const struct matrix *b)
{
    check_one_shape(out, a, b);
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
