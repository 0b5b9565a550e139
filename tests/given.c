/* The reader of worked examples: what it takes from a file, and what it refuses. */
#include "test.h"

#include "given.h"
#include "step.h"

#include <stdio.h>
#include <string.h>

static char path[120];

/* Reads a file of this text. */
static bool read_text(struct given *g, const char *text)
{
    snprintf(path, sizeof path, "%s", file_of("example", text, strlen(text)));
    return given_read(g, path, false);
}

static struct given taken(const char *text)
{
    struct given g;

    if (!read_text(&g, text))
        fail_msg("%s\nis refused: %s", text, g.error);
    return g;
}

static void assert_taken(const char *text)
{
    struct given g = taken(text);

    given_free(&g);
}

/* Asserts that a text is refused with "FILE:" and these words. */
static void assert_not(const char *text, const char *words)
{
    char whole[ERROR_MOST + 200];
    struct given g;

    if (read_text(&g, text))
        fail_msg("%s\nis taken", text);
    snprintf(whole, sizeof whole, "%s:%s", path, words);
    assert_string_equal(g.error, whole);
    assert_true(!g.X && !g.Y && !g.net);
    given_free(&g);
}

/* Three inputs, two hidden units, one output: no two sizes are the same. */
#define HEAD(set) "# brick-trace 1\n" set "\n"
#define X_OF      "# X 2x3\n1 2 3\n4 5 6\n\n"
#define Y_OF      "# Y 2x1\n.5\n-7\n\n"
#define W1_OF     "# W1 3x2\n.1 .2\n.3 .4\n.5 .6\n\n"
#define W2_OF     "# W2 2x1\n.7\n.8\n\n"
#define BIASES    "# b1 1x2\n.9 1.5\n\n# b2 1x1\n2.5\n\n"
#define NETWORK   X_OF Y_OF W1_OF W2_OF

static void every_number_is_taken(void **state)
{
    struct given g =
        taken(HEAD("# set alpha=0.25 lambda=0.125 N=1\n") W2_OF BIASES Y_OF W1_OF X_OF);

    (void)state;
    assert_entries(g.X, 0, 1, 2, 3, 4, 5, 6);
    assert_entries(g.Y, 0, .5, -7);
    assert_entries(g.net->W1, 0, .1, .2, .3, .4, .5, .6);
    assert_entries(g.net->b1, 0, .9, 1.5);
    assert_entries(g.net->W2, 0, .7, .8);
    assert_entries(g.net->b2, 0, 2.5);
    assert_true(g.X->rows == 2 && g.net->in == 3 && g.net->hidden == 2 && g.net->out == 1);
    assert_true(g.alpha == 0.25 && g.lambda == 0.125 && g.N == 1);
    assert_int_equal(g.net->bias, BIAS_TRAINED);
    given_free(&g);
}

static void what_is_not_said_is_that_of_the_worked_example(void **state)
{
    struct given g = taken(HEAD("") NETWORK);

    (void)state;
    assert_true(g.alpha == 0.001 && g.lambda == 0 && g.N == 2);
    assert_int_equal(g.net->bias, BIAS_NONE);
    given_free(&g);
}

static void a_single_bias_is_that_of_every_unit(void **state)
{
    struct given g =
        taken(HEAD("# bias fixed\n") "# X\n1\n\n# Y\n1 0\n\n# W1\n1 2 3\n\n# W2'\n1 2 3\n4 5 6\n\n"
                                     "# b1\n-2\n\n# b2\n.5\n");

    (void)state;
    assert_entries(g.net->b1, 0, -2, -2, -2);
    assert_entries(g.net->b2, 0, .5, .5);
    assert_entries(g.net->W2, 0, 1, 4, 2, 5, 3, 6);
    assert_int_equal(g.net->bias, BIAS_FIXED);
    given_free(&g);
}

