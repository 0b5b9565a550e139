/* The N of the ridge is the number of observations, the rows of h1; yours is the number of
 * hidden units. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    matrix_mul_tn(dLoss_dW2, h1, dLoss_dz2);
    ridge_gradient(dLoss_dW2, W2, lambda, W2->rows);
}
