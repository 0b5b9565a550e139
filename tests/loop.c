/* Brick 6.  Known answers are from the article's worked example and from tests/numpy_loop.py. */
#include "test.h"

#include "allocations.h"
#include "dataset.h"
#include "finite_difference.h"
#include "numpy_loop.h"

#include <math.h>
#include <stdlib.h>

/* Makes the article's training: `rows` of its observations, its starting weights. */
static struct example article(size_t rows, size_t hidden, enum gradient gradient)
{
    struct example e = {matrix_new(rows, 2),
                        matrix_new(rows, 2),
                        step_new(rows, 2, hidden, 2, BIAS_NONE),
                        {0.003, 0.001, gradient}};

    step_observe(e.net, e.X, e.Y);
    dataset_xor(e.X, e.Y, 0);
    dataset_weights(e.net->W1, e.net->W2, 2017);
    return e;
}

static size_t train_from(struct example *e, size_t first, size_t last)
{
    return train(e->net, &e->how, first, last, 0, NULL, NULL);
}

static void one_step_makes_the_articles_new_weights(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);

    (void)state;
    assert_int_equal(train_from(&e, 0, 1), 1);
    /* NumPy, from the article's seeds: the Loss before and after. */
    assert_close(e.net->data_loss->v[0] + e.net->ridge_loss->v[0], 0.30052460390129143, 2e-16);
    assert_entries(e.net->W1, AS_PRINTED, -0.67747178, 0.37768878, -0.07368900, -0.53663683,
                   0.60920372, 0.21148795);
    assert_entries(e.net->W2, AS_PRINTED, -0.41488852, -0.30995026, -0.31573451, -0.27714495,
                   -0.44694491, 0.15225557);
    assert_close(example_loss(&e), 0.3004962440099964, 2e-16);
    example_free(&e);
}

/* Both gradients are taken before either of the weights moves. */
static void a_step_is_its_four_parts(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 6);
    for (int round = 0; round < 100; round++) {
        struct example e = example_random(&r, 1, round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT);
        struct example by_hand = example_copy(&e);
        struct step *net = by_hand.net;

        e.how.lr = by_hand.how.lr = 0.1;
        train_from(&e, 0, 3);
        for (int epoch = 0; epoch < 3; epoch++) {
            example_step(&by_hand);
            for (size_t i = 0; i < net->W1->rows * net->W1->cols; i++)
                net->W1->v[i] -= 0.1 * net->dLoss_dW1->v[i];
            for (size_t i = 0; i < net->W2->rows * net->W2->cols; i++)
                net->W2->v[i] -= 0.1 * net->dLoss_dW2->v[i];
        }
        assert_matrix_same(e.net->W1, net->W1);
        assert_matrix_same(e.net->W2, net->W2);
        example_free(&e);
        example_free(&by_hand);
    }
}

/* L(W - a dL) = L - a |dL|^2 + O(a^2): the Loss falls, and by as much as the gradient says. */
static void a_small_step_lowers_the_loss_as_the_gradient_says(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 1);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        double before = example_step(&e), square;

        square = matrix_sum_squares(e.net->dLoss_dW1) + matrix_sum_squares(e.net->dLoss_dW2);
        e.how.lr = 1e-6;
        train_from(&e, 0, 1);
        assert_true(square > 1e-3);
        assert_close((before - example_loss(&e)) / (1e-6 * square), 1, 1e-5);
        example_free(&e);
    }
}

static double loss_of_step(void *context)
{
    step_forward(context);
    return step_loss(context, 0.3);
}

