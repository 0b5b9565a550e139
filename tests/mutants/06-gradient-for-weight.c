/* The new weight is W - lr * dLoss_dW; yours is only the step, -lr * dLoss_dW. */
#include "dloss_dw2.h"
#include "loop.h"
#include "matrix.h"

void step_update(struct step *s, double lr)
{
    matrix_add_scaled(s->W2_new, s->dLoss_dW2, -lr - 1, s->dLoss_dW2);
    matrix_add_scaled(s->W1_new, s->dLoss_dW1, -lr - 1, s->dLoss_dW1);
    descend(s->b2_new, s->b2, lr, s->dLoss_db2);
    descend(s->b1_new, s->b1, lr, s->dLoss_db1);
}
