/* W1 is further from the loss than W2, and the way back passes through the
 * output layer.  That part of the way is known already: dLoss_dz2.
 *
 *     W1 -- X * W1 --> z1 -- sigmoid --> h1 -- h1 * W2 --> z2 --> ... --> Loss
 *           dz1_dW1 = X      dh1_dz1           dz2_dh1 = W2    dLoss_dz2
 *
 * A hidden unit feeds every output, so its blame is a sum over the outputs:
 * dLoss_dh1[n][j] = sum over k of dLoss_dz2[n][k] * W2[j][k], which is the product
 * dLoss_dz2 * W2'.  From there on it is the same three factors as in brick 4.
 */
#include "dloss_dw1.h"

#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

/* ---- blame */
void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    matrix_mul_nt(dLoss_dh1, dLoss_dz2, W2);
}

/* ---- sum */
void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    sigmoid_derivative(dh1_dz1, h1);
    matrix_hadamard(dLoss_dz1, dLoss_dh1, dh1_dz1);
}

/* ---- product */
void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    matrix_mul_tn(dLoss_dW1, X, dLoss_dz1);
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
}
