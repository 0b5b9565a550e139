/* The scale of the inputs: the mean and the deviation of each column, over the rows trained on.
 *
 * A value that is missing (nan) becomes its column's mean.  Standardized, a column has mean 0 and
 * deviation 1 there; the rows held back, and new ones, are treated the same.
 */
#ifndef SCALE_H
#define SCALE_H

#include <stdbool.h>
#include <stddef.h>

struct matrix;

/* Both (1, in), or NULL: inputs stay as they are. */
struct scale {
    struct matrix *mean, *deviation; /* without a deviation only what is missing is filled in */
};

/* Measures the first `rows` rows of X, and the deviations too if asked to; a column that is
 * constant has deviation 1.  false: a column, *wrong, has no value there, or such large or small
 * ones that its deviation is no positive number.  scale_free frees it either way. */
bool scale_measure(struct scale *s, const struct matrix *X, size_t rows, bool deviations,
                   size_t *wrong);

/* X(n,i) = (X(n,i) - mean(i)) / deviation(i). */
void scale_apply(const struct scale *s, struct matrix *X);
void scale_free(struct scale *s);

#endif
