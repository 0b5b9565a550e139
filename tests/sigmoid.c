/* Brick 2.  Known answers are from the article's worked example and from the definition; the
 * properties hold for every sigmoid, and for every network of two of them without biases. */
#include "test.h"

#include "sigmoid.h"

#include <float.h>
#include <math.h>

static void known_answers_are_those_of_the_definition(void **state)
{
    (void)state;
    /* 1 / (1 + exp(-z)) for z = 0, log 3, -log 3, log 9: 1/2, 3/4, 1/4, 9/10; half of the values
     * of exp are off by a bit. */
    struct matrix *z = matrix_of(2, 2, (double[]){0, log(3), -log(3), log(9)});
    struct matrix *h = matrix_new(2, 2);

    sigmoid(h, z);
    assert_entries(h, 2 * DBL_EPSILON, 0.5, 0.75, 0.25, 0.9);
    assert_true(h->v[0] == 0.5);
    sigmoid_derivative(z, h);
    assert_entries(z, 2 * DBL_EPSILON, 0.25, 0.1875, 0.1875, 0.09);
    free_matrices(z, h);
}

static void the_article_prints_these_answers(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);
    struct step *net = e.net;

    (void)state;
    step_forward(net);
    assert_entries(net->z1, AS_PRINTED, -1.40982136, 0.91005018, -0.04529517);
    sigmoid(net->h1, net->z1);
    assert_entries(net->h1, AS_PRINTED, 0.19626223, 0.71301043, 0.48867814);
    sigmoid(net->h2, net->z2);
    assert_entries(net->h2, AS_PRINTED, 0.37166596, 0.45414264);
    sigmoid_derivative(net->dh1_dz1, net->h1);
    assert_entries(net->dh1_dz1, AS_PRINTED, 0.15774337, 0.20462656, 0.24987182);
    /* The article prints the first of these with a minus; no h (1 - h) is negative. */
    sigmoid_derivative(net->dh2_dz2, net->h2);
    assert_entries(net->dh2_dz2, AS_PRINTED, 0.23353037, 0.24789710);
    example_free(&e);
}

static void far_out_it_is_flat_and_a_nan_stays(void **state)
{
    (void)state;
    /* exp(710) is infinity. */
    const double v[] = {-INFINITY, -1e308, -800, 40, 800, INFINITY, NAN};
    struct matrix *z = matrix_new(3, 7), *h = matrix_new(3, 7), *d = matrix_new(3, 7);

    for (int i = 0; i < 21; i++)
        z->v[i] = v[i % 7];
    sigmoid(h, z);
    sigmoid_derivative(d, h);
    for (int i = 0; i < 21; i++) {
        double want = i % 7 < 3 ? 0 : 1;

        assert_true(i % 7 == 6 ? isnan(h->v[i]) : h->v[i] == want);
        assert_true(i % 7 == 6 ? isnan(d->v[i]) : d->v[i] == 0);
        if (i % 7 == 6)
            z->v[i] = h->v[i] = 0.5;
    }
    sigmoid(h, z);
    sigmoid(z, z); /* in place */
    assert_matrix_same(z, h);
    free_matrices(z, h, d);
}

/* Invariants 1 and 2: sigmoid(-z) = 1 - sigmoid(z), between 0 and 1; the derivative is even,
 * positive, and at most 1/4. */
static void it_is_symmetric_and_its_slope_is_at_most_a_quarter(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 3);
    for (int round = 0; round < 300; round++) {
        size_t n = random_between(&r, 1, 19), k = random_between(&r, 1, 11);
        struct matrix *z = matrix_random(&r, n, k), *minus = matrix_new(n, k);
        struct matrix *h = matrix_new(n, k), *d = matrix_new(n, k);
        struct matrix *h_minus = matrix_new(n, k), *d_minus = matrix_new(n, k);

        for (size_t i = 0; i < n * k; i++) {
            z->v[i] *= 5;
            minus->v[i] = -z->v[i];
        }
        sigmoid(h, z);
        sigmoid_derivative(d, h);
        sigmoid(h_minus, minus);
        sigmoid_derivative(d_minus, h_minus);
        for (size_t i = 0; i < n * k; i++) {
            assert_true(h->v[i] > 0 && h->v[i] < 1);
            assert_true(d->v[i] > 0 && d->v[i] <= 0.25);
            assert_close(h_minus->v[i], 1 - h->v[i], DBL_EPSILON);
            assert_close(d_minus->v[i], d->v[i], DBL_EPSILON);
        }
        free_matrices(z, minus, h, d, h_minus, d_minus);
    }
}

