/* A training run as chapters 6 and 7 make it: brick 6's loop with everything around it that a
 * user wants of a program that takes time.  It shows progress, records epochs, stops after the
 * current epoch on Ctrl-C, and stops with an explanation when a number is no longer finite.
 */
#ifndef RUN_H
#define RUN_H

#include "batches.h"
#include "chapter.h"
#include "fast.h"
#include "loop.h"
#include "progress.h"

struct run {
    /* what the user asks for; run_options fills it */
    size_t epochs, every;       /* how many, and how often to record */
    size_t batch, shuffle_seed; /* rows of a minibatch; 0: all rows, in their order */
    bool quiet, frames, plain;  /* plain: train with the bricks, not with fast.h */
    const char *history, *boundary, *save, *load;

    struct chapter *c;
    struct step *s; /* the chapter's: the one that is trained, and traced */
    struct training how;
    struct fast *fast;         /* all rows there are, those trained on first */
    struct matrix *h2;         /* the answers for them, as last measured */
    struct step *start, *good; /* with minibatches: the weights at the beginning of this epoch, and
                                * of the last one that was finished */
    struct step *aside;        /* while a step is traced: the gradient that the run trains with */
    struct batches *batches;   /* of minibatches, or NULL */
    struct progress progress;
    struct trace history_file, boundary_file;
    size_t first, epoch; /* where the run began, where it is */
    double data_loss, ridge_loss;
    size_t right_trained, right_held, held;
    bool interrupted, broken;      /* by Ctrl-C; by a number that is not finite */
    size_t boundary_at, traced_at; /* the epoch of the last boundary, and step, written, plus 1 */
    bool measured_once;            /* the Loss of some epoch was finite, and recorded */
    double first_loss, least_loss;
    size_t least_epoch;
    void (*recorded)(struct run *run); /* called after each recorded epoch, or NULL */

    /* Chapter 7's remedies come in here; NULL is brick 6's loop, and its Loss. */
    size_t (*train)(struct run *run, size_t end, recorder *watch);
    void (*measured)(struct run *run); /* may add to ridge_loss */
};

enum { RUN_OPTIONS = 11 };

/* The options of a run, to be handed to chapter_read. */
void run_options(struct run *run, struct option_spec spec[RUN_OPTIONS]);

/* Between chapter_read and chapter_open: makes what training needs and opens the files.  Ends the
 * program (one line, status 2) if it can't. */
void run_begin(struct run *run, struct chapter *c);

/* After chapter_read, in place of all the rest: prints the answers for the rows of --predict and
 * ends the chapter.  Returns the exit status. */
int run_predict(struct run *run, struct chapter *c);

/* Trains up to epoch `end`; returns false when it was interrupted or broke. */
bool run_until(struct run *run, size_t end);

/* Measures the network as it is now: losses on the rows trained on, rows right. */
void run_measure(struct run *run);

/* Prints the settings of the run as a sentence between two others, for a person; after it, that of
 * the minibatches. */
void run_say_settings(const struct run *run, const char *before, const char *after);

/* For a person: the head of a table of epochs, and a line of it for about ten of all that is
 * recorded. */
void run_print_head(const struct run *run);
void run_print_line(struct run *run);

/* The table at the end, for a person. */
void run_report(struct run *run);

/* Writes the files, the trace among them, and frees everything.  Returns the exit status: 2 if a
 * file failed, 128 + its signal if one ended the run. */
int run_end(struct run *run);

/* ---- parts of the text about your own data */
void run_advise(const struct run *run);         /* advice.c: before the training */
void run_report_classes(const struct run *run); /* confusion.c: after it */

/* ---- parts of run_begin and run_end, in files.c */
void run_load(struct run *run); /* the chapter's weights become those of --load */
void run_open_files(struct run *run);
bool run_close_files(struct run *run); /* false after a line on stderr: a file failed */

#endif
