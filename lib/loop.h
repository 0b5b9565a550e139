/* Brick 6: forward, loss, backward, update; and again.
 *
 * A network owns its weights and every intermediate of one step, so the loop
 * itself allocates nothing.  X (N, in) and Y (N, out) stay the caller's; their
 * shapes must be those the network was made for, or the program stops.
 *
 * Article: "Implementation" and "Let's run this code".
 */
#ifndef LOOP_H
#define LOOP_H

#include "gradient.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- network */
struct network {
    size_t N;                 /* observations in one step */
    size_t most;              /* those it was made for: N is not larger */
    struct matrix *W1;        /* (in, hidden) */
    struct matrix *W2;        /* (hidden, out) */
    struct matrix *z1;        /* (N, hidden)  X * W1 */
    struct matrix *h1;        /* (N, hidden)  sigmoid(z1) */
    struct matrix *z2;        /* (N, out)     h1 * W2 */
    struct matrix *h2;        /* (N, out)     sigmoid(z2) */
    double data_loss;         /* the two parts of the Loss, before the update */
    double ridge_loss;
    struct matrix *dLoss_dh2; /* (N, out) */
    struct matrix *dh2_dz2;   /* (N, out) */
    struct matrix *dLoss_dz2; /* (N, out) */
    struct matrix *dLoss_dW2; /* (hidden, out) */
    struct matrix *dLoss_dh1; /* (N, hidden) */
    struct matrix *dh1_dz1;   /* (N, hidden) */
    struct matrix *dLoss_dz1; /* (N, hidden) */
    struct matrix *dLoss_dW1; /* (in, hidden) */
    struct matrix *W1_before; /* the weights before the last update */
    struct matrix *W2_before;
};

/* ---- training */
struct training {
    double lr;     /* learning rate, the article's alpha */
    double lambda; /* ridge (L2) */
    enum gradient gradient;
};

/* ---- new */
/* Weights are zero until the caller fills them.  N may be 0: weights and gradients alone.  Free
 * with network_free. */
struct network *network_new(size_t N, size_t in, size_t hidden, size_t out);
void network_free(struct network *net); /* NULL is fine */

/* ---- rows */
/* Steps from here on are of `rows` observations: as many as the network was made for, or fewer. */
void network_rows(struct network *net, size_t rows);

/* ---- parts */
/* The four parts of a step, in their order. */
void network_forward(struct network *net, const struct matrix *X);
double network_loss(struct network *net, const struct matrix *Y, double lambda);
void network_backward(struct network *net, const struct matrix *X, const struct matrix *Y,
                      const struct training *how);
void network_update(struct network *net, double lr); /* W2 and W1 move, W2_before, W1_before stay */

/* ---- train */
/* The first three parts of a step.  Returns the Loss; if it is not finite, the backward part is
 * left out. */
double network_gradient(struct network *net, const struct matrix *X, const struct matrix *Y,
                        const struct training *how);

/* Called after the backward part and before the update of a recorded epoch, so
 * that the network shows one consistent step.  Returning false ends the run,
 * without that update. */
typedef bool network_recorder(void *context, const struct network *net, size_t epoch);

/* Runs epochs first, first + 1, ..., last - 1; records those that `every` divides, and
 * the last.  every = 0 records nothing.  An epoch whose Loss is not finite ends the run
 * without its update: W1_before and W2_before are then the last good weights.  Returns the epoch
 * that would come next: last, or the one that the recorder or the Loss stopped at. */
size_t network_train(struct network *net, const struct matrix *X, const struct matrix *Y,
                     const struct training *how, size_t first, size_t last, size_t every,
                     network_recorder *record, void *context);

#endif
