/* Brick 4.  Known answers are by hand and from the article's worked example, which has one row and
 * lambda 0 and so would not notice a missing 1/N or a wrong ridge: random networks do. */
#include "test.h"

#include "dloss_dw2.h"
#include "finite_difference.h"
#include "loss.h"

#include <float.h>
#include <math.h>

static void small_gradients_are_those_by_hand(void **state)
{
    (void)state;
    struct matrix *d = matrix_of(2, 2, (double[]){2, -4, 8, 16});
    struct matrix *h2 = matrix_of(2, 2, (double[]){0.5, 0.25, 0.75, 0.5});
    struct matrix *h1 = matrix_of(2, 3, (double[]){0.5, 1, 0.25, 0.25, 0.5, 0.125});
    struct matrix *W2 = matrix_of(3, 2, (double[]){1, -1, 2, 0, 0, -2});
    struct matrix *dz = matrix_new(2, 2), *dh_dz = matrix_new(2, 2), *dW = matrix_new(3, 2);

    dloss_dz2(dz, dh_dz, d, h2);
    assert_entries(dh_dz, 0, 0.25, 0.1875, 0.1875, 0.25);
    assert_entries(dz, 0, 0.5, -0.75, 1.5, 4);
    dloss_dw2(dW, h1, dz, W2, 0);
    assert_entries(dW, 0, 0.625, 0.625, 1.25, 1.25, 0.3125, 0.3125);
    dloss_dw2(dW, h1, dz, W2, 0.5); /* + 0.5 / 2 * W2 */
    assert_entries(dW, 0, 0.875, 0.375, 1.75, 1.25, 0.3125, -0.1875);
    free_matrices(d, h2, h1, W2, dz, dh_dz, dW);
}

static void a_bias_adds_up_its_column_and_descends_as_weights_do(void **state)
{
    (void)state;
    struct matrix *dz = matrix_of(3, 2, (double[]){1, -2, 4, 8, 16, 0.5}), *db = matrix_new(1, 2);
    struct matrix *b = matrix_of(1, 2, (double[]){100, 200}), *b_new = matrix_new(1, 2);

    dloss_db(db, dz);
    assert_entries(db, 0, 21, 6.5);
    descend(b_new, b, 2, db);
    assert_entries(b_new, 0, 58, 187);
    assert_entries(b, 0, 100, 200);
    dloss_db(NULL, dz); /* no bias */
    descend(NULL, NULL, 2, NULL);
    free_matrices(dz, db, b, b_new);
}

static void add_up_a_wrong_shape(void *context)
{
    dloss_db(context, context);
}

static void add_up_into_a_long_row(void *context)
{
    struct matrix *row = matrix_new(1, 3);

    dloss_db(row, context);
}

static void a_gradient_of_biases_is_one_row(void **state)
{
    static double v[4];
    struct matrix m = {2, 2, v};

    (void)state;
    assert_stops(add_up_a_wrong_shape, &m, "dloss_db: broken promise: dLoss_db->rows == 1");
    assert_stops(add_up_into_a_long_row, &m, "dLoss_db->cols == dLoss_dz->cols");
}

static void the_article_prints_this_gradient(void **state)
{
    (void)state;
    for (int g = 0; g < 2; g++) {
        struct example e = example_worked(g ? GRADIENT_ARTICLE : GRADIENT_EXACT);

        example_step(&e);
        assert_entries(e.net->dh2_dz2, AS_PRINTED, 0.23353037, 0.24789710);
        /* Printed nowhere; the figure for dLoss_dW1 has dh2_dz2 in its place. */
        assert_entries(e.net->dLoss_dz2, AS_PRINTED, -0.14673508, 0.11258065);
        assert_entries(e.net->dLoss_dW2, AS_PRINTED, -0.02879856, 0.02209533, -0.10462365,
                       0.08027117, -0.07170623, 0.05501570);
        example_free(&e);
    }
}

