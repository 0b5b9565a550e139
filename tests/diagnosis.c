/* The programs of chapters 7 and 8 from end to end. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PROGRAM BUILD "/07-diagnosis"
#define BIAS    BUILD "/08-bias"

/* Returns the number in a line and a column of DIR/NAME.txt, both counted from 1; comments do not
 * count. */
static double number(const char *name, size_t line, size_t column)
{
    struct outcome o =
        run("awk '!/^#/ && ++n == %zu { print $%zu }' %s/out/%s.txt", line, column, folder, name);
    char *end;
    double x = strtod(o.out, &end);

    if (end == o.out)
        fail_msg("%s.txt has no number in line %zu, column %zu: %s", name, line, column, o.out);
    outcome_free(&o);
    return x;
}

static size_t lines_of(const char *name)
{
    struct outcome o = run("grep -vc '^#' %s/out/%s.txt", folder, name);
    size_t n = (size_t)atoi(o.out);

    outcome_free(&o);
    return n;
}

#if defined __SANITIZE_ADDRESS__ || !defined __OPTIMIZE__
static const bool patient = false; /* every step costs eight of the usual */
#else
static const bool patient = true;
#endif

/* Runs a claim and asserts that it is confirmed, that its text is plain, and that its tables are
 * whole: a comment names as many columns as every line has. */
static void claim_of(const char *program, const char *name, const char *tables, const char *words)
{
    struct outcome o = run("%s --claim=%s --output=%s/out", program, name, folder), odd;

    assert_string_equal(o.err, "");
    assert_int_equal(o.status, 0);
    assert_plain(&o);
    assert_null(strstr(o.out, "Not confirmed"));
    if (!find_words(&o, o.out, words))
        fail_msg("%s does not say '%s':\n%s", name, words, o.out);
    outcome_free(&o);
    odd = run(
        "cd %s/out && for t in %s; do head -n 1 $t.txt | grep -q '^# *[a-zA-Z]' || echo $t; "
        "awk 'NR == 1 { sub(/^# */, \"\"); n = NF } NF != n { print FILENAME, NR }' $t.txt; done; "
        "ls -A | grep -v 'txt$'",
        folder, tables);
    assert_string_equal(odd.out, "");
    assert_string_equal(odd.err, "");
    outcome_free(&odd);
}

static void claim(const char *name, const char *tables, const char *words)
{
    claim_of(PROGRAM, name, tables, words);
}

static void the_ridge_explodes(void **state)
{
    size_t last;

    (void)state;
    claim("explosion", "explosion", "not the gradient that backpropagation");
    claim("check", "gradient-check", "nothing but the ridge is left");
    last = lines_of("explosion");
    assert_true(last > 200);
    assert_true(number("explosion", last, 1) > 102600); /* the shared list: 102,695 is not finite */
    assert_true(number("explosion", last, 1) < 102800);
    assert_true(number("explosion", last, 3) < 1); /* the data's share of it */
    assert_true(number("explosion", last, 4) < 0.1);
    assert_true(number("explosion", last, 5) > 1e100);
    assert_close(number("gradient-check", 4, 3), 1.9e-3, 1e-4); /* one row: the ridge alone */
    assert_true(number("gradient-check", 3, 3) < 1e-8);
}

static void smaller_steps_delay(void **state)
{
    (void)state;
    if (!patient)
        skip();
    claim("learning-rate", "learning-rate", "same path in smaller");
    assert_close(number("learning-rate", 3, 2), 0.225887, 1.5e-6); /* another program's, in NumPy */
    assert_close(number("learning-rate", 3, 3), 91431, 100);
    assert_close(number("learning-rate", 3, 4), 102695, 100);
}

static void stronger_is_sooner(void **state)
{
    (void)state;
    claim("stronger", "stronger", "overflows sooner");
    assert_close(number("stronger", 3, 5), 1154, 30); /* 11,542 at a tenth of the rate */
}

