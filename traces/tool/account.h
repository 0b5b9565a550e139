/* Accounts for what a person printed, beside a trace that computed the same.
 *
 * A printed number that is not the right one may still follow: from the numbers printed before it,
 * which were rounded on the way.  Or a mistake gives it (mistake.h).  Both are only asked where the
 * trace itself follows from its formulas; else the trace is at fault.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "mistake.h"

struct account {
    struct trace_file *trace;
    struct trace_file
        printed; /* the trace, with the numbers and formulas that the reference prints */
};

/* Tells whether one number of the reference stands for a row of the trace: a bias, or what is
 * computed of a bias that is given so. */
bool account_repeats(const struct trace_file *ref, const struct block *r, const struct block *b);

/* Adds to the trace what a reference has a formula of its own for, and the trace lacks. */
void account_extend(struct trace_file *trace, const struct trace_file *ref);

/* false: no memory; account_free frees everything either way. */
bool account_make(struct account *a, struct trace_file *trace, const struct trace_file *ref);
void account_free(struct account *a);

/* Tells whether block b of the trace follows from its formula. */
bool account_sound(struct account *a, const struct block *b);

/* Returns which of the printed numbers of that block follow from what is printed before, for the
 * caller to free; NULL: the trace is not sound, or there is no formula, or no memory. */
bool *account_follow(struct account *a, const struct block *b);

/* Returns the block of that name, with the printed numbers. */
const struct block *account_printed(const struct account *a, const char *name);

#endif
