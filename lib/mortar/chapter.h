/* What every chapter's program does around its own brick.
 *
 *     struct chapter c;
 *     struct step *s = chapter_begin(&c, argc, argv, "02-sigmoid", "What does each unit answer?");
 *
 *     weighted_sum(s->z1, s->X, s->W1, s->b1);
 *     chapter_recap(&c, "z1", "z1");  steps of earlier chapters: a line for each
 *     sigmoid(s->h1, s->z1);
 *     chapter_step(&c, "h1");         this chapter's own: in full
 *     return chapter_end(&c);
 *
 * Every intermediate has one name, one shape and one formula, and they stand in the table of
 * step.c. A step goes into the trace and, for a person, onto standard output.  With --trace alone
 * the trace takes the place of the text.
 */
#ifndef CHAPTER_H
#define CHAPTER_H

#include "dataset.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "step.h"
#include "trace.h"

struct chapter {
    const char *name, *question;
    struct options o;
    struct dataset data; /* every observation there is */
    struct matrix X, Y;  /* the first N of them: the numbers are data's */
    struct step *step;   /* looks at X and Y */
    struct trace trace;
    struct show show;
    bool tracing, showing;
    bool own;    /* the observations are not the article's: --data or --given */
    bool worked; /* the article's worked example: its row, its weights */
    bool scaled; /* the inputs are as they are to be */
    bool failed; /* a gradient check failed that should have held */
    bool shown;  /* a step in full */
    bool told;   /* standard error has the line that says what failed */
};

/* Reads the options, makes the data and the starting weights, opens the trace,
 * prints the title and the inputs.  Ends the program, status 2 and one line on stderr,
 * if an option, a file or the memory does not allow it. */
struct step *chapter_begin(struct chapter *c, int argc, char **argv, const char *name,
                           const char *question);

/* Does the same in two parts, with other defaults and n options of the chapter's own.  The first
 * reads the options, makes everything and opens the trace; the second prints the title and the
 * inputs.  A trace on standard output is opened by the second.  Between them the caller can refuse
 * what does not fit, before anything is printed. */
void chapter_read(struct chapter *c, int argc, char **argv, const char *name, const char *question,
                  const struct options *defaults, const struct option_spec *own, size_t n);
void chapter_open(struct chapter *c);

/* Between the two: brings the inputs to the scale that the options ask for, or to that of
 * c->data.scale if there is one.  chapter_open does it where nobody has. */
void chapter_scale(struct chapter *c);

/* Ends the program: "NAME: --OPTION=VALUE: WHY" on stderr, no trace left behind, exit status 2.
 * value is NULL for an option that takes none. */
_Noreturn void chapter_refuse(struct chapter *c, const char *option, const char *value,
                              const char *why);

/* Returns whether a file that is read would be written over; NULL is the name of none, and "-" to
 * read is standard input, which nobody writes. */
bool chapter_overwrites(const char *read, const char *written);

/* Records steps of earlier chapters, from one name of the table to another: a line for each. */
void chapter_recap(struct chapter *c, const char *from, const char *to);

/* Records a step of this chapter, in full.  A name that only a network with biases has is passed
 * over in the others. */
void chapter_step(struct chapter *c, const char *name);

/* Records steps in the trace only. */
void chapter_trace(struct chapter *c, const char *from, const char *to);

/* Waits for Enter, with --step and in a terminal.  chapter_step does so between its steps. */
void chapter_pause(const struct chapter *c);

/* Writes all intermediates but X, Y and the new weights into the trace, under the names they have
 * in an epoch: W1@1000, and so on. */
void chapter_trace_epoch(struct chapter *c, size_t epoch);

/* Returns ", with biases", ", with fixed biases" or "", for the end of a list. */
const char *chapter_biases(const struct chapter *c);

/* Prints a paragraph for a person, formatted as by printf. */
__attribute__((format(printf, 2, 3))) void chapter_say(struct chapter *c, const char *format, ...);

/* Puts a gradient beside the one by finite differences of f(c), which must be the
 * Loss as a function of W, and says how far they are apart.  A gradient that is too far away makes
 * chapter_end return 1.  Does nothing if the gradient is NULL (no bias to train) or no text
 * is printed, and says so if the check would take too long. */
void chapter_check_gradient(struct chapter *c, const char *name, const struct matrix *gradient,
                            struct matrix *W, double (*f)(void *c));

/* Prints how far the two are apart for steps e from 0.1 to 1e-12, a line for each power of ten, and
 * writes into the trace the blocks "differences" (e and the largest difference) and "chosen" (the
 * same for the e of the check). */
void chapter_trace_differences(struct chapter *c, const struct matrix *gradient, struct matrix *W,
                               double (*f)(void *c));

/* Says on standard error what failed, "NAME: OPTIONFILE: WHY", unless something has been said
 * before; chapter_end then returns 2. */
void chapter_tell(struct chapter *c, const char *option, const char *file, int why);

/* Completes the trace and the text and frees everything.  Returns the exit status. */
int chapter_end(struct chapter *c);

#endif
