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
    const char *name;
    struct options o;
    size_t N, in, hidden, out; /* observations, inputs, hidden units, outputs */

    struct matrix *X, *Y;           /* (N, in), (N, out): observations, one-hot labels */
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
    struct trace trace;
    bool tracing, showing;
    struct show show;
    bool shown; /* a step in full */
};

/* Reads the options, makes the data and the starting weights, opens the trace,
 * prints the title and the inputs.  Ends the program, status 2 and one line on stderr,
 * if an option, a file or the memory does not allow it. */
void chapter_begin(struct chapter *c, int argc, char **argv, const char *name,
                   const char *question);

/* The same, with other defaults and n options of the chapter's own. */
void chapter_begin_with(struct chapter *c, int argc, char **argv, const char *name,
                        const char *question, const struct options *defaults,
                        const struct option_spec *own, size_t n);

/* Steps of earlier chapters, by name and in their order: "z1 h1 z2". */
void chapter_recap(struct chapter *c, const char *names);

/* A step of this chapter. */
void chapter_step(struct chapter *c, const char *name);

/* The intermediates of a later epoch, for the trace only: W1@1000, and so on.  They
 * are read from the same matrices, without the updated weights. */
void chapter_trace_epoch(struct chapter *c, size_t epoch);

/* A paragraph for a person, formatted as by printf. */
__attribute__((format(printf, 2, 3))) void chapter_say(struct chapter *c, const char *format, ...);

/* Puts a gradient beside the one by finite differences of f(c), which must be the
 * Loss as a function of W, and says how far they are apart. */
void chapter_check_gradient(struct chapter *c, const char *name, const struct matrix *gradient,
                            struct matrix *W, double (*f)(void *c));

/* Completes the trace and the text and frees everything.  Returns the exit status. */
int chapter_end(struct chapter *c);

#endif
