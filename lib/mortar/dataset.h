/* Where the inputs come from: the article's XOR set, and its starting weights.
 *
 * Nothing here is copied from the article: the numbers are drawn from its seeds,
 * in its order, and come out as it prints them.
 *
 * Article: its published program, and the figure of the initialised network.
 */
#ifndef DATASET_H
#define DATASET_H

#include "scale.h"
#include "table.h"

#include <stdint.h>

struct matrix;

/* All observations there are. */
struct dataset {
    struct matrix *X;   /* (rows, in) */
    struct matrix *Y;   /* (rows, out)  one-hot; of a worked example any numbers */
    char *const *label; /* (out)        the names of the classes; NULL: the outputs have none */
    struct scale scale; /* of the inputs, once it is known */
    struct table table; /* of a file: the dataset's own */
};

/* Makes the article's 300 rows, or `rows` if that is more (dataset_xor).  dataset_free frees it. */
struct dataset dataset_article(size_t rows, uint32_t seed);

/* Reads a file (table.h).  false: d->table.error says why, and nothing is to be freed. */
bool dataset_read(struct dataset *d, const char *path, const struct table_how *how);
void dataset_free(struct dataset *d);

/* Puts the rows into an order that depends on the seed alone: each is as likely as any other. */
void dataset_shuffle(struct dataset *d, uint32_t seed);

/* Fills X and Y.
 * X: (N, 2), normal numbers as numpy.random.RandomState(seed).randn(N, 2).
 * Y: (N, 2), one-hot: [1 0] where the two signs of the row agree (XOR = 0),
 *                     [0 1] where they differ (XOR = 1). */
void dataset_xor(struct matrix *X, struct matrix *Y, uint32_t seed);

/* Draws starting weights, as NumPy does after numpy.random.seed(seed), W1 first:
 * W1: (in, hidden)    (2 * random - 1) / sqrt(in)
 * W2: (hidden, out)   (2 * random - 1) / sqrt(hidden) */
void dataset_weights(struct matrix *W1, struct matrix *W2, uint32_t seed);

#endif
