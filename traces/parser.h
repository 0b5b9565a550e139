/* Between formula.c, which reads a formula, and shape.c, which knows what fits. */
#ifndef PARSER_H
#define PARSER_H

#include "formula.h"

enum { MOST_DEPTH = 200 };
#define NONE ((size_t)-1)

struct parser {
    struct formula *f;
    const struct trace_file *t;
    const struct block *block; /* whose formula it is */
    size_t at, depth;
};

/* Says what is wrong in a column, counted from 0, of the formula.  Returns NONE. */
__attribute__((format(printf, 3, 4))) size_t parser_fail(struct parser *p, size_t column,
                                                         const char *format, ...);

/* Each returns the new node, or NONE: the operands do not fit, or there is no memory.  from is
 * where the node's text begins; it ends where the parser is.  sign is where the operator stands:
 * it tells * and / of matrices from those that go entry by entry. */
size_t add_node(struct parser *p, size_t from, struct node n);
size_t add_unary(struct parser *p, size_t from, enum operation op, size_t a);
size_t add_binary(struct parser *p, size_t sign, enum operation op, size_t a, size_t b);

#endif
