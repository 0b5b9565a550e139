/* Tells a waiting user how far a run has come.
 *
 * On a terminal one line on stderr that is drawn anew a few times a second; elsewhere a plain
 * line every ten seconds; with quiet nothing.  It goes to stderr, so that what is written to
 * standard output stays what it is.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
    bool quiet, terminal, drawn;
    double begun, last; /* seconds */
    size_t first, end;  /* epochs of this run */
    size_t wait;        /* epochs until the clock is looked at again */
};

void progress_begin(struct progress *p, bool quiet, size_t first, size_t end);

/* Call it every epoch: true when it is time to draw, and then call progress_draw. */
bool progress_due(struct progress *p, size_t epoch);
void progress_draw(struct progress *p, size_t epoch, double loss, double accuracy);

/* Removes the line, before something else is printed and at the end. */
void progress_clear(struct progress *p);

#endif
