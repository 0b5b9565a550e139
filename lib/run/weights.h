/* Keeps a network's weights in a file, exactly, and brings them back.
 *
 * The file is a trace with the blocks W1 and W2, all their digits, and on its set line the
 * number of epochs they have been trained for.  Training 1000 epochs, or 500, keeping the weights
 * and training 500 more, gives the same bits.
 */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>

struct matrix;
struct trace;

/* Writes the file to the end; trace_keep gives it its name.  false with errno set, and nothing left
 * behind. */
bool weights_save(struct trace *t, const char *path, const struct matrix *W1,
                  const struct matrix *W2, size_t epoch);

/* *W1 and *W2 are new and the caller's.  false: error (400 characters) says why in one line, and
 * nothing is to be freed. */
bool weights_load(const char *path, struct matrix **W1, struct matrix **W2, size_t *epoch,
                  char error[400]);

#endif
