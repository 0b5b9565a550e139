/* Writes a trace: every intermediate matrix of a run, as text that gnuplot, awk,
 * NumPy and a person can read.
 *
 *     # brick-trace 1
 *     # chapter 02-sigmoid
 *     # set alpha=0.001 lambda=0 N=1
 *
 *
 *     # z1 1x3 = X * W1
 *     -1.4098213629311593 0.9100501836723246 -0.045295173854317777
 *
 * Two empty lines end each block.  Numbers are printed with 17 significant
 * digits, which lose nothing, or with a fixed number of decimals ("# digits 8" in
 * the head).  Formulas are GNU Octave expressions over earlier blocks and the
 * scalars of the set line.
 *
 * A file appears whole or not at all: it is written beside its place and renamed
 * when it is complete.  The trace of a run that ends early is removed.
 */
#ifndef TRACE_H
#define TRACE_H

#include "system.h"

#include <stdbool.h>
#include <stdio.h>

struct matrix;

struct trace {
    FILE *file;
    struct part part; /* empty: it is written in place */
    int decimals;     /* -1: 17 significant digits */
    bool begun;       /* the writer's own: something has been written that is written once */
};

/* path "-" is standard output; devices, pipes and what a shell has opened are
 * written in place.  Returns false with errno set and nothing left behind. */
bool trace_open(struct trace *t, const char *path, int decimals);

/* Writes a line of the head: "# " and the words, formatted as by printf. */
__attribute__((format(printf, 2, 3))) void trace_head(struct trace *t, const char *format, ...);

/* Writes a block.  formula is NULL for an input. */
void trace_block(struct trace *t, const char *name, const struct matrix *m, const char *formula);

/* Completes the file: trace_end, then trace_keep. */
bool trace_close(struct trace *t);

/* The two halves of it, for files that are to appear together.  trace_end brings all of the file
 * to the disk, trace_keep gives it its name.  false with errno set: that could not be done, and
 * nothing is left behind; the struct is done with. */
bool trace_end(struct trace *t);
bool trace_keep(struct trace *t);

/* Gives the trace up, ended or not: nothing is left behind. */
void trace_drop(struct trace *t);

/* The file alone, for something else that is to appear whole or not at all: nothing is written
 * but what the caller writes to t->file. */
bool trace_open_file(struct trace *t, const char *path);
bool trace_end_file(struct trace *t);
bool trace_close_file(struct trace *t);

#endif
