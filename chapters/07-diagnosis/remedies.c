/* L1, clipping, minibatches, fewer hidden units: each under both gradients. */
#include "diagnosis.h"

#include <math.h>

/* One line under the article's gradient and one under the exact. */
struct both {
    struct ending article, exact;
};

static void line(struct claims *d, const char *setting, const char *gradient,
                 const struct ending *e)
{
    char text[32];

    table_line(d, "%-12s  %8s  %10.6f  %8zu  %8s  %10.4g  %9.3g", setting, gradient, e->least,
               e->least_epoch, overflow(e, text), e->last, e->largest);
}

static const char COLUMNS[] =
    "setting       gradient      lowest  at_epoch  overflow   last_Loss  largest_W";

static struct both try_both(struct claims *d, const char *setting, struct trial t)
{
    struct both b;

    b.article = train_trial(&t, NULL);
    line(d, setting, "article", &b.article);
    t = trial_exact(t);
    b.exact = train_trial(&t, NULL);
    line(d, setting, "exact", &b.exact);
    return b;
}

void claim_l1(struct claims *d)
{
    static const double l1[] = {1e-3, 1e-2};
    struct both b[2];
    bool runs_away = true, holds = true;

    chapter_say(d->c,
                "Run: the base run at lr %g with L1 in place of the ridge (lambda 0), up to %.0f "
                "epochs. In the "
                "article's manner: l1 * sum(|W|) added to every entry. Exact: l1/N * sign(W), at "
                "lr %g.",
                quick_lr(d), 1200 / quick_lr(d), 50 * quick_lr(d));
    table_begin(d, "l1", COLUMNS);
    for (size_t i = 0; i < 2; i++) {
        struct trial t = trial_article(d, quick_lr(d), 0, (size_t)(1200 / quick_lr(d)));
        char name[32];

        t.remedies.l1 = l1[i];
        snprintf(name, sizeof name, "l1=%g", l1[i]);
        b[i] = try_both(d, name, t);
        runs_away &= b[i].article.largest > 100 * b[i].exact.largest &&
                     (!b[i].article.finite || b[i].article.last > 2 * b[i].article.least);
        holds &= b[i].exact.finite && b[i].exact.largest < 100;
    }
    table_end(d);
    verdict(
        d, runs_away && holds, "L1 runs away in the article's manner and not with its derivative",
        "L1 helps with its own derivative, and not as the program codes the ridge. As one number "
        "for every entry it runs away too, but it grows in proportion to the weights and not to "
        "their square, so this happens later and more slowly (largest weight %.1e). With sign(W) "
        "the largest weight is %.2f.",
        b[1].article.largest, b[1].exact.largest);
}

void claim_clip(struct claims *d)
{
    static const double bound[] = {1, 0.1};
    bool hides = true, same = true;
    struct both free, b[2];

    chapter_say(d->c,
                "Run: the base run at lr %g, up to %.0f epochs, both gradients together clipped "
                "to a length of C; with the exact gradient (lr %g) to C/50, the same step.",
                quick_lr(d), 1200 / quick_lr(d), 50 * quick_lr(d));
    table_begin(d, "clip", COLUMNS);
    free = try_both(d, "none", trial_article(d, quick_lr(d), 1e-4, (size_t)(1200 / quick_lr(d))));
    for (size_t i = 0; i < 2; i++) {
        struct trial t = trial_article(d, quick_lr(d), 1e-4, (size_t)(1200 / quick_lr(d)));
        char name[32];

        t.remedies.clip = bound[i];
        snprintf(name, sizeof name, "clip=%g", bound[i]);
        b[i] = try_both(d, name, t);
        hides &= b[i].article.finite && b[i].article.last > b[i].article.least + 0.01 &&
                 fabs(b[i].article.least - free.article.least) < 0.01;
        same &= b[i].exact.finite && fabs(b[i].exact.last - free.exact.last) < 0.01;
    }
    table_end(d);
    verdict(
        d, !free.article.finite && hides && same,
        "clipping keeps the numbers finite and the Loss rising",
        "Clipping removes the overflow, because a step is never longer than lr * C. It does not "
        "remove the cause: the Loss turns at the same %.4f and rises all the same, to %.3f and "
        "%.3f here, with no nan to warn us. The exact gradient ends within 0.01 of the same Loss "
        "with and without it.",
        b[0].article.least, b[0].article.last, b[1].article.last);
}

