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
        cmocka_unit_test(the_corpus_of_the_fuzzer_is_evaluated),
    };

    return cmocka_run_group_tests_name("evaluate", tests, NULL, NULL);
}
