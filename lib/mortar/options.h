/* The command line that all chapters share, and what a chapter adds to it.
 *
 * Options are long (--rows=50, --rows 50) and may be shortened as long as they
 * stay clear.  A wrong one ends the program: one line on stderr that says which
 * option and what it wants, exit status 2.  --help prints the list and ends it
 * with status 0.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "gradient.h"

#include <stdbool.h>
#include <stddef.h>

enum { MOST_UNITS = 20000000 }; /* rows x hidden: a few gigabytes for all matrices */

struct options {
    const char *trace;  /* NULL: none; "-": standard output; else a file */
    size_t digits;      /* decimals to print */
    bool digits_given;  /* without --digits a trace keeps every digit */
    size_t rows;        /* observations, N */
    bool rows_given;
    size_t hidden;      /* hidden units */
    size_t seed;        /* of the weights */
    size_t data_seed;   /* of the observations */
    const char *data;   /* a CSV file in place of the article's XOR set, or NULL */
    double lr;          /* learning rate, alpha */
    double lambda;      /* ridge */
    enum gradient gradient;
    bool bias;          /* b1 and b2 */
    bool run;           /* a training run: the inputs are not shown */
    bool step;          /* wait for Enter after each block */
};

/* The defaults: the article's worked example. */
extern const struct options options_worked_example;

enum option_kind {
    OPTION_FLAG,   /* bool: true when the option is there */
    OPTION_COUNT,  /* size_t: a whole number from least to most */
    OPTION_REAL,   /* double: a finite number from least to most */
    OPTION_TEXT,   /* const char *: any text but none */
    OPTION_OUTPUT, /* const char *: the same; without =FILE it is "-" */
};

struct option_spec {
    const char *name;
    const char *value; /* what --help calls the value */
    const char *help;
    enum option_kind kind;
    void *to;
    double least, most;
    bool *given; /* set to true when the option is there; may be NULL */
};

/* Reads argv into o, which holds the defaults, and into what the chapter's own
 * options point at (n of them; 0 and NULL: none).  name and about head --help. */
void options_read(struct options *o, int argc, char **argv, const char *name, const char *about,
                  const struct option_spec *own, size_t n);

#endif
