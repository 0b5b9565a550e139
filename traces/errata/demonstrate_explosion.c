/* Slips about the Loss that explodes.
 *
 * The figures' runs are 50 hidden units, the first 50 rows, weights of seed 2017 and a learning
 * rate of 0.003.  What happens depends on rate times epoch, as `smaller_steps_delay` shows; so
 * these run at 0.03, where an epoch stands for ten of the article's. */
#include "demonstrate.h"

#include "matrix.h"
#include "trial.h"

#include <math.h>
#include <stdio.h>

static const double RATE = 0.03, ARTICLES_RATE = 0.003;

/* A run of the figures' network, with the program's ridge and gradient or with the right ones: the
 * same steps, but for the ridge. */
static struct ending run_of(struct trial t, bool exact)
{
    struct setup e = setup_article(50, 50);

    t.X = e.X;
    t.Y = e.Y;
    t.hidden = 50;
    t.seed = 2017;
    t.how.lr = t.how.lr > 0 ? t.how.lr : RATE;
    t.how.gradient = GRADIENT_ARTICLE;

    struct trial right = trial_exact(t);
    struct ending end = train_trial(exact ? &right : &t, NULL);

    setup_free(&e);
    return end;
}

static bool below(void *most, struct step *s, size_t epoch)
{
    (void)epoch;
    return s->Loss->v[0] < *(double *)most;
}

/* Goes on with the article's run to the first epoch whose Loss, W1 and all, is above `most`. */
static void run_until(struct setup *e, double most, size_t *epoch)
{
    e->how = (struct training){RATE, 1e-4, GRADIENT_ARTICLE};
    *epoch = train(e->net, &e->how, *epoch, 11000, 1, below, &most);
}

bool w2_counted_twice(char *evidence, size_t size)
{
    struct setup e = setup_article(50, 50);
    size_t epoch = 0;

    run_until(&e, 10, &epoch);
    double share = e.how.lambda / (2 * 50.0), right = setup_loss(&e), data = e.net->data_loss->v[0];
    double of_W1 = share * matrix_sum_squares(e.net->W1);
    double of_W2 = share * matrix_sum_squares(e.net->W2);
    double twice = data + 2 * of_W2;

    snprintf(evidence, size,
             "at epoch %zu (rate 0.03) the Loss is %.3f: the data's share is %.4f, that of W1 "
             "%.3f and that of W2 %.1e; with W2 counted twice and W1 never it would read %.4f, "
             "and show no explosion",
             epoch, right, data, of_W1, of_W2, twice);
    setup_free(&e);
    return fabs(data + of_W1 + of_W2 - right) < 1e-9 && right > 10 && twice < 0.3;
}

/* The two parts of the program's gradient, at the weights of net. */
static void parts(struct setup *e, double lambda, double *data, double *ridge)
{
    e->how = (struct training){.gradient = GRADIENT_ARTICLE};
    setup_backward(e);
    *data = gradient_length(e->net);
    *ridge = lambda * hypot(matrix_sum_squares(e->net->W1) * sqrt(100),
                            matrix_sum_squares(e->net->W2) * sqrt(100)); /* 100 entries each */
}

bool the_ridge_explodes(char *evidence, size_t size)
{
    const double most_ever = 4 * 50 / 27.0; /* |(h-y) h (1-h)| is at most 4/27, for each row */
    struct setup e = setup_article(50, 50);
    double data, ridge, last_data, last_ridge;
    size_t epoch = 0, last_epoch;

    run_until(&e, 0.3, &epoch);
    last_epoch = epoch;
    parts(&e, 1e-4, &data, &ridge);
    run_until(&e, 1e20, &last_epoch);
    parts(&e, 1e-4, &last_data, &last_ridge);

    struct ending right = run_of((struct trial){.how.lambda = 1e-4, .epochs = 10400}, true);
    bool bounded = matrix_largest(e.net->dLoss_dW2) <= most_ever;

    snprintf(evidence, size,
             "at epoch %zu (rate 0.03) the data's gradient has the length %.3f, the ridge's term "
             "%.1f; at %zu, %.3f and %.1e (no entry of the first can pass %.2f); with lambda * W "
             "in its place %zu epochs are finite: largest weight %.1f, Loss %.4f",
             epoch, data, ridge, last_epoch, last_data, last_ridge, most_ever, right.epochs,
             right.largest, right.last);
    setup_free(&e);
    return data < 1 && ridge > 10 && bounded && last_ridge > 1e10 && right.finite &&
           right.epochs > last_epoch && right.largest < 100;
}

