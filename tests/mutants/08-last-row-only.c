/* Only the last observation is left, for each replaces the one before: begin at 0, and add
 * with +=. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    for (size_t k = 0; k < dLoss_dz->cols; k++) {
        double sum = 0;

        for (size_t n = dLoss_dz->rows - 1; n < dLoss_dz->rows; n++)
            sum += dLoss_dz->v[n * dLoss_dz->cols + k];
        dLoss_db->v[k] = sum;
    }
}
