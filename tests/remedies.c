/* Brick 7.  Known answers are by hand; the slope with L1 is checked against finite differences. */
#include "test.h"

#include "allocations.h"
#include "dataset.h"
#include "fast.h"
#include "finite_difference.h"
#include "remedies.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static void the_rate_shrinks_as_asked(void **state)
{
    const struct remedies none = {0}, inverse = {.decay = DECAY_INVERSE, .epochs = 50};
    const struct remedies step = {.decay = DECAY_STEP, .factor = 0.5, .epochs = 100};

    (void)state;
    assert_true(remedies_lr(&none, 0.3, 0) == 0.3 && remedies_lr(&none, 0.3, 1000000) == 0.3);
    assert_true(remedies_lr(&step, 0.3, 0) == 0.3 && remedies_lr(&step, 0.3, 99) == 0.3);
    assert_true(remedies_lr(&step, 0.3, 100) == 0.15 && remedies_lr(&step, 0.3, 199) == 0.15);
    assert_true(remedies_lr(&step, 0.3, 350) == 0.3 / 8);
    assert_true(remedies_lr(&inverse, 0.3, 0) == 0.3);
    assert_close(remedies_lr(&inverse, 0.3, 50), 0.15, 1e-16);
    assert_close(remedies_lr(&inverse, 0.3, 150), 0.075, 1e-16);
}

static void l1_by_hand(void **state)
{
    struct matrix *W1 = matrix_of(1, 3, (double[]){2, -3, 0});
    struct matrix *W2 = matrix_of(2, 1, (double[]){-0.5, 1.5});
    struct matrix *g = matrix_of(1, 3, (double[]){10, 20, 30});

    (void)state;
    assert_close(l1_loss(W1, W2, 0.4, 2), 0.2 * 7, 1e-15);
    l1_gradient(g, W1, 0.4, 2, GRADIENT_EXACT);
    assert_entries(g, 1e-14, 10.2, 19.8, 30);
    l1_gradient(g, W1, 0.4, 2, GRADIENT_ARTICLE); /* 0.4 * 5 for every entry, whatever N */
    assert_entries(g, 1e-14, 12.2, 21.8, 32);
    free_matrices(W1, W2, g);
}

struct priced {
    struct example e;
    struct remedies r;
};

static double priced_loss(void *context)
{
    struct priced *p = context;

    return remedies_step(p->e.net, &p->e.how, &p->r, NULL);
}

/* Where no weight is 0 the exact gradient is the slope; the article's is not. */
static void the_gradient_with_l1_is_the_slope(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 7);
    for (int round = 0; round < 50; round++) {
        enum gradient gradient = round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT;
        struct priced p = {example_random(&r, 2, gradient), {.l1 = 0.1 + rng_uniform(&r)}};
        struct step *net = p.e.net;
        struct matrix *slope1 = matrix_clone(net->W1), *slope2 = matrix_clone(net->W2);
        double apart;

        for (size_t i = 0; i < net->W1->rows * net->W1->cols; i++)
            assert_true(fabs(net->W1->v[i]) > 1e-4); /* no kink within the step */
        finite_difference(slope1, net->W1, priced_loss, &p, 1e-5);
        finite_difference(slope2, net->W2, priced_loss, &p, 1e-5);
        apart = fmax(largest_difference(net->dLoss_dW1, slope1),
                     largest_difference(net->dLoss_dW2, slope2));
        assert_true(matrix_sum_squares(slope1) > 1e-6);
        if (gradient == GRADIENT_EXACT)
            assert_close(apart, 0, 1e-8);
        else
            assert_true(apart > 1e-3);
        free_matrices(slope1, slope2);
        example_free(&p.e);
    }
}

static void the_price_of_l1_is_in_the_loss(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 8);

    struct priced p = {example_random(&r, 2, GRADIENT_EXACT), {.l1 = 0.5}};
    struct step *net = p.e.net;
    double plain = example_loss(&p.e);

    assert_close(priced_loss(&p), plain + l1_loss(net->W1, net->W2, 0.5, net->N), 1e-14);
    assert_close(net->data_loss->v[0] + net->ridge_loss->v[0], priced_loss(&p), 1e-15);
    example_free(&p.e);
}

