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
    bool first = x->last == '\0' || x->last == '(';

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

/* A sum of terms: of a product, of a sum, or of a sum of sums, which is one of all entries. */
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

    s.all = n->op == SUM && (a->op == SUM || a->rows == 1);
    if (n->op == SUM && a->op == SUM) {
        s.of = a->a;
        s.a = &node[s.of];
    }
    s.terms = n->op == PRODUCT ? a->cols : s.all ? s.a->rows * s.a->cols : a->rows;
    return s;
}

static double term(const struct expansion *x, const struct sum *s, size_t k)
{
    if (s->n->op == PRODUCT)
        return evaluation_entry(x->e, s->n->a, s->r, k).value *
               evaluation_entry(x->e, s->n->b, k, s->c).value;
    return s->all ? evaluation_entry(x->e, s->of, k / s->a->cols, k % s->a->cols).value
                  : evaluation_entry(x->e, s->of, k, s->c).value;
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
        double size = fabs(term(x, s, k));

        if (shown[count] == s->terms || size > fabs(term(x, s, shown[count]))) {
            shown[count + 1] = shown[count];
            shown[count] = k;
        } else if (shown[count + 1] == s->terms || size > fabs(term(x, s, shown[count + 1]))) {
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
    if (x->style == TERMS) {
        double value = term(x, s, k);

        if (!first)
            put(x, value < 0 ? " -\1" : " +\1");
        put_number(x, first ? value : fabs(value), IN_PRODUCT);
        return;
    }
    if (!first)
        put(x, " +\1");
    if (s->n->op == PRODUCT) {
        write_node(x, s->n->a, s->r, k, IN_PRODUCT);
        put(x, "\1*\1");
        write_node(x, s->n->b, k, s->c, IN_POWER);
    } else if (s->all) {
        write_node(x, s->of, k / s->a->cols, k % s->a->cols, IN_PRODUCT);
    } else {
        write_node(x, s->of, k, s->c, IN_PRODUCT);
    }
}

static void write_sum(struct expansion *x, size_t node, size_t r, size_t c, enum level level)
{
    struct sum s = sum_of(x, &x->e->f.node[node], r, c);
    size_t shown[ALL_TERMS], count;
    bool brackets = s.terms > 1 ? level > IN_SUM : level > IN_PRODUCT;

    if (x->inside) {
        put_operand(x, (struct operand){.node = node, .r = r, .c = c},
                    evaluation_entry(x->e, node, r, c).value, level);
        return;
    }
    count = choose(x, &s, shown);
    x->inside = true;
    put(x, brackets ? "(" : "");
    for (size_t k = 0; k < count; k++) {
        if (k > 0 && shown[k] != shown[k - 1] + 1)
            put(x, " +\1...");
        write_term(x, &s, shown[k], k == 0);
    }
    if (shown[count - 1] + 1 < s.terms)
        put(x, " +\1...");
    put(x, brackets ? ")" : "");
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
    case SIGMOID: return has_sum(f, n->a);
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
    case PRODUCT:
    case SUM: write_sum(x, node, r, c, level); break;
    default: write_pair(x, n, r, c, level); break;
    }
}

void expand(struct expansion *x, size_t node, size_t r, size_t c)
{
    x->last = '\0';
    x->inside = false;
    write_node(x, node, r, c, ANY);
}
