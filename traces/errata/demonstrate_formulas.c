/* Slips in formulas.  A gradient is judged by the slopes of the Loss itself: move one weight a
 * little up and a little down.  Networks with two of everything let even a product of
 * matrices that does not fit in the worked example come out as some matrix, and be judged. */
#include "demonstrate.h"

#include "finite_difference.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>
#include <stdio.h>

bool w2_is_transposed(char *evidence, size_t size)
{
    struct setup e = setup_random(1, 4, 2), w = setup_article(1, 3);
    struct matrix *dh1 = matrix_new(4, 2), *dW1 = matrix_new(2, 2);

    setup_backward(&e);
    setup_backward(&w);
    matrix_mul(dh1, e.net->dLoss_dz2, e.net->W2); /* as the figure has it */
    matrix_hadamard(dh1, dh1, e.net->dh1_dz1);
    matrix_mul_tn(dW1, e.X, dh1);

    double printed = slope_error(&e, e.net->W1, dW1);
    double right = slope_error(&e, e.net->W1, e.net->dLoss_dW1);
    const double *d = w.net->dLoss_dh1->v;
    bool fits = w.net->dLoss_dz2->cols == w.net->W2->rows;

    snprintf(evidence, size,
             "(1,2)(3,2) %s; in a network of two units each, where W2 is square, the gradient "
             "without the transpose is off by %.1e, with it by %.1e; with it the example gives "
             "the printed [%.8f %.8f %.8f]",
             fits ? "fits" : "is no product", printed, right, d[0], d[1], d[2]);
    bool shown = !fits && printed > WRONG && right < RIGHT && fabs(d[0] - 0.02599101) < 1e-8 &&
                 fabs(d[1] - 0.01515256) < 1e-8 && fabs(d[2] - 0.08274025) < 1e-8;

    matrix_free(dh1);
    matrix_free(dW1);
    setup_free(&e);
    setup_free(&w);
    return shown;
}

bool products_in_order(char *evidence, size_t size)
{
    struct setup e = setup_random(2, 2, 2);
    struct matrix *inner = matrix_new(2, 2), *outer = matrix_new(2, 2);

    setup_backward(&e);
    matrix_mul_tn(inner, e.net->h1, e.net->dh2_dz2); /* the numbers: h1' dh2_dz2 dLoss_dh2 */
    matrix_mul(outer, inner, e.net->dLoss_dh2);
    double numbers = slope_error(&e, e.net->W2, outer);

    matrix_mul(inner, e.net->dLoss_dh2, e.net->dh2_dz2); /* the formula's order */
    matrix_mul(outer, inner, e.net->h1);
    double formula = slope_error(&e, e.net->W2, outer);
    double right = slope_error(&e, e.net->W2, e.net->dLoss_dW2);
    double right1 = slope_error(&e, e.net->W1, e.net->dLoss_dW1);

    snprintf(evidence, size,
             "in a network where all shapes are 2x2, products of matrices in the order of the "
             "numbers are off by %.1e, in the order of the formula by %.1e; h1' * (dLoss_dh2 .* "
             "dh2_dz2) is off by %.1e, X' * (dLoss_dh1 .* dh1_dz1) by %.1e",
             numbers, formula, right, right1);
    matrix_free(inner);
    matrix_free(outer);
    setup_free(&e);
    return numbers > WRONG && formula > WRONG && right < RIGHT && right1 < RIGHT;
}

struct squares {
    struct matrix *y, *h;
    double factor;
};

static double sum_of_squares(void *squares)
{
    struct squares *s = squares;
    double sum = 0;

    for (size_t i = 0; i < s->h->rows * s->h->cols; i++)
        sum += s->factor * (s->y->v[i] - s->h->v[i]) * (s->y->v[i] - s->h->v[i]);
    return sum;
}

