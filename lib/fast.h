/* The gradient of many rows in one pass: what long runs train with.
 *
 * The bricks compute one matrix after another, so that each can be looked at.  A run of a
 * million epochs shows few of them.  This file computes the same Loss and the same gradients for
 * 64 rows at a time, forward and backward, and keeps nothing else: with 50 rows and 50 hidden units
 * that is about six times as fast, and more with more.
 *
 * It promises the same bits on every machine and from every compiler with IEEE doubles: every sum
 * over rows is kept in eight parts that are added up in one order, whatever the processor does at
 * once, and the sigmoid is made of + - * / alone, since libm's exp differs between systems.  The
 * bricks agree to 1e-12 after one step, and to 1e-9 after a million epochs.
 */
#ifndef FAST_H
#define FAST_H

#include "loop.h"

struct fast;

/* Takes over the numbers of X (N, in) and Y (N, out) for networks of so many hidden units.  Free
 * with fast_free.  Without memory the program ends: one line on stderr, exit status 2. */
struct fast *fast_new(const struct matrix *X, const struct matrix *Y, size_t hidden);
void fast_free(struct fast *f); /* NULL is fine */

/* Reads the same X and Y again, in another order: row n is row order[n] of X and Y. */
void fast_shuffle(struct fast *f, const struct matrix *X, const struct matrix *Y,
                  const size_t *order);

/* Computes one step's Loss and gradients over `rows` rows from row `first` on: fills N, the three
 * losses and the gradients of weights and biases, and no other intermediate.  Returns the
 * Loss.  Allocates nothing; shapes that do not fit stop the program. */
double fast_gradient(struct fast *f, struct step *s, const struct training *how, size_t first,
                     size_t rows);

/* Fills h2 (N, out) with the network's answers for all rows. */
void fast_answers(struct fast *f, const struct step *s, struct matrix *h2);

/* As train of loop.h, with its promises, over the first `rows` rows. */
size_t fast_train(struct fast *f, struct step *s, size_t rows, const struct training *how,
                  size_t first, size_t last, size_t every, recorder *record, void *context);

#endif
