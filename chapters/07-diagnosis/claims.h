/* Chapter 7: every claim of the article's closing section is an experiment.
 *
 * A claim has a name, a sentence, and a function that trains some networks, shows a table and
 * ends with a verdict.  The verdict is computed: where the measurement does not support it, the
 * program says so instead, and its exit status is 1.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include "chapter.h"
#include "remedies.h"

#include <stdint.h>
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
};

struct claim {
    const char *name, *says;
    void (*run)(struct diagnosis *d);
};

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

/* The rate of the claims in which rate times epoch is what counts: ten times the article's, so
 * that an epoch stands for ten of its own; with --full the article's. */
double quick_lr(const struct diagnosis *d);

/* ---- one training */
struct trial {
    const struct matrix *X, *Y;
    size_t hidden, epochs;
    size_t batch; /* rows of a minibatch; 0: all */
    bool bias;
    struct training how;
    struct remedies remedies;
    uint32_t seed;
};

struct ending {
    bool finite;
    size_t epochs;             /* taken; if not finite, the epoch whose Loss was not */
    double first, least, last; /* Loss, the last one that was finite */
    size_t least_epoch;
    double largest; /* |weight| at the end, or at the last good epoch */
    double rates;   /* the sum of all learning rates */
};

/* The article's second training figure: hidden 50, 50 rows, its gradient. */
struct trial trial_article(const struct diagnosis *d, double lr, double lambda, size_t epochs);

/* The same steps with the exact gradient: a mean over the rows in place of their sum, so the rate
 * is N times larger and the bound of clipping N times smaller. */
struct trial trial_exact(struct trial t);

/* Trains from the starting weights of t->seed.  keep, if not NULL, gets the network, to be freed
 * with step_free. */
struct ending train_trial(const struct trial *t, struct step **keep);

/* "none", or the epoch whose Loss was not finite; text has room for 32. */
const char *overflow(const struct ending *e, char *text);

/* ---- rows */
/* Rows in fours, (a, b) (-a, -b) (-a, b) (a, -b): as many of each class, and every row has its
 * mirror image. */
void fill_mirrored(struct matrix *X, struct matrix *Y, uint32_t seed);

/* Loss (without the ridge) and share of right answers on many rows, some at a time. */
void score(const struct step *net, const struct matrix *X, const struct matrix *Y, double *loss,
           double *right);

/* ---- what a person reads, and the files */
void say_claim(struct diagnosis *d, const struct claim *claim);

/* A table goes to standard output and into DIR/NAME.txt.  columns: names, as wide as the lines. */
void table_begin(struct diagnosis *d, const char *name, const char *columns);
__attribute__((format(printf, 2, 3))) void table_line(struct diagnosis *d, const char *format, ...);
/* With more columns in the file than a screen is wide: each of its lines is table_show's, if a
 * person is to see it, and table_more's. */
void table_begin_wide(struct diagnosis *d, const char *name, const char *columns, const char *more);
__attribute__((format(printf, 2, 3))) void table_show(struct diagnosis *d, const char *format, ...);
/* For the file only. */
__attribute__((format(printf, 2, 3))) void table_more(struct diagnosis *d, const char *format, ...);
void table_end(struct diagnosis *d);

/* If it holds, the words; else that `what` is not confirmed. */
__attribute__((format(printf, 4, 5))) void verdict(struct diagnosis *d, bool holds,
                                                   const char *what, const char *format, ...);

/* ---- a single run, as chapter 6 makes it, with the remedies */
struct run;
int single_run(struct run *run, struct chapter *c, const struct remedies *remedies);

#endif
