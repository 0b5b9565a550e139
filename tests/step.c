/* The table of a step: for each name its matrix, its shape and its formula. */
#include "test.h"

#include "step.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* N = 7, 2 inputs, 5 hidden units, 3 outputs: no two sizes are the same. */
enum { N = 7, IN = 2, HIDDEN = 5, OUT = 3 };

static struct step *sized(enum bias bias)
{
    static double v[N * (IN + OUT)];
    static struct matrix X = {N, IN, v}, Y = {N, OUT, v + N * IN};
    struct step *s = step_new(N, IN, HIDDEN, OUT, bias);

    step_observe(s, &X, &Y);
    return s;
}

static void assert_shape(const struct step *s, const char *names, size_t rows, size_t cols)
{
    char text[200], *rest = text;

    snprintf(text, sizeof text, "%s", names);
    for (char *name; (name = strtok_r(rest, " ", &rest));) {
        const struct matrix *m = step_matrix(s, step_find(name));

        if (!m || m->rows != rows || m->cols != cols)
            fail_msg("%s is %zux%zu", name, m ? m->rows : 0, m ? m->cols : 0);
    }
}

static void every_name_has_its_shape(void **state)
{
    struct step *s = sized(BIAS_TRAINED);

    (void)state;
    assert_shape(s, "X dz1_dW1", N, IN);
    assert_shape(s, "Y z2 h2 dLoss_dh2 dh2_dz2 dLoss_dz2", N, OUT);
    assert_shape(s, "z1 h1 dz2_dW2 dLoss_dh1 dh1_dz1 dLoss_dz1", N, HIDDEN);
    assert_shape(s, "W1 dLoss_dW1 W1_new", IN, HIDDEN);
    assert_shape(s, "W2 dLoss_dW2 W2_new dz2_dh1", HIDDEN, OUT);
    assert_shape(s, "b1 dLoss_db1 b1_new", 1, HIDDEN);
    assert_shape(s, "b2 dLoss_db2 b2_new", 1, OUT);
    assert_shape(s, "data_loss ridge_loss Loss", 1, 1);
    assert_null(step_find("W3"));
    assert_null(step_find("W"));
    step_free(s);
    step_free(NULL);
}

static void a_fixed_bias_has_no_gradient(void **state)
{
    struct step *s = sized(BIAS_FIXED), *like = step_like(s, 1);
    const char *const none[] = {"dLoss_db1", "dLoss_db2", "b1_new", "b2_new"};

    (void)state;
    assert_shape(s, "b1", 1, HIDDEN);
    assert_shape(like, "b2", 1, OUT);
    for (size_t i = 0; i < 4; i++)
        assert_true(!step_matrix(s, step_find(none[i])) && !step_matrix(like, step_find(none[i])));
    step_free(s);
    step_free(like);
}

static void a_step_of_fewer_rows_is_smaller(void **state)
{
    static double v[2 * (IN + OUT)];
    struct matrix X = {2, IN, v}, Y = {2, OUT, v + 2 * IN};
    struct step *s = sized(BIAS_NONE);

    (void)state;
    step_observe(s, &X, &Y);
    assert_int_equal(s->N, 2);
    assert_shape(s, "X dz1_dW1", 2, IN);
    assert_shape(s, "Y z2 h2 dLoss_dh2 dh2_dz2 dLoss_dz2", 2, OUT);
    assert_shape(s, "z1 h1 dz2_dW2 dLoss_dh1 dh1_dz1 dLoss_dz1", 2, HIDDEN);
    assert_shape(s, "W1 dLoss_dW1 W1_new", IN, HIDDEN);
    step_free(s);
}

