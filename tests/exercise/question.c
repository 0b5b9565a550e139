#include "question.h"

#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ASK(q, ...)           snprintf((q)->text, TEXT_MOST, __VA_ARGS__)
#define WRONG(q, answer, ...) snprintf(next_wrong(q, answer)->what, TEXT_MOST, __VA_ARGS__)

static struct answer *next_wrong(struct question *q, double number)
{
    struct answer *a = &q->wrong[q->wrongs++];

    a->number = number;
    return a;
}

/* Draws a number from low to high, in steps. */
static double between(struct rng *r, double low, double high, double step)
{
    return low + step * (double)rng_below(r, (size_t)lround((high - low) / step) + 1);
}

static void ask_sum(struct question *q, struct rng *r)
{
    double x = between(r, 1.2, 4.8, 0.1), w[2][3];
    size_t on = rng_below(r, 2), j = rng_below(r, 3);

    for (int i = 0; i < 6; i++)
        w[i / 3][i % 3] = between(r, 1.1, 4.9, 0.1) * (rng_below(r, 2) ? 1 : -1);
    ASK(q,
        "If the observation were X = [%.3g %.3g], and W1 = [%.1f %.1f %.1f; %.1f %.1f %.1f], what "
        "would z1[1,%zu] be? Two decimals will do.",
        on ? 0 : x, on ? x : 0, w[0][0], w[0][1], w[0][2], w[1][0], w[1][1], w[1][2], j + 1);
    q->right = x * w[on][j];
    q->tolerance = 0.006;
    WRONG(q, x * w[1 - on][j], "W1[%zu,%zu] belongs to X[1,%zu], which is 0 here.", 2 - on, j + 1,
          2 - on);
    WRONG(q, w[on][j], "That is W1[%zu,%zu]: it is to be multiplied by X[1,%zu].", on + 1, j + 1,
          on + 1);
}

static void ask_logit(struct question *q, struct rng *r)
{
    double h = between(r, 0.6, 0.95, 0.001);

    ASK(q, "A unit answers h = %.3f. What was its sum z? Three decimals will do.", h);
    q->right = log(h / (1 - h));
    q->tolerance = 0.002;
    WRONG(q, -q->right, "The sign: an answer above one half comes from a sum above zero.");
    WRONG(q, 1 / (1 + exp(-h)),
          "That is sigmoid(%.3f). The question goes the other way: sigmoid(z) = %.3f.", h, h);
}

static void ask_loss(struct question *q, struct rng *r)
{
    double h = between(r, 0.2, 0.8, 0.01);

    ASK(q,
        "A network with two outputs answers %.2f everywhere: h2 = [%.2f %.2f] in each of its N "
        "rows. What is its data_loss? Three decimals will do.",
        h, h, h);
    q->right = (h * h + (1 - h) * (1 - h)) / 2;
    q->tolerance = 0.001;
    WRONG(q, 2 * q->right, "The formula divides by 2N, not by N.");
    WRONG(q, h * h / 2, "Each row has two outputs: that of the label 1 is wrong, too.");
    WRONG(q, (1 - h) * (1 - h) / 2, "Each row has two outputs: that of the label 0 is wrong, too.");
}

static void ask_factor(struct question *q, struct rng *r)
{
    double slope = between(r, 0.11, 0.49, 0.001) * (rng_below(r, 2) ? 1 : -1);
    double c = between(r, 0.2, 0.8, 0.05);
    size_t j = 1 + rng_below(r, 3), k = 1 + rng_below(r, 2);

    ASK(q,
        "dLoss_dW2[%zu,%zu] is %.3f. Suppose every entry of h1 were %.2f times what it is, and h2 "
        "and Y the same as before. What would dLoss_dW2[%zu,%zu] be? Four decimals will do.",
        j, k, slope, c, j, k);
    q->right = c * slope;
    q->tolerance = 0.0002;
    WRONG(q, slope, "dLoss_dW2 = h1' * dLoss_dz2, and h1 is one of the two factors.");
    WRONG(q, c * c * slope, "h1 is in that product once: %.2f times it, not %.2f squared.", c, c);
}

static void ask_rows(struct question *q, struct rng *r)
{
    double x1 = between(r, 1.2, 4.8, 0.1) * (rng_below(r, 2) ? 1 : -1);
    double x2 = between(r, 1.2, 4.8, 0.1) * (rng_below(r, 2) ? 1 : -1);

    ASK(q,
        "If the only observation were X = [%.1f %.1f], the first row of dLoss_dW1 would be a "
        "number times the second row. Which number? Two decimals will do.",
        x1, x2);
    q->right = x1 / x2;
    q->tolerance = 0.01;
    WRONG(q, x2 / x1, "Upside down: that is the second row over the first.");
}

static void ask_step(struct question *q, struct rng *r)
{
    double fall = between(r, 0.0000110, 0.0000990, 0.0000001);
    double times = between(r, 3, 29, 1), alpha = 0.001 * times;

    ASK(q,
        "One step with alpha = 0.001 lowers the Loss by %.7f. By how much, about, does one step "
        "with alpha = %.3f lower it? Two digits that are not 0 will do.",
        fall, alpha);
    q->right = times * fall;
    q->relative = 0.05; /* two digits */
    WRONG(q, fall, "That is the fall with alpha = 0.001; a step with %.3f is %.0f times as long.",
          alpha, times);
    WRONG(q, times * times * fall, "%.0f times the step, %.0f times the fall: not %.0f.", times,
          times, times * times);
}

static void ask_bias(struct question *q, struct rng *r)
{
    double h = between(r, 0.8, 0.97, 0.001);

    ASK(q,
        "A unit whose weights are all 0 gives every observation the answer sigmoid(b). Which bias "
        "b makes it answer %.3f? Three decimals will do.",
        h);
    q->right = log(h / (1 - h));
    q->tolerance = 0.002;
    WRONG(q, -q->right, "With this bias it answers %.3f: the sign is the other one.", 1 - h);
    WRONG(q, 1 / (1 + exp(-h)),
          "That is sigmoid(%.3f). You are looking for the b whose sigmoid is %.3f.", h, h);
    WRONG(q, log10(h / (1 - h)), "That is a logarithm to base 10; the sigmoid is made of e.");
}

static const struct {
    const char *chapter;
    void (*ask)(struct question *q, struct rng *r);
} asked[] = {
    {"01", ask_sum},  {"02", ask_logit}, {"03", ask_loss}, {"04", ask_factor},
    {"05", ask_rows}, {"06", ask_step},  {"08", ask_bias},
};

bool question_near(const struct question *q, double given, double answer)
{
    return fabs(given - answer) <= q->tolerance + q->relative * fabs(answer);
}

static bool apart(const struct question *q)
{
    struct question wide = *q;

    wide.tolerance *= 2;
    wide.relative *= 2;
    for (size_t i = 0; i < q->wrongs; i++)
        for (size_t k = 0; k <= i; k++)
            if (question_near(&wide, q->wrong[i].number, k < i ? q->wrong[k].number : q->right))
                return false;
    return true;
}

bool question_draw(struct question *q, const char *chapter, uint32_t seed)
{
    size_t i = 0, count = sizeof asked / sizeof *asked;
    struct rng r;

    while (i < count && strcmp(asked[i].chapter, chapter) != 0)
        i++;
    if (i == count)
        return false;
    rng_seed(&r, seed);
    do {
        memset(q, 0, sizeof *q);
        asked[i].ask(q, &r);
    } while (!apart(q));
    return true;
}
