/* The sigmoid of the output layer is missing: h2 = sigmoid(z2). */
#include "loop.h"
#include "matrix.h"
#include "sigmoid.h"

void network_forward(struct network *net, const struct matrix *X)
{
    matrix_mul(net->z1, X, net->W1);
    sigmoid(net->h1, net->z1);
    matrix_mul(net->z2, net->h1, net->W2);
    matrix_add_scaled(net->h2, net->z2, 0, net->z2);
}
