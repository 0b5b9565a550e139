#include "explain.h"

#include "matrix.h"
#include "show.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TOLD = 2000, MOST_LINES = 12 };

struct tree {
    struct trace_file *t;
    FILE *out;
    bool unicode;
    size_t width, depth;
    struct evaluation **of;         /* of each block, made when it is asked for */
    struct operand told[MOST_TOLD]; /* explained already */
    size_t tolds;
    size_t inner;                      /* how many products without a name are explained */
    bool more[EXPLAIN_MOST_DEPTH + 2]; /* whether a level of the tree goes on below */
};

static bool fail(struct tree *tree, const char *what)
{
    snprintf(tree->t->error, sizeof tree->t->error, "%s: %.200s", SHOWN_PATH(tree->t->path), what);
    return false;
}

/* Three columns for each level of the tree; returns how many columns that makes. */
static size_t print_branches(struct tree *tree, size_t levels, bool arrives)
{
    for (size_t level = 0; level < levels; level++) {
        bool arrow = arrives && level + 1 == levels;

        if (tree->unicode)
            fputs(arrow               ? tree->more[level] ? "├─ " : "└─ "
                  : tree->more[level] ? "│  "
                                      : "   ",
                  tree->out);
        else
            fputs(arrow ? "+- " : tree->more[level] ? "|  " : "   ", tree->out);
    }
    return 3 * levels;
}

/* A text is broken best before a sign between terms, else within a term, else anywhere. */
static size_t length_of_line(const char *text, size_t room)
{
    if (strlen(text) <= room)
        return strlen(text);
    for (size_t i = room; i > room / 4; i--)
        if (text[i] == ' ')
            return i;
    for (size_t i = room; i > 0; i--)
        if (text[i] == GLUE)
            return i;
    return room;
}

static void print_text(struct tree *tree, size_t levels, bool arrives, const char *text)
{
    for (size_t line = 0; *text; line++) {
        size_t indent = line > 0 ? 2 : 0;
        size_t used = print_branches(tree, levels, arrives && line == 0) + indent;
        size_t length = length_of_line(text, tree->width > used + 20 ? tree->width - used : 20);

        fprintf(tree->out, "%*s", (int)indent, "");
        if (line == MOST_LINES) {
            fputs("...\n", tree->out);
            return;
        }
        for (size_t i = 0; i < length; i++)
            fputc(text[i] == GLUE || text[i] == '\t' ? ' ' : text[i], tree->out);
        fputc('\n', tree->out);
        text += length;
        text += *text == ' ' || *text == GLUE;
    }
}

static bool print_head(struct tree *tree, size_t depth, const struct formula *f,
                       const struct operand *o, double value, const char *remark)
{
    char number[40], *text = NULL;
    size_t size;
    FILE *line = open_memstream(&text, &size);

    format_number(number, value);
    if (line) {
        format_operand(line, f, o);
        fprintf(line, " = %s%s", number, remark);
    }
    if (!text_of(line, &text))
        return fail(tree, "no memory");
    print_text(tree, depth, true, text);
    free(text);
    return true;
}

static struct evaluation *evaluation_of(struct tree *tree, const struct block *b)
{
    struct evaluation **kept = &tree->of[b - tree->t->block], *e = *kept;

    if (e)
        return e;
    if (!(e = *kept = calloc(1, sizeof *e))) {
        fail(tree, "no memory");
        return NULL;
    }
    if (evaluation_begin(e, tree->t, b->formula, b, 1e-13) && evaluation_fits(e, b))
        return e;
    snprintf(tree->t->error, sizeof tree->t->error, "%s:%zu: %s: %.200s", SHOWN_PATH(tree->t->path),
             b->line, b->name, e->f.error);
    return NULL;
}

static bool same(const struct operand *a, const struct operand *b)
{
    return a->scalar == b->scalar && a->block == b->block && a->node == b->node && a->r == b->r &&
           a->c == b->c;
}

static bool listed(const struct operand *list, size_t count, const struct operand *o)
{
    for (size_t i = 0; i < count; i++)
        if (same(&list[i], o))
            return true;
    return false;
}

/* An entry in one of the three styles, or NULL. */
static char *expanded(struct expansion *x, enum style style, const struct operand *o)
{
    char *text = NULL;
    size_t size;

    if (!(x->out = open_memstream(&text, &size)))
        return NULL;
    x->style = style;
    fputs("=\1", x->out);
    expand(x, o->node, o->r, o->c);
    return text_of(x->out, &text);
}

