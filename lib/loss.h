/* Brick 3: how wrong the network is, as one number, the Loss.
 *
 *     data_loss = sum((Y - h2) .^ 2) / 2N
 *     dLoss_dh2 = -(Y - h2) / N
 *
 * Y, h2 and dLoss_dh2: (N, out).  Nothing is allocated; shapes that do not fit stop
 * the program (check.h).  The Loss has a second part, at the end, for chapter 4.
 *
 * Article: "Calculate Overall Loss".
 */
#ifndef LOSS_H
#define LOSS_H

#include <stddef.h>

struct matrix;

/* ---- data */

/* Returns the mean squared error over all rows, halved. */
double data_loss(const struct matrix *Y, const struct matrix *h2);

/* ---- derivative */

/* Fills dLoss_dh2 with the slope of the Loss along each answer. */
void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2);

/* ---- ridge */

/* Returns the second part of the Loss, the price of large weights:
 *
 *     ridge_loss = lambda / 2N * (sum(W1 .^ 2) + sum(W2 .^ 2))
 *
 * It does not depend on h2, so it adds nothing to dLoss_dh2.  The weights may have any shape. */
double ridge_loss(const struct matrix *W1, const struct matrix *W2, double lambda, size_t N);

#endif
