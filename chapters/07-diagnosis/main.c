/* Chapter 7: what went wrong?
 *
 * The article ends with a Loss that falls and then explodes, and with advice.  Each piece of
 * advice is a claim that can be tested: this program runs the tests, shows what was measured,
 * and says what follows.
 */
#include "diagnosis.h"

#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct request {
    const char *decay;
    struct remedies remedies;
};

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
    if (!claims_usual(c, usual) || q->decay || q->remedies.l1 > 0 || q->remedies.clip > 0 ||
        run->epochs != usual_run->epochs || run->every != usual_run->every || run->batch > 0 ||
        run->shuffle_seed > 0 || run->plain || run->history || run->boundary || run->frames ||
        run->save || run->load)
        claims_refuse(c, ", other settings with --claim=run");
}

int main(int argc, char **argv)
{
    const struct run usual = {.epochs = 100000, .every = 1000};
    struct options defaults = options_worked_example;
    struct claims claims = {.full = false};
    struct request q = {0};
    struct run run = usual;
    struct chapter c;
    struct option_spec own[RUN_OPTIONS + CLAIM_OPTIONS + 3] = {
        {"decay", "POLICY", "step:F:K or inverse:T (run)", OPTION_TEXT, &q.decay, 0, 0, NULL},
        {"l1", "L", "L1 (run)", OPTION_REAL, &q.remedies.l1, 0, 1e6, NULL},
        {"clip", "C", "clip all gradients together to length C (run)", OPTION_REAL,
         &q.remedies.clip, 0, 1e6, NULL},
    };
    int status;

    claims_options(&claims, claims_of_7, own + 3);
    run_options(&run, own + 3 + CLAIM_OPTIONS);
    defaults.rows = defaults.hidden = 50;
    defaults.lr = 0.003;
    defaults.lambda = 1e-4;
    defaults.gradient = GRADIENT_ARTICLE;
    defaults.run = true;
    chapter_read(&c, argc, argv, "07-diagnosis", "What went wrong?", &defaults, own,
                 RUN_OPTIONS + CLAIM_OPTIONS + 3);
    if (c.o.predict)
        return run_predict(&run, &c);
    if (q.decay)
        read_decay(&c, q.decay, &q.remedies);
    if (claims.which.name == RUN) {
        if (run.batch > 0 && (q.decay || q.remedies.l1 > 0 || q.remedies.clip > 0))
            chapter_refuse(&c, "claim", "run", "--batch does not go with --decay, --l1 or --clip");
        if (c.o.trace && (q.decay || q.remedies.l1 > 0 || q.remedies.clip > 0))
            chapter_refuse(
                &c, "trace", c.o.trace,
                "goes without --decay, --l1 and --clip: its formulas are those of the loop");
        if (claims.output || claims.full)
            chapter_refuse(&c, "claim", "run", "--output and --full go with the other claims");
        status = single_run(&run, &c, &q.remedies);
    } else {
        refuse_settings(&c, &q, &run, &defaults, &usual);
        status = claims_test(&claims, &c);
    }

    int end = chapter_end(&c);

    return end ? end : status;
}
