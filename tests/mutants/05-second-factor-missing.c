/* You returned dLoss_dh1: multiply it by dh1_dz1, entry by entry. */
#include "dloss_dw1.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    sigmoid_derivative(dh1_dz1, h1);
    matrix_add_scaled(dLoss_dz1, dLoss_dh1, 0, dLoss_dh1);
}
