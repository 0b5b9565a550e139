/* Name: - */
/* On your own 2: another curve.
 *
 * The sigmoid is not the only function that squashes.  This one goes from -a to a, and b says how
 * fast:
 *
 *     h = a * tanh(b * z), entry by entry
 *
 * math.h has tanh.  The second function is given h, not z, as sigmoid_derivative is.  First find
 * out how its slope can be computed from h, a and b alone; no tanh is needed.
 */
#include "own.h"

void scaled_tanh(struct matrix *h, const struct matrix *z, double a, double b)
{
    h->v[0] = NAN; /* your code here, in the place of this line */
}

/* Fills dh_dz with the slope of h along z. */
void scaled_tanh_slope(struct matrix *dh_dz, const struct matrix *h, double a, double b)
{
    dh_dz->v[0] = NAN; /* your code here */
}
