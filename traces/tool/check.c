/* trace check: are the numbers of a trace those of its formulas?
 *
 * Every block that has a formula is computed once more, from the blocks before it as the
 * trace gives them.  So a wrong number is found in the block where it stands, and what was
 * computed from it is not blamed.  evaluate.h says how near is near enough.
 */
#include "evaluate.h"
#include "format.h"
#include "matrix.h"
#include "mistake.h"
#include "options.h"
#include "show.h"
#include "tool.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What became of a block: it was given, it follows from its formula, it does not, or it does not
 * and is made from one that does not either. */
enum state { GIVEN, RIGHT, WRONG, AFTER, STATES };

enum { MOST_REPORTED = 5 };

struct check {
    struct trace_file *t;
    double tolerance;
    enum state *state;
    size_t count[STATES], open;
    double most; /* the largest relative error, and where it is */
    const struct block *worst;
    size_t worst_entry;
};

static void print_place(const struct block *b, size_t i)
{
    printf("%s[%zu,%zu]", b->name, i / b->m->cols + 1, i % b->m->cols + 1);
}

/* Counts the numbers of a block, from i on, that do not follow. */
static size_t count_wrong(const struct evaluation *e, const struct block *b, size_t i)
{
    size_t count = 0, cols = b->m->cols;

    for (; i < b->m->rows * cols; i++)
        count +=
            !evaluation_agrees(e, b, i, evaluation_entry(e, e->f.nodes - 1, i / cols, i % cols));
    return count;
}

static void print_wrong(const struct trace_file *t, const struct block *b, size_t i, double x)
{
    int digits = trace_half_unit(t, b, i) > 0 ? 15 : 17;

    print_place(b, i);
    printf(" is %.*g; the formula gives %.*g", digits, unsigned_nan(b->m->v[i]), digits,
           unsigned_nan(x));
}

static void report_wrong(const struct check *c, const struct evaluation *e, const struct block *b,
                         size_t i, struct entry x)
{
    double printed = b->m->v[i], half = trace_half_unit(c->t, b, i);
    size_t more = count_wrong(e, b, i) - 1;
    struct mistake mistake;

    printf("%s:%zu: %s does not follow from its formula.\n  %s = %s\n  ", SHOWN(c->t->path),
           b->line, b->name, b->name, SHOWN(b->formula));
    print_wrong(c->t, b, i, x.value);
    if (more > 0)
        printf(" (and %zu more of %zu)", more, count_printed(b));
    puts(".");
    if (isfinite(x.value) && isfinite(printed))
        printf("  They are %.2g apart; %.2g would do%s.\n", fabs(printed - x.value),
               evaluation_reach(e, b, i, x), half > 0 ? ", with the digits that are printed" : "");
    if (mistake_find(c->t, b, NULL, 0, &mistake))
        printf("  It follows %s%s.\n", mistake.words, mistake.where);
}

static void compare_sizes(struct check *c, const struct block *b, size_t i, struct entry x)
{
    double apart = fabs(b->m->v[i] - x.value), relative = x.size > 0 ? apart / x.size : apart;

    if (isinf(x.error))
        c->open++;
    if (!isinf(x.error) && relative > c->most) {
        c->most = relative;
        c->worst = b;
        c->worst_entry = i;
    }
}

/* Puts what was computed in the place of a ?, as uncertain as it is. */
static void put(const struct block *b, size_t i, struct entry x)
{
    b->m->v[i] = x.value;
    if (isfinite(x.error))
        b->decimals[i] = (short)(x.error > 0 ? floor(-log10(2 * x.error)) : PLACE_EXACT);
}

/* Tells whether a formula names a block that is wrong, or made from one. */
static bool made_from_wrong(const struct check *c, const struct formula *f)
{
    for (size_t i = 0; i < f->nodes; i++)
        if (f->node[i].op == BLOCK && c->state[f->node[i].block - c->t->block] >= WRONG)
            return true;
    return false;
}

static enum state compare(struct check *c, const struct evaluation *e, const struct block *b)
{
    size_t cols = b->m->cols, size = b->m->rows * cols;

    for (size_t i = 0; i < size; i++) {
        struct entry x = evaluation_entry(e, e->f.nodes - 1, i / cols, i % cols);

        if (evaluation_agrees(e, b, i, x))
            continue;
        if (made_from_wrong(c, &e->f))
            return AFTER;
        if (c->count[WRONG] < MOST_REPORTED)
            report_wrong(c, e, b, i, x);
        return WRONG;
    }
    for (size_t i = 0; i < size; i++) {
        struct entry x = evaluation_entry(e, e->f.nodes - 1, i / cols, i % cols);

        if (b->decimals[i] == PLACE_NONE)
            put(b, i, x);
        else
            compare_sizes(c, b, i, x);
    }
    return RIGHT;
}

