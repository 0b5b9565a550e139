/* W2 reaches the Loss in three steps, and each step has its own derivative:
 *
 *     W2  -- h1 * W2 -->  z2  -- sigmoid -->  h2  -- squared error -->  Loss
 *            dz2_dW2 = h1         dh2_dz2            dLoss_dh2
 *
 * The chain rule multiplies them.  The last two belong to one entry of z2 each,
 * so they are multiplied entry by entry.  The first is different, since a weight is
 * used for every observation: W2[j,k] multiplies h1[n,j] in z2[n,k] for each row n, so
 * its slope is the sum over n of h1[n,j] * dLoss_dz2[n,k].  That sum is an entry of the
 * matrix product h1' * dLoss_dz2, which has the shape of W2.
 */
#include "dloss_dw2.h"

#include "check.h"
#include "matrix.h"
#include "sigmoid.h"

/* ---- factors */
void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    sigmoid_derivative(dh2_dz2, h2);
    matrix_hadamard(dLoss_dz2, dLoss_dh2, dh2_dz2);
}

/* ---- product */
void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    matrix_mul_tn(dLoss_dW2, h1, dLoss_dz2);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}

/* ---- ridge */
void ridge_gradient(struct matrix *dLoss_dW, const struct matrix *W, double lambda, size_t N)
{
    CHECK(dLoss_dW->rows == W->rows && dLoss_dW->cols == W->cols, dLoss_dW, W);
    matrix_add_scaled(dLoss_dW, dLoss_dW, lambda / (double)N, W);
}

/* ---- bias */
void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    if (!dLoss_db)
        return;
    CHECK(dLoss_db->rows == 1 && dLoss_db->cols == dLoss_dz->cols, dLoss_db, dLoss_dz);
    for (size_t k = 0; k < dLoss_dz->cols; k++) {
        double sum = 0;

        for (size_t n = 0; n < dLoss_dz->rows; n++)
            sum += dLoss_dz->v[n * dLoss_dz->cols + k];
        dLoss_db->v[k] = sum;
    }
}

/* ---- descent */
void descend(struct matrix *W_new, const struct matrix *W, double lr, const struct matrix *dLoss_dW)
{
    if (W_new)
        matrix_add_scaled(W_new, W, -lr, dLoss_dW);
}
