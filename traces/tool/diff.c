/* trace diff: where does a trace depart from a reference, and whose fault is it?
 *
 * Every block of every reference is looked for in every trace.  A number agrees when
 * it is the reference's value rounded as the reference prints it, or, where the
 * reference has all its digits, when it is as near as --tolerance asks.  The first block
 * that differs is judged; what is computed from it is wrong for its sake and is not.
 *
 * The article's figures are references with known slips: those numbers must differ.
 */
#include "trace_file.h"
#include "format.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "slips.h"
#include "tool.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 200 };

/* What became of a block: it is not there, it agrees, it differs, or it is made from one that
 * differs and is not judged. */
enum state { ABSENT, SOUND, WRONG, AFTER, STATES };

/* What comes of comparing one block with its reference, in numbers. */
struct result {
    bool shape;
    size_t agree, slips, differ, unslipped;
    size_t row, col; /* the first entry that differs, from 1 */
};

struct diff {
    struct trace_file *ref, *trace;
    size_t refs, traces;
    struct ledger ledger;
    double tolerance;   /* negative: as the reference is printed */
    enum state **state; /* [trace][block] */
    size_t agree, differ, missing, unjudged, slips, unslipped;
};

static double largest(const struct matrix *m)
{
    double most = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (isfinite(m->v[i]) && fabs(m->v[i]) > most)
            most = fabs(m->v[i]);
    return most;
}

/* Two numbers that should be the same, of which the coarser may be off by half a unit. */
static bool agrees(const struct diff *d, double value, double printed, double half, double scale)
{
    if (isnan(value) || isnan(printed))
        return isnan(value) && isnan(printed);
    if (isinf(value) || isinf(printed))
        return value == printed;
    if (d->tolerance >= 0)
        return fabs(value - printed) <= d->tolerance * scale;
    return fabs(value - printed) <= 1.0000002 * half + 1e-12 * scale;
}

/* Labels and counts are whole numbers, and not rounded. */
static bool whole(const struct block *b)
{
    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        if (b->decimals[i] != 0)
            return false;
    return true;
}

static double coarser(const struct trace_file *ref, const struct block *r,
                      const struct trace_file *t, const struct block *b, size_t i)
{
    double half = whole(r) ? 0 : trace_half_unit(ref, r, i);

    return fmax(half, whole(b) ? 0 : trace_half_unit(t, b, i));
}

/* Shape before nan before value: a nan is reported before any other difference. */
static struct result compare(const struct diff *d, const struct trace_file *ref,
                             const struct block *r, const struct trace_file *t,
                             const struct block *b)
{
    struct result result = {.shape = r->m->rows == b->m->rows && r->m->cols == b->m->cols};
    bool nan_found = false;
    double scale = largest(r->m);

    if (!result.shape) {
        result.differ = r->m->rows * r->m->cols;
        return result;
    }
    for (size_t i = 0; i < r->m->rows * r->m->cols; i++) {
        size_t row = i / r->m->cols + 1, col = i % r->m->cols + 1;
        bool good = agrees(d, b->m->v[i], r->m->v[i], coarser(ref, r, t, b, i), scale);

        if (ledger_find(&d->ledger, ref->source, r->name, row, col)) {
            result.slips += !good;
            result.unslipped += good;
        } else if (good) {
            result.agree++;
        } else {
            bool is_nan = isnan(b->m->v[i]) != isnan(r->m->v[i]);

            if (result.differ++ == 0 || (is_nan && !nan_found)) {
                result.row = row;
                result.col = col;
            }
            nan_found |= is_nan;
        }
    }
    return result;
}

/* The blocks that a formula names, one at a time; *at moves along. */
static const struct block *next_operand(const struct trace_file *t, const char **at)
{
    while (*at && **at) {
        size_t length = name_length(*at);
        const struct block *b = length ? trace_file_block(t, *at, length) : NULL;

        *at += length ? length : 1;
        if (b)
            return b;
    }
    return NULL;
}

