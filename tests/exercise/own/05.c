#include "call.h"

#include "dloss_dw2.h"
#include "loss.h"
#include "sigmoid.h"

/* Makes h = sigmoid(x * W). */
static struct matrix *layer(const struct matrix *x, const struct matrix *W)
{
    struct matrix *h = matrix_new(x->rows, W->cols);

    matrix_mul(h, x, W);
    sigmoid(h, h);
    return h;
}

void own_call(void)
{
    struct matrix *X = given("X"), *Y = given("Y");
    struct matrix *W1 = given("W1"), *W2 = given("W2"), *W3 = given("W3");
    struct matrix *h1 = layer(X, W1), *h2 = layer(h1, W2), *h3 = layer(h2, W3);
    struct matrix *dh3 = matrix_new(Y->rows, Y->cols), *slope = matrix_new(Y->rows, Y->cols);
    struct matrix *dz3 = matrix_new(Y->rows, Y->cols), *dW1 = to_fill(W1->rows, W1->cols);

    dloss_dh2(dh3, Y, h3);
    dloss_dz2(dz3, slope, dh3, h3);
    deep_dloss_dw1(dW1, X, h1, h2, W2, W3, dz3);
    put("dLoss_dW1", dW1);
    matrix_free(X), matrix_free(Y), matrix_free(W1), matrix_free(W2), matrix_free(W3);
    matrix_free(h1), matrix_free(h2), matrix_free(h3), matrix_free(dh3), matrix_free(slope);
    matrix_free(dz3), matrix_free(dW1);
}