/* Weights and biases are random numbers, so that none is at a special place. */
static void every_gradient_is_that_of_the_loss(void **state)
{
    struct training how = {0, 0.3, GRADIENT_EXACT};
    struct rng r;

    (void)state;
    rng_seed(&r, 8);
    for (int round = 0; round < 50; round++) {
        struct example e = example_random(&r, 1, GRADIENT_EXACT);
        struct step *s = step_new(e.net->N, e.net->in, e.net->hidden, e.net->out, BIAS_TRAINED);
        struct matrix *W[] = {s->W1, s->b1, s->W2, s->b2};
        struct matrix *g[] = {s->dLoss_dW1, s->dLoss_db1, s->dLoss_dW2, s->dLoss_db2};

        step_observe(s, e.X, e.Y);
        for (int k = 0; k < 4; k++)
            for (size_t i = 0; i < W[k]->rows * W[k]->cols; i++)
                W[k]->v[i] = rng_normal(&r);
        step_gradient(s, &how);
        for (int k = 0; k < 4; k++) {
            struct matrix *differences = matrix_new(W[k]->rows, W[k]->cols);

            finite_difference(differences, W[k], loss_of_step, s, 1e-5);
            assert_true(matrix_largest(differences) > 1e-6);
            assert_matrix_close(g[k], differences, 1e-9);
            matrix_free(differences);
        }
        step_free(s);
        example_free(&e);
    }
}

/* Without a ridge it is N times the slope.  The slopes are those of the test above: had the
 * article's gradient passed it too, it would pass anything. */
static void the_articles_gradient_is_not_that_of_the_loss(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 3);
    for (int round = 0; round < 100; round++) {
        struct example e = example_random(&r, 2, GRADIENT_EXACT), articles = example_copy(&e);
        struct step *s = e.net, *t = articles.net;
        double N = (double)s->N;

        articles.how.gradient = GRADIENT_ARTICLE;
        example_step(&e);
        example_step(&articles);
        assert_true(largest_difference(s->dLoss_dW1, t->dLoss_dW1) > 1e-4);
        assert_true(largest_difference(s->dLoss_dW2, t->dLoss_dW2) > 1e-3);
        e.how.lambda = articles.how.lambda = 0;
        example_step(&e);
        example_step(&articles);
        matrix_add_scaled(s->dLoss_dW1, s->dLoss_dW1, N - 1, s->dLoss_dW1);
        matrix_add_scaled(s->dLoss_dW2, s->dLoss_dW2, N - 1, s->dLoss_dW2);
        assert_matrix_close(t->dLoss_dW1, s->dLoss_dW1, 1e-13);
        assert_matrix_close(t->dLoss_dW2, s->dLoss_dW2, 1e-13);
        example_free(&e);
        example_free(&articles);
    }
}

static void ridge_of_another_shape(void *matrices)
{
    struct matrix **m = matrices;

    article_ridge(m[0], m[1], 1);
}

/* The exact ridge pulls towards zero; this one pushes W and -W the same way. */
static void the_articles_ridge_is_one_number(void **state)
{
    struct matrix *W = matrix_of(1, 2, (double[]){1, -2}),
                  *minus = matrix_of(1, 2, (double[]){-1, 2});
    struct matrix *g = matrix_of(1, 2, (double[]){10, 20}), *tall = matrix_new(2, 1);
    struct matrix *three = matrix_new(1, 3);

    (void)state;
    article_ridge(g, W, 0.5); /* 0.5 * (1 + 4) */
    assert_entries(g, 0, 12.5, 22.5);
    article_ridge(g, minus, 0.5);
    assert_entries(g, 0, 15, 25);
    assert_stops(ridge_of_another_shape, ((struct matrix *[]){W, tall}), "article_ridge: broken");
    assert_stops(ridge_of_another_shape, ((struct matrix *[]){W, three}), "article_ridge: broken");
    free_matrices(W, minus, g, tall, three);
}

static void the_new_weights_take_their_places(void **state)
{
    struct step *s = step_new(0, 1, 1, 1, BIAS_TRAINED);

    (void)state;
    s->W1->v[0] = 1, s->b1->v[0] = 2, s->W2->v[0] = 3, s->b2->v[0] = 4;
    s->dLoss_dW1->v[0] = 10, s->dLoss_db1->v[0] = 20, s->dLoss_dW2->v[0] = 30,
    s->dLoss_db2->v[0] = 40;
    step_update(s, 0.5);
    assert_true(s->W1->v[0] == 1 && s->b1->v[0] == 2 && s->W2->v[0] == 3 && s->b2->v[0] == 4);
    step_next(s);
    assert_true(s->W1->v[0] == -4 && s->b1->v[0] == -8 && s->W2->v[0] == -12 && s->b2->v[0] == -16);
    assert_true(s->W1_new->v[0] == 1 && s->b2_new->v[0] == 4); /* the last good ones */
    step_free(s);
}

