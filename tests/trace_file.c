/* The reader of traces: every command refuses what is no trace, in one line. */
#include "test.h"

#include "matrix.h"
#include "trace_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "# brick-trace 1\n# set N=1\n\n\n"

static void what_is_no_trace_is_refused(void **state)
{
    static const struct {
        const char *text, *words;
    } bad[] = {
        {"", "t:1: not a trace"},
        {"hello\n", "t:1: not a trace"},
        {"# brick-trace 2\n\n\n", "t:1: not a trace"},
        {"# brick-trace 1\n", "t:1: no block"},
        {"# brick-trace 1\n1 2\n", "t:2: a number before the first block"},
        {"# brick-trace 1\n# set N\n", "t:2: the set line wants NAME=NUMBER, not 'N'"},
        {"# brick-trace 1\n# set N=1 N=2\n", "t:2: N is set twice"},
        {"# brick-trace 1\n# set N=many\n", "t:2: N is set to something that is no number"},
        {HEAD "# X 1x2\n1 2", "t:6: the file ends in the middle of a line"},
        {HEAD "# X 2x2\n1 2\n\n\n", "t:7: X has 1 rows, and its head promises 2"},
        {HEAD "# X 2x2\n1 2\n# Y 1x1\n", "t:7: X has 1 rows, and its head promises 2"},
        {HEAD "# X 2x2\n1 2\n", "t:6: X has 1 rows, and its head promises 2"},
        {HEAD "# X 1x2\n1\n\n\n", "t:6: this row of X has 1 numbers, and its head promises 2"},
        {HEAD "# X 1x2\n1 2 3\n\n\n", "t:6: this row of X has more than 2 numbers"},
        {HEAD "# X 1x2\n1 2\n3 4\n\n\n", "t:7: X has more than the 1 rows that its head promises"},
        {HEAD "# X 1x2\n1 2\n# Y 1x1\n1\n\n\n", "t:7: an empty line must follow the rows of X"},
        {HEAD "# X\n1 2\n# Y\n1\n\n\n", "t:7: an empty line must follow the rows of X"},
        {HEAD "# X\n1 2\n3\n\n\n", "t:7: this row of X has 1 numbers, and the one above it 2"},
        {HEAD "# X\n1 2\n3 4 5\n\n\n", "t:7: this row of X has more than 2 numbers"},
        {HEAD "# X\n\n\n", "t:5: X has no numbers\n"},
        {HEAD "# X = N\n\n\n", "t:5: X has no numbers: trace fill computes them"},
        {HEAD "# X 1x1 = N\n\n\n", "t:6: X has 0 rows, and its head promises 1"},
        {HEAD "# X' 2x1 = N\n1\n2\n", "t:5: X' takes no formula"},
        {HEAD "# X'' 2x1\n1\n2\n", "t:5: a block begins '# NAME ROWSxCOLUMNS'"},
        {HEAD "# X 1x1\n1\n\n# X' 1x1\n1\n", "t:8: a second block 'X'"},
        {HEAD "# X 1x1\n1\n\n# digits 9\n", "t:8: digits wants a shape such as 2x3, not '9'"},
        {"# brick-trace 1\n# digit 9\n\n# X 1x1\n1\n", "t:2: '# digit 9' is no line of the head"},
        {"# brick-trace 1\n#\n\n# X 1x1\n1\n", "t:2: '#' is no line of the head"},
        {"# brick-trace 1\n# X 1x1\n1\n", "t:2: '# X 1x1' is no line of the head"},
        {"# brick-trace 1\n# digits 9\n# digits 8\n\n", "t:3: digits are said twice"},
        {"# brick-trace 1\n# digits many\n", "t:2: digits wants a number of decimals, not 'many'"},
        {"# brick-trace 1\n# digits 9x\n", "t:2: digits wants a number of decimals, not '9x'"},
        {"# brick-trace 1\n# digits 100\n", "t:2: digits wants a number of decimals, not '100'"},
        {"# brick-trace 1\n# bias trained\n", "t:2: bias can be fixed, not 'trained'"},
        {"# brick-trace 1\n# chapter a\n# figure b\n", "t:3: a second name of this trace"},
        {HEAD "# X 1x2\n1 two\n\n\n", "t:6: 'two' is not a number (column 2 of X)"},
        {HEAD "# X 1x2\n1 ?x\n\n\n", "t:6: '?x' is not a number"},
        {HEAD "# X 1x2\n1 0x2\n\n\n", "t:6: '0x2' is not a number"},
        {HEAD "# X 1x2\n1 2,5\n\n\n", "t:6: '2,5' is not a number"},
        {HEAD "# X 1x1\n\x1b[31m\n\n\n", "t:6: '\\x1b[31m' is not a number"},
        {HEAD "# X 0x2\n\n\n", "t:5: X wants a shape such as 2x3, not '0x2'"},
        {HEAD "# X 2\n1 2\n\n\n", "t:5: X wants a shape such as 2x3"},
        {HEAD "# X 99999999999999999999x2\n", "t:5: X wants a shape such as 2x3"},
        {HEAD "# X 900000x900000\n1\n\n\n", "t:6: this row of X has 1 numbers"},
        {HEAD "# X 1x1 Y\n1\n\n\n", "t:5: behind the shape of X stands ' = FORMULA' or nothing"},
        {HEAD "# X 1x1 = \n1\n\n\n", "t:5: behind the shape of X stands"},
        {HEAD "# 1X 1x1\n1\n\n\n", "t:5: a block begins '# NAME ROWSxCOLUMNS'"},
        {HEAD "#X 1x1\n1\n\n\n", "t:5: a block begins"},
        {HEAD "# N 1x1\n1\n\n\n", "t:5: 'N' is a number of the set line already"},
        {HEAD "# X 1x1\n1\n\n\n# X 1x1\n1\n\n\n",
         "t:9: a second block 'X' (the first is in line 5)"},
        {HEAD "# X1 1x1\n1\n\n\n# X 1x1\n1\n\n\n",
         "t:9: 'X' is the beginning of an earlier name, 'X1' in line 5"},
    };
    static const char zero[] = HEAD "# X 1x1\n1\0\n\n\n";
    char words[200];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *path = file_of("t", bad[i].text, strlen(bad[i].text));

        assert_refused(bad[i].words, BUILD "/trace check %s", path);
        assert_refused(bad[i].words, BUILD "/trace why %s 'X[1,1]'", path);
        assert_refused(bad[i].words, BUILD "/trace export --json %s", path);
        assert_refused(bad[i].words, BUILD "/trace diff %s %s", path, path);
    }
    assert_refused("t:6: a zero byte", BUILD "/trace check %s",
                   file_of("t", zero, sizeof zero - 1));
    assert_refused("standard input:1: not a trace", BUILD "/trace check </dev/null");
    assert_refused("No such file", BUILD "/trace check %s/none", folder);
    snprintf(words, sizeof words, "trace check: %s: Is a directory", folder);
    assert_refused(words, BUILD "/trace check %s", folder);
}

