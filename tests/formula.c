/* Formulas of traces.  Known answers are GNU Octave 7.3's; where octave-cli is installed it is
 * asked again. */
#include "formula.h"

#include "format.h"

#include <math.h>
#include <unistd.h>

static const struct {
    const char *formula;
    size_t rows, cols;
    double value[6];
} known[] = {
    /* precedence */
    {"-2^2", 1, 1, {-4}},
    {"2^-1", 1, 1, {0.5}},
    {"2^-3^2", 1, 1, {0.015625}},
    {"2^3^2", 1, 1, {64}},
    {"2^+-1", 1, 1, {0.5}},
    {"2*-3^2", 1, 1, {-18}},
    {"2+3*4", 1, 1, {14}},
    {"(2+3)*4", 1, 1, {20}},
    {"10-4-3", 1, 1, {3}},
    {"12/2/3", 1, 1, {2}},
    {"12/2*3", 1, 1, {18}},
    {"- -5", 1, 1, {5}},
    {"-+-5", 1, 1, {5}},
    {"5 - -3", 1, 1, {8}},
    {"-X'", 2, 2, {-1, -3, -2, -4}},
    {"-X.^2", 2, 2, {-1, -4, -9, -16}},
    {"X'.^2", 2, 2, {1, 9, 4, 16}},
    {"X.^2'", 2, 2, {1, 9, 4, 16}},
    {"2.^r'", 3, 1, {2, 4, 8}},
    {"2.^-r", 1, 3, {0.5, 0.25, 0.125}},
    {"X''", 2, 2, {1, 2, 3, 4}},
    {"X.'", 2, 2, {1, 3, 2, 4}},
    /* numbers */
    {"2.*r", 1, 3, {2, 4, 6}},
    {"2./r", 1, 3, {2, 1, 2.0 / 3}},
    {"1.5.*2", 1, 1, {3}},
    {"1.e2 + .5 + 5. + 1e+2 + 1E2", 1, 1, {305.5}},
    {"3. *2", 1, 1, {6}},
    {"lambda/(2*N)", 1, 1, {0.125}},
    /* products and shapes */
    {"X * W1@7", 2, 3, {3, 8, -5.5, 5, 16, -10.5}},
    {"X' * c", 2, 1, {-6, -8}},
    {"r * r'", 1, 1, {14}},
    {"c * r", 2, 3, {0, 0, 0, -2, -4, -6}},
    {"s * X", 2, 2, {0.25, 0.5, 0.75, 1}},
    {"X / 2", 2, 2, {0.5, 1, 1.5, 2}},
    {"1 - X", 2, 2, {0, -1, -2, -3}},
    {"c + r", 2, 3, {1, 2, 3, -1, 0, 1}},
    {"X .* c", 2, 2, {0, 0, -6, -8}},
    {"X ./ X'", 2, 2, {1, 2.0 / 3, 1.5, 1}},
    /* functions */
    {"sum(X)", 1, 2, {4, 6}},
    {"sum(r)", 1, 1, {6}},
    {"sum(c)", 1, 1, {-2}},
    {"sum(5)", 1, 1, {5}},
    {"sum(X, 1)", 1, 2, {4, 6}},
    {"sum(c ,1)", 1, 1, {-2}},
    {"sum(r, 1)", 1, 3, {1, 2, 3}},
    {"sum(sum(X, 1))", 1, 1, {10}},
    {"sum(sum(X), 1)", 1, 2, {4, 6}},
    {"sum (sum(W1@7.^2))", 1, 1, {30.25}},
    {"sigmoid(0)", 1, 1, {0.5}},
    {"sigmoid(c)", 2, 1, {0.5, 0.11920292202211755}},
    {"sigmoid(-1000) + sigmoid(1000)", 1, 1, {1}},
    {"sum(X, 2)", 2, 1, {3, 7}},
    {"sum(r, 2)", 1, 1, {6}},
    {"sum(c , 2 )", 2, 1, {0, -2}},
    {"sum(X, 2)'", 1, 2, {3, 7}},
    {"sum(sum(X, 2))", 1, 1, {10}},
    {"sum(sum(W1@7.^2, 2), 1)", 1, 1, {30.25}},
    {"c * sum(r, 1)", 2, 3, {0, 0, 0, -2, -4, -6}},
    {"max(X)", 1, 2, {3, 4}},
    {"max(r)", 1, 1, {3}},
    {"max(c)", 1, 1, {0}},
    {"max(5)", 1, 1, {5}},
    {"max(W1@7, [], 1)", 1, 3, {2, 4, 0.5}},
    {"max(r, [], 1)", 1, 3, {1, 2, 3}},
    {"max (W1@7 ,[ ] , 2)", 2, 1, {0.5, 4}},
    {"max(c, [], 2)", 2, 1, {0, -2}},
    {"max(max(W1@7, [], 2))", 1, 1, {4}},
    {"max(sum(X))", 1, 1, {6}},
    {"sum(max(X))", 1, 1, {7}},
    {"max(X, 2)", 2, 2, {2, 2, 3, 4}},
    {"max(0, -X)", 2, 2, {0, 0, 0, 0}},
    {"max(c, r - 2)", 2, 3, {0, 0, 1, -1, 0, 1}},
    {"max(X, X')", 2, 2, {1, 3, 3, 4}},
    {"max(c, max(X, [], 2))", 2, 1, {2, 4}},
    {"-max(r)^2 + 2^max(r)", 1, 1, {-1}},
    {"exp(0) + exp(c)'", 1, 2, {2, 1.1353352832366127}},
    {"exp(-r)", 1, 3, {0.36787944117144233, 0.1353352832366127, 0.049787068367863944}},
    {"log(X)", 2, 2, {0, 0.69314718055994529, 1.0986122886681098, 1.3862943611198906}},
    {"log (exp(2))", 1, 1, {2}},
    {"exp(X - max(X, [], 2)) ./ sum(exp(X - max(X, [], 2)), 2)",
     2,
     2,
     {0.2689414213699951, 0.7310585786300049, 0.2689414213699951, 0.7310585786300049}},
    /* division */
    {"1 ./ r", 1, 3, {1, 0.5, 1.0 / 3}},
    {"r / 2", 1, 3, {0.5, 1, 1.5}},
    {"r ./ (c - 1)", 2, 3, {-1, -2, -3, -1.0 / 3, -2.0 / 3, -1}},
    {"(c - 1) ./ r", 2, 3, {-1, -0.5, -1.0 / 3, -3, -1.5, -1}},
    {"s ./ X", 2, 2, {0.25, 0.125, 0.25 / 3, 0.0625}},
    {"N/s", 1, 1, {8}},
    /* beyond the numbers */
    {"log(0)", 1, 1, {-INFINITY}},
    {"log(1/0) + exp(1000)", 1, 1, {INFINITY}},
    {"exp(-1/0)", 1, 1, {0}},
    {"exp(0/0) + log(0/0)", 1, 1, {NAN}},
    {"max(0/0, r)", 1, 3, {1, 2, 3}},
    {"max(r, 0/0)", 1, 3, {1, 2, 3}},
    {"max(0/0, 0/0)", 1, 1, {NAN}},
    {"max(-1/0, 0/0)", 1, 1, {-INFINITY}},
    {"max(c ./ c)", 1, 1, {1}},
    {"max((c + 2) ./ (c + 2), [], 1)", 1, 1, {1}},
    {"max(r * (0/0))", 1, 1, {NAN}},
    {"1/0", 1, 1, {INFINITY}},
    {"-1/0", 1, 1, {-INFINITY}},
    {"0/0", 1, 1, {NAN}},
    {"0.^0", 1, 1, {1}},
    {"r ./ 0 - r ./ 0", 1, 3, {NAN, NAN, NAN}},
};