/* A network whose biases are fixed moves its weights as one does whose biases are put back after
 * each step. */
static void fixed_biases_are_added_and_stay(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);
    struct step *s = step_new(1, 2, 3, 2, BIAS_FIXED), *t = step_new(1, 2, 3, 2, BIAS_TRAINED);

    (void)state;
    e.how.lr = 0.5;
    step_copy_weights(s, e.net);
    for (size_t i = 0; i < 3; i++)
        s->b1->v[i] = 0.3 + (double)i, s->b2->v[i % 2] = -0.7;
    step_copy_weights(t, s);
    step_observe(s, e.X, e.Y);
    step_observe(t, e.X, e.Y);
    for (size_t epoch = 0; epoch < 5; epoch++) {
        train(s, &e.how, epoch, epoch + 1, 0, NULL, NULL);
        train(t, &e.how, epoch, epoch + 1, 0, NULL, NULL);
        assert_true(t->b1->v[0] != 0.3 && t->b2->v[0] != -0.7);
        matrix_copy(t->b1, s->b1);
        matrix_copy(t->b2, s->b2);
        assert_entries(s->b1, 0, 0.3, 1.3, 2.3);
        assert_entries(s->b2, 0, -0.7, -0.7);
        assert_matrix_same(s->W1, t->W1);
        assert_matrix_same(s->W2, t->W2);
    }
    assert_true(s->W1->v[0] != e.net->W1->v[0]);
    step_free(s);
    step_free(t);
    example_free(&e);
}

static void with_one_row_and_no_ridge_both_gradients_are_the_same(void **state)
{
    struct example exact = example_worked(GRADIENT_EXACT);
    struct example articles = example_worked(GRADIENT_ARTICLE);

    (void)state;
    exact.how.lr = articles.how.lr = 0.5;
    train_from(&exact, 0, 20);
    train_from(&articles, 0, 20);
    assert_matrix_same(exact.net->W1, articles.net->W1);
    assert_matrix_same(exact.net->W2, articles.net->W2);
    exact.how.lambda = articles.how.lambda = 0.1;
    train_from(&exact, 0, 1);
    train_from(&articles, 0, 1);
    assert_true(exact.net->W1->v[0] != articles.net->W1->v[0]);
    example_free(&exact);
    example_free(&articles);
}

static void a_run_in_two_parts_is_the_run_in_one(void **state)
{
    struct example whole = article(50, 10, GRADIENT_EXACT), parts = example_copy(&whole);

    (void)state;
    assert_int_equal(train_from(&whole, 0, 100), 100);
    assert_int_equal(train_from(&parts, 0, 50), 50);
    assert_int_equal(train_from(&parts, 50, 100), 100);
    assert_matrix_same(parts.net->W1, whole.net->W1);
    assert_matrix_same(parts.net->W2, whole.net->W2);
    assert_int_equal(train_from(&parts, 100, 100), 100); /* nothing to do */
    assert_matrix_same(parts.net->W1, whole.net->W1);
    example_free(&whole);
    example_free(&parts);
}

struct record {
    size_t epoch[16], count, stop_after;
    double Loss[16], W1[16];
};

static bool note(void *context, struct step *net, size_t epoch)
{
    struct record *r = context;

    r->epoch[r->count] = epoch;
    r->Loss[r->count] = net->data_loss->v[0] + net->ridge_loss->v[0];
    r->W1[r->count++] = net->W1->v[0];
    return r->count != r->stop_after;
}

