/* Brick 1.  Known answers are from the article's worked example, by hand, or from the definition
 * of the product, written out once more below. */
#include "test.h"

#include <math.h>

/* Computes the product by its definition, one entry at a time: the sum over i of a[r][i]
 * b[i][c]. */
static struct matrix *product(const struct matrix *a, bool ta, const struct matrix *b, bool tb)
{
    size_t n = ta ? a->cols : a->rows, k = ta ? a->rows : a->cols, m = tb ? b->rows : b->cols;
    struct matrix *out = matrix_new(n, m);

    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < m; c++)
            for (size_t i = 0; i < k; i++)
                out->v[r * m + c] += (ta ? a->v[i * n + r] : a->v[r * k + i]) *
                                     (tb ? b->v[c * k + i] : b->v[i * m + c]);
    return out;
}

static void small_products_are_those_by_hand(void **state)
{
    (void)state;
    struct matrix *a = matrix_of(2, 3, (double[]){1, 2, 3, 4, 5, 6});
    struct matrix *b = matrix_of(3, 2, (double[]){7, 8, 9, 10, 11, 12});
    struct matrix *ab = matrix_of(2, 2, (double[]){58, 64, 139, 154});
    struct matrix *out = matrix_new(2, 2);

    matrix_mul(out, a, b);
    assert_matrix_same(out, ab);

    struct matrix *at = matrix_of(3, 2, (double[]){1, 4, 2, 5, 3, 6});

    matrix_mul_tn(out, at, b);
    assert_matrix_same(out, ab);

    struct matrix *bt = matrix_of(2, 3, (double[]){7, 9, 11, 8, 10, 12});

    matrix_mul_nt(out, a, bt);
    assert_matrix_same(out, ab);
    matrix_free(a);
    matrix_free(b);
    matrix_free(ab);
    matrix_free(at);
    matrix_free(bt);
    matrix_free(out);
}

static void a_weighted_sum_is_the_product_and_the_bias_of_each_unit(void **state)
{
    (void)state;
    struct matrix *x = matrix_of(2, 2, (double[]){1, 2, 3, 4}), *z = matrix_new(2, 3);
    struct matrix *W = matrix_of(2, 3, (double[]){1, 0, -1, 0, 1, 2});
    struct matrix *b = matrix_of(1, 3, (double[]){10, 20, 30});

    weighted_sum(z, x, W, NULL);
    assert_entries(z, 0, 1, 2, 3, 3, 4, 5);
    weighted_sum(z, x, W, b);
    assert_entries(z, 0, 11, 22, 33, 13, 24, 35);
    free_matrices(x, z, W, b);
}

static void add_a_long_bias(void *context)
{
    struct matrix *a = context, *b = matrix_new(1, 3);

    weighted_sum(a, a + 1, a + 2, b);
}

static void add_two_biases(void *context)
{
    struct matrix *a = context;

    weighted_sum(a, a + 1, a + 2, a + 2);
}

static void a_bias_has_a_number_for_each_unit(void **state)
{
    static double v[3][4];
    struct matrix m[3] = {{2, 2, v[0]}, {2, 2, v[1]}, {2, 2, v[2]}};

    (void)state;
    assert_stops(add_a_long_bias, m,
                 "weighted_sum: broken promise: b->rows == 1 && b->cols == z->cols");
    assert_stops(add_two_biases, m, "weighted_sum: broken promise: b->rows == 1");
}

static void products_of_any_size_are_the_definition(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 1);
    for (int round = 0; round < 300; round++) {
        size_t n = random_between(&r, 1, 20), k = random_between(&r, 1, 20);
        size_t m = random_between(&r, 1, 20);
        struct matrix *a = matrix_random(&r, n, k), *b = matrix_random(&r, k, m);
        struct matrix *at = matrix_random(&r, k, n), *bt = matrix_random(&r, m, k);
        struct matrix *out = matrix_random(&r, n, m); /* what stood there must not matter */
        struct matrix *want = product(a, false, b, false);

        matrix_mul(out, a, b);
        assert_matrix_close(out, want, 1e-12);
        matrix_free(want);
        want = product(at, true, b, false);
        matrix_mul_tn(out, at, b);
        assert_matrix_close(out, want, 1e-12);
        matrix_free(want);
        want = product(a, false, bt, true);
        matrix_mul_nt(out, a, bt);
        assert_matrix_close(out, want, 1e-12);
        matrix_free(want);
        matrix_free(a);
        matrix_free(b);
        matrix_free(at);
        matrix_free(bt);
        matrix_free(out);
    }
}

static void a_nan_is_never_lost(void **state)
{
    (void)state;
    struct matrix *a = matrix_of(1, 2, (double[]){0, 1});
    struct matrix *b = matrix_of(2, 1, (double[]){NAN, 1});
    struct matrix *c = matrix_of(2, 1, (double[]){INFINITY, 1});
    struct matrix *out = matrix_new(1, 1);

    matrix_mul(out, a, b);
    assert_true(isnan(out->v[0]));
    matrix_mul(out, a, c); /* 0 * inf is nan */
    assert_true(isnan(out->v[0]));
    matrix_mul_tn(out, c, b);
    assert_true(isnan(out->v[0]));
    matrix_free(a);
    matrix_free(b);
    matrix_free(c);
    matrix_free(out);
}

