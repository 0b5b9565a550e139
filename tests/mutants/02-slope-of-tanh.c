/* That is the slope of tanh, 1 - h .* h. The slope of the sigmoid is h .* (1 - h). */
#include "matrix.h"
#include "sigmoid.h"

void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    for (size_t i = 0; i < h->rows * h->cols; i++)
        dh_dz->v[i] = 1 - h->v[i] * h->v[i];
}
