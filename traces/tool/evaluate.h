/* What a formula gives, entry by entry, and how far a right trace may be from it.
 *
 * A trace's numbers were computed by some program, in its own order of summation, and
 * perhaps printed with a few decimals.  So each entry comes with two more numbers:
 *
 *   error   how far the entry can move when every computed number it is made from moves by half
 *           a unit of its last printed digit; what was given is exact as it stands.  It is carried
 * through each operation as an interval is, so nothing is guessed.  0 for numbers printed with all
 * their digits. size    the largest magnitude met on the way: the same formula with every term
 * taken as positive.  Rounding errors are relative to it, not to the entry itself, which may be a
 * small difference of large terms.
 *
 * A printed number agrees with its formula if it lies within
 *
 *     error + half a unit of its own last digit + tolerance * size
 *
 * where tolerance is 1e-13, some 450 roundings.  A sum of n terms may be off by sqrt(n) roundings
 * if that is more: they add up like the steps of a drunkard.
 */
#ifndef EVALUATE_H
#define EVALUATE_H

#include "formula.h"

struct entry {
    double value, error, size;
};

struct evaluation {
    struct trace_file *t;
    struct formula f;
    double tolerance;
};

/* Reads a formula (formula_read) and makes ready for evaluation_entry.
 * However small tolerance is, what rounding makes inevitable is allowed.  All evaluations of a
 * trace together keep at most a million numbers and eight for each number of the trace, 24 bytes
 * each: a formula that needs more on the way to its result is refused.  false: e->f.error says why.
 * evaluation_free frees everything either way. */
bool evaluation_begin(struct evaluation *e, struct trace_file *t, const char *text,
                      const struct block *before, double tolerance);

/* Returns how many operations it takes to evaluate a formula: for each entry, or before the first
 * one. */
double evaluation_work(const struct formula *f, bool each);

/* Returns true if the formula gives the block's shape; else e->f.error says which shape it gives.
 */
bool evaluation_fits(struct evaluation *e, const struct block *block);

void evaluation_free(struct evaluation *e);

/* Entry (r, c), counted from 0, of a node. */
struct entry evaluation_entry(const struct evaluation *e, size_t node, size_t r, size_t c);

/* Returns how far number k of a block may be from the one computed. */
double evaluation_reach(const struct evaluation *e, const struct block *b, size_t k,
                        struct entry computed);

/* Returns true if it is no farther.  Where the error is infinite (the printed decimals may stand
 * for a division by zero, or its logarithm) any number agrees. */
bool evaluation_agrees(const struct evaluation *e, const struct block *b, size_t k,
                       struct entry computed);

#endif
