/* Where one number of a trace comes from, as a tree: its formula written out with names and with
 * values, and below it in the same way every number that went into it, down to those that
 * were given.  What is explained already is named, not explained again.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "expand.h"

enum { EXPLAIN_MOST_DEPTH = 20 };

/* Writes to out; lines are no wider, and letters no fancier, than standard output can show.  depth
 * is how many steps back it goes.  false: t->error says what is wrong in the trace. */
bool explain_entry(struct trace_file *t, const struct operand *what, size_t depth, FILE *out);

#endif
