/* Slips that are printed numbers: what the article prints, beside what a chapter computes. */
#ifndef PRINTED_H
#define PRINTED_H

#include "trace_file.h"
#include "slips.h"

struct files {
    const struct trace_file *file;
    size_t count;
};

/* Looks up every number that the slip names, in the article's traces and in the chapters', writes
 * both into words, and returns whether they differ throughout.  numbers += how many. */
bool printed_differ(const struct slip *s, struct files article, struct files chapters, char *words,
                    size_t size, size_t *numbers);

#endif
