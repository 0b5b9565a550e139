/* Decides what the columns of a CSV file mean: numbers to learn from, and a class to learn.
 *
 * The class is the last column, or the one that is asked for.  The first line is a header if all of
 * it but the class is words; if it counts the columns, 0,1,2, as pandas does; or if its class is a
 * word where all others are numbers, or one that no other row has, while they share theirs.  The
 * first column is left out if its name is empty, or if it counts the rows.  Classes are numbered in
 * the order of their numbers if all are numbers, else of their letters.
 *
 * A file that cannot be what it should be is refused: one that has a single class; text where
 * numbers are wanted; a number to predict in the place of the class; one class in several columns
 * of 0 and 1; a value that is missing, which is "", ?, NA or nan.
 *
 * Of new rows the class is left out where it is there, and the number of inputs must be right.
 */
#ifndef TABLE_H
#define TABLE_H

#include "csv.h"

struct matrix;

enum header { HEADER_FOUND, HEADER_YES, HEADER_NO };
enum missing { MISSING_REFUSED, MISSING_DROP, MISSING_MEAN };

/* What the user says of a file. */
struct table_how {
    const char *class; /* "first", "last", a name, or a column from 1 on; NULL: the last */
    enum header header;
    enum missing missing;
    size_t inputs; /* new rows: so many inputs, and a class that need not be there; 0: to learn */
};

enum { NOTES = 4, NOTE = 200 };

struct table {
    size_t rows, in, classes;
    struct matrix *X;       /* (rows, in), with nan where --missing=mean has to fill in */
    size_t *class;          /* (rows) 0 to classes - 1 */
    char **label;           /* (classes) */
    size_t *line;           /* (rows) where each stands in the file */
    char **input;           /* (in)  what a person calls each: "column 3 ('Age')" */
    size_t missing;         /* how many values of X are nan */
    char note[NOTES][NOTE]; /* what was decided and a person has to know; an empty one ends them */
    char error[CSV_ERROR];  /* as that of csv.h */
};

/* Reads path.  false: t->error says what is wrong, in one line.  table_free frees everything either
 * way. */
bool table_read(struct table *t, const char *path, const struct table_how *how);
bool table_read_stream(struct table *t, FILE *file, const char *path, const struct table_how *how);
void table_free(struct table *t);

#endif