static void entry_by_entry_operations_are_those_by_hand(void **state)
{
    (void)state;
    struct matrix *a = matrix_of(2, 2, (double[]){1, -2, 3, 0.5});
    struct matrix *b = matrix_of(2, 2, (double[]){4, 0.25, -1, 8});
    struct matrix *out = matrix_new(2, 2);
    struct matrix *times = matrix_of(2, 2, (double[]){4, -0.5, -3, 4});
    struct matrix *scaled = matrix_of(2, 2, (double[]){-1, -2.125, 3.5, -3.5});

    matrix_hadamard(out, a, b);
    assert_matrix_same(out, times);
    matrix_add_scaled(out, a, -0.5, b);
    assert_matrix_same(out, scaled);
    matrix_add_scaled(a, a, -0.5, b); /* in place */
    assert_matrix_same(a, scaled);
    assert_close(matrix_sum_squares(b), 81.0625, 0);
    matrix_copy(out, b);
    assert_matrix_same(out, b);
    matrix_copy(a, a);
    assert_matrix_same(a, scaled);
    assert_close(matrix_largest(b), 8, 0);
    assert_close(matrix_largest(scaled), 3.5, 0);
    b->v[0] = -9;
    assert_close(matrix_largest(b), 9, 0);
    b->v[1] = NAN;
    assert_true(isinf(matrix_largest(b)));
    b->v[1] = -INFINITY;
    b->v[3] = 100;
    assert_true(matrix_largest(b) == INFINITY);
    matrix_free(a);
    matrix_free(b);
    matrix_free(out);
    matrix_free(times);
    matrix_free(scaled);
}

typedef void operation(struct matrix *out, const struct matrix *a, const struct matrix *b);

static void add_scaled(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    matrix_add_scaled(out, a, 2, b);
}

static void copy(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    (void)b;
    matrix_copy(out, a);
}

struct call {
    operation *op;
    struct matrix out, a, b;
    bool alias;
};

static void make_call(void *context)
{
    struct call *c = context;

    c->op(c->alias ? &c->a : &c->out, &c->a, &c->b);
}

static void make_call_into_b(void *context)
{
    struct call *c = context;

    c->op(&c->b, &c->a, &c->b);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[64];
    struct call calls[] = {
        {matrix_mul, {2, 4, v}, {2, 3, v}, {2, 4, v}, false},
        {matrix_mul, {4, 2, v}, {2, 3, v}, {3, 4, v}, false},
        {matrix_mul, {2, 3, v}, {2, 3, v}, {3, 4, v}, false},
        {matrix_mul, {2, 2, v}, {2, 2, v}, {2, 2, v}, true},
        {matrix_mul_tn, {3, 4, v}, {2, 3, v}, {3, 4, v}, false},
        {matrix_mul_tn, {2, 4, v}, {2, 3, v}, {2, 4, v}, false},
        {matrix_mul_tn, {3, 3, v}, {2, 3, v}, {2, 4, v}, false},
        {matrix_mul_tn, {2, 2, v}, {2, 2, v}, {2, 2, v}, true},
        {matrix_mul_nt, {2, 4, v}, {2, 3, v}, {3, 4, v}, false},
        {matrix_mul_nt, {2, 3, v}, {2, 3, v}, {4, 3, v}, false},
        {matrix_mul_nt, {4, 4, v}, {2, 3, v}, {4, 3, v}, false},
        {matrix_mul_nt, {2, 2, v}, {2, 2, v}, {2, 2, v}, true},
        {matrix_hadamard, {2, 3, v}, {2, 3, v}, {3, 2, v}, false},
        {matrix_hadamard, {3, 2, v}, {2, 3, v}, {2, 3, v}, false},
        {copy, {2, 3, v}, {3, 2, v}, {2, 2, v}, false},
        {copy, {2, 3, v}, {2, 2, v}, {2, 2, v}, false},
        {add_scaled, {2, 3, v}, {2, 3, v}, {1, 6, v}, false},
        {add_scaled, {2, 3, v}, {2, 3, v}, {2, 2, v}, false},
        {add_scaled, {3, 3, v}, {2, 3, v}, {2, 3, v}, false},
        {add_scaled, {2, 2, v}, {2, 3, v}, {2, 3, v}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        assert_stops(make_call, &calls[i], "broken promise");
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].alias)
            assert_stops(make_call_into_b, &calls[i], "broken promise: out != a && out != b");
    assert_stops(make_call, &calls[0],
                 "matrix_mul: broken promise: a->cols == b->rows, where out, a, b = 2x4 2x3 2x4");
    assert_stops(make_call, &calls[12], "matrix_hadamard: broken promise: a->rows == b->rows");
    assert_stops(make_call, &calls[13], "matrix_hadamard: broken promise: out->rows == a->rows");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_products_are_those_by_hand),
        cmocka_unit_test(a_weighted_sum_is_the_product_and_the_bias_of_each_unit),
        cmocka_unit_test(a_bias_has_a_number_for_each_unit),
        cmocka_unit_test(products_of_any_size_are_the_definition),
        cmocka_unit_test(a_nan_is_never_lost),
        cmocka_unit_test(entry_by_entry_operations_are_those_by_hand),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
