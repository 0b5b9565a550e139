/* fast.h computes what the bricks do, for any sizes and any rows; tests/bits.c tests its other
 * promise. */
#include "test.h"

#include "allocations.h"
#include "dataset.h"
#include "fast.h"
#include "remedies.h"

#include <float.h>
#include <math.h>

/* The same network twice, for the bricks and for fast. */
struct pair {
    struct example e;
    struct step *net;
    struct fast *fast;
};

static struct pair pair_of(struct example e)
{
    step_observe(e.net, e.X, e.Y);
    return (struct pair){e, step_like(e.net, 0), fast_new(e.X, e.Y, e.net->hidden)};
}

static void pair_free(struct pair *p)
{
    fast_free(p->fast);
    step_free(p->net);
    example_free(&p->e);
}

static struct pair article(size_t rows, size_t hidden, struct training how)
{
    struct example e = {matrix_new(rows, 2), matrix_new(rows, 2),
                        step_new(rows, 2, hidden, 2, BIAS_NONE), how};

    dataset_xor(e.X, e.Y, 0);
    dataset_weights(e.net->W1, e.net->W2, 2017);
    return pair_of(e);
}

static void fill(struct matrix *m, struct rng *r)
{
    for (size_t i = 0; m && i < m->rows * m->cols; i++)
        m->v[i] = rng_normal(r);
}

/* Makes an example of any sizes, with biases, trained or fixed, or without: one input, one output,
 * and more than a block of rows occur too. */
static struct example sized(struct rng *r, size_t N, enum gradient gradient)
{
    size_t in = random_between(r, 1, 6), hidden = random_between(r, 1, 40);
    size_t out = random_between(r, 1, 5);
    enum bias bias = (enum bias)random_between(r, BIAS_NONE, BIAS_FIXED);
    struct example e = {matrix_random(r, N, in),
                        matrix_new(N, out),
                        step_new(N, in, hidden, out, bias),
                        {0.1, 0.1 + 0.9 * rng_uniform(r), gradient}};

    for (size_t n = 0; n < N; n++)
        e.Y->v[n * out + random_between(r, 0, out - 1)] = 1;
    fill(e.net->W1, r);
    fill(e.net->b1, r);
    fill(e.net->W2, r);
    fill(e.net->b2, r);
    return e;
}

static void assert_same_step(const struct step *fast, const struct step *bricks)
{
    assert_int_equal(fast->N, bricks->N);
    assert_matrix_close(fast->data_loss, bricks->data_loss, 1e-12);
    assert_matrix_close(fast->ridge_loss, bricks->ridge_loss,
                        1e-12 * (1 + bricks->ridge_loss->v[0]));
    assert_true(!fast->b1 == !bricks->b1);
    assert_true(!fast->dLoss_db1 == !bricks->dLoss_db1);
    if (bricks->dLoss_db1) {
        assert_matrix_close(fast->dLoss_db1, bricks->dLoss_db1,
                            1e-12 * (1 + matrix_largest(bricks->dLoss_db1)));
        assert_matrix_close(fast->dLoss_db2, bricks->dLoss_db2,
                            1e-12 * (1 + matrix_largest(bricks->dLoss_db2)));
        assert_true(matrix_largest(bricks->dLoss_db2) > 1e-6);
    }
    assert_matrix_close(fast->dLoss_dW1, bricks->dLoss_dW1,
                        1e-12 * (1 + matrix_largest(bricks->dLoss_dW1)));
    assert_matrix_close(fast->dLoss_dW2, bricks->dLoss_dW2,
                        1e-12 * (1 + matrix_largest(bricks->dLoss_dW2)));
    assert_true(matrix_largest(bricks->dLoss_dW1) > 1e-6); /* zeros would agree with anything */
}

static void a_step_is_that_of_the_bricks(void **state)
{
    static const size_t rows[] = {1, 2, 7, 8, 9, 63, 64, 65, 200};
    struct rng r;

    (void)state;
    rng_seed(&r, 15);
    for (int round = 0; round < 180; round++) {
        size_t N = rows[(size_t)round % (sizeof rows / sizeof *rows)];
        struct pair p = pair_of(sized(&r, N, round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT));
        struct matrix *h2 = matrix_new(N, p.e.Y->cols);
        double Loss = fast_gradient(p.fast, p.net, &p.e.how, 0, N);

        assert_close(Loss, p.net->data_loss->v[0] + p.net->ridge_loss->v[0], 0);
        example_step(&p.e);
        assert_same_step(p.net, p.e.net);
        fast_answers(p.fast, p.net, h2);
        assert_matrix_close(h2, p.e.net->h2, 1e-13);
        matrix_free(h2);
        pair_free(&p);
    }
}

