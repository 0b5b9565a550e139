/* trace diff: where does a trace depart from a reference, and whose fault is it?
 *
 * Every block of every reference is looked for in every trace.  Two numbers agree when they are
 * half a unit of the coarser one's last digit apart or less, or, where both have all their digits,
 * when they are as near as --tolerance asks.  The first block that differs is judged; what is
 * computed from it is wrong for its sake and is not.
 *
 * Where the trace follows from its formulas the reference is at fault, and every printed number is
 * accounted for (account.h).  Known slips of a reference, such as the article's, must differ.
 */
#include "diff.h"

#include "options.h"
#include "show.h"
#include "tool.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
         "how far off a number may be, relative to the largest of its block; without it, half a "
         "unit of the last printed decimal where the reference is printed with few decimals, else "
         "1e-12",
         OPTION_REAL, &d->tolerance, 0, HUGE_VAL, NULL}};

    return options_parse(&program, spec, 1, argc, argv);
}

/* A reference that a person typed is accounted for number by number. */
static bool make_accounts(struct diff *d)
{
    bool typed = false, good = true;

    for (size_t f = 0; f < d->refs; f++)
        for (size_t k = 0; k < d->traces && !d->ref[f].exact; k++) {
            account_extend(&d->trace[k], &d->ref[f]);
            typed = true;
        }
    if (typed)
        good = (d->account = calloc(d->refs * d->traces, sizeof *d->account)) != NULL;
    for (size_t f = 0; f < d->refs; f++)
        for (size_t k = 0; good && typed && k < d->traces; k++)
            if (!d->ref[f].exact)
                good = account_make(&d->account[k * d->refs + f], &d->trace[k], &d->ref[f]);
    if (!good)
        fputs("trace diff: no memory\n", stderr);
    return good;
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
    good = good && make_accounts(&d);
    for (size_t k = 0; good && k < d.traces; k++) {
        state[k] = calloc(trace[k].blocks + 1, sizeof **state);
        good = state[k] != NULL;
        if (good)
            judge_trace(&d, k);
        else
            fputs("trace diff: no memory\n", stderr);
    }
    status = good ? report(&d, directory && d.ledger.count > 0) : 2;

    for (size_t i = 0; d.account && i < d.traces * d.refs; i++)
        account_free(&d.account[i]);
    free(d.account);
    free(d.mistake);
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
