/* N is the number of observations, the rows; yours is the number of columns. */
#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / (2 * (double)Y->cols);
}
