/* Numbers the classes of a table, in the order of their numbers if all are numbers, else of their
 * letters. */
#ifndef CLASSES_H
#define CLASSES_H

#include "table.h"

/* Fills class, label and classes of t from the labels of its rows, of which there is at least one.
 * *numbers: all of them are numbers.  false: there is no memory. */
bool classes_number(struct table *t, char *const *labels, bool *numbers);

#endif
