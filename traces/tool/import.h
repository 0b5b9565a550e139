/* trace import, in three files: import.c knows names and the tools' ways to write them,
 * import_matrix.c the numbers behind a name, import_json.c what stands between { and }.
 *
 * The file is one text in memory and `at` moves through it.  A number stays where it stands: what
 * is kept is its place in the text, so that it can be written as it was printed.
 *
 * All functions that return a bool return false after import_fail.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "trace_file.h"

struct import_table {
    char name[NAME_MOST];
    char *formula;    /* NULL: none */
    const char *from; /* where its name stands */
    const char **number;
    size_t rows, cols, count, room;
    size_t said_rows, said_cols; /* a shape beside the name, or 0 */
    int scale;                   /* a factor before the numbers: 3 for MATLAB's "1.0e+03 *" */
};

struct import {
    const char *path;
    char *text;
    const char *at;
    char *head;          /* the lines of the trace's head, or NULL */
    const char *head_at; /* where they stand */
    struct import_table *table;
    size_t tables, room;
    char error[ERROR_MOST];
};

/* Makes a trace of a file.  Returns its text, to be freed, or NULL: im->error says why.
 * import_free frees the rest either way. */
char *import_stream(struct import *im, FILE *file, const char *path);
void import_free(struct import *im);

/* ---- import.c, for the others */
/* Says what is wrong at a place of the text. */
__attribute__((format(printf, 3, 4))) bool import_fail(struct import *im, const char *at,
                                                       const char *format, ...);

/* Adds a table whose name is the next `length` characters, and is NULL if that is no name. */
struct import_table *import_table(struct import *im, const char *name, size_t length);

/* Moves past blanks and ends of lines. */
void import_space(struct import *im);

/* ---- import_matrix.c */
/* Returns the length of the number that text begins with, 0 if it begins with none. */
size_t import_number_length(const char *text);

/* Writes a number as a trace has it: the same digits, multiplied by 10 to the power of scale. */
void import_write_number(FILE *out, const char *number, int scale);

/* Returns whether a value in brackets begins here: [, or a word and (. */
bool import_at_bracket(const struct import *im);

/* Read what stands at im->at: numbers in brackets, or one number; the same, with a word and
 * parentheses around it or not; rows, until a line that begins with no number. */
bool import_value(struct import *im, struct import_table *t);
bool import_brackets(struct import *im, struct import_table *t);
bool import_rows(struct import *im, struct import_table *t);

/* ---- import_json.c */
/* Reads an object, the whole of the file. */
bool import_json(struct import *im);

#endif