static void clipping_bounds_the_length_and_keeps_the_direction(void **state)
{
    struct matrix *a = matrix_of(1, 2, (double[]){3, 0}), *b = matrix_of(1, 1, (double[]){-4});
    struct step s = {.dLoss_dW1 = a, .dLoss_dW2 = b};

    (void)state;
    assert_close(gradient_length(&s), 5, 1e-15);
    clip_gradients(&s, 6);
    assert_entries(a, 0, 3, 0); /* short enough: not a bit changes */
    assert_entries(b, 0, -4);
    clip_gradients(&s, 2.5);
    assert_entries(a, 1e-15, 1.5, 0);
    assert_entries(b, 1e-15, -2);
    a->v[0] = b->v[0] = 0;
    assert_true(gradient_length(&s) == 0);
    clip_gradients(&s, 1);
    assert_entries(a, 0, 0, 0);
    free_matrices(a, b);
}

static void the_gradients_of_biases_count(void **state)
{
    struct step *s = step_new(0, 1, 1, 1, BIAS_TRAINED);
    const double part[] = {1, -2, 2, 4};

    (void)state;
    struct matrix *g[] = {s->dLoss_dW1, s->dLoss_dW2, s->dLoss_db1, s->dLoss_db2};

    for (int i = 0; i < 4; i++)
        g[i]->v[0] = part[i];
    assert_close(gradient_length(s), 5, 1e-15);
    clip_gradients(s, 1);
    for (int i = 0; i < 4; i++)
        assert_close(g[i]->v[0], part[i] / 5, 1e-15);
    step_free(s);
}

static void fixed_biases_have_no_gradient_to_count(void **state)
{
    struct step *s = step_new(0, 1, 1, 1, BIAS_FIXED);

    (void)state;
    s->dLoss_dW1->v[0] = 3;
    s->dLoss_dW2->v[0] = 4;
    assert_close(gradient_length(s), 5, 1e-15);
    step_free(s);
}

/* The squares of these overflow, or vanish. */
static void clipping_knows_no_overflow(void **state)
{
    struct matrix *a = matrix_of(1, 2, (double[]){3e200, 0}),
                  *b = matrix_of(1, 1, (double[]){4e200});
    struct step s = {.dLoss_dW1 = a, .dLoss_dW2 = b};

    (void)state;
    assert_close(gradient_length(&s) / 5e200, 1, 1e-15);
    clip_gradients(&s, 1);
    assert_entries(a, 1e-15, 0.6, 0);
    assert_entries(b, 1e-15, 0.8);
    a->v[0] = a->v[1] = b->v[0] = DBL_MAX; /* here the length itself is past the largest double */
    clip_gradients(&s, 1);
    assert_close(gradient_length(&s), 1, 1e-15);
    a->v[0] = 3e-200;
    a->v[1] = 0;
    b->v[0] = 4e-200;
    assert_close(gradient_length(&s) / 5e-200, 1, 1e-15);
    free_matrices(a, b);
}

static void what_is_not_finite_is_not_clipped(void **state)
{
    const double odd[] = {INFINITY, -INFINITY, NAN};

    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 2; k++) {
            struct matrix *a = matrix_of(1, 2, (double[]){5, 7}),
                          *b = matrix_of(1, 1, (double[]){9});
            struct step s = {.dLoss_dW1 = a, .dLoss_dW2 = b};

            a->v[k] = odd[i];
            assert_true(!isfinite(gradient_length(&s)));
            clip_gradients(&s, 1);
            assert_true(a->v[1 - k] == (k ? 5 : 7) && b->v[0] == 9);
            free_matrices(a, b);
        }
}

/* Makes the article's training: `rows` of its observations, its starting weights. */
static struct example article(size_t hidden, double lr, double lambda, enum gradient gradient)
{
    struct example e = {matrix_new(50, 2),
                        matrix_new(50, 2),
                        step_new(50, 2, hidden, 2, BIAS_NONE),
                        {lr, lambda, gradient}};

    step_observe(e.net, e.X, e.Y);
    dataset_xor(e.X, e.Y, 0);
    dataset_weights(e.net->W1, e.net->W2, 2017);
    return e;
}

static bool count(void *context, struct step *net, size_t epoch)
{
    size_t *n = context;

    (void)net;
    return ++*n != 5 || epoch > 1000;
}

static bool go_on(void *context, struct step *net, size_t epoch)
{
    (void)net;
    *(size_t *)context += epoch;
    return true;
}

