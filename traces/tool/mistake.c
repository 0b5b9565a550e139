#include "mistake.h"

#include "compute.h"
#include "edits.h"
#include "evaluate.h"
#include "matrix.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_NUMBERS = 5000, /* of all blocks that are computed anew */
    MOST_STEPS = 50,     /* that every mistake is tried for */
    MOST_LATE = 100000,  /* that anything is tried for */
    MOST_DEPTH = 500,    /* of blocks that are made from each other */
};

/* Operations of a search, about a second of them.  One that needs more gives up, and finds nothing:
 * what it has not tried might fit as well. */
static const double MOST_WORK = 6e7;

/* The chance that numbers which have nothing to do with a formula fit it all the same: the product
 * of their half units, each relative to its number.  Some 50 formulas are tried for a block of its
 * own, and some 1000 before it. */
static const double OWN = 1e-3, AFTER = 1e-4;

/* Multiplies the chance by that of number i of a block.  One that repeats the number before it
 * tells nothing new: it may be the single number of a whole row. */
static double times_chance(double chance, const struct block *b, size_t i, double half,
                           double value)
{
    return i > 0 && b->m->v[i] == b->m->v[i - 1]
               ? chance
               : chance * fmin(1, half / fabs(value)); /* 1, too, if that is 0/0 */
}

/* ---- one formula, from the numbers as they are printed */

/* Adds to *work what it takes. */
static bool fits_printed(struct trace_file *t, const struct block *b, const char *formula,
                         double *work)
{
    struct evaluation e;
    struct formula f;
    bool good = formula_read(&f, t, formula, NULL);
    double chance = 1, each = good ? evaluation_work(&f, true) : 0;

    *work += good ? evaluation_work(&f, false) : 0;
    formula_free(&f);
    if (!good || *work > MOST_WORK)
        return false;
    good = evaluation_begin(&e, t, formula, NULL, 1e-13);
    if (!good)
        *work = INFINITY; /* too large to be tried */
    good = good && evaluation_fits(&e, b);
    for (size_t i = 0; good && i < b->m->rows * b->m->cols; i++) {
        struct entry x = evaluation_entry(&e, e.f.nodes - 1, i / b->m->cols, i % b->m->cols);

        good = isfinite(x.error) && evaluation_agrees(&e, b, i, x);
        chance = times_chance(chance, b, i, evaluation_reach(&e, b, i, x), x.value);
        *work += each;
    }
    evaluation_free(&e);
    return good && chance < OWN;
}

/* ---- a copy of a trace in which everything is computed anew */

struct sheet {
    struct trace_file t;
    const char **formula; /* of each block, or NULL: it is given */
    unsigned char *done;  /* 1: being computed, 2: computed */
    size_t depth;         /* of sheet_value or mark within itself */
    double work;          /* so far; infinite: something was left out of the search */
};

static void sheet_free(struct sheet *s)
{
    trace_file_free(&s->t);
    free(s->formula);
    free(s->done);
}

static bool sheet_copy(struct sheet *s, const struct trace_file *t)
{
    bool good = trace_copy(&s->t, t);

    s->t.exact = true;
    s->formula = calloc(t->blocks, sizeof *s->formula);
    s->done = calloc(t->blocks, 1);
    if (!good || !s->formula || !s->done)
        return false;
    for (size_t i = 0; i < t->blocks; i++)
        s->formula[i] = t->block[i].formula;
    return true;
}

static bool sheet_value(struct sheet *s, size_t i);

/* Computes what a formula names. */
static bool sheet_operands(struct sheet *s, const char *formula)
{
    struct formula f;
    bool good = formula_read(&f, &s->t, formula, NULL);

    if (good)
        s->work += evaluation_work(&f, false) +
                   evaluation_work(&f, true) *
                       (double)(f.node[f.nodes - 1].rows * f.node[f.nodes - 1].cols);
    for (size_t k = 0; good && k < f.nodes; k++)
        if (f.node[k].op == BLOCK)
            good = sheet_value(s, (size_t)(f.node[k].block - s->t.block));
    formula_free(&f);
    return good;
}

