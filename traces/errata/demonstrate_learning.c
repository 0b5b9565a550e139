/* Slips about what the network can learn.
 *
 * Without a bias the two outputs of a row and of its mirror image at the origin are tied:
 * z2(x) + z2(-x) is the same for every x.  XOR of signs gives both the same class, so one of the
 * two is mostly wrong, whatever the width.  No accuracy on rows like these exceeds
 * 1 - (the smaller class's share) / 2, which is about 3/4. */
#include "demonstrate.h"

#include "dataset.h"
#include "finite_difference.h"
#include "matrix.h"
#include "trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FRESH = 4000 }; /* rows, of a seed that the article never saw */

static const double GUESS = 0.25; /* the Loss of the constant answer [1/2 1/2] */

/* A figure's network after 10000 epochs at 0.03: its 100000 at 0.003. */
static struct setup trained(size_t hidden, double lambda)
{
    struct setup e = setup_article(50, hidden);
    const struct training how = {0.03, lambda, GRADIENT_ARTICLE};

    train(e.net, &how, 0, 10000, 0, NULL, NULL);
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

static struct score fresh_score(const struct step *net)
{
    struct matrix *X, *Y;

    fresh_rows(&X, &Y);
    struct score s = score(net, X, Y);

    matrix_free(X);
    matrix_free(Y);
    return s;
}

bool three_units_barely_learn(char *evidence, size_t size)
{
    struct setup start = setup_article(50, 3), end = trained(3, 0);
    double before = setup_loss(&start), after = setup_loss(&end), fresh = fresh_score(end.net).loss;

    snprintf(evidence, size,
             "through the figure's run the Loss goes from %.5f to %.5f, %.0f%% less; %.3f of the "
             "300 rows are right; on %d fresh rows the Loss is %.4f, and answering [0.5 0.5] to "
             "everything has %.2f",
             before, after, 100 * (1 - after / before), accuracy_of(&end), FRESH, fresh, GUESS);
    bool shown = after < before && after > 0.9 * before && fresh > GUESS && accuracy_of(&end) < 0.6;

    setup_free(&start);
    setup_free(&end);
    return shown;
}

bool fifty_units_are_not_more_accurate(char *evidence, size_t size)
{
    struct setup three = trained(3, 0), fifty = trained(50, 1e-4);
    double few = accuracy_of(&three), many = accuracy_of(&fifty);

    snprintf(evidence, size,
             "at the figures' last epoch 3 units have %.4f of the 300 rows right, 50 units %.4f; "
             "all of class 0 are %.4f",
             few, many, 158 / 300.0);
    setup_free(&three);
    setup_free(&fifty);
    return many < few;
}

/* The most accurate of many networks of all widths, with weights by chance. */
static double most_accurate(const struct matrix *X, const struct matrix *Y)
{
    double most = 0;

    for (uint32_t seed = 0; seed < 20; seed++) {
        struct setup e = setup_random(seed, 1, 2, 1 + 7 * seed, 2);

        most = fmax(most, score(e.net, X, Y).right);
        setup_free(&e);
    }
    return most;
}

/* Three units, weights by hand: right in three quadrants of four. */
static double set_by_hand(const struct matrix *X, const struct matrix *Y)
{
    struct step *net = step_new(1, 2, 3, 2, BIAS_NONE);
    const double k = 2000, W1[] = {k, 0, 0, 0, k, 0}, W2[] = {0, -1, 0, -1, 0, 3};

    memcpy(net->W1->v, W1, sizeof W1);
    memcpy(net->W2->v, W2, sizeof W2);
    double accuracy = score(net, X, Y).right;

    step_free(net);
    return accuracy;
}

bool width_keeps_the_ceiling(char *evidence, size_t size)
{
    struct setup e = trained(50, 0);
    struct matrix *X, *Y;

    fresh_rows(&X, &Y);

    struct score fifty = score(e.net, X, Y);
    double chance = most_accurate(X, Y), hand = set_by_hand(X, Y), smaller = 0;

    for (size_t n = 0; n < Y->rows; n++)
        smaller += Y->v[2 * n] / (double)Y->rows;
    smaller = fmin(smaller, 1 - smaller);

    double ceiling = 1 - smaller / 2;

    snprintf(evidence, size,
             "on %d fresh rows, mirrored, no network without biases can have more than %.4f "
             "right: 50 units after the figure's run have %.4f (Loss %.4f, a constant [0.5 0.5] "
             "has 0.25), the best of 20 random ones with 1 to 134 units %.4f, three units set by "
             "hand %.4f",
             FRESH, ceiling, fifty.right, fifty.loss, chance, hand);
    matrix_free(X);
    matrix_free(Y);
    setup_free(&e);
    return fifty.right <= ceiling && chance <= ceiling && hand <= ceiling &&
           hand > ceiling - 0.02 && hand > fifty.right && fifty.loss > GUESS;
}

/* The four corners (low or high), and XOR; in = 3 adds an input that is always 1: a bias. */
static struct setup corners(size_t in, size_t hidden, double low)
{
    struct setup e = setup_random(0, 4, in, hidden, 2);

