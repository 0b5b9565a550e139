/* Computes blocks from their formulas, into the trace itself, or into a copy of it. */
#ifndef COMPUTE_H
#define COMPUTE_H

#include "trace_file.h"

/* Gives b the shape and the numbers of a formula.  Names are those of blocks before `before`, or of
 * any block if it is NULL.  false: error says why, and b is as it was. */
bool compute_block(struct trace_file *t, struct block *b, const char *formula,
                   const struct block *before, char error[ERROR_MOST]);

/* Gives b so many numbers, all 0 and exact.  false: no memory, and b is as it was. */
bool block_resize(struct block *b, size_t rows, size_t cols);

/* Copies a trace, with all its numbers; free with trace_file_free.  false: no memory, and what
 * there is must be freed all the same. */
bool trace_copy(struct trace_file *to, const struct trace_file *t);

#endif