/* Computes a block, after all that it is made from; false where that leads back to it. */
static bool sheet_value(struct sheet *s, size_t i)
{
    char ignored[ERROR_MOST];

    if (!s->formula[i] || s->done[i] == 2)
        return true;
    if (s->depth == MOST_DEPTH)
        s->work = INFINITY;
    if (s->done[i] == 1 || s->work > MOST_WORK)
        return false;
    s->done[i] = 1;
    s->depth++;
    if (sheet_operands(s, s->formula[i]) && s->work <= MOST_WORK &&
        compute_block(&s->t, &s->t.block[i], s->formula[i], NULL, ignored))
        s->done[i] = 2;
    s->depth--;
    return s->done[i] == 2;
}

/* Returns the block NAME of NAME_new or NAME@7, or NULL. */
static const struct block *base_of(const struct trace_file *t, const struct block *b, char end)
{
    const char *at = strrchr(b->name, end);

    return at && (end == '@' || strcmp(at, "_new") == 0)
               ? trace_file_block(t, b->name, (size_t)(at - b->name))
               : NULL;
}

/* Returns the block that W1_new will be in the next step: W1, if it is given. */
static struct block *updated(const struct sheet *s, size_t i)
{
    const struct block *b = base_of(&s->t, &s->t.block[i], '_');

    return b && s->formula[i] && !b->formula ? &s->t.block[b - s->t.block] : NULL;
}

static bool sheet_step(struct sheet *s)
{
    size_t updates = 0;

    for (size_t i = 0; i < s->t.blocks; i++)
        if (updated(s, i) && (updates++, !sheet_value(s, i)))
            return false;
    for (size_t i = 0; i < s->t.blocks; i++) {
        struct block *b = updated(s, i);
        const struct matrix *m = s->t.block[i].m;

        if (b && (b->m->rows != m->rows || b->m->cols != m->cols))
            return false;
        if (b)
            memcpy(b->m->v, m->v, m->rows * m->cols * sizeof *m->v);
    }
    memset(s->done, 0, s->t.blocks);
    s->work += (double)s->t.blocks;
    return updates > 0;
}

/* A block, and how many steps lie before it. */
struct target {
    size_t block, steps;
};

/* Loss@7 is the Loss after seven steps, if the trace has the formulas of a step. */
static struct target target_of(const struct trace_file *t, const struct block *b)
{
    const struct block *base = base_of(t, b, '@');
    struct target target = {(size_t)(b - t->block), 0};

    if (base && base->formula) {
        target.block = (size_t)(base - t->block);
        target.steps = strtoul(strrchr(b->name, '@') + 1, NULL, 10);
    }
    return target;
}

/* Marks the blocks that the target is made from. */
static void mark(struct sheet *s, size_t i, bool *needed)
{
    struct formula f;

    if (!s->formula[i] || needed[i])
        return;
    if (s->depth == MOST_DEPTH) {
        s->work = INFINITY;
        return;
    }
    needed[i] = true;
    s->depth++;
    if (formula_read(&f, &s->t, s->formula[i], NULL))
        for (size_t k = 0; k < f.nodes; k++)
            if (f.node[k].op == BLOCK)
                mark(s, (size_t)(f.node[k].block - s->t.block), needed);
    formula_free(&f);
    s->depth--;
}

static void mark_all(struct sheet *s, struct target target, bool *needed)
{
    mark(s, target.block, needed);
    for (size_t i = 0; target.steps > 0 && i < s->t.blocks; i++)
        if (updated(s, i))
            mark(s, i, needed);
}

/* ---- a formula before it, everything after that computed anew */

static bool near(const struct trace_file *t, const struct block *b, const struct matrix *m)
{
    double chance = 1, scale = matrix_largest(m);

    if (m->rows != b->m->rows || m->cols != b->m->cols)
        return false;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        double half = trace_half_unit(t, b, i);

        if (b->decimals[i] == PLACE_NONE)
            continue;
        if (!(fabs(m->v[i] - b->m->v[i]) <= 1.0000002 * half + 1e-12 * scale))
            return false;
        chance = times_chance(chance, b, i, half, m->v[i]);
    }
    return chance < AFTER;
}

