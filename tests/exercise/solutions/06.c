/* Every brick once, in order.  The weights move last: dLoss_dW1 needs the W2 of the forward step. */
#include "exercise.h"

#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loop.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

void network_forward(struct network *net, const struct matrix *X)
{
    matrix_mul(net->z1, X, net->W1);
    sigmoid(net->h1, net->z1);
    matrix_mul(net->z2, net->h1, net->W2);
    sigmoid(net->h2, net->z2);
}

void network_backward(struct network *net, const struct matrix *X, const struct matrix *Y,
                      const struct training *how)
{
    dloss_dh2(net->dLoss_dh2, Y, net->h2, how->gradient);
    dloss_dz2(net->dLoss_dz2, net->dh2_dz2, net->dLoss_dh2, net->h2);
    dloss_dw2(net->dLoss_dW2, net->h1, net->dLoss_dz2, net->W2, how->lambda, how->gradient);

    dloss_dh1(net->dLoss_dh1, net->dLoss_dz2, net->W2);
    dloss_dz1(net->dLoss_dz1, net->dh1_dz1, net->dLoss_dh1, net->h1);
    dloss_dw1(net->dLoss_dW1, X, net->dLoss_dz1, net->W1, how->lambda, how->gradient);
}

void network_update(struct network *net, double lr)
{
    matrix_add_scaled(net->W2, net->W2, -lr, net->dLoss_dW2);
    matrix_add_scaled(net->W1, net->W1, -lr, net->dLoss_dW1);
}

/* Near a point the Loss is almost straight: ten times the step, ten times the fall. */
const double answer_06 = 0.000284;
