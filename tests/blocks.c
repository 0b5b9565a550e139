/* Mortar above brick 6: the same numbers as network_train, block by block. */
#include "test.h"

#include "allocations.h"
#include "blocks.h"
#include "dataset.h"

#include <math.h>
#include <stdlib.h>

/* e's network for fewer rows, with the same weights. */
static struct network *network_for(const struct example *e, size_t rows)
{
    const struct matrix *W1 = e->net->W1, *W2 = e->net->W2;
    struct network *net = network_new(rows, W1->rows, W1->cols, W2->cols);

    for (size_t i = 0; i < W1->rows * W1->cols; i++)
        net->W1->v[i] = W1->v[i];
    for (size_t i = 0; i < W2->rows * W2->cols; i++)
        net->W2->v[i] = W2->v[i];
    return net;
}

static void blocks_are_as_large_as_fits(void **state)
{
    (void)state;
    assert_int_equal(blocks_size(1, 3), 1);
    assert_int_equal(blocks_size(300, 50), 300);
    assert_int_equal(blocks_size(4096, 1024), 32);
    assert_int_equal(blocks_size(33, 1024), 32);
    assert_int_equal(blocks_size(32, 1024), 32);
    assert_int_equal(blocks_size(10, 1000000), 1);
}

/* Any size of block, also those that do not divide the rows, and both gradients: the sums are
 * added in another order, and that is all. */
static void a_step_in_blocks_is_the_step(void **state)
{
    struct rng r;

    (void)state;
    double size = 0;

    rng_seed(&r, 40);
    for (int round = 0; round < 300; round++) {
        struct example e = example_random(&r, 1, round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT);
        size_t N = e.X->rows;
        struct network *net = network_for(&e, random_between(&r, 1, N));
        struct blocks *b = blocks_new(net, N);
        double Loss = example_step(&e);

        assert_close(blocks_gradient(b, net, e.X, e.Y, &e.how) / Loss, 1, 1e-14);
        assert_close(net->data_loss, e.net->data_loss, 1e-14);
        assert_close(net->ridge_loss, e.net->ridge_loss, 0);
        size += matrix_sum_squares(net->dLoss_dW1);
        assert_matrix_close(net->dLoss_dW1, e.net->dLoss_dW1, 1e-13);
        assert_matrix_close(net->dLoss_dW2, e.net->dLoss_dW2, 1e-13);
        blocks_free(b);
        network_free(net);
        example_free(&e);
    }
    assert_true(size > 100); /* gradients of nothing would agree */
}

struct record {
    size_t epoch[16], count, stop_after;
    double Loss[16];
};

static bool note(void *context, const struct network *net, size_t epoch)
{
    struct record *r = context;

    r->epoch[r->count] = epoch;
    r->Loss[r->count++] = net->data_loss + net->ridge_loss;
    return r->count != r->stop_after;
}

static struct example article(size_t rows, size_t hidden, enum gradient gradient)
{
    struct example e = {matrix_new(rows, 2), matrix_new(rows, 2), network_new(rows, 2, hidden, 2),
                        {0.003, 1e-3, gradient}};

    dataset_xor(e.X, e.Y, 0);
    dataset_weights(e.net->W1, e.net->W2, 2017);
    return e;
}

static void a_run_in_blocks_is_the_run(void **state)
{
    (void)state;
    for (int g = 0; g < 2; g++) {
        struct example e = article(50, 10, g ? GRADIENT_ARTICLE : GRADIENT_EXACT);
        struct network *net = network_for(&e, 7);
        struct blocks *b = blocks_new(net, 50);
        struct record one = {.count = 0}, other = {.count = 0};

        assert_int_equal(network_train(e.net, e.X, e.Y, &e.how, 0, 500, 100, note, &one), 500);
        assert_int_equal(blocks_train(b, net, e.X, e.Y, &e.how, 0, 500, 100, note, &other), 500);
        assert_int_equal(other.count, one.count);
        for (size_t i = 0; i < one.count; i++) {
            assert_int_equal(other.epoch[i], one.epoch[i]);
            assert_close(other.Loss[i] / one.Loss[i], 1, 1e-12);
        }
        for (size_t i = 0; i < 20; i++) {
            assert_close(net->W1->v[i] / e.net->W1->v[i], 1, 1e-12);
            assert_close(net->W2->v[i] / e.net->W2->v[i], 1, 1e-12);
        }
        assert_int_equal(net->N, 7);
        blocks_free(b);
        network_free(net);
        example_free(&e);
    }
}

