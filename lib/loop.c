/* One step of gradient descent uses every brick once:
 *
 *     forward     X -> z1 -> h1 -> z2 -> h2
 *     loss        how wrong is h2?
 *     backward    dLoss_dW2, then dLoss_dW1 from what is known already
 *     update      both weights move a little against their gradients
 *
 * Both gradients are taken at the old weights: the update comes last, and
 * dLoss_dW1 has seen the W2 of the forward step.
 */
#include "loop.h"

#include "check.h"
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- new */
struct network *network_new(size_t N, size_t in, size_t hidden, size_t out)
{
    struct network *net = malloc(sizeof *net);

    if (!net) {
        fprintf(stderr, "no memory for a network\n");
        exit(2);
    }
    *net = (struct network){
        .N = N,
        .most = N,
        .W1 = matrix_new(in, hidden),
        .W2 = matrix_new(hidden, out),
        .z1 = matrix_new(N, hidden),
        .h1 = matrix_new(N, hidden),
        .z2 = matrix_new(N, out),
        .h2 = matrix_new(N, out),
        .dLoss_dh2 = matrix_new(N, out),
        .dh2_dz2 = matrix_new(N, out),
        .dLoss_dz2 = matrix_new(N, out),
        .dLoss_dW2 = matrix_new(hidden, out),
        .dLoss_dh1 = matrix_new(N, hidden),
        .dh1_dz1 = matrix_new(N, hidden),
        .dLoss_dz1 = matrix_new(N, hidden),
        .dLoss_dW1 = matrix_new(in, hidden),
        .W1_before = matrix_new(in, hidden),
        .W2_before = matrix_new(hidden, out),
    };
    return net;
}

/* ---- free */
void network_free(struct network *net)
{
    if (!net)
        return;
    matrix_free(net->W1);
    matrix_free(net->W2);
    matrix_free(net->z1);
    matrix_free(net->h1);
    matrix_free(net->z2);
    matrix_free(net->h2);
    matrix_free(net->dLoss_dh2);
    matrix_free(net->dh2_dz2);
    matrix_free(net->dLoss_dz2);
    matrix_free(net->dLoss_dW2);
    matrix_free(net->dLoss_dh1);
    matrix_free(net->dh1_dz1);
    matrix_free(net->dLoss_dz1);
    matrix_free(net->dLoss_dW1);
    matrix_free(net->W1_before);
    matrix_free(net->W2_before);
    free(net);
}

/* ---- rows */
void network_rows(struct network *net, size_t rows)
{
    CHECK(rows <= net->most, net->h1);
    net->N = rows;
    net->z1->rows = net->h1->rows = rows;
    net->z2->rows = net->h2->rows = rows;
    net->dLoss_dh2->rows = net->dh2_dz2->rows = net->dLoss_dz2->rows = rows;
    net->dLoss_dh1->rows = net->dh1_dz1->rows = net->dLoss_dz1->rows = rows;
}

/* ---- forward */
void network_forward(struct network *net, const struct matrix *X)
{
    matrix_mul(net->z1, X, net->W1);
    sigmoid(net->h1, net->z1);
    matrix_mul(net->z2, net->h1, net->W2);
    sigmoid(net->h2, net->z2);
}

/* ---- loss */
double network_loss(struct network *net, const struct matrix *Y, double lambda)
{
    net->data_loss = data_loss(Y, net->h2);
    net->ridge_loss = ridge_loss(net->W1, net->W2, lambda, net->N);
    return net->data_loss + net->ridge_loss;
}

/* ---- backward */
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

/* ---- update */
/* a becomes a - lr * g, and before what a was: the two change places. */
static void move(struct matrix **a, struct matrix **before, double lr, const struct matrix *g)
{
    struct matrix *was = *a;

    matrix_add_scaled(*before, was, -lr, g);
    *a = *before;
    *before = was;
}

void network_update(struct network *net, double lr)
{
    move(&net->W2, &net->W2_before, lr, net->dLoss_dW2);
    move(&net->W1, &net->W1_before, lr, net->dLoss_dW1);
}

/* ---- train */
double network_gradient(struct network *net, const struct matrix *X, const struct matrix *Y,
                        const struct training *how)
{
    double Loss;

    network_forward(net, X);
    Loss = network_loss(net, Y, how->lambda);
    if (isfinite(Loss))
        network_backward(net, X, Y, how);
    return Loss;
}

size_t network_train(struct network *net, const struct matrix *X, const struct matrix *Y,
                     const struct training *how, size_t first, size_t last, size_t every,
                     network_recorder *record, void *context)
{
    for (size_t epoch = first; epoch < last; epoch++) {
        if (!isfinite(network_gradient(net, X, Y, how)))
            return epoch;
        if (every > 0 && (epoch % every == 0 || epoch + 1 == last))
            if (!record(context, net, epoch))
                return epoch;
        network_update(net, how->lr);
    }
    return last;
}
