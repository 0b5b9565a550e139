/* Each edit is made in the text of the formula, at the places where its nodes stand. */
#include "edits.h"

#include "formula.h"
#include "matrix.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_EDITS = 2000 };

struct maker {
    struct edits *list;
    const struct trace_file *t;
    const struct block *b;
    struct formula f;
};

/* Adds a formula, which becomes the list's; NULL: there was no memory, and there is one edit less.
 */
__attribute__((format(printf, 4, 5))) static void add(struct maker *m, enum edit_kind kind,
                                                      char *formula, const char *words, ...)
{
    struct edits *list = m->list;
    va_list rest;

    if (formula && list->count == list->room && list->room < MOST_EDITS) {
        size_t room = list->room ? 2 * list->room : 64;
        struct edit *grown = realloc(list->edit, room * sizeof *grown);

        if (grown) {
            list->edit = grown;
            list->room = room;
        }
    }
    if (!formula || list->count == list->room) {
        free(formula);
        list->cut = true;
        return;
    }

    struct edit *e = &list->edit[list->count++];

    *e = (struct edit){.kind = kind, .formula = formula};
    va_start(rest, words);
    vsnprintf(e->words, sizeof e->words, words, rest);
    va_end(rest);
}

/* Returns the formula with text in the place of `length` characters from `from`. */
static char *with(const struct maker *m, size_t from, size_t length, const char *text)
{
    const char *old = m->f.text;
    size_t size = strlen(old) + strlen(text) + 1;
    char *formula = malloc(size);

    if (formula)
        snprintf(formula, size, "%.*s%s%s", (int)from, old, text, old + from + length);
    return formula;
}

/* Returns the formula between two texts. */
static char *around(const struct maker *m, const char *before, const char *after)
{
    size_t size = strlen(before) + strlen(m->f.text) + strlen(after) + 1;
    char *formula = malloc(size);

    if (formula)
        snprintf(formula, size, "%s%s%s", before, m->f.text, after);
    return formula;
}

/* Returns the formula with text wherever it names a block. */
static char *instead(const struct maker *m, const struct block *name, const char *text)
{
    size_t size = strlen(m->f.text) * (strlen(text) + 1) + 1, used = 0, at = 0;
    char *formula = malloc(size);

    if (!formula)
        return NULL;
    for (size_t k = 0; k < m->f.nodes; k++) {
        const struct node *n = &m->f.node[k];

        if (n->op != BLOCK || n->block != name)
            continue;
        used += (size_t)snprintf(formula + used, size - used, "%.*s%s", (int)(n->from - at),
                                 m->f.text + at, text);
        at = n->from + n->length;
    }
    snprintf(formula + used, size - used, "%s", m->f.text + at);
    return formula;
}

/* ---- another block in the place of a name */

static const char *epoch_of(const struct block *b)
{
    const char *at = strchr(b->name, '@');

    return at ? at : "";
}

/* A block whose formula is a name is another one under a second name.  So is the sum over the rows
 * of a block that has one: dLoss_db2 of dLoss_dz2. */
static bool second_name(const struct trace_file *t, const struct block *b)
{
    if (!b->formula)
        return false;

    bool sum = strncmp(b->formula, "sum(", 4) == 0;
    const char *name = b->formula + (sum ? 4 : 0);
    size_t length = name_length(name);
    const struct block *of = sum ? trace_file_block(t, name, length) : NULL;

    return sum ? of && of->m->rows == 1 && strcmp(name + length, ", 1)") == 0
               : name[length] == '\0';
}

/* Of two of the same shape. */
static bool equal(const struct matrix *a, const struct matrix *b)
{
    return memcmp(a->v, b->v, a->rows * a->cols * sizeof *a->v) == 0;
}

static bool zero(const struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (m->v[i] != 0)
            return false;
    return true;
}

/* Zeros are passed over: they say that the term is left out. */
static void put_others(struct maker *m, const struct block *name)
{
    for (const struct block *other = m->t->block; other < m->t->block + m->t->blocks; other++)
        if (other != name && other != m->b && !second_name(m->t, other) &&
            other->m->rows == name->m->rows && other->m->cols == name->m->cols &&
            strcmp(epoch_of(other), epoch_of(name)) == 0 && !equal(other->m, name->m) &&
            !zero(other->m))
            add(m, EDIT_PLACE, instead(m, name, other->name), "with %s in the place of %s",
                other->name, name->name);
}