static void remedies_work_on_the_symptom(void **state)
{
    (void)state;
    claim("l1", "l1", "with its own derivative");
    if (!patient)
        return; /* the others run the same lines for longer */
    claim("decay", "decay", "the sum of all rates");
    claim("clip", "clip", "does not remove the cause");
    claim("minibatch", "minibatch", "depend on the rows");
    claim("width", "width", "comes later");
    assert_int_equal(lines_of("width"), 8);
}

static void without_a_bias_there_is_a_ceiling(void **state)
{
    (void)state;
    claim_of(BIAS, "ceiling", "random-networks random-right by-hand", "The bound is reached");
    claim_of(BIAS, "bias", "bias corners", "it is learned");
    for (size_t i = 1; i <= 5; i++) {
        assert_true(number("bias", i, 3) <= 75);
        assert_true(number("bias", i, 6) > 90);
    }
    assert_true(number("corners", 2, 3) == 0 && number("corners", 2, 4) >= 0.25);
}

/* Stuck starts are at 1/16 and its like: no start is between. */
static void some_starts_are_stuck(void **state)
{
    (void)state;
    claim_of(BIAS, "starts", "starts", "with both biases 19 and 20 do");
    assert_int_equal(lines_of("starts"), 20);
    for (size_t i = 1; i <= 20; i++)
        for (size_t column = 2; column <= 5; column++) {
            double Loss = number("starts", i, column);

            assert_true(Loss < 0.002 || Loss > 0.06);
        }
}

static void fresh_rows_tell(void **state)
{
    (void)state;
    claim_of(BIAS, "fresh", "fresh", "due to these rows alone");
}

static void large_weights_saturate(void **state)
{
    (void)state;
    claim("vanishing", "vanishing", "are saturated");
}

/* With other weights the same claim is measured anew. */
static void a_seed_of_your_own(void **state)
{
    struct outcome a = run(PROGRAM " --claim=vanishing"),
                   b = run(PROGRAM " --claim=vanishing --seed=3");

    (void)state;
    assert_true(b.status == 0 || b.status == 1);
    assert_string_not_equal(a.out, b.out);
    outcome_free(&a);
    outcome_free(&b);
}

/* With these seeds the ratio falls by less than half: the program must say so. */
static void a_verdict_needs_its_measurement(void **state)
{
    struct outcome o = run(PROGRAM " --claim=vanishing --seed=29 --data-seed=29");

    (void)state;
    assert_int_equal(o.status, 1);
    assert_non_null(strstr(o.out, "Not confirmed by this measurement"));
    assert_null(strstr(o.out, "are saturated ("));
    outcome_free(&o);
}

static void a_single_run_takes_the_remedies(void **state)
{
    static const char *plain =
        "--claim=run --epochs=300 --record=100 --quiet --lambda=0.01 --lr=0.03";
    static const struct {
        const char *option, *words;
    } with[] = {
        {"--clip=0.5", "clipped to a length of 0.5"},
        {"--l1=0.02 --lambda=0", "L1 of 0.02"},
        {"--decay=step:0.5:50", "multiplied by 0.5 every 50 epochs"},
        {"--decay=inverse:50", "divided by 1 + epoch/50"},
        {"--bias --gradient=exact", "with biases"},
        {"--batch=10", "Minibatches of 10 rows"},
    };
    struct outcome o = run(PROGRAM " %s", plain);

    (void)state;
    assert_int_equal(o.status, 0);
    assert_non_null(strstr(o.out, "no longer finite"));
    assert_plain(&o);
    outcome_free(&o);
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        o = run(PROGRAM " %s %s", plain, with[i].option);
        assert_int_equal(o.status, 0);
        assert_string_equal(o.err, "");
        assert_plain(&o);
        if (!find_words(&o, o.out, with[i].words))
            fail_msg("%s does not say '%s':\n%s", with[i].option, with[i].words, o.out);
        outcome_free(&o);
    }
    o = run(PROGRAM " %s --clip=0.5", plain);
    assert_null(strstr(o.out, "no longer finite"));
    outcome_free(&o);
}

