/* The transpose of W2 is missing: dLoss_dz2 is (N, out), and only W2' begins with out. The
 * product with a transposed second factor is matrix_mul_nt. */
#include "dloss_dw1.h"
#include "matrix.h"

void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    matrix_mul(dLoss_dh1, dLoss_dz2, W2);
}
