/* Reads a CSV file into fields of text, as RFC 4180 has them; table.h says what they mean.
 *
 *     x1,x2,class             columns are separated by commas
 *     0.5,1e3,no              spaces around a field do not count
 *     "0.25","7","no, ""x"""  a field in quotes may hold commas, line ends, and quotes twice
 *
 * Empty lines and lines that begin with # are passed over.  A first line of words that is one
 * shorter than the second gets an empty name in front, as R leaves it out.
 */
#ifndef CSV_H
#define CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { CSV_ERROR = 512 };

struct csv {
    size_t rows, cols;
    char **field;          /* rows * cols: never NULL, without the quotes */
    size_t *line;          /* (rows) where each begins */
    size_t lines;          /* of the file */
    char *text;            /* what the fields point into */
    const char *path;      /* the caller's */
    char error[CSV_ERROR]; /* "FILE:LINE:COLUMN: what is wrong", or without COLUMN or LINE */
};

/* Reads path: every row has the same number of columns, and there is at least one.
 * false: csv->error says what is wrong, in one line.  csv_free frees everything either way. */
bool csv_read(struct csv *csv, const char *path);
bool csv_read_stream(struct csv *csv, FILE *file, const char *path);
void csv_free(struct csv *csv);

/* Return whether a field is a number, which *x is then, and whether it says that a value is
 * missing:
 * "", ?, NA or nan. */
bool csv_number(const char *field, double *x);
bool csv_missing(const char *field);

/* Writes the error; a line or column of 0 is left out.  Returns false. */
__attribute__((format(printf, 4, 5))) bool csv_fail(struct csv *csv, size_t line, size_t column,
                                                    const char *format, ...);

#endif
