/* Y - h2 is how far each answer is from its label, with a sign.  Squared, it is never
 * negative, and twice the distance counts four times as much.  The sum is divided by N,
 * so that the Loss of many rows compares with the Loss of one, and by 2, because the
 * derivative of the square has a factor 2:
 *
 *     d/dh2 of (Y - h2)^2 / 2N   =   2 (Y - h2) (-1) / 2N   =   -(Y - h2) / N
 */
#include "loss.h"

#include "check.h"
#include "matrix.h"

/* ---- data */

double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    double sum = 0;

    CHECK(Y->rows == h2->rows && Y->cols == h2->cols, Y, h2);
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - h2->v[i]) * (Y->v[i] - h2->v[i]);
    return sum / (2 * (double)Y->rows);
}

/* ---- derivative */

void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    CHECK(Y->rows == h2->rows && Y->cols == h2->cols, dLoss_dh2, Y, h2);
    CHECK(dLoss_dh2->rows == Y->rows && dLoss_dh2->cols == Y->cols, dLoss_dh2, Y, h2);
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        dLoss_dh2->v[i] = -(Y->v[i] - h2->v[i]) / (double)Y->rows;
}

/* ---- ridge */

double ridge_loss(const struct matrix *W1, const struct matrix *W2, double lambda, size_t N)
{
    return lambda / (2 * (double)N) * (matrix_sum_squares(W1) + matrix_sum_squares(W2));
}
