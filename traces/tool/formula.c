/* A parser by recursive descent: one function for each level of precedence, from sums down
 * to names.  Each returns the node it made, or NONE when f->error says what is wrong.  What an
 * operation makes of the shapes of its operands is known as soon as it has been read.
 */
#include "formula.h"

#include "matrix.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 200 };
#define NONE ((size_t)-1)

struct parser {
    struct formula *f;
    const struct trace_file *t;
    const struct block *before; /* whose formula it is, or NULL */
    size_t at, depth;
};

/* ---- shapes */

/* Of what stands between: 200000x1 * 1x200000 is a slip. */
#define MOST_ENTRIES ((size_t)200000000)

/* Says what is wrong in a column of the formula, counted from 0. */
__attribute__((format(printf, 3, 4))) static size_t parser_fail(struct parser *p, size_t column,
                                                                const char *format, ...)
{
    char *error = p->f->error;
    int used = snprintf(error, ERROR_MOST, "column %zu: ", column + 1);
    va_list words;

    va_start(words, format);
    vsnprintf(error + used, ERROR_MOST - (size_t)used, format, words);
    va_end(words);
    return NONE;
}

/* Returns the new node, or NONE: the operands do not fit, or there is no memory.  Its text begins
 * at `from` and ends where the parser is. */
static size_t add_node(struct parser *p, size_t from, struct node n)
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

static size_t add_unary(struct parser *p, size_t from, enum operation op, size_t a)
{
    const struct node *x = &p->f->node[a];
    struct node n = {.op = op, .rows = x->rows, .cols = x->cols, .a = a, .depth = x->depth + 1};

    if (op == TRANSPOSE) {
        n.rows = x->cols;
        n.cols = x->rows;
    }
    return add_node(p, from, n);
}

/* The sum or the largest of columns (dimension 1), of rows (2), or (0) of what Octave takes.  Where
 * a dimension has one entry each, nothing is to be done: so a sum of a sum is always one of all
 * entries. */
