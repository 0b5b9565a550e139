/* The 1/2 is missing: the sum is divided by 2N, so that the 2 of the derivative goes away. */
#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / (double)Y->rows;
}
