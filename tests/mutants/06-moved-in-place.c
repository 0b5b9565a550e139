/* W2 and W1 themselves have moved: the new weights go into W2_new and W1_new, and the loop puts
 * them in their places. */
#include "dloss_dw2.h"
#include "loop.h"

void step_update(struct step *s, double lr)
{
    descend(s->W2, s->W2, lr, s->dLoss_dW2);
    descend(s->b2, s->b2, lr, s->dLoss_db2);
    descend(s->W1, s->W1, lr, s->dLoss_dW1);
    descend(s->b1, s->b1, lr, s->dLoss_db1);
}