static void every_wanted_block_must_be_there(void **state)
{
    (void)state;
    assert_not(HEAD("") Y_OF W1_OF W2_OF, " no block X: X, Y, W1 and W2 are wanted");
    assert_not(HEAD("") X_OF W1_OF W2_OF, " no block Y: X, Y, W1 and W2 are wanted");
    assert_not(HEAD("") X_OF Y_OF W2_OF, " no block W1: X, Y, W1 and W2 are wanted");
    assert_not(HEAD("") X_OF Y_OF W1_OF, " no block W2: X, Y, W1 and W2 are wanted");
    assert_not(HEAD("") NETWORK "# W1' 2x3\n1 2 3\n4 5 6\n",
               "20: a second block 'W1' (the first is in line 11)");
}

static void a_bias_goes_with_the_other(void **state)
{
    (void)state;
    assert_not(HEAD("") NETWORK "# b1\n1\n",
               "20: b1 without b2: both are wanted, or neither; a 0 adds nothing");
    assert_not(HEAD("") NETWORK "# b2\n1\n",
               "20: b2 without b1: both are wanted, or neither; a 0 adds nothing");
    assert_not(HEAD("# bias fixed\n") NETWORK,
               " the bias is fixed, but there are no blocks b1 and b2");
    assert_taken(HEAD("# bias fixed\n") NETWORK BIASES);
}

/* What an article prints may be anything: it is compared elsewhere. */
static void what_the_network_computes_is_passed_over(void **state)
{
    struct given g = taken(HEAD("# set alpha=1\n") NETWORK
                           "# z1\n1 nan\n\n# W1_new\n3 ?\n\n# W1@100 1x1\n5\n\n"
                           "# Loss@7\n1\n\n# dLoss_dz2 = dLoss_dh2 .* dh2_dz2\n");

    (void)state;
    assert_entries(g.net->W1, 0, .1, .2, .3, .4, .5, .6);
    given_free(&g);
}

static void another_name_wants_a_formula(void **state)
{
    static const char why[] =
        " is no name of the network's (X, Y, W1, b1, W2, b2 are read; a block "
        "of your own wants a formula)";
    char words[300];

    (void)state;
    snprintf(words, sizeof words, "20: 'W3@1'%s", why);
    assert_not(HEAD("") NETWORK "# W3@1\n1\n", words);
    snprintf(words, sizeof words, "7: 'W'%s", why); /* and not that Y is missing */
    assert_not(HEAD("") X_OF "# W\n1\n", words);
    assert_taken(HEAD("") NETWORK "# error = Y - h2\n1\n2\n\n# w1 = W1\n");
}

/* One name must be nearer than all others. */
static void a_mistyped_name_is_told_from_others(void **state)
{
    static const struct {
        const char *typed, *meant;
    } cases[] = {
        {"W2new", "W2_new"},
        {"dLoss_dW_2", "dLoss_dW2"},
        {"Loss2", "Loss"},
        {"w1", "W1"},
        {"W1_New@1", "W1_new@1"},
        {"Los@30", NULL},
        {"Losss@30", "Loss@30"},
        {"dW1", NULL},
        {"dloss_dz2", "dLoss_dz2"},
        {"dLos_db1", "dLoss_db1"},
        {"LLoss_ddz2", "dLoss_dz2"},
        {"dLoss_dz3", NULL},
        {"W_new", NULL},
        {"h", NULL},
        {"out", NULL},
        {"a", NULL},
        {"z12", NULL},
    };
    char text[400], words[200];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, HEAD("# set alpha=1\n") NETWORK "# %s\n1\n", cases[i].typed);
        snprintf(words, sizeof words,
                 cases[i].meant ? "21: '%s' is no name of the network's: is it %s? (A block of "
                                  "your own wants a formula)"
                                : "21: '%s' is no name of the network's (X, Y, W1, b1, W2, b2 are "
                                  "read; a block of your own wants a formula)",
                 cases[i].typed, cases[i].meant);
        assert_not(text, words);
    }
}

static void before_the_first_step_a_name_has_no_epoch(void **state)
{
    (void)state;
    assert_not(HEAD("# set alpha=1\n") NETWORK "# Loss@1\n1\n\n# Loss@0\n1\n",
               "24: 'Loss@0': an epoch is 1 or more; before the first step it is called Loss");
    assert_not(HEAD("# set alpha=1\n") NETWORK "# h2@09\n1\n",
               "21: 'h2@09': an epoch is 1 or more; before the first step it is called h2");
    assert_taken(HEAD("# set alpha=1\n") NETWORK "# Loss@10\n1\n\n# mine@0 = 2 * X\n");
}

