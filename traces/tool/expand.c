#include "expand.h"

#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How tightly things bind; what binds less than its place asks for gets brackets. */
enum level { ANY, IN_SUM, IN_PRODUCT, IN_SIGN, IN_POWER };

enum { ALL_TERMS = 6, FIRST_TERMS = 3, LARGEST_TERMS = 2 };

static void write_node(struct expansion *x, size_t node, size_t r, size_t c, enum level level);

static void put(struct expansion *x, const char *text)
{
    for (; *text; text++) {
        fputc(*text, x->out);
        if (*text != ' ' && *text != GLUE)
            x->last = *text;
    }
}

static void put_number(struct expansion *x, double number, enum level level)
{
    char text[40];
    bool first = x->last == '\0' || x->last == '(' || x->last == ',';

    format_number(text, number);
    if (*text == '-' && (!first || level > IN_SIGN)) {
        put(x, "(");
        put(x, text);
        put(x, ")");
    } else {
        put(x, text);
    }
}

static void put_operand(struct expansion *x, struct operand o, double value, enum level level)
{
    if (x->style != NAMES) {
        put_number(x, value, level);
        return;
    }
    format_operand(x->out, &x->e->f, &o);
    x->last = ']';
    if (x->operands == x->room) {
        size_t room = x->room ? 2 * x->room : 16;
        struct operand *grown = realloc(x->operand, room * sizeof *grown);

        if (!grown) {
            x->failed = true;
            return;
        }
        x->operand = grown;
        x->room = room;
    }
    x->operand[x->operands++] = o;
}

/* A sum of terms: of a product, of a sum, or of a sum of sums, which is one of all entries.
 * The entries that max takes the largest of stand in the same way. */
struct sum {
    const struct node *n, *a;
    size_t of, terms; /* the node that is summed up */
    bool all;
    size_t r, c;
};

static struct sum sum_of(const struct expansion *x, const struct node *n, size_t r, size_t c)
{
    const struct node *node = x->e->f.node, *a = &node[n->a];
    struct sum s = {.n = n, .a = a, .of = n->a, .r = r, .c = c};

    s.all = n->op != PRODUCT && a->op == n->op;
    if (s.all) {
        s.of = a->a;
        s.a = &node[s.of];
    }
    s.terms = s.all ? s.a->rows * s.a->cols : n->op == PRODUCT || n->across ? a->cols : a->rows;
    return s;
}

/* Where the k-th term of a sum, or of max, stands in the node that it is of. */
static void find_term(const struct sum *s, size_t k, size_t *r, size_t *c)
{
    *r = s->all ? k / s->a->cols : s->n->across ? s->r : k;
    *c = s->all ? k % s->a->cols : s->n->across ? k : s->c;
}

static double term(const struct expansion *x, const struct sum *s, size_t k)
{
    size_t r, c;

    if (s->n->op == PRODUCT)
        return evaluation_entry(x->e, s->n->a, s->r, k).value *
               evaluation_entry(x->e, s->n->b, k, s->c).value;
    find_term(s, k, &r, &c);
    return evaluation_entry(x->e, s->of, r, c).value;
}

/* What makes a term one of the largest: its size in a sum, its value in max. */
static double weight(const struct expansion *x, const struct sum *s, size_t k)
{
    return s->n->op == MAX ? term(x, s, k) : fabs(term(x, s, k));
}

/* The terms to be shown, in their order: the first ones and the largest of the others. */
static size_t choose(const struct expansion *x, const struct sum *s, size_t shown[ALL_TERMS])
{
    size_t count = s->terms <= ALL_TERMS ? s->terms : FIRST_TERMS;

    for (size_t k = 0; k < count; k++)
        shown[k] = k;
    if (count == s->terms)
        return count;
    shown[count] = shown[count + 1] = s->terms; /* the largest, and the next */
    for (size_t k = count; k < s->terms; k++) {
        double size = weight(x, s, k);

        if (shown[count] == s->terms || size > weight(x, s, shown[count])) {
            shown[count + 1] = shown[count];
            shown[count] = k;
        } else if (shown[count + 1] == s->terms || size > weight(x, s, shown[count + 1])) {
            shown[count + 1] = k;
        }
    }
    if (shown[count] > shown[count + 1]) {
        size_t later = shown[count];

        shown[count] = shown[count + 1];
        shown[count + 1] = later;
    }
    return count + LARGEST_TERMS;
}

static void note_left_out(struct expansion *x, const struct sum *s, const size_t *shown,
                          size_t count)
{
    double rest = 0;
    char text[40];

    if (s->n->op == MAX) {
        fprintf(x->note, "(%zu entries: the first %d and the %d largest of the others)\n", s->terms,
                FIRST_TERMS, LARGEST_TERMS);
        return;
    }
    for (size_t k = 0, next = 0; k < s->terms; k++)
        if (next < count && shown[next] == k)
            next++;
        else
            rest += term(x, s, k);
    format_number(text, rest);
    fprintf(x->note, "(%zu terms: the first %d and the %d largest; the other %zu add up to %s)\n",
            s->terms, FIRST_TERMS, LARGEST_TERMS, s->terms - count, text);
}