/* Tells whether the target has the printed numbers when block u is computed by another formula. */
static bool fits_after(struct sheet *s, const struct trace_file *t, const struct block *b,
                       struct target target, size_t u, const char *formula)
{
    const char *was = s->formula[u];
    bool good = true;

    for (size_t i = 0; i < t->blocks; i++)
        if (!t->block[i].formula) /* back to the first step */
            memcpy(s->t.block[i].m->v, t->block[i].m->v,
                   t->block[i].m->rows * t->block[i].m->cols * sizeof(double));
    memset(s->done, 0, s->t.blocks);
    s->formula[u] = formula;
    for (size_t step = 0; good && step < target.steps; step++)
        good = sheet_step(s);
    good = good && sheet_value(s, target.block) && near(t, b, s->t.block[target.block].m);
    s->formula[u] = was;
    return good;
}

/* ---- the search */

struct search {
    struct trace_file *t;
    const struct block *b;
    struct sheet sheet;
    struct target target;
    struct mistake *found;
    enum edit_kind kind; /* of what is found */
    size_t count;
};

/* Two edits of one kind that give the same numbers are one mistake, said in two ways. */
static bool same_mistake(struct search *s, const struct block *at, const struct edit *edit)
{
    struct evaluation a, b;
    bool same =
        s->kind == edit->kind && strcmp(s->found->block, at->name) == 0 && edit->kind != EDIT_PLACE;
    bool good = evaluation_begin(&a, s->t, s->found->formula, NULL, 0) && same;

    good = evaluation_begin(&b, s->t, edit->formula, NULL, 0) && good;
    good = good && evaluation_fits(&a, at) && evaluation_fits(&b, at);
    for (size_t i = 0; good && i < at->m->rows * at->m->cols; i++) {
        size_t r = i / at->m->cols, c = i % at->m->cols;
        struct entry x = evaluation_entry(&a, a.f.nodes - 1, r, c);
        struct entry y = evaluation_entry(&b, b.f.nodes - 1, r, c);

        good = fabs(x.value - y.value) <= 1e-13 * fmax(x.size, y.size);
    }
    evaluation_free(&a);
    evaluation_free(&b);
    return good;
}

static void say_where(struct search *s)
{
    struct mistake *m = s->found;

    m->where[0] = '\0';
    if (strcmp(m->block, s->b->name) != 0)
        snprintf(m->where, sizeof m->where, " in %s", m->block);
}

static void keep(struct search *s, const struct block *at, const struct edit *edit)
{
    struct mistake *m = s->found;

    if (s->count > 0 && same_mistake(s, at, edit))
        return;
    if (s->count++ > 0)
        return;
    s->kind = edit->kind;
    snprintf(m->block, sizeof m->block, "%s", at->name);
    if (snprintf(m->formula, sizeof m->formula, "%s", edit->formula) >= (int)sizeof m->formula)
        s->sheet.work = INFINITY; /* half of a formula is another one */
    snprintf(m->words, sizeof m->words, "%s", edit->words);
    say_where(s);
}

static void try_own(struct search *s)
{
    struct edits list;

    edits_make(&list, s->t, s->b);
    if (list.cut)
        s->sheet.work = INFINITY;
    for (size_t i = 0; i < list.count && s->count < 2; i++)
        if (fits_printed(s->t, s->b, list.edit[i].formula, &s->sheet.work))
            keep(s, s->b, &list.edit[i]);
    edits_free(&list);
}

static void try_before(struct search *s, size_t u)
{
    struct edits list;

    edits_make(&list, s->t, &s->t->block[u]);
    if (list.cut)
        s->sheet.work = INFINITY;
    s->sheet.work += (double)(list.count * strlen(s->t->block[u].formula));
    for (size_t i = 0; i < list.count && s->count < 2; i++)
        if (fits_after(&s->sheet, s->t, s->b, s->target, u, list.edit[i].formula))
            keep(s, &s->t->block[u], &list.edit[i]);
    edits_free(&list);
}

