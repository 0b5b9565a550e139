#include "batches.h"

#include "fast.h"
#include "matrix.h"
#include "rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct batches *batches_new(const struct matrix *X, const struct matrix *Y, size_t size,
                            size_t hidden, bool plain)
{
    struct batches *b = malloc(sizeof *b);
    size_t *order = malloc(X->rows * sizeof *order);

    if (!b || !order) {
        fprintf(stderr, "no memory for the order of %zu rows\n", X->rows);
        exit(2);
    }
    *b = (struct batches){.order = order, .rows = X->rows, .size = size};
    if (plain) {
        b->X = matrix_new(size, X->cols);
        b->Y = matrix_new(size, Y->cols);
    } else {
        b->fast = fast_new(X, Y, hidden);
    }
    return b;
}

void batches_free(struct batches *b)
{
    if (!b)
        return;
    fast_free(b->fast);
    matrix_free(b->X);
    matrix_free(b->Y);
    free(b->order);
    free(b);
}

/* Shuffles as Fisher and Yates do: every order is as likely as any other.  Each epoch has a
 * generator of its own, seeded from both numbers. */
static void shuffle(struct batches *b, uint32_t seed, size_t epoch)
{
    struct rng r;

    rng_seed(&r, seed ^ ((uint32_t)epoch * 2654435761u));
    for (size_t i = 0; i < b->rows; i++)
        b->order[i] = i;
    for (size_t i = b->rows; i-- > 1;) {
        size_t k = rng_below(&r, i + 1), kept = b->order[i];

        b->order[i] = b->order[k];
        b->order[k] = kept;
    }
}

static void gather(struct matrix *to, const struct matrix *from, const size_t *order, size_t rows)
{
    to->rows = rows;
    for (size_t n = 0; n < rows; n++)
        memcpy(&to->v[n * to->cols], &from->v[order[n] * to->cols], to->cols * sizeof *to->v);
}

/* Computes the gradient of `rows` rows with the bricks.  Returns their Loss. */
static double plain_gradient(struct batches *b, struct step *s, const struct matrix *X,
                             const struct matrix *Y, const struct training *how,
                             const size_t *order, size_t rows)
{
    gather(b->X, X, order, rows);
    gather(b->Y, Y, order, rows);
    step_observe(s, b->X, b->Y);
    return step_gradient(s, how);
}

bool batches_epoch(struct batches *b, struct step *s, const struct matrix *X,
                   const struct matrix *Y, const struct training *how, uint32_t seed, size_t epoch)
{
    bool finite = true;

    shuffle(b, seed, epoch);
    if (b->fast)
        fast_shuffle(b->fast, X, Y, b->order);
    for (size_t first = 0; first < b->rows && finite; first += b->size) {
        size_t rows = b->rows - first < b->size ? b->rows - first : b->size;
        double Loss = b->fast ? fast_gradient(b->fast, s, how, first, rows)
                              : plain_gradient(b, s, X, Y, how, b->order + first, rows);

        finite = isfinite(Loss);
        if (finite) {
            step_update(s, how->lr);
            step_next(s);
        }
    }
    return finite;
}
