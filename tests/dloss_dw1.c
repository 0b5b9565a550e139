/* Brick 5.  Known answers are by hand and from the article's worked example; random networks check
 * what one row with lambda 0 cannot. */
#include "test.h"

#include "dloss_dw1.h"
#include "finite_difference.h"

#include <math.h>

static void small_gradients_are_those_by_hand(void **state)
{
    (void)state;
    struct matrix *dz2 = matrix_of(2, 2, (double[]){1, 2, -1, 4});
    struct matrix *W2 = matrix_of(3, 2, (double[]){1, -1, 2, 0, 0.5, -2});
    struct matrix *h1 = matrix_of(2, 3, (double[]){0.5, 0.25, 0.75, 0.5, 0.5, 0.25});
    struct matrix *X = matrix_of(2, 1, (double[]){4, 8});
    struct matrix *W1 = matrix_of(1, 3, (double[]){1, -2, 3});
    struct matrix *dh = matrix_new(2, 3), *dh_dz = matrix_new(2, 3), *dz = matrix_new(2, 3);
    struct matrix *dW = matrix_new(1, 3);

    dloss_dh1(dh, dz2, W2);
    assert_entries(dh, 0, -1, 2, -3.5, -5, -2, -8.5);
    dloss_dz1(dz, dh_dz, dh, h1);
    assert_entries(dh_dz, 0, 0.25, 0.1875, 0.1875, 0.25, 0.25, 0.1875);
    assert_entries(dz, 0, -0.25, 0.375, -0.65625, -1.25, -0.5, -1.59375);
    dloss_dw1(dW, X, dz, W1, 0);
    assert_entries(dW, 0, -11, -2.5, -15.375);
    dloss_dw1(dW, X, dz, W1, 0.5); /* + 0.5 / 2 * W1 */
    assert_entries(dW, 0, -10.75, -3, -14.625);
    free_matrices(dz2, W2, h1, X, W1, dh, dh_dz, dz, dW);
}

static void the_article_prints_this_gradient(void **state)
{
    (void)state;
    for (int g = 0; g < 2; g++) {
        struct example e = example_worked(g ? GRADIENT_ARTICLE : GRADIENT_EXACT);

        example_step(&e);
        assert_entries(e.net->dLoss_dh1, AS_PRINTED, 0.02599101, 0.01515256, 0.08274025);
        assert_entries(e.net->dh1_dz1, AS_PRINTED, 0.15774337, 0.20462656, 0.24987182);
        assert_entries(e.net->dLoss_dW1, AS_PRINTED, 0.00723246, 0.00546965, 0.03647082, 0.00164061,
                       0.00124073, 0.00827303);
        example_free(&e);
    }
}

/* Invariant 3. */
static void the_gradient_is_that_of_the_loss(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 5);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        struct matrix *dW1 = e.net->dLoss_dW1;
        struct matrix *differences = matrix_new(dW1->rows, dW1->cols);

        finite_difference(differences, e.net->W1, example_loss, &e, 1e-5);
        example_step(&e);
        assert_true(matrix_sum_squares(dW1) > 1e-5);
        assert_matrix_close(dW1, differences, 1e-9);
        matrix_free(differences);
        example_free(&e);
    }
}

/* Invariant 4, of both layers and without the ridge: the gradient is the mean of the rows'
 * gradients, so neither their order nor having each of them twice matters. */
static void the_gradient_is_a_mean_over_the_rows(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 4);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        struct matrix *W1 = e.net->W1, *W2 = e.net->W2;
        struct matrix *mean1 = matrix_new(W1->rows, W1->cols);
        struct matrix *mean2 = matrix_new(W2->rows, W2->cols);
        size_t N = e.net->N, twice[2 * 19];

        e.how.lambda = 0;
        example_step(&e);
        for (size_t n = 0; n < N; n++) {
            struct example one = example_of_rows(&e, 1, &n);

            example_step(&one);
            matrix_add_scaled(mean1, mean1, 1 / (double)N, one.net->dLoss_dW1);
            matrix_add_scaled(mean2, mean2, 1 / (double)N, one.net->dLoss_dW2);
            twice[N - 1 - n] = twice[N + n] = n;
            example_free(&one);
        }
        assert_matrix_close(e.net->dLoss_dW1, mean1, 1e-15);
        assert_matrix_close(e.net->dLoss_dW2, mean2, 1e-15);

        struct example doubled = example_of_rows(&e, 2 * N, twice);

        assert_close(example_step(&doubled), example_loss(&e), 1e-15);
        assert_matrix_close(doubled.net->dLoss_dW1, e.net->dLoss_dW1, 1e-15);
        assert_matrix_close(doubled.net->dLoss_dW2, e.net->dLoss_dW2, 1e-15);
        free_matrices(mean1, mean2);
        example_free(&doubled);
        example_free(&e);
    }
}

