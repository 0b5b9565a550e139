/* Reads your own observations: a CSV file whose last column is the class.
 *
 *     x1,x2,class           a header line, or none
 *     0,0,no                numbers, then a label: a word or a number
 *     0,1,yes
 *
 * Columns are separated by commas; spaces around a value do not count, and empty
 * lines and lines that begin with # are passed over.  The first line is a header when each of
 * its columns but the last begins with a letter, _ or a quote and is no number (nan).  Classes
 * are numbered in the order of their numbers if all are numbers, else of their letters.
 */
#ifndef CSV_H
#define CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct csv {
    size_t rows, in, classes;
    double *x;       /* rows * in */
    size_t *class;   /* rows: 0 to classes - 1 */
    char **label;    /* classes */
    char error[256]; /* "FILE:LINE:COLUMN: what is wrong", or without COLUMN or LINE */
};

/* Reads path.  false: csv->error says what is wrong, in one line.  csv_free
 * frees everything either way. */
bool csv_read(struct csv *csv, const char *path);
bool csv_read_stream(struct csv *csv, FILE *file, const char *path);
void csv_free(struct csv *csv);

#endif
