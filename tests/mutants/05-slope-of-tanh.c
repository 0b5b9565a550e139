/* That is the slope of tanh, 1 - h1 .* h1. The slope of the sigmoid is h1 .* (1 - h1). */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    for (size_t i = 0; i < h1->rows * h1->cols; i++)
        dh1_dz1->v[i] = 1 - h1->v[i] * h1->v[i];
    matrix_hadamard(dLoss_dz1, dLoss_dh1, dh1_dz1);
}
