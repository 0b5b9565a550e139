/* Slips about the numbers of the worked example: one row, three hidden units, no ridge. */
#include "demonstrate.h"

#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct setup worked_example(void)
{
    struct setup e = setup_article(1, 3);

    setup_backward(&e);
    return e;
}

static bool prints(double x, int decimals, const char *text)
{
    char digits[64];

    snprintf(digits, sizeof digits, "%.*f", decimals, x);
    return strcmp(digits, text) == 0;
}

/* As printed with eight decimals. */
static double eight(double x)
{
    char digits[400];

    snprintf(digits, sizeof digits, "%.8f", x);
    return strtod(digits, NULL);
}

bool both_roundings_are_right(char *evidence, size_t size)
{
    struct setup e = worked_example();
    double h22 = e.net->h2->v[1], slope = e.net->dh2_dz2->v[1];
    double shorter = strtod("0.45414264", NULL), longer = strtod("0.454142644", NULL);

    bool shown = shorter < h22 && h22 < longer && prints(h22, 8, "0.45414264") &&
                 prints(h22, 9, "0.454142644") && prints(slope, 7, "0.2478971") &&
                 prints(slope, 8, "0.24789710");

    snprintf(evidence, size,
             "the unit's output is %.17g: between the two printed numbers, which are %.0e and %.0e "
             "from it, each less than half of its last decimal; 0.2478971 is %.8f without its "
             "last zero",
             h22, h22 - shorter, longer - h22, slope);
    setup_free(&e);
    return shown;
}

bool loss_of_the_example(char *evidence, size_t size)
{
    struct setup e = worked_example();
    const double alpha = 0.001;
    double loss = e.net->data_loss->v[0];
    double by_hand = (0.62833404 * 0.62833404 + 0.45414264 * 0.45414264) / 2;
    double promised =
        alpha * (matrix_sum_squares(e.net->dLoss_dW1) + matrix_sum_squares(e.net->dLoss_dW2));
    bool wrong_class = e.net->h2->v[1] > e.net->h2->v[0] && e.Y->v[0] == 1;

    step_update(e.net, alpha);
    step_next(e.net);
    double fell = loss - setup_loss(&e);

    snprintf(evidence, size,
             "from the printed differences (0.62833404^2 + 0.45414264^2)/2 = %.8f, and the "
             "network's Loss is %.8f; one update lowers it by %.5e (the gradient promises %.5e); "
             "the row is%s put into the wrong class",
             by_hand, loss, fell, promised, wrong_class ? "" : " not");
    setup_free(&e);
    return fabs(loss - by_hand) < 1e-8 && fell > 0 && fabs(fell / promised - 1) < 1e-4 &&
           wrong_class;
}

struct digits {
    size_t differ; /* entries whose eighth decimal is another */
    double most;   /* farthest from the printed number */
};

/* From operands rounded to eight decimals, against the same from all digits, as printed. */
static void count(struct digits *d, const struct matrix *rounded, const struct matrix *exact)
{
    for (size_t i = 0; i < exact->rows * exact->cols; i++) {
        d->differ += eight(rounded->v[i]) != eight(exact->v[i]);
        d->most = fmax(d->most, fabs(rounded->v[i] - eight(exact->v[i])));
    }
}

static void round_all(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = eight(m->v[i]);
}

bool printed_operands_are_rounded(char *evidence, size_t size)
{
    struct setup e = worked_example(), p = worked_example();
    struct digits d = {0};
    struct step *n = p.net;
    struct matrix *operands[] = {p.X, n->W1, n->W2, n->h1, n->dLoss_dz2};

    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        round_all(operands[i]);
    matrix_mul(n->z1, p.X, n->W1);
    matrix_mul(n->z2, n->h1, n->W2);
    dloss_dw2(n->dLoss_dW2, n->h1, n->dLoss_dz2, n->W2, 0);
    dloss_dh1(n->dLoss_dh1, n->dLoss_dz2, n->W2);
    count(&d, n->z1, e.net->z1);
    count(&d, n->z2, e.net->z2);
    count(&d, n->dLoss_dW2, e.net->dLoss_dW2);
    count(&d, n->dLoss_dh1, e.net->dLoss_dh1);

    snprintf(evidence, size,
             "of the 14 entries of z1, z2, dLoss_dW2 and dLoss_dh1, computed from operands with "
             "eight decimals, %zu come out with another eighth decimal; the farthest is %.2e "
             "from what is printed, within 2e-8",
             d.differ, d.most);
    setup_free(&e);
    setup_free(&p);
    return d.differ > 0 && d.most > 5e-9 && d.most < 2e-8;
}

bool sums_are_not_activations(char *evidence, size_t size)
{
    struct setup e = worked_example();
    const double *x = e.X->v, *w = e.net->W1->v;
    double z11 = x[0] * w[0] + x[1] * w[3], h11 = 1 / (1 + exp(-z11));

    bool shown = prints(z11, 8, "-1.40982136") && prints(h11, 8, "0.19626223") &&
                 fabs(z11 - e.net->z1->v[0]) < 1e-15 && fabs(h11 - e.net->h1->v[0]) < 1e-15 &&
                 fabs(z11 - e.net->h1->v[0]) > WRONG &&
                 fabs(e.net->z2->v[0] - e.net->h2->v[0]) > WRONG;

    snprintf(evidence, size,
             "the product is one number, %.8f, which is z11; h11 is %.8f, the sigmoid of it; the "
             "second arrow would give %.8f where h21 is %.8f",
             z11, e.net->h1->v[0], e.net->z2->v[0], e.net->h2->v[0]);
    setup_free(&e);
    return shown;
}

