#include "fresh.h"

#include "loop.h"

FRESH(network_forward, (struct network *net, C X), (net, X),
      unset(net->z1); unset(net->h1); unset(net->z2); unset(net->h2))
FRESH(network_backward,
      (struct network *net, C X, C Y, const struct training *how), (net, X, Y, how),
      unset(net->dLoss_dh2); unset(net->dh2_dz2); unset(net->dLoss_dz2); unset(net->dLoss_dW2);
      unset(net->dLoss_dh1); unset(net->dh1_dz1); unset(net->dLoss_dz1); unset(net->dLoss_dW1))
