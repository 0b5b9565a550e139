/* Exercise 5: which way should each weight of W1 move?
 *
 * Three functions for you to write.  Bricks 1 to 4 are there to be used: matrix.h, sigmoid.h and
 * dloss_dw2.h say what they offer.  `make exercise-05` puts yours in the place of the library's,
 * runs the program of this chapter, and says where the numbers first go wrong.
 *
 * The first arguments are to be filled; the const ones are only read.
 */
#include "exercise.h"

#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* Each hidden unit's share of the blame, a sum over the outputs that it feeds:
 *
 *     dLoss_dh1 = dLoss_dz2 * W2'             (N, out)(out, hidden) -> (N, hidden) */
void dloss_dh1(struct matrix *dLoss_dh1, const struct matrix *dLoss_dz2, const struct matrix *W2)
{
    not_yet_written(dLoss_dh1); /* your code here, in the place of this line */
}

/* Back through the sigmoid; both results are to be filled:
 *
 *     dh1_dz1   = h1 .* (1 - h1)              (N, hidden)
 *     dLoss_dz1 = dLoss_dh1 .* dh1_dz1        (N, hidden) */
void dloss_dz1(struct matrix *dLoss_dz1, struct matrix *dh1_dz1, const struct matrix *dLoss_dh1,
               const struct matrix *h1)
{
    not_yet_written(dh1_dz1); /* your code here */
    not_yet_written(dLoss_dz1);
}

/* How the loss follows each weight of W1:
 *
 *     dLoss_dW1 = X' * dLoss_dz1 + ridge      (in, N)(N, hidden) -> (in, hidden)
 *
 * ridge_gradient of dloss_dw2.h adds the ridge's share for any weight matrix. */
void dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *dLoss_dz1,
               const struct matrix *W1, double lambda)
{
    not_yet_written(dLoss_dW1); /* your code here */
}

/* A question, to be answered with a number: with one observation, the first row of dLoss_dW1 is the
 * second row times what?  `make exercise-05` asks it with numbers that are drawn for your name. */
const double answer_05 = NAN;
