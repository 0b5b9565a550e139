/* The loss is 0. In whole numbers 1 / 2 is 0, and so is what an int keeps of 0.6: write 0.5,
 * or 1.0 / 2, and keep to double. */
#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return 1 / 2 * sum / (double)Y->rows;
}