/* false: t->error says why. */
static bool check_block(struct check *c, const struct block *b)
{
    struct evaluation e;
    enum state *state = &c->state[b - c->t->block];
    bool good = true;

    *state = GIVEN;
    if (b->formula) {
        good = evaluation_begin(&e, c->t, b->formula, b, c->tolerance) && evaluation_fits(&e, b);
        if (good)
            *state = compare(c, &e, b);
        else
            snprintf(c->t->error, sizeof c->t->error, "%s:%zu: %s: %.200s", SHOWN_PATH(c->t->path),
                     b->line, b->name, e.f.error);
        evaluation_free(&e);
    }
    c->count[*state]++;
    return good;
}

/* Says how much of a number there is to check. */
static void report_digits(const struct trace_file *t)
{
    struct digits_range range = DIGITS_NONE;

    digits_count(t, true, &range);
    if (range.most > 0)
        printf("The computed numbers are printed with %d to %d digits, and each stands for half a "
               "unit of its last.\n",
               range.least, range.most);
}

static void report(const struct check *c)
{
    const size_t *n = c->count;

    if (n[WRONG] > 0)
        fputs(n[WRONG] > MOST_REPORTED ? "...\n\n" : "\n", stdout);
    printf("%zu block%s recomputed from %s and right", n[RIGHT], n[RIGHT] == 1 ? "" : "s",
           n[RIGHT] == 1 ? "its formula" : "their formulas");
    if (n[WRONG] > 0)
        printf("; %zu wrong", n[WRONG]);
    if (n[AFTER] > 0)
        printf("; %zu made from wrong ones and not judged", n[AFTER]);
    printf("; %zu given.\n", n[GIVEN]);
    report_digits(c->t);
    if (n[WRONG] > 0)
        return;
    if (c->worst) {
        printf("Largest relative error: %.1e, in ", c->most);
        print_place(c->worst, c->worst_entry);
        printf(".\n");
    } else {
        printf("Largest relative error: 0, every bit is the same.\n");
    }
    if (c->open > 0)
        printf(
            "%zu number%s could be anything: with so few digits a divisor, or x in log(x), may be "
            "0.\n",
            c->open, c->open == 1 ? "" : "s");
}

/* Lists every number of a block that its formula does not give.  false: no memory. */
static bool list_block(const struct check *c, const struct block *b)
{
    struct evaluation e;
    size_t cols = b->m->cols;
    bool good = evaluation_begin(&e, c->t, b->formula, b, c->tolerance);

    for (size_t i = 0; good && i < b->m->rows * cols; i++) {
        struct entry x = evaluation_entry(&e, e.f.nodes - 1, i / cols, i % cols);

        if (evaluation_agrees(&e, b, i, x))
            continue;
        print_wrong(c->t, b, i, x.value);
        puts(c->state[b - c->t->block] == AFTER ? ", from wrong ones." : ".");
    }
    evaluation_free(&e);
    return good;
}

/* false: no memory. */
static bool list_all(const struct check *c)
{
    bool good = true;

    if (c->count[WRONG] > 0)
        puts("\nEvery number that its formula does not give:");
    for (size_t i = 0; good && i < c->t->blocks; i++)
        if (c->state[i] >= WRONG)
            good = list_block(c, &c->t->block[i]);
    return good;
}

int check_trace(struct trace_file *t, double tolerance, bool all)
{
    struct check c = {.t = t, .tolerance = tolerance, .state = calloc(t->blocks, sizeof *c.state)};
    bool good = c.state != NULL;

    snprintf(t->error, sizeof t->error, "no memory"); /* unless something else is said */
    for (size_t i = 0; good && i < t->blocks; i++)
        good = check_block(&c, &t->block[i]);
    if (good && c.count[GIVEN] == t->blocks)
        printf("%s: no block has a formula: nothing was checked.\n", SHOWN(t->path));
    else if (good)
        report(&c);
    if (good && all)
        good = list_all(&c);
    free(c.state);
    if (!good)
        return 2;
    return c.count[WRONG] > 0 || c.count[GIVEN] == t->blocks ? 1 : 0;
}

int check_main(int argc, char **argv)
{
    static const struct program program = {
        .name = "trace check",
        .files = "[TRACE]",
        .most = 1,
        .about =
            "Recomputes every block that has a formula from the blocks before it, and compares. "
            "Without TRACE, or with -, it reads standard input.",
        .fault = "a number does not follow from its formula or there is none to check",
    };
    double tolerance = 1e-13;
    bool all = false;
    const struct option_spec spec[] = {
        {"all", NULL, "list every number that its formula does not give", OPTION_FLAG, &all, 0, 0,
         NULL},
        {"tolerance", "T",
         "how far off a number may be, relative to the largest number met in computing it, beyond "
         "what rounded decimals explain",
         OPTION_REAL, &tolerance, 0, HUGE_VAL, NULL}};
    int status = options_parse(&program, spec, 2, argc, &argv);
    struct trace_file t;

    if (status >= 0)
        return status;
    status = trace_file_read(&t, argv[0] ? argv[0] : "-") ? check_trace(&t, tolerance, all) : 2;
    if (status == 2)
        fprintf(stderr, "trace check: %s\n", t.error);
    trace_file_free(&t);
    return status;
}
