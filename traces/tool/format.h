/* Numbers and names as why prints them. */
#ifndef FORMAT_H
#define FORMAT_H

#include "evaluate.h"

/* An operand of an entry: a number of the set line, or entry (r, c), counted from 0, of a
 * block, or of a node of the same formula.  What does not apply is 0. */
struct operand {
    const struct scalar *scalar;
    const struct block *block;
    size_t node;
    size_t r, c;
};

/* Returns x, or a nan without a sign: that differs between processors. */
double unsigned_nan(double x);

/* A number for people: 8 decimals, or fewer if it has no more; 8 digits if it is far from 1. */
void format_number(char text[40], double number);

/* A blank between the parts of a term: a line should rather break elsewhere. */
#define GLUE '\1'

/* "W1[1,2]", or "Loss" alone if it has one entry only, or "(A * B)[1,2]", with GLUE for its blanks.
 * f may be NULL if it is not a node's. */
void format_operand(FILE *out, const struct formula *f, const struct operand *o);

/* The fewest and the most significant digits of what is printed; most 0: nothing is rounded. */
struct digits_range {
    int least, most;
};
#define DIGITS_NONE ((struct digits_range){100, 0})

/* Widens the range by the numbers of a trace that are not zero; computed: of blocks that have a
 * formula alone.  A trace with all digits changes nothing. */
void digits_count(const struct trace_file *t, bool computed, struct digits_range *range);

/* Closes a stream of open_memstream(text, ...); NULL, and nothing to free, if memory did not
 * suffice for all that was written, or for the stream itself (file is NULL). */
char *text_of(FILE *file, char **text);

/* Returns how many numbers of a block are printed: a ? is not. */
size_t count_printed(const struct block *b);

#endif