/* Its own formula is tried as well: what is not rounded on the way may fit better. */
static void try_all_before(struct search *s)
{
    bool *needed = calloc(s->t->blocks, sizeof *needed);
    size_t numbers = 0;

    if (needed && s->target.steps <= MOST_STEPS) {
        mark_all(&s->sheet, s->target, needed);
        for (size_t i = 0; i < s->t->blocks; i++)
            numbers += needed[i] ? s->t->block[i].m->rows * s->t->block[i].m->cols : 0;
        for (size_t i = 0; i < s->t->blocks && numbers <= MOST_NUMBERS; i++)
            if (needed[i] && s->sheet.work <= MOST_WORK)
                try_before(s, i);
    }
    free(needed);
}

/* Returns the number of the block in which a mistake was made before; past the last: it is not
 * there. */
static size_t block_of(const struct search *s, const struct mistake *known)
{
    const struct block *u = trace_file_block(s->t, known->block, strlen(known->block));

    return u && u->formula ? (size_t)(u - s->t->block) : s->t->blocks;
}

/* Tries two that are known at once: what was done in one layer may have been done in
 * the other. */
static bool fits_both(struct search *s, const struct mistake known[2])
{
    size_t u = block_of(s, &known[0]), v = block_of(s, &known[1]);
    bool good;

    if (u == s->t->blocks || v == s->t->blocks)
        return false;
    s->sheet.formula[u] = known[0].formula;
    good = fits_after(&s->sheet, s->t, s->b, s->target, v, known[1].formula);
    s->sheet.formula[u] = s->t->block[u].formula;
    *s->found = (struct mistake){0};
    snprintf(s->found->words, MISTAKE_TEXT, "with the above in %s and in %s", known[0].block,
             known[1].block);
    return good;
}

static void try_known(struct search *s, const struct mistake *known, size_t n)
{
    if (s->target.steps > MOST_LATE)
        return;
    for (size_t i = 0; i < n; i++) {
        size_t u = block_of(s, &known[i]);

        if (u < s->t->blocks && fits_after(&s->sheet, s->t, s->b, s->target, u, known[i].formula)) {
            *s->found = known[i];
            say_where(s);
            s->count++;
        }
    }
    s->count += s->count == 0 && n == 2 && fits_both(s, known);
}

/* One step too few, or too many. */
static void try_steps(struct search *s)
{
    size_t right = s->target.steps, u = s->target.block;

    for (size_t steps = right - 1; right > 0 && steps <= right + 1; steps += 2) {
        struct target target = {u, steps};

        if (!fits_after(&s->sheet, s->t, s->b, target, u, s->sheet.formula[u]))
            continue;
        s->count++;
        *s->found = (struct mistake){0};
        snprintf(s->found->words, sizeof s->found->words, "after %zu step%s", steps,
                 steps == 1 ? "" : "s");
    }
}

/* A search in which something could not be tried for want of memory would tell another story: the
 * tool ends instead.  Only this, and nothing too large, leaves ENOMEM: sizes are judged before. */
static void want_memory(void)
{
    if (errno != ENOMEM)
        return;
    fputs("trace: no memory\n", stderr);
    exit(2);
}

bool mistake_none(struct trace_file *t, const struct block *b)
{
    double work = 0;
    bool fits;

    errno = 0;
    fits = fits_printed(t, b, b->formula, &work);
    want_memory();
    return fits;
}

bool mistake_find(struct trace_file *t, const struct block *b, const struct mistake *known,
                  size_t n, struct mistake *found)
{
    struct search s = {.t = t, .b = b, .found = found, .target = target_of(t, b)};

    if (b->m->rows * b->m->cols > 20 * MOST_NUMBERS)
        return false;
    errno = 0;
    if (s.target.steps == 0)
        try_own(&s);
    if (s.count == 0 && t->numbers <= 20 * MOST_NUMBERS && sheet_copy(&s.sheet, t)) {
        try_known(&s, known, n);
        if (s.target.steps <= MOST_LATE)
            try_steps(&s);
        if (s.count == 0)
            try_all_before(&s);
    }
    sheet_free(&s.sheet);
    want_memory();
    return s.count == 1 && s.sheet.work <= MOST_WORK;
}
