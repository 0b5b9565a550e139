/* Brick 3: how wrong the network is, as one number.
 *
 *     Loss = sum((Y - h2) .^ 2) / 2N  +  lambda / 2N * (sum(W1 .^ 2) + sum(W2 .^ 2))
 *            \_ data_loss _________/     \_ ridge_loss _________________________/
 *
 * Y, h2: (N, out).  The weights may have any shape.  Nothing is allocated;
 * shapes that do not fit stop the program (check.h).
 *
 * Article: "Calculate Overall Loss".
 */
#ifndef LOSS_H
#define LOSS_H

#include "gradient.h"

#include <stddef.h>

struct matrix;

/* ---- functions */

/* Return the two parts of the Loss. */
double data_loss(const struct matrix *Y, const struct matrix *h2);
double ridge_loss(const struct matrix *W1, const struct matrix *W2, double lambda, size_t N);

/* ---- derivative */

/* dLoss_dh2 = -(Y - h2) / N, or -(Y - h2) in the article's convention; (N, out).
 * The ridge does not depend on h2 and has no share in it. */
void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2,
               enum gradient gradient);

#endif
