/* The output layer adds up z1: its inputs are the answers h1 of the hidden layer. */
#include "loop.h"
#include "matrix.h"
#include "sigmoid.h"

void network_forward(struct network *net, const struct matrix *X)
{
    matrix_mul(net->z1, X, net->W1);
    sigmoid(net->h1, net->z1);
    matrix_mul(net->z2, net->z1, net->W2);
    sigmoid(net->h2, net->z2);
}
