/* Exercise 6: one step of the loop.
 *
 * Three functions for you to write: forward, backward, update.  Every brick before this one is there
 * to be used.  `make exercise-06` puts yours in the place of the library's, lets the program of
 * this chapter train for three epochs, and says where the numbers first go wrong: W1@1 is W1 after
 * one update.
 *
 * The network holds every intermediate under its own name, with its shape: see loop.h.  All of them
 * have their memory already; nothing is to be allocated.
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

/* z1, h1, z2 and h2 of the observations X, with the weights of now. */
void network_forward(struct network *net, const struct matrix *X)
{
    not_yet_written(net->z1); /* your code here, in the place of these lines */
    not_yet_written(net->h1);
    not_yet_written(net->z2);
    not_yet_written(net->h2);
}

/* All that begins with d, from dLoss_dh2 to dLoss_dW2 and dLoss_dW1, with the functions of bricks 3
 * to 5; how->lambda and how->gradient go to those that ask for them.  The weights do not move here. */
void network_backward(struct network *net, const struct matrix *X, const struct matrix *Y,
                      const struct training *how)
{
    not_yet_written(net->dLoss_dW2); /* your code here */
    not_yet_written(net->dLoss_dW1);
}

/* Both weight matrices move against their gradients: W2 - lr * dLoss_dW2, and W1 likewise.
 * (The library also keeps the weights of before; yours need not.) */
void network_update(struct network *net, double lr)
{
    not_yet_written(net->W2); /* your code here */
    not_yet_written(net->W1);
}

/* A question, to be answered with a number.  One step of the worked example with alpha = 0.001 lowers
 * the Loss by 0.0000284.  By how much, about, does one step with alpha = 0.01 lower it?  Two digits
 * that are not 0 will do. */
const double answer_06 = NAN;
