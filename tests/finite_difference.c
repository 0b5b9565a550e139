/* Finite differences.  Known answers are those of polynomials, whose central differences have a
 * closed form. */
#include "test.h"

#include "finite_difference.h"

#include <math.h>

/* f(W) = sum of c_i W_i^power, with c_i = i + 1; f also counts its calls. */
struct polynomial {
    const struct matrix *W;
    int power, calls;
    double last;
};

static double value(void *context)
{
    struct polynomial *p = context;
    double sum = 0;

    p->calls++;
    for (size_t i = 0; i < p->W->rows * p->W->cols; i++)
        sum += (double)(i + 1) * pow(p->W->v[i], p->power);
    return p->last = sum;
}

static void a_quadratic_has_no_error_but_rounding(void **state)
{
    (void)state;
    struct matrix *W = matrix_of(2, 3, (double[]){1, -2, 0.5, 3, 0, -1}), *out = matrix_new(2, 3);
    struct polynomial p = {.W = W, .power = 2};

    finite_difference(out, W, value, &p, 0.125); /* all of it exact in binary */
    assert_entries(out, 0, 2, -8, 3, 24, 0, -12);
    p.power = 1;
    finite_difference(out, W, value, &p, 0.125);
    assert_entries(out, 0, 1, 2, 3, 4, 5, 6);
    p.power = 0;
    finite_difference(out, W, value, &p, 0.125);
    assert_entries(out, 0, 0, 0, 0, 0, 0, 0);
    free_matrices(W, out);
}

/* ((w + e)^3 - (w - e)^3) / 2e = 3 w^2 + e^2: half the step, a quarter of the error. */
static void the_error_is_of_the_order_of_the_step_squared(void **state)
{
    (void)state;
    struct matrix *W = matrix_of(1, 2, (double[]){1, -2}), *out = matrix_new(1, 2);
    struct polynomial p = {.W = W, .power = 3};

    finite_difference(out, W, value, &p, 0.25);
    assert_entries(out, 0, 3.0625, 24.125);
    finite_difference(out, W, value, &p, 0.125);
    assert_entries(out, 0, 3.015625, 24.03125);
    finite_difference(out, W, value, &p, 1e-5);
    assert_entries(out, 1e-9, 3, 24);
    free_matrices(W, out);
}

/* 0.1 + e - e is another number than 0.1, so W must be put back, not computed back. */
static void the_weights_come_back_bit_for_bit_and_f_sees_them_last(void **state)
{
    (void)state;
    double odd[] = {0.1, -0.0, 1e-320, 1e15, -7e-9, 1.0 / 3};
    struct matrix *W = matrix_of(3, 2, odd), *before = matrix_clone(W), *out = matrix_new(3, 2);
    struct polynomial p = {.W = W, .power = 1};
    double here = value(&p);

    p.calls = 0;
    finite_difference(out, W, value, &p, 1e-5);
    assert_matrix_same(W, before);
    assert_int_equal(p.calls, 2 * 6 + 1);
    assert_true(p.last == here);
    free_matrices(W, before, out);
}

static void a_nan_of_f_reaches_the_difference(void **state)
{
    (void)state;
    struct matrix *W = matrix_of(1, 2, (double[]){1, NAN}), *out = matrix_new(1, 2);
    struct polynomial p = {.W = W, .power = 1};

    finite_difference(out, W, value, &p, 1e-5);
    assert_true(isnan(out->v[0]) && isnan(out->v[1]));
    free_matrices(W, out);
}

static void the_largest_difference_is_found_and_a_nan_is_larger(void **state)
{
    (void)state;
    struct matrix *a = matrix_of(2, 2, (double[]){1, 5, 3, 4});
    struct matrix *b = matrix_of(2, 2, (double[]){1.5, 3, 2, 4.25});

    assert_true(largest_difference(a, a) == 0);
    assert_true(largest_difference(a, b) == 2);
    assert_true(largest_difference(b, a) == 2);
    b->v[3] = -INFINITY;
    assert_true(isinf(largest_difference(a, b)));
    a->v[3] = -INFINITY; /* the difference of two infinities is none */
    assert_true(isnan(largest_difference(a, b)));
    a->v[3] = 4;
    for (int i = 0; i < 4; i++) {
        double here = b->v[i];

        b->v[i] = NAN;
        assert_true(isnan(largest_difference(a, b)));
        b->v[i] = here;
    }
    free_matrices(a, b);
}

static void call_differences(void *shapes)
{
    struct matrix *m = shapes;
    struct polynomial p = {.W = &m[1], .power = 1};

    finite_difference(&m[0], &m[1], value, &p, 1e-5);
}

static void call_largest(void *shapes)
{
    struct matrix *m = shapes;

    largest_difference(&m[0], &m[1]);
}

static void wrong_shapes_stop_the_program(void **state)
{
    static double v[6];
    struct matrix rows[] = {{2, 3, v}, {3, 2, v}}, cols[] = {{2, 3, v}, {2, 2, v}};

    (void)state;
    assert_stops(call_differences, rows, "finite_difference: broken promise");
    assert_stops(call_differences, cols, "where out, W = 2x3 2x2");
    assert_stops(call_largest, rows, "largest_difference: broken promise");
    assert_stops(call_largest, cols, "where a, b = 2x3 2x2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quadratic_has_no_error_but_rounding),
        cmocka_unit_test(the_error_is_of_the_order_of_the_step_squared),
        cmocka_unit_test(the_weights_come_back_bit_for_bit_and_f_sees_them_last),
        cmocka_unit_test(a_nan_of_f_reaches_the_difference),
        cmocka_unit_test(the_largest_difference_is_found_and_a_nan_is_larger),
        cmocka_unit_test(wrong_shapes_stop_the_program),
    };

    return cmocka_run_group_tests_name("finite_difference", tests, NULL, NULL);
}
