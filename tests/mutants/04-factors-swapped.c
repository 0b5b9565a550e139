/* The factors are swapped: h1' * dLoss_dz2 has the shape of W2, dLoss_dz2' * h1 that of its
 * transpose. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    matrix_mul_tn(dLoss_dW2, dLoss_dz2, h1);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}
