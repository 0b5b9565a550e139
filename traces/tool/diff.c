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
#include "show.h"
#include "slips.h"
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 200 };

/* What became of one reference block in one trace. */
struct result {
    bool present, judged, shape;
    size_t agree, slips, differ, unslipped;
    size_t row, col; /* the first entry that differs, from 1 */
};

struct diff {
    struct trace_file *ref, *trace;
    size_t refs, traces;
    struct ledger ledger;
    double tolerance; /* negative: as the reference is printed */
    bool **tainted;   /* [trace][block]: differs, or is made from one that does */
    bool **wrong;     /* [trace][block]: differs itself */
    size_t agree, differ, missing, unjudged, slips, unslipped;
};

static double half_unit(int decimals)
{
    return decimals <= 0 ? 0 : 0.5000001 * pow(10, -decimals); /* a whole number is exact */
}

static bool agrees(const struct diff *d, bool decimal, double value, double printed, int decimals,
                   double scale)
{
    if (isnan(value) || isnan(printed))
        return isnan(value) && isnan(printed);
    if (isinf(value) || isinf(printed))
        return value == printed;
    if (d->tolerance < 0 && decimal)
        return fabs(value - printed) <= half_unit(decimals);
    return fabs(value - printed) <= (d->tolerance < 0 ? 1e-12 : d->tolerance) * scale;
}

static double largest(const struct matrix *m)
{
    double most = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (isfinite(m->v[i]) && fabs(m->v[i]) > most)
            most = fabs(m->v[i]);
    return most;
}

