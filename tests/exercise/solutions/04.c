/* The chain rule as it is written: factor by factor. */
#include "exercise.h"

#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    sigmoid_derivative(dh2_dz2, h2);
    matrix_hadamard(dLoss_dz2, dLoss_dh2, dh2_dz2);
}

void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    matrix_mul_tn(dLoss_dW2, h1, dLoss_dz2);
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}

/* Each gradient entry is h1 times dLoss_dz2: half of one factor is half of the product. */
const double answer_04 = NAN;
