/* The reader's own: what trace_file.c and trace_block.c share. */
#ifndef TRACE_READER_H
#define TRACE_READER_H

#include "trace_file.h"

/* Whether a trace keeps all digits is seen in its numbers.  A program prints them by %.17g.  What
 * that would not print was rounded.  A number of few digits may have all of them, as 0.5 has, or
 * may have been rounded to them, and only the others tell. */
enum digits {
    DIGITS_ROUNDED, /* 0.7130: %.17g prints 0.71299999999999997 */
    DIGITS_FEW,     /* 0.1963: %.17g prints 0.1963, but the double is another number */
    DIGITS_WHOLE,   /* 3, 0.5: the double is that very number */
    DIGITS_ALL,     /* 17 of them */
    DIGITS_KINDS
};

struct reader {
    struct trace_file *t;
    FILE *file;
    char *line; /* without its end */
    size_t size, number;
    bool end;
    bool sheet; /* a block may have a formula and no numbers */
    bool seen[DIGITS_KINDS];
};

/* Says what is wrong in the line that was read last.  Returns false. */
__attribute__((format(printf, 2, 3))) bool reader_fail(struct reader *r, const char *format, ...);

/* Reads the next line, or sets r->end.  false: reader_fail has said why. */
bool reader_line(struct reader *r);

/* Reads a number as it is printed, and the place of its last digit: 4 for 0.1963, 7 for 1.963e-4,
 * -2 for 3e2.  A ? is PLACE_NONE and nan.  Returns its end, or NULL. */
const char *reader_number(const char *text, double *x, short *place, enum digits *what);

/* Reads a block, from its head in r->line to its last row; r->line is then what follows it. */
bool reader_block(struct reader *r);

#endif
