/* The wrong factor is transposed: it is W2', the second one, so matrix_mul_nt and not
 * matrix_mul_tn. */
#include "dloss_dw1.h"
#include "matrix.h"

void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    matrix_mul_tn(dLoss_dh1, dLoss_dz2, W2);
}
