/* The sigmoid of the output layer is missing: h2 = sigmoid(z2). */
#include "loop.h"
#include "matrix.h"
#include "sigmoid.h"

void step_forward(struct step *s)
{
    weighted_sum(s->z1, s->X, s->W1, s->b1);
    sigmoid(s->h1, s->z1);
    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    matrix_add_scaled(s->h2, s->z2, 0, s->z2);
}
