/* The evaluator of formulas: it obeys the laws of matrices, its error is honest, and it survives
 * what the fuzzer found.  (Known answers are in tests/formula.c.) */
#include "formula.h"

#include <dirent.h>
#include <math.h>

/* These identities hold for matrices of any shape and any numbers. */
static void the_laws_of_matrices_hold(void **state)
{
    static const char *const zero[] = {
        "(A*B)' - B'*A'",
        "A*(B + B) - 2*A*B",
        "sum(sum(A)) - sum(sum(A'))",
        "A.^2 - A.*A",
        "sigmoid(A) + sigmoid(-A) - 1",
        "(A + 2*A)./A - 3",
        "-A - (0 - A)",
        "A'' - A",
        "(A.^3)./A - A.^2",
        "sum(A + 0*A)*B - sum(A*B)",
        "A/4 - 0.25*A",
        "(A*B)*C' - A*(B*C')",
        "log(exp(A)) - A",
        "exp(A + 1) - exp(A) .* exp(1)",
        "log(A.^2) - 2*log(max(A, -A))",
        "max(A, 0) - max(-A, 0) - A",
        "max(A, [], 2) - max(A', [], 1)'",
        "max(max(A)) - max(max(A', [], 2))",
        "sum(A, 2) - sum(A', 1)'",
        "sum(sum(A, 2)) - sum(sum(A))",
        "sum(exp(A - max(A, [], 2)) ./ sum(exp(A - max(A, [], 2)), 2), 2) - 1",
        "log(sum(exp(A), 2)) - log(sum(exp(A - max(A, [], 2)), 2)) - max(A, [], 2)",
    };
    struct rng r;
    char text[20000];

    (void)state;
    rng_seed(&r, 3);
    for (int round = 0; round < 20; round++) {
        size_t n = random_between(&r, 2, 6), k = random_between(&r, 1, 6),
               m = random_between(&r, 1, 6);
        const size_t shape[3][2] = {{n, k}, {k, m}, {n, m}};
        int used = sprintf(text, "# brick-trace 1\n\n\n");

        for (int b = 0; b < 3; b++) {
            used += sprintf(text + used, "# %c %zux%zu\n", 'A' + b, shape[b][0], shape[b][1]);
            for (size_t i = 0; i < shape[b][0] * shape[b][1]; i++)
                used += sprintf(text + used, "%.17g%c", rng_normal(&r),
                                (i + 1) % shape[b][1] ? ' ' : '\n');
            used += sprintf(text + used, "\n\n");
        }
        sprintf(text + used, "# result 1x1 = 0\n0\n\n\n# later 1x1\n1\n\n\n");
        for (size_t z = 0; z < sizeof zero / sizeof *zero; z++) {
            struct fixture f;

            begin(&f, text, zero[z], -1);
            assert_true(f.good);
            for (size_t i = 0; i < top(&f)->rows * top(&f)->cols; i++)
                if (!(fabs(entry(&f, i).value) <= 1e-13 * entry(&f, i).size))
                    fail_msg("%s: %g, with size %g", zero[z], entry(&f, i).value,
                             entry(&f, i).size);
            end(&f);
        }
    }
}

