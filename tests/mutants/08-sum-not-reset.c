/* A sum begins at zero: set it to 0 for each column, before the rows are added. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    double sum = 0;

    for (size_t k = 0; k < dLoss_dz->cols; k++) {
        for (size_t n = 0; n < dLoss_dz->rows; n++)
            sum += dLoss_dz->v[n * dLoss_dz->cols + k];
        dLoss_db->v[k] = sum;
    }
}
