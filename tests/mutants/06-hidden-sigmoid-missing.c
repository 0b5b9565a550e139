/* The sigmoid of the hidden layer is missing: h1 = sigmoid(z1). Without it two layers are no
 * more than one. */
#include "loop.h"
#include "matrix.h"
#include "sigmoid.h"

void step_forward(struct step *s)
{
    weighted_sum(s->z1, s->X, s->W1, s->b1);
    matrix_add_scaled(s->h1, s->z1, 0, s->z1);
    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    sigmoid(s->h2, s->z2);
}
