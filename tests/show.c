/* What a person is shown: numbers of every size, in lines no wider than the terminal, and nothing
 * cut without need. */
#include "test.h"

#include "show.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct show on_terminal(unsigned columns, int decimals)
{
    int keyboard, screen = open_terminal(columns, &keyboard);
    FILE *out = fdopen(screen, "w");
    struct show s;

    show_init(&s, out, decimals);
    fclose(out);
    close(keyboard);
    return s;
}

static void lines_are_as_wide_as_the_terminal_from_40_to_80(void **state)
{
    static const size_t width[][2] = {{1, 40},  {39, 40}, {40, 40}, {41, 41},
                                      {79, 79}, {80, 80}, {81, 80}, {500, 80}};
    FILE *file = tmpfile();
    struct show s;

    (void)state;
    for (size_t i = 0; i < sizeof width / sizeof *width; i++)
        assert_int_equal(on_terminal((unsigned)width[i][0], 8).width, width[i][1]);
    assert_int_equal(on_terminal(0, 8).width, 80); /* one that does not say */
    show_init(&s, file, 8);
    assert_int_equal(s.width, 80);
    fclose(file);
}

static void a_terminal_gets_what_it_says_it_can(void **state)
{
    static const struct {
        const char *term, *no_color, *locale;
        bool colour, unicode;
    } cases[] = {
        {"xterm", NULL, "C.UTF-8", true, true},  {"xterm", "", "C.UTF-8", true, true},
        {"xterm", "1", "C.UTF-8", false, true},  {"xterm", NULL, "C", true, false},
        {"dumb", NULL, "C.UTF-8", false, false}, {"", NULL, "C.UTF-8", false, false},
        {NULL, NULL, "C.UTF-8", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsetenv("NO_COLOR");
        unsetenv("TERM");
        if (cases[i].term)
            setenv("TERM", cases[i].term, 1);
        if (cases[i].no_color)
            setenv("NO_COLOR", cases[i].no_color, 1);
        setenv("LC_ALL", cases[i].locale, 1);

        struct show s = on_terminal(80, 8);

        assert_int_equal(s.colour, cases[i].colour);
        assert_int_equal(s.unicode, cases[i].unicode);
    }
    unsetenv("NO_COLOR");
}

static void large_numbers_have_an_exponent(void **state)
{
    static const struct {
        double x;
        const char *text;
    } cases[] = {
        {999999, "999999.00"}, {-999999, "-999999.00"}, {1000000, "1.00e+06"},
        {-1e6, "-1.00e+06"},   {1.7e308, "1.70e+308"},  {0.004, "0.00"},
        {INFINITY, "inf"},     {1.005e7, "1.00e+07"},
    };
    struct show s = {.decimals = 2, .width = 80};
    char text[SHOW_NUMBER];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(show_number(&s, cases[i].x, text), cases[i].text);
}

/* Returns what f prints in so many columns, to be freed. */
static char *printed(size_t width, int decimals, bool fancy, void (*f)(const struct show *s))
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct show s = {
        .out = out, .width = width, .decimals = decimals, .unicode = fancy, .colour = fancy};

    f(&s);
    fclose(out);
    return text;
}

static void assert_printed(size_t width, void (*f)(const struct show *s), const char *want)
{
    char *text = printed(width, 2, false, f);

    assert_string_equal(text, want);
    free(text);
}

/* Returns a matrix of 0, 1, 2, ... */
static struct matrix *counted(size_t rows, size_t cols)
{
    struct matrix *m = matrix_new(rows, cols);

    for (size_t i = 0; i < rows * cols; i++)
        m->v[i] = (double)i;
    return m;
}

static void large(const struct show *s)
{
    struct matrix *m = counted(7, 6);

    show_equation(s, "z", m, "A", (struct named[]){{"A", m, 0}}, 1);
    show_line(s, "z", m, "A");
    matrix_free(m);
}