static void a_line_of_a_megabyte_is_only_a_line(void **state)
{
    char *text = malloc(4000100);
    int used = sprintf(text, HEAD "# X 1x1000000\n");

    (void)state;
    for (int i = 0; i < 1000000; i++)
        used += sprintf(text + used, "%d%c", i % 10, i < 999999 ? ' ' : '\n');
    used += sprintf(text + used, "\n\n# s 1x1 = sum(X)\n4500000\n\n\n");
    assert_prints(0, "1 block recomputed", BUILD "/trace check %s",
                  file_of("long", text, (size_t)used));
    memset(text, 'x', 1000000);
    text[1000000] = '\n';
    assert_refused("long:1: not a trace", BUILD "/trace check %s", file_of("long", text, 1000001));
    used = sprintf(text, HEAD "# X 1x1\n");
    memset(text + used, '7', 1000000);
    text[used + 1000000] = '!';
    text[used + 1000001] = '\n';
    assert_refused("long:6: '777", BUILD "/trace check %s",
                   file_of("long", text, (size_t)used + 1000002));
    free(text);
}

static void the_corpus_of_the_fuzzer_crashes_nothing(void **state)
{
    struct outcome o = run(
        "for f in tests/corpus/trace/*; do " BUILD "/trace check $f >%s/out 2>&1; s=$?; "
        "test $s -le 2 || echo $f: $s; " BUILD "/trace export --json $f >%s/out 2>&1; "
        "test $? -le 2 || echo $f; " BUILD
        "/trace why $f \"$(sed -n 's/^# \\([A-Za-z0-9_@]*\\) [0-9].*/\\1/p' $f | tail -1)[1,1]\" "
        ">%s/out 2>&1; test $? -le 2 || echo $f; done; ls tests/corpus/trace | wc -l",
        folder, folder, folder);

    (void)state;
    if (strchr(o.out, '\n') != o.out + strlen(o.out) - 1 || atoi(o.out) < 10)
        fail_msg("%s%s", o.out, o.err);
    outcome_free(&o);
}