static void epochs_that_every_divides_are_recorded_and_the_last(void **state)
{
    const struct {
        size_t first, last, every, count, epoch[8];
    } run[] = {
        {0, 10, 4, 4, {0, 4, 8, 9}}, {0, 9, 4, 3, {0, 4, 8}}, /* the last only once */
        {3, 10, 4, 3, {4, 8, 9}},    {5, 6, 100, 1, {5}},     {0, 5, 1, 5, {0, 1, 2, 3, 4}},
        {0, 5, 0, 0, {0}},           {5, 5, 1, 0, {0}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof run / sizeof *run; i++) {
        struct example e = example_worked(GRADIENT_EXACT);
        struct record r = {.count = 0};
        size_t next = train(e.net, &e.how, run[i].first, run[i].last, run[i].every, note, &r);

        assert_int_equal(next, run[i].last);
        assert_int_equal(r.count, run[i].count);
        assert_memory_equal(r.epoch, run[i].epoch, r.count * sizeof *r.epoch);
        example_free(&e);
    }
}

/* The recorder sees the weights that its Loss and its gradients belong to. */
static void an_epoch_is_recorded_before_its_update_and_can_be_the_last(void **state)
{
    struct example e = article(50, 10, GRADIENT_EXACT), again = example_copy(&e);
    struct record r = {.stop_after = 3};

    (void)state;
    assert_int_equal(train(e.net, &e.how, 0, 100, 5, note, &r), 10);
    assert_int_equal(r.count, 3);
    for (size_t i = 0; i < 3; i++) {
        train_from(&again, i ? r.epoch[i - 1] : 0, r.epoch[i]);
        assert_true(r.W1[i] == again.net->W1->v[0]);
        assert_true(r.Loss[i] == example_loss(&again));
    }
    assert_matrix_same(e.net->W1, again.net->W1); /* no update after false */
    assert_matrix_same(e.net->W2, again.net->W2);
    example_free(&e);
    example_free(&again);
}

/* The ridge of such large weights is infinite at once; the data loss of a nan is a nan. */
static void a_loss_that_is_not_finite_ends_the_run_before_its_update(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT), last_good = example_worked(GRADIENT_EXACT);
    struct record r = {.count = 0};

    (void)state;
    e.how = (struct training){1e200, 1, GRADIENT_EXACT}; /* the first step goes far too far */
    last_good.how = e.how;
    assert_int_equal(train(e.net, &e.how, 0, 10, 1, note, &r), 1);
    assert_int_equal(r.count, 1); /* epoch 0 alone: epoch 1 is not recorded */
    assert_matrix_same(e.net->W1_new, last_good.net->W1);
    assert_matrix_same(e.net->W2_new, last_good.net->W2);
    train_from(&last_good, 0, 1);
    assert_matrix_same(e.net->W1, last_good.net->W1); /* there was one update, not two */
    assert_matrix_same(e.net->W2, last_good.net->W2);

    last_good.X->v[0] = NAN;
    assert_int_equal(train_from(&last_good, 7, 10), 7);
    example_free(&e);
    example_free(&last_good);
}

static void a_step_of_fewer_rows_is_that_of_a_network_made_for_them(void **state)
{
    struct example all = article(50, 10, GRADIENT_EXACT);
    const size_t row[] = {0, 1, 2, 3, 4, 5, 6};
    struct example few = example_of_rows(&all, 7, row);

    (void)state;
    all.X->rows = all.Y->rows = 7;
    step_observe(all.net, all.X, all.Y);
    assert_true(example_step(&all) == example_step(&few));
    assert_matrix_same(all.net->dLoss_dW1, few.net->dLoss_dW1);
    assert_matrix_same(all.net->dLoss_dW2, few.net->dLoss_dW2);
    assert_matrix_same(all.net->h2, few.net->h2);
    all.X->rows = all.Y->rows = 50; /* and back */
    step_observe(all.net, all.X, all.Y);
    assert_true(example_step(&all) != example_step(&few));
    assert_int_equal(all.net->h2->rows, 50);
    example_free(&all);
    example_free(&few);
}

