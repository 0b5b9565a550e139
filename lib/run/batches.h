/* Steps of fewer rows than there are observations.
 *
 * A minibatch step takes some rows, computes their gradient and updates at once; one epoch is
 * a pass over all rows in a new order.  The order depends on the seed and the epoch alone, so a
 * run that is continued later takes the same steps.
 *
 * Article: its program always takes the first rows and never draws any (slip 23).
 */
#ifndef BATCHES_H
#define BATCHES_H

#include "loop.h"

#include <stdint.h>

struct batches {
    struct fast *fast;    /* all rows in the order of an epoch; NULL: train with the bricks */
    struct matrix *X, *Y; /* the rows of one batch, for the bricks */
    size_t *order;        /* of all rows */
    size_t rows, size;    /* all rows; those of a batch */
};

/* Makes batches of the rows of X and Y, `size` at a time, trained with fast.h for networks of so
 * many hidden units, or with the bricks if `plain`.  Free with batches_free. */
struct batches *batches_new(const struct matrix *X, const struct matrix *Y, size_t size,
                            size_t hidden, bool plain);
void batches_free(struct batches *b); /* NULL is fine */

/* Trains one epoch.  For the bricks s was made for b->size rows or more; a last batch may be
 * smaller.  Allocates nothing.  Returns false before the update of a batch whose Loss is not
 * finite. */
bool batches_epoch(struct batches *b, struct step *s, const struct matrix *X,
                   const struct matrix *Y, const struct training *how, uint32_t seed, size_t epoch);

#endif