void claim_minibatch(struct claims *d)
{
    static const size_t size[] = {10, 25, 50};
    bool all = true, none = true;
    double updates[3] = {0};
    size_t epochs[3] = {0};

    chapter_say(
        d->c,
        "Run: the base run at lr %g; the 50 rows in minibatches, in a new order each epoch, up to "
        "%.0f updates. An epoch of 10 rows at a time is five updates. Exact: lr %g times the rows "
        "of a minibatch, the same steps.",
        quick_lr(d), 1200 / quick_lr(d), quick_lr(d));
    table_begin(d, "minibatch", COLUMNS);
    for (size_t i = 0; i < 3; i++) {
        struct trial t = trial_article(d, quick_lr(d), 1e-4, 0);
        double each = 50.0 / (double)size[i];
        struct both b;
        char name[32];

        t.batch = size[i];
        t.epochs = (size_t)(1200 / quick_lr(d) / each);
        snprintf(name, sizeof name, "batch=%zu", size[i]);
        b = try_both(d, name, t);
        epochs[i] = b.article.epochs;
        updates[i] = each * (double)epochs[i];
        all &= !b.article.finite;
        none &= b.exact.finite;
    }
    table_end(d);
    verdict(d, all && none, "minibatches of every size overflow with the article's gradient alone",
            "Every size overflows with the article's gradient: the ridge's term does not depend on "
            "the rows, so fewer of them do not weaken it. With the exact gradient none does.");
    verdict(d, epochs[0] < epochs[1] && epochs[1] < epochs[2],
            "small minibatches overflow in earlier epochs",
            "It took %.0f, %.0f and %.0f updates. An epoch of small minibatches has more of them, "
            "so counted in epochs they overflow sooner.",
            updates[0], updates[1], updates[2]);
}

void claim_width(struct claims *d)
{
    static const size_t hidden[] = {50, 25, 10, 3};
    bool later = true, none = true;
    size_t before = 0, wide = 0, narrow = 0, fewest = 0, broke = 0;

    chapter_say(d->c, "Run: the base run at lr %g with fewer hidden units, up to %.0f epochs.",
                quick_lr(d), 1200 / quick_lr(d));
    table_begin(d, "width", COLUMNS);
    for (size_t i = 0; i < 4; i++) {
        struct trial t = trial_article(d, quick_lr(d), 1e-4, (size_t)(1200 / quick_lr(d)));
        struct both b;
        char name[32];

        t.hidden = hidden[i];
        snprintf(name, sizeof name, "hidden=%zu", hidden[i]);
        b = try_both(d, name, t);
        later &= b.article.finite ||
                 (broke == i && b.article.epochs > before); /* broke: all wider ones */
        before = b.article.epochs;
        wide = i == 0 ? before : wide;
        narrow = b.article.finite ? narrow : before;
        fewest = b.article.finite ? fewest : hidden[i];
        broke += !b.article.finite;
        none &= b.exact.finite;
    }
    table_end(d);
    verdict(d, later && none && broke >= 2, "fewer hidden units delay the overflow",
            "Fewer hidden units mean fewer weights in the sum that is added to every entry, so the "
            "overflow comes later: epoch %zu with 50, %zu with %zu. %zu of 4 widths did "
            "not overflow in this run, which does not show that they never would. With the exact "
            "gradient no width overflows.",
            wide, narrow, fewest, 4 - broke);
}