bool labels_of_the_program(char *evidence, size_t size)
{
    static const char *const printed[] = {"-0.02879856", "0.02209533",  "-0.10462365",
                                          "0.08027117",  "-0.07170623", "0.05501570"};
    struct setup e = worked_example(), t = setup_article(1, 3);
    size_t same = 0, opposite = 0;

    t.Y->v[0] = 0; /* the text's label of XOR = 0: [0 1] */
    t.Y->v[1] = 1;
    setup_backward(&t);
    for (size_t i = 0; i < 6; i++) {
        same += prints(e.net->dLoss_dW2->v[i], 8, printed[i]);
        opposite += t.net->dLoss_dW2->v[i] * e.net->dLoss_dW2->v[i] < 0;
    }
    snprintf(evidence, size,
             "with [1 0] %zu of the 6 printed entries of dLoss_dW2 come out; with the text's [0 "
             "1] %zu of 6 have the opposite sign and the Loss is %.8f instead of %.8f",
             same, opposite, t.net->data_loss->v[0], e.net->data_loss->v[0]);
    setup_free(&e);
    setup_free(&t);
    return same == 6 && opposite == 6;
}

static double sum_of_exp(double a, double b)
{
    return exp(a) + exp(b);
}

bool outputs_are_not_log_probabilities(char *evidence, size_t size)
{
    struct setup e = worked_example();
    const double *h = e.net->h2->v, *z = e.net->z2->v;
    double whole = sum_of_exp(z[0], z[1]);
    double log0 = z[0] - log(whole), log1 = z[1] - log(whole);

    snprintf(evidence, size,
             "the outputs are positive, add up to %.7f, and exp of them to %.4f; the logarithms of "
             "softmax(z2), %.8f and %.8f, are negative and exp of them adds up to %.15g",
             h[0] + h[1], sum_of_exp(h[0], h[1]), log0, log1, sum_of_exp(log0, log1));
    bool shown = h[0] > 0 && h[1] > 0 && fabs(h[0] + h[1] - 1) > WRONG &&
                 fabs(sum_of_exp(h[0], h[1]) - 1) > WRONG && log0 < 0 && log1 < 0 &&
                 fabs(sum_of_exp(log0, log1) - 1) < 1e-14;

    setup_free(&e);
    return shown;
}

bool residual_is_not_the_loss(char *evidence, size_t size)
{
    struct setup e = worked_example();
    double a = e.Y->v[0] - e.net->h2->v[0], b = e.Y->v[1] - e.net->h2->v[1];
    double loss = e.net->data_loss->v[0];

    snprintf(evidence, size,
             "actual minus predicted is [%.8f %.8f]: two numbers, one of them negative, which add "
             "up to %.8f; half the sum of their squares is %.8f, and the network's Loss is %.8f",
             a, b, a + b, (a * a + b * b) / 2, loss);
    setup_free(&e);
    return a > 0 && b < 0 && fabs(a + b - loss) > WRONG && fabs((a * a + b * b) / 2 - loss) < 1e-14;
}

bool squashing_is_not_scaling(char *evidence, size_t size)
{
    struct matrix *z = matrix_new(1, 4), *h = matrix_new(1, 4);
    const double at[] = {0, 1, 4, 5};

    memcpy(z->v, at, sizeof at);
    sigmoid(h, z);

    double near = h->v[1] - h->v[0], far = h->v[3] - h->v[2];

    snprintf(evidence, size,
             "a step of 1 in z moves h by %.4f from z = 0 and by %.4f from z = 4; scaling would "
             "move it equally; the order is kept and all values lie between 0 and 1",
             near, far);
    bool shown = near > 2 * far && far > 0 && h->v[0] > 0 && h->v[3] < 1;

    matrix_free(z);
    matrix_free(h);
    return shown;
}

bool defaults_give_other_numbers(char *evidence, size_t size)
{
    struct setup e = worked_example(), d = setup_article(50, 10);
    bool good =
        prints(e.net->h2->v[0], 8, "0.37166596") && prints(e.net->h2->v[1], 8, "0.45414264");

    d.how.lambda = 1e-6;
    setup_backward(&d);
    bool other =
        !prints(d.net->h2->v[0], 8, "0.37166596") && !prints(d.net->h2->v[1], 8, "0.45414264");

    snprintf(evidence, size,
             "for the first row the defaults (hidden 10, N 50, lambda 1e-6) give h2 = [%.8f %.8f] "
             "and a W2 of %zux%zu; N 1, hidden 3, lambda 0 give the printed [%.8f %.8f] and "
             "%zux%zu",
             d.net->h2->v[0], d.net->h2->v[1], d.net->W2->rows, d.net->W2->cols, e.net->h2->v[0],
             e.net->h2->v[1], e.net->W2->rows, e.net->W2->cols);
    setup_free(&e);
    setup_free(&d);
    return good && other;
}
