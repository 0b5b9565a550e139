/* The 2 of the square is kept: it cancels with the 1/2 of the Loss. */
#include "loss.h"
#include "matrix.h"

void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        dLoss_dh2->v[i] = -2 * (Y->v[i] - h2->v[i]) / (double)Y->rows;
}
