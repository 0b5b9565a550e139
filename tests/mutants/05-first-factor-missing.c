/* You returned dh1_dz1: multiply it by dLoss_dh1, entry by entry. */
#include "dloss_dw1.h"
#include "sigmoid.h"

void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    (void)dLoss_dh1;
    sigmoid_derivative(dh1_dz1, h1);
    sigmoid_derivative(dLoss_dz1, h1);
}
