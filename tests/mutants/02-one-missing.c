/* The 1 below the line is missing: 1 / (1 + exp(-z)). Yours is exp(z), which has no upper end. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->rows * z->cols; i++)
        h->v[i] = 1 / exp(-z->v[i]);
}