/* Shape before nan before value: a nan is reported before any other difference. */
static struct result compare(const struct diff *d, const struct trace_file *ref,
                             const struct block *r, const struct block *b)
{
    struct result result = {.present = true, .judged = true};
    bool nan_found = false;
    double scale = largest(r->m);

    result.shape = r->m->rows == b->m->rows && r->m->cols == b->m->cols;
    if (!result.shape) {
        result.differ = r->m->rows * r->m->cols;
        return result;
    }
    for (size_t i = 0; i < r->m->rows * r->m->cols; i++) {
        size_t row = i / r->m->cols + 1, col = i % r->m->cols + 1;
        bool good = agrees(d, ref->decimal, b->m->v[i], r->m->v[i], r->decimals[i], scale);

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

static size_t index_of(const struct trace_file *t, const struct block *b)
{
    return (size_t)(b - t->block);
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

/* In the order of the trace: what differs, and what is made from it. */
static void find_tainted(struct diff *d, size_t k)
{
    struct trace_file *t = &d->trace[k];

    for (size_t i = 0; i < t->blocks; i++) {
        const char *at = t->block[i].formula;

        for (size_t f = 0; f < d->refs; f++) {
            const struct block *r = trace_file_block(&d->ref[f], t->block[i].name,
                                                     strlen(t->block[i].name));

            if (r && compare(d, &d->ref[f], r, &t->block[i]).differ > 0)
                d->wrong[k][i] = true;
        }
        d->tainted[k][i] = d->wrong[k][i];
        for (const struct block *b; (b = next_operand(t, &at));)
            if (index_of(t, b) < i && d->tainted[k][index_of(t, b)])
                d->tainted[k][i] = true;
    }
}

static bool downstream(const struct diff *d, size_t k, size_t i)
{
    const char *at = d->trace[k].block[i].formula;

    for (const struct block *b; (b = next_operand(&d->trace[k], &at));)
        if (index_of(&d->trace[k], b) < i && d->tainted[k][index_of(&d->trace[k], b)])
            return true;
    return false;
}

static void print_traces(const struct diff *d, const bool *in)
{
    if (d->traces == 1)
        return;
    for (size_t k = 0; k < d->traces; k++)
        if (in[k])
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
                   row, col, r->decimals[i] < 0 ? 8 : r->decimals[i], r->m->v[i], 8, b->m->v[i]);
    }
}

static void report_block(struct diff *d, const struct trace_file *ref, const struct block *r)
{
    struct result all = {.agree = r->m->rows * r->m->cols};
    const struct block *one = NULL, *fitting = NULL;
    bool in[MOST_FILES] = {0}, bad[MOST_FILES] = {0}, after[MOST_FILES] = {0};
    size_t judged = 0, differing = 0, unjudged = 0;

    for (size_t k = 0; k < d->traces; k++) {
        const struct block *b = trace_file_block(&d->trace[k], r->name, strlen(r->name));

        if (!b)
            continue;
        one = b;
        in[k] = true;
        if (downstream(d, k, index_of(&d->trace[k], b))) {
            after[k] = true;
            unjudged++;
            continue;
        }

        struct result one_of = compare(d, ref, r, b);

        judged++;
        fitting = one_of.shape && one_of.differ == 0 ? b : fitting;
        if (one_of.agree < all.agree)
            all.agree = one_of.agree;
        all.slips = one_of.slips > all.slips ? one_of.slips : all.slips;
        all.unslipped = one_of.unslipped > all.unslipped ? one_of.unslipped : all.unslipped;
        if (one_of.differ > 0) {
            bad[k] = true;
            differing++;
            all.differ = one_of.differ > all.differ ? one_of.differ : all.differ;
        }
    }
    printf("  %-10s %3zux%zu", r->name, r->m->rows, r->m->cols);
    if (!one) {
        printf("  is in no trace\n");
        d->missing += r->m->rows * r->m->cols;
        return;
    }
    if (judged > 0) {
        printf("  %2zu of %zu agree", all.agree, r->m->rows * r->m->cols);
        print_traces(d, in);
    }
    if (differing > 0) {
        printf("   %zu DIFFER", all.differ);
        print_traces(d, bad);
    }
    if (judged == 0)
        d->unjudged += r->m->rows * r->m->cols;
    if (unjudged > 0) {
        printf("   not judged");
        print_traces(d, after);
    }
    fputc('\n', stdout);
    if (judged > 0) {
        d->agree += all.agree;
        d->differ += all.differ;
        d->slips += all.slips;
        d->unslipped += all.unslipped;
        if (fitting && all.slips + all.unslipped > 0)
            print_slips(d, ref, r, fitting);
        if (all.unslipped > 0)
            printf("    %zu of these agree after all: the ledger is wrong\n", all.unslipped);
    }
}

/* The set line is never rounded, whatever the blocks are printed with. */
static bool scalars_agree(const struct diff *d, const struct scalar *a, const struct scalar *b)
{
    return agrees(d, false, a->value, b->value, 0, fabs(b->value));
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

static const struct block *reference_of(const struct diff *d, const char *name,
                                        const struct trace_file **ref)
{
    for (size_t f = 0; f < d->refs; f++) {
        const struct block *r = trace_file_block(&d->ref[f], name, strlen(name));

        if (r) {
            *ref = &d->ref[f];
            return r;
        }
    }
    return NULL;
}

/* Says of one name in a formula whether it agrees with the reference. */
static bool judge_input(const struct diff *d, const struct trace_file *t, const char *name,
                        size_t length)
{
    const struct block *b = trace_file_block(t, name, length);
    const struct scalar *s = trace_file_scalar(t, name, length), *r = NULL;
    const struct trace_file *where;
    const char *words = "is not in the reference";
    bool good = false;

    if (!b && !s && ((length == 3 && strncmp(name, "sum", 3) == 0) ||
                     (length == 7 && strncmp(name, "sigmoid", 7) == 0)))
        return true;
    for (size_t f = 0; f < d->refs && s && !r; f++)
        r = trace_file_scalar(&d->ref[f], name, length);
    if (!b && !s)
        words = "is not in this trace";
    else if (s && r)
        words = (good = scalars_agree(d, s, r)) ? "agrees" : "differs";
    else if (b && reference_of(d, b->name, &where))
    {
        good = true; /* or this block would not be the first that differs */
        words = "agrees";
    }
    printf("  input %-10.*s %s\n", (int)length, name, words);
    return good;
}

/* The paragraph on the first block that differs: which entry, both values, its inputs. */
static void explain(const struct diff *d, size_t k, size_t i)
{
    const struct trace_file *t = &d->trace[k], *ref = NULL;
    const struct block *b = &t->block[i], *r = NULL;
    struct result result = {0};
    size_t after = 0;

    for (size_t f = 0; f < d->refs && result.differ == 0; f++) {
        ref = &d->ref[f];
        r = trace_file_block(ref, b->name, strlen(b->name));
        if (r)
            result = compare(d, ref, r, b);
    }
    printf("\n%s: %s is the first block that differs", SHOWN(t->path), b->name);
    if (ref->source[0])
        printf(" (from %s)", SHOWN(ref->source));
    printf(".\n");
    if (!result.shape)
        printf("It is %zux%zu; it should be %zux%zu.\n", b->m->rows, b->m->cols, r->m->rows,
               r->m->cols);
    else
        printf("%s[%zu,%zu] is %.17g; it should be %.*g.\n", b->name, result.row, result.col,
               b->m->v[(result.row - 1) * b->m->cols + result.col - 1], ref->decimal ? 10 : 17,
               r->m->v[(result.row - 1) * r->m->cols + result.col - 1]);
    if (b->formula) {
        bool all = true;

        printf("%s = %s\n", b->name, SHOWN(b->formula));
        for (const char *at = b->formula; *at;) {
            size_t length = name_length(at);

            if (length > 0)
                all &= judge_input(d, t, at, length);
            at += length ? length : 1;
        }
        printf(all ? "Its inputs agree, so the fault is in this step.\n"
                   : "The fault is in this step or in an input that does not agree.\n");
    } else {
        printf("It is an input: nothing before it can be at fault.\n");
    }
    for (size_t j = i + 1; j < t->blocks; j++)
        after += downstream(d, k, j);
    if (after > 0)
        printf("%zu later block%s downstream and not judged.\n", after,
               after == 1 ? " is" : "s are");
}

/* Blocks of the traces that no reference has: named, and no fault. */
static void name_extra(const struct diff *d)
{
    const struct trace_file *ignored;
    size_t found = 0;

    for (size_t k = 0; k < d->traces; k++)
        for (size_t i = 0; i < d->trace[k].blocks; i++) {
            const char *name = d->trace[k].block[i].name;
            bool said = reference_of(d, name, &ignored) != NULL;

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

static int report(struct diff *d, bool whole_ledger)
{
    if (d->traces > 1)
        printf("For each block: its shape, how many numbers agree, and the chapters that traced "
               "it.\n\n");
    for (size_t f = 0; f < d->refs; f++) {
        const struct trace_file *ref = &d->ref[f];

        printf("%s%s%s%s\n", f ? "\n" : "", SHOWN(ref->source[0] ? ref->source : ref->path),
               ref->part[0] ? ", " : "", SHOWN(ref->part));
        for (size_t i = 0; i < ref->sets; i++)
            report_scalar(d, &ref->set[i]);
        for (size_t i = 0; i < ref->blocks; i++)
            report_block(d, ref, &ref->block[i]);
    }
    name_extra(d);

    for (size_t k = 0, told = 0; k < d->traces && !told; k++)
        for (size_t i = 0; i < d->trace[k].blocks && !told; i++)
            if (d->wrong[k][i]) {
                explain(d, k, i);
                told = 1;
            }

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
    if (whole_ledger && d->slips + d->unslipped != count_places(d) &&
        d->missing + d->differ + d->unjudged == 0) {
        printf("The ledger names %zu numbers, and %zu of them are in the reference.\n",
               count_places(d), d->slips + d->unslipped);
        return 1;
    }
    return d->differ + d->missing + d->unslipped > 0 ? 1 : 0;
}

static int only_traces(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);

    return n > 6 && strcmp(entry->d_name + n - 6, ".trace") == 0;
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
    char full[4096];
    struct dirent **list = NULL;
    int n = directory ? scandir(path, &list, only_traces, alphasort) : 0;
    bool good = true;

    if (!directory)
        return (good = read_one(&d->ref[0], path)), d->refs = 1, good;
    if (n <= 0 || n > MOST_FILES) {
        fprintf(stderr, "trace diff: %s: %s\n", SHOWN(path),
                n < 0    ? strerror(errno)
                : n == 0 ? "no traces in it"
                         : "too many traces");
        good = false;
    }
    for (int i = 0; i < n; i++) {
        snprintf(full, sizeof full, "%s/%s", path, list[i]->d_name); /* cut off it is not there */
        good = good && read_one(&d->ref[d->refs++], full);
        free(list[i]);
    }
    free(list);
    return good;
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

static void help(void)
{
    puts("usage: trace diff [--tolerance=T] REFERENCE TRACE...\n"
         "Compares traces with a reference, block by block, and judges the first block that\n"
         "differs.  REFERENCE is a trace, or a directory of them.\n\n"
         "  --tolerance=T   how far a number may be off, relative to the largest of its block;\n"
         "                  without it, half a unit of the last printed decimal where the\n"
         "                  reference is printed with few decimals, else 1e-12\n\n"
         "A file slips.tsv beside the reference lists numbers that are known to be wrong there.\n"
         "Exit status: 0 all agree, 1 something differs, 2 bad usage or input.");
}

static int read_options(struct diff *d, int argc, char **argv)
{
    static const struct option list[] = {{"tolerance", required_argument, NULL, 't'},
                                         {"help", no_argument, NULL, 'h'},
                                         {0}};
    char *end;

    for (int found; (found = getopt_long(argc, argv, "", list, NULL)) != -1;) {
        if (found == 'h') {
            help();
            return 0;
        }
        if (found != 't')
            return bad_option("trace diff", argv);
        d->tolerance = strtod(optarg, &end);
        if (end == optarg || *end || !(d->tolerance >= 0) || isinf(d->tolerance)) {
            fprintf(stderr, "trace diff: --tolerance=%s: want a number from 0 on\n", SHOWN(optarg));
            return 2;
        }
    }
    if (argc - optind < 2) {
        fputs("trace diff: want a reference and a trace (trace diff --help says more)\n", stderr);
        return 2;
    }
    if (argc - optind - 1 > MOST_FILES) {
        fprintf(stderr, "trace diff: more than %d traces\n", MOST_FILES);
        return 2;
    }
    return -1;
}

int diff_main(int argc, char **argv)
{
    static struct trace_file ref[MOST_FILES], trace[MOST_FILES];
    static bool *tainted[MOST_FILES], *wrong[MOST_FILES];
    struct diff d = {
        .ref = ref, .trace = trace, .tolerance = -1, .tainted = tainted, .wrong = wrong};
    int status = read_options(&d, argc, argv);

    if (status >= 0)
        return status;

    struct stat s;
    bool directory = stat(argv[optind], &s) == 0 && S_ISDIR(s.st_mode);
    bool good = read_references(&d, argv[optind], directory) &&
                read_ledger(&d, argv[optind], directory);

    for (int i = optind + 1; good && i < argc; i++)
        good = read_one(&trace[d.traces++], argv[i]);
    for (size_t k = 0; good && k < d.traces; k++) {
        tainted[k] = calloc(trace[k].blocks + 1, sizeof **tainted);
        wrong[k] = calloc(trace[k].blocks + 1, sizeof **wrong);
        good = tainted[k] && wrong[k];
        if (good)
            find_tainted(&d, k);
        else
            fputs("trace diff: no memory\n", stderr);
    }
    status = good ? report(&d, directory && d.ledger.count > 0) : 2;

    for (size_t i = 0; i < MOST_FILES; i++) {
        trace_file_free(&ref[i]);
        trace_file_free(&trace[i]);
        free(tainted[i]);
        free(wrong[i]);
        ref[i] = trace[i] = (struct trace_file){0};
        tainted[i] = wrong[i] = NULL;
    }
    ledger_free(&d.ledger);
    return status;
}
