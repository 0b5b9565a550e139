/* That is the cross-entropy of both answers, another loss. This one is the sum of the squares
 * over 2N. */
#include "loss.h"
#include "matrix.h"

#include <math.h>

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum -= Y->v[i] * log(h2->v[i]) + (1 - Y->v[i]) * log(1 - h2->v[i]);
    return sum / (double)Y->rows;
}
