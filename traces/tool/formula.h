/* Formulas: GNU Octave expressions over the blocks and the set numbers of a trace.
 *
 *     + -  .* ./ .^  * /  '  ( )   numbers, names
 *     sigmoid(x)  exp(x)  log(x)                      of each entry
 *     sum(x)  sum(x, 1)  sum(x, 2)                    of columns, of rows
 *     max(x)  max(x, [], 1)  max(x, [], 2)            of columns, of rows
 *     max(a, b)                                       entry by entry
 *
 * with Octave's precedence: ' and ^ bind first (from left to right), then a sign, then
 * * and /, then + and -.  Two shapes fit entry by entry when each of their dimensions is
 * the same, or 1 in one of them, which is then used for every row or column.  sum(x) adds up
 * the columns, and of a single row all its entries; sum(x, 1) adds up the columns always, and
 * sum(x, 2) the rows.  max takes the largest in the same way, and passes over a nan where
 * there is anything else.
 *
 * The name of a function always means the function: a block that is called sum can be given, but
 * no formula can use it.  (In Octave it would hide the function.)
 *
 * Three things that Octave knows are refused: ^ of a matrix (the matrix power), / by a
 * matrix (a system of equations), and imaginary numbers.  Where Octave would go on with complex
 * numbers, as in log(-1), the result is nan.
 */
#ifndef FORMULA_H
#define FORMULA_H

#include "trace_file.h"

enum operation {
    NUMBER,    /* 2 */
    SCALAR,    /* lambda, from the set line */
    BLOCK,     /* W1 */
    TRANSPOSE, /* a' */
    MINUS,     /* -a */
    ADD,       /* a + b   this one and the next five entry by entry */
    SUBTRACT,  /* a - b */
    TIMES,     /* a .* b, and * with a number */
    DIVIDE,    /* a ./ b, and / by a number */
    POWER,     /* a .^ b, and ^ of a number */
    LARGER,    /* max(a, b) */
    PRODUCT,   /* a * b of two matrices */
    SIGMOID,   /* sigmoid(a)   this one and the next two of each entry */
    EXP,       /* exp(a) */
    LOG,       /* log(a) */
    SUM,       /* sum(a) */
    MAX        /* max(a) */
};

struct entry; /* evaluate.h */

/* Operands stand before what is made from them: the last node is the formula. */
struct node {
    enum operation op;
    size_t rows, cols;   /* of its value */
    size_t a, b;         /* its operands */
    size_t from, length; /* its piece of the text */
    size_t depth;
    bool across;                 /* SUM, MAX: of each row, not of each column */
    double number;               /* NUMBER, SCALAR */
    const struct scalar *scalar; /* SCALAR */
    const struct block *block;   /* BLOCK */
    struct entry *kept;          /* its value, where evaluate.c keeps it */
};

struct formula {
    const char *text;
    struct node *node;
    size_t nodes, room;
    char error[ERROR_MOST]; /* "column 5: what is wrong" */
};

/* Reads a formula.  Names are those of blocks before `before`, or of any block if it is NULL.
 * false: f->error says why.  formula_free frees everything either way.  The trace and the text must
 * outlive the formula. */
bool formula_read(struct formula *f, const struct trace_file *t, const char *text,
                  const struct block *before);
void formula_free(struct formula *f);

/* Returns true if the first `length` characters of name are the name of a function. */
bool formula_function(const char *name, size_t length);

#endif