static bool made_from_wrong(const struct diff *d, size_t k, size_t i)
{
    const struct trace_file *t = &d->trace[k];
    const char *at = t->block[i].formula;

    for (const struct block *b; (b = next_operand(t, &at));)
        if (b < &t->block[i] && d->state[k][b - t->block] != SOUND)
            return true;
    return false;
}

/* Where a block first departs from a reference. */
struct departure {
    const struct trace_file *ref;
    const struct block *r;
    struct result result;
};

static bool departs(const struct diff *d, const struct trace_file *t, const struct block *b,
                    struct departure *found)
{
    for (size_t f = 0; f < d->refs; f++) {
        found->ref = &d->ref[f];
        found->r = trace_file_block(found->ref, b->name, strlen(b->name));
        if (found->r && (found->result = compare(d, found->ref, found->r, t, b)).differ > 0)
            return true;
    }
    return false;
}

static void judge_trace(struct diff *d, size_t k)
{
    struct departure ignored;

    for (size_t i = 0; i < d->trace[k].blocks; i++)
        d->state[k][i] = made_from_wrong(d, k, i)                                    ? AFTER
                         : departs(d, &d->trace[k], &d->trace[k].block[i], &ignored) ? WRONG
                                                                                     : SOUND;
}

/* The traces in which a block is in that state; ABSENT: those that have it at all. */
static void print_traces(const struct diff *d, const enum state *state, enum state which)
{
    for (size_t k = 0; k < d->traces && d->traces > 1; k++)
        if (which == ABSENT ? state[k] != ABSENT : state[k] == which)
            printf(" %.*s", (int)strcspn(d->trace[k].source, "-"), SHOWN(d->trace[k].source));
}

/* The slips of a block, in words. */
static void print_slips(const struct diff *d, const struct trace_file *ref, const struct block *r,
                        const struct block *b)
{
    for (size_t i = 0; i < r->m->rows * r->m->cols; i++) {
        size_t row = i / r->m->cols + 1, col = i % r->m->cols + 1;
        const struct slip *s = ledger_find(&d->ledger, ref->source, r->name, row, col);

        if (s)
            printf("    slip %d: %s[%zu,%zu] is printed %.*f; it is %.*f\n", s->number, r->name,
                   row, col, r->decimals[i] > 0 ? r->decimals[i] : 0, r->m->v[i], 8, b->m->v[i]);
    }
}

