/* The weights move up the slope: it is W - lr * dLoss_dW, with a minus. */
#include "dloss_dw2.h"
#include "loop.h"

void step_update(struct step *s, double lr)
{
    descend(s->W2_new, s->W2, -lr, s->dLoss_dW2);
    descend(s->b2_new, s->b2, -lr, s->dLoss_db2);
    descend(s->W1_new, s->W1, -lr, s->dLoss_dW1);
    descend(s->b1_new, s->b1, -lr, s->dLoss_db1);
}