static void one_block_is_network_train_to_the_last_bit(void **state)
{
    struct example e = article(50, 10, GRADIENT_ARTICLE), same = example_copy(&e);
    struct blocks *b = blocks_new(same.net, 50);

    (void)state;
    network_train(e.net, e.X, e.Y, &e.how, 0, 100, 0, NULL, NULL);
    blocks_train(b, same.net, same.X, same.Y, &same.how, 0, 100, 0, NULL, NULL);
    assert_matrix_same(same.net->W1, e.net->W1);
    assert_matrix_same(same.net->W2, e.net->W2);
    blocks_free(b);
    example_free(&e);
    example_free(&same);
}

static void a_recorder_that_says_no_ends_the_run_before_its_update(void **state)
{
    struct example e = article(50, 10, GRADIENT_EXACT), again = example_copy(&e);
    struct network *net = network_for(&e, 20);
    struct blocks *b = blocks_new(net, 50);
    struct record r = {.stop_after = 2};

    (void)state;
    assert_int_equal(blocks_train(b, net, e.X, e.Y, &e.how, 0, 100, 10, note, &r), 10);
    network_train(again.net, again.X, again.Y, &again.how, 0, 10, 0, NULL, NULL);
    assert_matrix_close(net->W1, again.net->W1, 1e-13);
    blocks_free(b);
    network_free(net);
    example_free(&e);
    example_free(&again);
}

/* The article's ridge, strong enough to explode at once. */
static void a_loss_that_is_not_finite_ends_the_run_as_in_network_train(void **state)
{
    struct example e = article(50, 10, GRADIENT_ARTICLE);
    struct network *net = network_for(&e, 9);
    struct blocks *b = blocks_new(net, 50);
    size_t end;

    (void)state;
    e.how = (struct training){1, 1, GRADIENT_ARTICLE};
    end = network_train(e.net, e.X, e.Y, &e.how, 0, 1000, 0, NULL, NULL);
    assert_in_range(end, 2, 100);
    assert_int_equal(blocks_train(b, net, e.X, e.Y, &e.how, 0, 1000, 0, NULL, NULL), end);
    assert_true(!isfinite(net->data_loss + net->ridge_loss));
    for (size_t i = 0; i < 20; i++) {
        assert_true(isfinite(net->W1_before->v[i]));
        assert_close(net->W1_before->v[i] / e.net->W1_before->v[i], 1, 1e-12);
        assert_close(net->W2_before->v[i] / e.net->W2_before->v[i], 1, 1e-12);
    }
    blocks_free(b);
    network_free(net);
    example_free(&e);
}

static void training_in_blocks_allocates_nothing(void **state)
{
    struct example e = article(50, 10, GRADIENT_ARTICLE);
    struct network *net = network_for(&e, 9);
    size_t before = allocations;
    struct blocks *b = blocks_new(net, 50);

    (void)state;
    assert_true(allocations >= before + 5); /* the counter counts */
    before = allocations;
    blocks_train(b, net, e.X, e.Y, &e.how, 0, 100, 0, NULL, NULL);
    assert_int_equal(allocations, before);
    blocks_free(b);
    blocks_free(NULL);
    network_free(net);
    example_free(&e);
}

static void call_train(void *context)
{
    struct example *e = context;
    struct network *net = network_for(e, 9);

    blocks_train(blocks_new(net, 49), net, e->X, e->Y, &e->how, 0, 1, 0, NULL, NULL);
}

static void wrong_shapes_stop_the_program(void **state)
{
    struct example e = article(50, 10, GRADIENT_EXACT);

    (void)state;
    assert_stops(call_train, &e, "blocks_gradient: broken promise");
    example_free(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_as_large_as_fits),
        cmocka_unit_test(a_step_in_blocks_is_the_step),
        cmocka_unit_test(a_run_in_blocks_is_the_run),
        cmocka_unit_test(one_block_is_network_train_to_the_last_bit),
        cmocka_unit_test(a_recorder_that_says_no_ends_the_run_before_its_update),
        cmocka_unit_test(a_loss_that_is_not_finite_ends_the_run_as_in_network_train),
        cmocka_unit_test(training_in_blocks_allocates_nothing),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("blocks", tests, NULL, NULL);
}