static char *of(const char *format, ...)
{
    static char text[8000];
    va_list words;

    va_start(words, format);
    vsnprintf(text, sizeof text, format, words);
    va_end(words);
    return text;
}

static const char *trace_of(const char *text)
{
    return file_of("t", text, strlen(text));
}

static void sizes_names_and_decimals_have_limits(void **state)
{
    char name[65], zeros[300], *sets = malloc(20000);
    int used;

    (void)state;
    memset(name, 'N', sizeof name);
    name[64] = '\0';
    memset(zeros, '0', sizeof zeros);
    assert_refused("t:6: this row of X has 1 numbers, and its head promises 999999999",
                   BUILD "/trace check %s", trace_of(HEAD "# X 1x999999999\n1\n\n\n"));
    assert_refused("t:5: X wants a shape such as 2x3, not '1x1000000000'", BUILD "/trace check %s",
                   trace_of(HEAD "# X 1x1000000000\n1\n\n\n"));
    assert_refused("t:5: X wants a shape such as 2x3, not '2x0'", BUILD "/trace check %s",
                   trace_of(HEAD "# X 2x0\n1\n\n\n"));
    assert_refused("t:5: a block begins", BUILD "/trace check %s",
                   trace_of(of(HEAD "# %s 1x1\n1\n\n\n", name)));
    assert_prints(1, "no block has a formula", BUILD "/trace check %s",
                  trace_of(of(HEAD "# %s 1x1\n1\n\n\n", name + 1)));
    assert_refused("t:2: the set line wants NAME=NUMBER", BUILD "/trace check %s",
                   trace_of(of("# brick-trace 1\n# set %s=1\n\n\n# X 1x1\n1\n\n\n", name)));
    assert_refused("t:2: the set line wants NAME=NUMBER, not '=1'", BUILD "/trace check %s",
                   trace_of("# brick-trace 1\n# set =1\n\n\n# X 1x1\n1\n\n\n"));
    assert_refused("t:2: N is set to something", BUILD "/trace check %s",
                   trace_of("# brick-trace 1\n# set N= 1\n\n\n# X 1x1\n1\n\n\n"));
    assert_refused("t:2: N is set to something", BUILD "/trace check %s",
                   trace_of("# brick-trace 1\n# set N=\n\n\n# X 1x1\n1\n\n\n"));
    for (int most = 1000; most <= 1001; most++) {
        used = sprintf(sets, "# brick-trace 1\n# set");
        for (int i = 0; i < most; i++)
            used += sprintf(sets + used, " n%d=1", i);
        sprintf(sets + used, "\n\n\n# X 1x1 = n999\n1\n\n\n");
        if (most == 1000)
            assert_prints(0, "1 block recomputed", BUILD "/trace check %s", trace_of(sets));
        else
            assert_refused("t:2: more than 1000 numbers are set", BUILD "/trace check %s",
                           trace_of(sets));
    }
    free(sets);

    assert_prints(0, "right", BUILD "/trace check %s", /* blanks are no columns */
                  trace_of(HEAD "# X 1x2\n 1  2 \n\n\n# z 1x1 = sum(X)\n3\n\n\n"));
}

/* What a person types: no shapes, one empty line, tabs, Windows line ends, a mark at the start. */
static void a_person_may_leave_out_what_the_numbers_say(void **state)
{
    static const char typed[] = "\xef\xbb\xbf# brick-trace 1\r\n# source a page\r\n# bias fixed\r\n"
                                "\r\n# X\r\n1\t 2 \r\n\r\n# W'\r\n3 4\r\n5 6\r\n7 8.5\r\n \r\n"
                                "# z = X * W\r\n11.0 17 24\r\n";
    struct trace_file t;
    FILE *file = fmemopen((void *)typed, sizeof typed - 1, "r");
    const struct block *W;

    (void)state;
    assert_true(trace_file_read_stream(&t, file, "typed"));
    assert_true(t.blocks == 3 && t.bias_fixed && !t.exact);
    assert_string_equal(t.head, "# source a page\n# bias fixed\n");
    W = trace_file_block(&t, "W", 1);
    assert_true(W->m->rows == 2 && W->m->cols == 3);
    assert_true(W->m->v[1] == 5 && W->m->v[3] == 4 && W->m->v[5] == 8.5);
    assert_int_equal(W->decimals[5], 1);
    assert_int_equal(W->decimals[4], 0);
    fclose(file);
    trace_file_free(&t);
    assert_prints(0, "1 block recomputed", BUILD "/trace check %s",
                  file_of("t", typed, sizeof typed - 1));
}

