/* The check by finite differences, on both sides of every limit: a Loss of w^2/2 has the gradient
 * w, and its differences have no error but rounding. */
#include "test.h"

#include "chapter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double half_squares(void *context)
{
    const struct chapter *c = context;

    return matrix_sum_squares(c->step->W1) / 2;
}

/* Checks (w, w + off) where (w, w) is right: returns the text, to be freed, and tells whether the
 * check failed. */
static char *said(struct chapter *c, double w, double off)
{
    struct matrix *gradient = matrix_of(1, 2, (double[]){w, w + off});
    struct matrix *W = matrix_of(1, 2, (double[]){w, w});
    struct matrix *Loss = matrix_new(1, 1), X = {1, 1, (double[]){1}};
    struct step s = {.N = c->step ? c->step->N : 1, .in = 1, .hidden = 1, .out = 1};
    char *text = NULL;
    size_t size;

    c->showing = true;
    c->failed = false;
    c->X = c->X.v ? c->X : X;
    c->step = &s;
    s.W1 = W;
    s.Loss = Loss;
    Loss->v[0] = half_squares(c);

    FILE *out = open_memstream(&text, &size);

    show_init(&c->show, out, 8);
    chapter_check_gradient(c, "dLoss_dW1", gradient, W, half_squares);
    fclose(out);
    for (char *at = text, *to = text;; at++) { /* lines are broken anywhere */
        bool blank = *at == '\n' || *at == ' ';

        if (!blank || to == text || to[-1] != ' ')
            *to++ = blank ? ' ' : *at;
        if (!*at)
            break;
    }
    free_matrices(gradient, W, Loss);
    return text;
}

static void assert_said(struct chapter c, double w, double off, const char *words, bool failed)
{
    char *text = said(&c, w, off);

    if (!strstr(text, words) || c.failed != failed)
        fail_msg("w %g, off by %g: %s%s", w, off, text, c.failed ? " (failed)" : "");
    free(text);
}

static const struct chapter any; /* said fills in what counts */

static void a_gradient_holds_to_a_millionth_of_its_largest_entry(void **state)
{
    (void)state;
    assert_said(any, 1, 0, "so the formula holds", false);
    assert_said(any, 1, 0.9e-6, "so the formula holds", false);
    assert_said(any, 1, -0.9e-6, "so the formula holds", false);
    assert_said(any, 1, 1.1e-6, "the formula does not hold", true);
    assert_said(any, 1, -1.1e-6, "the formula does not hold", true);
    assert_said(any, 100, 0.9e-4, "so the formula holds", false);
    assert_said(any, 100, 1.2e-4, "the formula does not hold", true);
    assert_said(any, 1, NAN, "the formula does not hold", true);
}

/* The error of the differences is 1e-14 (1 + Loss)/e = 1e-9, and may be a thousandth of the
 * gradient. */
static void a_gradient_that_drowns_in_the_error_is_not_checked(void **state)
{
    (void)state;
    assert_said(any, 0, 0, "too small beside the error", false);
    assert_said(any, 0.9e-6, 0, "too small beside the error", false);
    assert_said(any, 1.1e-6, 0, "so the formula holds", false);
    assert_said(any, 2e-6, 1e-6, "the formula does not hold", true);
}

/* The check computes the Loss for two entries, with 42 N + 2 multiplications each time. */
static void a_check_that_would_take_long_is_left_out(void **state)
{
    struct step s = {.N = 17857142};
    struct chapter c = {.showing = true};

    (void)state;
    c.step = &s;
    assert_said(c, 1, 0, "so the formula holds", false);
    s.N = 17857143;
    assert_said(c, 1, 0, "is left out: with 2 weights and 17857143 observations", false);
}

static void the_step_is_small_beside_the_inputs(void **state)
{
    struct chapter c = {.showing = true};
    struct matrix *X = matrix_of(2, 1, (double[]){0.01, -0.02});

    (void)state;
    c.X = *X;
    assert_said(c, 1, 0, "with e = 0.00001.", false);
    X->v[1] = -10;
    assert_said(c, 1, 0, "with e = 0.000001000000.", false);
    X->v[0] = 1e6;
    assert_said(c, 1, 0, "with e = 1.000e-11.", false);
    matrix_free(X);
}

static void nothing_is_said_where_nothing_is_shown(void **state)
{
    struct chapter c = {.showing = false};
    struct matrix *X = matrix_new(1, 1);

    (void)state;
    chapter_check_gradient(&c, "dLoss_dW1", NULL, X, half_squares);
    c.showing = true;
    chapter_check_gradient(&c, "dLoss_db1", NULL, NULL, half_squares); /* no bias */
    assert_false(c.failed);
    matrix_free(X);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gradient_holds_to_a_millionth_of_its_largest_entry),
        cmocka_unit_test(a_gradient_that_drowns_in_the_error_is_not_checked),
        cmocka_unit_test(a_check_that_would_take_long_is_left_out),
        cmocka_unit_test(the_step_is_small_beside_the_inputs),
        cmocka_unit_test(nothing_is_said_where_nothing_is_shown),
    };

    return cmocka_run_group_tests_name("gradient_check", tests, NULL, NULL);
}
