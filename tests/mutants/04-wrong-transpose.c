/* The wrong factor is transposed: it is h1', the first one, so matrix_mul_tn and not
 * matrix_mul_nt. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    matrix_mul_nt(dLoss_dW2, h1, dLoss_dz2);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}
