/* This adds along the rows. The entry in row n and column k is v[n * cols + k]; add those of one
 * column k. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    for (size_t k = 0; k < dLoss_dz->cols; k++) {
        double sum = 0;

        for (size_t n = 0; n < dLoss_dz->rows; n++)
            sum += dLoss_dz->v[k * dLoss_dz->rows + n];
        dLoss_db->v[k] = sum;
    }
}
