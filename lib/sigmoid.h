/* Brick 2: the sigmoid, entry by entry.
 *
 *     sigmoid(z)  = 1 / (1 + exp(-z))              between 0 and 1
 *     dh_dz       = h .* (1 - h)   for h = sigmoid(z), between 0 and 1/4
 *
 * The derivative takes the value h, not z: whoever needs it has h already.
 * All matrices of a call have one shape; out may be the input.  Nothing is
 * allocated.  Shapes that do not fit stop the program (check.h).
 *
 * Article: "Forward Step" (h1, h2) and the derivative table of "dLoss/dW_2".
 */
#ifndef SIGMOID_H
#define SIGMOID_H

struct matrix;

/* ---- functions */

void sigmoid(struct matrix *h, const struct matrix *z);                /* h = sigmoid(z) */
void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h); /* dh_dz = h .* (1 - h) */

#endif
