/* W2 is read as if its columns lay one behind the other: entry (j, k) of W2 is W2->v[j *
 * W2->cols + k]; yours is W2->v[k * W2->rows + j]. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    for (size_t n = 0; n < dLoss_dh1->rows; n++)
        for (size_t j = 0; j < dLoss_dh1->cols; j++) {
            double sum = 0;

            for (size_t k = 0; k < dLoss_dz2->cols; k++)
                sum += dLoss_dz2->v[n * dLoss_dz2->cols + k] * W2->v[k * W2->rows + j];
            dLoss_dh1->v[n * dLoss_dh1->cols + j] = sum;
        }
}
