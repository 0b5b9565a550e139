/* Slips about what the network can learn. */
#include "demonstrate.h"

#include "../../chapters/08-bias/bias.h"
#include "finite_difference.h"
#include "matrix.h"

#include <math.h>
#include <stdio.h>

enum { FRESH = 4000 }; /* rows, of a seed that the article never saw */

static const double GUESS = 0.25; /* the Loss of the constant answer [1/2 1/2] */

/* A figure's network after so many of its epochs at 0.003: a tenth of them at 0.03. */
static struct setup trained(size_t hidden, double lambda, size_t epochs)
{
    struct setup e = setup_article(50, hidden);
    const struct training how = {0.03, lambda, GRADIENT_ARTICLE};

    train(e.net, &how, 0, epochs / 10, 0, NULL, NULL);
    return e;
}

static double accuracy_of(const struct setup *e)
{
    struct setup all = setup_article(300, 3);
    double accuracy = score(e->net, all.X, all.Y).right;

    setup_free(&all);
    return accuracy;
}

static void fresh_rows(struct matrix **X, struct matrix **Y)
{
    *X = matrix_new(FRESH, 2);
    *Y = matrix_new(FRESH, 2);
    fill_mirrored(*X, *Y, 1);
}

bool three_units_barely_learn(char *evidence, size_t size)
{
    struct setup start = setup_article(50, 3), end = trained(3, 0, 100000);
    double before = setup_loss(&start), after = setup_loss(&end);
    struct matrix *X, *Y;

    fresh_rows(&X, &Y);

    double fresh = score(end.net, X, Y).loss;

    snprintf(evidence, size,
             "through the figure's run the Loss goes from %.5f to %.5f, %.0f%% less; %.3f of the "
             "300 rows are right; on %d fresh rows the Loss is %.4f, and answering [0.5 0.5] to "
             "everything has %.2f",
             before, after, 100 * (1 - after / before), accuracy_of(&end), FRESH, fresh, GUESS);
    bool shown = after < before && after > 0.9 * before && fresh > GUESS && accuracy_of(&end) < 0.6;

    matrix_free(X);
    matrix_free(Y);
    setup_free(&start);
    setup_free(&end);
    return shown;
}

/* Returns how many of the 300 rows are right after so many epochs of a figure. */
static double right_after(size_t hidden, double lambda, size_t epochs)
{
    struct setup e = trained(hidden, lambda, epochs);
    double right = 300 * accuracy_of(&e);

    setup_free(&e);
    return right;
}

bool fifty_units_are_more_accurate_for_a_while(char *evidence, size_t size)
{
    double three[2] = {right_after(3, 0, 99000), right_after(3, 0, 100000)};
    double fifty[2] = {right_after(50, 1e-4, 99000), right_after(50, 1e-4, 100000)};

    snprintf(evidence, size,
             "of the 300 rows 3 units have %.0f right after 99000 epochs and %.0f after 100000; 50 "
             "units have %.0f and then %.0f, as the answers are getting worse by then",
             three[0], three[1], fifty[0], fifty[1]);
    return fifty[0] > three[0] && fifty[1] < three[1];
}

bool biases_are_needed(char *evidence, size_t size)
{
    double least_of_zero_one, least, least_biased;
    size_t zero_one = solve_corners(0, false, &least_of_zero_one);
    size_t without = solve_corners(-1, false, &least),
           with = solve_corners(-1, true, &least_biased);

    snprintf(evidence, size,
             "XOR of the corners -1 and 1, 3 hidden units, 20000 epochs from each of 10 starts: "
             "without a bias %zu solve it, and the lowest Loss is %.5f, which it cannot be below; "
             "with one %zu do (%.5f); on the corners 0 and 1 of the article's figure %zu solve it "
             "without one (%.5f)",
             without, least, with, least_biased, zero_one, least_of_zero_one);
    return without == 0 && least > GUESS - 1e-9 && with > 5 && zero_one > 5;
}

bool hidden_layer_is_not_linear(char *evidence, size_t size)
{
    struct setup e = setup_random(11, 3, 3);
    struct matrix *W = matrix_new(2, 2), *once = matrix_new(3, 2), *stacked = matrix_new(3, 2);

    for (size_t i = 0; i < 2; i++) /* the third row of X is half way between the others */
        e.X->v[4 + i] = (e.X->v[i] + e.X->v[2 + i]) / 2;
    setup_loss(&e);

    const double *z = e.net->z1->v, *h = e.net->h1->v;
    double linear = fabs(z[6] - (z[0] + z[3]) / 2), printed = fabs(h[6] - (h[0] + h[3]) / 2);

    matrix_mul(W, e.net->W1, e.net->W2);
    matrix_mul(once, e.X, W);
    matrix_mul(stacked, e.net->z1, e.net->W2);
    double collapse = largest_difference(once, stacked);

    snprintf(evidence, size,
             "half way between two rows z1 is half way between their z1 (off by %.1e), but h1 is "
             "off by %.2f; it is without the sigmoid that two layers are one: (X*W1)*W2 is "
             "X*(W1*W2), off by %.1e",
             linear, printed, collapse);
    matrix_free(W);
    matrix_free(once);
    matrix_free(stacked);
    setup_free(&e);
    return linear < 1e-14 && printed > WRONG && collapse < 1e-13;
}

/* The best share of rows that one straight line puts on its right side. */
static double best_line(const struct matrix *X, const struct matrix *Y)
{
    const double degree = acos(-1) / 180;
    double best = 0;

    for (int angle = 0; angle < 180; angle += 5)
        for (double offset = -2; offset <= 2; offset += 0.125) {
            double a = cos(angle * degree), b = sin(angle * degree);
            size_t right = 0;

            for (size_t n = 0; n < X->rows; n++)
                right += (a * X->v[2 * n] + b * X->v[2 * n + 1] > offset) == (Y->v[2 * n + 1] == 1);
            if (right < X->rows - right) /* the line the other way round */
                right = X->rows - right;
            best = fmax(best, (double)right / (double)X->rows);
        }
    return best;
}

bool no_line_separates_xor(char *evidence, size_t size)
{
    double corner[] = {-1, -1, 1, -1, -1, 1, 1, 1}, class[] = {1, 0, 0, 1, 0, 1, 1, 0};
    struct matrix *X, *Y;
    size_t axes = 0;

    fresh_rows(&X, &Y);
    for (size_t n = 0; n < X->rows; n++)
        axes += (X->v[2 * n] * X->v[2 * n + 1] < 0) == (Y->v[2 * n + 1] == 1);

    double four = best_line(&(struct matrix){4, 2, corner}, &(struct matrix){4, 2, class});
    double fresh = best_line(X, Y);
    double curve = (double)axes / (double)X->rows;

    snprintf(evidence, size,
             "of 1188 lines and their reverses the best has %.0f of the 4 corners right, and "
             "%.1f%% of %d fresh rows; two lines, the axes, have %.1f%%",
             4 * four, 100 * fresh, FRESH, 100 * curve);
    matrix_free(X);
    matrix_free(Y);
    return four == 0.75 && fresh < 0.65 && curve == 1;
}