/* Without alpha the chapters take another article's. */
static void what_comes_after_a_step_wants_a_learning_rate(void **state)
{
    static const char why[] =
        " needs the learning rate: '# set alpha=0.5', for example, below the first line";
    static const char *const cases[][2] = {
        {"W1_new", "20: W1_new"}, {"Loss@1", "20: Loss@1"}, {"W2@20", "20: W2@20"}};
    struct given g;
    char text[400], words[200];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        snprintf(text, sizeof text, HEAD("") NETWORK "# %s\n1\n", cases[i][0]);
        snprintf(words, sizeof words, "%s%s", cases[i][1], why);
        assert_not(text, words);
        assert_true(given_read(&g, path, true)); /* --lr */
        given_free(&g);
        snprintf(text, sizeof text, HEAD("# set alpha=1\n") NETWORK "# %s\n1\n", cases[i][0]);
        assert_taken(text);
    }
    snprintf(words, sizeof words, " a formula%s", why);
    assert_not(HEAD("") NETWORK "# d = alpha * X\n", words);
    assert_taken(HEAD("") NETWORK "# step_new = 3 * X\n");
}

static void a_number_that_is_set_is_used(void **state)
{
    static const char why[] = " 'e3' is set, and no formula uses it (alpha, lambda and N are read)";

    (void)state;
    assert_not(HEAD("# set e3=1\n") NETWORK, why);
    assert_not(HEAD("# set e3=1\n") NETWORK "# a = 1e3 * e33 + 2.5e3 + e\n", why);
    assert_taken(HEAD("# set e3=1\n") NETWORK "# a = 1e3 * e33 + 2.5e3 - e3\n");
    assert_taken(HEAD("# set alpha=1 e3=1\n") NETWORK "# z1 = X * W1 * e3\n");
}

static void every_number_is_there_and_finite(void **state)
{
    (void)state;
    assert_not(HEAD("") "# X\n1 2 inf\n\n" Y_OF W1_OF W2_OF,
               "3: a number of X is missing or not finite");
    assert_not(HEAD("") X_OF "# Y\n?\n1\n\n" W1_OF W2_OF,
               "7: a number of Y is missing or not finite");
    assert_not(HEAD("") NETWORK "# b1\nnan\n\n# b2\n1\n",
               "20: a number of b1 is missing or not finite");
    assert_not(HEAD("") NETWORK "# b1\n1\n\n# b2 1x1 = 2 * 3\n\n",
               "23: b2 has no numbers, and they are read, not computed");
    assert_not(HEAD("") X_OF "# Y = 2 * X\n\n" W1_OF W2_OF,
               "7: Y has no numbers, and they are read, not computed");
    assert_taken(HEAD("") X_OF
                 "# Y = 2 * X\n1\n1e308\n\n" W1_OF W2_OF); /* with numbers it is read */
}

static void every_shape_fits(void **state)
{
    (void)state;
    assert_not(HEAD("") X_OF "# Y\n1\n\n" W1_OF W2_OF,
               "7: Y is 1x1 and X, in line 3, is 2x3: both want a row for each observation");
    assert_not(
        HEAD("") X_OF Y_OF "# W1\n1 2 3\n4 5 6\n\n" W2_OF,
        "11: W1 is 2x3 and X, in line 3, is 2x3: W1 wants a row for each column of X (W1' has a "
        "line for each unit)");
    assert_not(HEAD("") X_OF Y_OF W1_OF "# W2\n1 2\n\n",
               "16: W2 is 1x2 and W1, in line 11, is 3x2: W2 wants a row for each column of W1 "
               "(W1' and W2' have a line for each unit)");
    assert_not(HEAD("") X_OF Y_OF W1_OF "# W2\n1 2\n3 4\n\n",
               "16: W2 is 2x2 and Y, in line 7, is 2x1: W2 wants a column for each column of Y");
    assert_not(HEAD("") NETWORK "# b1\n1 2 3\n\n# b2\n1\n",
               "20: b1 is 1x3: 1x2 is wanted, or a single number");
    assert_not(HEAD("") NETWORK "# b1\n1\n2\n\n# b2\n1\n",
               "20: b1 is 2x1: 1x2 is wanted, or a single number");
    assert_not(HEAD("") NETWORK "# b1\n1 2\n\n# b2\n1 2\n",
               "23: b2 is 1x2: 1x1 is wanted, or a single number");
}

