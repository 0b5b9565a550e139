/* Is it gradient explosion?  The article's gradient is two parts, the data's and the ridge's; this
 * file measures each along the run whose Loss explodes. */
#include "diagnosis.h"

#include "dataset.h"
#include "fast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LAMBDA = 1e-4;

struct account {
    struct claims *d;
    struct step *look;        /* the same weights, for the parts of the gradient */
    double least, written;    /* Loss: the lowest so far; that of the last line */
    size_t least_epoch, turn; /* turn: from there on the ridge's term is the longer part */
    double data_loss, ridge_loss, Loss;
    double data, ridge, mean, spread; /* of the last line */
    double article, exact;            /* the whole gradients there, the exact one times N */
    double first_data, first_spread;
    double far_mean, far_spread; /* the last ones that mean something */
};

/* Measures the lengths of the two parts of the article's gradient. */
static void measure_parts(struct account *a, const struct step *net)
{
    struct training data = {0, 0, GRADIENT_ARTICLE};
    struct step *look = a->look;

    step_copy_weights(look, net);
    step_forward(look);
    step_backward(look, &data);
    a->data = gradient_length(look);
    memset(look->dLoss_dW1->v, 0, look->W1->rows * look->W1->cols * sizeof(double));
    memset(look->dLoss_dW2->v, 0, look->W2->rows * look->W2->cols * sizeof(double));
    article_ridge(look->dLoss_dW1, net->W1, LAMBDA);
    article_ridge(look->dLoss_dW2, net->W2, LAMBDA);
    a->ridge = gradient_length(look);
}

/* Measures the two parts together, and what the exact gradient would be with the same weights.  N
 * times it has the article's sum over the rows in place of their mean: the same step at the same
 * rate. */
static void measure_whole(struct account *a, const struct step *net)
{
    struct training how = {0, LAMBDA, GRADIENT_ARTICLE};
    struct step *look = a->look;

    step_backward(look, &how);
    a->article = gradient_length(look);
    how.gradient = GRADIENT_EXACT;
    step_backward(look, &how);
    a->exact = (double)net->N * gradient_length(look);
}

static void measure_spread(struct account *a, const struct matrix *W)
{
    double n = (double)(W->rows * W->cols), sum = 0, squares = 0;

    for (size_t i = 0; i < W->rows * W->cols; i++)
        sum += W->v[i] / n;
    for (size_t i = 0; i < W->rows * W->cols; i++)
        squares += (W->v[i] - sum) * (W->v[i] - sum) / n;
    a->mean = sum;
    a->spread = fabs(sum) < 1e12 ? sqrt(squares) : NAN; /* past that it is rounding */
    if (!isnan(a->spread)) {
        a->far_mean = a->mean;
        a->far_spread = a->spread;
    }
}

#define COLUMNS "  %11.5g  %9.5f  %10.4g  %10.4g  %9.3g  %7.3f"

static void write_line(struct account *a, const struct step *net, size_t epoch)
{
    bool show =
        epoch % 20000 == 0 || epoch == 90000 || (a->written > 0 && a->Loss > 1e6 * a->written);

    measure_parts(a, net);
    measure_whole(a, net);
    measure_spread(a, net->W1);
    if (epoch == 0) {
        a->first_data = a->data;
        a->first_spread = a->spread;
    }
    if (a->ridge <= a->data)
        a->turn = 0;
    else if (a->turn == 0)
        a->turn = epoch;
    if (show)
        table_show(a->d, "%7zu" COLUMNS, epoch, a->Loss, a->data_loss, a->data, a->ridge, a->mean,
                   a->spread);
    table_more(a->d, " %7zu" COLUMNS "  %10.4g  %10.4g  %10.4g  %10.4g  %10.4g", epoch, a->Loss,
               a->data_loss, a->data, a->ridge, a->mean, a->spread, a->ridge_loss, length(net->W1),
               length(net->W2), a->article, a->exact);
}

/* Writes a line every 500 epochs, and whenever the Loss has grown by a fifth. */
static bool keep_account(void *context, struct step *net, size_t epoch)
{
    struct account *a = context;

    a->Loss = net->data_loss->v[0] + net->ridge_loss->v[0];
    a->data_loss = net->data_loss->v[0];
    a->ridge_loss = net->ridge_loss->v[0];
    if (epoch == 0 || a->Loss < a->least) {
        a->least = a->Loss;
        a->least_epoch = epoch;
    }
    if (epoch % 500 == 0 || a->Loss > 1.2 * a->written) {
        write_line(a, net, epoch);
        a->written = a->Loss;
    }
    return true;
}

void claim_explosion(struct claims *d)
{
    struct trial base = trial_article(d, 0.003, LAMBDA, 200000), exact;
    struct step *net = step_new(0, 2, base.hidden, 2, BIAS_NONE);
    struct fast *fast = fast_new(base.X, base.Y, base.hidden);
    struct account a = {.d = d, .look = step_like(net, d->c->X.rows)};
    struct ending e;

    dataset_weights(net->W1, net->W2, base.seed);
    step_observe(a.look, base.X, base.Y);
    chapter_say(d->c, "Run: hidden 50, rows 50, lr 0.003, lambda 1e-4, the article's gradient. "
                      "data_grad. and ridge_term are the lengths of its two parts, W1_mean and "
                      "spread the mean and standard deviation of W1 (nan: lost in rounding).");
    table_begin_wide(d, "explosion",
                     "  epoch         Loss  data_loss  data_grad.  ridge_term    W1_mean  spread",
                     "  ridge_loss        |W1|        |W2|     article     N*exact");
    size_t end =
        fast_train(fast, net, base.X->rows, &base.how, 0, base.epochs, 1, keep_account, &a);

    table_end(d);
    base.epochs = end;
    exact = trial_exact(base);
    e = train_trial(&exact, NULL);
    chapter_say(d->c,
                "Lowest Loss %.6f at epoch %zu; first Loss that is not finite at epoch %zu. "
                "The same start with the exact gradient, lr 0.15 (50 times 0.003: the mean "
                "over 50 rows in place of their sum), %zu epochs: Loss %.6f to %.6f, %s, "
                "largest weight %.1f.",
                a.least, a.least_epoch, end, e.epochs, e.first, e.last,
                e.finite ? "finite" : "not finite", e.largest);
    verdict(
        d, end < 200000 && a.ridge > 1e3 * a.first_data && a.data < a.first_data && a.turn > 0,
        "the ridge's term explodes and the gradient of the data does not",
        "Something explodes, but it is not the gradient that backpropagation computes: its length "
        "went from %.2f to %.3f. The ridge's term reaches %.0e, and from about epoch %zu on it is "
        "always the longer part. The data's share of the last Loss is %.3f.",
        a.first_data, a.data, a.ridge, a.turn, a.data_loss);
    verdict(
        d, a.far_mean < -1e3 && a.far_spread < 0.01 * -a.far_mean,
        "the ridge's term pushes all of W1 the same way",
        "It is one positive number, lambda * sum(W.^2), for every entry, so it pushes all of W1 "
        "the same way, and harder the larger the weights are: while the mean fell to %.0e the "
        "spread went from %.2f to %.2f (after that it is lost in rounding).",
        a.far_mean, a.first_spread, a.far_spread);
    verdict(d, e.finite && e.last <= e.least + 1e-9, "with the exact ridge nothing explodes",
            "The exact ridge, lambda/N * W, pulls towards zero, and nothing explodes.");
    fast_free(fast);
    step_free(net);
    step_free(a.look);
}
