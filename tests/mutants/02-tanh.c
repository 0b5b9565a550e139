/* That is tanh, a sigmoid too, but between -1 and 1. This network uses 1 / (1 + exp(-z)). */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->rows * z->cols; i++)
        h->v[i] = tanh(z->v[i]);
}