static size_t treat(struct example *e, const struct remedies *r, size_t first, size_t last)
{
    return remedies_train(e->net, &e->how, r, NULL, first, last, 0, NULL, NULL);
}

static void without_remedies_it_is_brick_6(void **state)
{
    const struct remedies none = {0};

    (void)state;
    for (int g = 0; g < 2; g++) {
        struct example a = article(10, 0.01, 0.01, g ? GRADIENT_ARTICLE : GRADIENT_EXACT);
        struct example b = example_copy(&a);
        size_t seen_a = 0, seen_b = 0;

        assert_int_equal(train(a.net, &a.how, 0, 500, 10, go_on, &seen_a), 500);
        assert_int_equal(remedies_train(b.net, &b.how, &none, NULL, 0, 500, 10, go_on, &seen_b),
                         500);
        assert_int_equal(seen_a, seen_b);
        assert_matrix_same(b.net->W1, a.net->W1);
        assert_matrix_same(b.net->W2, a.net->W2);
        seen_a = seen_b = 0;
        assert_int_equal(train(a.net, &a.how, 500, 600, 3, count, &seen_a),
                         remedies_train(b.net, &b.how, &none, NULL, 500, 600, 3, count, &seen_b));
        assert_int_equal(seen_b, 5);
        assert_matrix_same(b.net->W1, a.net->W1);
        example_free(&a);
        example_free(&b);
    }
}

/* fast.h trains to the bits of fast_train without remedies, and to the bricks' numbers with all of
 * them. */
static void the_same_with_fast(void **state)
{
    const struct remedies none = {0}, all = {DECAY_STEP, 0.7, 30, 0.01, 0.05};

    (void)state;
    for (int g = 0; g < 2; g++) {
        struct example a = article(10, 0.01, 0.01, g ? GRADIENT_ARTICLE : GRADIENT_EXACT);
        struct example b = example_copy(&a), c = example_copy(&a);
        struct fast *fast = fast_new(a.X, a.Y, 10);

        fast_train(fast, a.net, 50, &a.how, 0, 300, 0, NULL, NULL);
        remedies_train(b.net, &b.how, &none, fast, 0, 300, 0, NULL, NULL);
        assert_matrix_same(b.net->W1, a.net->W1);
        assert_matrix_same(b.net->W2, a.net->W2);

        remedies_train(b.net, &b.how, &all, fast, 0, 300, 0, NULL, NULL);
        fast_train(fast, c.net, 50, &c.how, 0, 300, 0, NULL, NULL);
        remedies_train(c.net, &c.how, &all, NULL, 0, 300, 0, NULL, NULL);
        assert_close(b.net->ridge_loss->v[0], c.net->ridge_loss->v[0], 1e-12);
        assert_matrix_close(b.net->W1, c.net->W1, 1e-12);
        assert_matrix_close(b.net->W2, c.net->W2, 1e-12);
        matrix_add_scaled(a.net->W1, a.net->W1, -1, b.net->W1);
        assert_true(matrix_largest(a.net->W1) > 1e-6); /* the remedies did something */
        fast_free(fast);
        example_free(&a);
        example_free(&b);
        example_free(&c);
    }
}

/* Compares, epoch by epoch, with brick 6's parts and the remedies by hand. */
static void a_treated_step_is_its_parts(void **state)
{
    struct example a = article(5, 0.5, 0.1, GRADIENT_EXACT), b = example_copy(&a);
    const struct remedies r = {DECAY_STEP, 0.5, 2, 0.3, 0.01};

    (void)state;
    assert_int_equal(treat(&a, &r, 0, 6), 6);
    for (size_t epoch = 0; epoch < 6; epoch++) {
        example_step(&b);
        l1_gradient(b.net->dLoss_dW2, b.net->W2, 0.3, 50, GRADIENT_EXACT);
        l1_gradient(b.net->dLoss_dW1, b.net->W1, 0.3, 50, GRADIENT_EXACT);
        assert_true(gradient_length(b.net) > 0.01);
        clip_gradients(b.net, 0.01);
        step_update(b.net, epoch < 2 ? 0.5 : epoch < 4 ? 0.25 : 0.125);
        step_next(b.net);
    }
    assert_matrix_same(a.net->W1, b.net->W1);
    assert_matrix_same(a.net->W2, b.net->W2);
    example_free(&a);
    example_free(&b);
}