static void formulas_give_what_octave_gives(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        struct fixture f;

        begin(&f, small, known[k].formula, -1);
        if (!f.good)
            fail_msg("%s: %s", known[k].formula, f.e.f.error);
        if (top(&f)->rows != known[k].rows || top(&f)->cols != known[k].cols)
            fail_msg("%s is %zux%zu", known[k].formula, top(&f)->rows, top(&f)->cols);
        for (size_t i = 0; i < known[k].rows * known[k].cols; i++) {
            double is = entry(&f, i).value, should = known[k].value[i];

            if (is != should && !(isnan(is) && isnan(should)) && !(fabs(is - should) <= 1e-15))
                fail_msg("%s: entry %zu is %.17g, should be %.17g", known[k].formula, i, is,
                         should);
        }
        end(&f);
    }
}

static void a_formula_that_cannot_be_is_refused(void **state)
{
    static const struct {
        const char *formula, *words;
    } bad[] = {
        {"r * W1@7", "column 3: * wants 1x3 * 3x2, not 1x3 * 2x3"},
        {"r * c", "column 3: * wants 1x3 * 3x1, not 1x3 * 2x1"},
        {"X + W1@7", "column 3: + wants two of one shape, not 2x2 and 2x3"},
        {"X .* r", "column 3: .* wants two of one shape"},
        {"1 / X", "column 3: / wants a number on its right, not 2x2"},
        {"X ^ 2", "column 3: ^ wants two numbers, not 2x2 ^ 1x1"},
        {"X * Z", "column 5: no block before is called 'Z'"},
        {"W1", "column 1: no block before is called 'W1'"},
        {"X + later", "column 5: later comes only later, in line "},
        {"1 + result", "column 5: result is to be made from itself"},
        {"X *", "column 4: the formula ends here, but an operand is wanted"},
        {"", "column 1: the formula ends here"},
        {"* X", "column 1: '*' stands where an operand is wanted"},
        {"(X", "column 3: the formula ends here, but a ')' is wanted"},
        {"X)", "column 2: ')' stands where the formula should end"},
        {"X X", "column 3: 'X' stands where the formula should end"},
        {"2i", "column 2: 'i' stands where"},
        {"0x10", "column 2: 'x' stands where"},
        {"1 e2", "column 3: 'e' stands where"},
        {"X(1,2)", "column 2: '(' stands where"},
        {"sum X", "column 5: 'X' stands where sum wants a '('"},
        {"sigmoid", "column 8: the formula ends here, but sigmoid wants a '('"},
        {"sum(X, 3)", "column 8: '3' stands where a 1 is wanted, for columns, or a 2, for rows"},
        {"sum(X, [], 1)", "column 8: '[' stands where a 1 is wanted"},
        {"sum(X, 1", "column 9: the formula ends here, but a ')' is wanted"},
        {"sum(X, 12)", "column 9: '2' stands where a ')' is wanted"},
        {"sigmoid(X, 1)", "column 10: ',' stands where a ')' is wanted"},
        {"exp X", "column 5: 'X' stands where exp wants a '('"},
        {"exp(X, X)", "column 6: ',' stands where a ')' is wanted"},
        {"log", "column 4: the formula ends here, but log wants a '('"},
        {"log()", "column 5: ')' stands where an operand is wanted"},
        {"max + 1", "column 5: '+' stands where max wants a '('"},
        {"max(X, [])", "column 10: ')' stands where a ',' is wanted, and a dimension"},
        {"max(X, [1], 1)", "column 9: '1' stands where a ']' is wanted"},
        {"max(X, [], 3)", "column 12: '3' stands where a 1 is wanted"},
        {"max(X, [], 1", "column 13: the formula ends here, but a ')' is wanted"},
        {"max(X, 1, 1)", "column 9: ',' stands where a ')' is wanted"},
        {"max(X, )", "column 8: ')' stands where an operand is wanted"},
        {"2 + max(X, W1@7)", "column 5: max wants two of one shape, not 2x2 and 2x3"},
        {"[1]", "column 1: '[' stands where an operand is wanted"},
        {"maximum(X)", "column 1: no block before is called 'maximum'"},
        {"5--3", "column 2: Octave has another meaning for '--'"},
        {"++5", "column 1: Octave has another meaning for '++'"},
        {"X = 2", "column 3: '=' stands where"},
        {"1:3", "column 2: ':' stands where"},
        {"\"a\"", "column 1: '\"' stands where"},
        {"\x01", "column 1: '?' stands where"},
        {"1 . * 2", "column 3: '.' stands where"},
    };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        struct fixture f;

        begin(&f, small, bad[k].formula, -1);
        if (f.good || strncmp(f.e.f.error, bad[k].words, strlen(bad[k].words)) != 0)
            fail_msg("%s: '%s', should be '%s'", bad[k].formula, f.good ? "" : f.e.f.error,
                     bad[k].words);
        end(&f);
    }
}