/* Moves every number within its half unit: the result stays within the error, and comes near it. */
static void the_error_is_honest(void **state)
{
    static const char *const formula[] = {
        "A .* B",
        "A + B - 2*A",
        "A * B'",
        "sigmoid(A .* B)",
        "A ./ (B.^2 + 1)",
        "-(A - B)/3",
        "sum(sum((A - B).^2))/2",
        "A.^2 .* (1 - A)",
        "2.^A",
        "(B.^2 + 1).^A",
        "A'*A",
        "A.^3",
        "exp(A)",
        "exp(A .* B)",
        "log(A.^2 + 0.1)",
        "max(A)",
        "max(A, [], 2)",
        "max(A, B - 0.25)",
        "max(A .* B, 0)",
        "sum(A .* B, 2)",
        "exp(A) ./ sum(exp(A), 2)",
        "-sum(A .* log(exp(B) ./ sum(exp(B), 2)), 2)",
    };
    static const char shape[] =
        "# brick-trace 1\n\n\n# A 2x2\n%.17g %.17g\n%.17g %.17g\n\n\n# B 2x2\n"
        "%.17g %.17g\n%.17g %.17g\n\n\n# result 1x1 = 0\n0\n\n\n"
        "# later 1x1\n1\n\n\n";
    struct rng r;

    (void)state;
    rng_seed(&r, 8);
    for (size_t k = 0; k < sizeof formula / sizeof *formula; k++) {
        double nearest = 0;

        for (int round = 0; round < 600; round++) {
            struct fixture f, g;
            char text[600];
            double x[8], y[8];

            for (int i = 0; i < 8; i++) {
                double step = (double)random_between(&r, 0, 2) - 1;

                x[i] = rint(100 * rng_normal(&r)) / 100;
                y[i] = x[i] + 0.005 * step;
            }
            snprintf(text, sizeof text, shape, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
            begin(&f, text, formula[k], 2);
            snprintf(text, sizeof text, shape, y[0], y[1], y[2], y[3], y[4], y[5], y[6], y[7]);
            begin(&g, text, formula[k], -1);
            assert_true(f.good && g.good);
            for (size_t i = 0; i < top(&f)->rows * top(&f)->cols; i++) {
                double moved = fabs(entry(&f, i).value - entry(&g, i).value);

                if (!(moved <= entry(&f, i).error * (1 + 1e-9)))
                    fail_msg("%s: moved %g, error %g", formula[k], moved, entry(&f, i).error);
                nearest = fmax(nearest, moved / entry(&f, i).error);
            }
            end(&f);
            end(&g);
        }
        if (nearest < 0.3)
            fail_msg("%s: the error is %.1f times what it should be", formula[k], 1 / nearest);
    }
}

/* exp, log and max at the ends of an interval: y is 0.25 and off by 0.05. */
static void the_error_is_that_of_the_ends(void **state)
{
    static const char text[] = "# brick-trace 1\n\n\n# y 1x1 = 0.25\n0.25\n\n\n"
                               "# result 1x1 = 0\n0\n\n\n# later 1x1\n1\n\n\n";
    const struct {
        const char *formula;
        double value, error;
    } cases[] = {
        {"exp(y)", exp(0.25), exp(0.3) - exp(0.25)},
        {"exp(0/0)", NAN, 0},
        {"exp(2838*y)", exp(709.5), INFINITY}, /* the upper end is beyond the numbers */
        {"exp(2900*y)", INFINITY, INFINITY},   /* the lower end is not */
        {"exp(4000*y)", INFINITY, 0},
        {"exp(-1/0 + y)", 0, 0},
        {"exp(1/(y - 0.2))", exp(1 / (0.25 - 0.2)), INFINITY},
        {"exp(1/0 + 1/(y - 0.21))", INFINITY, INFINITY},
        {"exp(log(y - 0.29))", NAN, INFINITY},
        {"log(y)", log(0.25), log(0.25) - log(0.2)},
        {"log(y - 0.19)", log(0.25 - 0.19), log(0.06) - log(0.01)},
        {"log(y - 0.21)", log(0.25 - 0.21), INFINITY},
        {"log(y - 0.29)", NAN, INFINITY},
        {"log(y - 0.31)", NAN, 0},
        {"log(0)", -INFINITY, 0},
        {"log(1/(y - 0.2))", log(1 / (0.25 - 0.2)), INFINITY},
        {"log(log(y - 0.29))", NAN, INFINITY},
        {"log(y + 1/0)", INFINITY, 0},
        {"max(y, 0)", 0.25, 0.05},
        {"max(y, 0.22)", 0.25, 0.05},
        {"max(0.28, y)", 0.28, 0.02},
        {"max(y, 0.31)", 0.31, 0},
        {"max(y, 0/0)", 0.25, 0.05},
        {"max(0/0, y)", 0.25, 0.05},
        {"max(0/0, 0/0)", NAN, 0},
        {"max(y, -1/0)", 0.25, 0.05},
        {"max(y, 1/(y - 0.21))", 1 / (0.25 - 0.21), INFINITY},
        {"max(1/0, 1/(y - 0.21))", INFINITY, 0},
        {"max(log(y - 0.29), 1)", 1, INFINITY},
        {"max(exp(2900*y), 1)", INFINITY, INFINITY},
        {"y/(1/0)", 0, 0},
        {"1/(y - 0.21)/(1/0)", 0, INFINITY},
        {"max(log(y - 0.29), 0/0)", NAN, INFINITY},
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct fixture f;
        struct entry x;

        begin(&f, text, cases[k].formula, 1);
        assert_true(f.good);
        x = entry(&f, 0);
        if (!(isnan(cases[k].value) ? isnan(x.value) : x.value == cases[k].value) ||
            !(x.error == cases[k].error || fabs(x.error - cases[k].error) <= 1e-12))
            fail_msg("%s: %.17g, error %.17g, should be %.17g, error %.17g", cases[k].formula,
                     x.value, x.error, cases[k].value, cases[k].error);
        end(&f);
    }
}

/* What could not be the larger one adds nothing to what rounding may do. */
static void the_size_of_max_is_that_of_the_larger(void **state)
{
    static const struct {
        const char *formula;
        double size;
    } cases[] = {
        {"max(1, -1000)", 1},
        {"max(-1000, 1)", 1},
        {"max(1, 1e15 - 1e15)", 2e15},
        {"max(1e15 - 1e15, 1)", 2e15},
        {"max(1e10 - 1e10, 1)", 1},
        {"max(1, 1)", 1},
        {"exp(3 - 3)", 7}, /* 1 + 1 * 6 */
        {"log(3 - 2)", 5}, /* 0 + 5/1 */
        {"exp(-1/0)", 0},
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct fixture f;

        begin(&f, small, cases[k].formula, -1);
        assert_true(f.good);
        if (entry(&f, 0).size != cases[k].size)
            fail_msg("%s: %g", cases[k].formula, entry(&f, 0).size);
        end(&f);
    }
}

/* Or each entry of X - max(X) would look for the largest once more. */
static void what_is_needed_again_is_kept(void **state)
{
    static const struct {
        const char *formula;
        size_t kept;
    } cases[] = {{"X - max(X)", 2},    {"X - max(X, [], 2) - sum(max(X))", 5},
                 {"max(X)", 0},        {"exp(X) + log(X)", 0},
                 {"max(X, X * X)", 4}, {"max(X, X)", 0}};

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct fixture f;

        begin(&f, small, cases[k].formula, -1);
        assert_true(f.good);
        assert_int_equal(f.t.kept, cases[k].kept);
        end(&f);
    }
}