static void a_large_matrix_shows_its_beginning(void **state)
{
    (void)state;
    assert_printed(80, large,
                   "\n"
                   "   z  =  A\n"
                   "  7x6   7x6\n"
                   "\n"
                   "  [  0.00  1.00  2.00  3.00  4.00  .. ]\n"
                   "  [  6.00  7.00  8.00  9.00 10.00  .. ]\n"
                   "  [ 12.00 13.00 14.00 15.00 16.00  .. ]\n"
                   "  [ 18.00 19.00 20.00 21.00 22.00  .. ]\n"
                   "  [ 24.00 25.00 26.00 27.00 28.00  .. ]\n"
                   "  [ 30.00 31.00 32.00 33.00 34.00  .. ]\n"
                   "  [    ..    ..    ..    ..    ..  .. ]\n"
                   "  z            7x6  0.00  1.00  2.00 ..  = A\n");
    assert_printed(34, large,
                   "\n"
                   "   z  =  A\n"
                   "  7x6   7x6\n"
                   "\n"
                   "  [  0.00  1.00  2.00  3.00  .. ]\n"
                   "  [  6.00  7.00  8.00  9.00  .. ]\n"
                   "  [ 12.00 13.00 14.00 15.00  .. ]\n"
                   "  [ 18.00 19.00 20.00 21.00  .. ]\n"
                   "  [ 24.00 25.00 26.00 27.00  .. ]\n"
                   "  [ 30.00 31.00 32.00 33.00  .. ]\n"
                   "  [    ..    ..    ..    ..  .. ]\n"
                   "  z            7x6  0.00  1.00 ..\n");
    assert_printed(12, large,
                   "\n"
                   "   z  =  A\n"
                   "  7x6   7x6\n"
                   "\n"
                   "  [  0.00  .. ]\n"
                   "  [  6.00  .. ]\n"
                   "  [ 12.00  .. ]\n"
                   "  [ 18.00  .. ]\n"
                   "  [ 24.00  .. ]\n"
                   "  [ 30.00  .. ]\n"
                   "  [    ..  .. ]\n"
                   "  z            7x6 ..\n");
}

static void product(const struct show *s)
{
    struct matrix *A = counted(3, 2), *B = counted(3, 1), *z = counted(2, 1);
    struct named known[] = {{"A", A, 0}, {"B", B, 0}, {"alpha", NULL, 0.5}, {"h1", B, 0}};

    show_equation(s, "dLoss_dz", z, "A' * B", known, 4);
    show_equation(s, "dh", B, "alpha*B .* (1 - h1)", known, 4);
    if (s->colour) {
        show_equation(s, "X", B, "dz2_dW2", (struct named[]){{"dz2_dW2", B, 0}}, 1);
        show_title(s, "Title");
    }
    free_matrices(A, B, z);
}

static void an_equation_is_set_in_its_columns(void **state)
{
    (void)state;
    assert_printed(80, product,
                   "\n"
                   "  dLoss_dz = A'  *  B\n"
                   "    2x1      2x3   3x1\n"
                   "\n"
                   "  [ 0.00 2.00 4.00 ]   [ 0.00 ]   [ 0.00 ]\n"
                   "  [ 1.00 3.00 5.00 ] * [ 1.00 ] = [ 1.00 ]\n"
                   "                       [ 2.00 ]\n"
                   "\n"
                   "  dh  = alpha* B  .* (1 - h1 )\n"
                   "  3x1         3x1         3x1\n"
                   "\n"
                   "      [ 0.00 ]         [ 0.00 ]    [ 0.00 ]\n"
                   "  0.5*[ 1.00 ] .* (1 - [ 1.00 ]) = [ 1.00 ]\n"
                   "      [ 2.00 ]         [ 2.00 ]    [ 2.00 ]\n");
    assert_printed(40, product,
                   "\n"
                   "  dLoss_dz = A'  *  B\n"
                   "    2x1      2x3   3x1\n"
                   "\n"
                   "  [ 0.00 2.00 4.00 ]   [ 0.00 ]\n"
                   "  [ 1.00 3.00 5.00 ] * [ 1.00 ]\n"
                   "                       [ 2.00 ]\n"
                   "   = [ 0.00 ]\n"
                   "     [ 1.00 ]\n"
                   "\n"
                   "  dh  = alpha* B  .* (1 - h1 )\n"
                   "  3x1         3x1         3x1\n"
                   "\n"
                   "      [ 0.00 ]         [ 0.00 ]\n"
                   "  0.5*[ 1.00 ] .* (1 - [ 1.00 ])\n"
                   "      [ 2.00 ]         [ 2.00 ]\n"
                   "     [ 0.00 ]\n"
                   "   = [ 1.00 ]\n"
                   "     [ 2.00 ]\n");
}

static void sums(const struct show *s)
{
    struct matrix *A = matrix_new(3, 2), *B = matrix_new(3, 1), *z = matrix_new(2, 1),
                  *X = matrix_new(2, 8);
    struct named known[] = {{"h1", A, 0}, {"B", B, 0},    {"lambda", NULL, 0.5},
                            {"W2", z, 0}, {"N", NULL, 3}, {"X", X, 0}};

    show_equation(s, "dLoss_dW2", z, "(h1' * B) + lambda/N * W2 .* W2 - W2", known, 6);
    show_equation(s, "z", z, "X * W2", known, 6);
    free_matrices(A, B, z, X);
}

