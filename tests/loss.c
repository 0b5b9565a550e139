/* Brick 3.  Known answers are by hand and from the article's worked example; the derivative is
 * checked against the Loss itself. */
#include "test.h"

#include "finite_difference.h"
#include "loss.h"

#include <math.h>

static void small_losses_are_those_by_hand(void **state)
{
    (void)state;
    struct matrix *Y = matrix_of(2, 2, (double[]){1, 0, 0, 1});
    struct matrix *h2 = matrix_of(2, 2, (double[]){0.5, 0.25, 0.75, 0.5});
    struct matrix *W1 = matrix_of(1, 2, (double[]){1, -2}), *W2 = matrix_of(2, 1, (double[]){3, 0});
    struct matrix *d = matrix_new(2, 2);

    /* (1/4 + 1/16 + 9/16 + 1/4) / (2 * 2) */
    assert_close(data_loss(Y, h2), 0.28125, 0);
    /* 0.5 / (2 * 7) * (1 + 4 + 9) */
    assert_close(ridge_loss(W1, W2, 0.5, 7), 0.5, 1e-16);
    assert_close(ridge_loss(W1, W2, 0, 7), 0, 0);
    dloss_dh2(d, Y, h2);
    assert_entries(d, 0, -0.25, 0.125, 0.375, -0.25);
    assert_close(data_loss(Y, Y), 0, 0);
    dloss_dh2(d, Y, Y);
    assert_entries(d, 0, 0, 0, 0, 0);
    free_matrices(Y, h2, W1, W2, d);
}

static void the_worked_example_has_this_loss(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);
    struct matrix *d = e.net->dLoss_dh2;

    (void)state;
    step_forward(e.net);
    /* NumPy, from the article's seeds; the article does not print its Loss. */
    assert_close(data_loss(e.Y, e.net->h2), 0.30052460390129143, 2e-16);
    dloss_dh2(d, e.Y, e.net->h2);
    assert_entries(d, AS_PRINTED, -0.62833404, 0.45414264);

    /* The article's text has the labels the other way round than its program and its figures. */
    e.Y->v[0] = 0;
    e.Y->v[1] = 1;
    assert_close(data_loss(e.Y, e.net->h2), 0.21804791926825767, 2e-16);
    example_free(&e);
}

static double loss_of_h2(void *context)
{
    struct example *e = context;

    return data_loss(e->Y, e->net->h2);
}

/* Invariant 3, for h2: a quadratic has no third derivative, so only rounding remains. */
static void the_derivative_is_that_of_the_loss(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 3);
    for (int round = 0; round < 200; round++) {
        struct example e = example_random(&r, 2, GRADIENT_EXACT);
        struct matrix *d = e.net->dLoss_dh2, *differences = matrix_new(d->rows, d->cols);

        step_forward(e.net);
        dloss_dh2(d, e.Y, e.net->h2);
        finite_difference(differences, e.net->h2, loss_of_h2, &e, 1e-3);
        assert_matrix_close(d, differences, 1e-12);
        assert_true(matrix_sum_squares(d) > 1e-3);
        matrix_free(differences);
        example_free(&e);
    }
}

/* Invariant 4: the loss of many rows is the mean of the losses of each. */
static void the_loss_is_a_mean_over_the_rows(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 4);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        size_t N = e.net->N, out = e.Y->cols;
        double sum = 0;

        step_forward(e.net);
        for (size_t n = 0; n < N; n++) {
            struct matrix Y = {1, out, &e.Y->v[n * out]}, h2 = {1, out, &e.net->h2->v[n * out]};

            sum += data_loss(&Y, &h2);
        }
        assert_close(data_loss(e.Y, e.net->h2), sum / (double)N, 1e-15);
        example_free(&e);
    }
}

/* Invariant 12: an answer is never off by 1.  So the data loss of two classes is below 1, and a
 * Loss of 1 or more is the price of large weights. */
