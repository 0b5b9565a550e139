/* The gradient check: a gradient beside the one without calculus, with one row and with fifty,
 * without a ridge and with one, so that what fails can be told apart. */
#include "diagnosis.h"

#include "dataset.h"
#include "finite_difference.h"

#include <math.h>

struct checked {
    struct step *net;
    double lambda;
};

static double loss_of_weights(void *context)
{
    struct checked *k = context;

    step_forward(k->net);
    return step_loss(k->net, k->lambda);
}

/* Returns how far a gradient is from finite differences. */
static double apart(struct checked *k, enum gradient gradient)
{
    struct step *net = k->net, *slope = step_like(net, 0);
    const struct training how = {0, k->lambda, gradient};

    finite_difference(slope->dLoss_dW1, net->W1, loss_of_weights, k, 1e-5);
    finite_difference(slope->dLoss_dW2, net->W2, loss_of_weights, k, 1e-5);
    step_forward(net);
    step_backward(net, &how);

    double most = fmax(largest_difference(net->dLoss_dW1, slope->dLoss_dW1),
                       largest_difference(net->dLoss_dW2, slope->dLoss_dW2));

    step_free(slope);
    return most;
}

void claim_check(struct claims *d)
{
    static const struct {
        size_t rows;
        double lambda;
    } with[] = {{50, 1e-4}, {50, 0}, {1, 0}, {1, 1e-4}};
    double article[4], exact = 0;

    chapter_say(d->c, "Run: hidden 50, the starting weights. Each weight is moved by 1e-5 up and "
                      "down, and the change of the Loss compared with both gradients: the largest "
                      "difference of all weights.");
    table_begin(d, "gradient-check", "rows  lambda  article    exact");
    for (size_t i = 0; i < 4; i++) {
        const struct matrix X = {with[i].rows, 2, d->c->X.v}, Y = {with[i].rows, 2, d->c->Y.v};
        struct checked k = {step_new(with[i].rows, 2, 50, 2, BIAS_NONE), with[i].lambda};
        double e;

        dataset_weights(k.net->W1, k.net->W2, (uint32_t)d->c->o.seed);
        step_observe(k.net, &X, &Y);
        article[i] = apart(&k, GRADIENT_ARTICLE);
        e = apart(&k, GRADIENT_EXACT);
        exact = fmax(exact, e);
        table_line(d, "%4zu  %6g  %7.1e  %7.1e", with[i].rows, with[i].lambda, article[i], e);
        step_free(k.net);
    }
    table_end(d);
    verdict(
        d,
        exact < 1e-7 && article[0] > 1e-3 && article[1] > 1e-3 && article[2] < 1e-7 &&
            article[3] > 1e-4,
        "one row and a ridge single out the ridge",
        "With 50 rows the article's gradient fails with a ridge and without one: what shows there "
        "is the missing 1/N, which makes the steps longer and changes no direction. With one row "
        "and lambda 0 it is right. With one row and lambda 1e-4 nothing but the ridge is left, and "
        "it is off by %.1e. The exact gradient holds everywhere.",
        article[3]);
}
