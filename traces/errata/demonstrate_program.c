/* Slips of the published program: its helpers, its comments, the rows it takes. */
#include "demonstrate.h"

#include "dataset.h"
#include "finite_difference.h"
#include "matrix.h"
#include "rng.h"
#include "sigmoid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* As NumPy: the first largest, or the first nan. */
static size_t argmax(const double *v, size_t n)
{
    size_t best = 0;

    for (size_t i = 1; i < n; i++)
        if (!isnan(v[best]) && (isnan(v[i]) || v[i] > v[best]))
            best = i;
    return best;
}

/* As the program has it: exp of the raw numbers. */
static void softmax_of_the_program(double p[2], const double *z)
{
    double a = exp(z[0]), b = exp(z[1]);

    p[0] = a / (a + b);
    p[1] = b / (a + b);
}

static void softmax(double p[2], const double *z)
{
    double most = fmax(z[0], z[1]), a = exp(z[0] - most), b = exp(z[1] - most);

    p[0] = a / (a + b);
    p[1] = b / (a + b);
}

bool logits_come_before_the_sigmoid(char *evidence, size_t size)
{
    struct setup e = setup_article(300, 3);
    double apart = 0, right = 0, misled = 0;
    size_t same = 0;

    setup_loss(&e);
    for (size_t n = 0; n < 300; n++) {
        const double *z = &e.net->z2->v[2 * n], *h = &e.net->h2->v[2 * n];
        double logit = log(h[0] / (1 - h[0])), of_h[2], of_z[2];

        softmax(of_h, h);
        softmax(of_z, z);
        apart = fmax(apart, fabs(h[0] - logit));
        right = fmax(right, fabs(z[0] - logit));
        misled = fmax(misled, fabs(of_h[0] - of_z[0]));
        same += argmax(z, 2) == argmax(h, 2) && argmax(h, 2) == argmax(of_h, 2) &&
                argmax(of_h, 2) == argmax(of_z, 2);
    }
    snprintf(evidence, size,
             "log(h2/(1-h2)) is z2 (off by %.1e), not h2 (off by up to %.2f); softmax of the one "
             "is up to %.3f from softmax of the other; z2, h2 and both softmaxes choose one class "
             "in %zu of 300 rows, so no decision changes",
             right, apart, misled, same);
    setup_free(&e);
    return apart > WRONG && right < 1e-12 && misled > WRONG && same == 300;
}

bool softmax_overflows(char *evidence, size_t size)
{
    struct setup e = setup_article(1, 3);
    const double large[2] = {800, 900};
    double printed[2], right[2], a[2], b[2];

    setup_loss(&e);
    softmax_of_the_program(printed, large);
    softmax(right, large);
    softmax_of_the_program(a, e.net->z2->v);
    softmax(b, e.net->z2->v);

    bool shown = isnan(printed[0]) && isnan(printed[1]) && argmax(printed, 2) == 0 &&
                 right[0] + right[1] == 1 && argmax(right, 2) == 1 && fabs(a[0] - b[0]) < 1e-15 &&
                 fabs(b[0] - 0.41553499) < 1e-8;

    snprintf(evidence, size,
             "softmax([800 900]) is [%s %s] in the program, which reads as class %zu; with the "
             "largest subtracted first it is [%.1e %g], class %zu; for the example's z2 both give "
             "[%.8f %.8f]",
             isnan(printed[0]) ? "nan" : "a number", isnan(printed[1]) ? "nan" : "a number",
             argmax(printed, 2), right[0], right[1], argmax(right, 2), b[0], b[1]);
    setup_free(&e);
    return shown;
}

static size_t rows_with_nan(const struct matrix *m)
{
    size_t count = 0;

    for (size_t n = 0; n < m->rows; n++)
        count += isnan(m->v[n * m->cols]) || isnan(m->v[n * m->cols + 1]);
    return count;
}

bool nan_is_not_class_0(char *evidence, size_t size)
{
    struct setup e = setup_article(300, 3);
    size_t class_0 = 0;

    setup_loss(&e);
    size_t before = rows_with_nan(e.net->h2);

    e.net->W1->v[0] = e.net->W1->v[3] = NAN; /* a single unit is enough */
    setup_loss(&e);

    size_t correct = 0; /* as the program counts */

    for (size_t n = 0; n < 300; n++) {
        class_0 += e.Y->v[2 * n] == 1;
        correct += e.Y->v[2 * n + argmax(&e.net->h2->v[2 * n], 2)] == 1;
    }

    double accuracy = (double)correct / 300;

    snprintf(evidence, size,
             "with nan in all %zu rows of h2 the program's accuracy is still a number, %.4f: the "
             "share of class 0 (%zu of 300); counting the rows with nan tells the two apart (%zu "
             "before)",
             rows_with_nan(e.net->h2), accuracy, class_0, before);
    bool shown =
        before == 0 && rows_with_nan(e.net->h2) == 300 && accuracy == (double)class_0 / 300;

    setup_free(&e);
    return shown;
}

static double tanh_of_the_program(double z)
{
    return (1 - exp(-z)) / (1 + exp(-z));
}

