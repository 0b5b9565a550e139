/* trace why: it explains one number. */
#include "test.h"

#include <stdio.h>
#include <string.h>

static int make_traces(void **state)
{
    make_folder(state);
    must(BUILD "/05-dloss-dw1 --trace=%s/worked", folder);
    must(BUILD
         "/06-loop --rows=50 --hidden=10 --lambda=0.01 --lr=0.001 --epochs=1 --trace=%s/fifty",
         folder);
    return 0;
}

/* Returns how many columns the widest line takes; a letter of several bytes counts once. */
static size_t width(const char *text)
{
    size_t most = 0, n = 0;

    for (; *text; text++) {
        n = *text == '\n' ? 0 : n + ((*text & 0xc0) != 0x80);
        most = n > most ? n : most;
    }
    return most;
}

static void the_worked_example_is_explained_down_to_its_inputs(void **state)
{
    static const char begins[] =
        "dLoss_dW1[1,2] = 0.00546965\n"
        "|  formula: X' * dLoss_dz1 + lambda/N * W1\n"
        "|  = X[1,1] * dLoss_dz1[1,2] + lambda/N * W1[1,2]\n"
        "|  = 1.76405235 * 0.00310062 + 0/1 * 0.37769425\n"
        "|  = 0.00546965 + 0\n"
        "+- X[1,1] = 1.76405235 (given)\n"
        "+- dLoss_dz1[1,2] = 0.00310062\n"
        "|  |  formula: dLoss_dh1 .* dh1_dz1\n"
        "|  |  = dLoss_dh1[1,2] * dh1_dz1[1,2]\n"
        "|  |  = 0.01515256 * 0.20462656\n"
        "|  +- dLoss_dh1[1,2] = 0.01515256\n"
        "|  |  |  formula: dLoss_dz2 * W2'\n"
        "|  |  |  = dLoss_dz2[1,1] * W2[2,1] + dLoss_dz2[1,2] * W2[2,2]\n"
        "|  |  |  = -0.14673508 * (-0.31583913) + 0.11258065 * (-0.27706468)\n"
        "|  |  |  = 0.04634468 - 0.03119212\n";
    static const char *const once[] = {
        "= 1/(1 + exp(-z2[1,1]))",
        "= 1/(1 + exp(-(-0.52507645)))",
        "= -(Y[1,1] - h2[1,1])/N",
        "= -(1 - 0.37166596)/1",
        "= h2[1,1] * (1 - h2[1,1])",
        "= 0.37166596 * (1 - 0.37166596)",
        "+- lambda = 0 (set)\n",
        "+- N = 1 (set)\n",
        "+- h2[1,1] = 0.37166596 (explained above)",
        "+- Y[1,1] = 1 (given)",
        "+- z2[1,1] = -0.52507645\n",
        "+- z1[1,3] = -0.04529517\n",
        "= -0.08143260 - 0.22519659 - 0.21844725\n",
    };
    struct outcome o = run(BUILD "/trace why %s/worked 'dLoss_dW1[1,2]'", folder);

    (void)state;
    assert_int_equal(o.status, 0);
    o.out[strlen(o.out) < strlen(begins) ? 0 : strlen(o.out)] = '\0';
    assert_int_equal(strncmp(o.out, begins, strlen(begins)), 0);
    for (size_t i = 0; i < sizeof once / sizeof *once; i++)
        if (times(o.out, once[i]) != 1)
            fail_msg("'%s' %zu times in\n%s", once[i], times(o.out, once[i]), o.out);
    assert_int_equal(times(o.out, "..."), 0);
    assert_true(width(o.out) <= 80);
    outcome_free(&o);
}

