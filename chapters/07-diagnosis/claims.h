/* Chapter 7: every claim of the article's closing section is an experiment.
 *
 * A claim has a name, a sentence, and a function that trains some networks, shows a table and
 * ends with a verdict.  The verdict is computed: where the measurement does not support it, the
 * program says so instead, and its exit status is 1.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include "chapter.h"
#include "trial.h"

#include <stdio.h>

struct diagnosis {
    struct chapter *c;  /* 50 rows of 300, the article's */
    const char *output; /* where the tables go as files, or NULL */
    bool full;          /* the article's own rates and more seeds: minutes */
    bool failed;        /* some verdict was not confirmed */
    const char *table;  /* the name of the table being filled */
    FILE *lines;        /* its lines, until they are written as one file */
    char *text;
    size_t size;
    char *said; /* where the verdicts go as well, one behind the other, or NULL */
    size_t room;
};

struct claim {
    const char *name, *says;
    void (*run)(struct diagnosis *d);
};

/* All claims, in the order of the page. */
enum { CLAIMS = 11 };
extern const struct claim claims[CLAIMS];

void claim_explosion(struct diagnosis *d);
void claim_learning_rate(struct diagnosis *d);
void claim_stronger(struct diagnosis *d);
void claim_decay(struct diagnosis *d);
void claim_l1(struct diagnosis *d);
void claim_clip(struct diagnosis *d);
void claim_minibatch(struct diagnosis *d);
void claim_width(struct diagnosis *d);
void claim_ceiling(struct diagnosis *d);
void claim_fresh(struct diagnosis *d);
void claim_vanishing(struct diagnosis *d);
void say_checklist(struct diagnosis *d);

/* Parts of claim_explosion and claim_ceiling. */
void check_gradients(struct diagnosis *d, const struct step *least, size_t epoch);
void compare_bias(struct diagnosis *d);

/* Trains on the four corners of a square, from low to 1.  Returns how many of 10 seeds solve it;
 * least: the least Loss of all. */
size_t solve_corners(double low, bool bias, double *least);

/* Returns the rate of the claims in which rate times epoch is what counts: ten times the article's,
 * so that an epoch stands for ten of its own; with --full the article's. */
double quick_lr(const struct diagnosis *d);

/* Returns the trial of the article's second training figure: hidden 50, 50 rows, its gradient. */
struct trial trial_article(const struct diagnosis *d, double lr, double lambda, size_t epochs);

/* ---- what a person reads, and the files */
void say_claim(struct diagnosis *d, const struct claim *claim);

/* Begins a table, which goes to standard output and into DIR/NAME.txt.  columns: names, as wide as
 * the lines. */
void table_begin(struct diagnosis *d, const char *name, const char *columns);
__attribute__((format(printf, 2, 3))) void table_line(struct diagnosis *d, const char *format, ...);
/* Begins a table that has more columns in the file than on the screen.  table_show prints a line on
 * the screen, table_more writes one to the file. */
void table_begin_wide(struct diagnosis *d, const char *name, const char *columns, const char *more);
__attribute__((format(printf, 2, 3))) void table_show(struct diagnosis *d, const char *format, ...);
__attribute__((format(printf, 2, 3))) void table_more(struct diagnosis *d, const char *format, ...);
void table_end(struct diagnosis *d);

/* Prints the words if the claim holds; if not, that `what` is not confirmed, and sets d->failed.
 * What it prints is added to d->said. */
__attribute__((format(printf, 4, 5))) void verdict(struct diagnosis *d, bool holds,
                                                   const char *what, const char *format, ...);

/* ---- a single run, as chapter 6 makes it, with the remedies */
struct run;
int single_run(struct run *run, struct chapter *c, const struct remedies *remedies);

#endif