    dataset_weights(e.net->W1, e.net->W2, 2017);
    for (size_t n = 0; n < 4; n++) {
        bool a = n & 1, b = n & 2;

        e.X->v[n * in] = a ? 1 : low;
        e.X->v[n * in + 1] = b ? 1 : low;
        if (in == 3)
            e.X->v[n * in + 2] = 1;
        e.Y->v[2 * n] = a == b;
        e.Y->v[2 * n + 1] = a != b;
    }
    return e;
}

static struct score learn_corners(size_t in, size_t hidden, double low)
{
    struct setup e = corners(in, hidden, low);
    const struct training how = {2, 0, GRADIENT_EXACT}; /* 4 rows: 0.5 for their sum */

    train(e.net, &how, 0, 10000, 0, NULL, NULL);
    struct score s = score(e.net, e.X, e.Y);

    setup_free(&e);
    return s;
}

bool biases_are_needed(char *evidence, size_t size)
{
    struct score three = learn_corners(2, 4, -1), fifty = learn_corners(2, 50, -1);
    struct score bias = learn_corners(3, 4, -1), zero_one = learn_corners(2, 4, 0);

    snprintf(evidence, size,
             "XOR of the corners -1 and 1, 10000 epochs: the Loss is %.5f with 4 hidden units and "
             "%.5f with 50, and cannot be less than 0.25; 4 units with a bias reach %.5f and have "
             "%.0f of 4 right; on the corners 0 and 1 of the article's figure 4 units reach %.5f "
             "without one",
             three.loss, fifty.loss, bias.loss, 4 * bias.right, zero_one.loss);
    return three.loss > GUESS - 1e-9 && fifty.loss > GUESS - 1e-9 && bias.loss < 0.05 &&
           bias.right == 1 && zero_one.loss < 0.05;
}

bool hidden_layer_is_not_linear(char *evidence, size_t size)
{
    struct setup e = setup_random(11, 3, 2, 3, 2);
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
    struct setup four = corners(2, 3, -1);
    struct matrix *X, *Y;
    size_t axes = 0;

    fresh_rows(&X, &Y);
    for (size_t n = 0; n < X->rows; n++)
        axes += (X->v[2 * n] * X->v[2 * n + 1] < 0) == (Y->v[2 * n + 1] == 1);

    double corner = best_line(four.X, four.Y), fresh = best_line(X, Y);
    double curve = (double)axes / (double)X->rows;

    snprintf(evidence, size,
             "of 1188 lines and their reverses the best has %.0f of the 4 corners right, and "
             "%.1f%% of %d fresh rows; two lines, the axes, have %.1f%%",
             4 * corner, 100 * fresh, FRESH, 100 * curve);
    matrix_free(X);
    matrix_free(Y);
    setup_free(&four);
    return corner == 0.75 && fresh < 0.65 && curve == 1;
}

bool fitting_is_not_generalizing(char *evidence, size_t size)
{
    struct setup e = setup_article(50, 50);
    const struct training how = {5, 0, GRADIENT_EXACT}; /* 50 rows: 0.1 for their sum */
    double before = setup_loss(&e), fresh_before = fresh_score(e.net).loss;

    size_t epochs = train(e.net, &how, 0, 9000, 0, NULL, NULL);
    double after = setup_loss(&e), fresh_after = fresh_score(e.net).loss;

    snprintf(evidence, size,
             "%zu updates at rate 0.1, no ridge: the Loss on the 50 training rows falls from %.4f "
             "to %.4f, on %d fresh rows it goes from %.4f to %.4f (a constant [0.5 0.5] has 0.25)",
             epochs, before, after, FRESH, fresh_before, fresh_after);
    setup_free(&e);
    return after < 0.85 * before && fresh_after > GUESS && fresh_after > after + 0.05;
}