static size_t add_gathering(struct parser *p, size_t from, enum operation op, size_t a,
                            int dimension)
{
    struct node *x = &p->f->node[a];
    bool across = dimension == 2 || (dimension == 0 && x->rows == 1);
    struct node n = {.op = op,
                     .rows = across ? x->rows : 1,
                     .cols = across ? 1 : x->cols,
                     .a = a,
                     .depth = x->depth + 1,
                     .across = across};

    if (dimension == 0 || (across ? x->cols : x->rows) > 1)
        return add_node(p, from, n);
    x->from = from; /* what it is called */
    x->length = p->at - from;
    return a;
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

/* Two operands entry by entry.  The sign, of `length` characters, stands at `sign`. */
static size_t add_pair(struct parser *p, size_t from, size_t sign, int length, struct node n)
{
    const struct node *x = &p->f->node[n.a], *y = &p->f->node[n.b];

    if ((x->rows != y->rows && x->rows != 1 && y->rows != 1) ||
        (x->cols != y->cols && x->cols != 1 && y->cols != 1))
        return parser_fail(p, sign, "%.*s wants two of one shape, not %zux%zu and %zux%zu", length,
                           p->f->text + sign, x->rows, x->cols, y->rows, y->cols);
    n.rows = x->rows == 1 ? y->rows : x->rows;
    n.cols = x->cols == 1 ? y->cols : x->cols;
    n.depth = 1 + (x->depth > y->depth ? x->depth : y->depth);
    return add_node(p, from, n);
}

/* The operator stands at `sign`: there one sees whether * and / go entry by entry. */
static size_t add_binary(struct parser *p, size_t sign, enum operation op, size_t a, size_t b)
{
    const char *text = p->f->text + sign;
    const struct node *x = &p->f->node[a], *y = &p->f->node[b];

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
    return add_pair(p, x->from, sign, *text == '.' ? 2 : 1,
                    (struct node){.op = op, .a = a, .b = b});
}

/* ---- text */

static size_t parse_sum(struct parser *p);

static char peek(struct parser *p)
{
    while (p->f->text[p->at] == ' ' || p->f->text[p->at] == '\t')
        p->at++;
    return p->f->text[p->at];
}

static size_t unexpected(struct parser *p, const char *what)
{
    char c = peek(p);

    if (c == '\0')
        return parser_fail(p, p->at, "the formula ends here, but %s", what);
    return parser_fail(p, p->at, "'%c' stands where %s", isprint((unsigned char)c) ? c : '?', what);
}

static size_t parse_number(struct parser *p)
{
    const char *text = p->f->text + p->at;
    char *end;
    double number = strtod(text, &end);
    size_t from = p->at;

    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        end = (char *)text + 1;
    if (end[-1] == '.' && *end && strchr("*/^'", *end))
        end--; /* 2.*x is 2 .* x */
    p->at += (size_t)(end - text);
    return add_node(p, from, (struct node){.op = NUMBER, .rows = 1, .cols = 1, .number = number});
}

static const struct {
    const char *name;
    enum operation op;
} functions[] = {{"sigmoid", SIGMOID}, {"exp", EXP}, {"log", LOG}, {"sum", SUM}, {"max", MAX}};

enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* Which of the functions it is; FUNCTIONS: none. */
static size_t find_function(const char *name, size_t length)
{
    size_t i = 0;

    while (i < FUNCTIONS &&
           (strlen(functions[i].name) != length || strncmp(functions[i].name, name, length) != 0))
        i++;
    return i;
}

bool formula_function(const char *name, size_t length)
{
    return find_function(name, length) < FUNCTIONS;
}

/* Passes over a sign that must stand here. */
static bool parse_sign(struct parser *p, char sign, const char *what)
{
    if (peek(p) != sign) {
        unexpected(p, what);
        return false;
    }
    p->at++;
    return true;
}

/* 1: the columns, whatever the shape is; 2: the rows. */
static bool parse_dimension(struct parser *p, int *dimension)
{
    if (peek(p) != '1' && peek(p) != '2') {
        unexpected(p, "a 1 is wanted, for columns, or a 2, for rows");
        return false;
    }
    *dimension = p->f->text[p->at++] - '0';
    return true;
}

/* What follows the first comma of max: [] and a dimension, or another operand. */
static bool parse_second(struct parser *p, int *dimension, size_t *b)
{
    if (peek(p) != '[')
        return (*b = parse_sum(p)) != NONE;
    p->at++;
    return parse_sign(p, ']', "a ']' is wanted") &&
           parse_sign(p, ',', "a ',' is wanted, and a dimension") && parse_dimension(p, dimension);
}

/* At the name of functions[i]. */
static size_t parse_call(struct parser *p, size_t i)
{
    enum operation op = functions[i].op;
    int length = (int)strlen(functions[i].name), dimension = 0;
    size_t from = p->at, a, b = NONE;
    char what[40];

    snprintf(what, sizeof what, "%s wants a '('", functions[i].name);
    p->at += (size_t)length;
    if (!parse_sign(p, '(', what) || (a = parse_sum(p)) == NONE)
        return NONE;
    if ((op == SUM || op == MAX) && peek(p) == ',') {
        p->at++;
        if (!(op == SUM ? parse_dimension(p, &dimension) : parse_second(p, &dimension, &b)))
            return NONE;
    }
    if (!parse_sign(p, ')', "a ')' is wanted"))
        return NONE;
    if (b != NONE)
        return add_pair(p, from, from, length, (struct node){.op = LARGER, .a = a, .b = b});
    return op == SUM || op == MAX ? add_gathering(p, from, op, a, dimension)
                                  : add_unary(p, from, op, a);
}

static size_t parse_name(struct parser *p, size_t length)
{
    const char *name = p->f->text + p->at;
    const struct scalar *s;
    const struct block *b;
    size_t from = p->at;

    if (formula_function(name, length))
        return parse_call(p, find_function(name, length));
    p->at += length;
    if ((s = trace_file_scalar(p->t, name, length)))
        return add_node(
            p, from,
            (struct node){.op = SCALAR, .rows = 1, .cols = 1, .number = s->value, .scalar = s});
    if (!(b = trace_file_block(p->t, name, length)))
        return parser_fail(p, from, "no block before is called '%.*s'",
                           length > 60 ? 60 : (int)length, name);
    if (b == p->before)
        return parser_fail(p, from, "%s is to be made from itself", b->name);
    if (p->before && b > p->before)
        return parser_fail(p, from, "%s comes only later, in line %zu", b->name, b->line);
    if (b->m->rows == 0)
        return parser_fail(p, from, "%s has no numbers", b->name);
    return add_node(p, from,
                    (struct node){.op = BLOCK, .rows = b->m->rows, .cols = b->m->cols, .block = b});
}

static size_t parse_primary(struct parser *p)
{
    char c = peek(p);
    const char *text = p->f->text + p->at;
    size_t length = name_length(text), from = p->at, inner;

    if (length > 0)
        return parse_name(p, length);
    if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)text[1])))
        return parse_number(p);
    if (c != '(')
        return unexpected(p, "an operand is wanted");
    p->at++;
    if ((inner = parse_sum(p)) == NONE)
        return NONE;
    if (peek(p) != ')')
        return unexpected(p, "a ')' is wanted");
    p->at++;
    p->f->node[inner].from = from; /* with its brackets */
    p->f->node[inner].length = p->at - from;
    return inner;
}

