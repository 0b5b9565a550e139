/* Only the first row is counted: i goes to rows * cols, not to cols. */
#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / (2 * (double)Y->rows);
}
