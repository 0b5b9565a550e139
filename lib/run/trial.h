/* One training, described by what it is made of, and what came of it.  The claims of chapter 7 and
 * the ledger of the article's slips (traces/errata) train with these.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include "remedies.h"

#include <stdint.h>

/* ---- one training */
struct trial {
    const struct matrix *X, *Y;
    size_t hidden, epochs;
    size_t batch; /* rows of a minibatch; 0: all */
    bool bias;
    struct training how;
    struct remedies remedies;
    uint32_t seed;
};

struct ending {
    bool finite;
    size_t epochs;             /* taken; if not finite, the epoch whose Loss was not */
    double first, least, last; /* Loss, the last one that was finite */
    size_t least_epoch;
    double largest; /* |weight| at the end, or at the last good epoch */
    double rates;   /* the sum of all learning rates */
};

/* Returns the trial with the exact gradient.  That is a mean over the rows, where the article's is
 * a sum: so that the steps stay as long, the learning rate is N times larger and the bound of
 * clipping N times smaller. */
struct trial trial_exact(struct trial t);

/* Trains from the starting weights of t->seed.  keep, if not NULL, gets the network, to be freed
 * with step_free.  Minibatches train without the remedies. */
struct ending train_trial(const struct trial *t, struct step **keep);

/* Returns "none", or the epoch whose Loss was not finite; text has room for 32. */
const char *overflow(const struct ending *e, char *text);

/* ---- rows */
/* Fills X and Y with rows in fours, (a, b) (-a, -b) (-a, b) (a, -b): as many of each class, and
 * every row has its mirror image. */
void fill_mirrored(struct matrix *X, struct matrix *Y, uint32_t seed);

struct score {
    double loss,
        right; /* without the ridge; share of the rows whose larger output is their class */
};

/* Measures a network on the rows of X. */
struct score score(const struct step *net, const struct matrix *X, const struct matrix *Y);

/* Returns the square root of the sum of all squares. */
double length(const struct matrix *m);

#endif
