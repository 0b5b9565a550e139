/* You add up the distances, not their squares. */
#include "loss.h"
#include "matrix.h"

#include <math.h>

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += fabs(Y->v[i] - h2->v[i]);
    return sum / (2 * (double)Y->rows);
}
