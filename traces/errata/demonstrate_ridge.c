/* Slips about the ridge and the mean: a sum over N rows is N times a mean, and the derivative of
 * lambda/2N * sum(W^2) is lambda/N * W.  With one row and lambda 0, as in the worked
 * example, none of them shows. */
#include "demonstrate.h"

#include "dloss_dw2.h"
#include "finite_difference.h"
#include "loss.h"
#include "matrix.h"
#include "trial.h"

#include <math.h>
#include <stdio.h>

static double penalty_of(void *setup)
{
    struct setup *e = setup;

    return ridge_loss(e->net->W1, e->net->W2, e->how.lambda, e->net->N);
}

/* Issue #5 of the published program asks for the sum of the weights instead of their squares. */
static void scalar_sum(struct matrix *out, const struct matrix *W, double lambda)
{
    double sum = 0;

    for (size_t i = 0; i < W->rows * W->cols; i++)
        sum += W->v[i];
    for (size_t i = 0; i < W->rows * W->cols; i++)
        out->v[i] = lambda * sum;
}

bool ridge_is_lambda_over_n_w(char *evidence, size_t size)
{
    struct setup e = setup_random(3, 5, 3);
    struct matrix *article = matrix_new(2, 3), *exact = matrix_new(2, 3);
    struct matrix *slopes = matrix_new(2, 3), *summed = matrix_new(2, 3), *issue = matrix_new(2, 3);

    e.how.lambda = 0.1;
    finite_difference(slopes, e.net->W1, penalty_of, &e, 1e-5);
    matrix_add_scaled(summed, slopes, (double)e.net->N - 1, slopes);
    article_ridge(article, e.net->W1, e.how.lambda);
    ridge_gradient(exact, e.net->W1, e.how.lambda, e.net->N);
    scalar_sum(issue, e.net->W1, e.how.lambda);

    double printed = relative_error(article, slopes), as_sum = relative_error(article, summed);
    double asked = relative_error(issue, summed), right = relative_error(exact, slopes);

    snprintf(evidence, size,
             "against the slopes of lambda/2N * sum(W^2) the program's term is off by %.1e, and "
             "by %.1e from N times the slopes, which go with its summed gradient (lambda * "
             "sum(W), as a reader proposed, by %.1e); lambda/N * W is off by %.1e",
             printed, as_sum, asked, right);
    matrix_free(article);
    matrix_free(exact);
    matrix_free(slopes);
    matrix_free(summed);
    matrix_free(issue);
    setup_free(&e);
    return printed > WRONG && as_sum > WRONG && asked > WRONG && right < RIGHT;
}

/* How many times the slope of the Loss the article's gradient is, and how good the exact one. */
static double times_too_long(size_t N, double *exact)
{
    struct setup e = setup_article(N, 3);
    struct matrix *slopes = matrix_new(3, 2);

    setup_backward(&e);
    *exact = fmax(*exact, slope_error(&e, e.net->W1, e.net->dLoss_dW1));
    *exact = fmax(*exact, slope_error(&e, e.net->W2, e.net->dLoss_dW2));
    finite_difference(slopes, e.net->W2, setup_loss, &e, 1e-5);
    e.how.gradient = GRADIENT_ARTICLE;
    setup_backward(&e);

    double times = length(e.net->dLoss_dW2) / length(slopes);

    matrix_free(slopes);
    setup_free(&e);
    return times;
}

bool gradient_of_a_mean(char *evidence, size_t size)
{
    double exact = 0, seven = times_too_long(7, &exact), fifty = times_too_long(50, &exact);

    snprintf(evidence, size,
             "lambda 0: the program's gradient is %.4f times the slope of its own Loss with N = 7 "
             "and %.4f times with N = 50; with the 1/N the gradient is off by %.1e",
             seven, fifty, exact);
    return fabs(seven - 7) < 1e-5 && fabs(fifty - 50) < 1e-4 && exact < RIGHT;
}

bool chain_needs_the_ridge(char *evidence, size_t size)
{
    struct setup e = setup_random(4, 5, 3);
    struct matrix *factors = matrix_new(3, 2);

    setup_backward(&e);
    matrix_mul_tn(factors, e.net->h1, e.net->dLoss_dz2);
    double without = slope_error(&e, e.net->W2, factors);

    e.how.lambda = 0.1;
    setup_backward(&e);
    double printed = slope_error(&e, e.net->W2, factors);
    double right = fmax(slope_error(&e, e.net->W2, e.net->dLoss_dW2),
                        slope_error(&e, e.net->W1, e.net->dLoss_dW1));

    snprintf(evidence, size,
             "the three factors alone are off by %.1e with lambda 0 and by %.1e with lambda 0.1; "
             "with lambda/N * W added the gradient is off by %.1e",
             without, printed, right);
    matrix_free(factors);
    setup_free(&e);
    return without < RIGHT && printed > WRONG && right < RIGHT;
}

static double penalty_as_printed(void *setup)
{
    struct setup *e = setup;

    return matrix_sum_squares(e->net->W1) / (2 * (double)e->net->N);
}

bool penalty_without_lambda(char *evidence, size_t size)
{
    struct setup e = setup_random(6, 5, 3);
    struct matrix *exact = matrix_new(2, 3), *slopes = matrix_new(2, 3);

    e.how.lambda = 1e-4; /* that of the figure */
    ridge_gradient(exact, e.net->W1, e.how.lambda, e.net->N);
    finite_difference(slopes, e.net->W1, penalty_as_printed, &e, 1e-5);
    double printed = length(slopes) / length(exact);
    finite_difference(slopes, e.net->W1, penalty_of, &e, 1e-2); /* a parabola: any step will do */
    double right = relative_error(exact, slopes);

    snprintf(evidence, size,
             "with the figure's lambda of 1e-4 the slopes of sum(W^2)/2N are %.0f times those of "
             "the penalty in the Loss; lambda/N * W is off by %.1e from lambda * sum(W^2)/2N",
             printed, right);
    matrix_free(exact);
    matrix_free(slopes);
    setup_free(&e);
    return printed > 1 + WRONG && right < RIGHT;
}
