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
#include "fast.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- new */

enum { LINE = 64 }; /* bytes: numbers that start on a cache line are read an eighth faster */

struct matrix *matrix_new(size_t rows, size_t cols)
{
    struct matrix *m = malloc(sizeof *m);
    size_t most = SIZE_MAX / sizeof(double) - LINE;
    size_t bytes = cols == 0 || rows <= most / cols ? rows * cols * sizeof(double) : SIZE_MAX;
    double *v = bytes < SIZE_MAX ? aligned_alloc(LINE, bytes / LINE * LINE + LINE) : NULL;

    if (!m || !v) {
        fprintf(stderr, "no memory for a matrix of %zu x %zu numbers\n", rows, cols);
        exit(2);
    }
    memset(v, 0, bytes);
    *m = (struct matrix){rows, cols, v};
    return m;
}

void matrix_free(struct matrix *m)
{
    if (m)
        free(m->v);
    free(m);
}

/* ---- sum */

/* out = a b, where the inner size k is small and known to the compiler. */
static INLINE void mul_short(double *restrict out, const double *restrict a,
                             const double *restrict b, size_t n, size_t k, size_t m)
{
    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < m; c++) {
            double sum = 0;

            for (size_t i = 0; i < k; i++)
                sum += a[r * k + i] * b[i * m + c];
            out[r * m + c] = sum;
        }
}

/* ---- fast */

/* out = a b, where the result is narrow: along the long inner side.  Four rows share what is
 * read of b, which makes 50x50 times 50x2 a third faster. */
static INLINE void mul_narrow(double *restrict out, const double *restrict a,
                              const double *restrict b, size_t n, size_t k, size_t m)
{
    for (size_t r = 0; r < n; r += 4) {
        const double *a0 = a + r * k, *a1 = r + 1 < n ? a0 + k : a0;
        const double *a2 = r + 2 < n ? a1 + k : a0, *a3 = r + 3 < n ? a2 + k : a0;

        for (size_t c = 0; c < m; c++) {
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0;

            SIMD_SUMS(s0, s1, s2, s3)
            for (size_t i = 0; i < k; i++) {
                s0 += a0[i] * b[i * m + c];
                s1 += a1[i] * b[i * m + c];
                s2 += a2[i] * b[i * m + c];
                s3 += a3[i] * b[i * m + c];
            }

            const double sums[4] = {s0, s1, s2, s3};

            for (size_t u = 0; u < 4 && r + u < n; u++)
                out[(r + u) * m + c] = sums[u];
        }
    }
}

/* out = a b, where the result has two columns and the inner side is short. */
static INLINE void mul_by_two(double *restrict out, const double *restrict a,
                              const double *restrict b, size_t n, size_t k)
{
    for (size_t r = 0; r < n; r++) {
        double sum0 = 0, sum1 = 0;

        for (size_t i = 0; i < k; i++) {
            sum0 += a[r * k + i] * b[2 * i];
            sum1 += a[r * k + i] * b[2 * i + 1];
        }
        out[2 * r] = sum0;
        out[2 * r + 1] = sum1;
    }
}

/* out = a b in general. */
static INLINE void mul_wide(double *restrict out, const double *restrict a,
                            const double *restrict b, size_t n, size_t k, size_t m)
{
    memset(out, 0, n * m * sizeof *out);
    for (size_t r = 0; r < n; r++)
        for (size_t i = 0; i < k; i++)
            for (size_t c = 0; c < m; c++)
                out[r * m + c] += a[r * k + i] * b[i * m + c];
}

/* Two inputs or two outputs are the common case here: given as a constant, the innermost loop
 * is unrolled and the long side becomes the one that is done several at a time. */
FAST static void mul(double *out, const double *a, const double *b, size_t n, size_t k, size_t m)
{
    if (k == 2)
        mul_short(out, a, b, n, 2, m);
    else if (m == 2 && k < 16)
        mul_by_two(out, a, b, n, k);
    else if (m == 2)
        mul_narrow(out, a, b, n, k, 2);
    else if (m < 8)
        mul_narrow(out, a, b, n, k, m);
    else
        mul_wide(out, a, b, n, k, m);
}

/* ---- product */

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->cols == b->rows, out, a, b); /* (n,k)(k,m) -> (n,m) */
    CHECK(out->rows == a->rows && out->cols == b->cols, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    mul(out->v, a->v, b->v, a->rows, a->cols, b->cols);
}

/* ---- left */

/* out = a' b.  After the first, eight rows at a time, so that out is read and written an eighth
 * as often. */
static INLINE void mul_tn_any(double *restrict out, const double *restrict a,
                              const double *restrict b, size_t k, size_t n, size_t m)
{
    enum { ROWS = 8 };
    size_t i = 1;

    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < m; c++)
            out[r * m + c] = a[r] * b[c];
    for (a += n, b += m; i + ROWS <= k; i += ROWS, a += ROWS * n, b += ROWS * m)
        for (size_t r = 0; r < n; r++)
            for (size_t c = 0; c < m; c++) {
                double sum = 0;

                for (size_t u = 0; u < ROWS; u++)
                    sum += a[u * n + r] * b[u * m + c];
                out[r * m + c] += sum;
            }
    for (; i < k; i++, a += n, b += m)
        for (size_t r = 0; r < n; r++)
            for (size_t c = 0; c < m; c++)
                out[r * m + c] += a[r] * b[c];
}

FAST static void mul_tn(double *out, const double *a, const double *b, size_t k, size_t n,
                        size_t m)
{
    if (m == 2)
        mul_tn_any(out, a, b, k, n, 2);
    else if (n == 2)
        mul_tn_any(out, a, b, k, 2, m);
    else
        mul_tn_any(out, a, b, k, n, m);
}

void matrix_mul_tn(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->rows == b->rows, out, a, b); /* (k,n)'(k,m) -> (n,m) */
    CHECK(out->rows == a->cols && out->cols == b->cols, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    mul_tn(out->v, a->v, b->v, a->rows, a->cols, b->cols);
}

/* ---- right */

/* out = a b'. */
static INLINE void mul_nt_any(double *restrict out, const double *restrict a,
                              const double *restrict b, size_t n, size_t k, size_t m)
{
    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < m; c++) {
            double sum = 0;

            for (size_t i = 0; i < k; i++)
                sum += a[r * k + i] * b[c * k + i];
            out[r * m + c] = sum;
        }
}

FAST static void mul_nt(double *out, const double *a, const double *b, size_t n, size_t k,
                        size_t m)
{
    if (k == 2)
        mul_nt_any(out, a, b, n, 2, m);
    else
        mul_nt_any(out, a, b, n, k, m);
}

void matrix_mul_nt(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    CHECK(a->cols == b->cols, out, a, b); /* (n,k)(m,k)' -> (n,m) */
    CHECK(out->rows == a->rows && out->cols == b->rows, out, a, b);
    CHECK(out != a && out != b, out, a, b);

    mul_nt(out->v, a->v, b->v, a->rows, a->cols, b->rows);
}

/* ---- entries */

static void check_one_shape(const struct matrix *out, const struct matrix *a,
                            const struct matrix *b)
{
    CHECK(a->rows == b->rows && a->cols == b->cols, out, a, b);
    CHECK(out->rows == a->rows && out->cols == a->cols, out, a, b);
}

FAST static void hadamard(double *out, const double *a, const double *b, size_t n)
{
    SIMD
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] * b[i];
}

void matrix_hadamard(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    check_one_shape(out, a, b);
    hadamard(out->v, a->v, b->v, out->rows * out->cols);
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
