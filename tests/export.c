/* trace export: read back with Python and NumPy, where they are installed, and compared bit for
 * bit. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/brick-export-XXXXXX"; /* made for the tests, removed after them */

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;

    struct outcome o =
        run(BUILD "/05-dloss-dw1 --trace=%s/worked && " BUILD "/05-dloss-dw1 --rows=50 "
                  "--hidden=10 --lambda=0.01 --gradient=article --trace=%s/fifty",
            folder, folder);
    int status = o.status;

    outcome_free(&o);
    return status;
}

static int remove_folder(void **state)
{
    struct outcome o = run("rm -r %s", folder);

    (void)state;
    outcome_free(&o);
    return 0;
}

/* The exported numbers against those that Python reads from the trace's own text, bit for bit. */
static const char compare[] =
    "import json, struct, sys, os\n"
    "folder, text = sys.argv[1], open(sys.argv[2]).read().split('\\n\\n\\n')\n"
    "data = json.load(open(folder + '/json'))\n"
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
    "    if sys.argv[3] == 'numpy':\n"
    "        import numpy\n"
    "        path = folder + '/npy/' + name + '.npy'\n"
    "        m = numpy.load(path)\n"
    "        assert (os.path.getsize(path) - 8 * m.size) % 64 == 0\n"
    "        assert m.dtype == numpy.float64 and m.flags['C_CONTIGUOUS']\n"
    "        assert m.shape == (b['rows'], b['cols']) and bits(m) == rows, name\n"
    "assert not blocks\n"
    "print('same')\n";

static void export_loses_no_bit(void **state)
{
    char text[3000];
    FILE *script;
    struct outcome o;
    bool numpy;

    (void)state;
    if (!works("/usr/bin/python3 -c 'import json, struct'", "export is not read back"))
        skip();
    numpy = works("/usr/bin/python3 -c 'import numpy'", "the .npy files are not read back");
    snprintf(text, sizeof text, "%s/compare.py", folder);
    script = fopen(text, "w");
    fputs(compare, script);
    fclose(script);
    for (int special = 0; special < 2; special++) {
        o = run("cd %s && rm -rf npy && (cat fifty; printf '%s') >it && \"$OLDPWD\"/" BUILD
                "/trace export --json=json --npy=npy it && /usr/bin/python3 compare.py . it %s",
                folder,
                special ? "# odd@3 2x3\\nnan inf -inf\\n-0 1e-320 1.7976931348623157e+308\\n\\n\\n"
                        : "",
                numpy ? "numpy" : "plain");
        if (strcmp(o.out, "same\n") != 0)
            fail_msg("%s%s", o.out, o.err);
        outcome_free(&o);
    }
}

static void strings_are_escaped_and_letters_survive(void **state)
{
    struct outcome o =
        run("printf '# brick-trace 1\\n# chapter a\"b\\\\c \\303\\251 \\377 \\001\\037\\177\\n\\n\\n"
            "# X 1x1 = \"\\t\\n-0\\n\\n\\n' | " BUILD "/trace export --json");

    (void)state;
    assert_true(strstr(o.out, "\"chapter\": \"a\\\"b\\\\c \303\251 \\ufffd \\u0001\\u001f\177\""));
    assert_true(strstr(o.out, "\"formula\": \"\\\"\\u0009\"") && strstr(o.out, "[[-0.0]]"));
    outcome_free(&o);
}

static void export_is_whole_or_not_at_all(void **state)
{
    struct outcome o;

    (void)state;
    assert_refused("want --json", BUILD "/trace export %s/worked", folder);
    assert_refused("want --json", BUILD "/trace export --json= %s/worked", folder);
    assert_refused("No such file", BUILD "/trace export --json=%s/none/x %s/worked", folder,
                   folder);
    assert_refused("No such file", BUILD "/trace export --npy=%s/none/x %s/worked", folder, folder);
    assert_refused("No such file", BUILD "/trace export --json --npy=%s/none/x %s/worked", folder,
                   folder);
    assert_refused("File name too long", "long=$(printf %%04096d 0); " BUILD
                   "/trace export --npy=$long %s/worked", folder);
    assert_refused("want --json", BUILD "/trace export --npy= %s/worked", folder);
    o = run(BUILD "/trace export --npy=%s/alone %s/worked; ls %s/alone | wc -l", folder, folder, folder);
    assert_int_equal(atoi(o.out), 24);
    outcome_free(&o);
    assert_refused("want --json", BUILD "/trace export --json=%s/j %s/worked %s/fifty", folder, folder,
                   folder);
    assert_refused("Not a directory", BUILD "/trace export --npy=%s/worked %s/fifty", folder,
                   folder);
    assert_no_space(BUILD "/trace export --json=/dev/full %s/worked", folder);
    assert_no_space(BUILD "/trace export --json %s/worked >/dev/full", folder);
    o = run("mkdir %s/small; echo old >%s/small/json; ulimit -f 1; trap '' XFSZ; " BUILD
            "/trace export --json=%s/small/json --npy=%s/small %s/fifty; cat %s/small/json; "
            "ls %s/small | grep -v npy$",
            folder, folder, folder, folder, folder, folder, folder);
    assert_string_equal(o.out, "old\njson\n");
    outcome_free(&o);
}

/* Both sides of what UTF-8 may say: overlong forms, surrogates, and the end of Unicode. */
static void letters_are_those_of_unicode(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"\\302\\200", true},          {"\\301\\277", false},         {"\\340\\240\\200", true},
        {"\\340\\237\\277", false},    {"\\355\\237\\277", true},     {"\\355\\240\\200", false},
        {"\\357\\277\\275", true},     {"\\360\\220\\200\\200", true}, {"\\360\\217\\277\\277", false},
        {"\\364\\217\\277\\277", true}, {"\\364\\220\\200\\200", false}, {"\\365\\200\\200\\200", false},
        {"\\303", false},              {"\\342\\202", false},         {"\\360\\237\\247", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome o = run("printf '# brick-trace 1\\n# chapter a%sz\\n\\n\\n# X 1x1\\n0\\n\\n\\n' "
                               "| " BUILD "/trace export --json", cases[i].text);
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

    return cmocka_run_group_tests_name("export", tests, make_folder, remove_folder);
}