/* These sizes have code of their own. */
static void two_inputs_and_two_outputs_with_biases(void **state)
{
    static const size_t rows[] = {1, 50};
    struct rng r;

    (void)state;
    rng_seed(&r, 17);
    for (size_t i = 0; i < 2; i++)
        for (enum bias bias = BIAS_NONE; bias <= BIAS_FIXED; bias++) {
            struct example e = {matrix_random(&r, rows[i], 2),
                                matrix_random(&r, rows[i], 2),
                                step_new(rows[i], 2, 5, 2, bias),
                                {0.1, 0.2, GRADIENT_EXACT}};

            fill(e.net->W1, &r);
            fill(e.net->b1, &r);
            fill(e.net->W2, &r);
            fill(e.net->b2, &r);

            struct pair p = pair_of(e);

            fast_gradient(p.fast, p.net, &e.how, 0, rows[i]);
            example_step(&p.e);
            assert_same_step(p.net, p.e.net);
            pair_free(&p);
        }
}

static void any_range_of_rows_in_any_order(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 16);
    for (int round = 0; round < 100; round++) {
        size_t N = random_between(&r, 1, 150), order[150];
        struct example e = sized(&r, N, round % 2 ? GRADIENT_ARTICLE : GRADIENT_EXACT);
        struct pair p = pair_of(e);
        size_t first = random_between(&r, 0, N - 1), rows = random_between(&r, 1, N - first);

        for (size_t n = 0; n < N; n++)
            order[n] = (n * 7 + 3) % N; /* rows may come twice: N may be a multiple of 7 */
        fast_shuffle(p.fast, e.X, e.Y, order);
        fast_gradient(p.fast, p.net, &e.how, first, rows);

        struct example part = example_of_rows(&e, rows, order + first);

        example_step(&part);
        assert_same_step(p.net, part.net);
        example_free(&part);
        pair_free(&p);
    }
}

/* Goes from far left to far right, with a network of one unit whose W2 is 1 and one whose W1 is 1:
 * there the second sigmoid takes numbers between 0 and 1. */
static void the_sigmoid_is_that_of_libm(void **state)
{
    enum { COUNT = 20001 };
    struct matrix *z = matrix_new(COUNT, 1), *h2 = matrix_new(COUNT, 1);
    struct step *net = step_new(0, 1, 1, 1, BIAS_NONE);
    struct fast *fast;

    (void)state;
    for (size_t i = 0; i < COUNT; i++)
        z->v[i] = -800 + 1600 * (double)i / (COUNT - 1);
    z->v[5] = INFINITY;
    z->v[6] = -INFINITY;
    z->v[7] = NAN;
    net->W1->v[0] = 1;
    net->W2->v[0] = 1;
    fast = fast_new(z, h2, 1);
    fast_answers(fast, net, h2);
    for (size_t i = 0; i < COUNT; i++) {
        double h1 = 1 / (1 + exp(-z->v[i])), want = 1 / (1 + exp(-h1));

        if (isnan(want))
            assert_true(isnan(h2->v[i]));
        else
            assert_close(h2->v[i], want, 4 * DBL_EPSILON);
    }
    assert_true(isnan(h2->v[7]));

    /* z2 = h1 W2 with h1 = 1/2 makes the second sigmoid one of large numbers, small ones kept. */
    for (double w = -1400; w <= 1400; w += 7) {
        double one, want = 1 / (1 + exp(-w / 2));
        struct matrix zero = {1, 1, (double[]){0}}, answer = {1, 1, &one};
        struct fast *single = fast_new(&zero, &answer, 1);

        net->W2->v[0] = w;
        fast_answers(single, net, &answer);
        assert_close(one, want, 1e-13 * want + 1e-300);
        fast_free(single);
    }
    fast_free(fast);
    step_free(net);
    free_matrices(z, h2);
}

/* A sanitizer is slow: it gets a tenth of the epochs. */
#ifdef __SANITIZE_ADDRESS__
enum { MANY = 100000 };
#else
enum { MANY = 1000000 };
#endif