bool tanh_is_of_half_z(char *evidence, size_t size)
{
    const double e = 1e-5;
    double from_tanh = 0, from_half = 0, right = 0, least = INFINITY, most = 0;

    for (double z = -3; z <= 3; z += 0.125) {
        double t = tanh_of_the_program(z);
        double slope = (tanh_of_the_program(z + e) - tanh_of_the_program(z - e)) / (2 * e);

        from_tanh = fmax(from_tanh, fabs(t - tanh(z)));
        from_half = fmax(from_half, fabs(t - tanh(z / 2)));
        right = fmax(right, fabs((1 - t * t) / 2 - slope));
        least = fmin(least, (1 - t * t) / slope);
        most = fmax(most, (1 - t * t) / slope);
    }
    snprintf(evidence, size,
             "from -3 to 3 the program's tanh is up to %.2f from tanh(z), and %.1e from "
             "tanh(z/2); its derivative is %.6f to %.6f times the slope, (1 - t^2)/2 is off by "
             "%.1e",
             from_tanh, from_half, least, most, right);
    return from_tanh > WRONG && from_half < 1e-15 && right < RIGHT && least > 1 + WRONG;
}

bool derivative_wants_h(char *evidence, size_t size)
{
    struct matrix *z = matrix_new(1, 1), *h = matrix_new(1, 1), *d = matrix_new(1, 1);
    const double step = 1e-5;

    z->v[0] = 2 + step;
    sigmoid(h, z);
    double above = h->v[0];

    z->v[0] = 2 - step;
    sigmoid(h, z);
    double slope = (above - h->v[0]) / (2 * step);

    z->v[0] = 2;
    sigmoid(h, z);
    sigmoid_derivative(d, h);
    double right = d->v[0];

    sigmoid_derivative(d, z);
    double of_z = d->v[0];

    snprintf(evidence, size,
             "at z = 2 the slope of the sigmoid is %.8f; the formula gives %.8f for h, but %.8f "
             "for z",
             slope, right, of_z);
    matrix_free(z);
    matrix_free(h);
    matrix_free(d);
    return fabs(right - slope) < 1e-9 && fabs(of_z - slope) > WRONG;
}

static void swap_rows(struct matrix *m, size_t a, size_t b)
{
    for (size_t c = 0; c < m->cols; c++) {
        double kept = m->v[a * m->cols + c];

        m->v[a * m->cols + c] = m->v[b * m->cols + c];
        m->v[b * m->cols + c] = kept;
    }
}

/* Shuffles the first `count` of 300 rows, and takes the gradient of the first 50. */
static void shuffled_gradient(struct matrix *dLoss_dW1, size_t count)
{
    struct setup all = setup_article(300, 3), e = setup_article(50, 3);
    struct rng r;

    rng_seed(&r, 1);
    for (size_t i = count; i-- > 1;) {
        size_t j = rng_word(&r) % (i + 1);

        swap_rows(all.X, i, j);
        swap_rows(all.Y, i, j);
    }
    memcpy(e.X->v, all.X->v, 100 * sizeof *e.X->v);
    memcpy(e.Y->v, all.Y->v, 100 * sizeof *e.Y->v);
    setup_backward(&e);
    memcpy(dLoss_dW1->v, e.net->dLoss_dW1->v, 6 * sizeof *dLoss_dW1->v);
    setup_free(&all);
    setup_free(&e);
}

bool shuffling_changes_nothing(char *evidence, size_t size)
{
    struct matrix *plain = matrix_new(2, 3), *shuffled = matrix_new(2, 3);
    struct matrix *drawn = matrix_new(2, 3);

    shuffled_gradient(plain, 0);
    shuffled_gradient(shuffled, 50);
    shuffled_gradient(drawn, 300);

    double same = relative_error(shuffled, plain), other = relative_error(drawn, plain);

    snprintf(evidence, size,
             "shuffling the 50 rows, as the program does, moves dLoss_dW1 by %.1e of its largest "
             "entry; drawing 50 of all 300 rows moves it by %.1e",
             same, other);
    matrix_free(plain);
    matrix_free(shuffled);
    matrix_free(drawn);
    return same < 1e-12 && other > WRONG;
}

bool comments_name_other_shapes(char *evidence, size_t size)
{
    struct setup e = setup_article(50, 10), s = setup_random(8, 2, 2);
    struct matrix *entries = matrix_new(2, 2);

    setup_loss(&e);
    setup_loss(&s);
    matrix_hadamard(entries, s.net->h1, s.net->W2); /* what * means in NumPy */
    double star = largest_difference(entries, s.net->z2);

    matrix_mul(entries, s.net->h1, s.net->W2);
    double product = largest_difference(entries, s.net->z2);
    size_t cols = e.net->h1->cols;

    snprintf(evidence, size,
             "with the program's 10 hidden units h1 is (%zu, %zu), not (N, 3); h1 times W2 entry "
             "by entry is %.2f from z2 where the shapes allow it, the matrix product %.1e",
             e.net->h1->rows, cols, star, product);
    matrix_free(entries);
    setup_free(&e);
    setup_free(&s);
    return cols == 10 && star > WRONG && product < 1e-14;
}
