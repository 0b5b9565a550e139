/* The factors are swapped: dLoss_dz2 comes first, its rows are the observations. */
#include "dloss_dw1.h"
#include "matrix.h"

void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    matrix_mul_nt(dLoss_dh1, W2, dLoss_dz2);
}
