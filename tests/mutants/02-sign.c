/* Yours is 1 / (1 + exp(z)), which is also exp(-z) / (1 + exp(-z)): it falls where the sigmoid
 * rises. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->rows * z->cols; i++)
        h->v[i] = 1 / (1 + exp(z->v[i]));
}