/* Moves column j to column j + 1, and the last to the first. */
static void rotate_columns(struct matrix *m)
{
    for (size_t r = 0; r < m->rows; r++)
        for (size_t c = m->cols - 1; c > 0; c--) {
            double x = m->v[r * m->cols + c];

            m->v[r * m->cols + c] = m->v[r * m->cols + c - 1];
            m->v[r * m->cols + c - 1] = x;
        }
}

static void rotate_rows(struct matrix *m)
{
    struct matrix *before = matrix_clone(m);

    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[(i + m->cols) % (m->rows * m->cols)] = before->v[i];
    matrix_free(before);
}

/* Invariant 5: the order of the hidden units does not matter. */
static void moving_the_hidden_units_moves_their_gradients(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 7);
    for (int round = 0; round < 300; round++) {
        enum gradient gradient = round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT;
        struct example e = example_random(&r, 1, gradient), moved = example_copy(&e);
        double Loss = example_step(&e);

        rotate_columns(moved.net->W1);
        rotate_rows(moved.net->W2);
        assert_close(example_step(&moved), Loss, 2e-14);
        rotate_columns(e.net->dLoss_dW1);
        rotate_rows(e.net->dLoss_dW2);
        assert_matrix_close(moved.net->dLoss_dW1, e.net->dLoss_dW1, 1e-13);
        assert_matrix_close(moved.net->dLoss_dW2, e.net->dLoss_dW2, 1e-13);
        example_free(&e);
        example_free(&moved);
    }
}

static void negate(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = -m->v[i];
}

/* Invariant 7: -X and -W1 give the z1 of X and W1, and a gradient of the other sign, the ridge
 * included; the article's ridge does not turn with W1. */
static void turning_X_and_W1_turns_the_gradient(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 7);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT), turned = example_copy(&e);

        negate(turned.X);
        negate(turned.net->W1);
        assert_true(example_step(&turned) == example_step(&e));
        assert_matrix_same(turned.net->h2, e.net->h2);
        assert_matrix_same(turned.net->dLoss_dW2, e.net->dLoss_dW2);
        negate(turned.net->dLoss_dW1);
        assert_matrix_same(turned.net->dLoss_dW1, e.net->dLoss_dW1);

        e.how.gradient = turned.how.gradient = GRADIENT_ARTICLE;
        example_step(&e);
        example_step(&turned);
        negate(turned.net->dLoss_dW1);
        assert_close(largest_difference(turned.net->dLoss_dW1, e.net->dLoss_dW1),
                     2 * e.how.lambda * matrix_sum_squares(e.net->W1), 1e-13);
        example_free(&e);
        example_free(&turned);
    }
}

static void call_dh1(void *shapes)
{
    struct matrix *m = shapes;

    dloss_dh1(&m[0], &m[1], &m[2]);
}

static void call_dz1(void *shapes)
{
    struct matrix *m = shapes;

    dloss_dz1(&m[0], &m[1], &m[2], &m[3]);
}

static void call_dw1(void *shapes)
{
    struct matrix *m = shapes;

    dloss_dw1(&m[0], &m[1], &m[2], &m[3], 1);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[32];
    struct matrix dh1[] = {{5, 3, v}, {5, 2, v}, {2, 3, v}}; /* W2 transposed already */
    struct matrix dz1[] = {{5, 3, v}, {5, 3, v}, {5, 2, v}, {5, 3, v}};
    struct matrix dw1[] = {{4, 3, v}, {4, 5, v}, {5, 3, v}, {4, 3, v}}; /* and X */
    struct matrix ridge[] = {{4, 3, v}, {5, 4, v}, {5, 3, v}, {3, 4, v}};

    (void)state;
    assert_stops(call_dh1, dh1, "matrix_mul_nt: broken promise");
    assert_stops(call_dz1, dz1, "broken promise");
    assert_stops(call_dw1, dw1, "matrix_mul_tn: broken promise");
    assert_stops(call_dw1, ridge, "ridge_gradient: broken promise");
}

static void a_nan_of_one_row_reaches_the_weights_of_its_inputs(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);

    (void)state;
    e.X->v[1] = NAN;
    example_step(&e);
    for (size_t i = 0; i < 6; i++)
        assert_true(isnan(e.net->dLoss_dW1->v[i]));
    e.X->v[1] = 0;
    e.Y->v[0] = NAN; /* the label reaches every unit through W2 */
    example_step(&e);
    for (size_t i = 0; i < 6; i++)
        assert_true(isnan(e.net->dLoss_dW1->v[i]));
    example_free(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_gradients_are_those_by_hand),
        cmocka_unit_test(the_article_prints_this_gradient),
        cmocka_unit_test(the_gradient_is_that_of_the_loss),
        cmocka_unit_test(the_gradient_is_a_mean_over_the_rows),
        cmocka_unit_test(moving_the_hidden_units_moves_their_gradients),
        cmocka_unit_test(turning_X_and_W1_turns_the_gradient),
        cmocka_unit_test(a_nan_of_one_row_reaches_the_weights_of_its_inputs),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("dloss_dw1", tests, NULL, NULL);
}
