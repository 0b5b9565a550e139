/* dloss_dz2 is given z2: the slope of the sigmoid is made from its value, h2. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loop.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

void step_backward(struct step *s, const struct training *how)
{
    dloss_dh2(s->dLoss_dh2, s->Y, s->h2);
    dloss_dz2(s->dLoss_dz2, s->dh2_dz2, s->dLoss_dh2, s->z2);
    dloss_dw2(s->dLoss_dW2, s->h1, s->dLoss_dz2, s->W2, how->lambda);
    dloss_db(s->dLoss_db2, s->dLoss_dz2);
    dloss_dh1(s->dLoss_dh1, s->dLoss_dz2, s->W2);
    dloss_dz1(s->dLoss_dz1, s->dh1_dz1, s->dLoss_dh1, s->h1);
    dloss_dw1(s->dLoss_dW1, s->X, s->dLoss_dz1, s->W1, how->lambda);
    dloss_db(s->dLoss_db1, s->dLoss_dz1);
}