/* 4 for 0.1963, and so on; and whether all digits are there. */
static void the_last_printed_digit_of_a_number_has_a_place(void **state)
{
    static const struct {
        const char *number;
        int place;
        bool exact;
    } known[] = {
        {"0.1963", 4, false},
        {"-.0406", 4, false},
        {"1.963e-3", 6, false},
        {"3e2", -2, false},
        {"300", 0, true},
        {"0.5", 1, true},
        {"0.50", 2, false},
        {"1.0", 1, false},
        {"1", 0, true},
        {"-0", 0, true},
        {"nan", 0, true},
        {"-inf", 0, true},
        {"0.1", 1, false},
        {"1e-05", 5, false},
        {"0.1 0.10000000000000001", 1, false},
        {"0.1963 0.10000000000000001", 4, true},
        {"1.5e+300", -299, false},
        {"0e999", -PLACE_EXACT, false},
        {"0e-999", PLACE_EXACT, false},
        {"0.10000000000000001", 17, true},
        {"0.0010000000000000001", 19, true},
        {"4.9406564584124654e-324", 340, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct trace_file t;
        char text[100];

        snprintf(text, sizeof text, HEAD "# X\n%s\n", known[i].number);

        FILE *file = fmemopen(text, strlen(text), "r");

        assert_true(trace_file_read_stream(&t, file, "t"));
        if (t.block[0].decimals[0] != known[i].place || t.exact != known[i].exact)
            fail_msg("%s: %d, %d", known[i].number, t.block[0].decimals[0], t.exact);
        fclose(file);
        trace_file_free(&t);
    }
}

static void the_first_bad_name_of_the_file_is_named(void **state)
{
    (void)state;
    assert_refused("t:13: 'Y1' is the beginning of an earlier name, 'Y12' in line 9",
                   BUILD "/trace check %s",
                   trace_of(HEAD "# X12 1x1\n1\n\n\n# Y12 1x1\n1\n\n\n# Y1 1x1\n1\n\n\n"
                                 "# X1 1x1\n1\n\n\n"));
    assert_refused("t:13: 'X1' is the beginning of an earlier name, 'X12' in line 9",
                   BUILD "/trace check %s",
                   trace_of(HEAD "# Y12 1x1\n1\n\n\n# X12 1x1\n1\n\n\n# X1 1x1\n1\n\n\n"
                                 "# Y1 1x1\n1\n\n\n"));
    assert_prints(1, "nothing was checked", BUILD "/trace check %s",
                  trace_of(HEAD "# X 1x1\n1\n\n\n# X1 1x1\n1\n\n\n# X12 1x1\n1\n\n\n"));
}

static void a_long_line_of_the_head_is_cut_between_letters(void **state)
{
    (void)state;
    for (int n = 58; n <= 63;
         n++) { /* the letter ends before, at, or behind what there is room for */
        char name[100];

        snprintf(name, sizeof name, "%.*s\342\202\254x", n,
                 "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn");
        struct outcome o =
            run(BUILD "/trace export --json %s",
                trace_of(of("# brick-trace 1\n# chapter %s\n\n\n# X 1x1\n1\n\n\n", name)));

        assert_int_equal(o.status, 0);
        assert_null(strstr(o.out, "ufffd"));
        outcome_free(&o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_trace_is_refused),
        cmocka_unit_test(a_line_of_a_megabyte_is_only_a_line),
        cmocka_unit_test(the_corpus_of_the_fuzzer_crashes_nothing),
        cmocka_unit_test(sizes_names_and_decimals_have_limits),
        cmocka_unit_test(a_person_may_leave_out_what_the_numbers_say),
        cmocka_unit_test(the_last_printed_digit_of_a_number_has_a_place),
        cmocka_unit_test(the_first_bad_name_of_the_file_is_named),
        cmocka_unit_test(a_long_line_of_the_head_is_cut_between_letters),
    };

    return cmocka_run_group_tests_name("block", tests, make_folder, remove_folder);
}
