#include "call.h"

#include <stdio.h>

void own_call(void)
{
    struct matrix *W = given("W"), *V = matrix_new(W->rows, W->cols);
    char name[20];

    for (int n = 1; n <= 4; n++) {
        snprintf(name, sizeof name, "gradient_%d", n);
        struct matrix *gradient = given(name);

        momentum_step(W, V, gradient, number("lr"), number("beta"));
        snprintf(name, sizeof name, "W_%d", n);
        put(name, W);
        matrix_free(gradient);
    }
    matrix_free(W), matrix_free(V);
}
