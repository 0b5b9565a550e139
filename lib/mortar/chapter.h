/* What every chapter's program does around its own brick.
 *
 *     struct chapter c;
 *
 *     chapter_begin(&c, argc, argv, "02-sigmoid", "How much does each unit agree?");
 *     matrix_mul(c.z1, c.X, c.W1);
 *     chapter_recap(&c, "z1");        a step of an earlier chapter: one line
 *     sigmoid(c.h1, c.z1);
 *     chapter_step(&c, "h1");         this chapter's own: in full
 *     return chapter_end(&c);
 *
 * Every intermediate of the network has one name, one shape and one formula, and
 * they stand in one table, in chapter.c.  A step goes into the trace and, for a
 * person, onto standard output.  With --trace alone the trace takes the place of
 * the text.
 */
#ifndef CHAPTER_H
#define CHAPTER_H

#include "csv.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "trace.h"

enum { CHAPTER_MOST = 32 };

/* A line of the table: a matrix, or a number of the set line (no matrix). */
struct intermediate {
    const char *name;
    struct matrix *const *m;
    const char *formula; /* NULL: given, not computed */
};

struct chapter {
    const char *name, *question;
    struct options o;
    size_t N, in, hidden, out; /* observations, inputs, hidden units, outputs */
    size_t inputs;             /* without the bias */

    struct matrix *all_X, *all_Y; /* every observation there is: the article's 300, or the file's */
    char *const *label;           /* the names of the classes */

    struct matrix *X, *Y;           /* (N, in), (N, out): the first N, with one-hot labels */
    struct matrix *W1, *W2;         /* (in, hidden), (hidden, out) */
    struct matrix *z1, *h1;         /* (N, hidden) */
    struct matrix *z2, *h2;         /* (N, out) */
    struct matrix *data_loss, *ridge_loss, *Loss;      /* (1, 1) */
    struct matrix *dLoss_dh2, *dh2_dz2, *dLoss_dz2;    /* (N, out) */
    struct matrix *dLoss_dW2, *W2_new;                 /* (hidden, out) */
    struct matrix *dLoss_dh1, *dh1_dz1, *dLoss_dz1;    /* (N, hidden) */
    struct matrix *dLoss_dW1, *W1_new;                 /* (in, hidden) */

    struct intermediate table[CHAPTER_MOST];
    size_t count;
    struct matrix *owned[CHAPTER_MOST];
    size_t owned_count;
    struct matrix first[2]; /* X and Y, which share the numbers of all_X and all_Y */
    struct csv csv;
    struct trace trace;
    bool tracing, showing;
    bool worked; /* the article's worked example: its row, its weights */
    bool failed; /* a gradient check failed that should have held */
    struct show show;
    bool shown; /* a step in full */
};

/* Reads the options, makes the data and the starting weights, opens the trace,
 * prints the title and the inputs.  Ends the program, status 2 and one line on stderr,
 * if an option, a file or the memory does not allow it. */
void chapter_begin(struct chapter *c, int argc, char **argv, const char *name,
                   const char *question);

/* The same in two parts, with other defaults and n options of the chapter's own: the first
 * reads and makes everything, the second opens the trace and begins to write.  What can be
 * refused is refused between them, before anything is printed. */
void chapter_read(struct chapter *c, int argc, char **argv, const char *name,
                  const char *question, const struct options *defaults,
                  const struct option_spec *own, size_t n);
void chapter_open(struct chapter *c);

/* "NAME: --OPTION=VALUE: WHY" on stderr, the trace removed, exit status 2.  value is NULL for an
 * option that takes none. */
_Noreturn void chapter_refuse(struct chapter *c, const char *option, const char *value,
                              const char *why);

/* Steps of earlier chapters, by name and in their order: "z1 h1 z2". */
void chapter_recap(struct chapter *c, const char *names);

/* A step of this chapter. */
void chapter_step(struct chapter *c, const char *name);

/* The same, for the trace only. */
void chapter_trace(struct chapter *c, const char *names);

/* With --step, in a terminal: waits for Enter.  chapter_step does so between its steps. */
void chapter_pause(const struct chapter *c);

/* All intermediates but X, Y and the updated weights, for the trace only, under the names they
 * have in an epoch: W1@1000, and so on. */
void chapter_trace_epoch(struct chapter *c, size_t epoch);

/* A paragraph for a person, formatted as by printf. */
__attribute__((format(printf, 2, 3))) void chapter_say(struct chapter *c, const char *format, ...);

/* Puts a gradient beside the one by finite differences of f(c), which must be the
 * Loss as a function of W, and says how far they are apart. */
void chapter_check_gradient(struct chapter *c, const char *name, const struct matrix *gradient,
                            struct matrix *W, double (*f)(void *c));

/* How far the two are apart for steps h from 0.1 to 1e-12: a line for each power of ten, and in
 * the trace the blocks "differences" (h and the largest difference) and "chosen" (the same for
 * the h of the check). */
void chapter_trace_differences(struct chapter *c, const struct matrix *gradient, struct matrix *W,
                               double (*f)(void *c));

/* Completes the trace and the text and frees everything.  Returns the exit status. */
int chapter_end(struct chapter *c);

#endif
