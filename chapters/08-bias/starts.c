/* The four corners of XOR, from many starting weights: some runs end where every answer is one
 * half. */
#include "bias.h"

#include "dataset.h"
#include "fast.h"

#include <math.h>
#include <string.h>

enum { STARTS = 20, EPOCHS = 20000 };

struct corners {
    double x[8], y[8];
    struct matrix X, Y;
};

/* The corners of a square, from low to 1: of class 0 where both inputs are the same. */
static void place_corners(struct corners *c, double low)
{
    for (size_t n = 0; n < 4; n++) {
        c->x[2 * n] = n & 1 ? 1 : low;
        c->x[2 * n + 1] = n & 2 ? 1 : low;
        c->y[2 * n] = n == 0 || n == 3;
        c->y[2 * n + 1] = 1 - c->y[2 * n];
    }
    c->X = (struct matrix){4, 2, c->x};
    c->Y = (struct matrix){4, 2, c->y};
}

struct start {
    size_t hidden;
    enum bias bias;
    bool hold_b2; /* of the two biases only b1 is trained; b2 stays at 0 */
    uint32_t seed;
};

static bool hold(void *context, struct step *s, size_t epoch)
{
    (void)epoch;
    if (*(const bool *)context)
        memset(s->dLoss_db2->v, 0, s->out * sizeof(double));
    return true;
}

/* Returns the last Loss; right: how many of the four corners are right then. */
static double train_corners(const struct corners *c, struct start from, size_t *right)
{
    struct step *net = step_new(0, 2, from.hidden, 2, from.bias);
    struct fast *fast = fast_new(&c->X, &c->Y, from.hidden);
    const struct training how = {2, 0, GRADIENT_EXACT};

    dataset_weights(net->W1, net->W2, from.seed);
    fast_train(fast, net, 4, &how, 0, EPOCHS, 1, hold, &from.hold_b2);

    struct score end = score(net, &c->X, &c->Y);

    *right = (size_t)lround(4 * end.right);
    step_free(net);
    fast_free(fast);
    return end.loss;
}

size_t solve_corners(double low, bool bias, double *lowest)
{
    struct corners c;
    size_t solved = 0, right;

    place_corners(&c, low);
    *lowest = INFINITY;
    for (uint32_t seed = 0; seed < 10; seed++) {
        struct start from = {3, bias ? BIAS_TRAINED : BIAS_NONE, false, seed};

        *lowest = fmin(*lowest, train_corners(&c, from, &right));
        solved += right == 4;
    }
    return solved;
}

void compare_corners(struct claims *d)
{
    double loss[3];
    size_t solved[3] = {solve_corners(0, false, &loss[0]), solve_corners(-1, false, &loss[1]),
                        solve_corners(-1, true, &loss[2])};

    chapter_say(d->c,
                "Run: the four corners of a square alone, hidden 3, lr 2, the exact gradient, %d "
                "epochs, 10 seeds. lowest: the lowest last Loss of the ten.",
                EPOCHS);
    table_begin(d, "corners", "corners  biases  solved_of_10    lowest");
    table_line(d, "%7s  %6s  %12zu  %8.6f", "0,1", "no", solved[0], loss[0]);
    table_line(d, "%7s  %6s  %12zu  %8.6f", "-1,1", "no", solved[1], loss[1]);
    table_line(d, "%7s  %6s  %12zu  %8.6f", "-1,1", "yes", solved[2], loss[2]);
    table_end(d);
    verdict(d, solved[0] > 5 && solved[1] == 0 && loss[1] >= 0.25 - 1e-9 && solved[2] > 5,
            "the corners decide what can be learned",
            "With inputs 0 and 1, as in most textbooks, no row is another's mirror image, and XOR "
            "can be learned without a bias. With inputs -1 and 1 no start learns it, and the Loss "
            "stays at 1/4; with biases it is learned.");
}

void claim_starts(struct claims *d)
{
    static const size_t hidden[] = {2, 3};
    size_t solved[2][2] = {{0}}, right;
    struct corners c;

    place_corners(&c, 0);
    chapter_say(d->c,
                "Run: the four corners with inputs 0 and 1, lr 2, the exact gradient, %d epochs. "
                "The last Loss of each start, with a bias in the hidden units alone (one) or in "
                "the outputs as well (two), and 2 or 3 hidden units.",
                EPOCHS);
    table_begin(d, "starts", "seed   one:2   one:3   two:2   two:3");
    for (uint32_t seed = 0; seed < STARTS; seed++) {
        double Loss[2][2];

        for (size_t two = 0; two < 2; two++)
            for (size_t h = 0; h < 2; h++) {
                struct start from = {hidden[h], BIAS_TRAINED, two == 0, seed};

                Loss[two][h] = train_corners(&c, from, &right);
                solved[two][h] += right == 4;
            }
        table_line(d, "%4u  %6.4f  %6.4f  %6.4f  %6.4f", (unsigned)seed, Loss[0][0], Loss[0][1],
                   Loss[1][0], Loss[1][1]);
    }
    table_end(d);
    verdict(d, solved[1][0] > solved[0][0] && solved[1][1] > solved[0][1],
            "the second bias and the third unit help",
            "With a bias in the hidden units alone %zu of %d starts learn XOR with 2 hidden units "
            "and %zu with 3; with both biases %zu and %zu do. The others are stuck: a Loss of "
            "1/16 is one corner answered with one half, 1/8 is two.",
            solved[0][0], STARTS, solved[0][1], solved[1][0], solved[1][1]);
}
