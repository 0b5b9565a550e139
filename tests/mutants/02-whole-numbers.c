/* What exp(-z) has behind the point is cut off, as an int does. Keep to double. */
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

void sigmoid(struct matrix *h, const struct matrix *z)
{
    for (size_t i = 0; i < z->rows * z->cols; i++) {
        int e = (int)exp(-z->v[i]);

        h->v[i] = 1.0 / (1 + e);
    }
}