static void rates_and_rows_have_their_ranges(void **state)
{
    (void)state;
    assert_taken(HEAD("# set alpha=0 lambda=1e6 N=2\n") NETWORK);
    assert_taken(HEAD("# set alpha=1e6 lambda=0 N=1\n") NETWORK);
    assert_not(HEAD("# set alpha=-0.5\n") NETWORK, " alpha=-0.5: want a number from 0 to 1000000");
    assert_not(HEAD("# set alpha=1000001\n") NETWORK,
               " alpha=1000001: want a number from 0 to 1000000");
    assert_not(HEAD("# set lambda=nan\n") NETWORK, " lambda=nan: want a number from 0 to 1000000");
    assert_not(HEAD("# set N=0\n") NETWORK, " N=0: want a number of rows, and X has 2");
    assert_not(HEAD("# set N=3\n") NETWORK, " N=3: want a number of rows, and X has 2");
    assert_not(HEAD("# set N=1.5\n") NETWORK, " N=1.5: want a number of rows, and X has 2");
    assert_not(HEAD("# set N=nan\n") NETWORK, " N=nan: want a number of rows, and X has 2");
}

/* One input, `rows` observations, 100,000 hidden units. */
static bool read_large(int rows, struct given *g)
{
    snprintf(path, sizeof path, "%s/large", folder);
    must("awk 'BEGIN { print \"# brick-trace 1\\n\\n# X\"; for (i = 0; i < %d; i++) print 1; "
         "print \"\\n# Y\"; for (i = 0; i < %d; i++) print 1; print \"\\n# W1\"; for (i = 0; i < "
         "100000; i++) printf \"1 \"; print \"\\n\\n# W2\"; for (i = 0; i < 100000; i++) print 1 "
         "}' >%s",
         rows, rows, path);
    return given_read(g, path, false);
}

static void rows_times_hidden_units_have_a_limit(void **state)
{
    struct given g;

    (void)state;
    if (!read_large(200, &g))
        fail_msg("%s", g.error);
    assert_int_equal(g.net->hidden, 100000);
    given_free(&g);
    assert_false(read_large(201, &g));
    assert_non_null(
        strstr(g.error, " 201 rows and 100000 hidden units: want a product of at most 20000000"));
    given_free(&g);
}

static void what_is_no_trace_is_refused(void **state)
{
    struct given g;

    (void)state;
    assert_not("X 1 2\n", "1: not a trace: the first line must be '# brick-trace 1' (trace import "
                          "reads what other tools print)");
    assert_false(given_read(&g, "/nonexistent", false));
    assert_string_equal(g.error, "/nonexistent: No such file or directory");
    given_free(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_taken),
        cmocka_unit_test(what_is_not_said_is_that_of_the_worked_example),
        cmocka_unit_test(a_single_bias_is_that_of_every_unit),
        cmocka_unit_test(every_wanted_block_must_be_there),
        cmocka_unit_test(a_bias_goes_with_the_other),
        cmocka_unit_test(what_the_network_computes_is_passed_over),
        cmocka_unit_test(another_name_wants_a_formula),
        cmocka_unit_test(a_mistyped_name_is_told_from_others),
        cmocka_unit_test(what_comes_after_a_step_wants_a_learning_rate),
        cmocka_unit_test(before_the_first_step_a_name_has_no_epoch),
        cmocka_unit_test(a_number_that_is_set_is_used),
        cmocka_unit_test(every_number_is_there_and_finite),
        cmocka_unit_test(every_shape_fits),
        cmocka_unit_test(rates_and_rows_have_their_ranges),
        cmocka_unit_test(rows_times_hidden_units_have_a_limit),
        cmocka_unit_test(what_is_no_trace_is_refused),
    };

    return cmocka_run_group_tests_name("given", tests, make_folder, remove_folder);
}
