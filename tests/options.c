/* The command line, as a person meets it: every case runs a chapter's program.  A refusal is one
 * line on standard error, nothing on standard output, and status 2. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MATRIX BUILD "/01-matrix"

static void assert_fine(const char *arguments)
{
    struct outcome o = run(MATRIX " %s", arguments);

    if (o.status != 0 || *o.err || !*o.out)
        fail_msg("%s: status %d, '%s'", arguments, o.status, o.err);
    outcome_free(&o);
}

/* Asserts that a command prints the same with some arguments as with others. */
static void assert_same(const char *some, const char *others)
{
    struct outcome a = run("%s", some), b = run("%s", others);

    assert_int_equal(a.status, 0);
    assert_int_equal(b.status, 0);
    assert_string_equal(a.out, b.out);
    outcome_free(&a);
    outcome_free(&b);
}

static void assert_differ(const char *some, const char *others)
{
    struct outcome a = run("%s", some), b = run("%s", others);

    assert_int_equal(a.status, 0);
    assert_int_equal(b.status, 0);
    assert_string_not_equal(a.out, b.out);
    outcome_free(&a);
    outcome_free(&b);
}

static void what_is_no_option_is_refused(void **state)
{
    (void)state;
    assert_refused("--none: no such option", MATRIX " --none");
    assert_refused("--none: no such option", BUILD "/trace check --none");
    assert_refused("--none: no such option", BUILD "/errata --none");
    assert_refused("-x: no such option", MATRIX " -x");
    assert_refused("3: not an option", MATRIX " 3");
    assert_refused("a.trace: not", MATRIX " --trace a.trace"); /* it wants --trace=a.trace */
    assert_refused("--epochs=3: no such option", MATRIX " --epochs=3"); /* chapter 6's own */
}

static void a_short_form_must_be_clear(void **state)
{
    (void)state;
    assert_refused("--d=3: no such option, or the beginning of several", MATRIX " --d=3");
    assert_refused("--r=2: no such option, or the beginning of several",
                   BUILD "/06-loop --r=2"); /* rows, record */
    assert_same(MATRIX " --ro=3 --hid 5 --se=1", MATRIX " --rows=3 --hidden=5 --seed=1");
    assert_refused("d.csv: No such", MATRIX " --data=d.csv"); /* not --data-seed */
}

static void a_value_must_be_there_where_one_is_wanted(void **state)
{
    (void)state;
    assert_refused("--rows: a value is missing", MATRIX " --rows");
    assert_refused("--lr: a value is missing", MATRIX " --seed=1 --lr");
    assert_refused("--step=1: takes no value", MATRIX " --step=1");
    assert_refused("--help=all: takes no value", MATRIX " --help=all");
    assert_refused("--trace=: want FILE", MATRIX " --trace=");
    assert_refused("--data=: want FILE.csv", MATRIX " --data=");
    assert_refused("--gradient=: want exact or article", BUILD "/06-loop --gradient=");
}

static void what_is_said_of_a_file_needs_the_file(void **state)
{
    (void)state;
    assert_refused("--class: goes with --data=FILE.csv\n", MATRIX " --class=first");
    assert_refused("--header: goes with --data=FILE.csv\n", MATRIX " --header=yes");
    assert_refused("--missing: goes with --data=FILE.csv\n", MATRIX " --missing=drop");
    assert_refused("--standardize: goes with --data=FILE.csv\n", MATRIX " --standardize");
    assert_refused("--shuffle: goes with --data=FILE.csv\n", MATRIX " --shuffle=0");
    assert_refused("--header=maybe: want yes or no\n", MATRIX " --header=maybe");
    assert_refused("--missing=fill: want drop or mean\n", MATRIX " --missing=fill");
}

static void a_count_is_a_whole_number_in_its_range(void **state)
{
    static const char *const bad[] = {
        "-1",   "0",  "1e9", "1000001", "", "99999999999999999999", "18446744073709551617", "1.5",
        "0x10", " 1", "+1",  "1 ",      "x"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char words[100];

        snprintf(words, sizeof words, "--rows=%s: want a whole number from 1 to 1000000\n", bad[i]);
        assert_refused(words, MATRIX " --rows='%s'", bad[i]);
    }
    assert_refused("--hidden=0: want a whole number from 1 to 100000\n", MATRIX " --hidden=0");
    assert_refused("--digits=0: want a whole number from 1 to 17\n", MATRIX " --digits=0");
    assert_refused("--digits=18: want a whole number from 1 to 17\n", MATRIX " --digits=18");
    assert_refused("--seed=4294967296: want a whole number from 0 to 4294967295\n",
                   MATRIX " --seed=4294967296");
    assert_refused("--data-seed=-1: want a whole number from 0 to 4294967295\n",
                   MATRIX " --data-seed -1");
    assert_refused("--rows=1000000 --hidden=100000: want a product of at most 20000000\n",
                   MATRIX " --rows=1000000 --hidden=100000");
    assert_fine("--seed=4294967295 --data-seed=4294967295 --digits=17 --rows=010");
    assert_fine("--seed=0 --data-seed=0 --digits=1 --rows=2 --hidden=1");
}