/* In Octave a matrix called sum would hide the function. */
static void the_name_of_a_function_always_means_the_function(void **state)
{
    static const char text[] = "# brick-trace 1\n# set exp=3\n\n\n# max 1x2\n4 5\n\n\n"
                               "# X 1x2\n1 2\n\n\n# result 1x1 = 0\n0\n\n\n# later 1x1\n1\n\n\n";
    struct fixture f;

    (void)state;
    begin(&f, text, "max(X) + exp(0)", -1);
    assert_true(f.good);
    assert_true(entry(&f, 0).value == 3);
    end(&f);
    begin(&f, text, "max * X'", -1);
    assert_false(f.good);
    assert_string_equal(f.e.f.error, "column 5: '*' stands where max wants a '('");
    end(&f);
    begin(&f, text, "exp + 1", -1);
    assert_false(f.good);
    end(&f);
}

/* Octave would go on with complex numbers. */
static void the_logarithm_of_a_negative_number_is_nan(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, small, "log(c)'", -1);
    assert_true(f.good && isinf(entry(&f, 0).value) && isnan(entry(&f, 1).value));
    end(&f);
}

static void depth_is_limited_but_not_width(void **state)
{
    static const char *const piece[] = {"(",    "- ", "sum(", "X'*(", "2^- ",    "X'",
                                        "''''", "1+", "1-",   "exp(", "max(1, ", "log(max("};
    char *formula = malloc(3000000);
    struct fixture f;

    (void)state;
    for (size_t k = 0; k < sizeof piece / sizeof *piece; k++) {
        strcpy(formula, "X");
        for (size_t i = 0; i < 100000; i++)
            memcpy(formula + 1 + i * strlen(piece[k]), piece[k], strlen(piece[k]) + 1);
        begin(&f, small, formula + (k < 5 || k > 6), -1);
        assert_false(f.good);
        assert_true(strlen(f.e.f.error) < 200);
        end(&f);
    }
    strcpy(formula, "0");
    for (size_t i = 0; i < 150; i++)
        strcat(formula, " + (2 * -s)");
    begin(&f, small, formula, -1);
    assert_true(f.good);
    assert_close(entry(&f, 0).value, -75, 1e-12);
    end(&f);
    free(formula);
}