static size_t more(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Compares a reference block with that of trace k.  all: the worst of all traces; fitting: a block
 * that does not differ. */
static enum state judge_block(const struct diff *d, const struct trace_file *ref,
                              const struct block *r, size_t k, struct result *all,
                              const struct block **fitting)
{
    const struct trace_file *t = &d->trace[k];
    const struct block *b = trace_file_block(t, r->name, strlen(r->name));

    if (!b || d->state[k][b - t->block] == AFTER)
        return b ? AFTER : ABSENT;

    struct result one = compare(d, ref, r, t, b);

    if (one.shape && one.differ == 0)
        *fitting = b;
    all->agree = one.agree < all->agree ? one.agree : all->agree;
    all->differ = more(all->differ, one.differ);
    all->slips = more(all->slips, one.slips);
    all->unslipped = more(all->unslipped, one.unslipped);
    return one.differ > 0 ? WRONG : SOUND;
}

static void report_block(struct diff *d, const struct trace_file *ref, const struct block *r)
{
    size_t size = r->m->rows * r->m->cols, count[STATES] = {0};
    enum state state[MOST_FILES];
    const struct block *fitting = NULL;
    struct result all = {.agree = size};

    for (size_t k = 0; k < d->traces; k++)
        count[state[k] = judge_block(d, ref, r, k, &all, &fitting)]++;

    bool judged = count[SOUND] + count[WRONG] > 0;

    printf("  %-10s %3zux%zu", r->name, r->m->rows, r->m->cols);
    if (count[ABSENT] == d->traces)
        printf("  is in no trace");
    if (judged) {
        printf("  %2zu of %zu agree", all.agree, size);
        print_traces(d, state, ABSENT);
    }
    if (count[WRONG] > 0) {
        printf("   %zu DIFFER", all.differ);
        print_traces(d, state, WRONG);
    }
    if (count[AFTER] > 0) {
        printf("   not judged");
        print_traces(d, state, AFTER);
    }
    fputc('\n', stdout);
    if (fitting && all.slips + all.unslipped > 0)
        print_slips(d, ref, r, fitting);
    if (all.unslipped > 0)
        printf("    %zu of these agree after all: the ledger is wrong\n", all.unslipped);
    *(count[ABSENT] == d->traces ? &d->missing : judged ? &d->agree : &d->unjudged) += all.agree;
    d->differ += all.differ;
    d->slips += all.slips;
    d->unslipped += all.unslipped;
}

/* The set line is never rounded, whatever the blocks are printed with. */
static bool scalars_agree(const struct diff *d, const struct scalar *a, const struct scalar *b)
{
    return agrees(d, a->value, b->value, 0, fabs(b->value));
}

static void report_scalar(struct diff *d, const struct scalar *s)
{
    size_t found = 0, good = 0;

    for (size_t k = 0; k < d->traces; k++) {
        const struct scalar *t = trace_file_scalar(&d->trace[k], s->name, strlen(s->name));

        found += t != NULL;
        good += t && scalars_agree(d, t, s);
    }
    printf("  %-10s   1x1  ", s->name);
    if (found == 0) {
        printf("is in no trace\n");
        d->missing++;
    } else if (good == found) {
        printf(" 1 of 1 agree\n");
        d->agree++;
    } else {
        printf(" 0 of 1 agree   1 DIFFERS\n");
        d->differ++;
    }
}

static bool in_reference(const struct diff *d, const char *name)
{
    for (size_t f = 0; f < d->refs; f++)
        if (trace_file_block(&d->ref[f], name, strlen(name)))
            return true;
    return false;
}

/* Says of one name in a formula whether it agrees with the reference. */
static bool judge_input(const struct diff *d, const struct trace_file *t, const char *name,
                        size_t length)
{
    const struct block *b = trace_file_block(t, name, length);
    const struct scalar *s = trace_file_scalar(t, name, length), *r = NULL;
    const char *words = "is not in the reference";
    bool good = false;

    if (!b && !s &&
        ((length == 3 && strncmp(name, "sum", 3) == 0) ||
         (length == 7 && strncmp(name, "sigmoid", 7) == 0)))
        return true;
    for (size_t f = 0; f < d->refs && s && !r; f++)
        r = trace_file_scalar(&d->ref[f], name, length);
    if (!b && !s)
        words = "is not in this trace";
    else if (s && r)
        words = (good = scalars_agree(d, s, r)) ? "agrees" : "differs";
    else if (b && (good = in_reference(d, b->name)))
        words = "agrees"; /* or this block would not be the first that differs */
    printf("  input %-10.*s %s\n", (int)length, name, words);
    return good;
}

static void judge_inputs(const struct diff *d, const struct trace_file *t, const struct block *b)
{
    bool all = true;

    printf("%s = %s\n", b->name, SHOWN(b->formula));
    for (const char *at = b->formula; *at;) {
        size_t length = name_length(at);

        if (length > 0)
            all &= judge_input(d, t, at, length);
        at += length ? length : 1;
    }
    puts(all ? "Its inputs agree, so the fault is in this step."
             : "The fault is in this step or in an input that does not agree.");
}

/* The paragraph on the first block that differs: which entry, both values, its inputs. */
static void explain(const struct diff *d, size_t k, size_t i)
{
    const struct trace_file *t = &d->trace[k];
    const struct block *b = &t->block[i];
    struct departure from;
    size_t after = 0;

    departs(d, t, b, &from);

    const struct matrix *is = b->m, *should = from.r->m;
    size_t row = from.result.row, col = from.result.col;

    printf("\n%s: %s is the first block that differs", SHOWN(t->path), b->name);
    printf(from.ref->source[0] ? " (from %s).\n" : ".\n", SHOWN(from.ref->source));
    if (!from.result.shape)
        printf("It is %zux%zu; it should be %zux%zu.\n", is->rows, is->cols, should->rows,
               should->cols);
    else
        printf("%s[%zu,%zu] is %.17g; it should be %.*g.\n", b->name, row, col,
               is->v[(row - 1) * is->cols + col - 1], from.ref->exact ? 17 : 10,
               should->v[(row - 1) * should->cols + col - 1]);
    if (b->formula)
        judge_inputs(d, t, b);
    else
        puts("It is an input: nothing before it can be at fault.");
    for (size_t j = i + 1; j < t->blocks; j++)
        after += d->state[k][j] == AFTER;
    if (after > 0)
        printf("%zu later block%s downstream and not judged.\n", after,
               after == 1 ? " is" : "s are");
}

static void explain_first(const struct diff *d)
{
    for (size_t k = 0; k < d->traces; k++)
        for (size_t i = 0; i < d->trace[k].blocks; i++)
            if (d->state[k][i] == WRONG) {
                explain(d, k, i);
                return;
            }
}

/* Blocks of the traces that no reference has: named, and no fault. */
static void name_extra(const struct diff *d)
{
    size_t found = 0;

    for (size_t k = 0; k < d->traces; k++)
        for (size_t i = 0; i < d->trace[k].blocks; i++) {
            const char *name = d->trace[k].block[i].name;
            bool said = in_reference(d, name);

            for (size_t j = 0; j < k; j++)
                said |= trace_file_block(&d->trace[j], name, strlen(name)) != NULL;
            if (!said && found++ < 12)
                printf("%s %s", found == 1 ? "\nNot in the reference:" : "", name);
        }
    if (found > 12)
        printf(" and %zu more", found - 12);
    if (found > 0)
        printf("\n");
}

/* Slips of the ledger that no reference number stands for. */
static size_t count_places(const struct diff *d)
{
    size_t places = 0;

    for (size_t i = 0; i < d->ledger.count; i++)
        if (strcmp(d->ledger.slip[i].shown, "diff") == 0)
            for (const char *at = d->ledger.slip[i].by; (at = strchr(at, '[')); at++)
                places++;
    return places;
}

static void report_reference(struct diff *d, const struct trace_file *ref)
{
    printf("%s%s%s\n", SHOWN(ref->source[0] ? ref->source : ref->path), ref->part[0] ? ", " : "",
           SHOWN(ref->part));
    for (size_t i = 0; i < ref->sets; i++)
        report_scalar(d, &ref->set[i]);
    for (size_t i = 0; i < ref->blocks; i++)
        report_block(d, ref, &ref->block[i]);
}

static void print_total(const struct diff *d)
{
    printf("\n%zu numbers: %zu agree",
           d->agree + d->differ + d->slips + d->unslipped + d->missing + d->unjudged, d->agree);
    if (d->ledger.count > 0)
        printf(", %zu are the article's own slips", d->slips);
    printf(", %zu differ", d->differ);
    if (d->unjudged > 0)
        printf(", %zu are not judged", d->unjudged);
    if (d->missing > 0)
        printf(", %zu are in no trace", d->missing);
    printf(".\n");
    if (d->unslipped > 0)
        printf("%zu numbers of the slip ledger agree after all: the ledger is wrong.\n",
               d->unslipped);
}

static int report(struct diff *d, bool whole_ledger)
{
    size_t named = count_places(d), met;

    if (d->traces > 1)
        printf("For each block: its shape, how many numbers agree, and the chapters that traced "
               "it.\n\n");
    for (size_t f = 0; f < d->refs; f++) {
        fputs(f > 0 ? "\n" : "", stdout);
        report_reference(d, &d->ref[f]);
    }
    name_extra(d);
    explain_first(d);
    print_total(d);
    met = d->slips + d->unslipped;
    if (whole_ledger && met != named && d->missing + d->differ + d->unjudged == 0) {
        printf("The ledger names %zu numbers, and %zu of them are in the reference.\n", named, met);
        return 1;
    }
    return d->differ + d->missing + d->unslipped > 0 ? 1 : 0;
}

static bool read_one(struct trace_file *t, const char *path)
{
    if (trace_file_read(t, path))
        return true;
    fprintf(stderr, "trace diff: %s\n", t->error);
    return false;
}

/* A reference is a file, or a directory of them; beside the article's lies the ledger. */
static bool read_references(struct diff *d, const char *path, bool directory)
{
    if (directory ? trace_folder_read(d->ref, MOST_FILES, &d->refs, path)
                  : trace_file_read(&d->ref[d->refs++], path))
        return true;
    fprintf(stderr, "trace diff: %s\n", d->ref[d->refs - 1].error);
    return false;
}

static bool read_ledger(struct diff *d, const char *path, bool directory)
{
    const char *slash = strrchr(path, '/');
    size_t n = directory ? strlen(path) : slash ? (size_t)(slash - path) : 0;
    char full[4096];
    struct stat s;

    snprintf(full, sizeof full, "%.*s%sslips.tsv", (int)n, path, n ? "/" : "");
    if (d->ref[0].source[0] == '\0' || (stat(full, &s) != 0 && errno == ENOENT))
        return true;
    if (ledger_read(&d->ledger, full))
        return true;
    fprintf(stderr, "trace diff: %s\n", d->ledger.error);
    return false;
}

static int read_options(struct diff *d, int argc, char ***argv)
{
    static const struct program program = {
        .name = "trace diff",
        .files = "REFERENCE TRACE...",
        .least = 2,
        .most = MOST_FILES + 1,
        .about =
            "Compares traces with a reference, block by block, and judges the first block that "
            "differs. REFERENCE is a trace, or a directory of them. A file slips.tsv beside it "
            "lists numbers that are known to be wrong there.",
        .fault = "something differs",
    };
    const struct option_spec spec[] = {
        {"tolerance", "T",
         "how far a number may be off, relative to the largest of its block; without it, half a "
         "unit of the last printed decimal where the reference is printed with few decimals, else "
         "1e-12",
         OPTION_REAL, &d->tolerance, 0, HUGE_VAL, NULL}};

    return options_parse(&program, spec, 1, argc, argv);
}

int diff_main(int argc, char **argv)
{
    static struct trace_file ref[MOST_FILES], trace[MOST_FILES];
    static enum state *state[MOST_FILES];
    struct diff d = {.ref = ref, .trace = trace, .tolerance = -1, .state = state};
    int status = read_options(&d, argc, &argv);

    if (status >= 0)
        return status;

    struct stat s;
    bool directory = stat(argv[0], &s) == 0 && S_ISDIR(s.st_mode);
    bool good = read_references(&d, argv[0], directory) && read_ledger(&d, argv[0], directory);

    for (char **path = argv + 1; good && *path; path++)
        good = read_one(&trace[d.traces++], *path);
    for (size_t k = 0; good && k < d.traces; k++) {
        state[k] = calloc(trace[k].blocks + 1, sizeof **state);
        good = state[k] != NULL;
        if (good)
            judge_trace(&d, k);
        else
            fputs("trace diff: no memory\n", stderr);
    }
    status = good ? report(&d, directory && d.ledger.count > 0) : 2;

    for (size_t i = 0; i < MOST_FILES; i++) {
        trace_file_free(&ref[i]);
        trace_file_free(&trace[i]);
        free(state[i]);
        ref[i] = trace[i] = (struct trace_file){0};
        state[i] = NULL;
    }
    ledger_free(&d.ledger);
    return status;
}