/* Only the last bits may differ: a library may compute exp of several numbers at once. */
static void an_answer_does_not_depend_on_its_place(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 2);
    for (int round = 0; round < 100; round++) {
        size_t n = random_between(&r, 1, 19), k = random_between(&r, 1, 11);
        struct matrix *z = matrix_random(&r, n, k), *h = matrix_new(n, k), *d = matrix_new(n, k);
        struct matrix *one = matrix_new(1, 1);

        sigmoid(h, z);
        sigmoid_derivative(d, h);
        for (size_t i = 0; i < n * k; i++) {
            one->v[0] = z->v[i];
            sigmoid(one, one);
            assert_close(one->v[0], h->v[i], 4 * DBL_EPSILON * one->v[0]);
            sigmoid_derivative(one, one);
            assert_close(one->v[0], d->v[i], 4 * DBL_EPSILON);
        }
        free_matrices(z, h, d, one);
    }
}

static void the_derivative_is_the_slope(void **state)
{
    (void)state;
    for (double at = -6; at <= 6; at += 0.125) {
        const double step = 1e-5;
        struct matrix *z = matrix_of(1, 3, (double[]){at - step, at, at + step});
        struct matrix *d = matrix_new(1, 3);

        sigmoid(z, z);
        sigmoid_derivative(d, z);
        assert_close(d->v[1], (z->v[2] - z->v[0]) / (2 * step), 2e-11);
        free_matrices(z, d);
    }
}

/* Invariant 6: what a unit says of x and of -x adds up to 1, so z2(x) + z2(-x) is the sum of a
 * column of W2, whatever x is: this is why the article's network cannot learn XOR. */
static void without_a_bias_x_and_minus_x_are_tied(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 6);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT), m = example_copy(&e);
        size_t out = e.net->W2->cols;

        for (size_t i = 0; i < m.X->rows * m.X->cols; i++)
            m.X->v[i] = -m.X->v[i];
        step_forward(e.net);
        step_forward(m.net);
        for (size_t i = 0; i < e.net->N * out; i++) {
            double sum = 0;

            for (size_t j = 0; j < e.net->W2->rows; j++)
                sum += e.net->W2->v[j * out + i % out];
            assert_close(e.net->z2->v[i] + m.net->z2->v[i], sum, 1e-14);
        }
        example_free(&e);
        example_free(&m);
    }
}

static size_t largest(const double *v, size_t n)
{
    size_t best = 0;

    for (size_t i = 1; i < n; i++)
        if (v[i] > v[best])
            best = i;
    return best;
}

static void softmax(double *p, const double *z, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += p[i] = exp(z[i] - z[largest(z, n)]);
    for (size_t i = 0; i < n; i++)
        p[i] /= sum;
}

/* Invariant 8: the article's program decides by softmax, this one by the sigmoid; both choose the
 * larger z2. */
static void softmax_and_sigmoid_choose_the_same_class(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 8);
    for (int round = 0; round < 1000; round++) {
        size_t n = random_between(&r, 2, 11);
        struct matrix *z = matrix_random(&r, 1, n), *h = matrix_new(1, n);
        double p[11], shifted[11], c = 100 * rng_normal(&r), sum = 0;

        sigmoid(h, z);
        softmax(p, z->v, n);
        assert_int_equal(largest(h->v, n), largest(z->v, n));
        assert_int_equal(largest(p, n), largest(z->v, n));
        for (size_t i = 0; i < n; i++) {
            sum += p[i];
            z->v[i] += c;
        }
        assert_close(sum, 1, 4 * DBL_EPSILON);
        softmax(shifted, z->v, n);
        for (size_t i = 0; i < n; i++)
            assert_close(shifted[i], p[i], 1e-13); /* z + c has lost the last digits of z */
        free_matrices(z, h);
    }
}

static void call_sigmoid(void *shapes)
{
    struct matrix *m = shapes;

    sigmoid(&m[0], &m[1]);
}

static void call_derivative(void *shapes)
{
    struct matrix *m = shapes;

    sigmoid_derivative(&m[0], &m[1]);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[6];
    struct matrix rows[] = {{2, 3, v}, {3, 2, v}}, cols[] = {{2, 3, v}, {2, 2, v}};

    (void)state;
    assert_stops(call_sigmoid, rows, "sigmoid: broken promise");
    assert_stops(call_sigmoid, cols, "where h, z = 2x3 2x2");
    assert_stops(call_derivative, rows, "sigmoid_derivative: broken promise");
    assert_stops(call_derivative, cols, "where dh_dz, h = 2x3 2x2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers_are_those_of_the_definition),
        cmocka_unit_test(the_article_prints_these_answers),
        cmocka_unit_test(far_out_it_is_flat_and_a_nan_stays),
        cmocka_unit_test(it_is_symmetric_and_its_slope_is_at_most_a_quarter),
        cmocka_unit_test(an_answer_does_not_depend_on_its_place),
        cmocka_unit_test(the_derivative_is_the_slope),
        cmocka_unit_test(without_a_bias_x_and_minus_x_are_tied),
        cmocka_unit_test(softmax_and_sigmoid_choose_the_same_class),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("sigmoid", tests, NULL, NULL);
}
