/* Reads a worked example: the numbers that another article, or you, begin with.
 *
 *     # brick-trace 1
 *     # set alpha=0.5
 *     # bias fixed
 *
 *     # X
 *     0.05 0.10
 *     ...
 *
 * It is a trace, as a person may type it.  X, Y, W1 and W2 are wanted.  b1 and b2 may be there,
 * both of them; one number stands for a whole row, and `# bias fixed` keeps them where they are.
 * The set line may have alpha, lambda, and N: the first N rows are used.  alpha must be there where
 * a block is the result of a step.  The shapes decide the network.
 *
 * Blocks that the network computes, z1 or W1_new@100, are what an article prints.  They are passed
 * over here: trace diff compares them.  A block of any other name must have a formula.
 */
#ifndef GIVEN_H
#define GIVEN_H

#include "trace_file.h"

struct matrix;
struct step;

struct given {
    struct matrix *X, *Y;
    struct step *net;       /* the weights and biases, without room for rows */
    double alpha, lambda;   /* not in the file: those of the article's worked example */
    size_t N;               /* not in the file: all rows */
    char error[ERROR_MOST]; /* "FILE:LINE: what is wrong", or without LINE */
};

/* Reads path.  rate: the caller has a learning rate of its own; without one the file must set alpha
 * if it has a block that needs one.  false: error says why, in one line.  given_free frees
 * everything either way. */
bool given_read(struct given *g, const char *path, bool rate);
void given_free(struct given *g);

#endif
