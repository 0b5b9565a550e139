/* Keeps a network's weights in a file, exactly, and brings them back.
 *
 * The file is a trace with the blocks W1 and W2, with a bias b1 and b2 as well, all their digits,
 * and on its set line the number of epochs they have been trained for.  Training 1000 epochs, or
 * 500, keeping the weights and training 500 more, gives the same bits.
 */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>

struct step;
struct trace;

/* Writes the file to the end; trace_keep gives it its name.  false with errno set, and nothing left
 * behind. */
bool weights_save(struct trace *t, const char *path, const struct step *s, size_t epoch);

/* Fills the weights and biases of s.  false: error (400 characters) says why in one line: the file
 * is no such trace, is of another network, or holds more than is understood; s is as it was. */
bool weights_load(const char *path, struct step *s, size_t *epoch, char error[400]);

#endif
