/* The learning rate is missing: the step is lr times the gradient. */
#include "loop.h"
#include "matrix.h"

void network_update(struct network *net, double lr)
{
    (void)lr;
    matrix_add_scaled(net->W2, net->W2, -1, net->dLoss_dW2);
    matrix_add_scaled(net->W1, net->W1, -1, net->dLoss_dW1);
}
