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

/* Two squares of one half in each row: N * 0.5 / 2N. */
const double answer_03 = 0.25;