bool smaller_steps_delay(char *evidence, size_t size)
{
    const double faster = 0.04;
    struct trial t = {.how = {.lr = faster, .lambda = 1e-4}, .epochs = 11000};
    struct ending fast = run_of(t, false);

    t.how.lr = RATE;
    struct ending slow = run_of(t, false);

    t.how.lambda = 1e-6;
    t.epochs = slow.epochs + 1;
    struct ending weak = run_of(t, false);
    double at_fast = faster * (double)fast.epochs, at_slow = RATE * (double)slow.epochs;

    snprintf(evidence, size,
             "rate 0.04 overflows at epoch %zu and 0.03 at %zu: rate times epoch is %.1f and "
             "%.1f; at the rate 0.03 with lambda 1e-6, the one thing the figure below changes, "
             "epoch %zu is finite",
             fast.epochs, slow.epochs, at_fast, at_slow, weak.epochs);
    return !fast.finite && !slow.finite && fast.epochs < slow.epochs &&
           fabs(at_fast / at_slow - 1) < 0.01 && weak.finite;
}

bool decay_delays(char *evidence, size_t size)
{
    struct trial t = {.how.lambda = 1e-4, .epochs = 20000};

    t.remedies = (struct remedies){.decay = DECAY_STEP, .factor = 0.5, .epochs = 5000};
    struct ending under = run_of(t, false);

    t.remedies.epochs = 10000;
    t.epochs = 12000;
    struct ending over = run_of(t, false);

    t.epochs = 5000;
    struct ending right = run_of(t, true);

    snprintf(evidence, size,
             "halved every 10000 epochs the rate 0.03 adds up to 600, and overflows at epoch %zu; "
             "every 5000 it adds up to 300 and never does (%zu epochs), yet the Loss turns and "
             "rises from %.4f to %.4f; with the right ridge it falls to the last epoch (%zu: %.4f)",
             over.epochs, under.epochs, under.least, under.last, right.epochs, right.last);
    return !over.finite && under.finite && under.last > under.least + 1e-4 && right.finite &&
           right.last == right.least;
}

bool stronger_is_sooner(char *evidence, size_t size)
{
    struct trial t = {.how.lambda = 1e-4, .epochs = 11000};
    struct ending weak = run_of(t, false);

    t.how.lambda = 1e-3;
    struct ending strong = run_of(t, false);

    t.epochs = 2000;
    struct ending right = run_of(t, true);

    t.how.lambda = 0;
    t.remedies.l1 = 1e-2;
    struct ending l1 = run_of(t, false), right_l1 = run_of(t, true);

    snprintf(evidence, size,
             "the program's ridge overflows at epoch %zu with lambda 1e-4 and at %zu with 1e-3, "
             "while lambda * W with 1e-3 is finite (largest weight %.1f); L1 in the program's "
             "manner, 0.01 * sum(|W|) for every entry, reaches %.0e in %zu epochs, and 0.01 * "
             "sign(W) %.1f",
             weak.epochs, strong.epochs, right.largest, l1.largest, l1.epochs, right_l1.largest);
    return !weak.finite && !strong.finite && strong.epochs < weak.epochs / 2 && right.finite &&
           right.largest < 100 && l1.largest > 1e6 && right_l1.finite && right_l1.largest < 100;
}

