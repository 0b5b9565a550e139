/* Brick 5: how the loss changes with the weights of the hidden layer.
 *
 *     dLoss_dh1 = dLoss_dz2 * W2'                      (N, out)(out, hidden) -> (N, hidden)
 *     dh1_dz1   = h1 .* (1 - h1)                       (N, hidden)
 *     dLoss_dz1 = dLoss_dh1 .* dh1_dz1                 (N, hidden)
 *     dLoss_dW1 = X' * dLoss_dz1 + ridge               (in, N)(N, hidden) -> (in, hidden)
 *     dLoss_db1 = sum(dLoss_dz1, 1)                    (N, hidden) -> (1, hidden), by brick 4
 *
 * dLoss_dz2 comes from brick 4: nothing of the output layer is computed twice.
 * W2 is the matrix of the forward step, not yet updated.  The caller owns every
 * matrix; nothing is allocated; shapes that do not fit stop the program.
 *
 * Article: "dLoss/dW_1".
 */
#ifndef DLOSS_DW1_H
#define DLOSS_DW1_H

struct matrix;

/* ---- blame */
void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2);

/* ---- sum */
void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1);

/* ---- product */
/* N, the number of observations, is the number of rows of X. */
void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda);

#endif
