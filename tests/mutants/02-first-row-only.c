/* Only the first row is filled: i goes to rows * cols, not to cols. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->cols; i++)
        h->v[i] = 1 / (1 + exp(-z->v[i]));
}
