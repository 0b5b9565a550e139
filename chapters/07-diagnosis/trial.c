/* Training for the claims, and the rows they are measured on. */
#include "claims.h"

#include "batches.h"
#include "check.h"
#include "dataset.h"
#include "loss.h"
#include "rng.h"
#include "scores.h"

#include <math.h>
#include <string.h>

double quick_lr(const struct diagnosis *d)
{
    return d->full ? 0.003 : 0.03;
}

struct trial trial_article(const struct diagnosis *d, double lr, double lambda, size_t epochs)
{
    return (struct trial){
        .X = d->c->X,
        .Y = d->c->Y,
        .hidden = 50,
        .epochs = epochs,
        .how = {lr, lambda, GRADIENT_ARTICLE},
        .seed = (uint32_t)d->c->o.seed,
    };
}

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

static bool watch(void *context, const struct network *net, size_t epoch)
{
    note(context, net->data_loss + net->ridge_loss, epoch);
    return true;
}

/* One update for each batch; the Loss of all rows is taken before the epoch. */
static size_t train_batches(const struct trial *t, struct network *net, struct ending *e)
{
    struct network *all = network_new(t->X->rows, t->X->cols, t->hidden, t->Y->cols);
    struct network *good = network_like(net, 1); /* the last weights whose Loss was finite */
    struct batches *b = batches_new(t->X, t->Y, t->batch);
    size_t epoch = 0;
    bool finite = true;

    for (; epoch < t->epochs && finite; epoch += finite) {
        copy_matrix(all->W1, net->W1);
        copy_matrix(all->W2, net->W2);
        network_forward(all, t->X);
        double Loss = network_loss(all, t->Y, t->how.lambda);

        finite = isfinite(Loss);
        if (finite) {
            note(e, Loss, epoch);
            copy_matrix(good->W1, net->W1);
            copy_matrix(good->W2, net->W2);
            finite = batches_epoch(b, net, t->X, t->Y, &t->how, 0, epoch);
        }
    }
    if (!finite) {
        copy_matrix(net->W1, good->W1);
        copy_matrix(net->W2, good->W2);
    }
    batches_free(b);
    network_free(all);
    network_free(good);
    return epoch;
}

static double largest(const struct network *net)
{
    double most = 0;

    for (size_t i = 0; i < net->W1->rows * net->W1->cols; i++)
        most = fmax(most, fabs(net->W1->v[i]));
    for (size_t i = 0; i < net->W2->rows * net->W2->cols; i++)
        most = fmax(most, fabs(net->W2->v[i]));
    return most;
}

struct ending train(const struct trial *t, struct network **keep)
{
    size_t rows = t->batch > 0 ? t->batch : t->X->rows;
    struct network *net = network_new(rows, t->X->cols, t->hidden, t->Y->cols);
    struct ending e = {.finite = false};

    dataset_weights(net->W1, net->W2, t->seed);
    e.epochs = t->batch > 0 ? train_batches(t, net, &e)
                            : remedies_train(net, t->X, t->Y, &t->how, &t->remedies, 0, t->epochs,
                                             1, watch, &e);
    e.finite = e.epochs == t->epochs;
    if (!e.finite && t->batch == 0) {
        copy_matrix(net->W1, net->W1_before);
        copy_matrix(net->W2, net->W2_before);
    }
    e.largest = largest(net);
    for (size_t epoch = 0; epoch < e.epochs; epoch++)
        e.rates += remedies_lr(&t->remedies, t->how.lr, epoch);
    if (keep)
        *keep = net;
    else
        network_free(net);
    return e;
}

const char *overflow(const struct ending *e, char *text)
{
    if (e->finite)
        return "none";
    snprintf(text, 32, "%zu", e->epochs);
    return text;
}

void copy_matrix(struct matrix *to, const struct matrix *from)
{
    CHECK(to->rows == from->rows && to->cols == from->cols, to, from);
    memcpy(to->v, from->v, to->rows * to->cols * sizeof *to->v);
}

struct network *network_like(const struct network *net, size_t rows)
{
    struct network *like = network_new(rows, net->W1->rows, net->W1->cols, net->W2->cols);

    copy_matrix(like->W1, net->W1);
    copy_matrix(like->W2, net->W2);
    return like;
}

struct matrix *with_ones(const struct matrix *X)
{
    struct matrix *out = matrix_new(X->rows, X->cols + 1);

    for (size_t n = 0; n < X->rows; n++) {
        memcpy(&out->v[n * out->cols], &X->v[n * X->cols], X->cols * sizeof *X->v);
        out->v[n * out->cols + X->cols] = 1;
    }
    return out;
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

void score(const struct network *net, const struct matrix *X, const struct matrix *Y, double *loss,
           double *right)
{
    enum { PIECE = 1000 }; /* stays in the processor's cache */
    struct network *part = network_like(net, PIECE);
    double sum = 0, count = 0;

    for (size_t n = 0; n < X->rows; n += PIECE) {
        size_t rows = X->rows - n < PIECE ? X->rows - n : PIECE;
        struct matrix x = {rows, X->cols, X->v + n * X->cols};
        struct matrix y = {rows, Y->cols, Y->v + n * Y->cols};

        network_rows(part, rows);
        network_forward(part, &x);
        sum += data_loss(&y, part->h2) * (double)rows;
        count += (double)count_right(&y, part->h2, 0, rows);
    }
    *loss = sum / (double)X->rows;
    *right = count / (double)X->rows;
    network_free(part);
}