static void a_real_number_is_finite_and_not_negative(void **state)
{
    static const char *const bad[] = {"nan", "inf", "-inf", "-1", "-1e-300", "1000000.001", "1e999",
                                      "x",   "",    " 1",   "1 ", "0.1x",    "1,5"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char words[100];

        snprintf(words, sizeof words, "--lr=%s: want a number from 0 to 1e+06\n", bad[i]);
        assert_refused(words, MATRIX " --lr='%s'", bad[i]);
        snprintf(words, sizeof words, "--lambda=%s: want a number from 0 to 1e+06\n", bad[i]);
        assert_refused(words, MATRIX " --lambda='%s'", bad[i]);
    }
    assert_fine("--lr=0 --lambda=1e6");
    assert_fine("--lr=1000000 --lambda=-0");
    assert_fine("--lr=.5 --lambda=1e-300");
    assert_same(MATRIX " --lr=-0 --lambda=-0 --trace", MATRIX " --lr=0 --lambda=0 --trace");
}

static void a_gradient_is_one_of_two_and_of_chapters_6_and_7_alone(void **state)
{
    static const char *const others[] = {"01-matrix",    "02-sigmoid",   "03-loss",
                                         "04-dloss-dw2", "05-dloss-dw1", "08-bias"};

    (void)state;
    assert_refused("--gradient=foo: want exact or article\n", BUILD "/06-loop --gradient=foo");
    assert_refused("--gradient=exac: want exact or article\n", BUILD "/06-loop --gradient=exac");
    assert_refused("--gradient=Exact: want exact or article\n", BUILD "/06-loop --gradient=Exact");
    assert_same(BUILD "/06-loop --epochs=1", BUILD "/06-loop --epochs=1 --gradient=article");
    assert_differ(BUILD "/06-loop --epochs=1", BUILD "/06-loop --epochs=1 --gradient=exact");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_refused("--gradient=exact: an option of chapters 6 and 7 (",
                       BUILD "/%s --gradient=exact", others[i]);
    assert_refused("--gradient: an option of chapters 6", MATRIX " --gradient article");
    assert_refused("--gradients=1: no such option", MATRIX " --gradients=1");
    assert_refused("--nonesuch: no such option", MATRIX " --nonesuch"); /* as long */
}

static void the_last_of_two_counts_and_the_first_wrong_one_is_named(void **state)
{
    (void)state;
    assert_same(MATRIX " --rows=7 --rows=2", MATRIX " --rows=2");
    assert_refused("--rows=0: want", MATRIX " --rows=0 --hidden=0");
    assert_refused("--rows=0: want", MATRIX " --help --rows=0");
}

static void the_defaults_are_the_worked_example(void **state)
{
    (void)state;
    assert_same(BUILD "/05-dloss-dw1",
                BUILD "/05-dloss-dw1 --rows=1 --hidden=3 --seed=2017 --data-seed=0 --lr=0.001 "
                      "--lambda=0 --digits=8 --step");
}

/* An option that is read and then ignored would pass all the tests above. */
static void each_option_makes_a_difference(void **state)
{
    static const char *const with[] = {"--rows=3", "--hidden=4",   "--seed=1",   "--data-seed=1",
                                       "--lr=0.5", "--lambda=0.5", "--digits=3", "--trace"};

    (void)state;
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        char command[100];

        snprintf(command, sizeof command, BUILD "/05-dloss-dw1 %s", with[i]);
        assert_differ(BUILD "/05-dloss-dw1", command);
    }
}

static void help_lists_every_option(void **state)
{
    static const char *const options[] = {
        "usage: 07-diagnosis [options]\n",
        "--trace[=FILE]",
        "--digits=D",
        "--rows=N",
        "--hidden=H",
        "--seed=S",
        "--data-seed=S",
        "--data=FILE.csv",
        "--class=COLUMN",
        "--header=yes|no",
        "--missing=drop|mean",
        "--standardize",
        "--shuffle=SEED",
        "--given=FILE",
        "--lr=A",
        "--lambda=L",
        "--gradient=exact|article",
        "--step",
        "--help",
        "--epochs=E",
        "--record=K",
        "\n    clip           Does clipping the gradients control it?\n",
    };
    struct outcome o = run(BUILD "/07-diagnosis --help --rows=5 --gradient=exact");

    (void)state;
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (!strstr(o.out, options[i]))
            fail_msg("--help does not tell of %s", options[i]);
    assert_true(strstr(o.out, "--epochs=E") < strstr(o.out, "--record=K"));
    assert_null(strstr(o.out, "(5)")); /* what holds without the option */
    assert_non_null(strstr(o.out, "program's (article)\n"));
    outcome_free(&o);
    o = run(BUILD "/07-diagnosis --claim=checklist");
    assert_true(o.status == 0 && strstr(o.out, "\nchecklist\n"));
    assert_non_null(find_words(&o, o.out, "It learns with one seed and not with another."));
    outcome_free(&o);
    assert_no_space(MATRIX " --help >/dev/full");
}

