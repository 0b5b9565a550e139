/* The sigmoid of the hidden layer is missing: h1 = sigmoid(z1). Without it two layers are no
 * more than one. */
#include "loop.h"
#include "matrix.h"
#include "sigmoid.h"

void network_forward(struct network *net, const struct matrix *X)
{
    matrix_mul(net->z1, X, net->W1);
    matrix_add_scaled(net->h1, net->z1, 0, net->z1);
    matrix_mul(net->z2, net->h1, net->W2);
    sigmoid(net->h2, net->z2);
}
