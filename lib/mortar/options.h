/* The command line: of any program, and what all chapters share.
 *
 * Options are long (--rows=50, --rows 50) and may be shortened as long as they
 * stay clear.  --help, or -h, prints what the program says of itself and of each
 * option.  A wrong option gets one line on stderr that says which it is and what
 * it wants, and the exit status is 2.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "step.h"
#include "table.h"

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
    OPTION_FLAG,   /* bool: true when the option is there */
    OPTION_COUNT,  /* size_t: a whole number from least to most */
    OPTION_REAL,   /* double: a finite number from least to most, which may be HUGE_VAL */
    OPTION_TEXT,   /* const char *: any text but none */
    OPTION_OUTPUT, /* const char *: the same; without =FILE it is "-" */
    OPTION_CHOICE, /* struct choice: one of its names */
};

struct option_spec {
    const char *name;
    const char *value; /* what --help calls the value */
    const char *help;
    enum option_kind kind;
    void *to; /* holds the default, which --help names unless it is out of range */
    double least, most;
    bool *given; /* set to true when the option is there; may be NULL */
};

struct word {
    const char *name, *help; /* --help has a line for it, unless its help is NULL */
};

struct choice {
    const char *name;      /* NULL: none yet */
    const struct word *of; /* ends with a name of NULL */
};

/* A program, as --help describes it. */
struct program {
    const char *name;   /* "trace diff" */
    const char *files;  /* what stands beside the options: "REFERENCE TRACE...", or "" */
    size_t least, most; /* how many of these */
    const char *about;
    const char *fault; /* what exit status 1 means, or NULL */
};

/* Reads argv, whose last is NULL, into what the n specs point at, and moves *argv to the files,
 * which end with NULL.  Returns -1 to go on, or the status to end with: 0 after --help, 2. */
int options_parse(const struct program *p, const struct option_spec *spec, size_t n, int argc,
                  char ***argv);

enum {
    MOST_UNITS = 20000000, /* rows x hidden: a few gigabytes for all matrices */
    MOST_RATE = 1000000,   /* alpha, lambda */
};

struct options {
    const char *trace; /* NULL: none; "-": standard output; else a file */
    size_t digits;     /* decimals to print */
    bool digits_given; /* without --digits a trace keeps every digit */
    size_t rows;       /* observations, N */
    bool rows_given;
    size_t hidden; /* hidden units */
    bool hidden_given;
    size_t seed; /* of the weights */
    bool seed_given;
    size_t data_seed; /* of the observations */
    bool data_seed_given;
    const char *data;     /* a CSV file in place of the article's XOR set, or NULL */
    struct table_how how; /* how it is read */
    const char *predict;  /* a CSV file of new rows, or NULL */
    bool standardize;
    size_t shuffle; /* seed of the order of its rows */
    bool shuffle_given;
    const char *given; /* a worked example (given.h), or NULL */
    double lr;         /* learning rate, alpha */
    double lambda;     /* ridge */
    bool lr_given, lambda_given, gradient_given;
    enum gradient gradient;
    bool bias; /* b1 and b2 */
    bool bias_given;
    bool run;  /* a training run: the inputs are not shown, and the gradient can be chosen */
    bool step; /* wait for Enter after each block */
};

/* The defaults: the article's worked example. */
extern const struct options options_worked_example;

/* Reads argv into o, which holds the defaults, and into what the chapter's own options point at
 * (n of them; 0 and NULL: none).  name and about head --help.  Ends the program where
 * options_parse says so. */
void options_read(struct options *o, int argc, char **argv, const char *name, const char *about,
                  const struct option_spec *own, size_t n);

#endif
