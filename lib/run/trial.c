#include "trial.h"

#include "batches.h"
#include "check.h"
#include "dataset.h"
#include "fast.h"
#include "loss.h"
#include "matrix.h"
#include "rng.h"
#include "scores.h"

#include <math.h>
#include <string.h>

struct trial trial_exact(struct trial t)
{
    double N = (double)(t.batch > 0 ? t.batch : t.X->rows);

    t.how.gradient = GRADIENT_EXACT;
    t.how.lr *= N;
    t.remedies.clip /= N;
    return t;
}

static void note(struct ending *e, double Loss, size_t epoch)
{
    if (epoch == 0)
        e->first = e->least = Loss;
    e->last = Loss;
    if (Loss < e->least) {
        e->least = Loss;
        e->least_epoch = epoch;
    }
}

static bool watch(void *context, struct step *net, size_t epoch)
{
    note(context, net->data_loss->v[0] + net->ridge_loss->v[0], epoch);
    return true;
}

/* One update for each batch; the Loss of all rows is taken before the epoch. */
static size_t train_batches(const struct trial *t, struct fast *fast, struct step *net,
                            struct ending *e)
{
    struct step *all = step_like(net, 0);
    struct step *good = step_like(net, 0); /* the last weights whose Loss was finite */
    struct batches *b = batches_new(t->X, t->Y, t->batch, t->hidden, false);
    size_t epoch = 0;
    bool finite = true;

    for (; epoch < t->epochs && finite; epoch += finite) {
        step_copy_weights(all, net);
        double Loss = fast_gradient(fast, all, &t->how, 0, t->X->rows);

        finite = isfinite(Loss);
        if (finite) {
            note(e, Loss, epoch);
            step_copy_weights(good, net);
            finite = batches_epoch(b, net, t->X, t->Y, &t->how, 0, epoch);
        }
    }
    if (!finite)
        step_copy_weights(net, good);
    batches_free(b);
    step_free(all);
    step_free(good);
    return epoch;
}

struct ending train_trial(const struct trial *t, struct step **keep)
{
    struct step *net =
        step_new(0, t->X->cols, t->hidden, t->Y->cols, t->bias ? BIAS_TRAINED : BIAS_NONE);
    struct fast *fast = fast_new(t->X, t->Y, t->hidden);
    struct ending e = {.finite = false};

    dataset_weights(net->W1, net->W2, t->seed);
    step_observe(net, t->X, t->Y);
    e.epochs = t->batch > 0
                   ? train_batches(t, fast, net, &e)
                   : remedies_train(net, &t->how, &t->remedies, fast, 0, t->epochs, 1, watch, &e);
    fast_free(fast);
    e.finite = e.epochs == t->epochs;
    if (!e.finite && t->batch == 0 && e.epochs > 0)
        step_next(net); /* back to the weights of before */
    e.largest = fmax(matrix_largest(net->W1), matrix_largest(net->W2));
    for (size_t epoch = 0; epoch < e.epochs; epoch++)
        e.rates += remedies_lr(&t->remedies, t->how.lr, epoch);
    if (keep)
        *keep = net;
    else
        step_free(net);
    return e;
}

const char *overflow(const struct ending *e, char *text)
{
    if (e->finite)
        return "none";
    snprintf(text, 32, "%zu", e->epochs);
    return text;
}

void fill_mirrored(struct matrix *X, struct matrix *Y, uint32_t seed)
{
    static const double sign[4][2] = {{1, 1}, {-1, -1}, {-1, 1}, {1, -1}};
    struct rng r;

    CHECK(X->rows % 4 == 0 && X->cols == 2 && Y->rows == X->rows && Y->cols == 2, X, Y);
    rng_seed(&r, seed);
    for (size_t n = 0; n < X->rows; n += 4) {
        double a = rng_normal(&r), b = rng_normal(&r);

        for (size_t k = 0; k < 4; k++) {
            double x1 = a * sign[k][0], x2 = b * sign[k][1];

            X->v[2 * (n + k)] = x1;
            X->v[2 * (n + k) + 1] = x2;
            Y->v[2 * (n + k)] = (x1 > 0) == (x2 > 0);
            Y->v[2 * (n + k) + 1] = (x1 > 0) != (x2 > 0);
        }
    }
}

struct score score(const struct step *net, const struct matrix *X, const struct matrix *Y)
{
    struct fast *fast = fast_new(X, Y, net->W1->cols);
    struct matrix *h2 = matrix_new(Y->rows, Y->cols);

    fast_answers(fast, net, h2);

    struct score s = {data_loss(Y, h2), (double)count_right(Y, h2, 0, Y->rows) / (double)Y->rows};

    matrix_free(h2);
    fast_free(fast);
    return s;
}

double length(const struct matrix *m)
{
    return sqrt(matrix_sum_squares(m));
}
