/* Can this network learn XOR at all?  Without a bias, sigmoid(-z) = 1 - sigmoid(z) ties its
 * answers at x and at -x together; here that is seen in numbers. */
#include "bias.h"

#include "dataset.h"
#include "rng.h"
#include "scores.h"

#include <math.h>
#include <string.h>

enum { PAIRS = 100 };

/* X and Y: rows n and n + half mirror each other; a share of the pairs is of class 1. */
static void fill_pairs(struct matrix *X, struct matrix *Y, struct rng *r, double share)
{
    size_t half = X->rows / 2;

    for (size_t n = 0; n < half; n++) {
        double one = rng_uniform(r) < share;

        for (size_t k = 0; k < 2; k++) {
            X->v[2 * n + k] = rng_normal(r);
            X->v[2 * (n + half) + k] = -X->v[2 * n + k];
            Y->v[2 * n + k] = Y->v[2 * (n + half) + k] = k == 1 ? one : 1 - one;
        }
    }
}

/* Returns the bound on the accuracy: 1 - (share of the rarer class) / 2. */
static double bound(const struct matrix *Y)
{
    double ones = 0;

    for (size_t n = 0; n < Y->rows; n++)
        ones += Y->v[2 * n + 1];
    return 1 - fmin(ones, (double)Y->rows - ones) / (double)Y->rows / 2;
}

/* Returns the largest |z2(x) + z2(-x) - column sums of W2|, in units of the sum of |W2|. */
static double off_the_sum(const struct step *net, size_t half)
{
    double most = 0;

    for (size_t k = 0; k < 2; k++) {
        double sum = 0, size = 0;

        for (size_t j = 0; j < net->W2->rows; j++) {
            sum += net->W2->v[2 * j + k];
            size += fabs(net->W2->v[2 * j + k]);
        }
        for (size_t n = 0; n < half; n++)
            most = fmax(most,
                        fabs(net->z2->v[2 * n + k] + net->z2->v[2 * (n + half) + k] - sum) / size);
    }
    return most;
}

static void random_networks(struct claims *d)
{
    const size_t count = d->full ? 10000 : 1000;
    struct matrix *X = matrix_new(2 * PAIRS, 2), *Y = matrix_new(2 * PAIRS, 2);
    double worst = 0, most = -1;
    size_t over = 0;
    struct rng r;

    rng_seed(&r, (uint32_t)d->c->o.seed);
    for (size_t i = 0; i < count; i++) {
        size_t hidden = 1 + rng_word(&r) % 50;
        struct step *net = step_new(2 * PAIRS, 2, hidden, 2, BIAS_NONE);
        double size = pow(10, 2 * rng_uniform(&r) - 1), right;

        fill_pairs(X, Y, &r, rng_uniform(&r));
        for (size_t k = 0; k < 2 * hidden; k++) {
            net->W1->v[k] = size * rng_normal(&r);
            net->W2->v[k] = rng_normal(&r);
        }
        step_observe(net, X, Y);
        step_forward(net);
        right = (double)count_right(Y, net->h2, 0, 2 * PAIRS) / (2 * PAIRS);
        worst = fmax(worst, off_the_sum(net, PAIRS));
        most = fmax(most, right - bound(Y));
        over += right > bound(Y) + 1e-12;
        step_free(net);
    }
    table_begin(d, "random-networks", "networks  off_the_sum  above_bound  right_minus_bound");
    table_line(d, "%8zu  %11.1e  %11zu  %17.3f", count, worst, over, most);
    table_end(d);
    verdict(
        d, worst < 1e-13 && over == 0, "z2(x) + z2(-x) is the column sums of W2",
        "In %zu random networks of 1 to 50 hidden units z2(x) + z2(-x) equals the column sums of "
        "W2, whatever x is, up to rounding. So in one of the two classes at most one of each pair "
        "x, -x is right, and no accuracy is above 1 - (share of the rarer class)/2.",
        count);
    matrix_free(X);
    matrix_free(Y);
}

static void draw(struct matrix *m, double size, struct rng *r)
{
    for (size_t k = 0; m && k < m->rows * m->cols; k++)
        m->v[k] = size * rng_normal(r);
}

/* Scores random networks on `rows` mirrored rows, without a bias and with one. */
static void random_scores(struct claims *d, size_t rows)
{
    const size_t count = 1000;
    struct matrix *X = matrix_new(rows, 2), *Y = matrix_new(rows, 2);
    double best[2] = {0};
    size_t above[2] = {0};
    struct rng r;

    fill_mirrored(X, Y, (uint32_t)d->c->o.data_seed + 1);
    rng_seed(&r, (uint32_t)d->c->o.seed);
    chapter_say(d->c,
                "Run: %zu random networks without a bias and %zu with one, and how many of "
                "%zu mirrored rows the best gets right; the file lists all of them.",
                count, count, rows);
    table_begin(d, "random-right", "bias   right");
    for (int bias = 0; bias < 2; bias++) {
        const char *name = bias ? "yes" : "no";

        for (size_t i = 0; i < count; i++) {
            struct step *net =
                step_new(0, 2, 1 + rng_word(&r) % 50, 2, bias ? BIAS_TRAINED : BIAS_NONE);
            double size = pow(10, 2 * rng_uniform(&r) - 1), right;

            draw(net->W1, size, &r);
            draw(net->b1, size, &r);
            draw(net->W2, 1, &r);
            draw(net->b2, 1, &r);
            right = score(net, X, Y).right;
            table_more(d, " %4s  %5.1f%%", name, 100 * right);
            best[bias] = fmax(best[bias], right);
            above[bias] += right > 0.75;
            step_free(net);
        }
        table_show(d, "%4s  %5.1f%%", name, 100 * best[bias]);
    }
    table_end(d);
    verdict(
        d, above[0] == 0, "random networks without a bias keep to the bound",
        "The bound holds for the ones without a bias. Nothing binds the ones with a bias: %zu of "
        "%zu lie above it, before any training.",
        above[1], count);
    matrix_free(X);
    matrix_free(Y);
}

/* Sets three units by hand that are right in three quadrants; the steeper, the more nearly so. */
static void best_there_is(struct claims *d)
{
    struct matrix *X = matrix_new(100000, 2), *Y = matrix_new(100000, 2);
    struct step *net = step_new(0, 2, 3, 2, BIAS_NONE);
    const double steep = 1e4, W1[6] = {steep, 0, 0, 0, steep, 0}, W2[6] = {1, -1, 1, -1, -3, 3};
    double right;

    memcpy(net->W1->v, W1, sizeof W1);
    memcpy(net->W2->v, W2, sizeof W2);
    fill_mirrored(X, Y, (uint32_t)d->c->o.data_seed + 1);
    right = score(net, X, Y).right;
    table_begin(d, "by-hand", "bias   right");
    table_line(d, "%4s  %5.2f%%", "no", 100 * right);
    table_end(d);
    verdict(
        d, right <= 0.75 && right > 0.7495, "the bound is reached",
        "The bound is reached: three units with W1 = [%g 0 0; 0 %g 0] and W2 = [1 -1; 1 -1; -3 3], "
        "set by hand, get %.2f %% of 100000 mirrored rows right. The quadrant where both inputs "
        "are negative is the wrong one.",
        steep, steep, 100 * right);
    step_free(net);
    matrix_free(X);
    matrix_free(Y);
}

void claim_ceiling(struct claims *d)
{
    random_networks(d);
    random_scores(d, 1000);
    best_there_is(d);
}