/* -- and ++ change a variable in Octave. */
static bool doubled(struct parser *p)
{
    const char *text = p->f->text + p->at;

    if (text[0] != text[1])
        return false;
    parser_fail(p, p->at, "Octave has another meaning for '%.2s': put a space between", text);
    return true;
}

/* A sign, as often as it comes, before what `operand` reads. */
static size_t parse_signs(struct parser *p, size_t (*operand)(struct parser *p))
{
    char c = peek(p);
    size_t from = p->at, a;

    if (c != '-' && c != '+')
        return operand(p);
    if (doubled(p))
        return NONE;
    if (++p->depth > MOST_DEPTH)
        return parser_fail(p, p->at, "nested more than %d deep", MOST_DEPTH);
    p->at++;
    a = parse_signs(p, operand);
    p->depth--;
    return a == NONE || c == '+' ? a : add_unary(p, from, MINUS, a);
}

/* a' and a ^ b, from left to right: 2^3^2 is 64.  The exponent may have a sign. */
static size_t parse_power(struct parser *p)
{
    size_t a = parse_primary(p);

    while (a != NONE) {
        size_t from = p->f->node[a].from, dot, b;
        char c = peek(p);

        dot = c == '.';
        c = p->f->text[p->at + dot];
        if (c == '\'') {
            p->at += dot + 1;
            a = add_unary(p, from, TRANSPOSE, a);
        } else if (c == '^') {
            size_t sign = p->at;

            p->at += dot + 1;
            b = parse_signs(p, parse_primary);
            a = b == NONE ? NONE : add_binary(p, sign, POWER, a, b);
        } else {
            return a;
        }
    }
    return a;
}

static size_t parse_product(struct parser *p)
{
    size_t a = parse_signs(p, parse_power);

    while (a != NONE) {
        char c = peek(p);
        size_t sign = p->at, dot = c == '.', b;

        c = p->f->text[sign + dot];
        if (c != '*' && c != '/')
            return a;
        p->at += dot + 1;
        b = parse_signs(p, parse_power);
        a = b == NONE ? NONE : add_binary(p, sign, c == '*' ? TIMES : DIVIDE, a, b);
    }
    return a;
}

static size_t parse_sum(struct parser *p)
{
    size_t a, b;

    if (++p->depth > MOST_DEPTH)
        return parser_fail(p, p->at, "nested more than %d deep", MOST_DEPTH);
    a = parse_product(p);
    while (a != NONE) {
        char c = peek(p);
        size_t sign = p->at;

        if (c != '+' && c != '-')
            break;
        if (doubled(p))
            return NONE;
        p->at++;
        b = parse_product(p);
        a = b == NONE ? NONE : add_binary(p, sign, c == '+' ? ADD : SUBTRACT, a, b);
    }
    p->depth--;
    return a;
}

bool formula_read(struct formula *f, const struct trace_file *t, const char *text,
                  const struct block *before)
{
    struct parser p = {.f = f, .t = t, .before = before};

    *f = (struct formula){.text = text};
    if (parse_sum(&p) == NONE)
        return false;
    if (peek(&p) != '\0') {
        unexpected(&p, "the formula should end");
        return false;
    }
    return true;
}

void formula_free(struct formula *f)
{
    for (size_t i = 0; i < f->nodes; i++)
        free(f->node[i].kept);
    free(f->node);
}