static void write_term(struct expansion *x, const struct sum *s, size_t k, bool first)
{
    size_t row, col;

    if (s->n->op == MAX)
        put(x, first ? "" : ",\1");
    if (x->style == TERMS) {
        double value = term(x, s, k);
        bool sum = s->n->op != MAX && !first;

        if (sum)
            put(x, value < 0 ? " -\1" : " +\1");
        put_number(x, sum ? fabs(value) : value, IN_PRODUCT);
        return;
    }
    if (!first && s->n->op != MAX)
        put(x, " +\1");
    if (s->n->op == PRODUCT) {
        write_node(x, s->n->a, s->r, k, IN_PRODUCT);
        put(x, "\1*\1");
        write_node(x, s->n->b, k, s->c, IN_POWER);
    } else {
        find_term(s, k, &row, &col);
        write_node(x, s->of, row, col, s->n->op == MAX ? ANY : IN_PRODUCT);
    }
}

static void write_sum(struct expansion *x, size_t node, size_t r, size_t c, enum level level)
{
    struct sum s = sum_of(x, &x->e->f.node[node], r, c);
    size_t shown[ALL_TERMS], count;
    bool max = s.n->op == MAX, brackets = s.terms > 1 ? level > IN_SUM : level > IN_PRODUCT;
    const char *left = max ? "max(" : brackets ? "(" : "", *gap = max ? ",\1..." : " +\1...";

    if (x->inside) {
        put_operand(x, (struct operand){.node = node, .r = r, .c = c},
                    evaluation_entry(x->e, node, r, c).value, level);
        return;
    }
    count = choose(x, &s, shown);
    x->inside = true;
    put(x, left);
    for (size_t k = 0; k < count; k++) {
        if (k > 0 && shown[k] != shown[k - 1] + 1)
            put(x, gap);
        write_term(x, &s, shown[k], k == 0);
    }
    if (shown[count - 1] + 1 < s.terms)
        put(x, gap);
    put(x, *left ? ")" : "");
    x->inside = false;
    if (x->style == NAMES && count < s.terms)
        note_left_out(x, &s, shown, count);
}

static bool has_sum(const struct formula *f, size_t node)
{
    const struct node *n = &f->node[node];

    switch (n->op) {
    case NUMBER:
    case SCALAR:
    case BLOCK: return false;
    case ADD:
    case SUBTRACT:
    case SUM:
    case PRODUCT: return true;
    case TRANSPOSE:
    case MINUS:
    case SIGMOID:
    case EXP:
    case LOG:
    case MAX: return has_sum(f, n->a);
    default: return has_sum(f, n->a) || has_sum(f, n->b);
    }
}

static void write_pair(struct expansion *x, const struct node *n, size_t r, size_t c,
                       enum level level)
{
    static const struct {
        enum operation op;
        const char *sign;
        enum level own, left, right;
    } pairs[] = {
        {ADD, " +\1", IN_SUM, IN_SUM, IN_PRODUCT},
        {SUBTRACT, " -\1", IN_SUM, IN_SUM, IN_PRODUCT},
        {TIMES, "\1*\1", IN_PRODUCT, IN_PRODUCT, IN_POWER},
        {DIVIDE, "/", IN_PRODUCT, IN_PRODUCT, IN_POWER},
        {POWER, "^", IN_POWER, IN_POWER + 1, IN_POWER + 1},
    };
    size_t i = 0;

    while (pairs[i].op != n->op)
        i++;
    put(x, level > pairs[i].own ? "(" : "");
    write_node(x, n->a, r, c, pairs[i].left);
    put(x, *pairs[i].sign == ' ' && x->inside ? "\1" : "");
    put(x, pairs[i].sign + (*pairs[i].sign == ' ' && x->inside));
    write_node(x, n->b, r, c, pairs[i].right);
    put(x, level > pairs[i].own ? ")" : "");
}

/* name: the function, with its bracket. */
static void write_call(struct expansion *x, const char *name, const struct node *n, size_t r,
                       size_t c)
{
    put(x, name);
    write_node(x, n->a, r, c, ANY);
    if (n->op == LARGER) {
        put(x, ",\1");
        write_node(x, n->b, r, c, ANY);
    }
    put(x, ")");
}

static void write_node(struct expansion *x, size_t node, size_t r, size_t c, enum level level)
{
    const struct node *n = &x->e->f.node[node];
    double value = evaluation_entry(x->e, node, r, c).value;

    r = n->rows == 1 ? 0 : r;
    c = n->cols == 1 ? 0 : c;
    if (x->style == TERMS && !has_sum(&x->e->f, node)) {
        put_number(x, value, level);
        return;
    }
    switch (n->op) {
    case NUMBER: put_number(x, value, level); break;
    case SCALAR:
    case BLOCK:
        put_operand(x, (struct operand){.scalar = n->scalar, .block = n->block, .r = r, .c = c},
                    value, level);
        break;
    case TRANSPOSE: write_node(x, n->a, c, r, level); break;
    case MINUS:
        put(x, level > IN_SIGN ? "(-" : "-");
        write_node(x, n->a, r, c, IN_POWER);
        put(x, level > IN_SIGN ? ")" : "");
        break;
    case SIGMOID:
        put(x, level > IN_PRODUCT ? "(1/(1 +\1exp(-" : "1/(1 +\1exp(-");
        write_node(x, n->a, r, c, IN_POWER);
        put(x, level > IN_PRODUCT ? ")))" : "))");
        break;
    case EXP: write_call(x, "exp(", n, r, c); break;
    case LOG: write_call(x, "log(", n, r, c); break;
    case LARGER: write_call(x, "max(", n, r, c); break;
    case PRODUCT:
    case SUM:
    case MAX: write_sum(x, node, r, c, level); break;
    default: write_pair(x, n, r, c, level); break;
    }
}

void expand(struct expansion *x, size_t node, size_t r, size_t c)
{
    x->last = '\0';
    x->inside = false;
    write_node(x, node, r, c, ANY);
}
