/* The slope is that of sigmoid(h1): h1 is the value of the sigmoid already. */
#include "dloss_dw1.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    sigmoid(dh1_dz1, h1);
    sigmoid_derivative(dh1_dz1, dh1_dz1);
    matrix_hadamard(dLoss_dz1, dLoss_dh1, dh1_dz1);
}
