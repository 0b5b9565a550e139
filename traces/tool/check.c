/* trace check: are the numbers of a trace those of its formulas?
 *
 * Every block that has a formula is computed once more, from the blocks before it as the
 * trace gives them.  So one wrong number is found in the block where it stands, and what was
 * computed from it is not blamed.  evaluate.h says how near is near enough.
 */
#include "evaluate.h"
#include "format.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "tool.h"

#include <math.h>
#include <string.h>

struct check {
    const struct trace_file *t;
    int decimals;
    double tolerance;
    size_t recomputed, given, open;
    double most; /* the largest relative error, and where it is */
    const struct block *worst;
    size_t worst_entry;
};

static void print_place(const struct block *b, size_t i)
{
    printf("%s[%zu,%zu]", b->name, i / b->m->cols + 1, i % b->m->cols + 1);
}

static void report_wrong(const struct check *c, const struct evaluation *e, const struct block *b,
                         size_t i, struct entry x)
{
    const struct trace_file *t = c->t;
    size_t before = c->recomputed, after = 0;

    for (const struct block *later = b + 1; later < t->block + t->blocks; later++)
        after += later->formula != NULL;
    printf("%s:%zu: %s does not follow from its formula.\n  %s = %s\n  ", t->path, b->line, b->name,
           b->name, b->formula);
    print_place(b, i);
    printf(" is %.*g; the formula gives %.17g.\n", c->decimals < 0 ? 17 : 15, b->m->v[i], x.value);
    if (isfinite(x.value) && isfinite(b->m->v[i]))
        printf("  They are %.2g apart; %.2g would do%s.\n", fabs(b->m->v[i] - x.value),
               x.error + e->half_unit + e->tolerance * x.size,
               c->decimals < 0 ? "" : ", with the decimals this trace has");
    printf("%zu block%s before it %s checked and right; %zu later one%s not checked.\n", before,
           before == 1 ? "" : "s", before == 1 ? "was" : "were", after,
           after == 1 ? " was" : "s were");
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

static int fail(struct trace_file *t, const struct block *b, const char *why)
{
    snprintf(t->error, sizeof t->error, "%s:%zu: %s: %.200s", SHOWN_PATH(t->path), b->line, b->name,
             why);
    return 2;
}

static int compare(struct check *c, const struct evaluation *e, const struct block *b)
{
    size_t cols = b->m->cols;

    for (size_t i = 0; i < b->m->rows * cols; i++) {
        struct entry x = evaluation_entry(e, e->f.nodes - 1, i / cols, i % cols);

        if (!evaluation_agrees(e, b->m->v[i], x)) {
            report_wrong(c, e, b, i, x);
            return 1;
        }
        compare_sizes(c, b, i, x);
    }
    return 0;
}

/* 0, 1 (said why), or 2 (t->error says why). */
static int check_block(struct check *c, struct trace_file *t, const struct block *b)
{
    struct evaluation e;
    bool good = evaluation_begin(&e, t, b, c->decimals, c->tolerance) && evaluation_fits(&e, b);
    int status = good ? compare(c, &e, b) : fail(t, b, e.f.error);

    evaluation_free(&e);
    return status;
}

static void report_right(const struct check *c)
{
    printf("%zu block%s recomputed from %s and right; %zu given.\n", c->recomputed,
           c->recomputed == 1 ? "" : "s", c->recomputed == 1 ? "its formula" : "their formulas",
           c->given);
    if (c->worst) {
        printf("Largest relative error: %.1e, in ", c->most);
        print_place(c->worst, c->worst_entry);
        printf(c->decimals < 0 ? ".\n" : ", which %d decimals allow.\n", c->decimals);
    } else {
        printf("Largest relative error: 0, every bit is the same.\n");
    }
    if (c->open > 0)
        printf("%zu number%s could be anything: with %d decimals a divisor may be 0.\n", c->open,
               c->open == 1 ? "" : "s", c->decimals);
}

int check_trace(struct trace_file *t, double tolerance)
{
    struct check c = {.t = t, .decimals = trace_decimals(t), .tolerance = tolerance};
    int status = 0;

    for (size_t i = 0; status == 0 && i < t->blocks; i++) {
        if (!t->block[i].formula) {
            c.given++;
        } else {
            status = check_block(&c, t, &t->block[i]);
            c.recomputed += status == 0;
        }
    }
    if (status == 0 && c.recomputed == 0) {
        printf("%s: none of its %zu block%s has a formula: nothing was checked.\n", t->path,
               t->blocks, t->blocks == 1 ? "" : "s");
        return 1;
    }
    if (status == 0)
        report_right(&c);
    return status;
}

int check_main(int argc, char **argv)
{
    static const struct program program = {
        .name = "trace check",
        .files = "[TRACE]",
        .most = 1,
        .about =
            "Computes every block that has a formula once more, from the blocks before it, and "
            "compares. Without TRACE, or with -, it reads standard input.",
        .fault = "a number does not follow from its formula or there is none to check",
    };
    double tolerance = 1e-13;
    const struct option_spec spec[] = {
        {"tolerance", "T",
         "how far a number may be off, relative to the largest magnitude met in computing it; on "
         "top of what the rounding of printed decimals explains",
         OPTION_REAL, &tolerance, 0, HUGE_VAL, NULL}};
    int status = options_parse(&program, spec, 1, argc, &argv);
    struct trace_file t;

    if (status >= 0)
        return status;
    status = trace_file_read(&t, argv[0] ? argv[0] : "-") ? check_trace(&t, tolerance) : 2;
    if (status == 2)
        fprintf(stderr, "trace check: %s\n", t.error);
    trace_file_free(&t);
    return status;
}
