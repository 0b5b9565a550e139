/* trace check: every chapter proves itself, and each number and formula that was tampered with is
 * found. */
#include "test.h"

#include "trace_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "# brick-trace 1\n# set N=1\n\n\n"

static void bad_formulas_are_refused_with_their_line(void **state)
{
    static const char shape[] = HEAD "# X 1x2\n1 2\n\n\n# z 1x2 = %s\n1 2\n\n\n# k 1x2\n1 2\n\n\n";
    static const struct {
        const char *formula, *words;
    } bad[] = {
        {"X * X", "t:9: z: column 3: * wants 1x2 * 2x1, not 1x2 * 1x2"},
        {"X +", "t:9: z: column 4: the formula ends here"},
        {"k", "t:9: z: column 1: k comes only later, in line 13"},
        {"z + 1", "t:9: z: column 1: z is to be made from itself"},
        {"W", "t:9: z: column 1: no block before is called 'W'"},
        {"X'", "t:9: z: it is 1x2, and its formula gives 2x1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[300];
        int used = sprintf(text, shape, bad[i].formula);
        const char *path = file_of("t", text, (size_t)used);

        assert_refused(bad[i].words, BUILD "/trace check %s", path);
        assert_refused(bad[i].words, BUILD "/trace why %s 'z[1,1]'", path);
    }
}

static const char *const options[] = {
    "",
    "--lambda=0.01",
    "--rows=50 --hidden=10 --lambda=0.01",
    "--digits=8 --lambda=0.01",
    "--rows=50 --hidden=10 --lambda=0.01 --digits=3",
    "--rows=7 --digits=1 --lambda=1000",
    "--rows=7 --digits=15 --lambda=0.3",
    "--rows=300 --hidden=33 --digits=17",
    "--rows=9 --lr=1000000 --lambda=100000 --digits=2",
};

static void every_chapter_proves_itself(void **state)
{
    static const char *const chapter[] = {"02-sigmoid", "03-loss", "04-dloss-dw2", "05-dloss-dw1",
                                          "06-loop --epochs=300 --record=100"};

    (void)state;
    for (size_t i = 0; i < sizeof chapter / sizeof *chapter; i++)
        for (size_t k = 0; k < sizeof options / sizeof *options; k++)
            assert_prints(0, "recomputed from", BUILD "/%s %s --trace | " BUILD "/trace check",
                          chapter[i], options[k]);
    assert_prints(1,
                  "Every number that its formula does not give:\n"
                  "h1[1,1] is 0.9; the formula gives 0.196262233649957.\n"
                  "h1[1,2] is 0.2; the formula gives 0.713010431774085.\n"
                  "z2[1,1] is -0.52507644575873; the formula gives -0.655040665890832, from wrong "
                  "ones.\n",
                  BUILD
                  "/02-sigmoid --trace | sed '/^# h1/,/^$/s/^[0-9.]* [0-9.]*/0.9 0.2/' | " BUILD
                  "/trace check --all");
    assert_prints(0, "every bit is the same.\n",
                  BUILD "/02-sigmoid --trace | " BUILD "/trace check --all | tail -n 1");
    assert_prints(1, "no block has a formula: nothing was checked",
                  BUILD "/01-matrix --trace | sed '/^# W2/,/^$/d; /^# z1/,$d' | " BUILD
                        "/trace check");
    assert_prints(
        0, "20 blocks recomputed from their formulas and right; 4 given.\nLargest relative error: ",
        BUILD "/05-dloss-dw1 --trace | " BUILD "/trace check");
}

/* Returns where a line of the text begins, counted from 1. */
static char *line_of(char *text, size_t number)
{
    while (--number > 0)
        text = strchr(text, '\n') + 1;
    return text;
}

/* Changes, in each block in turn, one digit of the last number.  A computed number is found where
 * it stands, a given one in what is computed from it. */
static void check_tampered(const char *command, size_t digit)
{
    struct outcome o = run(BUILD "/%s --trace", command);
    struct trace_file t;
    FILE *file = fmemopen(o.out, strlen(o.out), "r");

    assert_true(trace_file_read_stream(&t, file, "trace") && t.blocks >= 24);
    fclose(file);
    for (size_t i = 0; i < t.blocks; i++) {
        const struct block *b = &t.block[i];
        char *text = strdup(o.out), *at = line_of(text, b->line + b->m->rows), words[100];

        for (char *c = at; *c != '\n'; c++)
            at = *c == ' ' ? c + 1 : at;
        at += *at == '-';
        for (size_t k = 0; k < digit && at[1] != '\n' && at[2] != '\n'; k++)
            at++;
        at += *at == '.';
        *at = *at == '9' ? '1' : (char)(*at + 1);
        snprintf(words, sizeof words, b->formula ? ": %s does not follow" : "does not follow",
                 b->name);
        assert_prints(1, words, BUILD "/trace check %s", file_of("t", text, strlen(text)));
        free(text);
    }
    trace_file_free(&t);
    outcome_free(&o);
}

static void one_wrong_digit_is_found(void **state)
{
    (void)state;
    check_tampered("05-dloss-dw1 --rows=3 --hidden=2 --lambda=0.1", 8);
    check_tampered("06-loop --rows=3 --hidden=2 --lambda=0.1 --epochs=1 --seed=5", 8);
    check_tampered("05-dloss-dw1 --rows=3 --hidden=2 --lambda=0.1 --digits=8", 6);
    check_tampered("06-loop --rows=2 --lambda=0.1 --epochs=2", 7);
}

static void one_wrong_formula_is_found(void **state)
{
    static const char *const edit[] = {
        "s/= X \\* W1/= W1 .* X/",
        "s/= X \\* W1/= X * W1 + N\\/1e9/",
        "s/= sigmoid(z2)/= sigmoid(z1)/",
        "s/2\\*N) \\*/N) */",
        "s/= -(Y - h2)/= (Y - h2)/",
        "s/h2 .* (1 - h2)/h2 .* (1 + h2)/",
        "s/= data_loss + ridge_loss/= data_loss - ridge_loss/",
        "s/alpha \\* dLoss_dW1/dLoss_dW1/",
        "s/lambda\\/N \\* W2/lambda * W2/",
        "s/= dLoss_dz2 \\* W2'/= dLoss_dz2 * W2' * 1.000000001/",
    };

    (void)state;
    for (size_t i = 0; i < sizeof edit / sizeof *edit; i++) {
        struct outcome o =
            run(BUILD "/05-dloss-dw1 --rows=3 --lambda=0.1 --trace | sed \"%s\" | " BUILD
                      "/trace check",
                edit[i]);

        if (o.status != (i == 0 || i == 2 ? 2 : 1))
            fail_msg("%s: status %d, %s%s", edit[i], o.status, o.out, o.err);
        outcome_free(&o);
    }
}

static void nan_and_inf_match_only_themselves(void **state)
{
    static const char shape[] = HEAD "# X 1x2\n0 %s\n\n\n# z 1x2 = 1 ./ X - 1 ./ X\n%s %s\n\n\n";
    static const struct {
        const char *given, *first, *second;
        int status;
    } cases[] = {
        {"2", "nan", "0", 0},     {"2", "0", "0", 1},       {"2", "inf", "0", 1},
        {"2", "nan", "nan", 1},   {"nan", "nan", "nan", 0}, {"inf", "nan", "0", 0},
        {"inf", "nan", "inf", 1}, {"2", "nan", "-inf", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        int used = sprintf(text, shape, cases[i].given, cases[i].first, cases[i].second);

        assert_prints(cases[i].status, cases[i].status == 0 ? "right" : "does not follow",
                      BUILD "/trace check %s", file_of("t", text, (size_t)used));
    }
    /* A ? is not printed: what is made from it is made from what its formula gives. */
    for (int right = 0; right < 2; right++) {
        char text[200];
        int used = sprintf(text, HEAD "# X\n0.35 0.9\n\n# y = 2*X\n0.70 ?\n\n# z = y/2\n0.35 %s\n",
                           right ? "0.90" : "0.91");

        assert_prints(!right, right ? "right" : "z does not follow", BUILD "/trace check %s",
                      file_of("t", text, (size_t)used));
    }
    /* With "# digits" in the head what was given is rounded, too. */
    for (int given = 0; given < 2; given++) {
        char text[200];
        int used = sprintf(text, "# brick-trace 1\n%s\n# X\n0.33\n\n# z = X + 0.0095\n0.33\n",
                           given ? "" : "# digits 2\n");

        assert_prints(given, given ? "does not follow" : "right", BUILD "/trace check %s",
                      file_of("t", text, (size_t)used));
    }
}

static void tolerances_are_numbers(void **state)
{
    (void)state;
    assert_prints(0, "right",
                  BUILD "/05-dloss-dw1 --trace | sed 's/= X [*] W1/& + 1e-6/' | " BUILD
                        "/trace check --tolerance=1e-4");
    assert_prints(1, "does not follow",
                  BUILD "/05-dloss-dw1 --trace | sed 's/= X [*] W1/& + 1e-6/' | " BUILD
                        "/trace check --tolerance=1e-8");
    assert_prints(0, "right",
                  BUILD "/05-dloss-dw1 --rows=50 --trace | " BUILD "/trace check --tolerance=0 -");
    assert_refused("want a number from 0 on", BUILD "/trace check --tolerance=-1 /dev/null");
    assert_refused("want a number from 0 on", BUILD "/trace check --tolerance=inf /dev/null");
    assert_refused("b: want [TRACE], 1 at most", BUILD "/trace check a b c");
    assert_refused("which command", BUILD "/trace");
    assert_refused("no such command", BUILD "/trace prove");
    assert_refused("No space left",
                   BUILD "/05-dloss-dw1 --trace | " BUILD "/trace check >/dev/full");
}

/* 1/3 with two decimals is 0.33; half a unit is 0.005. */
static void half_a_unit_of_the_last_decimal_and_no_more(void **state)
{
    static const struct {
        const char *formula, *printed;
        int status;
    } cases[] = {
        {"0.3345", "0.33", 0},         {"0.3355", "0.33", 1},        {"0.3255", "0.33", 0},
        {"0.3245", "0.33", 1},         {"y - 0.0045", "0.33", 0},    {"y + 0.0095", "0.33", 0},
        {"y + 0.0105", "0.33", 1}, /* y itself was rounded */
        {"2*y + 0.0145", "0.66", 0},   {"2*y + 0.0155", "0.66", 1},  {"X + 0.0045", "0.33", 0},
        {"X + 0.0055", "0.33", 1}, /* X is as it stands */
        {"exp(y)", "1.40", 0},         {"exp(y)", "1.41", 1},        {"exp(y)", "1.38", 0},
        {"log(y)", "-1.12", 0},        {"log(y)", "-1.13", 1},       {"max(y, 0.1)", "0.34", 0},
        {"max(y, 0.3355)", "0.34", 0}, {"max(y, 0.346)", "0.34", 1}, {"log(y - 0.33)", "-9", 0},
        {"X + 0.046", "0.4", 0},       {"X + 0.0246", "3.55e-1", 0}, {"X + 0.0256", "3.55e-1", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        int used = sprintf(text,
                           HEAD "# X 1x1\n0.33\n\n\n# y 1x1 = X\n0.33\n\n\n"
                                "# z 1x1 = %s\n%s\n\n\n",
                           cases[i].formula, cases[i].printed);

        assert_prints(cases[i].status, cases[i].status == 0 ? "right" : "does not follow",
                      BUILD "/trace check %s", file_of("t", text, (size_t)used));
    }
    /* A ? is not printed: what is made from it is made from what its formula gives. */
    for (int right = 0; right < 2; right++) {
        char text[200];
        int used = sprintf(text, HEAD "# X\n0.35 0.9\n\n# y = 2*X\n0.70 ?\n\n# z = y/2\n0.35 %s\n",
                           right ? "0.90" : "0.91");

        assert_prints(!right, right ? "right" : "z does not follow", BUILD "/trace check %s",
                      file_of("t", text, (size_t)used));
    }
    /* With "# digits" in the head what was given is rounded, too. */
    for (int given = 0; given < 2; given++) {
        char text[200];
        int used = sprintf(text, "# brick-trace 1\n%s\n# X\n0.33\n\n# z = X + 0.0095\n0.33\n",
                           given ? "" : "# digits 2\n");

        assert_prints(given, given ? "does not follow" : "right", BUILD "/trace check %s",
                      file_of("t", text, (size_t)used));
    }
}

/* tests/corpus/trace/softmax as it stands, with six digits, and with what is commonly got wrong. */
static void softmax_and_cross_entropy_are_checked(void **state)
{
    static const char *const wrong[][2] = {
        {"s/^# P .* = .*/# P 3x3 = exp(z2) .\\/ sum(exp(z2))/", "P"}, /* of the columns */
        {"s/^# P .* = .*/# P 3x3 = exp(z2) .\\/ sum(exp(z2), 1)/", "P"},
        {"s/^# P .* = .*/# P 3x3 = z2 .\\/ sum(z2, 2)/", "P"},
        {"s/^# P .* = .*/# P 3x3 = sigmoid(z2)/", "P"},
        {"/^# Loss/s/log(P)/P/", "Loss"},
        {"/^# Loss/s/-sum/sum/", "Loss"},
        {"/^# dLoss_dz2/s/.*/& .* P .* (1 - P)/", "dLoss_dz2"},
        {"/^# h1/s/max(z1, 0)/max(-z1, 0)/", "h1"},
        {"/^# likeliest/s/max(P, \\[\\], 2)/max(P)'/", "likeliest"},
    };

    (void)state;
    assert_prints(0,
                  "14 blocks recomputed from their formulas and right; 4 given.\n"
                  "Largest relative error: ",
                  BUILD "/trace check tests/corpus/trace/softmax");
    assert_prints(
        0, "14 blocks recomputed from their formulas and right; 4 given.\n",
        "awk '/^#/ || !NF { print; next } { for (i = 1; i <= NF; i++) printf \"%%.6f%%s\", "
        "$i, i < NF ? \" \" : \"\\n\" }' tests/corpus/trace/softmax | " BUILD "/trace check");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char words[100];

        snprintf(words, sizeof words, ": %s does not follow from its formula", wrong[i][1]);
        assert_prints(1, words, "sed \"%s\" tests/corpus/trace/softmax | " BUILD "/trace check",
                      wrong[i][0]);
    }
}

static void what_is_found_is_said_in_numbers(void **state)
{
    static const struct {
        const char *text, *words;
        int status;
    } cases[] = {
        {HEAD "# X 1x1\n3\n\n\n# z 1x1 = X\n3\n\n\n",
         "1 block recomputed from its formula and right; 1 given.\n"
         "Largest relative error: 0, every bit is the same.\n",
         0},
        {HEAD
         "# X 1x1\n3\n\n\n# z 1x1 = X + 1e-17\n3\n\n\n# a 1x1 = 1/3\n0.33333333333333320\n\n\n",
         "2 blocks recomputed from their formulas and right; 1 given.\n"
         "Largest relative error: 1.7e-16, in a[1,1].\n",
         0},
        {HEAD "# y = 0\n0.0\n\n# z = 1/y\n5.0\n",
         "1 number could be anything: with so few digits a divisor, or x in log(x), may be 0.\n",
         0},
        {HEAD "# y = N*0\n0.0\n\n# X\n1 2\n\n# z = X./y\n5.0 6.0\n",
         "2 numbers could be anything: with so few digits a divisor, or x in log(x), may be 0.\n",
         0},
        {HEAD "# X 1x1\n3\n\n\n", "no block has a formula: nothing was checked.\n", 1},
        {HEAD "# z 1x1 = N\n1\n\n\n# y 1x1 = z\n2\n\n\n# x 1x1 = z\n1\n\n\n",
         "t:9: y does not follow from its formula.\n  y = z\n  y[1,1] is 2; the formula gives 1.\n",
         1},
        {HEAD "# z = N\n1\n\n# y = z\n2\n\n# x = y\n1\n\n# w = x\n2\n\n# v = z\n1\n",
         "2 blocks recomputed from their formulas and right; 1 wrong; 2 made from wrong ones and not "
         "judged; 0 given.\n",
         1},
        {HEAD "# a = N\n2\n\n# b = N\n1\n\n# c = N\n3\n", "t:11: c does not follow", 1},
        {HEAD "# a = N\n2\n\n# b = N\n2\n\n# c = N\n2\n\n# d = N\n2\n\n# e = N\n2\n\n# f = N\n2\n",
         "...\n\n0 blocks recomputed from their formulas and right; 6 wrong; 0 given.\n", 1},
        {HEAD "# X\n0.35\n\n# y = X\n0.4\n\n# z = X/10\n0.0350\n",
         "The computed numbers are printed with 1 to 3 digits, and each stands for half a unit of its "
         "last.\n",
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_prints(cases[i].status, cases[i].words, BUILD "/trace check %s",
                      file_of("t", cases[i].text, strlen(cases[i].text)));
    assert_prints(0, "usage: trace COMMAND", BUILD "/trace help");
    assert_prints(0, "diff     compare a trace with a reference", BUILD "/trace --help");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_formulas_are_refused_with_their_line),
        cmocka_unit_test(every_chapter_proves_itself),
        cmocka_unit_test(one_wrong_digit_is_found),
        cmocka_unit_test(one_wrong_formula_is_found),
        cmocka_unit_test(nan_and_inf_match_only_themselves),
        cmocka_unit_test(tolerances_are_numbers),
        cmocka_unit_test(half_a_unit_of_the_last_decimal_and_no_more),
        cmocka_unit_test(softmax_and_cross_entropy_are_checked),
        cmocka_unit_test(what_is_found_is_said_in_numbers),
    };

    return cmocka_run_group_tests_name("traces", tests, make_folder, remove_folder);
}
