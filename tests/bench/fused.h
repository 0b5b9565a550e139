/* The floor: one epoch of the article's training written by hand for this one shape of network.
 *
 * Two inputs, two outputs, the article's gradient and ridge.  Eight rows at a time go forward
 * and backward at once, and no intermediate is ever written down except h1 of these rows.
 * Nothing can be looked at; this is what looking costs.
 */
#ifndef FUSED_H
#define FUSED_H

#include <stddef.h>

struct matrix;

struct fused {
    size_t rows, hidden;
    double *X, *Y;                     /* blocks of (2, LANES): one column after the other */
    double *live;                      /* per row: 1, and 0 for those that fill the last block */
    double *W1, *W2;                   /* (2, hidden) both: W2 is kept transposed */
    double *h1;                        /* (hidden, LANES) */
    double *sum1, *sum2;               /* (2, hidden, LANES): gradients, not summed over the lanes */
};

struct fused *fused_new(const struct matrix *X, const struct matrix *Y, const struct matrix *W1,
                        const struct matrix *W2);
void fused_free(struct fused *f);

/* One epoch: returns the Loss before the update. */
double fused_epoch(struct fused *f, double lr, double lambda);

#endif
