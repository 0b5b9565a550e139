/* W2 stays where it is: both weight matrices move. */
#include "loop.h"
#include "matrix.h"

void network_update(struct network *net, double lr)
{
    matrix_add_scaled(net->W1, net->W1, -lr, net->dLoss_dW1);
}
