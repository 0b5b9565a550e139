/* Finding blocks by their names, also in traces of a hundred thousand blocks. */
#ifndef TRACE_NAMES_H
#define TRACE_NAMES_H

#include "trace_file.h"

/* Returns the slot that holds the block of a name, or the empty slot where it would be.  There is
 * always an empty one: the reader makes twice as many slots as there is room for blocks. */
size_t *name_slot(const struct trace_file *t, const char *name, size_t length);

/* Finds the first block whose name is the beginning of an earlier block's name, and that earlier
 * block; *bad is NULL if there is none.  gnuplot finds a block by the beginning of its name, and
 * takes the first.  false: no memory. */
bool names_beginning(const struct trace_file *t, const struct block **bad,
                     const struct block **earlier);

#endif
