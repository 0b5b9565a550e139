/* Is a low Loss on the training rows worth anything elsewhere? */
#include "bias.h"

#include "dataset.h"
#include "fast.h"

#include <math.h>

struct sample {
    struct claims *d;
    struct matrix *X, *Y; /* fresh rows, mirrored */
    const char *name;
    double least, least_fresh;
    double last_fresh, most_right;
};

static void line(struct sample *s, const struct step *net, size_t epoch)
{
    struct score fresh = score(net, s->X, s->Y);

    table_line(s->d, "%-11s  %6zu  %13.6f  %10.6f  %10.2f%%", s->name, epoch, net->data_loss->v[0],
               fresh.loss, 100 * fresh.right);
    s->least = fmin(s->least, net->data_loss->v[0]);
    s->least_fresh = fmin(s->least_fresh, fresh.loss);
    s->last_fresh = fresh.loss;
    s->most_right = fmax(s->most_right, fresh.right);
}

/* Writes a line at epochs 0, 1000, 10000, and at the last. */
static bool note(void *context, struct step *net, size_t epoch)
{
    if (epoch == 0 || epoch == 1000 || epoch == 10000 || epoch % 10000 == 9999)
        line(context, net, epoch);
    return true;
}

/* Epochs in thousands below: the recorder sees the first, every 1000th and the last. */
static void follow(struct sample *s, const char *name, const struct trial *t)
{
    struct fast *fast = fast_new(t->X, t->Y, t->hidden);
    struct step *net =
        step_new(0, t->X->cols, t->hidden, t->Y->cols, t->bias ? BIAS_TRAINED : BIAS_NONE);

    s->name = name;
    dataset_weights(net->W1, net->W2, t->seed);
    fast_train(fast, net, t->X->rows, &t->how, 0, t->epochs, 1000, note, s);
    step_free(net);
    fast_free(fast);
}

void claim_fresh(struct claims *d)
{
    const size_t rows = 100000;
    struct sample without = {d, matrix_new(rows, 2), matrix_new(rows, 2), "", 1, 1, 1, 0},
                  with = without;
    const struct matrix X = {50, 2, d->c->data.X->v}, Y = {50, 2, d->c->data.Y->v};
    struct trial t = {.X = &X,
                      .Y = &Y,
                      .hidden = 50,
                      .epochs = d->full ? 1000000 : 100000,
                      .how = {d->full ? 0.15 : 1.5, 0, GRADIENT_EXACT},
                      .seed = (uint32_t)d->c->o.seed};

    fill_mirrored(without.X, without.Y, (uint32_t)d->c->o.data_seed + 1);
    with.X = without.X;
    with.Y = without.Y;
    chapter_say(
        d->c,
        "Run: 50 rows, lambda 0, the exact gradient at lr %g, and beside the Loss on the 50 "
        "rows the Loss on %zu fresh rows, each with its mirror image; then all 300 rows "
        "with a bias, lr 3.",
        t.how.lr, rows);
    table_begin(d, "fresh", "run           epoch  training_Loss  fresh_Loss  fresh_right");
    follow(&without, "hidden=50", &t);
    t.hidden = 10;
    follow(&without, "hidden=10", &t);
    t = (struct trial){.X = d->c->data.X,
                       .Y = d->c->data.Y,
                       .hidden = 10,
                       .bias = true,
                       .epochs = 10000,
                       .how = {3, 0, GRADIENT_EXACT},
                       .seed = (uint32_t)d->c->o.seed};
    follow(&with, "300,bias", &t);
    table_end(d);
    verdict(
        d, without.least_fresh >= 0.25 - 1e-9,
        "the fresh Loss stays at 1/4 or above without a bias",
        "Without a bias the training Loss falls to %.4f, and the fresh Loss never falls below 1/4, "
        "the Loss of answering one half everywhere (lowest: %.6f). The fall on the 50 rows is due "
        "to these rows alone, even where up to %.0f %% of fresh rows are right.",
        without.least, without.least_fresh, 100 * without.most_right);
    verdict(d, with.last_fresh < without.least_fresh, "a bias and more rows lower the fresh Loss",
            "With a bias and 300 rows the fresh Loss is %.4f.", with.last_fresh);
    matrix_free(without.X);
    matrix_free(without.Y);
}