static void depth_ends_the_tree(void **state)
{
    struct outcome o = run(BUILD "/trace why --depth=0 %s/worked Loss", folder);

    (void)state;
    assert_string_equal(o.out, "Loss = 0.30052460\n|  formula: data_loss + ridge_loss\n"
                               "|  = data_loss + ridge_loss\n|  = 0.30052460 + 0\n"
                               "+- ... (--depth shows more)\n");
    outcome_free(&o);
    o = run(BUILD "/trace why --depth=1 %s/worked Loss", folder);
    assert_int_equal(times(o.out, "shows more"), 2);
    assert_int_equal(times(o.out, "= ((1 - 0.37166596)^2 + (0 - 0.45414264)^2)/(2 * 1)\n"), 1);
    assert_int_equal(times(o.out, "= (0.39480367 + 0.20624554)/2\n"), 1);
    outcome_free(&o);
    assert_refused("want a whole number from 0 to 20", BUILD "/trace why --depth=21 %s/worked Loss",
                   folder);
}

static void long_sums_show_their_first_and_largest_terms(void **state)
{
    struct outcome o = run(BUILD "/trace why --depth=0 %s/fifty 'dLoss_dW1[1,2]'", folder);

    (void)state;
    assert_int_equal(
        times(o.out, "(50 terms: the first 3 and the 2 largest; the other 45 add up to "), 1);
    assert_int_equal(
        times(o.out, "(20 terms: the first 3 and the 2 largest; the other 15 add up to "), 1);
    assert_int_equal(times(o.out, " X["), 5);
    assert_true(strstr(o.out, "X[1,1] * ") && strstr(o.out, "X[2,1] * ") &&
                strstr(o.out, "X[3,1] * "));
    assert_true(width(o.out) <= 80);
    outcome_free(&o);
    o = run(BUILD "/trace why %s/fifty 'W1_new[2,7]'", folder);
    assert_true(width(o.out) <= 80 && times(o.out, "(explained above)") > 10);
    outcome_free(&o);
}

static void a_terminal_gets_lines_and_a_pipe_gets_ascii(void **state)
{
    struct outcome o;

    (void)state;
    if (!works("script -qec true /dev/null", "the output on a terminal"))
        skip();
    o = run("TERM=xterm LC_ALL=C.UTF-8 script -qec \"" BUILD
            "/trace why %s/worked 'z1[1,1]'\" /dev/null",
            folder);
    assert_true(strstr(o.out, "├─ X[1,1] = 1.76405235 (given)") && strstr(o.out, "└─ W1[2,1]"));
    outcome_free(&o);
    o = run("TERM=xterm LC_ALL=C.UTF-8 " BUILD "/trace why %s/worked 'z1[1,1]'", folder);
    for (const char *c = o.out; *c; c++)
        assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
    outcome_free(&o);
}

