/* All three remedies change the length of a step; only L1 changes its direction.
 *
 *     decay      asks for shorter steps as time goes by, whatever they are made of
 *     clipping   asks for shorter steps where they are long
 *     L1         pulls every weight towards zero with the same force
 *
 * So if a step points the wrong way, decay and clipping take it there later.  That
 * is what chapter 7 measures.
 */
#include "remedies.h"

#include "check.h"
#include "fast.h"
#include "matrix.h"

#include <math.h>

/* ---- decay */
/* f multiplied by itself; libm's pow may differ in the last bit between systems. */
static double power(double f, double times)
{
    double product = 1;

    for (; times >= 1; times = floor(times / 2), f *= f)
        if (fmod(times, 2) == 1)
            product *= f;
    return product;
}

double remedies_lr(const struct remedies *r, double lr, size_t epoch)
{
    switch (r->decay) {
    case DECAY_STEP: return lr * power(r->factor, floor((double)epoch / r->epochs));
    case DECAY_INVERSE: return lr / (1 + (double)epoch / r->epochs);
    case DECAY_NONE: break;
    }
    return lr;
}

/* ---- l1 */
static double sum_sizes(const struct matrix *W)
{
    double sum = 0;

    for (size_t i = 0; i < W->rows * W->cols; i++)
        sum += fabs(W->v[i]);
    return sum;
}

double l1_loss(const struct matrix *W1, const struct matrix *W2, double l1, size_t N)
{
    return l1 / (double)N * (sum_sizes(W1) + sum_sizes(W2));
}

static double sign(double w)
{
    return (double)((w > 0) - (w < 0));
}

void l1_gradient(struct matrix *dLoss_dW, const struct matrix *W, double l1, size_t N,
                 enum gradient gradient)
{
    double same = gradient == GRADIENT_ARTICLE ? l1 * sum_sizes(W) : 0;

    CHECK(dLoss_dW->rows == W->rows && dLoss_dW->cols == W->cols, dLoss_dW, W);
    for (size_t i = 0; i < W->rows * W->cols; i++)
        dLoss_dW->v[i] += gradient == GRADIENT_EXACT ? l1 / (double)N * sign(W->v[i]) : same;
}

/* ---- length */
static double sum_scaled_squares(const struct matrix *m, double unit)
{
    double sum = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        sum += m->v[i] / unit * (m->v[i] / unit);
    return sum;
}

/* The length in units of the largest entry, so that no square can overflow. */
static double length_in_units(const struct matrix *a, const struct matrix *b, double *unit)
{
    *unit = fmax(matrix_largest(a), matrix_largest(b));
    if (*unit == 0 || !isfinite(*unit))
        return 1;
    return sqrt(sum_scaled_squares(a, *unit) + sum_scaled_squares(b, *unit));
}

double gradient_length(const struct matrix *dLoss_dW1, const struct matrix *dLoss_dW2)
{
    double unit, units = length_in_units(dLoss_dW1, dLoss_dW2, &unit);

    return unit * units;
}

/* ---- clipping */
static void scale(struct matrix *m, double by)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] *= by;
}

void clip_gradients(struct matrix *dLoss_dW1, struct matrix *dLoss_dW2, double most)
{
    double unit, units = length_in_units(dLoss_dW1, dLoss_dW2, &unit);

    if (!isfinite(unit) || unit * units <= most)
        return;
    scale(dLoss_dW1, most / unit / units);
    scale(dLoss_dW2, most / unit / units);
}

/* ---- step */
double remedies_step(struct network *net, const struct matrix *X, const struct matrix *Y,
                     const struct training *how, const struct remedies *r, struct fast *fast)
{
    double Loss =
        fast ? fast_gradient(fast, net, how, 0, X->rows) : network_gradient(net, X, Y, how);

    if (r->l1 == 0 || !isfinite(Loss))
        return Loss;
    net->ridge_loss += l1_loss(net->W1, net->W2, r->l1, net->N);
    l1_gradient(net->dLoss_dW2, net->W2, r->l1, net->N, how->gradient);
    l1_gradient(net->dLoss_dW1, net->W1, r->l1, net->N, how->gradient);
    return net->data_loss + net->ridge_loss;
}

/* ---- loop */
size_t remedies_train(struct network *net, const struct matrix *X, const struct matrix *Y,
                      const struct training *how, const struct remedies *r, struct fast *fast,
                      size_t first, size_t last, size_t every, network_recorder *record,
                      void *context)
{
    for (size_t epoch = first; epoch < last; epoch++) {
        if (!isfinite(remedies_step(net, X, Y, how, r, fast)))
            return epoch;
        if (every > 0 && (epoch % every == 0 || epoch + 1 == last))
            if (!record(context, net, epoch))
                return epoch;
        if (r->clip > 0)
            clip_gradients(net->dLoss_dW1, net->dLoss_dW2, r->clip);
        network_update(net, remedies_lr(r, how->lr, epoch));
    }
    return last;
}
