/* Keeps a network's weights in a file, exactly, and brings them back.
 *
 * The file is a trace with the blocks W1 and W2, with a bias b1 and b2 as well, all their digits,
 * and on its set line the number of epochs they have been trained for.  Training 1000 epochs, or
 * 500, keeping the weights and training 500 more, gives the same bits.  Of your own data the names
 * of the classes are in it, a line `# class NAME` for each, and the scale of the inputs, the blocks
 * mean and deviation.
 */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include "scale.h"

#include <stdbool.h>
#include <stddef.h>

struct step;
struct trace;

struct weights {
    struct step *net; /* without room for rows */
    size_t epoch;
    struct scale scale; /* of the inputs, or {NULL, NULL} */
    char *const *label; /* (labels) the names of the classes */
    size_t labels;      /* as many as outputs, or 0: they are not known */
};

/* Writes the file to the end; trace_keep gives it its name.  false with errno set, and nothing left
 * behind. */
bool weights_save(struct trace *t, const char *path, const struct weights *w);

/* Reads a file.  false: error (400 characters) says why in one line: the file is no such trace, or
 * holds more than is understood.  weights_free frees what it made, and is fine after an error. */
bool weights_load(struct weights *w, const char *path, char error[400]);
void weights_free(struct weights *w);

/* Copies weights and biases to s.  false: error says that they are of another network; s is as it
 * was. */
bool weights_take(const struct weights *w, struct step *s, char error[400]);

#endif