static void a_run_in_two_parts_is_the_run_in_one(void **state)
{
    const struct remedies r = {DECAY_INVERSE, 0, 20, 0.01, 1};
    struct example whole = article(10, 0.1, 0.01, GRADIENT_ARTICLE), parts = example_copy(&whole);

    (void)state;
    assert_int_equal(treat(&whole, &r, 0, 100), 100);
    assert_int_equal(treat(&parts, &r, 0, 33), 33);
    assert_int_equal(treat(&parts, &r, 33, 100), 100);
    assert_matrix_same(parts.net->W1, whole.net->W1);
    assert_matrix_same(parts.net->W2, whole.net->W2);
    example_free(&whole);
    example_free(&parts);
}

/* A strong ridge in the article's manner overflows soon. */
static void a_loss_that_is_not_finite_ends_the_run(void **state)
{
    struct example e = article(50, 0.03, 0.01, GRADIENT_ARTICLE);
    const struct remedies none = {0}, clip = {.clip = 1};
    size_t end = treat(&e, &none, 0, 1000);

    (void)state;
    assert_true(end > 50 && end < 1000);
    assert_true(!isfinite(example_loss(&e)));

    struct example last = article(50, 0.03, 0.01, GRADIENT_ARTICLE); /* as it was an epoch before */

    assert_int_equal(treat(&last, &none, 0, end - 1), end - 1);
    assert_matrix_same(e.net->W1_new, last.net->W1);
    assert_matrix_same(e.net->W2_new, last.net->W2);
    assert_true(isfinite(example_loss(&last)));
    example_free(&e);
    example_free(&last);

    e = article(50, 0.03, 0.01, GRADIENT_ARTICLE);
    assert_int_equal(treat(&e, &clip, 0, 1000), 1000); /* clipped, it does not */
    example_free(&e);
}

static void training_allocates_nothing(void **state)
{
    size_t before = allocations, epochs = 0;
    struct example e = article(10, 0.003, 0.001, GRADIENT_ARTICLE);
    const struct remedies r = {DECAY_STEP, 0.9, 10, 0.001, 0.5};

    (void)state;
    assert_true(allocations > before + 16); /* the counter counts */
    before = allocations;
    remedies_train(e.net, &e.how, &r, NULL, 0, 100, 10, go_on, &epochs);
    assert_int_equal(allocations, before);
    assert_int_equal(epochs, 450 + 99);
    example_free(&e);
}

static void wrong_gradient(void *context)
{
    struct example *e = context;

    l1_gradient(e->net->dLoss_dW1, e->net->W2, 1, 1, GRADIENT_EXACT);
}

static void wrong_columns(void *context)
{
    struct example *e = context;
    struct matrix W = {e->net->W1->rows, e->net->W1->cols - 1, e->net->W1->v};

    l1_gradient(e->net->dLoss_dW1, &W, 1, 1, GRADIENT_EXACT);
}

static void wrong_shapes_stop_the_program(void **state)
{
    struct example e = example_worked(GRADIENT_EXACT);

    (void)state;
    assert_stops(wrong_gradient, &e, "l1_gradient: broken promise");
    assert_stops(wrong_columns, &e, "l1_gradient: broken promise");
    example_free(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rate_shrinks_as_asked),
        cmocka_unit_test(l1_by_hand),
        cmocka_unit_test(the_gradient_with_l1_is_the_slope),
        cmocka_unit_test(the_price_of_l1_is_in_the_loss),
        cmocka_unit_test(clipping_bounds_the_length_and_keeps_the_direction),
        cmocka_unit_test(the_gradients_of_biases_count),
        cmocka_unit_test(fixed_biases_have_no_gradient_to_count),
        cmocka_unit_test(clipping_knows_no_overflow),
        cmocka_unit_test(what_is_not_finite_is_not_clipped),
        cmocka_unit_test(without_remedies_it_is_brick_6),
        cmocka_unit_test(the_same_with_fast),
        cmocka_unit_test(a_treated_step_is_its_parts),
        cmocka_unit_test(a_run_in_two_parts_is_the_run_in_one),
        cmocka_unit_test(a_loss_that_is_not_finite_ends_the_run),
        cmocka_unit_test(training_allocates_nothing),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("remedies", tests, NULL, NULL);
}
