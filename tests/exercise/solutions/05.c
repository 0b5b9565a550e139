/* dLoss_dz2 is known from chapter 4; from there on it is the same three factors as there. */
#include "exercise.h"

#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    matrix_mul_nt(dLoss_dh1, dLoss_dz2, W2);
}

void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    sigmoid_derivative(dh1_dz1, h1);
    matrix_hadamard(dLoss_dz1, dLoss_dh1, dh1_dz1);
}

void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    matrix_mul_tn(dLoss_dW1, X, dLoss_dz1);
    ridge_gradient(dLoss_dW1, W1, lambda, X->rows);
}

/* With one observation, row i of dLoss_dW1 is X[1,i] times dLoss_dz1: X[1,1] / X[1,2]. */
const double answer_05 = NAN;
