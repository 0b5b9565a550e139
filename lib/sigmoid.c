/* A weighted sum can be any number; a unit's answer should lie between 0 and 1.
 * The sigmoid squashes the one into the other: 1/2 at zero, flat far out.
 *
 * Far to the left exp(-z) overflows to infinity and 1 / (1 + inf) is 0, which is
 * the right answer; far to the right exp(-z) is 0 and the answer is 1.  A nan
 * stays a nan.  No case needs a branch.
 *
 * Where several exp are computed at once, the last bit of one may depend on where in the
 * matrix it stands.
 */
#include "sigmoid.h"

#include "check.h"
#include "fast.h"
#include "matrix.h"

#include <math.h>

/* ---- formula */

FAST static void values(double *h, const double *z, size_t n)
{
    SIMD
    for (size_t i = 0; i < n; i++)
        h[i] = 1 / (1 + exp(-z[i]));
}

/* ---- sigmoid */

void sigmoid(struct matrix *h, const struct matrix *z)
{
    CHECK(h->rows == z->rows && h->cols == z->cols, h, z);
    values(h->v, z->v, z->rows * z->cols);
}

/* ---- derivative */

FAST static void derivatives(double *dh_dz, const double *h, size_t n)
{
    SIMD
    for (size_t i = 0; i < n; i++)
        dh_dz[i] = h[i] * (1 - h[i]);
}

void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    CHECK(dh_dz->rows == h->rows && dh_dz->cols == h->cols, dh_dz, h);
    derivatives(dh_dz->v, h->v, h->rows * h->cols);
}
