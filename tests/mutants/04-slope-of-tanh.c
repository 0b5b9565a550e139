/* That is the slope of tanh, 1 - h2 .* h2. The slope of the sigmoid is h2 .* (1 - h2). */
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    for (size_t i = 0; i < h2->rows * h2->cols; i++)
        dh2_dz2->v[i] = 1 - h2->v[i] * h2->v[i];
    matrix_hadamard(dLoss_dz2, dLoss_dh2, dh2_dz2);
}
