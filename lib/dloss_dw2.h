/* Brick 4: how the Loss changes with the weights of the output layer.
 *
 *     dh2_dz2   = h2 .* (1 - h2)                       (N, out)
 *     dLoss_dz2 = dLoss_dh2 .* dh2_dz2                 (N, out)
 *     dLoss_dW2 = h1' * dLoss_dz2 + ridge              (hidden, N)(N, out) -> (hidden, out)
 *     dLoss_db2 = sum(dLoss_dz2, 1)                    (N, out) -> (1, out), with a bias
 *     W2_new    = W2 - lr * dLoss_dW2                  (hidden, out); and b2_new likewise
 *
 * dLoss_dz2 is kept: brick 5 starts from it.  The caller owns every
 * matrix; nothing is allocated; shapes that do not fit stop the program.
 *
 * Article: "dLoss/dW_2".
 */
#ifndef DLOSS_DW2_H
#define DLOSS_DW2_H

#include <stddef.h>

struct matrix;

/* ---- factors */
/* Fills dh2_dz2 and dLoss_dz2. */
void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2);

/* ---- product */
/* Fills dLoss_dW2.  N, the number of observations, is the number of rows of h1; the ridge adds
 * nothing where lambda is 0. */
void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda);

/* ---- ridge */
/* Adds lambda / N * W, the slopes of ridge_loss along W, to dLoss_dW. */
void ridge_gradient(struct matrix *dLoss_dW, const struct matrix *W, double lambda, size_t N);

/* ---- bias */
/* dLoss_db = sum(dLoss_dz, 1), the sum of each column: a bias is the weight of an input that is
 * always 1.  The ridge leaves biases out.  Does nothing if dLoss_db is NULL: no bias to train. */
void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz);

/* ---- descent */
/* W_new = W - lr * dLoss_dW, for weights and for biases.  Does nothing if W_new is NULL: no bias to
 * train. */
void descend(struct matrix *W_new, const struct matrix *W, double lr,
             const struct matrix *dLoss_dW);

#endif