static void a_million_epochs_end_where_the_bricks_do(void **state)
{
    static const struct {
        size_t rows, hidden;
        struct training how;
    } run[] = {{1, 3, {0.001, 0, GRADIENT_EXACT}},
               {4, 4, {0.1, 1e-4, GRADIENT_EXACT}},
               {50, 3, {0.003, 0, GRADIENT_ARTICLE}}};

    (void)state;
    for (size_t i = 0; i < sizeof run / sizeof *run; i++) {
        struct pair p = article(run[i].rows, run[i].hidden, run[i].how);
        struct matrix *begin = matrix_clone(p.net->W1);

        assert_int_equal(train(p.e.net, &p.e.how, 0, MANY, 0, NULL, NULL), MANY);
        assert_int_equal(fast_train(p.fast, p.net, run[i].rows, &p.e.how, 0, MANY, 0, NULL, NULL),
                         MANY);
        assert_matrix_close(p.net->W1, p.e.net->W1, 1e-9);
        assert_matrix_close(p.net->W2, p.e.net->W2, 1e-9);
        matrix_add_scaled(begin, begin, -1, p.net->W1);
        assert_true(matrix_largest(begin) > 0.1); /* two runs that stand still would agree */
        matrix_free(begin);
        pair_free(&p);
    }
}

/* The article's ridge grows until the Loss overflows; with a large rate the exact one does, too. */
static void the_loss_overflows_in_the_same_epoch(void **state)
{
    static const struct {
        size_t rows, hidden;
        struct training how;
    } run[] = {{50, 50, {0.03, 1e-3, GRADIENT_ARTICLE}},
               {50, 10, {0.03, 1e-2, GRADIENT_ARTICLE}},
               {1, 3, {0.1, 0.1, GRADIENT_ARTICLE}},
               {7, 5, {50, 1, GRADIENT_EXACT}}};

    (void)state;
    for (size_t i = 0; i < sizeof run / sizeof *run; i++) {
        struct pair p = article(run[i].rows, run[i].hidden, run[i].how);
        size_t bricks = train(p.e.net, &p.e.how, 0, 20000, 0, NULL, NULL);
        size_t fast = fast_train(p.fast, p.net, run[i].rows, &p.e.how, 0, 20000, 0, NULL, NULL);

        assert_true(bricks < 20000 && bricks > 10);
        assert_true(fast + 1 >= bricks && fast <= bricks + 1);
        assert_true(isfinite(matrix_largest(p.net->W1_new))); /* the last good ones */
        pair_free(&p);
    }
}

/* A row of copies stands behind the last row, so that an infinite weight makes a nan there only
 * where it makes one in the row itself. */
static void an_infinite_weight_is_no_nan_by_itself(void **state)
{
    struct pair p = article(50, 3, (struct training){0.003, 0, GRADIENT_EXACT});

    (void)state;
    p.net->W1->v[0] = p.e.net->W1->v[0] = -INFINITY;
    p.net->W1->v[3] = p.e.net->W1->v[3] = 0;
    for (size_t n = 0; n < 50; n++)
        p.e.X->v[2 * n] = 1 + (double)n;
    fast_shuffle(p.fast, p.e.X, p.e.Y, NULL);
    fast_gradient(p.fast, p.net, &(struct training){0, 0, GRADIENT_ARTICLE}, 0, 50);
    assert_true(isfinite(p.net->data_loss->v[0]));
    step_forward(p.e.net);
    step_loss(p.e.net, 0);
    assert_close(p.net->data_loss->v[0], p.e.net->data_loss->v[0], 1e-12);
    pair_free(&p);
}

static bool count(void *context, struct step *net, size_t epoch)
{
    size_t *seen = context;

    assert_true(isfinite(net->data_loss->v[0]) && matrix_largest(net->dLoss_dW1) > 0);
    assert_true(epoch % 10 == 0 || epoch == 199 || *seen > 100);
    return ++*seen != 25;
}

static void recorded_and_stopped_as_by_network_train(void **state)
{
    struct pair p = article(50, 10, (struct training){0.003, 1e-3, GRADIENT_ARTICLE});
    size_t fast = 0, bricks = 0;

    (void)state;
    for (size_t last = 200; last <= 400; last += 200) { /* the second is stopped by the recorder */
        size_t first = last - 200;

        assert_int_equal(fast_train(p.fast, p.net, 50, &p.e.how, first, last, 10, count, &fast),
                         train(p.e.net, &p.e.how, first, last, 10, count, &bricks));
        assert_int_equal(fast, bricks);
        assert_matrix_close(p.net->W1_new, p.e.net->W1_new, 1e-12);
        assert_matrix_close(p.net->W2, p.e.net->W2, 1e-12);
    }
    assert_int_equal(fast, 25);
    pair_free(&p);
}

