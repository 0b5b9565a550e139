/* One entry of a formula, written out: X * W1 at (1, 2) is
 *
 *     X[1,1] * W1[1,2] + X[1,2] * W1[2,2]          with names,
 *     1.76405235 * 0.37769425 + 0.40015721 * 0.60920496    with values,
 *     0.66627279 + 0.24378...                       with its terms added up one by one.
 *
 * A long sum shows its first and its largest terms.  Inside of a term an inner sum is not
 * written out: it stands as (A * B)[1,2], and is an operand like those that have a name.  The
 * entries that max looks through stand like terms, in max(...).
 */
#ifndef EXPAND_H
#define EXPAND_H

#include "format.h"

enum style { NAMES, VALUES, TERMS };

struct expansion {
    const struct evaluation *e;
    FILE *out;
    enum style style;
    struct operand *operand; /* in the order in which they appear; found by style NAMES */
    size_t operands, room;
    FILE *note;  /* told which terms are left out, by style NAMES */
    bool failed; /* no memory */
    bool inside; /* of a term */
    char last;   /* character written, but blanks */
};

/* Writes entry (r, c) of the node to x->out.  The caller frees x->operand. */
void expand(struct expansion *x, size_t node, size_t r, size_t c);

#endif
