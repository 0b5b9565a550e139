/* The ridge's share is added twice: the last line of the function adds it. With lambda = 0 it
 * does not show. */
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    matrix_mul_tn(dLoss_dW2, h1, dLoss_dz2);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}