static void turn(struct maker *m, const struct block *name)
{
    char text[NAME_MOST + 4];

    if (name->m->rows * name->m->cols == 1)
        return;
    snprintf(text, sizeof text, "(%s')", name->name);
    add(m, EDIT_TRANSPOSE, instead(m, name, text), "with %s transposed", name->name);
}

/* h .* (1 - h) is a slope. */
static void take_slope(struct maker *m, const struct block *name)
{
    char slope[NAME_MOST + 8], text[NAME_MOST + 12];

    snprintf(slope, sizeof slope, "(1 - %s)", name->name);
    if (!strstr(m->f.text, slope))
        return;
    snprintf(text, sizeof text, "sigmoid(%s)", name->name);
    add(m, EDIT_SLOPE, instead(m, name, text), "with %s in the place of %s", text, name->name);
}

static void edit_names(struct maker *m)
{
    for (size_t k = 0; k < m->f.nodes; k++) {
        const struct block *name = m->f.node[k].block;
        bool again = m->f.node[k].op != BLOCK;

        for (size_t j = 0; j < k && !again; j++)
            again = m->f.node[j].op == BLOCK && m->f.node[j].block == name;
        if (again)
            continue;
        put_others(m, name);
        turn(m, name);
        take_slope(m, name);
    }
}

/* ---- signs and terms */

static size_t skip(const char *text, size_t at, const char *these)
{
    return at + strspn(text + at, these);
}

/* Adds the edit at column `at` that is told as the formula itself, or the part of it around. */
static void add_told(struct maker *m, enum edit_kind kind, size_t at, char *formula)
{
    enum { AROUND = 40, MOST = 110 };
    size_t from = formula && strlen(formula) > MOST && at > AROUND ? at - AROUND : 0;

    if (formula)
        add(m, kind, formula, "with %s = %s%.*s%s", m->b->name, from > 0 ? "..." : "", MOST,
            formula + from, strlen(formula + from) > MOST ? "..." : "");
}

static bool is_rows(const struct node *n)
{
    return n->op == SCALAR && strcmp(n->scalar->name, "N") == 0;
}

static void leave_out(struct maker *m, const struct node *n, const struct node *kept,
                      const struct node *left)
{
    char text[200];
    const char *from = m->f.text + left->from;
    int length = (int)left->length;

    if (kept->length + 3 > sizeof text || length > 100)
        return;
    while (from[length - 1] == ' ')
        length--;
    snprintf(text, sizeof text, "(%.*s)", (int)kept->length, m->f.text + kept->from);
    add(m, EDIT_TERM, with(m, n->from, n->length, text), "without %.*s", length, from);
}

static void edit_sum(struct maker *m, const struct node *n)
{
    const struct node *a = &m->f.node[n->a], *b = &m->f.node[n->b];
    size_t sign = skip(m->f.text, a->from + a->length, " \t");

    add_told(m, EDIT_SIGN, sign, with(m, sign, 1, n->op == ADD ? "-" : "+"));
    leave_out(m, n, a, b);
    if (n->op == ADD)
        leave_out(m, n, b, a);
}

/* Leaves out a factor, but for those of edit_factor. */
static void edit_product(struct maker *m, const struct node *n)
{
    const struct node *a = &m->f.node[n->a], *b = &m->f.node[n->b];

    if (a->op != NUMBER && !is_rows(a))
        leave_out(m, n, b, a);
    if (b->op != NUMBER && !is_rows(b))
        leave_out(m, n, a, b);
}

/* The sum over one row is called sum(-a, 1), and its sign is not at the beginning. */
static void edit_minus(struct maker *m, const struct node *n)
{
    size_t sign = skip(m->f.text, n->from, " \t(");

    if (m->f.text[sign] == '-')
        add_told(m, EDIT_SIGN, sign, with(m, sign, 1, ""));
}

/* ---- factors */

