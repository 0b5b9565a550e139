/* The output layer adds up z1: its inputs are the answers h1 of the hidden layer. */
#include "loop.h"
#include "matrix.h"
#include "sigmoid.h"

void step_forward(struct step *s)
{
    weighted_sum(s->z1, s->X, s->W1, s->b1);
    sigmoid(s->h1, s->z1);
    matrix_mul(s->z2, s->z1, s->W2);
    sigmoid(s->h2, s->z2);
}
