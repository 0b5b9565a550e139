/* The learning rate is missing: the step is lr times the gradient. */
#include "dloss_dw2.h"
#include "loop.h"

void step_update(struct step *s, double lr)
{
    (void)lr;
    descend(s->W2_new, s->W2, 1, s->dLoss_dW2);
    descend(s->b2_new, s->b2, 1, s->dLoss_db2);
    descend(s->W1_new, s->W1, 1, s->dLoss_dW1);
    descend(s->b1_new, s->b1, 1, s->dLoss_db1);
}