/* Runs --help of every kind of program: its lines have at most 80 columns. */
static void help_says_what_the_files_are_and_what_the_status_means(void **state)
{
    static const struct {
        const char *program, *usage, *status;
    } cases[] = {
        {"01-matrix", "", "0 fine, 1 a check failed, 2 bad usage or input.\n"},
        {"trace diff", " REFERENCE TRACE...", "0 fine, 1 something differs, 2 bad"},
        {"trace check", " [TRACE]", "0 fine, 1 a number does not follow from its"},
        {"trace why", " TRACE NUMBER", "0 fine, 2 bad usage or input.\n"},
        {"trace export", " [TRACE]", "0 fine, 2 bad usage or input.\n"},
        {"trace import", " [FILE]", "0 fine, 2 bad usage or input.\n"},
        {"errata", " LEDGER TRACE...", "0 fine, 1 a slip could not be verified, 2 bad"},
        {"07-diagnosis", "", "0 fine, 1 a check failed"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome o = run(BUILD "/%s --help", cases[i].program);
        char usage[80], status[80];

        snprintf(usage, sizeof usage, "usage: %s [options]%s\n", cases[i].program, cases[i].usage);
        snprintf(status, sizeof status, "\nExit status: %s", cases[i].status);
        if (o.status != 0 || *o.err || strncmp(o.out, usage, strlen(usage)) != 0 ||
            !strstr(o.out, status))
            fail_msg("%s: status %d, '%s%s'", cases[i].program, o.status, o.out, o.err);
        for (char *line = strtok(o.out, "\n"); line; line = strtok(NULL, "\n"))
            assert_true(strlen(line) <= 80);
        outcome_free(&o);
    }
}

/* The help shows no default that the option itself would refuse. */
static void help_tells_what_holds_without_an_option(void **state)
{
    struct outcome o = run(BUILD "/trace why --help; " BUILD "/trace check --help; " BUILD
                                 "/trace diff --help; " BUILD "/errata --help");

    (void)state;
    assert_true(strstr(o.out, "(12)\n") && strstr(o.out, "(1e-13)\n"));
    assert_true(strstr(o.out, " 1e-12\n") && strstr(o.out, " verify slip N only\n"));
    outcome_free(&o);
}

/* Every rule with a comment is in one of the groups, the reader's first. */
static void make_help_lists_what_can_be_made(void **state)
{
    struct outcome o = run("make -s --no-print-directory help BUILD=" BUILD),
                   n = run("cat Makefile */*.mk */*/*.mk | grep -c '^[^\t#].* ## '");
    int lines = 0;

    (void)state;
    assert_int_equal(o.status, 0);
    assert_int_equal(strncmp(o.out, "Working through the chapters\n  make ", 36), 0);
    assert_non_null(strstr(o.out, "\n  make 01-matrix ARGS=--rows=5  build and run"));
    assert_non_null(strstr(o.out, "\n\nExercises\n  make check CH=4 "));
    for (char *line = strtok(o.out, "\n"); line; line = strtok(NULL, "\n")) {
        assert_true(strlen(line) <= 80);
        lines += strncmp(line, "  make ", 7) == 0;
    }
    assert_int_equal(lines, atoi(n.out));
    outcome_free(&o);
    outcome_free(&n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_option_is_refused),
        cmocka_unit_test(a_short_form_must_be_clear),
        cmocka_unit_test(a_value_must_be_there_where_one_is_wanted),
        cmocka_unit_test(what_is_said_of_a_file_needs_the_file),
        cmocka_unit_test(a_count_is_a_whole_number_in_its_range),
        cmocka_unit_test(a_real_number_is_finite_and_not_negative),
        cmocka_unit_test(a_gradient_is_one_of_two_and_of_chapters_6_and_7_alone),
        cmocka_unit_test(the_last_of_two_counts_and_the_first_wrong_one_is_named),
        cmocka_unit_test(the_defaults_are_the_worked_example),
        cmocka_unit_test(each_option_makes_a_difference),
        cmocka_unit_test(help_lists_every_option),
        cmocka_unit_test(help_says_what_the_files_are_and_what_the_status_means),
        cmocka_unit_test(help_tells_what_holds_without_an_option),
        cmocka_unit_test(make_help_lists_what_can_be_made),
    };

    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