/* Runs all formulas that the evaluator accepts through Octave itself. */
static void octave_agrees(void **state)
{
    char path[] = "/tmp/brick-octave-XXXXXX";
    FILE *script;
    struct outcome o;

    (void)state;
    if (!works("octave-cli --no-gui --norc --eval 'disp(1)'",
               "formulas are not run through Octave"))
        skip();
    assert_true((script = fdopen(mkstemp(path), "w")) != NULL);
    fputs("sigmoid = @(z) 1 ./ (1 + exp(-z)); alpha = 0.001; lambda = 0.5; N = 2; X = [1 2; 3 4];\n"
          "W1_at_7 = [-1 0 0.5; 2 4 -3]; r = [1 2 3]; c = [0; -2]; s = 0.25;\n",
          script);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        struct fixture f;

        fputs("assert(", script);
        for (const char *at = known[k].formula; *at; at++)
            fputs(*at == '@' ? "_at_" : (char[]){*at, '\0'}, script);
        fputs(", [", script);
        begin(&f, small, known[k].formula, -1);
        for (size_t i = 0; i < known[k].rows * known[k].cols; i++)
            fprintf(script, "%.17g%c", entry(&f, i).value, (i + 1) % known[k].cols ? ' ' : ';');
        fputs("], 1e-12);\n", script);
        end(&f);
    }
    fputs("disp('all agree')\n", script);
    fclose(script);
    o = run("octave-cli --no-gui --norc %s", path);
    unlink(path);
    if (!strstr(o.out, "all agree"))
        fail_msg("%s%s", o.out, o.err);
    outcome_free(&o);
}

/* Tests both sides of each limit: 200 nested operations, 200 million entries. */
static void a_formula_has_its_limits(void **state)
{
    char text[1000] = "X";
    struct fixture f;
    char *large = malloc(200000);
    int used;

    (void)state;
    for (int depth = 1; depth <= 201; depth++) {
        strcat(text, "'");
        begin(&f, small, text, -1);
        assert_int_equal(f.good, depth <= 200);
        if (!f.good)
            assert_non_null(strstr(f.e.f.error, "more than 200 operations within each other"));
        end(&f);
    }
    for (int rows = 20000; rows <= 20001; rows++) {
        used = sprintf(large, "# brick-trace 1\n\n\n# A %dx1\n", rows);
        for (int i = 0; i < rows; i++)
            used += sprintf(large + used, "1\n");
        used += sprintf(large + used, "\n\n# B 1x10000\n1");
        for (int i = 1; i < 10000; i++)
            used += sprintf(large + used, " 1");
        sprintf(large + used, "\n\n\n# result 1x1 = 0\n0\n\n\n# later 1x1\n1\n\n\n");
        begin(&f, large, "A * B", -1);
        assert_int_equal(f.good, rows == 20000);
        if (!f.good)
            assert_string_equal(f.e.f.error, "column 1: a matrix of 20001x10000 is too large");
        end(&f);
    }
    free(large);
}

static void numbers_are_printed_for_people(void **state)
{
    static const struct {
        double x;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-1.5, "-1.5"},
        {0.1, "0.1"},
        {1.0 / 3, "0.33333333"},
        {0.0001, "0.0001"},
        {0.00009999, "9.999e-05"},
        {-1e-9, "-1e-09"},
        {999999.125, "999999.125"},
        {1e6, "1000000"},
        {1234567.891, "1234567.9"},
        {-2e300, "-2e+300"},
        {NAN, "nan"},
        {-NAN, "nan"},
        {INFINITY, "inf"},
        {0.000123456789, "0.00012346"},
        {100, "100"},
        {0.5000000001, "0.50000000"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[40];

        format_number(text, cases[i].x);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_give_what_octave_gives),
        cmocka_unit_test(a_formula_that_cannot_be_is_refused),
        cmocka_unit_test(the_name_of_a_function_always_means_the_function),
        cmocka_unit_test(the_logarithm_of_a_negative_number_is_nan),
        cmocka_unit_test(depth_is_limited_but_not_width),
        cmocka_unit_test(octave_agrees),
        cmocka_unit_test(a_formula_has_its_limits),
        cmocka_unit_test(numbers_are_printed_for_people),
    };

    return cmocka_run_group_tests_name("formula", tests, NULL, NULL);
}
