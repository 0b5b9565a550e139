/* A file or an option cannot do harm: nothing raw reaches a terminal, no size is believed
 * unchecked, memory has a bound, and an answer that could not be had is no answer. */
#include "test.h"

#include "show.h"

#include <stdio.h>
#include <string.h>

static int make_trace(void **state)
{
    make_folder(state);
    must(BUILD "/05-dloss-dw1 --trace=%s/worked", folder);
    return 0;
}

static void what_is_shown_cannot_steer_a_terminal(void **state)
{
    static const struct {
        const char *raw, *shown;
    } text[] = {
        {"W1 = X * W", "W1 = X * W"},
        {"\x1b[2J", "\\x1b[2J"},
        {"a\tb\n\x7f", "a\\x09b\\x0a\\x7f"},
        {"caf\u00e9 \u2014 \U0001f9f1", "caf\u00e9 \u2014 \U0001f9f1"},
        {"\xc2\x9b"
         "31m",
         "\\xc2\\x9b31m"}, /* the eight-bit form of ESC [ */
        {"\xc2\xa0", "\xc2\xa0"},
        {"\xe9t\xe9", "\\xe9t\\xe9"}, /* Latin-1 */
        {"\xe2\x82", "\\xe2\\x82"},
        {"\xc0\x9b", "\\xc0\\x9b"}, /* overlong */
        {"\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        assert_string_equal(SHOWN(text[i].raw), text[i].shown);
}

static void letters_are_never_cut(void **state)
{
    const char *text = "ab\u00e9\u2014\x1b";
    char to[40];

    (void)state;
    for (size_t room = 1; room < 20; room++) {
        static const size_t lengths[] = {0, 1, 2, 2, 4, 4, 4, 7, 7, 7, 7, 11};
        size_t want = room <= 12 ? lengths[room - 1] : 11;

        assert_int_equal(strlen(shown(to, room, text)), want);
    }
    assert_int_equal(show_padding("ab\u00e9", 5), 2);
    assert_int_equal(show_padding("abcdef", 5), 0);
}

static void nothing_raw_is_printed(void **state)
{
    static const char *const command[] = {
        "/trace diff tests/corpus/trace/esc %s/worked",
        "/trace check tests/corpus/trace/esc",
        "/trace why tests/corpus/trace/esc B",
        "/trace why %s/worked \"$(printf 'z1\\033[1m')\"",
        "/trace check \"$(printf '\\033]0;t\\007')\"",
        "/trace \"$(printf '\\033[1m')\" %s",
        "/trace check --\"$(printf '\\033[1m')\" %s",
        "/errata --\"$(printf '\\033[1m')\" %s",
        "/01-matrix --\"$(printf '\\033[1m')\" %s",
        "/01-matrix --rows=\"$(printf '\\033[1m')\"",
        "/01-matrix --data=\"$(printf '\\033[1m')\"",
        "/01-matrix --trace=\"$(printf '\\033[1m')\"/x",
        "/06-loop --load=\"$(printf '\\033[1m')\"",
        "/07-diagnosis --claim=\"$(printf '\\033[1m')\"",
        "/06-loop --epochs=1 --quiet --data=%s/labels.csv",
    };
    struct outcome o;

    (void)state;
    must("printf '1,2,red\\n2,1,\\302\\23331m\\n' >%s/labels.csv", folder);
    for (size_t i = 0; i < sizeof command / sizeof *command; i++) {
        char text[300];

        snprintf(text, sizeof text, command[i], folder);
        o = run(BUILD "%s", text);
        if (strpbrk(o.out, "\x1b\x07") || strpbrk(o.err, "\x1b\x07") || strstr(o.out, "\xc2\x9b"))
            fail_msg("%s prints %s%s", text, o.out, o.err);
        if (!strstr(o.out, "\\x") && !strstr(o.err, "\\x") && !strstr(o.err, "column 5") &&
            !strstr(o.err, "a control character"))
            fail_msg("%s does not show it: %s%s", text, o.out, o.err);
        outcome_free(&o);
    }
}

static void a_shape_is_not_believed(void **state)
{
    static const char *const shape[] = {
        "4294967296x4294967296",  "2147483648x4294967296", "999999999x999999999",
        "1x18446744073709551616", "536870912x4294967296",
    };

    (void)state;
    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
        assert_refused(":4: A ",
                       "printf '# brick-trace 1\\n\\n\\n# A %s\\n1 1\\n1 1\\n\\n\\n' | " BUILD
                       "/trace check",
                       shape[i]);
    assert_refused("huge-shape:4: A wants a shape",
                   BUILD "/trace check tests/corpus/trace/huge-shape");
    assert_refused("overflow-small:4: A",
                   BUILD "/06-loop --load=tests/corpus/trace/overflow-small");
    assert_refused("its head promises",
                   "printf '# brick-trace 1\\n\\n\\n# A 1x99999999\\n1 1\\n\\n\\n' | " BUILD
                   "/trace check");
    assert_refused("want a product of at most", BUILD "/01-matrix --rows=1000000 --hidden=100000");
}

/* 28 kilobytes: products of products, each of them as large as a formula may make it. */
static void memory_has_a_bound(void **state)
{
    struct outcome o;

    (void)state;
    must("awk 'BEGIN { print \"# brick-trace 1\\n\\n\\n# A 1500x1\";"
         " for (i = 0; i < 1500; i++) print 1;"
         " print \"\\n\\n# B 1x1 = sum(sum(((A * A'\"'\"') * A) * A'\"'\"'))\\n1\\n\\n\" }' "
         ">%s/large",
         folder);
    assert_refused("numbers on the way to the result are too many", BUILD "/trace check %s/large",
                   folder);
    assert_refused("too many", BUILD "/trace why %s/large B", folder);
#ifndef __SANITIZE_ADDRESS__ /* which takes address space as it likes */
    o = run("ulimit -v 120000; " BUILD "/trace check %s/large; " BUILD
            "/trace why %s/large B; " BUILD "/trace diff %s/large %s/large; " BUILD
            "/trace export --json %s/large | wc -l",
            folder, folder, folder, folder, folder);
    if (strstr(o.err, "no memory") || !strstr(o.out, "agree"))
        fail_msg("%s%s", o.out, o.err);
    outcome_free(&o);
#endif
    /* As much as the result needs is fine: 300 x 300 on the way, in a trace of 90,000 numbers. */
    must(BUILD "/05-dloss-dw1 --rows=300 --hidden=300 --lambda=0.1 --trace | " BUILD
               "/trace check");
}

static void what_could_not_be_read_is_no_answer(void **state)
{
    (void)state;
    must("cd %s && mkdir -p empty article noledger && cp worked noledger && "
         "cp worked empty/x && sed 's/^# chapter.*/# figure 1/' worked "
         ">article/worked.trace && mkdir article/slips.tsv && "
         "ln -s slips.tsv noledger/slips.tsv",
         folder);
    assert_refused("slips.tsv: Is a directory", BUILD "/trace diff %s/article %s/worked", folder,
                   folder);
    assert_refused("slips.tsv: Too many levels of symbolic links",
                   BUILD "/trace diff %s/noledger/worked %s/worked", folder, folder);
    assert_refused("no traces in it", BUILD "/trace diff %s/empty %s/worked", folder, folder);
    assert_refused("no traces in it",
                   "cp traces/article/slips.tsv %s/empty && " BUILD
                   "/errata %s/empty/slips.tsv %s/worked",
                   folder, folder, folder);
}

static void what_cannot_be_written_is_said(void **state)
{
    static const char *const command[] = {
        "trace --help",        "trace check --help",  "trace why --help", "trace diff --help",
        "trace export --help", "trace import --help", "errata --help",    "04-dloss-dw2 --help"};

    (void)state;
    for (size_t i = 0; i < sizeof command / sizeof *command; i++) {
        assert_no_space(BUILD "/%s >/dev/full", command[i]);

        struct outcome o = run(BUILD "/%s >&- 2>&-", command[i]);

        assert_int_equal(o.status, 2);
        outcome_free(&o);
    }
}

static void a_file_is_not_read_and_written(void **state)
{
    (void)state;
    assert_refused("this is the trace itself",
                   "cd %s && ln -sf worked other && \"$OLDPWD\"/" BUILD
                   "/trace export --json=other worked",
                   folder);
    assert_refused("is the file of --trace",
                   BUILD "/07-diagnosis --claim=vanishing --output=%s --trace=%s/vanishing.txt",
                   folder, folder);

    struct outcome o = run(BUILD "/trace check %s/worked", folder);

    assert_int_equal(o.status, 0); /* it is whole still */
    outcome_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_cannot_steer_a_terminal),
        cmocka_unit_test(letters_are_never_cut),
        cmocka_unit_test(nothing_raw_is_printed),
        cmocka_unit_test(a_shape_is_not_believed),
        cmocka_unit_test(memory_has_a_bound),
        cmocka_unit_test(what_could_not_be_read_is_no_answer),
        cmocka_unit_test(what_cannot_be_written_is_said),
        cmocka_unit_test(a_file_is_not_read_and_written),
    };

    return cmocka_run_group_tests_name("bounds", tests, make_trace, remove_folder);
}
