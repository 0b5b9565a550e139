/* trace fill: what is given and the formulas make a trace, and trace check finds every bit of it.
 */
#include "test.h"

#include "compute.h"
#include "trace_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXACT "Largest relative error: 0, every bit is the same.\n"

/* Removes every number of a block that has a formula. */
#define STRIP "awk '/^# /{ computed = / = / } /^#/ || !/./ || !computed'"

static const char *sheet(const char *text)
{
    return file_of("sheet", text, strlen(text));
}

/* ---- what is computed */

static const char *const sheets[] = {"traces/sheets/three-layers.trace",
                                     "traces/sheets/softmax.trace", "traces/sheets/columns.trace",
                                     "traces/sheets/cross-entropy.trace"};

static double compute_loss(struct trace_file *t)
{
    char error[ERROR_MOST];

    for (struct block *b = t->block; b < t->block + t->blocks; b++)
        if (b->formula && !compute_block(t, b, b->formula, b, error))
            fail_msg("%s: %s", b->name, error);
    return trace_file_block(t, "Loss", 4)->m->v[0];
}

/* The step from NAME to NAME_new is alpha times the differences of the Loss. */
static void compare_step(struct trace_file *t, const struct block *b, const struct block *after)
{
    const double difference = 1e-6, alpha = trace_file_scalar(t, "alpha", 5)->value;
    double most = 0;

    for (size_t i = 0; i < b->m->rows * b->m->cols; i++) {
        double was = b->m->v[i], up, down, step;

        b->m->v[i] = was + difference;
        up = compute_loss(t);
        b->m->v[i] = was - difference;
        down = compute_loss(t);
        b->m->v[i] = was;
        compute_loss(t);
        step = was - after->m->v[i];
        assert_close(step, alpha * (up - down) / (2 * difference), 1e-8);
        most = fmax(most, fabs(step));
    }
    assert_true(most > 1e-3);
}

static void a_sheet_descends_by_the_gradient_of_its_loss(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        struct trace_file t;
        size_t weights = 0;

        if (!trace_file_read_sheet(&t, sheets[i]))
            fail_msg("%s", t.error);
        compute_loss(&t);
        for (const struct block *b = t.block; b < t.block + t.blocks; b++) {
            char name[NAME_MOST + 4];

            snprintf(name, sizeof name, "%s_new", b->name);

            const struct block *after =
                b->formula ? NULL : trace_file_block(&t, name, strlen(name));

            if (after)
                compare_step(&t, b, after);
            weights += after != NULL;
        }
        assert_true(weights >= 2);
        trace_file_free(&t);
    }
}

/* A chapter's trace without its numbers gets them back. */
static void the_numbers_of_a_chapter_come_back(void **state)
{
    static const char *const options[] = {"", "--rows=7 --hidden=5 --lambda=0.1 --bias",
                                          "--rows=40 --hidden=20 --lambda=0.1"};

    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        must(BUILD "/05-dloss-dw1 %s --trace=%s/whole", options[i], folder);
        must(STRIP " %s/whole >%s/bare; ! cmp -s %s/whole %s/bare", folder, folder, folder, folder);
        assert_prints(0, ", 0 differ.",
                      BUILD "/trace fill %s/bare | " BUILD
                            "/trace diff --tolerance=1e-13 %s/whole -",
                      folder, folder);
    }
}

static void check_of_a_fill_finds_every_bit(void **state)
{
    static const char *const makers[] = {
        "cat traces/sheets/three-layers.trace",
        "cat traces/sheets/softmax.trace",
        "cat traces/sheets/columns.trace",
        "cat traces/sheets/cross-entropy.trace",
        BUILD "/05-dloss-dw1 --rows=40 --hidden=20 --lambda=0.1 --trace",
        BUILD "/05-dloss-dw1 --rows=5 --lambda=0.1 --trace | " STRIP,
        BUILD "/05-dloss-dw1 --rows=5 --digits=3 --trace | grep -v digits",
        BUILD "/06-loop --rows=3 --epochs=2 --record=1 --trace | " STRIP,
        "printf '# brick-trace 1\\n\\n# a = 1/0\\n\\n# b = -a\\n\\n# c = a + b\\n\\n# d = 5e-324/3\\n'",
        "printf '# brick-trace 1\\n\\n# a\\n0.1 1e308\\n\\n# b = a*10\\n\\n# c = b - b\\n\\n# d = c'\\'\\\\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        assert_prints(0, EXACT, "%s | " BUILD "/trace fill | " BUILD "/trace check", makers[i]);
        /* and a second time nothing changes */
        must("%s | " BUILD "/trace fill >%s/once; " BUILD "/trace fill %s/once | cmp %s/once -",
             makers[i], folder, folder, folder);
    }
}

