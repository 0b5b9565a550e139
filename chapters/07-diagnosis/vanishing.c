/* Vanishing gradients: a saturated sigmoid passes almost nothing on to the layer before it. */
#include "diagnosis.h"

#include "dataset.h"

#include <math.h>

static void multiply(struct matrix *W, double by)
{
    for (size_t i = 0; i < W->rows * W->cols; i++)
        W->v[i] *= by;
}

/* Returns the share of entries of h1 within 0.01 of 0 or 1. */
static double saturated(const struct matrix *h1)
{
    double count = 0;

    for (size_t i = 0; i < h1->rows * h1->cols; i++)
        count += fabs(h1->v[i] - 0.5) > 0.49;
    return count / (double)(h1->rows * h1->cols);
}

struct picture {
    double share, W1, W2;
};

static struct picture look_at(const struct claims *d, double by, double by2)
{
    struct step *net = step_new(d->c->X.rows, 2, 50, 2, BIAS_NONE);
    struct training how = {1.5, 0, GRADIENT_EXACT};
    struct picture p;

    dataset_weights(net->W1, net->W2, (uint32_t)d->c->o.seed);
    multiply(net->W1, by);
    multiply(net->W2, by2);
    step_observe(net, &d->c->X, &d->c->Y);
    step_forward(net);
    step_backward(net, &how);
    p.share = saturated(net->h1);
    p.W1 = length(net->dLoss_dW1);
    p.W2 = length(net->dLoss_dW2);
    step_free(net);
    return p;
}

void claim_vanishing(struct claims *d)
{
    static const double by[] = {1, 3, 10, 30, 100};
    struct picture p[5], both = {0};
    double first = 0;
    bool grows = true;

    chapter_say(
        d->c, "Run: hidden 50, rows 50, lambda 0, the exact gradient, before the first update, the "
              "starting W1 multiplied; on the right W2 as well. saturated: the share of h1 within "
              "0.01 of 0 or 1; "
              "there the slope of the sigmoid is below 0.01.");
    table_begin(d, "vanishing",
                "times  saturated  |dLoss_dW1|  |dLoss_dW2|   ratio  W2_too:|dLoss_dW1|  ratio");
    for (size_t i = 0; i < 5; i++) {
        both = look_at(d, by[i], by[i]);
        first = i == 0 ? both.W1 / both.W2 : first;
        p[i] = look_at(d, by[i], 1);
        table_line(d, "%5g  %8.1f%%  %11.6f  %11.6f  %6.4f  %18.6f  %5.3f", by[i], 100 * p[i].share,
                   p[i].W1, p[i].W2, p[i].W1 / p[i].W2, both.W1, both.W1 / both.W2);
        grows &= i == 0 || p[i].share >= p[i - 1].share;
    }
    table_end(d);
    verdict(
        d, grows && p[4].share > 0.5 && p[4].W1 / p[4].W2 < 0.5 * p[0].W1 / p[0].W2,
        "large starting weights shrink dLoss_dW1 against dLoss_dW2",
        "The larger the starting weights, the more hidden units are saturated (%.0f %% at the "
        "end), and dLoss_dW1 becomes small beside dLoss_dW2: the ratio falls from %.3f to %.4f. "
        "The factor h1 .* (1 - h1) stands between the two, and it is near zero where h1 is near 0 "
        "or 1.",
        100 * p[4].share, p[0].W1 / p[0].W2, p[4].W1 / p[4].W2);
    verdict(d, both.W1 / both.W2 > first, "a multiplied W2 hides it",
            "With W2 multiplied as well the ratio goes from %.3f to %.3f: the other factor is "
            "dLoss_dz2 * W2', and it grows with W2. The ratio alone does not show saturation; look "
            "at h1.",
            first, both.W1 / both.W2);
}