static bool print_expansions(struct tree *tree, size_t levels, struct expansion *x,
                             const struct operand *o)
{
    char *line[3] = {0}, *note = NULL;
    size_t size;
    bool good = (x->note = open_memstream(&note, &size)) != NULL;

    for (enum style style = NAMES; good && style <= TERMS; style++)
        good = (line[style] = expanded(x, style, o)) != NULL;
    good = text_of(x->note, &note) && good && !x->failed;
    if (good) {
        tree->more[levels - 1] = x->operands > 0;
        print_text(tree, levels, false, line[NAMES]);
        if (strcmp(line[VALUES], line[NAMES]) != 0)
            print_text(tree, levels, false, line[VALUES]);
        if (strcmp(line[TERMS], line[VALUES]) != 0 && strpbrk(line[TERMS] + 2, " (/"))
            print_text(tree, levels, false, line[TERMS]);
        for (char *one = strtok(note, "\n"); one; one = strtok(NULL, "\n"))
            print_text(tree, levels, false, one);
    }
    for (size_t i = 0; i < 3; i++)
        free(line[i]);
    free(note);
    return good ? true : fail(tree, "no memory");
}

/* Each operand once; the numbers of the set line once and for all. */
static size_t keep_new(struct tree *tree, struct operand *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count && kept < MOST_TOLD; i++) {
        bool set = list[i].scalar != NULL;

        if (listed(list, kept, &list[i]) || (set && listed(tree->told, tree->tolds, &list[i])))
            continue;
        if (set && tree->tolds < MOST_TOLD)
            tree->told[tree->tolds++] = list[i];
        list[kept++] = list[i];
    }
    return kept;
}

static bool explain_operand(struct tree *tree, size_t depth, const struct evaluation *e,
                            const struct operand *o);

/* What stands below the head of a number: how it is made, and its operands. */
static bool explain(struct tree *tree, size_t depth, const struct evaluation *e,
                    const struct operand *o)
{
    struct expansion x = {.e = e};
    bool good = print_expansions(tree, depth + 1, &x, o);

    x.operands = good ? keep_new(tree, x.operand, x.operands) : 0;
    if (depth == tree->depth && x.operands > 0) {
        tree->more[depth] = false;
        print_text(tree, depth + 1, true,
                   depth < EXPLAIN_MOST_DEPTH ? "... (--depth shows more)"
                                              : "... (ask for one of them)");
    }
    for (size_t i = 0; good && depth < tree->depth && i < x.operands; i++) {
        tree->more[depth] = i + 1 < x.operands;
        good = explain_operand(tree, depth + 1, e, &x.operand[i]);
    }
    free(x.operand);
    return good;
}

static bool explain_block(struct tree *tree, size_t depth, const struct operand *o)
{
    double value = o->block->m->v[o->r * o->block->m->cols + o->c];
    bool again = listed(tree->told, tree->tolds, o);
    struct operand top = {.r = o->r, .c = o->c};
    const struct evaluation *e;

    if (!o->block->formula || again || tree->tolds == MOST_TOLD)
        return print_head(tree, depth, NULL, o, value,
                          !o->block->formula
                              ? strchr(o->block->name, '@') ? " (recorded)" : " (given)"
                          : again ? " (explained above)"
                                  : " (and so on)");
    tree->told[tree->tolds++] = *o;
    if (!(e = evaluation_of(tree, o->block)) || !print_head(tree, depth, NULL, o, value, ""))
        return false;

    char formula[400];

    tree->more[depth] = true;
    snprintf(formula, sizeof formula, "formula: %s", o->block->formula);
    print_text(tree, depth + 1, false, formula);
    top.node = e->f.nodes - 1;

    struct entry computed = evaluation_entry(e, top.node, o->r, o->c);

    if (!evaluation_agrees(e, o->block, o->r * o->block->m->cols + o->c, computed)) {
        snprintf(formula, sizeof formula,
                 "which gives another number, %.17g (trace check says more):", computed.value);
        print_text(tree, depth + 1, false, formula);
    }
    return explain(tree, depth, e, &top);
}

static bool explain_operand(struct tree *tree, size_t depth, const struct evaluation *e,
                            const struct operand *o)
{
    if (o->block)
        return explain_block(tree, depth, o);
    if (o->scalar)
        return print_head(tree, depth, NULL, o, o->scalar->value, " (set)");

    bool enough = tree->inner++ >= MOST_TOLD; /* A * A * A * ... has more than anyone can read */

    return print_head(tree, depth, &e->f, o, evaluation_entry(e, o->node, o->r, o->c).value,
                      enough ? " (and so on)" : "") &&
           (enough || explain(tree, depth, e, o));
}

bool explain_entry(struct trace_file *t, const struct operand *what, size_t depth, FILE *out)
{
    struct tree *tree = calloc(1, sizeof *tree);
    struct show show;
    bool good;

    if (!tree || !(tree->of = calloc(t->blocks, sizeof(struct evaluation *)))) {
        free(tree);
        snprintf(t->error, sizeof t->error, "no memory");
        return false;
    }
    show_init(&show, stdout, 8);
    tree->t = t;
    tree->out = out;
    tree->width = show.width;
    tree->unicode = show.unicode;
    tree->depth = depth;
    good = explain_operand(tree, 0, NULL, what);
    for (size_t i = 0; i < t->blocks; i++)
        if (tree->of[i]) {
            evaluation_free(tree->of[i]);
            free(tree->of[i]);
        }
    free(tree->of);
    free(tree);
    return good;
}
