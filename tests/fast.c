/* fast.h's promise: several numbers at a time are the same numbers.  Compared with a loop written
 * here in scalars, one row after the other, compiled without vectors and with libm's own exp. */
#include "test.h"

#include "dataset.h"
#include "sigmoid.h"

#include <float.h>
#include <math.h>

enum { MOST_HIDDEN = 50 };

/* Away from libmvec: a call through a pointer that may change is never one of a vector. */
static double (*volatile libm_exp)(double) = exp;

static double scalar_sigmoid(double z)
{
    return 1 / (1 + libm_exp(-z));
}

struct scalars {
    size_t hidden;
    double W1[2][MOST_HIDDEN], W2[MOST_HIDDEN][2];
};

/* One epoch with the article's gradient. */
static void scalar_epoch(struct scalars *s, const struct matrix *X, const struct matrix *Y,
                         double lr, double lambda)
{
    double g1[2][MOST_HIDDEN] = {{0}}, g2[MOST_HIDDEN][2] = {{0}}, square1 = 0, square2 = 0;

    for (size_t n = 0; n < X->rows; n++) {
        const double *x = &X->v[2 * n], *y = &Y->v[2 * n];
        double h1[MOST_HIDDEN], z2[2] = {0}, d2[2];

        for (size_t j = 0; j < s->hidden; j++) {
            h1[j] = scalar_sigmoid(x[0] * s->W1[0][j] + x[1] * s->W1[1][j]);
            z2[0] += h1[j] * s->W2[j][0];
            z2[1] += h1[j] * s->W2[j][1];
        }
        for (size_t k = 0; k < 2; k++) {
            double h2 = scalar_sigmoid(z2[k]);

            d2[k] = -(y[k] - h2) * (h2 * (1 - h2));
        }
        for (size_t j = 0; j < s->hidden; j++) {
            double d1 = (d2[0] * s->W2[j][0] + d2[1] * s->W2[j][1]) * (h1[j] * (1 - h1[j]));

            for (size_t k = 0; k < 2; k++) {
                g2[j][k] += h1[j] * d2[k];
                g1[k][j] += x[k] * d1;
            }
        }
    }
    for (size_t j = 0; j < s->hidden; j++)
        for (size_t k = 0; k < 2; k++) {
            square1 += s->W1[k][j] * s->W1[k][j];
            square2 += s->W2[j][k] * s->W2[j][k];
        }
    for (size_t j = 0; j < s->hidden; j++)
        for (size_t k = 0; k < 2; k++) {
            s->W1[k][j] -= lr * (g1[k][j] + lambda * square1);
            s->W2[j][k] -= lr * (g2[j][k] + lambda * square2);
        }
}

/* The published program's settings; of its million epochs the first 20,000, in which weights
 * grow several times over. */
static void long_runs_end_where_scalars_do(void **state)
{
    const struct {
        size_t hidden;
        double lambda;
    } run[] = {{3, 0}, {10, 1e-6}};

    (void)state;
    for (size_t i = 0; i < sizeof run / sizeof *run; i++) {
        size_t hidden = run[i].hidden;
        struct example e = {matrix_new(50, 2), matrix_new(50, 2), network_new(50, 2, hidden, 2),
                            {0.001, run[i].lambda, GRADIENT_ARTICLE}};
        struct scalars s = {.hidden = hidden}, begin;
        double moved = 0;

        dataset_xor(e.X, e.Y, 0);
        dataset_weights(e.net->W1, e.net->W2, 2017);
        for (size_t j = 0; j < hidden; j++)
            for (size_t k = 0; k < 2; k++) {
                s.W1[k][j] = e.net->W1->v[k * hidden + j];
                s.W2[j][k] = e.net->W2->v[2 * j + k];
            }
        begin = s;
        network_train(e.net, e.X, e.Y, &e.how, 0, 20000, 0, NULL, NULL);
        for (int epoch = 0; epoch < 20000; epoch++)
            scalar_epoch(&s, e.X, e.Y, 0.001, run[i].lambda);
        for (size_t j = 0; j < hidden; j++)
            for (size_t k = 0; k < 2; k++) {
                moved += fabs(s.W1[k][j] - begin.W1[k][j]);
                assert_close(e.net->W1->v[k * hidden + j] - s.W1[k][j], 0, 1e-11);
                assert_close(e.net->W2->v[2 * j + k] - s.W2[j][k], 0, 1e-11);
            }
        assert_true(moved > 0.5); /* two runs that stand still would agree */
        example_free(&e);
    }
}

/* From far left to far right: within four units of the last place of libm's, denormals, infinities
 * and nan included. */
static void the_sigmoid_is_that_of_libm(void **state)
{
    struct matrix *z = matrix_new(1, 100003), *h = matrix_new(1, 100003);

    (void)state;
    for (size_t i = 0; i < z->cols; i++)
        z->v[i] = -800 + 1600 * (double)i / (double)(z->cols - 1);
    z->v[5] = INFINITY;
    z->v[6] = -INFINITY;
    z->v[7] = NAN;
    sigmoid(h, z);
    for (size_t i = 0; i < z->cols; i++) {
        double want = scalar_sigmoid(z->v[i]);

        if (isnan(want))
            assert_true(isnan(h->v[i]));
        else
            assert_close(h->v[i], want, 4 * DBL_EPSILON * want + 1e-307);
    }
    assert_close(h->v[5], 1, 0);
    assert_close(h->v[6], 0, 0);
    free_matrices(z, h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_runs_end_where_scalars_do),
        cmocka_unit_test(the_sigmoid_is_that_of_libm),
    };

    return cmocka_run_group_tests_name("fast", tests, NULL, NULL);
}