static void each_answer_adds_less_than_a_half(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 12);
    for (int round = 0; round < 1000; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        double loss;

        for (size_t i = 0; i < e.net->W2->rows * e.net->W2->cols; i++)
            e.net->W2->v[i] *= 3;
        step_forward(e.net);
        loss = data_loss(e.Y, e.net->h2);
        assert_true(loss > 0 && loss < (double)e.Y->cols / 2);
        example_free(&e);
    }
}

static void the_ridge_grows_with_the_square_of_the_weights(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 11);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        struct matrix *W1 = e.net->W1, *W2 = e.net->W2;
        double squares = matrix_sum_squares(W1) + matrix_sum_squares(W2), l = e.how.lambda;
        double before = ridge_loss(W1, W2, l, e.net->N);

        assert_close(before / squares, l / (2 * (double)e.net->N), 1e-15);
        /* each counts once */
        assert_close(ridge_loss(W2, W1, l, e.net->N), before, 1e-15 * before);
        for (size_t i = 0; i < W1->rows * W1->cols; i++)
            W1->v[i] *= -2;
        for (size_t i = 0; i < W2->rows * W2->cols; i++)
            W2->v[i] *= -2;
        assert_close(ridge_loss(W1, W2, l, e.net->N), 4 * before, 0);
        example_free(&e);
    }
}

static void a_nan_and_an_infinity_are_not_lost(void **state)
{
    (void)state;
    struct matrix *Y = matrix_of(1, 2, (double[]){1, 0}), *h2 = matrix_of(1, 2, (double[]){1, NAN});
    struct matrix *W = matrix_of(1, 2, (double[]){INFINITY, 1}), *d = matrix_new(1, 2);

    assert_true(isnan(data_loss(Y, h2)));
    dloss_dh2(d, Y, h2);
    assert_true(d->v[0] == 0 && isnan(d->v[1]));
    assert_true(isinf(ridge_loss(W, Y, 1, 1)));
    assert_true(isinf(ridge_loss(Y, W, 1, 1)));
    assert_true(isnan(ridge_loss(h2, Y, 1, 1)));
    free_matrices(Y, h2, W, d);
}

static void call_loss(void *shapes)
{
    struct matrix *m = shapes;

    data_loss(&m[1], &m[2]);
}

static void call_derivative(void *shapes)
{
    struct matrix *m = shapes;

    dloss_dh2(&m[0], &m[1], &m[2]);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[6];
    struct matrix inputs[] = {{2, 3, v}, {2, 3, v}, {3, 2, v}};
    struct matrix output[] = {{2, 2, v}, {2, 3, v}, {2, 3, v}};
    struct matrix rows[] = {{2, 3, v}, {2, 3, v}, {1, 3, v}},
                  cols[] = {{2, 3, v}, {2, 3, v}, {2, 2, v}};
    struct matrix fewer[] = {{1, 3, v}, {2, 3, v}, {2, 3, v}};

    (void)state;
    assert_stops(call_loss, inputs, "data_loss: broken promise");
    assert_stops(call_derivative, inputs, "where dLoss_dh2, Y, h2 = 2x3 2x3 3x2");
    assert_stops(call_loss, rows, "data_loss: broken promise");
    assert_stops(call_loss, cols, "data_loss: broken promise");
    assert_stops(call_derivative, rows, "dloss_dh2: broken promise: Y->rows");
    assert_stops(call_derivative, cols, "dloss_dh2: broken promise: Y->rows");
    assert_stops(call_derivative, fewer, "where dLoss_dh2, Y, h2 = 1x3 2x3 2x3");
    assert_stops(call_derivative, output, "where dLoss_dh2, Y, h2 = 2x2 2x3 2x3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_losses_are_those_by_hand),
        cmocka_unit_test(the_worked_example_has_this_loss),
        cmocka_unit_test(the_derivative_is_that_of_the_loss),
        cmocka_unit_test(the_loss_is_a_mean_over_the_rows),
        cmocka_unit_test(each_answer_adds_less_than_a_half),
        cmocka_unit_test(the_ridge_grows_with_the_square_of_the_weights),
        cmocka_unit_test(a_nan_and_an_infinity_are_not_lost),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("loss", tests, NULL, NULL);
}
