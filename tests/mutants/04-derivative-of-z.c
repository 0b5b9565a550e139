/* The slope is that of sigmoid(h2): h2 is the value of the sigmoid already. */
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    sigmoid(dh2_dz2, h2);
    sigmoid_derivative(dh2_dz2, dh2_dz2);
    matrix_hadamard(dLoss_dz2, dLoss_dh2, dh2_dz2);
}