bool where_the_loss_turns(char *evidence, size_t size)
{
    struct ending end = run_of((struct trial){.how.lambda = 1e-4, .epochs = 9600}, false);
    double turn = RATE * (double)end.least_epoch / ARTICLES_RATE; /* in epochs of the article */

    snprintf(evidence, size,
             "the least Loss, %.6f, is at epoch %zu at rate 0.03, so at about %.0f at the "
             "figure's 0.003; the program saves a frame every 10000 epochs, so that is step %.0f; "
             "it is step %.0f with a frame every 1000, or with the rate 0.0003",
             end.least, end.least_epoch, turn, turn / 10000, turn / 1000);
    return end.finite && end.last > end.least && turn / 10000 < 10 && turn / 1000 > 90 &&
           turn / 1000 < 93;
}

enum { REMEMBERED = 5 };

/* The article's run, up to the first epoch whose W1 is not finite; size: of W1 in the last ones.
 * train would end at the first Loss that is not finite, a little earlier. */
static size_t run_to_the_end(struct setup *e, double size[REMEMBERED])
{
    size_t epoch = 0;

    e->how = (struct training){RATE, 1e-4, GRADIENT_ARTICLE};
    for (;; epoch++) {
        setup_backward(e);
        for (size_t i = 1; i < REMEMBERED; i++)
            size[i - 1] = size[i];
        size[REMEMBERED - 1] = matrix_largest(e->net->W1);
        if (!isfinite(size[REMEMBERED - 1]) || epoch == 11000)
            return epoch;
        step_update(e->net, e->how.lr);
        step_next(e->net);
    }
}

bool numbers_overflow_not_memory(char *evidence, size_t size)
{
    struct setup e = setup_article(50, 50);
    double last[REMEMBERED] = {0};
    size_t opposite = 0, nan = 0, both = 0;
    const double *z1 = e.net->z1->v, *h2 = e.net->h2->v;
    size_t epoch = run_to_the_end(&e, last);

    for (size_t n = 0; n < 50; n++) {
        bool differ = e.X->v[2 * n] * e.X->v[2 * n + 1] < 0, is_nan = isnan(e.net->z1->v[50 * n]);

        opposite += differ;
        nan += is_nan;
        both += differ && is_nan;
    }
    bool no_new_memory = z1 == e.net->z1->v && h2 == e.net->h2->v && e.net->W1->cols == 50;

    snprintf(evidence, size,
             "W1 is %.0e, %.0e, %.0e, %.0e and then -inf at epoch %zu, in the memory it began "
             "with; then inf - inf makes z1 nan in %zu of 50 rows, %zu of them among the %zu "
             "whose two inputs have opposite signs",
             last[0], last[1], last[2], last[3], epoch, nan, both, opposite);
    bool shown = no_new_memory && last[0] > 1e10 && e.net->W1->v[0] < 0 &&
                 isinf(last[REMEMBERED - 1]) && nan == opposite && both == nan && nan > 0 &&
                 nan < 50;

    setup_free(&e);
    return shown;
}

bool clipping_hides(char *evidence, size_t size)
{
    struct trial t = {.how.lambda = 1e-4, .epochs = 12000, .remedies.clip = 1};
    struct ending clipped = run_of(t, false);

    t.epochs = 2000;
    struct ending right_clipped = run_of(t, true);

    t.remedies.clip = 0;
    struct ending right = run_of(t, true);

    snprintf(evidence, size,
             "with both gradients together clipped to length 1 all %zu epochs are finite, but the "
             "Loss turns at epoch %zu (%.4f) all the same and is %.4f at the end; with the right "
             "ridge it is %.6f with clipping and %.6f without after %zu",
             clipped.epochs, clipped.least_epoch, clipped.least, clipped.last, right_clipped.last,
             right.last, right.epochs);
    return clipped.finite && clipped.last > clipped.least + WRONG && right.finite &&
           right.last == right.least && fabs(right_clipped.last / right.last - 1) < WRONG;
}
