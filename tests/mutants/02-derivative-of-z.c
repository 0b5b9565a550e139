/* Yours is sigmoid(h) .* (1 - sigmoid(h)). The derivative is given h, the value of the
 * sigmoid, not z. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    for (size_t i = 0; i < h->rows * h->cols; i++) {
        double s = 1 / (1 + exp(-h->v[i]));

        dh_dz->v[i] = s * (1 - s);
    }
}
