/* sum / 2 * N is sum / 2, times N. Put 2 * N in brackets. */
#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / 2 * (double)Y->rows;
}