/* Invariant 3. */
static void the_gradient_is_that_of_the_loss(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 3);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        struct matrix *dW2 = e.net->dLoss_dW2;
        struct matrix *differences = matrix_new(dW2->rows, dW2->cols);

        finite_difference(differences, e.net->W2, example_loss, &e, 1e-5);
        example_step(&e);
        assert_true(matrix_sum_squares(dW2) > 1e-4);
        assert_matrix_close(dW2, differences, 1e-9);
        matrix_free(differences);
        example_free(&e);
    }
}

static void reverse_columns(struct matrix *m)
{
    for (size_t r = 0; r < m->rows; r++)
        for (size_t c = 0; c < m->cols / 2; c++) {
            double *left = &m->v[r * m->cols + c], *right = &m->v[(r + 1) * m->cols - 1 - c];
            double x = *left;

            *left = *right;
            *right = x;
        }
}

/* Invariant 9: it does not matter which class is called the first. */
static void renaming_the_classes_moves_the_columns_of_the_gradient(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 9);
    for (int round = 0; round < 300; round++) {
        enum gradient gradient = round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT;
        struct example e = example_random(&r, 1, gradient), m = example_copy(&e);
        double Loss = example_step(&e);

        reverse_columns(m.Y);
        reverse_columns(m.net->W2);
        assert_close(example_step(&m), Loss, 1e-14);
        reverse_columns(m.net->dLoss_dW2);
        assert_matrix_close(m.net->dLoss_dW2, e.net->dLoss_dW2, 2e-13);
        assert_matrix_close(m.net->dLoss_dW1, e.net->dLoss_dW1, 2e-13);
        example_free(&e);
        example_free(&m);
    }
}

/* Invariant 10: one row leaves one direction, so each 2 x 2 minor is 0; and where every answer is
 * right, nothing is left to improve. */
static void one_row_gives_rank_one_and_right_answers_give_zero(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 10);
    for (int round = 0; round < 300; round++) {
        struct example all = example_random(&r, 1, GRADIENT_EXACT);
        struct example e = example_of_rows(&all, 1, (size_t[]){0});
        const double *v = e.net->dLoss_dW2->v;
        size_t hidden = e.net->W2->rows, out = e.net->W2->cols;

        e.how.lambda = all.how.lambda = 0;
        example_step(&e);
        for (size_t j = 1; j < hidden; j++)
            for (size_t k = 1; k < out; k++)
                assert_close(v[0] * v[j * out + k], v[k] * v[j * out],
                             2 * DBL_EPSILON * fabs(v[k] * v[j * out]));

        step_forward(all.net);
        all.net->Y = all.net->h2;
        step_backward(all.net, &all.how);
        assert_true(matrix_sum_squares(all.net->dLoss_dW2) == 0);
        assert_true(matrix_sum_squares(all.net->dLoss_dW1) == 0);
        example_free(&e);
        example_free(&all);
    }
}

/* Invariant 11: the ridge is odd, and along W it is twice its price. */
static void the_ridge_pulls_towards_zero(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 11);
    for (int round = 0; round < 300; round++) {
        size_t n = random_between(&r, 1, 11), k = random_between(&r, 2, 11);
        size_t N = random_between(&r, 1, 19);
        double lambda = 0.1 + rng_uniform(&r), along = 0;
        struct matrix *W = matrix_random(&r, n, k), *zero = matrix_new(n, k);
        struct matrix *minus = matrix_new(n, k), *a = matrix_new(n, k), *b = matrix_new(n, k);

        matrix_add_scaled(minus, zero, -1, W);
        ridge_gradient(a, W, lambda, N);
        ridge_gradient(b, minus, lambda, N);
        for (size_t i = 0; i < n * k; i++) {
            assert_true(b->v[i] == -a->v[i]);
            along += a->v[i] * W->v[i];
        }
        assert_close(along / (2 * ridge_loss(W, zero, lambda, N)), 1, 1e-14);

        matrix_copy(a, zero);
        ridge_gradient(a, W, 0, N);
        ridge_gradient(a, zero, lambda, N);
        assert_matrix_same(a, zero);
        free_matrices(W, zero, minus, a, b);
    }
}

