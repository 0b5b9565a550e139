/* What all chapters' programs share, where tests/chapters.c and tests/options.c do not look: limits
 * of your own data, waiting for Enter, and mistakes in a chapter. */
#include "test.h"

#include "chapter.h"

#include <string.h>

/* The limit is 20,000,000; the test writes no trace, which would be large. */
static void rows_times_hidden_has_a_limit(void **state)
{
    struct outcome o =
        run("cd %s && awk 'BEGIN { for (i = 0; i < 201; i++) print i \",1,\" i %% 2 }' "
            ">201.csv && sed 1d 201.csv >200.csv && " BUILD "/01-matrix --help",
            folder);

    (void)state;
    outcome_free(&o);
    assert_refused("--hidden=100000: want a product of at most 20000000",
                   BUILD "/01-matrix --rows=201 --hidden=100000");
    assert_refused("201.csv has 201 rows, and the product may be at most 20000000",
                   BUILD "/01-matrix --data=%s/201.csv --rows=2 --hidden=100000", folder);
    o = run(BUILD "/01-matrix --data=%s/200.csv --hidden=100000 && " BUILD
                  "/01-matrix --rows=200 --hidden=100000 | grep -c 100000x2",
            folder);
    assert_string_equal(o.err, "");
    assert_int_equal(o.status, 0);
    outcome_free(&o);
}

static void data_are_not_written_over(void **state)
{
    (void)state;
    must("printf '1,2,a\\n3,4,b\\n' >%s/mine.csv", folder);
    assert_refused("this is the file of --data",
                   BUILD "/01-matrix --data=%s/mine.csv --trace=%s/./mine.csv", folder, folder);

    struct outcome o =
        run("cat %s/mine.csv; " BUILD "/01-matrix --data=%s/mine.csv --rows=3", folder, folder);

    assert_int_equal(o.status, 2);
    assert_string_equal(o.out, "1,2,a\n3,4,b\n");
    assert_non_null(strstr(o.err, "--rows=3: "));
    outcome_free(&o);
}

/* Chapter 4 has five steps, and waits for Enter between them. */
static void a_person_can_go_step_by_step(void **state)
{
    static const char words[] = "[Enter for the next block]";
    struct outcome o =
        run_on_terminal(80, "\nmore\n\n\n", "TERM=dumb " BUILD "/04-dloss-dw2 --step");

    (void)state;
    assert_int_equal(o.status, 0);
    assert_int_equal(times(o.out, words), 4);
    assert_non_null(strstr(strstr(o.out, "dh2_dz2 = "), words));
    outcome_free(&o);
    o = run_on_terminal(80, "", "TERM=dumb " BUILD "/04-dloss-dw2 --step </dev/null");
    assert_int_equal(times(o.out, words), 0);
    outcome_free(&o);
    o = run_on_terminal(80, "", "TERM=dumb " BUILD "/04-dloss-dw2 --step >%s/text", folder);
    assert_int_equal(o.status, 0);
    outcome_free(&o);
    o = run_on_terminal(80, "\n\n", "TERM=dumb " BUILD "/04-dloss-dw2 --step --trace");
    assert_int_equal(o.status, 0);
    assert_int_equal(times(o.out, words), 0);
    outcome_free(&o);
    o = run_on_terminal(80, "\004\004\004\004",
                        "TERM=dumb " BUILD "/02-sigmoid --step"); /* Ctrl-D */
    assert_int_equal(o.status, 0);
    outcome_free(&o);
}

static void the_short_h_helps_too(void **state)
{
    struct outcome o = run(BUILD "/01-matrix -h"), whole = run(BUILD "/01-matrix --help");

    (void)state;
    assert_int_equal(o.status, 0);
    assert_string_equal(o.out, whole.out);
    outcome_free(&o);
    outcome_free(&whole);
}

static void begin(struct chapter *c)
{
    static char name[] = "04-dloss-dw2", *argv[] = {name, NULL};

    chapter_read(c, 1, argv, name, "?", &options_worked_example, NULL, 0);
}

static void recap_nothing(void *context)
{
    struct chapter c;

    (void)context;
    begin(&c);
    chapter_trace(&c, "z1", "h3");
}

static void step_nothing(void *context)
{
    struct chapter c;

    (void)context;
    begin(&c);
    chapter_step(&c, "dLoss");
}

static void a_name_that_is_not_in_the_table_is_a_mistake(void **state)
{
    (void)state;
    assert_stops(recap_nothing, NULL, "04-dloss-dw2: no intermediate is called h3\n");
    assert_stops(step_nothing, NULL, "no intermediate is called dLoss\n");
}

/* Without a trace there is nothing to write to. */
static void an_epoch_is_traced_into_a_trace_only(void **state)
{
    struct chapter c;

    (void)state;
    begin(&c);
    chapter_trace_epoch(&c, 5);
    assert_null(c.trace.file);
    assert_int_equal(chapter_end(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_times_hidden_has_a_limit),
        cmocka_unit_test(data_are_not_written_over),
        cmocka_unit_test(a_person_can_go_step_by_step),
        cmocka_unit_test(the_short_h_helps_too),
        cmocka_unit_test(a_name_that_is_not_in_the_table_is_a_mistake),
        cmocka_unit_test(an_epoch_is_traced_into_a_trace_only),
    };

    return cmocka_run_group_tests_name("chapter", tests, make_folder, remove_folder);
}
