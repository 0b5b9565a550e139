/* This is the mean of each column. The slope is its sum: the 1/N of the Loss is in dLoss_dz
 * already. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    for (size_t k = 0; k < dLoss_dz->cols; k++) {
        double sum = 0;

        for (size_t n = 0; n < dLoss_dz->rows; n++)
            sum += dLoss_dz->v[n * dLoss_dz->cols + k];
        dLoss_db->v[k] = sum / (double)dLoss_dz->rows;
    }
}
