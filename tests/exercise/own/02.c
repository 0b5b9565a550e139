#include "call.h"

void own_call(void)
{
    struct matrix *z = given("z"), *h = given("z");
    struct matrix *mine = to_fill(z->rows, z->cols), *slope = to_fill(z->rows, z->cols);
    double a = number("a"), b = number("b");

    for (size_t i = 0; i < z->rows * z->cols; i++)
        h->v[i] = a * tanh(b * z->v[i]);
    scaled_tanh(mine, z, a, b);
    put("h", mine);
    scaled_tanh_slope(slope, h, a, b);
    put("dh_dz", slope);
    matrix_free(z), matrix_free(h), matrix_free(mine), matrix_free(slope);
}
