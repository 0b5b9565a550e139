/* Claims, each tested by an experiment, as chapters 7 and 8 and the ledger of slips run them.
 *
 * A claim has a name, the question it answers, and a function that trains some networks, shows a
 * table and ends with a verdict.  The verdict is computed: where the measurement does not support
 * it, the program says so instead, and its exit status is 1.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include "chapter.h"
#include "trial.h"

#include <stdio.h>

struct claims;

struct claim {
    const char *name, *asks;
    void (*run)(struct claims *d); /* NULL: a word that --claim takes, and that is no claim */
};

enum { CLAIMS_MOST = 12, CLAIM_OPTIONS = 3 };

struct claims {
    const struct claim *list; /* ends with a name of NULL */
    struct chapter *c;
    struct choice which; /* --claim */
    const char *output;  /* where the tables go as files, or NULL */
    bool full;           /* the article's own rates and more seeds: minutes */
    bool failed;         /* some verdict was not confirmed */
    const char *table;   /* the name of the table being filled */
    FILE *lines;         /* its lines, until they are written as one file */
    char *text;
    size_t size;
    char *said; /* where the verdicts go as well, one behind the other, or NULL */
    size_t room;
    struct word words[CLAIMS_MOST + 1]; /* what --claim takes */
};

/* Sets d->list, and writes the options --claim, --output and --full, to be handed to
 * chapter_read. */
void claims_options(struct claims *d, const struct claim *list,
                    struct option_spec spec[CLAIM_OPTIONS]);

/* Between chapter_read and chapter_open: a claim has settings of its own.  Returns whether the
 * options that all chapters share are the usual ones but for the seeds. */
bool claims_usual(const struct chapter *c, const struct options *usual);

/* Ends the program: a claim was given a setting.  also: what the line ends with. */
_Noreturn void claims_refuse(const struct chapter *c, const char *also);

/* Tests the one claim that was asked for, or all.  Returns the exit status. */
int claims_test(struct claims *d, struct chapter *c);

/* ---- what a claim prints, and the files */
/* Begins a table, which goes to standard output and into DIR/NAME.txt.  columns: names, as wide as
 * the lines. */
void table_begin(struct claims *d, const char *name, const char *columns);
__attribute__((format(printf, 2, 3))) void table_line(struct claims *d, const char *format, ...);
/* Begins a table that has more columns in the file than on the screen.  table_show prints a line on
 * the screen, table_more writes one to the file. */
void table_begin_wide(struct claims *d, const char *name, const char *columns, const char *more);
__attribute__((format(printf, 2, 3))) void table_show(struct claims *d, const char *format, ...);
__attribute__((format(printf, 2, 3))) void table_more(struct claims *d, const char *format, ...);
void table_end(struct claims *d);

/* Prints the words if the claim holds; if not, that `what` is not confirmed, and sets d->failed.
 * What it prints is added to d->said. */
__attribute__((format(printf, 4, 5))) void verdict(struct claims *d, bool holds, const char *what,
                                                   const char *format, ...);

#endif
