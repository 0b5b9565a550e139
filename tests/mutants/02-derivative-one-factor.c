/* A factor is missing: 1 - h is to be multiplied by h. */
#include "matrix.h"
#include "sigmoid.h"

void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    for (size_t i = 0; i < h->rows * h->cols; i++)
        dh_dz->v[i] = 1 - h->v[i];
}
