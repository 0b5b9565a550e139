/* Smaller steps, shrinking steps, a stronger ridge: what they do to the article's run. */
#include "diagnosis.h"

#include <math.h>

double quick_lr(const struct claims *d)
{
    return d->full ? 0.003 : 0.03;
}

struct trial trial_article(const struct claims *d, double lr, double lambda, size_t epochs)
{
    return (struct trial){
        .X = &d->c->X,
        .Y = &d->c->Y,
        .hidden = 50,
        .epochs = epochs,
        .how = {lr, lambda, GRADIENT_ARTICLE},
        .seed = (uint32_t)d->c->o.seed,
    };
}

void claim_learning_rate(struct claims *d)
{
    static const double lr[] = {0.03, 0.01, 0.003, 0.001};
    double low = INFINITY, high = 0, least_low = INFINITY, least_high = 0;
    char text[32];
    bool all = true;

    chapter_say(d->c,
                "Run: the base run (hidden 50, rows 50, lambda 1e-4, the article's gradient) at "
                "several rates%s.",
                d->full ? "" : "; --full adds 0.001");
    table_begin(d, "learning-rate",
                "   lr      lowest  at_epoch  overflow  lr*lowest  lr*overflow");
    for (size_t i = 0; i < (d->full ? 4u : 3u); i++) {
        struct trial t = trial_article(d, lr[i], 1e-4, (size_t)(1000 / lr[i]));
        struct ending e = train_trial(&t, NULL);
        double product = lr[i] * (double)e.epochs;

        table_line(d, "%5g  %10.6f  %8zu  %8s  %9.2f  %11.2f", lr[i], e.least, e.least_epoch,
                   overflow(&e, text), lr[i] * (double)e.least_epoch, product);
        low = fmin(low, product);
        high = fmax(high, product);
        least_low = fmin(least_low, e.least);
        least_high = fmax(least_high, e.least);
        all &= !e.finite;
    }
    table_end(d);
    verdict(
        d, all && high < 1.01 * low, "rate times epoch of the overflow is constant",
        "The rate times the epoch of the overflow is between %.1f and %.1f at every rate, and "
        "the lowest Losses are at most %.0e apart. A smaller rate walks the same path in smaller "
        "steps: it delays the overflow in proportion and avoids nothing.",
        low, high, least_high - least_low);
}

void claim_stronger(struct claims *d)
{
    static const double lambda[] = {1e-4, 1e-3, 1e-2};
    size_t before = 0;
    bool sooner = true, none = true;
    char text[32];

    chapter_say(d->c,
                "Run: the base run at lr %g with three strengths of the ridge, up to %.0f epochs, "
                "and the same with the exact gradient at lr %g.",
                quick_lr(d), 1200 / quick_lr(d), 50 * quick_lr(d));
    table_begin(d, "stronger",
                "lambda  gradient      lowest  at_epoch  overflow   last_Loss  largest_W");
    for (size_t i = 0; i < 3; i++) {
        struct trial t = trial_article(d, quick_lr(d), lambda[i], (size_t)(1200 / quick_lr(d)));
        struct ending e = train_trial(&t, NULL);

        table_line(d, "%6g  %8s  %10.6f  %8zu  %8s  %10.3g  %9.2g", lambda[i], "article", e.least,
                   e.least_epoch, overflow(&e, text), e.last, e.largest);
        sooner &= !e.finite && (i == 0 || e.epochs < before);
        before = e.epochs;
        t = trial_exact(t);
        e = train_trial(&t, NULL);
        table_line(d, "%6g  %8s  %10.6f  %8zu  %8s  %10.6f  %9.2f", lambda[i], "exact", e.least,
                   e.least_epoch, overflow(&e, text), e.last, e.largest);
        none &= e.finite;
    }
    table_end(d);
    verdict(
        d, sooner && none, "a stronger ridge overflows sooner, and none with the exact gradient",
        "With the article's gradient the stronger ridge overflows sooner: it is the ridge's own "
        "term that runs away. With the exact gradient none of the three overflows.");
}

struct policy {
    const char *name;
    struct remedies r;
};

/* A policy names its epochs at the rate 0.003.  Returns it for the rate of this run. */
static struct policy scaled(const struct claims *d, struct policy p)
{
    p.r.epochs *= 0.003 / quick_lr(d);
    return p;
}

void claim_decay(struct claims *d)
{
    static const struct policy policy[] = {
        {"constant", {.decay = DECAY_NONE}},
        {"step:0.5:100000", {.decay = DECAY_STEP, .factor = 0.5, .epochs = 100000}},
        {"step:0.5:50000", {.decay = DECAY_STEP, .factor = 0.5, .epochs = 50000}},
        {"inverse:50000", {.decay = DECAY_INVERSE, .epochs = 50000}},
        {"inverse:10000", {.decay = DECAY_INVERSE, .epochs = 10000}},
    };
    double budget = 0, worst = 0;
    size_t broke = 0;
    bool by_budget = true, finite = true;
    char text[32];

    chapter_say(
        d->c,
        "Run: the base run at lr %g, up to %.0f epochs. A policy is named by its epochs at "
        "the article's rate of 0.003%s; sum_lr adds up the rates of all epochs, with the exact "
        "gradient divided by 50.",
        quick_lr(d), 1200 / quick_lr(d),
        d->full ? "" : "; here an epoch is worth ten of those, and all are divided by ten");
    table_begin(d, "decay", "decay            gradient      lowest  overflow  sum_lr   last_Loss");
    for (size_t i = 0; i < sizeof policy / sizeof *policy; i++) {
        struct trial t = trial_article(d, quick_lr(d), 1e-4, (size_t)(1200 / quick_lr(d)));
        struct ending e;

        t.remedies = scaled(d, policy[i]).r;
        e = train_trial(&t, NULL);
        table_line(d, "%-15s  %8s  %10.6f  %8s  %6.1f  %10.4g", policy[i].name, "article", e.least,
                   overflow(&e, text), e.rates, e.last);
        if (i == 0)
            budget = e.rates;
        if (e.finite)
            by_budget &= e.rates < budget;
        else
            by_budget &= fabs(e.rates / budget - 1) < 0.01;
        broke += !e.finite;
        if (e.finite)
            worst = fmax(worst, e.last - e.least);
        t = trial_exact(t);
        e = train_trial(&t, NULL);
        table_line(d, "%-15s  %8s  %10.6f  %8s  %6.1f  %10.6f", policy[i].name, "exact", e.least,
                   overflow(&e, text), e.rates / 50, e.last);
        finite &= e.finite;
    }
    table_end(d);
    verdict(
        d, by_budget && finite && broke >= 2 && broke < 5, "what counts is the sum of the rates",
        "What counts is the sum of all rates: a run overflows where it reaches about %.0f, "
        "whatever the "
        "policy, and a policy helps as long as its sum stays below. (Other starting weights have "
        "another sum.) The exact gradient needs no decay to stay finite.",
        budget);
    if (worst > 0.005) /* with other weights the runs that stay finite may end before they turn */
        verdict(d, true, "the direction of the steps stays wrong",
                "The direction of the steps stays wrong: of the runs that stay finite one ends "
                "with a Loss %.3f above its lowest.",
                worst);
}
