#include "call.h"

#include "sigmoid.h"

void own_call(void)
{
    struct matrix *h1 = given("h1"), *Y = given("Y"), *W2 = given("W2"), *w = given("w");
    struct matrix *h2 = matrix_new(Y->rows, Y->cols), *slope = to_fill(W2->rows, W2->cols);

    matrix_mul(h2, h1, W2);
    sigmoid(h2, h2);
    weighted_dloss_dw2(slope, h1, Y, h2, w);
    put("dLoss_dW2", slope);
    matrix_free(h1), matrix_free(Y), matrix_free(W2), matrix_free(w);
    matrix_free(h2), matrix_free(slope);
}
