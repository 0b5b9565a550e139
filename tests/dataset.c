/* The article's data and starting weights.  The known answers are printed in the article's figure
 * of the initialised network, or computed with NumPy. */
#include "test.h"

#include "dataset.h"

#include <math.h>

static void the_worked_example_is_as_the_article_prints_it(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);

    (void)state;
    assert_entries(e.X, AS_PRINTED, 1.76405235, 0.40015721);
    assert_entries(e.Y, 0, 1, 0);
    assert_entries(e.net->W1, AS_PRINTED, -0.67746455, 0.37769425, -0.07365253, -0.53663519,
                   0.60920496, 0.21149622);
    assert_entries(e.net->W2, AS_PRINTED, -0.41491732, -0.30992816, -0.31583913, -0.27706468,
                   -0.44701662, 0.15231059);
    example_free(&e);
}

static double ones(const struct matrix *Y, size_t rows, size_t col)
{
    double count = 0;

    for (size_t n = 0; n < rows; n++)
        count += Y->v[2 * n + col];
    return count;
}

static void labels_are_the_xor_of_the_signs(void **state)
{
    struct matrix *X = matrix_new(300, 2), *Y = matrix_new(300, 2);

    (void)state;
    for (uint32_t seed = 0; seed < 3; seed++) {
        dataset_xor(X, Y, seed);
        for (size_t n = 0; n < 300; n++) {
            const double *x = &X->v[2 * n], *y = &Y->v[2 * n];
            bool yes = x[0] * x[1] < 0;

            assert_true(y[0] == !yes && y[1] == yes);
        }
    }
    /* numpy.logical_xor(X[:, 0] > 0, X[:, 1] > 0).sum() is 25 of the first 50, 142 of all. */
    dataset_xor(X, Y, 0);
    assert_close(ones(Y, 50, 0), 25, 0);
    assert_close(ones(Y, 50, 1), 25, 0);
    assert_close(ones(Y, 300, 0), 158, 0);
    assert_close(ones(Y, 300, 1), 142, 0);
    free_matrices(X, Y);
}

static void all_four_quadrants_are_there(void **state)
{
    struct matrix *X = matrix_new(300, 2), *Y = matrix_new(300, 2);
    int count[4] = {0};

    (void)state;
    dataset_xor(X, Y, 0);
    for (size_t n = 0; n < 300; n++)
        count[(X->v[2 * n] > 0) + 2 * (X->v[2 * n + 1] > 0)]++;
    for (int q = 0; q < 4; q++)
        assert_true(count[q] > 50);
    free_matrices(X, Y);
}

static void observations_are_numpys_and_fewer_rows_are_the_first_of_more(void **state)
{
    struct matrix *few = matrix_new(3, 2), *X = matrix_new(300, 2), *Y = matrix_new(300, 2);
    struct matrix first = {3, 2, NULL}, labels = {3, 2, NULL}, *few_Y = matrix_new(3, 2);
    struct rng r;

    (void)state;
    rng_seed(&r, 7);
    dataset_xor(X, Y, 7);
    for (size_t i = 0; i < 600; i++)
        assert_true(X->v[i] == rng_normal(&r));
    dataset_xor(few, few_Y, 7);
    first.v = X->v;
    labels.v = Y->v;
    assert_matrix_same(few, &first);
    assert_matrix_same(few_Y, &labels);
    free_matrices(few, few_Y, X, Y);
}

/* NumPy: after seed(7), W1 = (2*random((4,3))-1)/sqrt(4), W2 = (2*random((3,5))-1)/sqrt(3). */
static void weights_of_other_shapes_are_numpys(void **state)
{
    struct matrix *W1 = matrix_new(4, 3), *W2 = matrix_new(3, 5);

    (void)state;
    dataset_weights(W1, W2, 7);
    assert_true(W1->v[0] == -0x1.b1dc3d62e68dap-2);
    assert_true(W1->v[5] == 0x1.3b5bb10e34280p-5);
    assert_true(W1->v[11] == 0x1.37075daa58f0cp-2);
    assert_true(W2->v[0] == -0x1.198db7e9424e3p-3);
    assert_true(W2->v[7] == -0x1.18e1fbca8c00bp-1);
    assert_true(W2->v[14] == 0x1.baeefe49d3fc5p-6);
    free_matrices(W1, W2);
}

