/* That is the mean of all squares: it divides by the number of entries. This Loss divides by
 * 2N, where N is the number of rows. */
#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / (double)(Y->rows * Y->cols);
}
