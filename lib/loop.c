/* One step of gradient descent uses every brick once:
 *
 *     forward     X -> z1 -> h1 -> z2 -> h2
 *     loss        how wrong is h2?
 *     backward    dLoss_dW2, then dLoss_dW1 from what is known already
 *     update      weights and biases move a little against their gradients
 *
 * Both gradients are taken at the old weights: the update comes last, and
 * dLoss_dW1 has seen the W2 of the forward step.
 */
#include "loop.h"

#include "check.h"
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

/* ---- forward */
void step_forward(struct step *s)
{
    weighted_sum(s->z1, s->X, s->W1, s->b1);
    sigmoid(s->h1, s->z1);
    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    sigmoid(s->h2, s->z2);
}

/* ---- loss */
double step_loss(struct step *s, double lambda)
{
    s->data_loss->v[0] = data_loss(s->Y, s->h2);
    s->ridge_loss->v[0] = ridge_loss(s->W1, s->W2, lambda, s->N);
    return s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
}

/* ---- article */
static void article_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        dLoss_dh2->v[i] = -(Y->v[i] - h2->v[i]);
}

void article_ridge(struct matrix *dLoss_dW, const struct matrix *W, double lambda)
{
    double same = lambda * matrix_sum_squares(W);

    CHECK(dLoss_dW->rows == W->rows && dLoss_dW->cols == W->cols, dLoss_dW, W);
    for (size_t i = 0; i < W->rows * W->cols; i++)
        dLoss_dW->v[i] += same;
}

/* ---- backward */
void step_backward(struct step *s, const struct training *how)
{
    bool article = how->gradient == GRADIENT_ARTICLE;
    double lambda = article ? 0 : how->lambda;

    dloss_dh2(s->dLoss_dh2, s->Y, s->h2);
    if (article)
        article_dh2(s->dLoss_dh2, s->Y, s->h2);
    dloss_dz2(s->dLoss_dz2, s->dh2_dz2, s->dLoss_dh2, s->h2);
    dloss_dw2(s->dLoss_dW2, s->h1, s->dLoss_dz2, s->W2, lambda);
    dloss_db(s->dLoss_db2, s->dLoss_dz2);

    dloss_dh1(s->dLoss_dh1, s->dLoss_dz2, s->W2);
    dloss_dz1(s->dLoss_dz1, s->dh1_dz1, s->dLoss_dh1, s->h1);
    dloss_dw1(s->dLoss_dW1, s->X, s->dLoss_dz1, s->W1, lambda);
    dloss_db(s->dLoss_db1, s->dLoss_dz1);
    if (article) {
        article_ridge(s->dLoss_dW2, s->W2, how->lambda);
        article_ridge(s->dLoss_dW1, s->W1, how->lambda);
    }
}

/* ---- update */
void step_update(struct step *s, double lr)
{
    descend(s->W2_new, s->W2, lr, s->dLoss_dW2);
    descend(s->b2_new, s->b2, lr, s->dLoss_db2);
    descend(s->W1_new, s->W1, lr, s->dLoss_dW1);
    descend(s->b1_new, s->b1, lr, s->dLoss_db1);
}

/* ---- next */
static void exchange(struct matrix **a, struct matrix **b)
{
    struct matrix *was = *a;

    *a = *b;
    *b = was;
}

void step_next(struct step *s)
{
    exchange(&s->W1, &s->W1_new);
    exchange(&s->W2, &s->W2_new);
    if (s->bias == BIAS_TRAINED) {
        exchange(&s->b1, &s->b1_new);
        exchange(&s->b2, &s->b2_new);
    }
}

/* ---- train */
double step_gradient(struct step *s, const struct training *how)
{
    double Loss;

    step_forward(s);
    Loss = step_loss(s, how->lambda);
    if (isfinite(Loss))
        step_backward(s, how);
    return Loss;
}

size_t train(struct step *s, const struct training *how, size_t first, size_t last, size_t every,
             recorder *record, void *context)
{
    for (size_t epoch = first; epoch < last; epoch++) {
        if (!isfinite(step_gradient(s, how)))
            return epoch;
        if (every > 0 && (epoch % every == 0 || epoch + 1 == last))
            if (!record(context, s, epoch))
                return epoch;
        step_update(s, how->lr);
        step_next(s);
    }
    return last;
}