static void weights_fill_an_interval_that_shrinks_with_the_inputs(void **state)
{
    struct matrix *W1 = matrix_new(16, 400), *W2 = matrix_new(400, 10);

    (void)state;
    dataset_weights(W1, W2, 2017);
    for (int layer = 0; layer < 2; layer++) {
        const struct matrix *W = layer ? W2 : W1;
        double bound = 1 / sqrt((double)W->rows), least = 0, most = 0;

        for (size_t i = 0; i < W->rows * W->cols; i++) {
            least = fmin(least, W->v[i]);
            most = fmax(most, W->v[i]);
        }
        assert_true(least >= -bound && least < -0.99 * bound);
        assert_true(most < bound && most > 0.99 * bound);
    }
    free_matrices(W1, W2);
}

static void call_xor(void *shapes)
{
    struct matrix *m = shapes;

    dataset_xor(&m[0], &m[1], 0);
}

static void call_weights(void *shapes)
{
    struct matrix *m = shapes;

    dataset_weights(&m[0], &m[1], 0);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[12];
    struct matrix in[] = {{3, 3, v}, {3, 2, v}}, out[] = {{3, 2, v}, {3, 1, v}};
    struct matrix rows[] = {{3, 2, v}, {4, 2, v}}, hidden[] = {{2, 3, v}, {4, 2, v}};

    (void)state;
    assert_stops(call_xor, in, "dataset_xor: broken promise");
    assert_stops(call_xor, out, "dataset_xor: broken promise");
    assert_stops(call_xor, rows, "where X, Y = 3x2 4x2");
    assert_stops(call_weights, hidden, "where W1, W2 = 2x3 4x2");
}

/* numpy.mean and numpy.std of the first four rows: 2.5, 4; sqrt(1.25), sqrt(4.5) with the nan
 * filled in. */
static void a_scale_is_that_of_the_rows_trained_on(void **state)
{
    struct matrix *X =
        matrix_of(5, 3, (double[]){1, NAN, 7, 2, 1, 7, 3, 7, 7, 4, 4, 7, NAN, 10, 9});
    struct scale s;
    size_t wrong;

    (void)state;
    assert_true(scale_measure(&s, X, 4, true, &wrong));
    assert_entries(s.mean, 0, 2.5, 4, 7);
    assert_entries(s.deviation, 1e-15, sqrt(1.25), sqrt(4.5), 1);
    scale_apply(&s, X);
    assert_entries(X, 1e-15, -1.5 / sqrt(1.25), 0, 0, -0.5 / sqrt(1.25), -3 / sqrt(4.5), 0,
                   0.5 / sqrt(1.25), 3 / sqrt(4.5), 0, 1.5 / sqrt(1.25), 0, 0, 0, 6 / sqrt(4.5), 2);
    scale_free(&s);
    matrix_free(X);
}

static void without_deviations_only_gaps_are_filled(void **state)
{
    struct matrix *X = matrix_of(3, 2, (double[]){1, NAN, 2, 1, 3, 7});
    struct scale s;
    size_t wrong;

    (void)state;
    assert_true(scale_measure(&s, X, 3, false, &wrong));
    assert_null(s.deviation);
    scale_apply(&s, X);
    assert_entries(X, 0, 1, 4, 2, 1, 3, 7);
    scale_free(&s);
    s = (struct scale){NULL, NULL};
    scale_apply(&s, X);
    assert_entries(X, 0, 1, 4, 2, 1, 3, 7);
    matrix_free(X);
}

