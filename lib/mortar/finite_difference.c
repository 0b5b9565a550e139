/* Move one weight a little up and a little down, and see how the Loss changes:
 * the slope between the two Losses is close to the derivative. */
#include "finite_difference.h"

#include "check.h"
#include "matrix.h"

#include <math.h>

void finite_difference(struct matrix *out, struct matrix *W, double (*f)(void *context),
                       void *context, double e)
{
    CHECK(out->rows == W->rows && out->cols == W->cols, out, W);
    for (size_t i = 0; i < W->rows * W->cols; i++) {
        double here = W->v[i];

        W->v[i] = here + e;
        double above = f(context);
        W->v[i] = here - e;
        double below = f(context);
        W->v[i] = here;
        out->v[i] = (above - below) / (2 * e);
    }
    f(context);
}

double largest_difference(const struct matrix *a, const struct matrix *b)
{
    double most = 0;

    CHECK(a->rows == b->rows && a->cols == b->cols, a, b);
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        double d = fabs(a->v[i] - b->v[i]);

        if (isnan(d))
            return d;
        if (d > most)
            most = d;
    }
    return most;
}
