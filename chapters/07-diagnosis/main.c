/* Chapter 7: what went wrong?
 *
 * The article ends with a Loss that falls and then explodes, and with advice.  Each piece of
 * advice is a claim that can be tested: this program runs the tests, shows what was measured,
 * and says what follows.
 */
#include "claims.h"

#include "run.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char CHECKLIST[] = "checklist", RUN[] = "run";

struct request {
    struct choice claim;
    const char *output, *decay;
    struct remedies remedies;
    bool full;
};

/* Lists what --claim takes: the claims and two other words. */
static void list_claims(struct word words[CLAIMS + 3])
{
    for (size_t i = 0; i < CLAIMS; i++)
        words[i] = (struct word){claims[i].name, claims[i].says};
    words[CLAIMS] = (struct word){CHECKLIST, "what the claims come to."};
    words[CLAIMS + 1] = (struct word){RUN, "a run of your own, with the options that follow."};
    words[CLAIMS + 2] = (struct word){0};
}

/* Reads a number above 0 that ends at `end`, and moves *text past it. */
static bool read_positive(const char **text, char end, double *to)
{
    char *stop;

    *to = strtod(*text, &stop);
    if (stop == *text || *stop != end || !(*to > 0) || !isfinite(*to))
        return false;
    *text = stop + (end != '\0');
    return true;
}

/* step:F:K or inverse:T */
static void read_decay(struct chapter *c, const char *text, struct remedies *r)
{
    const char *at;
    bool good = false;

    if (strncmp(text, "step:", 5) == 0) {
        r->decay = DECAY_STEP;
        at = text + 5;
        good = read_positive(&at, ':', &r->factor) && r->factor <= 1 &&
               read_positive(&at, '\0', &r->epochs);
    } else if (strncmp(text, "inverse:", 8) == 0) {
        r->decay = DECAY_INVERSE;
        at = text + 8;
        good = read_positive(&at, '\0', &r->epochs);
    }
    if (!good)
        chapter_refuse(c, "decay", text,
                       "want step:F:K, times F (at most 1) every K epochs, or "
                       "inverse:T, divided by 1 + epoch/T");
}

/* Refuses settings that a claim fixes: it leaves only the seeds open. */
static void refuse_settings(const struct chapter *c, const struct request *q, const struct run *run,
                            const struct options *usual, const struct run *usual_run)
{
    const struct options *o = &c->o;
    bool own = o->rows != usual->rows || o->hidden != usual->hidden || c->own ||
               o->lr != usual->lr || o->lambda != usual->lambda || o->gradient != usual->gradient ||
               o->bias || q->decay || q->remedies.l1 > 0 || q->remedies.clip > 0 ||
               run->epochs != usual_run->epochs || run->every != usual_run->every ||
               run->batch > 0 || run->shuffle_seed > 0 || run->plain || run->history ||
               run->boundary || run->frames || run->save || run->load;

    if (!own)
        return;
    fprintf(stderr,
            "%s: a claim has settings of its own: --seed, --data-seed, --full and --output go "
            "with it, other settings with --claim=run\n",
            c->name);
    exit(2);
}

static void make_directory(struct chapter *c, const char *path)
{
    struct stat s;

    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        chapter_refuse(c, "output", path, strerror(errno));
    if (stat(path, &s) != 0 || !S_ISDIR(s.st_mode))
        chapter_refuse(c, "output", path, "is not a directory");
}

/* The tables are DIR/NAME.txt: a trace of such a name could be one of them. */
static void refuse_trace_among_tables(struct chapter *c, const char *directory)
{
    const char *trace = c->o.trace ? c->o.trace : "", *slash = strrchr(trace, '/');
    size_t length = strlen(trace);
    char path[4096];

    if (length < 4 || strcmp(trace + length - 4, ".txt") != 0)
        return;
    snprintf(path, sizeof path, "%s/%s", directory, slash ? slash + 1 : trace);
    if (system_same_file(path, trace))
        chapter_refuse(c, "output", directory, "one of its tables is the file of --trace");
}

static bool run_claims(struct chapter *c, const struct request *q)
{
    struct diagnosis d = {.c = c, .output = q->output, .full = q->full};

    for (size_t i = 0; i < CLAIMS; i++)
        if (!q->claim.name || strcmp(q->claim.name, claims[i].name) == 0) {
            say_claim(&d, &claims[i]);
            claims[i].run(&d);
            chapter_pause(c);
            fflush(stdout);
        }
    if (!q->claim.name || q->claim.name == CHECKLIST)
        say_checklist(&d);
    if (d.failed)
        chapter_say(c, "At least one verdict was not confirmed: see above.");
    return !d.failed;
}

static int test_claims(struct chapter *c, const struct request *q)
{
    if (q->output) {
        make_directory(c, q->output);
        refuse_trace_among_tables(c, q->output);
    }
    chapter_open(c);
    return run_claims(c, q) ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct run usual = {.epochs = 100000, .every = 1000};
    struct options defaults = options_worked_example;
    struct word words[CLAIMS + 3];
    struct request q = {.claim.of = words};
    struct run run = usual;
    struct chapter c;
    struct option_spec own[RUN_OPTIONS + 6] = {
        {"claim", "NAME", "test one of the article's claims alone:", OPTION_CHOICE, &q.claim, 0, 0,
         NULL},
        {"output", "DIR", "write the tables of the claims", OPTION_TEXT, &q.output, 0, 0, NULL},
        {"full", NULL, "the article's own rates, more seeds: minutes", OPTION_FLAG, &q.full, 0, 0,
         NULL},
        {"decay", "POLICY", "step:F:K or inverse:T (run)", OPTION_TEXT, &q.decay, 0, 0, NULL},
        {"l1", "L", "L1 (run)", OPTION_REAL, &q.remedies.l1, 0, 1e6, NULL},
        {"clip", "C", "clip all gradients together to length C (run)", OPTION_REAL,
         &q.remedies.clip, 0, 1e6, NULL},
    };
    int status;

    list_claims(words);
    defaults.rows = defaults.hidden = 50;
    defaults.lr = 0.003;
    defaults.lambda = 1e-4;
    defaults.gradient = GRADIENT_ARTICLE;
    defaults.run = true;
    run_options(&run, own + 6);
    chapter_read(&c, argc, argv, "07-diagnosis", "What went wrong, and what helps?", &defaults, own,
                 RUN_OPTIONS + 6);
    if (q.decay)
        read_decay(&c, q.decay, &q.remedies);
    if (q.claim.name == RUN) {
        if (run.batch > 0 && (q.decay || q.remedies.l1 > 0 || q.remedies.clip > 0))
            chapter_refuse(&c, "claim", "run", "--batch does not go with --decay, --l1 or --clip");
        if (c.o.trace && (q.decay || q.remedies.l1 > 0 || q.remedies.clip > 0))
            chapter_refuse(
                &c, "trace", c.o.trace,
                "goes without --decay, --l1 and --clip: its formulas are those of the loop");
        if (q.output || q.full)
            chapter_refuse(&c, "claim", "run", "--output and --full go with the other claims");
        status = single_run(&run, &c, &q.remedies);
    } else {
        refuse_settings(&c, &q, &run, &defaults, &usual);
        status = test_claims(&c, &q);
    }

    int end = chapter_end(&c);

    return end ? end : status;
}