static void training_allocates_nothing(void **state)
{
    size_t before = allocations;
    struct pair p = article(50, 10, (struct training){0.003, 1e-3, GRADIENT_ARTICLE});
    struct remedies r = {.decay = DECAY_STEP, .factor = 0.9, .epochs = 10, .l1 = 1e-4, .clip = 1};
    struct matrix *h2 = matrix_new(50, 2);

    (void)state;
    assert_true(allocations >= before + 2 * 16 + 1 + 6); /* the counter counts */
    before = allocations;
    fast_train(p.fast, p.net, 50, &p.e.how, 0, 100, 0, NULL, NULL);
    remedies_train(p.net, &p.e.how, &r, p.fast, 0, 100, 0, NULL, NULL);
    fast_gradient(p.fast, p.net, &p.e.how, 13, 29);
    fast_shuffle(p.fast, p.e.X, p.e.Y, NULL);
    fast_answers(p.fast, p.net, h2);
    assert_int_equal(allocations, before);
    matrix_free(h2);
    pair_free(&p);
}

struct call {
    struct pair *p;
    size_t first, rows;
};

static void make_call(void *context)
{
    struct call *c = context;

    fast_gradient(c->p->fast, c->p->net, &c->p->e.how, c->first, c->rows);
}

struct shapes {
    struct fast *f;
    struct matrix X, Y, h2;
    size_t in, hidden, out;
};

static void call_new(void *context)
{
    struct shapes *s = context;

    fast_new(&s->X, &s->Y, 3);
}

static void call_shuffle(void *context)
{
    struct shapes *s = context;

    fast_shuffle(s->f, &s->X, &s->Y, NULL);
}

static void call_answers(void *context)
{
    struct shapes *s = context;
    struct step *net = step_new(0, s->in, s->hidden, s->out, BIAS_NONE);

    fast_answers(s->f, net, &s->h2);
}

static void every_shape_must_fit(void **state)
{
    static double v[16];
    struct matrix X = {4, 2, v}, Y = {4, 2, v};
    struct fast *f = fast_new(&X, &Y, 3);
    const struct shapes good = {f, X, Y, {4, 2, v}, 2, 3, 2};
    struct shapes s = good;

    (void)state;
    s.Y.rows = 3;
    assert_stops(call_new, &s, "fast_new: broken promise: X->rows == Y->rows && X->rows > 0");
    s.X.rows = s.Y.rows = 0;
    assert_stops(call_new, &s, "fast_new: broken promise");
    for (int k = 0; k < 4; k++) {
        s = good;
        *(k == 0 ? &s.X.rows : k == 1 ? &s.X.cols : k == 2 ? &s.Y.rows : &s.Y.cols) = 1;
        assert_stops(call_shuffle, &s,
                     k < 2 ? "fast_shuffle: broken promise: X->rows == f->rows"
                           : "fast_shuffle: broken promise: Y->rows == f->rows");
    }
    for (int k = 0; k < 5; k++) {
        s = good;
        *(k == 0   ? &s.h2.rows
          : k == 1 ? &s.h2.cols
          : k == 2 ? &s.in
          : k == 3 ? &s.hidden
                   : &s.out) = 1;
        assert_stops(call_answers, &s,
                     k < 2   ? "fast_answers: broken promise: h2->rows == f->rows"
                     : k < 4 ? "check_shapes: broken promise: s->W1"
                             : "check_shapes: broken promise: s->W2");
    }
    call_shuffle((s = good, &s));
    fast_free(f);
}

static void rows_and_shapes_that_are_not_there_stop_the_program(void **state)
{
    struct pair p = article(50, 3, (struct training){0.003, 0, GRADIENT_EXACT});
    struct step *net = p.net, *other = step_new(0, 2, 4, 2, BIAS_NONE);
    static const size_t wrong[][2] = {{0, 0}, {0, 51}, {50, 1}, {51, 1}, {49, 2}, {1, SIZE_MAX}};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_stops(make_call, (&(struct call){&p, wrong[i][0], wrong[i][1]}), "broken promise");
    p.net = other;
    assert_stops(make_call, (&(struct call){&p, 0, 50}), "broken promise: s->W1");
    p.net = net;
    make_call(&(struct call){&p, 49, 1});
    step_free(other);
    pair_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_that_of_the_bricks),
        cmocka_unit_test(two_inputs_and_two_outputs_with_biases),
        cmocka_unit_test(any_range_of_rows_in_any_order),
        cmocka_unit_test(the_sigmoid_is_that_of_libm),
        cmocka_unit_test(a_million_epochs_end_where_the_bricks_do),
        cmocka_unit_test(the_loss_overflows_in_the_same_epoch),
        cmocka_unit_test(an_infinite_weight_is_no_nan_by_itself),
        cmocka_unit_test(recorded_and_stopped_as_by_network_train),
        cmocka_unit_test(training_allocates_nothing),
        cmocka_unit_test(every_shape_must_fit),
        cmocka_unit_test(rows_and_shapes_that_are_not_there_stop_the_program),
    };

    return cmocka_run_group_tests_name("fast", tests, NULL, NULL);
}
