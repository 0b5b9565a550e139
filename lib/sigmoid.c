/* A weighted sum can be any number; a unit's answer should lie between 0 and 1.
 * The sigmoid squashes the one into the other: 1/2 at zero, flat far out.
 *
 * Far to the left exp(-z) overflows to infinity and 1 / (1 + inf) is 0, which is
 * the right answer; far to the right exp(-z) is 0 and the answer is 1.  A nan
 * stays a nan.  No case needs a branch.
 */
#include "sigmoid.h"

#include "check.h"
#include "matrix.h"

#include <math.h>

/* ---- sigmoid */

void sigmoid(struct matrix *h, const struct matrix *z)
{
    CHECK(h->rows == z->rows && h->cols == z->cols, h, z);
    for (size_t i = 0; i < z->rows * z->cols; i++)
        h->v[i] = 1 / (1 + exp(-z->v[i]));
}

/* ---- derivative */

void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    CHECK(dh_dz->rows == h->rows && dh_dz->cols == h->cols, dh_dz, h);
    for (size_t i = 0; i < h->rows * h->cols; i++)
        dh_dz->v[i] = h->v[i] * (1 - h->v[i]);
}
