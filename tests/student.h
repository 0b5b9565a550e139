/* A student's copy of the chapters, for the tests of the exercises.
 *
 * The copy is a folder under build/, not under /tmp, where programs may be forbidden to run.  Its
 * name has a space in it, as people's folders do, and commands call it "$D".
 */
#ifndef STUDENT_H
#define STUDENT_H

#include "test.h"

/* The chapters that have an exercise, "01-matrix" and so on, once student_begin has read the list.
 */
extern const char *exercise[LISTED_MOST];
extern size_t exercises;

/* Runs make for that student; nothing of this checkout's own exercises is touched. */
#define MAKE "make -s --no-print-directory BUILD=" BUILD " SUBMISSION=\"$D\" MINE=\"$D/mine\" "

int student_begin(void **state); /* makes the folder and sets $D; reads the list */
int student_end(void **state);   /* removes it */

/* Copies KIND to where the student would write: stubs, or solutions with Ada's answers. */
void student_fill(const char *kind);
void student_copy(const char *kind, const char *ch);

/* Returns what `make check` says, errors included. */
struct outcome student_check(const char *ch);

/* Returns whether o->out has these words, however its lines are broken; asserts that it has. */
bool says(const struct outcome *o, const char *words);
void assert_says(const struct outcome *o, const char *words, const char *when);

#endif