/* The corpus holds formulas that tests/fuzz_formula.c found worth keeping. */
static void the_corpus_of_the_fuzzer_is_evaluated(void **state)
{
    struct dirent **list;
    int n = scandir("tests/corpus/formula", &list, NULL, alphasort), files = 0, good = 0;
    FILE *nowhere = fopen("/dev/null", "w");

    (void)state;
    assert_true(n > 0 && nowhere);
    for (int i = 0; i < n; i++) {
        char path[300], text[2000];
        FILE *file;

        snprintf(path, sizeof path, "tests/corpus/formula/%s", list[i]->d_name);
        if (*list[i]->d_name != '.' && (file = fopen(path, "r"))) {
            struct fixture f;
            struct expansion x = {.e = &f.e, .out = nowhere, .note = nowhere};

            text[fread(text, 1, sizeof text - 1, file)] = '\0';
            fclose(file);
            begin(&f, small, text, files++ % 2 ? 1 : -1);
            good += f.good;
            for (size_t k = 0; f.good && k < top(&f)->rows * top(&f)->cols; k++)
                entry(&f, k);
            for (x.style = NAMES; f.good && x.style <= TERMS; x.style++)
                expand(&x, f.e.f.nodes - 1, 0, 0);
            free(x.operand);
            end(&f);
        }
        free(list[i]);
    }
    free(list);
    fclose(nowhere);
    assert_true(files >= 20 && good >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_laws_of_matrices_hold),
        cmocka_unit_test(the_error_is_honest),
        cmocka_unit_test(the_error_is_that_of_the_ends),
        cmocka_unit_test(the_size_of_max_is_that_of_the_larger),
        cmocka_unit_test(what_is_needed_again_is_kept),
        cmocka_unit_test(the_corpus_of_the_fuzzer_is_evaluated),
    };

    return cmocka_run_group_tests_name("evaluate", tests, NULL, NULL);
}