/* Without remedies it trains as chapter 6 does. */
static void a_single_run_is_chapter_6_s(void **state)
{
    static const char *options =
        "--rows=20 --hidden=5 --lr=0.05 --lambda=0.01 --epochs=200 --quiet";

    (void)state;
    must(PROGRAM " --claim=run %s --save=%s/seven", options, folder);
    must(BUILD "/06-loop %s --save=%s/six", options, folder);
    must("cd %s && cmp six seven", folder);
}

static void wrong_requests_are_refused(void **state)
{
    static const char *decay[] = {"step",          "step:2:10", "step:0.5",    "step:0.5:0",
                                  "step:0.5:10:3", "inverse:",  "inverse:0",   "inverse:-3",
                                  "inverse:nan",   "halve:3",   "step:nan:10", "inverse:inf"};

    (void)state;
    assert_refused(
        "explosion, check, learning-rate, stronger, decay, l1, clip, minibatch, width, vanishing, "
        "checklist or run",
        PROGRAM " --claim=none");
    assert_refused("ceiling, bias, starts or fresh", BIAS " --claim=none");
    assert_refused("settings of its own", BIAS " --claim=fresh --rows=10");
    assert_refused("goes with --claim", BIAS " --output=%s/never", folder);
    assert_refused("goes with --claim", BIAS " --full");
    assert_refused("want explosion, check,", PROGRAM " --claim=explosio --output=%s/never", folder);
    assert_refused("settings of its own", PROGRAM " --claim=clip --rows=10");
    assert_refused("settings of its own", PROGRAM " --clip=1");
    assert_refused("go with the other claims", PROGRAM " --claim=run --output=%s/never", folder);
    assert_refused("--batch does not go", PROGRAM " --claim=run --batch=5 --l1=1");
    assert_refused("a number from 0", PROGRAM " --claim=run --clip=-1");
    assert_refused("not a directory", PROGRAM " --claim=vanishing --output=LICENSE");
    assert_refused("No such file", PROGRAM " --claim=vanishing --output=%s/no/such", folder);
    for (size_t i = 0; i < sizeof decay / sizeof *decay; i++)
        assert_refused("want step:F:K", PROGRAM " --claim=run --decay=%s", decay[i]);

    struct outcome o = run("ls -A %s/never", folder);

    assert_true(o.status != 0); /* nothing was made */
    outcome_free(&o);
}

static void a_full_disk_is_one_line_and_status_2(void **state)
{
    struct outcome o;

    (void)state;
    assert_no_space(PROGRAM " --claim=vanishing >/dev/full");
    o = run("mkdir %s/small; cp LICENSE %s/small/explosion.txt; ulimit -f 1; trap '' XFSZ; " PROGRAM
            " --claim=explosion --output=%s/small >/dev/null",
            folder, folder, folder);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "explosion.txt: File too large"));
    outcome_free(&o);
    o = run("ls -A %s/small; cmp LICENSE %s/small/explosion.txt", folder, folder);
    assert_string_equal(o.out, "explosion.txt\n"); /* what stood there stands there still */
    outcome_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ridge_explodes),
        cmocka_unit_test(smaller_steps_delay),
        cmocka_unit_test(stronger_is_sooner),
        cmocka_unit_test(remedies_work_on_the_symptom),
        cmocka_unit_test(without_a_bias_there_is_a_ceiling),
        cmocka_unit_test(some_starts_are_stuck),
        cmocka_unit_test(fresh_rows_tell),
        cmocka_unit_test(large_weights_saturate),
        cmocka_unit_test(a_seed_of_your_own),
        cmocka_unit_test(a_verdict_needs_its_measurement),
        cmocka_unit_test(a_single_run_takes_the_remedies),
        cmocka_unit_test(a_single_run_is_chapter_6_s),
        cmocka_unit_test(wrong_requests_are_refused),
        cmocka_unit_test(a_full_disk_is_one_line_and_status_2),
    };

    return cmocka_run_group_tests_name("diagnosis", tests, make_folder, remove_folder);
}