/* Invariant 12: |h2 - y| h2 (1 - h2) is at most 4/27, at h2 = 2/3 or 1/3, and h1 is below 1. */
static void no_entry_of_the_data_gradient_passes_four_27ths(void **state)
{
    double largest = 0;
    struct rng r;

    (void)state;
    rng_seed(&r, 12);
    for (int round = 0; round < 1000; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);

        e.how.lambda = 0;
        example_step(&e);
        for (size_t i = 0; i < e.net->W2->rows * e.net->W2->cols; i++)
            largest = fmax(largest, fabs(e.net->dLoss_dW2->v[i]));
        example_free(&e);
    }
    assert_true(largest <= 4.0 / 27);
    assert_true(largest > 0.9 * 4 / 27); /* and some come near it */
}

static void a_nan_is_not_lost(void **state)
{
    (void)state;
    struct matrix *d = matrix_of(1, 2, (double[]){0, NAN}), *h = matrix_of(1, 2, (double[]){0, 1});
    struct matrix *dz = matrix_new(1, 2), *dh_dz = matrix_new(1, 2), *dW = matrix_new(2, 2);

    dloss_dz2(dz, dh_dz, d, h); /* nan, though its other factor is 0 */
    assert_true(dz->v[0] == 0 && isnan(dz->v[1]));
    dloss_dw2(dW, h, dz, dW, 0);
    assert_true(dW->v[0] == 0 && isnan(dW->v[1]) && dW->v[2] == 0 && isnan(dW->v[3]));
    free_matrices(d, h, dz, dh_dz, dW);
}

static void call_dz2(void *shapes)
{
    struct matrix *m = shapes;

    dloss_dz2(&m[0], &m[1], &m[2], &m[3]);
}

static void call_dw2(void *shapes)
{
    struct matrix *m = shapes;

    dloss_dw2(&m[0], &m[1], &m[2], &m[3], 1);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[16];
    struct matrix dz2[][4] = {
        {{2, 2, v}, {2, 2, v}, {2, 2, v}, {2, 3, v}},
        {{2, 2, v}, {2, 3, v}, {2, 2, v}, {2, 3, v}},
        {{2, 2, v}, {2, 3, v}, {2, 3, v}, {2, 3, v}},
        {{2, 3, v}, {2, 3, v}, {3, 2, v}, {2, 3, v}},
    };
    struct matrix dw2[][4] = {
        {{3, 2, v}, {3, 4, v}, {4, 2, v}, {3, 2, v}}, /* h1 not transposed */
        {{2, 3, v}, {4, 3, v}, {4, 2, v}, {3, 2, v}},
        {{3, 2, v}, {4, 3, v}, {4, 2, v}, {2, 3, v}},
    };

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_stops(call_dz2, dz2[i], "broken promise");
    assert_stops(call_dw2, dw2[0], "matrix_mul_tn: broken promise");
    assert_stops(call_dw2, dw2[1], "matrix_mul_tn: broken promise");
    assert_stops(call_dw2, dw2[2], "ridge_gradient: broken promise");
    dw2[2][3] = (struct matrix){3, 3, v};
    assert_stops(call_dw2, dw2[2], "ridge_gradient: broken promise");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_gradients_are_those_by_hand),
        cmocka_unit_test(a_bias_adds_up_its_column_and_descends_as_weights_do),
        cmocka_unit_test(a_gradient_of_biases_is_one_row),
        cmocka_unit_test(the_article_prints_this_gradient),
        cmocka_unit_test(the_gradient_is_that_of_the_loss),
        cmocka_unit_test(renaming_the_classes_moves_the_columns_of_the_gradient),
        cmocka_unit_test(one_row_gives_rank_one_and_right_answers_give_zero),
        cmocka_unit_test(the_ridge_pulls_towards_zero),
        cmocka_unit_test(no_entry_of_the_data_gradient_passes_four_27ths),
        cmocka_unit_test(a_nan_is_not_lost),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("dloss_dw2", tests, NULL, NULL);
}
