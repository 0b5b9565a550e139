/* Slips about the rows: which of them, how they are scaled, and what is measured on them when. */
#include "demonstrate.h"

#include "dataset.h"
#include "finite_difference.h"
#include "matrix.h"
#include "rng.h"
#include "trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool accuracy_is_one_step_ahead(char *evidence, size_t size)
{
    enum { EPOCHS = 1000 };
    struct setup e = setup_article(50, 3), all = setup_article(300, 3);
    size_t apart = 0, matching = 0;

    e.how.gradient = GRADIENT_ARTICLE;
    for (size_t epoch = 0; epoch < EPOCHS; epoch++) {
        setup_backward(&e);
        double loss = e.net->data_loss->v[0];
        struct score before = score(e.net, e.X, e.Y);
        double accuracy = score(e.net, all.X, all.Y).right;

        step_update(e.net, 0.03);
        step_next(e.net);
        matching +=
            fabs(before.loss - loss) < 1e-14 && fabs(score(e.net, e.X, e.Y).loss - loss) > 1e-10;
        apart += score(e.net, all.X, all.Y).right != accuracy;
    }
    snprintf(evidence, size,
             "in %zu of %d epochs the Loss is that of the weights before the update and not of "
             "those after it; in %zu of them the accuracy on the 300 rows, taken after it, is "
             "another than that of the weights which the Loss belongs to",
             matching, EPOCHS, apart);
    setup_free(&e);
    setup_free(&all);
    return matching == EPOCHS && apart > 0;
}

static size_t of_class_1(const struct setup *e)
{
    size_t count = 0;

    for (size_t n = 0; n < e->Y->rows; n++)
        count += e->Y->v[2 * n + 1] == 1;
    return count;
}

bool one_sixth_of_the_rows(char *evidence, size_t size)
{
    struct setup first = setup_article(50, 3), all = setup_article(300, 3);

    bool beginning = memcmp(first.X->v, all.X->v, 100 * sizeof *all.X->v) == 0;

    setup_backward(&first);
    setup_backward(&all);
    double apart = relative_error(first.net->dLoss_dW1, all.net->dLoss_dW1);

    snprintf(evidence, size,
             "%zu of the program's %zu training rows are of class 1, %zu of all %zu; its gradient "
             "dLoss_dW1 is %.0f%% of the largest entry away from that of the entire data set "
             "(both as means), at the same starting weights",
             of_class_1(&first), first.X->rows, of_class_1(&all), all.X->rows, 100 * apart);
    bool shown = beginning && of_class_1(&first) == 25 && of_class_1(&all) == 142 && apart > WRONG;

    setup_free(&first);
    setup_free(&all);
    return shown;
}

static double variance(const double *v, size_t n)
{
    double sum = 0, squares = 0;

    for (size_t i = 0; i < n; i++)
        sum += v[i];
    for (size_t i = 0; i < n; i++)
        squares += (v[i] - sum / (double)n) * (v[i] - sum / (double)n);
    return squares / (double)n;
}

bool weights_are_scaled_not_inputs(char *evidence, size_t size)
{
    struct setup e = setup_article(300, 20000);
    struct rng r;
    size_t raw = 0;

    rng_seed(&r, 0);
    for (size_t i = 0; i < 600; i++)
        raw += e.X->v[i] == rng_normal(&r);

    double of_W1 = variance(e.net->W1->v, 40000), of_W2 = variance(e.net->W2->v, 40000);

    snprintf(evidence, size,
             "%zu of the 600 inputs are as drawn, to the last bit; the weights have the variance "
             "%.5f with 2 inputs (1/3 of 1/2 is %.5f) and %.3e with 20000 (1/3 of 1/20000 is %.3e)",
             raw, of_W1, 1 / 6.0, of_W2, 1 / 60000.0);
    setup_free(&e);
    return raw == 600 && fabs(6 * of_W1 - 1) < 0.03 && fabs(60000 * of_W2 - 1) < 0.03;
}

struct spread {
    double of_gradient; /* trace of the covariance of dLoss_dW1 and dLoss_dW2 */
    double of_inputs;   /* variance within a batch, mean over the batches */
};

/* Adds the entries of m, and their squares, to sums that begin at sum and square. */
static void add_entries(const struct matrix *m, double *sum, double *square)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        sum[i] += m->v[i];
        square[i] += m->v[i] * m->v[i];
    }
}

static void draw_rows(struct setup *e, const struct setup *all, struct rng *r)
{
    for (size_t n = 0; n < e->X->rows; n++) {
        size_t from = rng_word(r) % all->X->rows;

        memcpy(&e->X->v[2 * n], &all->X->v[2 * from], 2 * sizeof *e->X->v);
        memcpy(&e->Y->v[2 * n], &all->Y->v[2 * from], 2 * sizeof *e->Y->v);
    }
}

/* Many batches of B rows, drawn from the 300 with replacement, all at the starting weights. */
static struct spread spread_of(size_t B, enum gradient gradient)
{
    enum { DRAWS = 2000 };
    struct setup all = setup_article(300, 3), e = setup_article(B, 3);
    double sum[12] = {0}, square[12] = {0};
    struct spread s = {0};
    struct rng r;

    rng_seed(&r, 5);
    e.how.gradient = gradient;
    for (int draw = 0; draw < DRAWS; draw++) {
        draw_rows(&e, &all, &r);
        setup_backward(&e);
        add_entries(e.net->dLoss_dW1, sum, square);
        add_entries(e.net->dLoss_dW2, sum + 6, square + 6);
        s.of_inputs += variance(e.X->v, 2 * B) / (1 - 0.5 / (double)B) / DRAWS;
    }
    for (size_t i = 0; i < 12; i++)
        s.of_gradient += square[i] / DRAWS - (sum[i] / DRAWS) * (sum[i] / DRAWS);
    setup_free(&all);
    setup_free(&e);
    return s;
}

bool variance_of_the_gradient(char *evidence, size_t size)
{
    struct spread few = spread_of(10, GRADIENT_EXACT), many = spread_of(150, GRADIENT_EXACT);
    double few_sum = spread_of(10, GRADIENT_ARTICLE).of_gradient;
    double many_sum = spread_of(150, GRADIENT_ARTICLE).of_gradient;

    snprintf(evidence, size,
             "batches of 10 and of 150 random rows: the observations vary by %.3f and %.3f; the "
             "mean gradient by %.5f and %.5f, which times the batch is %.4f and %.4f; the "
             "program's sum by %.2f and %.2f",
             few.of_inputs, many.of_inputs, few.of_gradient, many.of_gradient, 10 * few.of_gradient,
             150 * many.of_gradient, few_sum, many_sum);
    return fabs(few.of_inputs / many.of_inputs - 1) < 0.05 &&
           fabs(10 * few.of_gradient / (150 * many.of_gradient) - 1) < 0.1 &&
           many_sum > 5 * few_sum;
}
