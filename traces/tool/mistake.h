/* Which mistake gives the numbers that are printed?
 *
 * A block does not follow from its formula.  Then one slip in that formula may give its numbers:
 *
 *     another block of the same shape in the place of a name      W2_new for W2
 *     a transpose                                                 W2 for W2'
 *     a sign                                                      + for -
 *     a factor N or 2 that is missing, or there twice
 *     a slope taken of sigmoid(h) for h
 *     a term or a factor that is left out                         a bias, a slope
 *     a factor 10 or 100                                          a decimal point in another place
 *     a bias that is one number for all units                     sum(sum(dLoss_dz1))
 *
 * If none does, the slip may be in a formula that the block is made from: the same is tried there,
 * and everything after it computed anew.  A number of a later epoch, such as Loss@1, is computed by
 * that many steps; it may also have been taken a step too early or too late.  What is known of the
 * numbers before it is tried alone, and two together.
 *
 * Only when exactly one slip gives the numbers is it named.  A single number of one to
 * three digits fits too much to tell.
 */
#ifndef MISTAKE_H
#define MISTAKE_H

#include "trace_file.h"

enum { MISTAKE_TEXT = 400 };

struct mistake {
    char block[NAME_MOST];      /* where the slip is */
    char formula[MISTAKE_TEXT]; /* what was computed there; "": no single formula is wrong */
    char words[MISTAKE_TEXT];   /* "with W2_new in the place of W2" */
    char where[NAME_MOST + 4];  /* " in dLoss_dh1", if that is another block than was asked for */
};

/* Looks for the mistake that gives the numbers of b, a block of t that has a formula.  Of a late
 * epoch only the n known mistakes are tried, and a step more or less.  Returns false if none is
 * found, or more than one. */
bool mistake_find(struct trace_file *t, const struct block *b, const struct mistake *known,
                  size_t n, struct mistake *found);

/* Returns true if the formula of b gives the numbers of b. */
bool mistake_none(struct trace_file *t, const struct block *b);

#endif
