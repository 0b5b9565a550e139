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
/* Returns f^times by multiplication: libm's pow may differ in the last bit between systems. */
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

/* ---- sizes */
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

/* ---- l1 */
void l1_gradient(struct matrix *dLoss_dW, const struct matrix *W, double l1, size_t N,
                 enum gradient gradient)
{
    double same = gradient == GRADIENT_ARTICLE ? l1 * sum_sizes(W) : 0;

    CHECK(dLoss_dW->rows == W->rows && dLoss_dW->cols == W->cols, dLoss_dW, W);
    for (size_t i = 0; i < W->rows * W->cols; i++)
        dLoss_dW->v[i] += gradient == GRADIENT_EXACT ? l1 / (double)N * sign(W->v[i]) : same;
}

/* ---- length */
enum { GRADIENTS = 4 };

/* Lists the gradients of a step and returns how many: two, or four with biases to train. */
static size_t gradients(const struct step *s, struct matrix *of[GRADIENTS])
{
    of[0] = s->dLoss_dW1;
    of[1] = s->dLoss_dW2;
    of[2] = s->dLoss_db1;
    of[3] = s->dLoss_db2;
    return s->bias == BIAS_TRAINED ? 4 : 2;
}

/* Returns the length in units of the largest entry, so that no square can overflow. */
static double length_in_units(const struct step *s, double *unit)
{
    struct matrix *g[GRADIENTS];
    size_t n = gradients(s, g);
    double sum = 0;

    *unit = 0;
    for (size_t k = 0; k < n; k++)
        *unit = fmax(*unit, matrix_largest(g[k]));
    if (*unit == 0 || !isfinite(*unit))
        return 1;
    for (size_t k = 0; k < n; k++) {
        double squares = 0;

        for (size_t i = 0; i < g[k]->rows * g[k]->cols; i++)
            squares += g[k]->v[i] / *unit * (g[k]->v[i] / *unit);
        sum += squares;
    }
    return sqrt(sum);
}

double gradient_length(const struct step *s)
{
    double unit, units = length_in_units(s, &unit);

    return unit * units;
}

/* ---- clipping */
void clip_gradients(struct step *s, double most)
{
    struct matrix *g[GRADIENTS];
    size_t n = gradients(s, g);
    double unit, units = length_in_units(s, &unit);

    if (!isfinite(unit) || unit * units <= most)
        return;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < g[k]->rows * g[k]->cols; i++)
            g[k]->v[i] *= most / unit / units;
}

/* ---- step */
double remedies_step(struct step *s, const struct training *how, const struct remedies *r,
                     struct fast *fast)
{
    double Loss = fast ? fast_gradient(fast, s, how, 0, s->N) : step_gradient(s, how);

    if (r->l1 == 0 || !isfinite(Loss))
        return Loss;
    s->ridge_loss->v[0] += l1_loss(s->W1, s->W2, r->l1, s->N);
    l1_gradient(s->dLoss_dW2, s->W2, r->l1, s->N, how->gradient);
    l1_gradient(s->dLoss_dW1, s->W1, r->l1, s->N, how->gradient);
    return s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
}

/* ---- loop */
size_t remedies_train(struct step *s, const struct training *how, const struct remedies *r,
                      struct fast *fast, size_t first, size_t last, size_t every, recorder *record,
                      void *context)
{
    for (size_t epoch = first; epoch < last; epoch++) {
        if (!isfinite(remedies_step(s, how, r, fast)))
            return epoch;
        if (every > 0 && (epoch % every == 0 || epoch + 1 == last))
            if (!record(context, s, epoch))
                return epoch;
        if (r->clip > 0)
            clip_gradients(s, r->clip);
        step_update(s, remedies_lr(r, how->lr, epoch));
        step_next(s);
    }
    return last;
}
