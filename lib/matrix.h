/* Brick 1: a matrix is a shape and its numbers.
 *
 * Observations are rows, dimensions are columns, and the numbers lie in memory
 * row after row.  Every operation writes its first argument, reads the others,
 * allocates nothing, and stops the program when the shapes do not fit (check.h).
 *
 * Article: the figure of the initialised network, and every product after it.
 */
#ifndef MATRIX_H
#define MATRIX_H

#include <stddef.h>

struct matrix {
    size_t rows, cols;
    double *v; /* entry (r, c), counted from 0, is v[r * cols + c] */
};

/* ---- new */

/* Makes a matrix of zeros, to be freed with matrix_free.  Without memory the program
 * ends: one line on stderr, exit status 2. */
struct matrix *matrix_new(size_t rows, size_t cols);
void matrix_free(struct matrix *m); /* NULL is fine */

/* ---- products */

/* The three products.  out must be another matrix than a and b. */
void matrix_mul(struct matrix *out, const struct matrix *a,
                const struct matrix *b); /* out = a b     (n,k)(k,m)  -> (n,m) */
void matrix_mul_tn(struct matrix *out, const struct matrix *a,
                   const struct matrix *b); /* out = a' b    (k,n)'(k,m) -> (n,m) */
void matrix_mul_nt(struct matrix *out, const struct matrix *a,
                   const struct matrix *b); /* out = a b'    (n,k)(m,k)' -> (n,m) */

/* ---- sum */

/* z = x W + b: the row b is added to each row of x W.  b may be NULL: no bias. */
void weighted_sum(struct matrix *z, const struct matrix *x, const struct matrix *W,
                  const struct matrix *b); /* (N,in)(in,units) + (1,units) -> (N,units) */

/* ---- entries */

/* Entry by entry; all have one shape, and out may be a or b. */
void matrix_copy(struct matrix *out, const struct matrix *a); /* out = a */
void matrix_hadamard(struct matrix *out, const struct matrix *a,
                     const struct matrix *b); /* out = a .* b */
void matrix_add_scaled(struct matrix *out, const struct matrix *a, double scale,
                       const struct matrix *b); /* out = a + scale b */

double matrix_sum_squares(const struct matrix *a); /* sum of a .^ 2 */
double matrix_largest(const struct matrix *a);     /* largest |entry|; inf if one is inf or nan */

#endif
