/* Calls a student's functions with given numbers and writes down what they computed.
 *
 * Each chapter has a file that calls: 02.c calls the functions of chapter 2.  What it is given is a
 * trace, and what it puts is one too: judge.c draws the one and judges the other, in a process of
 * its own.
 */
#ifndef CALL_H
#define CALL_H

#include "own.h"

/* What a matrix holds that a function is to fill: a number that shows. */
#define HELD 0.71828

void own_call(void); /* the chapter's */

/* Return what is given, a matrix as a copy of the caller's own, or a new matrix full of HELD. */
struct matrix *given(const char *name);
double number(const char *name);
struct matrix *to_fill(size_t rows, size_t cols);

void put(const char *name, const struct matrix *m);
void put_number(const char *name, double x);

#endif
