/* Minibatches: every row comes once in each epoch, every order is equally likely, and the last
 * batch counts, however few rows are left for it. */
#include "test.h"

#include "batches.h"
#include "dataset.h"

#include <string.h>

/* Trains on the same batches by hand: a network for each size, and the rows that the order
 * names. */
static void by_hand(const struct batches *b, struct step *net, const struct matrix *X,
                    const struct matrix *Y, const struct training *how)
{
    for (size_t first = 0; first < b->rows; first += b->size) {
        size_t rows = b->rows - first < b->size ? b->rows - first : b->size;
        struct example all = {(struct matrix *)(uintptr_t)X, (struct matrix *)(uintptr_t)Y, net,
                              *how};
        struct example some = example_of_rows(&all, rows, b->order + first);

        example_step(&some);
        step_update(some.net, how->lr);
        step_next(some.net);
        memcpy(net->W1->v, some.net->W1->v, net->W1->rows * net->W1->cols * sizeof *net->W1->v);
        memcpy(net->W2->v, some.net->W2->v, net->W2->rows * net->W2->cols * sizeof *net->W2->v);
        example_free(&some);
    }
}

static void the_last_batch_counts_however_small_it_is(void **state)
{
    struct training how = {0.5, 0.02, GRADIENT_EXACT};

    (void)state;
    for (size_t rows = 1; rows <= 9; rows++)
        for (size_t size = 1; size <= rows; size++)
            for (int plain = 0; plain < 2; plain++) {
                struct matrix *X = matrix_new(rows, 2), *Y = matrix_new(rows, 2);
                struct step *net = step_new(plain ? size : 0, 2, 3, 2, BIAS_NONE);
                struct step *own = step_new(rows, 2, 3, 2, BIAS_NONE);
                struct batches *b = batches_new(X, Y, size, 3, plain);

                dataset_xor(X, Y, 5);
                dataset_weights(net->W1, net->W2, 6);
                dataset_weights(own->W1, own->W2, 6);
                for (size_t epoch = 0; epoch < 3; epoch++) {
                    assert_true(batches_epoch(b, net, X, Y, &how, 1, epoch));
                    by_hand(b, own, X, Y, &how);
                }
                assert_matrix_close(net->W1, own->W1, 1e-13);
                assert_matrix_close(net->W2, own->W2, 1e-13);
                batches_free(b);
                step_free(net);
                step_free(own);
                free_matrices(X, Y);
            }
}

/* Three rows have six orders: each comes in 1000 of 6000 epochs, give or take 29. */
static void every_order_is_as_likely_as_any_other(void **state)
{
    struct matrix *X = matrix_new(3, 2), *Y = matrix_new(3, 2);
    struct step *net = step_new(0, 2, 1, 2, BIAS_NONE);
    struct training how = {0, 0, GRADIENT_EXACT};
    struct batches *b = batches_new(X, Y, 3, 1, false);
    size_t times[27] = {0};

    (void)state;
    for (size_t epoch = 0; epoch < 6000; epoch++) {
        assert_true(batches_epoch(b, net, X, Y, &how, 3, epoch));
        times[9 * b->order[0] + 3 * b->order[1] + b->order[2]]++;
    }
    for (size_t i = 0; i < 27; i++) {
        bool order = i / 9 != i / 3 % 3 && i / 9 != i % 3 && i / 3 % 3 != i % 3;

        assert_true(order ? times[i] > 850 && times[i] < 1150 : times[i] == 0);
    }
    batches_free(b);
    step_free(net);
    free_matrices(X, Y);
}

static void none_is_freed_too(void **state)
{
    (void)state;
    batches_free(NULL);
}

/* Every row comes once in an epoch, and in another order in the next. */
static void an_epoch_is_a_permutation(void **state)
{
    struct matrix *X = matrix_new(17, 2), *Y = matrix_new(17, 2);
    struct step *net = step_new(5, 2, 2, 2, BIAS_NONE);
    struct training how = {0, 0, GRADIENT_EXACT};
    struct batches *batches = batches_new(X, Y, 5, 2, false);
    size_t moved = 0, before[17] = {0};

    (void)state;
    for (size_t epoch = 0; epoch < 3; epoch++) {
        size_t seen[17] = {0};

        assert_true(batches_epoch(batches, net, X, Y, &how, 9, epoch));
        for (size_t i = 0; i < 17; i++) {
            seen[batches->order[i]]++;
            moved += epoch > 0 && before[i] != batches->order[i];
            before[i] = batches->order[i];
        }
        for (size_t i = 0; i < 17; i++)
            assert_int_equal(seen[i], 1);
    }
    assert_true(moved > 10);
    batches_free(batches);
    step_free(net);
    matrix_free(X);
    matrix_free(Y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_batch_counts_however_small_it_is),
        cmocka_unit_test(every_order_is_as_likely_as_any_other),
        cmocka_unit_test(an_epoch_is_a_permutation),
        cmocka_unit_test(none_is_freed_too),
    };

    return cmocka_run_group_tests_name("batches", tests, NULL, NULL);
}
