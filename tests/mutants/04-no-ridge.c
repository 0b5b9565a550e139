/* The ridge's share is missing, or the product is written over it: ridge_gradient adds to what
 * is there. With lambda = 0 it does not show. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    (void)W2, (void)lambda;
    matrix_mul_tn(dLoss_dW2, h1, dLoss_dz2);
}
