/* N is the number of observations, the rows; yours is the number of columns. */
#include "loss.h"
#include "matrix.h"

void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        dLoss_dh2->v[i] = -(Y->v[i] - h2->v[i]) / (double)Y->cols;
}