/* What stood where a formula stands counts for nothing, and the head stays as it is. */
static void old_numbers_are_replaced(void **state)
{
    struct outcome o = run(BUILD "/trace fill %s", sheet("# brick-trace 1\n# source a page\n"
                                                         "# set k=2\n# bias fixed\n\n# A\n1 2\n\n"
                                                         "# B = k*A'\n7\n? \n\n# C 1x1 = A*B\n?\n\n"
                                                         "# D = C\n"));

    (void)state;
    assert_string_equal(o.err, "");
    assert_string_equal(o.out, "# brick-trace 1\n# source a page\n# set k=2\n# bias fixed\n\n\n"
                               "# A 1x2\n1 2\n\n\n# B 2x1 = k*A'\n2\n4\n\n\n# C 1x1 = A*B\n10\n\n\n"
                               "# D 1x1 = C\n10\n\n\n");
    outcome_free(&o);
}

static void what_cannot_be_computed_is_refused(void **state)
{
    static const struct {
        const char *blocks, *words;
    } cases[] = {
        {"# A\n1 2\n\n# B 3x1 = A'\n", "sheet:6: B: it is 3x1, and its formula gives 2x1"},
        {"# A\n1 2\n\n# B 2x2 = A'\n1 2\n3 4\n",
         "sheet:6: B: it is 2x2, and its formula gives 2x1"},
        {"# A\n1 2\n\n# B = A'\n7 8 9\n", "sheet:6: B: it is 1x3, and its formula gives 2x1"},
        {"# B = A\n\n# A\n1 2\n", "sheet:3: B: column 1: A comes only later, in line 5"},
        {"# B = A\n\n# A = 2\n", "sheet:3: B: column 1: A comes only later, in line 5"},
        {"# A = A + 1\n", "sheet:3: A: column 1: A is to be made from itself"},
        {"# A = B\n", "sheet:3: A: column 1: no block before is called 'B'"},
        {"# A = 1 +\n", "sheet:3: A: column 4: the formula ends here"},
        {"# A\n\n# B = 1\n", "sheet:3: A has no numbers"},
        {"# A 2x2\n\n# B = 1\n", "A has 0 rows, and its head promises 2"},
        {"# A 2x2 = 1\n1 2\n", "A has 1 rows, and its head promises 2"},
        {"# A 4294967296x4294967296 = 1\n", "A wants a shape such as 2x3"},
        {"# A 99999999x9 = 1\n", "it is 99999999x9, and its formula gives 1x1"},
        {"# A\n1\n2 ?\n", "this row of A has more than 1 numbers"},
        {"# A\n1 2\n2 ?\n\n# B = A\n",
         "sheet:3: A: a ? stands in column 2 of row 2, and no formula gives it"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[300];

        snprintf(text, sizeof text, "# brick-trace 1\n\n%s", cases[i].blocks);
        assert_refused(cases[i].words, BUILD "/trace fill %s", sheet(text));
        assert_refused(cases[i].words,
                       BUILD "/trace fill --output=%s/none %s; test ! -e %s/none "
                             "|| echo; exit 2",
                       folder, sheet(text), folder);
    }
}

/* ---- how it is written */

static void digits_round_what_is_written(void **state)
{
    static const char text[] =
        "# brick-trace 1\n# digits 9\n# source a page\n\n# A\n0.123456789 2\n\n"
        "# B = A*3\n\n# C = B*3\n";
    struct outcome o = run(BUILD "/trace fill --digits=4 %s", sheet(text));

    (void)state;
    assert_string_equal(o.out,
                        "# brick-trace 1\n# digits 4\n# source a page\n\n\n# A 1x2\n0.1235 "
                        "2.0000\n\n\n# B 1x2 = A*3\n0.3704 6.0000\n\n\n# C 1x2 = B*3\n1.1111 "
                        "18.0000\n\n\n");
    outcome_free(&o);
    assert_int_equal((o = run(BUILD "/trace fill %s | grep -c digits", sheet(text))).out[0], '0');
    outcome_free(&o);
    for (int digits = 1; digits <= 17; digits += 4)
        for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
            assert_prints(0, "and right; ",
                          BUILD "/trace fill --digits=%d %s | " BUILD "/trace check", digits,
                          sheets[i]);
    assert_refused("want a whole number from 1 to 17", BUILD "/trace fill --digits=0 %s",
                   sheets[0]);
    assert_refused("want a whole number from 1 to 17", BUILD "/trace fill --digits=18 %s",
                   sheets[0]);
}

static void output_is_a_file_whole_or_not_at_all(void **state)
{
    struct outcome o;

    (void)state;
    must(BUILD "/trace fill %s >%s/shown; " BUILD
               "/trace fill %s --output=%s/written; cmp %s/shown "
               "%s/written",
         sheets[0], folder, sheets[0], folder, folder, folder);
    must("cp %s %s/own; ln -s own %s/link; mkdir %s/way", sheets[0], folder, folder, folder);
    assert_refused("/own: this is the file that it reads",
                   BUILD "/trace fill %s/own --output=%s/own", folder, folder);
    assert_refused("/link: this is the file that it reads",
                   BUILD "/trace fill %s/own --output=%s/link", folder, folder);
    assert_refused("/way/../own: this is the file that it reads",
                   BUILD "/trace fill %s/link --output=%s/way/../own", folder, folder);
    must("cmp %s %s/own", sheets[0], folder);
    assert_refused("/none/it: No such file or directory",
                   BUILD "/trace fill %s --output=%s/none/it", sheets[0], folder);
    assert_no_space(BUILD "/trace fill %s >/dev/full", sheets[0]);
    assert_no_space(BUILD "/trace fill %s --output=/dev/full", sheets[0]);
    o = run("ls -A %s | grep -v -e '^own$' -e '^link$' -e '^way$' -e '^shown$' -e '^written$'",
            folder);
    if (strstr(o.out, "own") || strstr(o.out, "written"))
        fail_msg("left behind: %s", o.out);
    outcome_free(&o);
}

static void input_is_a_file_or_standard_input(void **state)
{
    (void)state;
    must("cat %s | " BUILD "/trace fill >%s/a; " BUILD "/trace fill - <%s >%s/b; " BUILD
         "/trace fill %s >%s/c; cmp %s/a %s/b && cmp %s/a %s/c",
         sheets[1], folder, sheets[1], folder, sheets[1], folder, folder, folder, folder, folder);
    assert_refused("No such file", BUILD "/trace fill %s/none", folder);
    assert_refused("standard input:1: not a trace", "echo | " BUILD "/trace fill");
    assert_refused("want [FILE], 1 at most", BUILD "/trace fill a b");
    assert_prints(0, "every block that has a formula", BUILD "/trace fill --help");
    /* other commands want the numbers */
    assert_refused("has no numbers: trace fill computes them", BUILD "/trace check %s", sheets[0]);
}

static void many_blocks_and_large_ones_are_filled(void **state)
{
    (void)state;
    assert_prints(
        0, EXACT,
        "awk 'BEGIN { print \"# brick-trace 1\\n\\n# c0_\\n1.5\\n\"; for (i = 1; i < 20000; "
        "i++) printf \"# c%%d_ = c%%d_*1.0001\\n\\n\", i, i - 1 }' | " BUILD "/trace fill | " BUILD
        "/trace check");
    assert_prints(
        0, EXACT,
        "awk 'BEGIN { print \"# brick-trace 1\\n\\n# X\"; for (i = 0; i < 33333; i++) print "
        "rand(), rand(), rand(); print \"\\n# z = sigmoid(X * (X'\\'' * X))\" }' | " BUILD
        "/trace fill | " BUILD "/trace check");
    assert_refused(
        "numbers on the way to the result are too many",
        "awk 'BEGIN { print \"# brick-trace 1\\n\\n# X\"; for (i = 0; i < 2000; i++) print "
        "rand(); print \"\\n# z = sum(sum(X * X'\\''))\" }' | " BUILD "/trace fill");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_descends_by_the_gradient_of_its_loss),
        cmocka_unit_test(the_numbers_of_a_chapter_come_back),
        cmocka_unit_test(check_of_a_fill_finds_every_bit),
        cmocka_unit_test(old_numbers_are_replaced),
        cmocka_unit_test(what_cannot_be_computed_is_refused),
        cmocka_unit_test(digits_round_what_is_written),
        cmocka_unit_test(output_is_a_file_whole_or_not_at_all),
        cmocka_unit_test(input_is_a_file_or_standard_input),
        cmocka_unit_test(many_blocks_and_large_ones_are_filled),
    };

    return cmocka_run_group_tests_name("fill", tests, make_folder, remove_folder);
}
