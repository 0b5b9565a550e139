/* Slips about the Loss that explodes, where no claim of chapter 7 is about them.
 *
 * The figures' runs are 50 hidden units, the first 50 rows, weights of seed 2017 and a learning
 * rate of 0.003.  What happens depends on rate times epoch, as the claim learning-rate shows; so
 * these run at 0.03, where an epoch stands for ten of the article's. */
#include "demonstrate.h"

#include "matrix.h"
#include "trial.h"

#include <math.h>
#include <stdio.h>

static const double RATE = 0.03, ARTICLES_RATE = 0.003;

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

bool where_the_loss_turns(char *evidence, size_t size)
{
    struct setup e = setup_article(50, 50);
    const struct trial t = {.X = e.X,
                            .Y = e.Y,
                            .hidden = 50,
                            .epochs = 9600,
                            .how = {RATE, 1e-4, GRADIENT_ARTICLE},
                            .seed = 2017};
    struct ending end = train_trial(&t, NULL);
    double turn = RATE * (double)end.least_epoch / ARTICLES_RATE; /* in epochs of the article */

    snprintf(evidence, size,
             "the lowest Loss, %.6f, is at epoch %zu at rate 0.03, so at about %.0f at the "
             "figure's 0.003; the program saves a frame every 10000 epochs, so that is step %.0f; "
             "it is step %.0f with a frame every 1000, or with the rate 0.0003",
             end.least, end.least_epoch, turn, turn / 10000, turn / 1000);
    setup_free(&e);
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
