/* Brackets: 1 / 1 + exp(-z) is 1 plus exp(-z). Everything below the line belongs in them. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->rows * z->cols; i++)
        h->v[i] = 1 / 1 + exp(-z->v[i]);
}
