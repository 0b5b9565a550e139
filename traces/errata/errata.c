/* build/errata: prints the ledger of the article's slips, and verifies each, freshly.
 *
 * A slip that is a printed number is looked up where the article prints it (the traces that lie
 * beside the ledger) and in the chapters' own traces: the two must differ.  A slip in a formula
 * or in a claim is shown by the demonstration that the ledger names, or by claims of chapters 7 and
 * 8, which are run.  The ledger and the demonstrations must name each other one to one.
 */
#include "trace_file.h"
#include "cited.h"
#include "demonstrate.h"
#include "format.h"
#include "options.h"
#include "printed.h"
#include "show.h"
#include "system.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 100, LABEL = 16, VERDICT_MOST = 3000 };

struct errata {
    struct ledger ledger;
    struct trace_file article[MOST_FILES], trace[MOST_FILES];
    size_t articles, traces;
    size_t only; /* 0: all */
    struct show show;
    size_t diffs, numbers, properties, experiments, claims, texts;
    size_t failed;
};

static bool demonstrate(const struct slip *s, char verdict[VERDICT_MOST])
{
    const struct demonstration_entry *d = demonstration_find(s->by);
    char evidence[EVIDENCE_MOST] = "";

    if (!d) {
        snprintf(verdict, VERDICT_MOST, "there is no demonstration %s", s->by);
        return false;
    }
    bool shown = d->shows(evidence, sizeof evidence);

    snprintf(verdict, VERDICT_MOST, "(%s) %s", s->by, evidence);
    return shown;
}

static void print_field(const struct show *show, const char *label, const char *text)
{
    size_t column = (size_t)fprintf(show->out, "     %-*s", LABEL - 5, label);

    show_words(show->out, text, column, LABEL, show->width);
    fputc('\n', show->out);
}

static void print_slip(const struct errata *e, const struct slip *s)
{
    char head[24];

    snprintf(head, sizeof head, "%3d  %s", s->number, s->severity);
    printf("\n%s\n", head);
    print_field(&e->show, "where", s->where);
    print_field(&e->show, "printed", s->printed);
    print_field(&e->show, "right", s->right);
    fflush(stdout);
}

static void verify(struct errata *e, const struct slip *s)
{
    char verdict[VERDICT_MOST] = "";
    bool good = true;

    print_slip(e, s);
    if (strcmp(s->shown, "text") == 0) {
        e->texts++;
        print_field(&e->show, "wording", s->by);
        return;
    }
    if (strcmp(s->shown, "diff") == 0) {
        e->diffs++;
        good = printed_differ(s, (struct files){e->article, e->articles},
                              (struct files){e->trace, e->traces}, verdict, sizeof verdict,
                              &e->numbers);
    } else if (strcmp(s->shown, "claim") == 0) {
        e->claims++;
        good = claims_hold(s->by, verdict, sizeof verdict);
    } else {
        *(strcmp(s->shown, "property") == 0 ? &e->properties : &e->experiments) += 1;
        good = demonstrate(s, verdict);
    }
    print_field(&e->show, good ? (*s->shown == 'd' ? "differs" : "shown") : "NOT SHOWN", verdict);
    e->failed += !good;
}

/* One to one: each demonstration is named by one slip. */
static void verify_names(struct errata *e)
{
    for (size_t d = 0; d < demonstration_count; d++) {
        size_t named = 0;

        for (size_t i = 0; i < e->ledger.count; i++)
            named += (*e->ledger.slip[i].shown == 'p' || *e->ledger.slip[i].shown == 'e') &&
                     strcmp(e->ledger.slip[i].by, demonstrations[d].name) == 0;
        if (named != 1)
            show_text(&e->show, "The demonstration %s is named by %zu slips, not by one.",
                      demonstrations[d].name, named);
        e->failed += named != 1;
    }
}

static int report(struct errata *e)
{
    if (e->only == 0)
        show_text(&e->show, "The article's slips, each verified anew. A: a wrong lesson, B: stops "
                            "or misleads, C: notation, D: cosmetic. A gradient off by 0.5 is wrong "
                            "by half of the largest entry. At the rate 0.03 an epoch stands for "
                            "ten of the article's.");
    for (size_t i = 0; i < e->ledger.count; i++)
        if (e->only == 0 || (size_t)e->ledger.slip[i].number == e->only)
            verify(e, &e->ledger.slip[i]);
    if (e->only == 0) {
        verify_names(e);
        show_text(&e->show,
                  "%zu slips: %zu numbers in %zu of them, %zu shown by a property, %zu by an "
                  "experiment, %zu by claims of chapters 7 and 8, %zu are matters of wording.",
                  e->ledger.count, e->numbers, e->diffs, e->properties, e->experiments, e->claims,
                  e->texts);
    }
    if (e->failed > 0)
        show_text(&e->show, "%zu could NOT be shown: the ledger or the program is wrong.",
                  e->failed);
    return e->failed > 0 ? 1 : 0;
}

static bool refuse(const char *what)
{
    fprintf(stderr, "errata: %s\n", what);
    return false;
}

/* The article's numbers lie beside the ledger. */
static bool read_article(struct errata *e, const char *ledger)
{
    const char *slash = strrchr(ledger, '/');
    char folder[4096];

    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - ledger) : 1,
             slash ? ledger : ".");
    return trace_folder_read(e->article, MOST_FILES, &e->articles, *folder ? folder : "/") ||
           refuse(e->article[e->articles - 1].error);
}

static bool read_all(struct errata *e, char **paths)
{
    if (!ledger_read(&e->ledger, paths[0]))
        return refuse(e->ledger.error);
    bool known = e->only == 0;

    for (size_t i = 0; i < e->ledger.count; i++)
        known |= (size_t)e->ledger.slip[i].number == e->only;
    if (!known) {
        fprintf(stderr, "errata: --only=%zu: %s has no such slip\n", e->only, SHOWN(paths[0]));
        return false;
    }
    for (char **path = paths + 1; *path; path++) {
        struct trace_file *t = &e->trace[e->traces++];

        if (!trace_file_read(t, *path))
            return refuse(t->error);
    }
    return read_article(e, paths[0]);
}

static int read_options(struct errata *e, int argc, char ***argv)
{
    static const struct program program = {
        .name = "errata",
        .files = "LEDGER TRACE...",
        .least = 2,
        .most = MOST_FILES + 1,
        .about =
            "Prints the ledger of the article's slips and verifies each: printed numbers "
            "against the TRACEs of the worked example, formulas and claims by computing them "
            "again. make errata runs it on traces/article/slips.tsv; the article's numbers are "
            "in the same folder.",
        .fault = "a slip could not be verified",
    };
    const struct option_spec spec[] = {
        {"only", "N", "verify slip N only", OPTION_COUNT, &e->only, 1, MOST_SLIPS, NULL}};

    return options_parse(&program, spec, 1, argc, argv);
}

int main(int argc, char **argv)
{
    static struct errata e;
    int status = system_begin() ? read_options(&e, argc, &argv) : 2;

    show_init(&e.show, stdout, 8);
    if (status < 0)
        status = read_all(&e, argv) ? report(&e) : 2;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "errata: standard output: %s\n", strerror(errno));
        status = 2;
    }
    for (size_t i = 0; i < e.articles; i++)
        trace_file_free(&e.article[i]);
    for (size_t i = 0; i < e.traces; i++)
        trace_file_free(&e.trace[i]);
    ledger_free(&e.ledger);
    return status;
}