static void the_wrong_name_and_the_wrong_entry_are_answered(void **state)
{
    static const struct {
        const char *name, *words;
    } bad[] = {
        {"dLoss",
         "there is no 'dLoss', but X Y W1 W2 z1 h1 z2 h2 data_loss ridge_loss Loss dLoss_dh2"},
        {"", "there is no '', but X Y"},
        {"[1,1]", "there is no '[1,1]', but X Y"},
        {"W1", "W1 is 2x3: which entry, 'W1[1,1]' to 'W1[2,3]'?"},
        {"W1[3,1]", "W1 is 2x3: it has no entry [3,1]"},
        {"W1[1,4]", "W1 is 2x3: it has no entry [1,4]"},
        {"W1[0,1]", "want NAME or 'NAME[ROW,COLUMN]', counted from 1"},
        {"W1[1]", "want NAME or"},
        {"W1[1,1", "want NAME or"},
        {"W1[1,1]'", "want NAME or"},
        {"W1[-1,1]", "want NAME or"},
        {"W1[99999999999999999999,1]", "want NAME or"},
        {"alpha[1,1]", "alpha is one number of the set line: leave out '[1,1]'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused(bad[i].words, BUILD "/trace why %s/worked \"%s\"", folder, bad[i].name);
    assert_refused("want TRACE NUMBER", BUILD "/trace why %s/worked", folder);
    assert_refused("c: want TRACE NUMBER, 2 at most", BUILD "/trace why a b c");

    struct outcome o =
        run(BUILD "/trace why - alpha <%s/worked; " BUILD "/trace why %s/worked 'Loss[1,1]' "
                  "| head -1",
            folder, folder);

    assert_string_equal(o.out, "alpha = 0.001 (set)\nLoss = 0.30052460\n");
    outcome_free(&o);
}

static void inner_products_and_wrong_numbers_are_shown(void **state)
{
    struct outcome o =
        run("printf '# brick-trace 1\\n\\n\\n# A 2x2\\n1 2\\n3 4\\n\\n\\n"
            "# B 1x2 = sum((A * A) * A'\\'')\\n27 58\\n\\n\\n' | " BUILD "/trace why - 'B[1,1]'");

    (void)state;
    assert_true(strstr(o.out, "formula: sum((A * A) * A')\n|  which gives another number, 86 ("));
    assert_true(strstr(o.out, "= ((A * A) * A')[1,1] + ((A * A) * A')[2,1]\n|  = 27 + 59\n"));
    assert_true(strstr(o.out, "+- ((A * A) * A')[2,1] = 59\n"
                              "   |  = (A * A)[2,1] * A[1,1] + (A * A)[2,2] * A[1,2]\n"));
    assert_true(
        strstr(o.out, "+- (A * A)[2,2] = 22\n   |  |  = A[2,1] * A[1,2] + A[2,2] * A[2,2]\n"));
    outcome_free(&o);
}

/* tests/corpus/trace/softmax: a network with max(z1, 0), softmax and cross-entropy. */
static void softmax_and_cross_entropy_are_explained(void **state)
{
    static const struct {
        const char *number, *words;
    } cases[] = {
        {"P[1,2]",
         "P[1,2] = 0.31662034\n"
         "|  formula: exp(z2 - max(z2, [], 2)) ./ sum(exp(z2 - max(z2, [], 2)), 2)\n"
         "|  = exp(z2[1,2] - max(z2[1,1], z2[1,2], z2[1,3]))/(exp(z2[1,1] - max(z2, [],\n"
         "|    2)[1,1]) + exp(z2[1,2] - max(z2, [], 2)[1,1])\n"
         "|    + exp(z2[1,3] - max(z2, [], 2)[1,1]))\n"
         "|  = exp(-0.04000000 - max(0.01600000, -0.04000000, 0.05600000))/(exp(0.01600000\n"
         "|    - 0.05600000) + exp(-0.04000000 - 0.05600000)\n"
         "|    + exp(0.05600000 - 0.05600000))\n"
         "|  = exp(-0.04000000 - 0.05600000)/(0.96078944 + 0.90846402 + 1)\n"
         "+- z2[1,2] = -0.04000000\n"},
        {"P[1,2]", "+- max(z2, [], 2)[1,1] = 0.05600000\n"
                   "   |  = max(z2[1,1], z2[1,2], z2[1,3])\n"
                   "   |  = max(0.01600000, -0.04000000, 0.05600000)\n"
                   "   +- z2[1,1] = 0.01600000 (explained above)\n"},
        {"Loss", "|  = -(1 * log(0.33485694) + 0 * log(0.31662034) + 0 * log(0.34852271) + ...\n"
                 "|    + 1 * log(0.21349270) + ... + 1 * log(0.18062696))/3\n"
                 "|  = -(-1.09405188 + 0 + 0 + ... - 1.54415264 + ... - 1.71132138)/3\n"
                 "|  (9 terms: the first 3 and the 2 largest; the other 4 add up to 0)\n"},
        {"h1[3,1]", "|  formula: max(z1, 0)\n|  = max(z1[3,1], 0)\n|  = max(-0.08000000, 0)\n+-"},
        {"dh1_dz1[1,2]", "|  = max(z1[1,2]/max(z1[1,2], -z1[1,2]), 0)\n"
                         "|  = max(-1.11000000/max(-1.11000000, -(-1.11000000)), 0)\n+-"},
        {"likeliest[2,1]", "|  = max(P[2,1], P[2,2], P[2,3])\n"
                           "|  = max(0.33182331, 0.21349270, 0.45468399)\n+- P[2,1]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_prints(0, cases[i].words, BUILD "/trace why tests/corpus/trace/softmax '%s'",
                      cases[i].number);
}

/* Of many entries max shows the first and the largest, and not those far below zero. */
static void a_long_max_shows_its_first_and_its_largest_entries(void **state)
{
    struct outcome o =
        run("printf '# brick-trace 1\\n\\n\\n# A 1x8\\n1 2 3 -90 5 -7 6 4\\n\\n\\n"
            "# B 1x1 = -max(A - 1)\\n-5\\n\\n\\n' | " BUILD "/trace why --depth=0 - B");

    (void)state;
    assert_string_equal(
        o.out, "B = -5\n|  formula: -max(A - 1)\n"
               "|  = -max(A[1,1] - 1, A[1,2] - 1, A[1,3] - 1, ..., A[1,5] - 1, ..., A[1,7] - 1,\n"
               "|    ...)\n"
               "|  = -max(1 - 1, 2 - 1, 3 - 1, ..., 5 - 1, ..., 6 - 1, ...)\n"
               "|  = -max(0, 1, 2, ..., 4, ..., 5, ...)\n"
               "|  (8 entries: the first 3 and the 2 largest of the others)\n"
               "+- ... (--depth shows more)\n");
    outcome_free(&o);
}

static void sums_and_max_of_each_other_are_told_apart(void **state)
{
    static const struct {
        const char *formula, *words;
    } cases[] = {
        {"max(max(A))", "  = max(A[1,1], A[1,2], A[2,1], A[2,2])\n"},
        {"sum(sum(A, 2))", "  = A[1,1] + A[1,2] + A[2,1] + A[2,2]\n"},
        {"max(sum(A))", "  = max(sum(A)[1,1], sum(A)[1,2])\n"},
        {"sum(max(A, [], 2))", "  = max(A, [], 2)[1,1] + max(A, [], 2)[2,1]\n"},
        {"sum(sum(sum(A), 1) * A)", "  = (sum(sum(A), 1) * A)[1,1] + (sum(sum(A), 1) * A)[1,2]\n"},
        {"sum(sum(A), 1) * sum(A, 2)",
         "+- sum(sum(A), 1)[1,1] = 4\n|  |  = A[1,1] + A[2,1]\n|  |  = 1 + 3\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_prints(0, cases[i].words,
                      "printf '# brick-trace 1\\n\\n\\n# A 2x2\\n1 2\\n3 4\\n\\n\\n"
                      "# B 1x1 = %s\\n0\\n\\n\\n' | " BUILD "/trace why - B",
                      cases[i].formula);
}

/* No blank is near: a name of 60 letters in a window of 40 columns.  A tab is a blank, too. */
static void a_word_too_long_for_a_line_is_broken(void **state)
{
#define LONG "a_very_long_name_of_a_block_that_no_window_of_40_columns_has"
    struct outcome o =
        run_on_terminal(40, "",
                        "printf '# brick-trace 1\\n\\n\\n# " LONG " 1x1\\n1\\n\\n\\n' | "
                        "TERM=xterm LC_ALL=C.UTF-8 " BUILD "/trace why - " LONG);

    (void)state;
    assert_int_equal(o.status, 0);
    assert_true(width(o.out) <= 40);
    assert_non_null(strstr(o.out, "a_very_long_name_of_a_block_that_no_wind"));
    outcome_free(&o);
    assert_prints(0, "\n|  = (A * A)[1,1] + (A * A)[2,1]\n",
                  "printf '# brick-trace 1\\n\\n\\n# A 2x2\\n1 2\\n3 4\\n\\n\\n"
                  "# B 1x2 = sum((A\\t*\\tA))\\n22 32\\n\\n\\n' | " BUILD
                  "/trace why --depth=0 - 'B[1,1]'");
}

static void make_explains_it_too(void **state)
{
    struct outcome o =
        run("make -s --no-print-directory why BUILD=" BUILD " N='dLoss_dW1[1,2]' CH=05");

    (void)state;
    if (o.status != 0 || strncmp(o.out, "dLoss_dW1[1,2] = 0.00546965\n", 28) != 0)
        fail_msg("%s%s", o.out, o.err);
    outcome_free(&o);
    assert_refused("which number?", "make -s --no-print-directory why BUILD=" BUILD " CH=05");
    assert_refused("which chapter?", "make -s --no-print-directory why BUILD=" BUILD " N=Loss");
    assert_refused("no trace of a chapter 99",
                   "make -s --no-print-directory why BUILD=" BUILD " N=Loss CH=99");
}

static void a_long_list_of_names_is_cut(void **state)
{
    (void)state;
    assert_refused("there is no 'z', but n1 n2 n3 ",
                   "awk 'BEGIN { print \"# brick-trace 1\\n\\n\"; for (i = 1; i < 200; i++) print "
                   "\"# n\" i \" 1x1\\n1\\n\\n\" }' >%s/many; " BUILD "/trace why %s/many z",
                   folder, folder);
    assert_refused(" more", BUILD "/trace why %s/many z", folder);
    assert_refused("A is 1x2: which entry",
                   "printf '# brick-trace 1\\n\\n\\n# A 1x2\\n1 2\\n\\n\\n' | " BUILD
                   "/trace why - A");
}

/* Of 2250 blocks the first 2000 are explained. */
static void long_explanations_end(void **state)
{
    struct outcome o = run(
        "awk 'BEGIN { print \"# brick-trace 1\\n\\n\\n# X 1x1\\n1\\n\\n\"; for (g = 1; g <= 15; g++) {"
        " for (b = 100; b < 250; b++) print \"# b\" g \"_\" b \" 1x1 = X\\n1\\n\\n\"; s = \"\";"
        " for (b = 100; b < 250; b++) s = s (b > 100 ? \" + \" : \"\") \"b\" g \"_\" b;"
        " print \"# g\" g \"_ 1x1 = \" s \"\\n150\\n\\n\"; } s = \"g1_\";"
        " for (g = 2; g <= 15; g++) s = s \" + g\" g \"_\"; print \"# z 1x1 = \" s \"\\n2250\\n\\n\" }'"
        " >%s/many && " BUILD "/trace why %s/many z",
        folder, folder);

    (void)state;
    assert_string_equal(o.err, "");
    assert_int_equal(o.status, 0);
    assert_int_equal(times(o.out, " = 1 (and so on)\n"), 150 - (2000 - 1 - 13 * 151 - 1));
    assert_int_equal(times(o.out, "g15_ = 150 (and so on)\n"), 1);
    outcome_free(&o);
    o = run(
        "awk 'BEGIN { print \"# brick-trace 1\\n\\n\\n# n100 1x1\\n1\\n\\n\"; for (i = 101; i < 130; i++)"
        " print \"# n\" i \" 1x1 = n\" i - 1 \"\\n1\\n\\n\"; print \"# k 1x1 = 2*3\\n6\\n\\n\" }' "
        ">%s/chain && " BUILD "/trace why --depth=20 %s/chain n129; " BUILD
        "/trace why --depth=0 %s/chain k",
        folder, folder, folder);
    assert_int_equal(times(o.out, "... (ask for one of"), 1);
    assert_int_equal(times(o.out, "... (--depth"), 0);
    assert_non_null(strstr(o.out, "k = 6\n|  formula: 2*3\n   = 2 * 3\n"));
    outcome_free(&o);
}

static void a_narrow_terminal_gets_a_narrow_tree(void **state)
{
    struct outcome o = run_on_terminal(
        40, "", "TERM=xterm LC_ALL=C.UTF-8 " BUILD "/trace why %s/worked 'dLoss_dW1[1,2]'", folder);

    (void)state;
    assert_int_equal(o.status, 0);
    assert_true(width(o.out) <= 50); /* deep in the tree 20 columns are left for the text */
    assert_non_null(strstr(o.out, "\n│  │  ├─ "));
    assert_non_null(strstr(o.out, "\n│     │")); /* the last branch has no line beside it */
    outcome_free(&o);
}

static void what_is_wrong_below_is_said(void **state)
{
    (void)state;
    assert_refused(
        "standard input:8: y: column 1: no block before is called 'lost'",
        "printf '# brick-trace 1\\n\\n\\n# X 1x1\\n1\\n\\n\\n# y 1x1 = lost\\n1\\n\\n\\n# z 1x1 "
        "= X + y\\n2\\n\\n\\n' | " BUILD "/trace why - z");
    assert_refused("A is 2x1: which entry, 'A[1,1]' to 'A[2,1]'?",
                   "printf '# brick-trace 1\\n\\n\\n# A 2x1\\n1\\n2\\n\\n\\n' | " BUILD
                   "/trace why - A");
    assert_refused("No such file", BUILD "/trace why %s/none X", folder);
}

/* A text of 12 lines is shown whole; of a longer one, the first 12 lines. */
static void a_long_line_is_broken_and_a_very_long_one_cut(void **state)
{
    for (size_t terms = 60; terms <= 150; terms += 90) {
        struct outcome o = run(
            "awk 'BEGIN { print \"# brick-trace 1\\n\\n\\n# Long_name 1x1\\n1\\n\\n\"; s = \"Long_name\";"
            " for (i = 1; i < %zu; i++) s = s \" + Long_name\"; print \"# z 1x1 = \" s \"\\n%zu\\n\\n\" }' "
            "| " BUILD "/trace why - z",
            terms, terms);
        const char *names = strstr(o.out, "|  = Long_name"), *values = strstr(o.out, "|  = 1 + 1");
        size_t lines = 0, shown = 0;

        assert_true(names && values && width(o.out) <= 80);
        for (const char *at = names; at < values; at++)
            lines += *at == '\n';
        for (const char *at = names; (at = strstr(at, "Long_name")) && at < values; at++)
            shown++;
        assert_int_equal(lines, terms == 60 ? 10 : 13);
        assert_true(terms == 60 ? shown == 60 : shown < 90);
        assert_int_equal(times(o.out, "|    ...\n"), terms == 60 ? 0 : 1);
        outcome_free(&o);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_is_explained_down_to_its_inputs),
        cmocka_unit_test(depth_ends_the_tree),
        cmocka_unit_test(long_sums_show_their_first_and_largest_terms),
        cmocka_unit_test(a_terminal_gets_lines_and_a_pipe_gets_ascii),
        cmocka_unit_test(the_wrong_name_and_the_wrong_entry_are_answered),
        cmocka_unit_test(inner_products_and_wrong_numbers_are_shown),
        cmocka_unit_test(softmax_and_cross_entropy_are_explained),
        cmocka_unit_test(a_long_max_shows_its_first_and_its_largest_entries),
        cmocka_unit_test(sums_and_max_of_each_other_are_told_apart),
        cmocka_unit_test(a_word_too_long_for_a_line_is_broken),
        cmocka_unit_test(make_explains_it_too),
        cmocka_unit_test(a_long_list_of_names_is_cut),
        cmocka_unit_test(long_explanations_end),
        cmocka_unit_test(a_narrow_terminal_gets_a_narrow_tree),
        cmocka_unit_test(what_is_wrong_below_is_said),
        cmocka_unit_test(a_long_line_is_broken_and_a_very_long_one_cut),
    };

    return cmocka_run_group_tests_name("why", tests, make_traces, remove_folder);
}
