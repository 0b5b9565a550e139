/* Exercise 6: one step of the loop.
 *
 * Three functions for you to write: forward, backward, update.  Every brick before this one is
 * there to be used.  `make exercise-06` puts yours in the place of the library's, lets the program
 * of this chapter train for three epochs, and says where the numbers first go wrong: W1@1 is W1
 * after one update.
 *
 * The step holds every intermediate under its own name, with its shape: see step.h.  All of them
 * have their memory already; nothing is to be allocated.  The second network has biases, b1 and b2;
 * in the first they are NULL, and weighted_sum, dloss_db and descend know what to do then.
 */
#include "exercise.h"

#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loop.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* Fills z1, h1, z2 and h2 of the observations s->X; weighted_sum adds the bias. */
void step_forward(struct step *s)
{
    not_yet_written(s->z1); /* your code here, in the place of these lines */
    not_yet_written(s->h1);
    not_yet_written(s->z2);
    not_yet_written(s->h2);
}

/* All that begins with d, from dLoss_dh2 to dLoss_dW2 and dLoss_dW1, with the functions of bricks 3
 * to 5, and the gradients of the biases with dloss_db.  They compute the exact gradient, the only
 * one asked for here.  The weights do not move here. */
void step_backward(struct step *s, const struct training *how)
{
    not_yet_written(s->dLoss_dW2); /* your code here */
    not_yet_written(s->dLoss_dW1);
}

/* The new weights, each against its gradient: W2_new = W2 - lr * dLoss_dW2, and W1_new likewise,
 * and b2_new and b1_new.  W2 and W1 stay: the loop puts the new ones in their places. */
void step_update(struct step *s, double lr)
{
    not_yet_written(s->W2_new); /* your code here */
    not_yet_written(s->W1_new);
}

/* A question, to be answered with a number: how far, about, does the Loss fall if the
 * step is longer?  `make exercise-06` asks it with numbers that are drawn for your name. */
const double answer_06 = NAN;
