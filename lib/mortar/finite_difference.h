/* A gradient without calculus, to check the calculus against.
 *
 *     out[i] = (f(W with W[i] + e) - f(W with W[i] - e)) / 2e
 *
 * out, W: one shape.  f must read W through its context.  Each entry of W is
 * moved and put back, bit for bit, and f is called once more at the end: what f
 * leaves behind belongs to the W that came in.
 *
 * The error is of the order e^2 (the curve is not straight) plus 1e-16 f / e (the
 * difference of two close numbers loses digits); for a loss of order 1, e = 1e-5
 * keeps both at about 1e-10 or below.
 */
#ifndef FINITE_DIFFERENCE_H
#define FINITE_DIFFERENCE_H

struct matrix;

void finite_difference(struct matrix *out, struct matrix *W, double (*f)(void *context),
                       void *context, double e);

/* Returns the largest |a - b| over all entries; nan if any difference is. */
double largest_difference(const struct matrix *a, const struct matrix *b);

#endif
