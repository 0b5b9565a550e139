/* trace export: Python, where it is installed, reads the export back, and NumPy reads a trace with
 * the two lines of traces/README.md; both get every bit. */
#include "test.h"

#include <stdio.h>
#include <string.h>

static int make_traces(void **state)
{
    make_folder(state);
    must(BUILD "/05-dloss-dw1 --trace=%s/worked", folder);
    must(BUILD "/05-dloss-dw1 --rows=50 --hidden=10 --lambda=0.01 --trace=%s/fifty", folder);
    return 0;
}

/* Compares the exported numbers with those that Python reads from the trace's own text, bit for
 * bit. */
static const char compare[] =
    "import json, struct\n"
    "text = open('it').read().split('\\n\\n\\n')\n"
    "data = json.load(open('json'))\n"
    "assert data['format'] == 'brick-trace' and data['version'] == 1\n"
    "assert data['chapter'] == '05-dloss-dw1' and data['set']['alpha'] == 0.001, data['set']\n"
    "bits = lambda rows: [[struct.pack('<d', float(x)) for x in row] for row in rows]\n"
    "blocks = {b['name']: b for b in data['blocks']}\n"
    "for part in text[1:]:\n"
    "    if not part.strip(): continue\n"
    "    head, *rows = part.strip('\\n').split('\\n')\n"
    "    name, shape, *formula = head[2:].split(' ', 2)\n"
    "    rows, b = bits([r.split(' ') for r in rows]), blocks.pop(name)\n"
    "    assert shape == '%dx%d' % (b['rows'], b['cols'])\n"
    "    assert (b['formula'] or '') == ''.join(formula)[2:]\n"
    "    assert bits(b['values']) == rows, name\n"
    "    if numpy: assert trace[name].shape == (b['rows'], b['cols']) and bits(trace.pop(name)) == rows\n"
    "assert not blocks and not trace\n"
    "assert ['# ' + line for line in data['head']] == text[0].split('\\n')[1:], data['head']\n"
    "print('same')\n";

static void export_loses_no_bit(void **state)
{
    (void)state;
    if (!works("/usr/bin/python3 -c 'import json, struct'", "export is not read back"))
        skip();

    bool numpy = works("/usr/bin/python3 -c 'import numpy'", "NumPy does not read a trace");

    file_of("compare.py", compare, strlen(compare));
    for (int special = 0; special < 2; special++) {
        struct outcome o =
            run("(cat %s/fifty; printf '%s') >%s/it && " BUILD
                "/trace export --json=%s/json %s/it && (%s) >%s/script.py && cat %s/compare.py "
                ">>%s/script.py && cd %s && /usr/bin/python3 script.py",
                folder,
                special ? "# odd@3 2x3\\nnan inf -inf\\n-0 1e-320 1.7976931348623157e+308\\n\\n\\n"
                          "# high 2x1\\n1\\n2\\n\\n\\n"
                        : "",
                folder, folder, folder,
                numpy ? "sed -n '/^import numpy/,/^```/{/^```/d;s,build/.*trace\",it\",;p;}' "
                        "traces/README.md"
                      : "echo 'trace = numpy = {}'",
                folder, folder, folder, folder);

        if (strcmp(o.out, "same\n") != 0)
            fail_msg("%s%s", o.out, o.err);
        outcome_free(&o);
    }
}

static void strings_are_escaped_and_letters_survive(void **state)
{
    struct outcome o = run(
        "printf '# brick-trace 1\\n# chapter a\"b\\\\c \\303\\251 \\377 \\001\\037\\177\\n\\n\\n"
        "# X 1x1 = \"\\t\\n-0\\n\\n\\n' | " BUILD "/trace export --json");

    (void)state;
    assert_true(strstr(o.out, "\"chapter\": \"a\\\"b\\\\c \303\251 \\ufffd \\u0001\\u001f\177\""));
    assert_true(strstr(o.out, "\"formula\": \"\\\"\\u0009\"") && strstr(o.out, "[[-0e0]]"));
    outcome_free(&o);
}

static void export_is_whole_or_not_at_all(void **state)
{
    struct outcome o;

    (void)state;
    assert_refused("--json=: want FILE", BUILD "/trace export --json= %s/worked", folder);
    assert_refused("No such file", BUILD "/trace export --json=%s/none/x %s/worked", folder,
                   folder);
    assert_refused("File name too long",
                   "long=$(printf %%04096d 0); " BUILD "/trace export --json=$long %s/worked",
                   folder);
    assert_refused("want [TRACE], 1 at most", BUILD "/trace export --json=%s/j %s/worked %s/fifty",
                   folder, folder, folder);
    assert_no_space(BUILD "/trace export --json=/dev/full %s/worked", folder);
    assert_no_space(BUILD "/trace export %s/worked >/dev/full", folder);
    o = run("mkdir %s/small; echo old >%s/small/json; ulimit -f 1; trap '' XFSZ; " BUILD
            "/trace export --json=%s/small/json %s/fifty; cat %s/small/json; ls %s/small",
            folder, folder, folder, folder, folder, folder);
    assert_string_equal(o.out, "old\njson\n");
    outcome_free(&o);
    o = run(BUILD "/trace export - <%s/worked; " BUILD
                  "/trace export --json=%s/one %s/worked; cat %s/one",
            folder, folder, folder, folder);

    size_t half = strlen(o.out) / 2;

    assert_true(half > 1000 &&
                strncmp(o.out, o.out + half, half) == 0); /* a file, or none: the same */
    outcome_free(&o);
}

/* Letters on both sides of what UTF-8 allows: overlong forms, surrogates, and the end of
 * Unicode. */
static void letters_are_those_of_unicode(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"\\302\\200", true},
        {"\\301\\277", false},
        {"\\340\\240\\200", true},
        {"\\340\\237\\277", false},
        {"\\355\\237\\277", true},
        {"\\355\\240\\200", false},
        {"\\357\\277\\275", true},
        {"\\360\\220\\200\\200", true},
        {"\\360\\217\\277\\277", false},
        {"\\364\\217\\277\\277", true},
        {"\\364\\220\\200\\200", false},
        {"\\365\\200\\200\\200", false},
        {"\\303", false},
        {"\\342\\202", false},
        {"\\360\\237\\247", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome o =
            run("printf '# brick-trace 1\\n# chapter a%sz\\n\\n\\n# X 1x1\\n0\\n\\n\\n' "
                "| " BUILD "/trace export --json",
                cases[i].text);
        struct outcome raw = run("printf '\"a%sz\"'", cases[i].text);

        assert_int_equal(o.status, 0);
        if ((strstr(o.out, raw.out) != NULL) != cases[i].good ||
            (strstr(o.out, "\"a\\ufffd") != NULL) == cases[i].good)
            fail_msg("%s: %s", cases[i].text, o.out);
        outcome_free(&o);
        outcome_free(&raw);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(export_loses_no_bit),
        cmocka_unit_test(strings_are_escaped_and_letters_survive),
        cmocka_unit_test(export_is_whole_or_not_at_all),
        cmocka_unit_test(letters_are_those_of_unicode),
    };

    return cmocka_run_group_tests_name("export", tests, make_traces, remove_folder);
}
