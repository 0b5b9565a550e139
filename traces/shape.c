/* What an operation makes of the shapes of its operands, or why it does not take them. */
#include "parser.h"

#include <stdarg.h>
#include <stdlib.h>

/* Of what stands between: 200000x1 * 1x200000 is a slip. */
#define MOST_ENTRIES ((size_t)200000000)

size_t parser_fail(struct parser *p, size_t column, const char *format, ...)
{
    char *error = p->f->error;
    int used = snprintf(error, ERROR_MOST, "column %zu: ", column + 1);
    va_list words;

    va_start(words, format);
    vsnprintf(error + used, ERROR_MOST - (size_t)used, format, words);
    va_end(words);
    return NONE;
}

size_t add_node(struct parser *p, size_t from, struct node n)
{
    struct formula *f = p->f;

    if (n.depth > MOST_DEPTH)
        return parser_fail(p, from, "more than %d operations within each other", MOST_DEPTH);
    if (n.rows > MOST_ENTRIES / n.cols && n.op != BLOCK)
        return parser_fail(p, from, "a matrix of %zux%zu is too large", n.rows, n.cols);
    if (f->nodes == f->room) {
        size_t room = f->room ? 2 * f->room : 16;
        struct node *grown = realloc(f->node, room * sizeof *grown);

        if (!grown)
            return parser_fail(p, from, "no memory");
        f->node = grown;
        f->room = room;
    }
    n.from = from;
    n.length = p->at - from;
    f->node[f->nodes] = n;
    return f->nodes++;
}

size_t add_unary(struct parser *p, size_t from, enum operation op, size_t a)
{
    const struct node *x = &p->f->node[a];
    struct node n = {.op = op, .rows = x->rows, .cols = x->cols, .a = a, .depth = x->depth + 1};

    if (op == TRANSPOSE) {
        n.rows = x->cols;
        n.cols = x->rows;
    } else if (op == SUM) {
        n.rows = 1;
        n.cols = x->rows == 1 ? 1 : x->cols;
    }
    return add_node(p, from, n);
}

static bool is_number(const struct node *x)
{
    return x->rows == 1 && x->cols == 1;
}

static size_t add_product(struct parser *p, size_t sign, size_t a, size_t b)
{
    const struct node *x = &p->f->node[a], *y = &p->f->node[b];
    struct node n = {.op = PRODUCT,
                     .rows = x->rows,
                     .cols = y->cols,
                     .a = a,
                     .b = b,
                     .depth = 1 + (x->depth > y->depth ? x->depth : y->depth)};

    if (x->cols != y->rows) {
        bool turned = x->cols == y->cols; /* the other one's transpose would fit */

        return parser_fail(p, sign, "* wants %zux%zu * %zux%zu, not %zux%zu * %zux%zu", x->rows,
                           x->cols, x->cols, turned ? y->rows : y->cols, x->rows, x->cols, y->rows,
                           y->cols);
    }
    return add_node(p, x->from, n);
}

size_t add_binary(struct parser *p, size_t sign, enum operation op, size_t a, size_t b)
{
    const char *text = p->f->text + sign;
    const struct node *x = &p->f->node[a], *y = &p->f->node[b];
    struct node n = {
        .op = op, .a = a, .b = b, .depth = 1 + (x->depth > y->depth ? x->depth : y->depth)};

    if (*text == '*' && !is_number(x) && !is_number(y))
        return add_product(p, sign, a, b);
    if (*text == '/' && !is_number(y))
        return parser_fail(p, sign,
                           "/ wants a number on its right, not %zux%zu: ./ divides entry by entry",
                           y->rows, y->cols);
    if (*text == '^' && (!is_number(x) || !is_number(y)))
        return parser_fail(p, sign,
                           "^ wants two numbers, not %zux%zu ^ %zux%zu: .^ goes entry by entry",
                           x->rows, x->cols, y->rows, y->cols);
    if ((x->rows != y->rows && x->rows != 1 && y->rows != 1) ||
        (x->cols != y->cols && x->cols != 1 && y->cols != 1))
        return parser_fail(p, sign, "%.*s wants two of one shape, not %zux%zu and %zux%zu",
                           *text == '.' ? 2 : 1, text, x->rows, x->cols, y->rows, y->cols);
    n.rows = x->rows == 1 ? y->rows : x->rows;
    n.cols = x->cols == 1 ? y->cols : x->cols;
    return add_node(p, x->from, n);
}