static bool exponent(const struct maker *m, size_t k)
{
    for (size_t i = 0; i < m->f.nodes; i++)
        if (m->f.node[i].op == POWER && m->f.node[i].b == k)
            return true;
    return false;
}

static void edit_factor(struct maker *m, size_t k)
{
    const struct node *n = &m->f.node[k];

    if (n->op == NUMBER && n->number == 2 && !exponent(m, k)) {
        add_told(m, EDIT_TWICE, n->from, with(m, n->from, n->length, "1"));
        add_told(m, EDIT_TWICE, n->from, with(m, n->from, n->length, "4"));
    }
    if (is_rows(n) && n->number != 1) {
        add_told(m, EDIT_ROWS, n->from, with(m, n->from, n->length, "1"));
        add_told(m, EDIT_ROWS, n->from, with(m, n->from, n->length, "(N*N)"));
    }
}

/* Multiplying by 10 is multiplying by N where that is 10. */
static void edit_point(struct maker *m, double N)
{
    if (N != 10) {
        add(m, EDIT_TEN, around(m, "10*(", ")"), "if the result is multiplied by 10");
        add(m, EDIT_TEN, around(m, "(", ")/10"), "if the result is divided by 10");
    }
    if (N != 100) {
        add(m, EDIT_TEN, around(m, "100*(", ")"), "if the result is multiplied by 100");
        add(m, EDIT_TEN, around(m, "(", ")/100"), "if the result is divided by 100");
    }
}

static void edit_result(struct maker *m)
{
    const struct scalar *N = trace_file_scalar(m->t, "N", 1);
    bool rows = N && N->value != 1 && N->value != 0;

    add(m, EDIT_SIGN, around(m, "-(", ")"), "with the opposite sign");
    add(m, EDIT_TWICE, around(m, "2*(", ")"), "if the result is multiplied by 2");
    add(m, EDIT_TWICE, around(m, "(", ")/2"), "if the result is divided by 2");
    if (rows) {
        add(m, EDIT_ROWS, around(m, "N*(", ")"), "if the result is multiplied by N");
        add(m, EDIT_ROWS, around(m, "(", ")/N"), "if the result is divided by N");
    }
    edit_point(m, rows ? N->value : 1);
    if (m->b->m->rows * m->b->m->cols > 1)
        add(m, EDIT_TRANSPOSE, around(m, "(", ")'"), "if the result is transposed");
}

/* The slope along a bias is a sum over the rows (of one row, that row); along a bias that all units
 * share it is a sum over them too, and each unit gets that. */
static void share_bias(struct maker *m)
{
    char formula[2 * NAME_MOST + 40];
    const struct node *top = &m->f.node[m->f.nodes - 1];
    const struct node *of = top->op == SUM ? &m->f.node[top->a] : top;

    if (strncmp(m->b->name, "dLoss_db", strlen("dLoss_db")) != 0 || of->op != BLOCK ||
        of->cols == 1)
        return;
    snprintf(formula, sizeof formula, "0*sum(%s, 1) + sum(sum(%s))", of->block->name,
             of->block->name);
    add(m, EDIT_SHARED, with(m, 0, strlen(m->f.text), formula),
        "if the layer shares one bias, with sum(sum(%s))", of->block->name);
}

void edits_make(struct edits *list, const struct trace_file *t, const struct block *b)
{
    struct maker m = {.list = list, .t = t, .b = b};

    *list = (struct edits){0};
    if (formula_read(&m.f, t, b->formula, NULL)) {
        edit_result(&m); /* the simplest way to say a thing comes first */
        share_bias(&m);
        edit_names(&m);
        for (size_t k = 0; k < m.f.nodes; k++)
            if (m.f.node[k].op == TIMES)
                edit_product(&m, &m.f.node[k]);
        for (size_t k = 0; k < m.f.nodes; k++) {
            const struct node *n = &m.f.node[k];

            if (n->op == ADD || n->op == SUBTRACT)
                edit_sum(&m, n);
            if (n->op == MINUS)
                edit_minus(&m, n);
            edit_factor(&m, k);
        }
    }
    formula_free(&m.f);
}

void edits_free(struct edits *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->edit[i].formula);
    free(list->edit);
}
