/* Reads traces (trace.h says what they look like).
 *
 * A trace is input: whatever a file holds, the reader either gives it back whole or
 * says in one line, "FILE:LINE: what is wrong", where it is not a trace.
 */
#ifndef TRACE_FILE_H
#define TRACE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct matrix;

enum {
    NAME_MOST = 64,
    ERROR_MOST = 400,
    PLACE_EXACT = 400, /* of a last digit that no double reaches */
    PLACE_NONE = 1000, /* of a ? in the place of a number that is not printed; its value is nan */
};

struct block {
    char name[NAME_MOST];
    char *formula; /* NULL: given, not computed */
    struct matrix *m;
    short *decimals; /* the place of the last digit of each: 4 for 0.1963, -2 for 3e2 */
    size_t line;     /* where its head stands */
};

struct scalar {
    char name[NAME_MOST];
    double value;
};

struct trace_file {
    char *path;             /* as given, "-" for standard input */
    char source[NAME_MOST]; /* of its head: the chapter, or the article's figure */
    char part[NAME_MOST];   /* of its head: which part of the figure, or "" */
    char *head;             /* the lines of its head after the first, each with its newline */
    struct scalar *set;     /* the numbers of the set line */
    size_t sets;
    struct block *block; /* in the order of the file, each after those it is made from */
    size_t blocks;
    size_t *slot; /* where trace_file_block looks: by a hash of the name, block + 1 */
    size_t slots;
    size_t numbers;  /* of all blocks */
    size_t kept;     /* how many more evaluate.c holds of intermediate results */
    int digits;      /* the decimals that its head says every number was rounded to; -1: none */
    bool exact;      /* every number is printed with all its digits */
    bool bias_fixed; /* its head says that b1 and b2 stay where they are */
    char error[ERROR_MOST];
};

/* Reads path ("-": standard input).  false: t->error says why.  trace_file_free
 * frees everything either way. */
bool trace_file_read(struct trace_file *t, const char *path);
bool trace_file_read_stream(struct trace_file *t, FILE *file, const char *path);
void trace_file_free(struct trace_file *t);

/* Reads a trace in which blocks that have a formula need no numbers: m->v is NULL
 * then, and the shape that of the head, or 0x0. */
bool trace_file_read_sheet(struct trace_file *t, const char *path);

/* Returns half a unit of the last digit that number k of a block was printed with, or 0 if the
 * trace has all digits; of a ? it is infinite. */
double trace_half_unit(const struct trace_file *t, const struct block *b, size_t k);

/* Reads all files NAME.trace of a folder, in the order of their names: at least one, `most` at
 * most. false: the last of the *count says why. */
bool trace_folder_read(struct trace_file *t, size_t most, size_t *count, const char *folder);

/* Adds an empty block at the end.  Returns NULL if there is no memory. */
struct block *trace_file_add(struct trace_file *t, const char *name);

/* Return the block or number whose name is the first `length` characters of name, or NULL. */
const struct block *trace_file_block(const struct trace_file *t, const char *name, size_t length);
const struct scalar *trace_file_scalar(const struct trace_file *t, const char *name, size_t length);

/* Returns the length of the name that text begins with, 0 if it begins with none.  Names are
 * letters, digits and _, and may end in @ and an epoch. */
size_t name_length(const char *text);

#endif