/* A line ends before an operator outside of brackets, or else as late as possible. */
static void a_line_ends_before_an_operator(void **state)
{
    (void)state;
    assert_printed(60, sums,
                   "\n"
                   "  dLoss_dW2 = (h1' *  B ) + lambda/N * W2  .* W2  - W2\n"
                   "     2x1       2x3   3x1               2x1    2x1   2x1\n"
                   "\n"
                   "   [ 0.00 0.00 0.00 ]   [ 0.00 ]            [ 0.00 ]\n"
                   "  ([ 0.00 0.00 0.00 ] * [ 0.00 ]) + 0.5/3 * [ 0.00 ]\n"
                   "                        [ 0.00 ]\n"
                   "   .* [ 0.00 ] - [ 0.00 ] = [ 0.00 ]\n"
                   "      [ 0.00 ]   [ 0.00 ]   [ 0.00 ]\n"
                   "\n"
                   "   z  =  X  * W2\n"
                   "  2x1   2x8   2x1\n"
                   "\n"
                   "  [ 0.00 0.00 0.00 0.00 0.00  .. ] * [ 0.00 ] = [ 0.00 ]\n"
                   "  [ 0.00 0.00 0.00 0.00 0.00  .. ]   [ 0.00 ]   [ 0.00 ]\n");
    assert_printed(40, sums,
                   "\n"
                   "  dLoss_dW2 = (h1' *  B )\n"
                   "     2x1       2x3   3x1\n"
                   "   + lambda/N * W2  .* W2  - W2\n"
                   "                2x1    2x1   2x1\n"
                   "\n"
                   "   [ 0.00 0.00 0.00 ]   [ 0.00 ]\n"
                   "  ([ 0.00 0.00 0.00 ] * [ 0.00 ])\n"
                   "                        [ 0.00 ]\n"
                   "   + 0.5/3 * [ 0.00 ] .* [ 0.00 ]\n"
                   "             [ 0.00 ]    [ 0.00 ]\n"
                   "   - [ 0.00 ] = [ 0.00 ]\n"
                   "     [ 0.00 ]   [ 0.00 ]\n"
                   "\n"
                   "   z  =  X  * W2\n"
                   "  2x1   2x8   2x1\n"
                   "\n"
                   "  [ 0.00 0.00 0.00 0.00 0.00  .. ]\n"
                   "  [ 0.00 0.00 0.00 0.00 0.00  .. ]\n"
                   "   * [ 0.00 ] = [ 0.00 ]\n"
                   "     [ 0.00 ]   [ 0.00 ]\n");
}

static void colours_are_the_article_s(void **state)
{
    static const char *const words[] = {
        "\033[94mdLoss_dz\033[0m",
        "\033[1mA'\033[0m",
        "\033[33mdh\033[0m",
        "\033[32mh1\033[0m",
        "\033[32mX\033[0m",
        "\033[32mdz2_dW2\033[0m",
        "\033[1m⎡ 0.00 2.00 4.00 ⎤\033[0m",
        "\033[1m⎣ 1.00 3.00 5.00 ⎦\033[0m",
        "\033[94m⎣ 1.00 ⎦\033[0m",
        "\033[32m⎢ 1.00 ⎥\033[0m",
        "\033[1mTitle\033[0m\n─────\n",
        "\033[0m\n    2x1      2x3   3x1\n", /* shapes have none */
    };
    char *text = printed(80, 2, true, product);

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(text, words[i]))
            fail_msg("no '%s' in %s", words[i], text);
    free(text);
}

static void long_one(const struct show *s)
{
    struct matrix *a = counted(1, 1);
    char formula[300] = "a";

    for (int i = 0; i < 60; i++)
        strcat(formula, "*a");
    show_equation(s, "z", a, formula, (struct named[]){{"a", a, 0}}, 1);
    free_matrices(a);
}

/* The formulas of the table are shorter; of a longer one less is shown. */
static void a_formula_that_is_too_long_is_cut(void **state)
{
    (void)state;
    for (size_t width = 80; width >= 40; width -= 40) {
        char *text = printed(width, 2, false, long_one);
        size_t stars = 0, column = 0;

        for (const char *at = text; *at; at++) {
            column = *at == '\n' ? 0 : column + 1;
            assert_true(column <= width);
            stars += *at == '*';
        }
        assert_int_equal(stars, 17 + 18);
        assert_non_null(strstr(text, "[ 0.00 ]*[ 0.00 ] = [ 0.00 ]\n"));
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_as_wide_as_the_terminal_from_40_to_80),
        cmocka_unit_test(a_terminal_gets_what_it_says_it_can),
        cmocka_unit_test(large_numbers_have_an_exponent),
        cmocka_unit_test(a_large_matrix_shows_its_beginning),
        cmocka_unit_test(an_equation_is_set_in_its_columns),
        cmocka_unit_test(a_line_ends_before_an_operator),
        cmocka_unit_test(colours_are_the_article_s),
        cmocka_unit_test(a_formula_that_is_too_long_is_cut),
    };

    return cmocka_run_group_tests_name("show", tests, NULL, NULL);
}
