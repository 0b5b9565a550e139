/* dloss_dz2 is given h1: the derivative of the output layer is that of h2. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loop.h"
#include "loss.h"
#include "matrix.h"

void network_backward(struct network *net, const struct matrix *X, const struct matrix *Y,
                      const struct training *how)
{
    dloss_dh2(net->dLoss_dh2, Y, net->h2, how->gradient);
    dloss_dz2(net->dLoss_dz2, net->dh2_dz2, net->dLoss_dh2, net->h1);
    dloss_dw2(net->dLoss_dW2, net->h1, net->dLoss_dz2, net->W2, how->lambda, how->gradient);
    dloss_dh1(net->dLoss_dh1, net->dLoss_dz2, net->W2);
    dloss_dz1(net->dLoss_dz1, net->dh1_dz1, net->dLoss_dh1, net->h1);
    dloss_dw1(net->dLoss_dW1, X, net->dLoss_dz1, net->W1, how->lambda, how->gradient);
}