/* Asserts that a formula names only earlier lines, which this network has. */
static void check_names(const struct step *s, const char *formula, size_t line)
{
    for (const char *at = formula; *at; at++) {
        char name[40];
        size_t length =
            strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
        const struct intermediate *i;
        bool known = false;

        if (length == 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        at += length - 1;
        for (size_t n = 0; n < line; n++)
            known |= (i = step_intermediate(n)) && strcmp(i->name, name) == 0 && step_matrix(s, i);
        if (!known && !isdigit((unsigned char)*name) &&
            !strstr(" sum sigmoid lambda alpha N ", name))
            fail_msg("%s is not known in line %zu: %s", name, line, formula);
    }
}

static void formulas_name_what_is_there_already(void **state)
{
    (void)state;
    for (enum bias bias = BIAS_NONE; bias <= BIAS_FIXED; bias++)
        for (int g = 0; g < 2; g++) {
            struct step *s = sized(bias);
            const struct intermediate *i;
            size_t n = 0, formulas = 0;
            char text[FORMULA];

            for (; (i = step_intermediate(n)); n++)
                if (step_matrix(s, i) &&
                    step_formula(s, i, g ? GRADIENT_ARTICLE : GRADIENT_EXACT, "", text)) {
                    check_names(s, text, n);
                    formulas++;
                }
            assert_int_equal(n, 30);
            assert_int_equal(formulas, bias == BIAS_TRAINED ? 24 : 20);
            step_free(s);
        }
}

static void assert_formula(const struct step *s, const char *name, enum gradient gradient,
                           const char *epoch, const char *formula)
{
    char text[FORMULA];

    assert_string_equal(step_formula(s, step_find(name), gradient, epoch, text), formula);
}

static void a_formula_follows_bias_gradient_and_epoch(void **state)
{
    struct step *with = sized(BIAS_TRAINED), *without = sized(BIAS_NONE);
    char text[FORMULA];

    (void)state;
    assert_formula(without, "z1", GRADIENT_EXACT, "", "X * W1");
    assert_formula(with, "z1", GRADIENT_EXACT, "", "X * W1 + b1");
    assert_formula(with, "z2", GRADIENT_EXACT, "@1000", "h1@1000 * W2@1000 + b2@1000");
    assert_formula(with, "dLoss_dh2", GRADIENT_EXACT, "@0", "-(Y - h2@0)/N");
    assert_formula(with, "dLoss_dh2", GRADIENT_ARTICLE, "@0", "-(Y - h2@0)");
    assert_formula(without, "dLoss_dW1", GRADIENT_ARTICLE, "",
                   "X' * dLoss_dz1 + lambda * sum(sum(W1.^2))");
    assert_null(step_formula(with, step_find("b1"), GRADIENT_EXACT, "", text));
    assert_null(step_matrix(without, step_find("b1")));
    step_free(with);
    step_free(without);
}

static void a_copy_has_weights_and_biases_of_its_own(void **state)
{
    struct step *s = sized(BIAS_TRAINED), *like;

    (void)state;
    s->W1->v[0] = 1, s->b1->v[1] = 2, s->W2->v[2] = 3, s->b2->v[0] = 4;
    like = step_like(s, 1);
    assert_matrix_same(like->W1, s->W1);
    assert_matrix_same(like->b1, s->b1);
    assert_matrix_same(like->W2, s->W2);
    assert_matrix_same(like->b2, s->b2);
    s->b1->v[1] = 5;
    assert_true(like->b1->v[1] == 2);
    assert_int_equal(like->h1->rows, 1);
    step_free(s);
    step_free(like);
}

static void the_notation_page_has_every_name(void **state)
{
    const struct intermediate *i;

    (void)state;
    for (size_t n = 0; (i = step_intermediate(n)); n++)
        must("grep -q '^|.*`%s`.*|.*|' chapters/notation.md", i->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_has_its_shape),
        cmocka_unit_test(a_fixed_bias_has_no_gradient),
        cmocka_unit_test(a_step_of_fewer_rows_is_smaller),
        cmocka_unit_test(formulas_name_what_is_there_already),
        cmocka_unit_test(a_formula_follows_bias_gradient_and_epoch),
        cmocka_unit_test(a_copy_has_weights_and_biases_of_its_own),
        cmocka_unit_test(the_notation_page_has_every_name),
    };

    return cmocka_run_group_tests_name("step", tests, NULL, NULL);
}
