/* Exercise 4: which way should each weight of W2 move?
 *
 * Two functions for you to write.  The network's bricks 1 to 3 are there to be used: matrix.h,
 * sigmoid.h and loss.h say what they offer.  `make exercise-04` puts yours in the place of the
 * library's, runs the program of this chapter, and says where the numbers first go wrong.
 *
 * Every matrix comes with its shape and memory: out->v[r * out->cols + c] is entry (r, c),
 * counted from 0.  Fill the first argument; the const ones are only read.
 */
#include "exercise.h"

#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* The slope of the Loss along each sum z2, in two steps:
 *
 *     dh2_dz2   = h2 .* (1 - h2)              (N, out)
 *     dLoss_dz2 = dLoss_dh2 .* dh2_dz2        (N, out)
 *
 * Both results are to be filled; the second is what the next function starts from. */
void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    not_yet_written(dh2_dz2); /* your code here, in the place of these two lines */
    not_yet_written(dLoss_dz2);
}

/* The slope of the Loss along each weight of W2:
 *
 *     dLoss_dW2 = h1' * dLoss_dz2             (hidden, N)(N, out) -> (hidden, out)
 *
 * matrix.h has a product for it.  The last line is written already: it adds the slopes of the price
 * on large weights, a later section of the chapter, to what dLoss_dW2 holds.  Leave it as it is. */
void dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *dLoss_dz2,
               const struct matrix *W2, double lambda)
{
    not_yet_written(dLoss_dW2); /* your code here, in the place of this line */
    ridge_gradient(dLoss_dW2, W2, lambda, h1->rows);
}

/* A question, to be answered with a number: what becomes of an entry of dLoss_dW2 if every entry of
 * h1 is made smaller?  `make exercise-04` asks it with numbers that are drawn for your name. */
const double answer_04 = NAN;
