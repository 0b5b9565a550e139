/* The gradient check: a gradient beside the one without calculus, at the start of the base run and
 * where its Loss is lowest. */
#include "diagnosis.h"

#include "dataset.h"
#include "finite_difference.h"

#include <math.h>

static const double LAMBDA = 1e-4;

struct checked {
    struct step *net;
    const struct chapter *c;
};

static double loss_of_weights(void *context)
{
    struct checked *k = context;

    step_forward(k->net);
    return step_loss(k->net, LAMBDA);
}

/* Measures how far a gradient is from finite differences, and the cosine between the two.  Returns
 * whether it holds. */
static bool check(struct checked *k, enum gradient gradient, double *apart, double *cosine)
{
    struct step *net = k->net, *slope = step_like(net, 0);
    struct training how = {0, LAMBDA, gradient};
    double product = 0, length;

    finite_difference(slope->dLoss_dW1, net->W1, loss_of_weights, k, 1e-5);
    finite_difference(slope->dLoss_dW2, net->W2, loss_of_weights, k, 1e-5);
    step_backward(net, &how);
    *apart = fmax(largest_difference(net->dLoss_dW1, slope->dLoss_dW1),
                  largest_difference(net->dLoss_dW2, slope->dLoss_dW2));
    for (size_t i = 0; i < net->W1->rows * net->W1->cols; i++)
        product += net->dLoss_dW1->v[i] * slope->dLoss_dW1->v[i];
    for (size_t i = 0; i < net->W2->rows * net->W2->cols; i++)
        product += net->dLoss_dW2->v[i] * slope->dLoss_dW2->v[i];
    length = gradient_length(slope);
    *cosine = product / length / gradient_length(net);
    if (fabs(*cosine) < 5e-5)
        *cosine = 0; /* not a printed -0 */
    step_free(slope);
    return length > 1e-4 && *apart <= 1e-7 * (1 + length);
}

void check_gradients(struct claims *d, const struct step *least, size_t epoch)
{
    struct step *start = step_like(least, d->c->X.rows), *there = step_like(least, d->c->X.rows);
    struct checked at[2] = {{start, d->c}, {there, d->c}};
    const size_t when[2] = {0, epoch};
    double apart, cosine, at_least = 1;
    bool fails = true, passes = true;

    dataset_weights(start->W1, start->W2, (uint32_t)d->c->o.seed);
    step_observe(start, &d->c->X, &d->c->Y);
    step_observe(there, &d->c->X, &d->c->Y);
    chapter_say(d->c, "The gradient check: each weight is moved by 1e-5 up and down, and the "
                      "change of the Loss compared with the gradient.");
    table_begin(d, "gradient-check", "  epoch  gradient  largest_difference    cosine  holds");
    for (int i = 0; i < 2; i++) {
        bool good = check(&at[i], GRADIENT_ARTICLE, &apart, &cosine);

        table_line(d, "%7zu  %8s  %18.1e  %8.4f  %5s", when[i], "article", apart, cosine,
                   good ? "yes" : "no");
        fails &= !good;
        at_least = cosine;
        good = check(&at[i], GRADIENT_EXACT, &apart, &cosine);
        table_line(d, "%7zu  %8s  %18.1e  %8.4f  %5s", when[i], "exact", apart, cosine,
                   good ? "yes" : "no");
        passes &= good;
    }
    table_end(d);
    verdict(d, fails && passes, "the check fails for the article's gradient alone",
            "The check fails for the article's gradient and holds for the exact one. A cosine of 1 "
            "would be the steepest way down. At the least Loss the article's step has %.4f with "
            "it: %s.",
            at_least,
            fabs(at_least) < 0.01 ? "it no longer goes down, and from there on it goes up"
                                  : "it does not go straight down");
    step_free(start);
    step_free(there);
}