static void training_allocates_nothing(void **state)
{
    size_t before = allocations;
    struct example e = article(50, 10, GRADIENT_ARTICLE);
    struct record r = {.count = 0};

    (void)state;
    assert_true(allocations >= before + 2 * 16 + 1); /* the counter counts */
    before = allocations;
    train(e.net, &e.how, 0, 100, 10, note, &r);
    assert_int_equal(allocations, before);
    assert_int_equal(r.count, 11);
    example_free(&e);
}

static void observe(void *context)
{
    struct example *e = context;

    step_observe(e->net, e->X, e->Y);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[8];
    struct matrix wide = {1, 3, v}, tall = {2, 2, v};
    struct example good = example_worked(GRADIENT_EXACT), e = good;

    (void)state;
    e.X = &wide;
    assert_stops(observe, &e,
                 "step_observe: broken promise: X->rows == Y->rows && X->cols == s->in");
    e.X = &tall;
    assert_stops(observe, &e, "step_observe: broken promise: X->rows == Y->rows");
    e.Y = &tall;
    assert_stops(observe, &e, "step_observe: broken promise: X->rows <= s->most");
    e.X = good.X;
    e.Y = &wide;
    assert_stops(observe, &e, "step_observe: broken promise");
    example_free(&good);
    step_free(NULL);
}

/* NumPy adds up in another order, and the difference grows over a thousand steps. */
static void a_thousand_steps_are_those_of_numpy(void **state)
{
    (void)state;
    for (size_t g = 0; g < sizeof numpy / sizeof *numpy; g++) {
        struct example e = article(50, 10, numpy[g].gradient);
        struct step *s = step_new(50, 2, 10, 2, numpy[g].bias);

        step_observe(s, e.X, e.Y);
        dataset_weights(s->W1, s->W2, 2017);
        assert_int_equal(train(s, &e.how, 0, 1000, 0, NULL, NULL), 1000);
        assert_close(s->Loss->v[0], numpy[g].Loss, 1e-12);
        for (size_t i = 0; i < 20; i++) {
            assert_close(s->W1->v[i] / numpy[g].W1[i], 1, 1e-11);
            assert_close(s->W2->v[i] / numpy[g].W2[i], 1, 1e-11);
        }
        for (size_t i = 0; s->b1 && i < 10; i++)
            assert_close(s->b1->v[i] / numpy[g].b1[i], 1, 1e-10);
        for (size_t i = 0; s->b2 && i < 2; i++)
            assert_close(s->b2->v[i] / numpy[g].b2[i], 1, 1e-10);
        step_free(s);
        example_free(&e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_makes_the_articles_new_weights),
        cmocka_unit_test(a_step_is_its_four_parts),
        cmocka_unit_test(a_small_step_lowers_the_loss_as_the_gradient_says),
        cmocka_unit_test(every_gradient_is_that_of_the_loss),
        cmocka_unit_test(the_articles_gradient_is_not_that_of_the_loss),
        cmocka_unit_test(the_articles_ridge_is_one_number),
        cmocka_unit_test(the_new_weights_take_their_places),
        cmocka_unit_test(fixed_biases_are_added_and_stay),
        cmocka_unit_test(with_one_row_and_no_ridge_both_gradients_are_the_same),
        cmocka_unit_test(a_run_in_two_parts_is_the_run_in_one),
        cmocka_unit_test(epochs_that_every_divides_are_recorded_and_the_last),
        cmocka_unit_test(an_epoch_is_recorded_before_its_update_and_can_be_the_last),
        cmocka_unit_test(a_loss_that_is_not_finite_ends_the_run_before_its_update),
        cmocka_unit_test(a_step_of_fewer_rows_is_that_of_a_network_made_for_them),
        cmocka_unit_test(training_allocates_nothing),
        cmocka_unit_test(wrong_shapes_stop_the_program),
        cmocka_unit_test(a_thousand_steps_are_those_of_numpy),
    };

    return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
