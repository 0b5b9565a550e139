/* A sum over all entries; the number of rows is N. */
#include "exercise.h"

#include "loss.h"
#include "matrix.h"

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / (2 * (double)Y->rows);
}

void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        dLoss_dh2->v[i] = -(Y->v[i] - h2->v[i]) / (double)Y->rows;
}

/* Two squares in each row, h^2 and (1 - h)^2, over 2N: (h^2 + (1 - h)^2) / 2. */
const double answer_03 = NAN;