static void assert_no_scale(double a, double b, bool deviations)
{
    struct matrix *X = matrix_of(3, 2, (double[]){1, a, 2, b, 3, 5});
    struct scale s;
    size_t wrong;

    assert_false(scale_measure(&s, X, 2, deviations, &wrong));
    assert_int_equal(wrong, 1);
    scale_free(&s);
    matrix_free(X);
}

static void a_column_without_a_scale_is_named(void **state)
{
    (void)state;
    assert_no_scale(NAN, NAN, false);
    assert_no_scale(1.7e308, 1.6e308, false);
    assert_no_scale(1.7e308, 1.6e308, true);
    assert_no_scale(1e200, -1e200, true);
    assert_no_scale(1e-200, -1e-200, true);
}

static struct scale other;
static size_t first_rows;

static void measure(void *X)
{
    size_t wrong;

    scale_measure(&other, X, first_rows, true, &wrong);
}

static void apply(void *X)
{
    scale_apply(&other, X);
}

static void a_scale_must_fit(void **state)
{
    struct matrix *X = matrix_new(2, 2), *two = matrix_new(1, 2), *three = matrix_new(1, 3);

    (void)state;
    first_rows = 3;
    assert_stops(measure, X, "scale_measure: broken promise: rows <= X->rows");
    other = (struct scale){three, NULL};
    assert_stops(apply, X, "scale_apply: broken promise: !s->mean || s->mean->cols == X->cols");
    other = (struct scale){two, three};
    assert_stops(apply, X, "scale_apply: broken promise: !s->deviation");
    other = (struct scale){NULL, two};
    assert_stops(apply, X, "scale_apply: broken promise: !s->deviation");
    free_matrices(X, two, three);
}

/* Each row stays whole; three rows have six orders, and sixty seeds find them all. */
static void a_seed_decides_the_order_of_the_rows(void **state)
{
    bool found[3][3] = {{false}};

    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct dataset d = {.X = matrix_of(3, 2, (double[]){0, 10, 1, 11, 2, 12}),
                            .Y = matrix_of(3, 1, (double[]){0, 1, 2})},
                       again = {.X = matrix_clone(d.X), .Y = matrix_clone(d.Y)};

        dataset_shuffle(&d, seed);
        dataset_shuffle(&again, seed);
        assert_matrix_same(d.X, again.X);
        for (size_t n = 0; n < 3; n++)
            assert_true(d.X->v[2 * n] == d.Y->v[n] && d.X->v[2 * n + 1] == 10 + d.Y->v[n]);
        assert_close(d.Y->v[0] + d.Y->v[1] + d.Y->v[2], 3, 0);
        assert_true(d.Y->v[0] != d.Y->v[1] && d.Y->v[1] != d.Y->v[2]);
        found[(size_t)d.Y->v[0]][(size_t)d.Y->v[1]] = true;
        dataset_free(&d);
        dataset_free(&again);
    }
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(found[i / 3][i % 3], i / 3 != i % 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_is_as_the_article_prints_it),
        cmocka_unit_test(labels_are_the_xor_of_the_signs),
        cmocka_unit_test(all_four_quadrants_are_there),
        cmocka_unit_test(observations_are_numpys_and_fewer_rows_are_the_first_of_more),
        cmocka_unit_test(weights_of_other_shapes_are_numpys),
        cmocka_unit_test(weights_fill_an_interval_that_shrinks_with_the_inputs),
        cmocka_unit_test(wrong_shapes_stop_the_program),
        cmocka_unit_test(a_scale_is_that_of_the_rows_trained_on),
        cmocka_unit_test(without_deviations_only_gaps_are_filled),
        cmocka_unit_test(a_column_without_a_scale_is_named),
        cmocka_unit_test(a_scale_must_fit),
        cmocka_unit_test(a_seed_decides_the_order_of_the_rows),
    };

    return cmocka_run_group_tests_name("dataset", tests, NULL, NULL);
}