bool derivative_of_the_square(char *evidence, size_t size)
{
    struct setup e = setup_article(1, 1); /* one hidden unit: W2 has the shape of y - h2 */
    struct matrix *slopes = matrix_new(1, 2), *h = matrix_new(1, 2);

    setup_backward(&e);
    matrix_copy(h, e.net->h2);

    struct squares whole = {e.Y, h, 1}, half = {e.Y, h, 0.5};

    finite_difference(slopes, h, sum_of_squares, &whole, 1e-5);
    double of_whole = relative_error(e.net->dLoss_dh2, slopes);
    finite_difference(slopes, h, sum_of_squares, &half, 1e-5);
    double of_half = relative_error(e.net->dLoss_dh2, slopes);
    double as_dw2 = slope_error(&e, e.net->W2, e.net->dLoss_dh2);
    double right = slope_error(&e, e.net->W2, e.net->dLoss_dW2);

    snprintf(evidence, size,
             "-(y-h2) is off by %.1e from the slopes of (y-h2)^2 along h2, and by %.1e from those "
             "of half of it; taken for dLoss_dW2 it is off by %.1e, while h1' * (dLoss_dh2 .* "
             "dh2_dz2) is off by %.1e",
             of_whole, of_half, as_dw2, right);
    matrix_free(slopes);
    matrix_free(h);
    setup_free(&e);
    return of_whole > WRONG && of_half < RIGHT && as_dw2 > WRONG && right < RIGHT;
}

/* The Loss of the example's row, n times over. */
static double loss_of_copies(size_t n)
{
    struct setup one = setup_article(1, 3), many = setup_article(n, 3);

    for (size_t i = 0; i < 2 * n; i++) {
        many.X->v[i] = one.X->v[i % 2];
        many.Y->v[i] = one.Y->v[i % 2];
    }
    double loss = setup_loss(&many);

    setup_free(&one);
    setup_free(&many);
    return loss;
}

bool sums_count_from_one(char *evidence, size_t size)
{
    double alone = loss_of_copies(1), right = loss_of_copies(50);
    double printed = loss_of_copies(51) * 51 / 50; /* the terms 0 to 50, divided by 50 */

    snprintf(evidence, size,
             "the mean over 50 copies of a row is the row's own: %.8f for one, %.8f for rows 1 to "
             "50, but %.8f for the 51 terms from 0 to 50 divided by 50",
             alone, right, printed);
    return fabs(right / alone - 1) < 1e-14 && fabs(printed / alone - 1) > WRONG;
}

bool x_comes_first(char *evidence, size_t size)
{
    struct setup two = setup_random(5, 2, 2), one = setup_random(5, 1, 2);
    struct setup w = setup_article(1, 3);
    struct matrix *printed = matrix_new(2, 2);
    double apart = 0, right = 0;
    bool fits = w.net->W1->cols == w.X->rows;

    setup_loss(&two);
    matrix_mul(printed, two.net->W1, two.X);
    sigmoid(printed, printed);
    matrix_copy(one.net->W1, two.net->W1);
    for (size_t n = 0; n < 2; n++) { /* an observation's h1 is its own affair */
        one.X->v[0] = two.X->v[2 * n];
        one.X->v[1] = two.X->v[2 * n + 1];
        setup_loss(&one);
        for (size_t i = 0; i < 2; i++) {
            apart = fmax(apart, fabs(printed->v[2 * n + i] - one.net->h1->v[i]));
            right = fmax(right, fabs(two.net->h1->v[2 * n + i] - one.net->h1->v[i]));
        }
    }
    snprintf(evidence, size,
             "W1 (2,3) times X (1,2) %s; where both are 2x2, sigmoid(X * W1) gives each row what "
             "it has alone (off by %.1e), sigmoid(W1 * X) mixes the rows and is off by %.2f",
             fits ? "fits" : "is no product", right, apart);
    matrix_free(printed);
    setup_free(&two);
    setup_free(&one);
    setup_free(&w);
    return !fits && apart > WRONG && right < 1e-14;
}

bool against_the_gradient(char *evidence, size_t size)
{
    const double lr = 1e-3;
    double change[2];

    for (int up = 0; up < 2; up++) {
        struct setup e = setup_random(7, 5, 3);

        e.how.lambda = 0.1;
        setup_backward(&e);
        double before = e.net->data_loss->v[0] + e.net->ridge_loss->v[0];

        step_update(e.net, up ? -lr : lr);
        step_next(e.net);
        change[up] = setup_loss(&e) - before;
        setup_free(&e);
    }
    snprintf(evidence, size,
             "a step of 0.001 along the gradient changes the Loss by %+.3e, the same step against "
             "it by %+.3e",
             change[1], change[0]);
    return change[1] > 0 && change[0] < 0;
}
