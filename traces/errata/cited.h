/* Slips that chapters 7 and 8 test already. */
#ifndef CITED_H
#define CITED_H

#include <stdbool.h>
#include <stddef.h>

/* Runs claims of chapters 7 and 8, whose names stand in `names` with a space between them, and
 * writes what they say into words.  Returns whether all are confirmed. */
bool claims_hold(const char *names, char *words, size_t size);

#endif
