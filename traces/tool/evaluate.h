/* What a formula gives, entry by entry, and how far a right trace may be from it.
 *
 * A trace's numbers were computed by some program, in its own order of summation, and
 * perhaps printed with a few decimals.  So each entry comes with two more numbers:
 *
 *   error   how far the entry can move when every number it is made from moves by half a
 *           unit of its last printed decimal.  It is carried through each operation as an
 *           interval is, so nothing is guessed.  0 for numbers printed with all their digits.
 *   size    the largest magnitude met on the way: the same formula with every term taken
 *           as positive.  Rounding errors are relative to it, not to the entry itself,
 *           which may be a small difference of large terms.
 *
 * A printed number agrees with its formula if it lies within
 *
 *     error + half a unit of its own last decimal + tolerance * size
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
    double half_unit; /* of the trace's last decimal; 0: all digits */
    double tolerance;
};

/* The decimals that every number of the trace is printed with; -1 if they are not all printed
 * with the same number of them, as when they have all their digits. */
int trace_decimals(const struct trace_file *t);

/* Reads the block's formula and makes ready for evaluation_entry.  decimals are the trace's.
 * However small tolerance is, what rounding makes inevitable is allowed.  All evaluations of a
 * trace together keep at most a million numbers and eight for each number of the trace, 24 bytes
 * each: a formula that needs more on the way to its result is refused.  false: e->f.error says why.
 * evaluation_free frees everything either way. */
bool evaluation_begin(struct evaluation *e, struct trace_file *t, const struct block *block,
                      int decimals, double tolerance);

/* Returns true if the formula gives the block's shape; else e->f.error says which shape it gives.
 */
bool evaluation_fits(struct evaluation *e, const struct block *block);

void evaluation_free(struct evaluation *e);

/* Entry (r, c), counted from 0, of a node. */
struct entry evaluation_entry(const struct evaluation *e, size_t node, size_t r, size_t c);

/* Returns true if a printed number agrees with the one computed.  Where the error is infinite (the
 * printed decimals may stand for a division by zero) any number agrees. */
bool evaluation_agrees(const struct evaluation *e, double printed, struct entry computed);

#endif
