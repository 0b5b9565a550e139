/* trace import: what each tool prints, every line that it refuses, and that it is the inverse of
 * export, on both ways. */
#include "test.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct outcome import(const char *text)
{
    return run(BUILD "/trace import %s", file_of("in", text, strlen(text)));
}

/* ---- what the tools print */

/* body: the trace behind its first line, without the empty lines between blocks */
static void check_made(const char *what, const char *text, const char *body)
{
    struct outcome o = import(text);
    char *squeezed = calloc(strlen(o.out) + 1, 1), *to = squeezed;

    for (const char *at = o.out; *at; at++)
        if (*at != '\n' || at[1] != '\n')
            *to++ = *at;
    if (o.status != 0 || *o.err || strncmp(squeezed, "# brick-trace 1\n", 16) != 0 ||
        strcmp(squeezed + 16, body) != 0)
        fail_msg("%s: status %d, '%s', '%s'", what, o.status, o.out, o.err);
    free(squeezed);
    outcome_free(&o);
}

#define FOUR_DIGITS                                                                                \
    "# W1 2x3\n-0.6775 0.3777 -0.0737\n-0.5366 0.6092 0.2115\n# h1 1x3\n0.1963 0.7130 0.4887\n"

static void every_tool_is_read(void **state)
{
    static const struct {
        const char *what, *text, *body;
    } cases[] = {
        {"NumPy's savetxt, with a shape",
         "# W1 2x3\n"
         "-6.774645500000000542e-01 3.776942500000000091e-01 -7.365252999999999384e-02\n"
         "-5.366351900000000397e-01 6.092049600000000176e-01 2.114962200000000125e-01\n",
         "# W1 2x3\n"
         "-6.774645500000000542e-01 3.776942500000000091e-01 -7.365252999999999384e-02\n"
         "-5.366351900000000397e-01 6.092049600000000176e-01 2.114962200000000125e-01\n"},
        {"NumPy's savetxt, one behind the other, with commas",
         "# W1\n0.10,2\n3,nan\n# b1\n-inf,5\n", "# W1 2x2\n0.10 2\n3 nan\n# b1 1x2\n-inf 5\n"},
        {"NumPy's print", "W1 = [[ 0.1 0.2]\n [0.3 0.4]]\nb1 [1. -0.]\nL: 0.29\n",
         "# W1 2x2\n0.1 0.2\n0.3 0.4\n# b1 1x2\n1 -0\n# L 1x1\n0.29\n"},
        {"NumPy's print, with long rows and the name in a line of its own",
         "W1 =\n[[1.e-05 2.e+10\n  3.e+00]\n [ -inf nan  0.]]\n",
         "# W1 2x3\n1e-05 2e+10 3e+00\n-inf nan 0\n"},
        {"NumPy's repr", "W1 = array([[ 0.1,  0.2],\n       [-0.3, -inf]])\nL = np.float64(0.25)\n",
         "# W1 2x2\n0.1 0.2\n-0.3 -inf\n# L 1x1\n0.25\n"},
        {"PyTorch's print",
         "W1: tensor([[-0.6775,  0.3777, -0.0737],\n"
         "        [-0.5366,  0.6092,  0.2115]], dtype=torch.float64)\n"
         "h1: tensor([[0.1963, 0.7130, 0.4887]], dtype=torch.float64)\n",
         FOUR_DIGITS},
        {"PyTorch's print, with more in its parentheses",
         "b tensor([1., 2.], device='cuda:0',\n       grad_fn=<f>, size=(2,))\nL: tensor(5)",
         "# b 1x2\n1 2\n# L 1x1\n5\n"},
        {"Octave's save -text",
         "# Created by Octave 7.3.0, Mon Jan 01 00:00:00 2024 UTC <user@host>\n"
         "# name: W1\n# type: matrix\n# rows: 2\n# columns: 3\n"
         " -0.6775 0.3777 -0.0737\n -0.5366 0.6092 0.2115\n\n\n"
         "# name: h1\n# type: matrix\n# rows: 1\n# columns: 3\n 0.1963 0.7130 0.4887\n\n\n",
         FOUR_DIGITS},
        {"Octave's scalars and odd numbers",
         "# name: a\n# type: scalar\n0.001\n\n\n"
         "# name: v\n# type: matrix\n# rows: 1\n# columns: 3\n NaN Inf -Inf\n\n\n",
         "# a 1x1\n0.001\n# v 1x3\nnan inf -inf\n"},
        {"MATLAB's display",
         "\nW1 =\n\n   -0.6775    0.3777   -0.0737\n   -0.5366    0.6092    0.2115\n\n\n"
         "h1 =\n\n    0.1963    0.7130    0.4887\n\n",
         FOUR_DIGITS},
        {"MATLAB's factor and columns",
         "\nW1 =\n\n   1.0e+03 *\n\n  Columns 1 through 2\n\n    1.2346    0.0001\n"
         "   -0.5000         0\n\n  Column 3\n\n       NaN\n      -Inf\n\na =\n\n    0.0010\n\n",
         "# W1 2x3\n1.2346e+03 0.0001e+03 nan\n-0.5000e+03 0 -inf\n# a 1x1\n0.0010\n"},
        {"Octave's columns",
         "W1 =\n\n Columns 1 and 2:\n\n   0.1   0.2\n\n Column 3:\n\n   0.3\n\n",
         "# W1 1x3\n0.1 0.2 0.3\n"},
        {"a small factor", "W1 =\n\n   1.0e-03 *\n\n    0.1235\n", "# W1 1x1\n0.1235e-03\n"},
        {"JSON",
         "{\"W1\": [[-0.6775,0.3777,-0.0737],[-0.5366,0.6092,0.2115]],\n"
         " \"h1\": [[0.1963,0.7130,0.4887]]}\n",
         FOUR_DIGITS},
        {"JSON of one row, one number, and Python's odd ones",
         "{\"b1\": [ 1, 2.50 ], \"L\": 1e-3,\n\"v\": [[NaN], [-Infinity], [\"inf\"]]}",
         "# b1 1x2\n1 2.50\n# L 1x1\n1e-3\n# v 3x1\nnan\n-inf\ninf\n"},
        {"CSV", "W1\n-0.6775,0.3777,-0.0737\n-0.5366,0.6092,0.2115\nh1\n0.1963,0.7130,0.4887\n",
         FOUR_DIGITS},
        {"CSV of a spreadsheet",
         "\xef\xbb\xbf\"W1\",,\r\n\"1\",2 , 3\r\n4,5,6\r\n,,\r\n'b1',,\r\n7,8,\r\nL\r\n9,,\r\n",
         "# W1 2x3\n1 2 3\n4 5 6\n# b1 1x2\n7 8\n# L 1x1\n9\n"},
        {"a trace's own words", "W1@1000 = [1 2]\n", "# W1@1000 1x2\n1 2\n"},
        {"names like the tools' words", "info = [2]\nnano = 1\nColumn1 = 3\nColumns = 4\n",
         "# info 1x1\n2\n# nano 1x1\n1\n# Column1 1x1\n3\n# Columns 1x1\n4\n"},
        {"a number behind a name", "# L 5\n", "# L 1x1\n5\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_made(cases[i].what, cases[i].text, cases[i].body);
}

static void a_number_keeps_its_digits(void **state)
{
    static const struct {
        const char *printed, *written;
    } cases[] = {
        {"0.1963", "0.1963"},
        {"0.50", "0.50"},
        {"1.2346e-01", "1.2346e-01"},
        {"1E5", "1E5"},
        {"1.", "1"},
        {"-1.e+5", "-1e+5"},
        {".5", "0.5"},
        {"-.5e1", "-0.5e1"},
        {"+7", "7"},
        {"-0e0", "-0"}, /* as export writes it */
        {"-0.0", "-0.0"},
        {"0e00", "0e00"},
        {"1.7976931348623157e308", "1.7976931348623157e308"},
        {"1e-400", "1e-400"},
        {"nan", "nan"},
        {"NaN", "nan"},
        {"-NaN", "nan"},
        {"+nan", "nan"},
        {"Inf", "inf"},
        {"-Inf", "-inf"},
        {"+inf", "inf"},
        {"INFINITY", "inf"},
        {"-Infinity", "-inf"},
        {"\"-inf\"", "-inf"},
        {"\"0.25\"", "0.25"},
        {"?", "?"},
        {"\"?\"", "?"},
    };
    char text[100], body[100];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "x = [%s]\n", cases[i].printed);
        snprintf(body, sizeof body, "# x 1x1\n%s\n", cases[i].written);
        check_made(cases[i].printed, text, body);
        snprintf(text, sizeof text, "x =\n%s\n", cases[i].printed);
        check_made(cases[i].printed, text, body);
    }
}

/* ---- what is refused */

static void check_line(const char *text, const char *words, size_t line)
{
    struct outcome o = import(text);
    char place[100];

    snprintf(place, sizeof place, "trace import: %s/in:%zu: ", folder, line);
    check_refused(&o, words, __FILE__, __LINE__);
    if (strncmp(o.err, place, strlen(place)) != 0)
        fail_msg("'%s': '%s' should be in line %zu", text, o.err, line);
    for (const char *at = o.err; at[1]; at++)
        if (iscntrl((unsigned char)*at))
            fail_msg("'%s': a control character in '%s'", text, o.err);
    outcome_free(&o);
}

#define OURS "{\"format\": \"brick-trace\", \"version\": 1,\n "

static void what_is_no_matrix_is_refused(void **state)
{
    static const struct {
        const char *text, *words;
        size_t line;
    } cases[] = {
        {"", "the file is empty", 1},
        {"\n \n", "no matrix in this file", 3},
        {"{}", "no matrix in this file", 1},
        {"# brick-trace 1\n", "this is a trace already", 1},
        /* names */
        {"1 2\n", "numbers without a name", 1},
        {"W1\n1\n\n2\n", "numbers without a name", 4},
        {"[[1 2]]\n", "numbers without a name", 1},
        {"tensor([1])\n", "numbers without a name", 1},
        {"layer.weight = [1]\n", "'layer.weight' is no name of a trace: letters, digits and _", 1},
        {"\nW-1\n1\n", "'W-1' is no name", 2},
        {"_W\n1\n", "'_W' is no name", 1},
        {"\"W 1\"\n1\n", "'W 1' is no name", 1},
        {"\"\"\n1\n", "'' is no name", 1},
        {"= 1\n", "'' is no name", 1},
        {"\"W1\n", "no numbers behind W1", 1},
        {"'W1", "numbers should follow the name W1", 1},
        {"W1\n1\nColumn x\n", "numbers should follow the name Column", 3},
        {"\033[31m = 1\n", "'\\x1b' is no name", 1},
        {"W1\n1\nb1\n1\nW1\n2\n", "a second 'W1' (the first is in line 1)", 5},
        {"W10\n1\nW1\n1\n", "'W1' is the beginning of an earlier name, 'W10' in line 1", 3},
        {"the weights\n1\n", "numbers should follow the name the", 1},
        {"W1 = true\n", "numbers should follow the name W1", 1},
        {"W1 = 0x10\n", "numbers should follow the name W1", 1},
        {"W1 =\n", "no numbers behind W1", 1},
        {"W1 =\n\nb1 =\n1\n", "'b1' is not a number of W1", 3},
        /* rows */
        {"W1\n1 2\n3\n", "this row of W1 has 1 number, and the one above it 2", 3},
        {"W1\n1\n2 3\n", "this row of W1 has 2 numbers, and the one above it 1", 3},
        {"W1\n1,,2\n", "',' where a number of W1 should be", 2},
        {"W1\n1;2\n", "'1;2' is not a number of W1", 2},
        {"W1\n1 \033[2J\n", "'\\x1b[2J' is not a number of W1", 2},
        {"W1\ntrue false\n", "'true' is not a number of W1", 2},
        {"W1\n1 false\n", "'false' is not a number of W1", 2},
        {"W1\n1 1e\n", "'1e' is not a number of W1", 2},
        {"W1\n1 -?\n", "'-?' is not a number of W1", 2},
        {"W1\n1 .\n", "'.' is not a number of W1", 2},
        {"W1\n1 1+2i\n", "'1+2i' is not a number of W1", 2},
        {"W1\n1 \"2\n", "'\"2' is not a number of W1", 2},
        {"W1\n1 1e999\n", "a number of W1 is larger than any double", 2},
        {"# W1 2x3\n1 2 3\n", "W1 has 1x3 numbers, and its head says 2x3", 1},
        {"# W1 1x3\n1\n2\n", "W1 has 2x1 numbers, and its head says 1x3", 1},
        {"# W1 1x\n1\n", "numbers should follow the name W1", 1},
        /* a factor, and columns */
        {"W1 =\n\n 1.5e+03 *\n\n 1\n", "the factor of W1 is no power of ten", 3},
        {"W1 =\n\n 0 *\n\n 1\n", "the factor of W1 is no power of ten", 3},
        {"W1 =\n\n nan *\n\n 1\n", "the factor of W1 is no power of ten", 3},
        {"W1 =\n\n 1e100 *\n\n 1\n", "the factor of W1 is no power of ten", 3},
        {"W1 =\n\n 1.0e+03 * 5\n", "behind the factor of W1 stands more", 3},
        {"W1 =\n\n 1.0e+03 *\n\n 1e5\n", "an exponent below the factor of W1", 5},
        {"W1 =\n\n 1.0e+99 *\n\n 2", "", 0},
        {"W1 =\n\n 1.0e+03 *\n\n 1\n 1000 *\n", "'*' is not a number of W1", 6},
        {"W1 =\n\n Columns 2 through 3\n\n 1 2\n", "column 1 of W1 is missing", 3},
        {"W1 =\n\n Columns 1 and 2:\n\n 1 2\n\n Column 4:\n\n 1\n", "column 3 of W1 is missing", 7},
        {"W1 =\n\n Column 1:\n\n 1\n 2\n\n Column 2:\n\n 1\n",
         "1 rows in these columns of W1, and 2 before", 8},
        {"W1 =\n\n Column 1:\n\n", "no numbers behind W1", 3},
        /* brackets */
        {"W1 = [[1 2]\n [3]]\n", "this row of W1 has 1 number, and the one above it 2", 2},
        {"W1 = [[[1]]]\n", "W1 has brackets three deep", 1},
        {"W1 = []\n", "a row of W1 without numbers", 1},
        {"W1 = [[1]\n []]\n", "a row of W1 without numbers", 2},
        {"W1 = [1,]\n", "']' where a number of W1 should be", 1},
        {"W1 = [[1] 2]\n", "the brackets of W1 are not closed", 1},
        {"W1 = [[1 2]\nb1 = [1]\n", "the brackets of W1 are not closed", 2},
        {"\nW1 = [[1 2]\n\n", "W1 is not closed: the file ends before its last ]", 2},
        {"\nW1 = [1 2\n\n", "W1 is not closed: the file ends before its last ]", 2},
        {"W1 = [1 2] 3\n", "behind the numbers of W1 stands more", 1},
        {"W1 = [[1 2 ... 3 4]\n", "'...': numbers of W1 were left out", 1},
        {"W1 = [[1 2]\n ...\n [3 4]]\n", "'...': numbers of W1 were left out", 2},
        {"W1 = [True]\n", "'True' is not a number of W1", 1},
        {"W1 = [NA]\n", "'NA' is not a number of W1", 1},
        {"\nW1 = tensor([1]\n", "a parenthesis of W1 is not closed", 2},
        {"\nW1 = tensor([1], a=(1)\n", "a parenthesis of W1 is not closed", 2},
        {"W1 = tensor([1] x)\n", "a parenthesis of W1 is not closed", 1},
        {"W1 = tensor([1])]\n", "behind the numbers of W1 stands more", 1},
        {"W1 = a(b([1]))\n", "'b([1' is not a number of W1", 1},
        /* Octave's */
        {"# name: W1\n# type: bool matrix\n", "W1 is neither a matrix nor a scalar", 2},
        {"# name: W1\n# type: matrix\n# ndims: 3\n", "W1 is neither a matrix nor a scalar", 3},
        {"# name: W1\n# type: matrix\n# rows: 2\n# columns: 1\n 1\n",
         "W1 has 1x1 numbers, and its head says 2x1", 1},
        {"# name: W1\n# type: matrix\n# rows: 0\n# columns: 0\n", "no numbers behind W1", 1},
        {"# name: a.b\n# type: scalar\n1\n", "'a.b' is no name", 1},
        /* JSON */
        {"{\"W1\": [[1]]} x", "behind the last } stands more", 1},
        {"{\"W1\": \"x\"}", "'\"x\"' is not a number of W1", 1},
        {"{\"W1\": true}", "'true' is not a number of W1", 1},
        {"{\"W1\": {\"a\": 1}}", "is not a number of W1", 1},
        {"{\n\"W1\": [[1]", "W1 is not closed", 2},
        {"{\n\"W1\": 1", "this '{' is not closed", 1},
        {"{\"W1\" 1}", "a colon should stand here", 1},
        {"{W1: 1}", "a string should begin here", 1},
        {"{\"W1: 1}\n", "a string is not closed", 1},
        {"{\"W1", "a string is not closed", 1},
        {"{\"W1\": 1 \"b\": 2}", "a comma or '}' should stand here", 1},
        {"{\"W1\": 1,\n}", "a comma with nothing behind it", 2},
        {"{\"W.1\": 1}", "'W.1' is no name", 1},
        {"{\"W\\u0031\": 1}", "'W\\u0031' is no name", 1},
        {"{\"W1\": 1, \"W1\": 2}", "a second 'W1' (the first is in line 1)", 1},
        {"{\"W\\n\": 1}", "a string with an escape that a trace cannot hold", 1},
        /* JSON of trace export */
        {"{\"format\": \"other\"}", "\"brick-trace\" should stand here", 1},
        {"{\"format\": \"brick-trace\", \"version\": 2}", "1 should stand here", 1},
        {OURS "\"W1\": [1]}", "'W1' is not known of a trace", 2},
        {OURS "\"chapter\": 1}", "a string should begin here", 2},
        {OURS "\"set\": {\"a\": \"b\"}}", "a number should stand here", 2},
        {OURS "\"set\": {1}}", "a string should begin here", 2},
        {OURS "\"set\": []}", "'{' should stand here", 2},
        {OURS "\"head\": [1]}", "a string should begin here", 2},
        {OURS "\"head\": [], \"head\": []}", "a second head", 2},
        {OURS "\"head\": [\"a\\u001b\"]}", "a string with a control character", 2},
        {OURS "\"head\": [\"a\302\237b\"]}", "a string with a control character", 2},
        {OURS "\"head\": [\"a\377b\"]}", "a string with a control character", 2},
        {OURS "\"head\": [\"a\tb\"]}", "a string with a control character", 2},
        {OURS "\"head\": [\"a\\u000ab\"]}", "a string with a control character", 2},
        {OURS "\"head\": [\"\\u0000\"]}", "a string with an escape that a trace cannot hold", 2},
        {OURS "\"head\": [\"\\ud83d\\ude00\"]}", "a string with an escape", 2},
        {OURS "\"head\": [\"\\ud800\"]}", "a string with an escape", 2},
        {OURS "\"head\": [\"a\nb\"]}", "a string is not closed", 2},
        {OURS "\"head\": [\"\\u12\"]}", "a string with an escape", 2},
        {OURS "\"head\": [\"\\", "a string with an escape", 2},
        {OURS "\"head\": [\"set x\"], \"blocks\": [{\"name\": \"W\", \"values\": [1]}]}",
         "the set line wants NAME=NUMBER", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"formula\": \"\", \"values\": 1}]}",
         "behind the shape of W stands", 1},
        {OURS "\"blocks\": [\n{1}]}", "a string should begin here", 3},
        {OURS "\"blocks\": [\n{}]}", "a block without a name or without values", 3},
        {OURS "\"blocks\": [\n{\"name\": \"W\"}]}", "a block without a name or without values", 3},
        {OURS "\"blocks\": [{\"values\": [1]}]}", "a block should begin with its name", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"name\": \"V\"}]}", "a second name of W", 2},
        {OURS "\"blocks\": [{\"name\": 1}]}", "a name should stand here", 2},
        {OURS "\"blocks\": [{\"name\": \"a b\"}]}", "'a b' is no name", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"what\": 1}]}", "'what' is not known of a block", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"rows\": x}]}", "a number should stand here", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"cols\": x}]}", "a number should stand here", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"formula\": 1}]}", "a string should begin here", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"formula\": nul}]}", "null should stand here", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"formula\": \"X\", \"formula\": \"X\"}]}",
         "a second formula of W", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"values\": [1], \"values\": [1]}]}",
         "more numbers of W", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"rows\": 2, \"values\": [1]}]}",
         "W has 1x1 numbers, and its head says 2x1", 2},
        {OURS "\"blocks\": [{\"name\": \"W\", \"cols\": 2, \"values\": [1]}]}",
         "W has 1x1 numbers, and its head says 1x2", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (cases[i].line > 0)
            check_line(cases[i].text, cases[i].words, cases[i].line);
        else
            check_made(cases[i].text, cases[i].text, "# W1 1x1\n2e+99\n");
}

static void a_factor_may_make_a_number_too_large(void **state)
{
    char text[400], zeros[300];

    (void)state;
    memset(zeros, '0', 209);
    zeros[209] = '\0';
    snprintf(text, sizeof text, "W1 =\n\n 1.0e+99 *\n\n 1%s\n", zeros);
    must(BUILD "/trace import %s >/dev/null", file_of("in", text, strlen(text)));
    snprintf(text, sizeof text, "W1 =\n\n 1.0e+99 *\n\n 10%s\n", zeros);
    check_line(text, "a number of W1 is larger than any double", 5);
}

static void there_may_be_many_names(void **state)
{
    char text[10000];
    int used = 0;

    (void)state;
    for (int i = 100; i < 400; i++)
        used += sprintf(text + used, "W%d\n%d\n", i, i);
    assert_prints(0, "# W399 1x1\n399\n", BUILD "/trace import %s",
                  file_of("in", text, (size_t)used));
    used += sprintf(text + used, "W100\n1\n");
    check_line(text, "a second 'W100' (the first is in line 1)", 601);
}

static void a_name_has_63_letters_at_most(void **state)
{
    char text[200], body[200],
        name[] = "a23456789_123456789_123456789_123456789_123456789_123456789_1234";

    (void)state;
    assert_int_equal(strlen(name), 64);
    snprintf(text, sizeof text, "%s\n1\n", name);
    check_line(text, "is no name", 1);
    snprintf(text, sizeof text, "%s%s\n1\n", name, name);
    check_line(text, "is no name", 1);
    name[63] = '\0';
    snprintf(text, sizeof text, "%s\n1\n", name);
    snprintf(body, sizeof body, "# %s 1x1\n1\n", name);
    check_made("63 letters", text, body);
}

static void a_file_that_is_no_text_is_refused(void **state)
{
    (void)state;
    assert_refused(":2: a zero byte: this is not text", BUILD "/trace import %s",
                   file_of("in", "W1\n1\0 2\n", 8));
    assert_refused(":1: a zero byte: this is not text", BUILD "/trace import %s",
                   file_of("in", "", 1));
    assert_refused("No such file", BUILD "/trace import %s/none", folder);
    assert_refused("Is a directory", BUILD "/trace import %s", folder);
    assert_refused("want [FILE], 1 at most", BUILD "/trace import a b");
}

static void standard_input_is_read(void **state)
{
    (void)state;
    assert_prints(0, "# W1 1x2\n1 2\n", "echo 'W1 = [1 2]' | " BUILD "/trace import");
    assert_prints(0, "# W1 1x2\n1 2\n", "echo 'W1 = [1 2]' | " BUILD "/trace import -");
    assert_refused("trace import: standard input:1: numbers without a name",
                   "echo '[1 2]' | " BUILD "/trace import");
    assert_refused("trace import: standard input:1: the file is empty", BUILD "/trace import");
}

static void a_trace_is_whole_or_not_at_all(void **state)
{
    struct outcome o;

    (void)state;
    file_of("in", "W1 = [1 2]\n", 11);
    must(BUILD "/trace import --output=%s/made %s/in", folder, folder);
    assert_prints(0, "# W1 1x2\n1 2\n", "cat %s/made", folder);
    assert_refused("this is the file itself", BUILD "/trace import --output=%s/in %s/in", folder,
                   folder);
    assert_refused("No such file", BUILD "/trace import --output=%s/none/x %s/in", folder, folder);
    assert_no_space(BUILD "/trace import --output=/dev/full %s/in", folder);
    assert_no_space(BUILD "/trace import %s/in >/dev/full", folder);
    o = run("mkdir %s/new; printf 'W1 = [1 2]\\nb1 = [1 x]\\n' | " BUILD
            "/trace import --output=%s/made; " BUILD "/trace import --output=%s/new/it </dev/null; "
            "cat %s/made; ls %s/new",
            folder, folder, folder, folder, folder);
    assert_string_equal(o.out, "# brick-trace 1\n\n\n# W1 1x2\n1 2\n\n\n");
    outcome_free(&o);
}

/* ---- the inverse of export */

static void check_inverse(const char *trace)
{
    struct outcome o =
        run("trace=$PWD/" BUILD "/trace; cd %s && \"$trace\" export --json=json %s && "
            "\"$trace\" import --output=again json && \"$trace\" export --json=other again && "
            "cmp again %s && cmp json other && wc -c <again",
            folder, trace, trace);

    if (o.status != 0 || *o.err || atoi(o.out) < 20)
        fail_msg("%s: %s%s", trace, o.out, o.err);
    outcome_free(&o);
}

static void import_undoes_export_of_what_chapters_write(void **state)
{
    static const char *const options[] = {
        "",
        "--digits=8",
        "--digits=1",
        "--digits=17",
        "--rows=20 --hidden=4 --lambda=0.01 --seed=3",
        "--rows=3 --bias",
    };
    struct listed list[LISTED_MOST];
    size_t chapters = list_read(list);

    (void)state;
    for (size_t c = 0; c < chapters; c++)
        for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
            if (strcmp(list[c].chapter, "07-diagnosis") == 0)
                must(BUILD "/%s --claim=run --epochs=2 %s --trace=%s/it >%s/text", list[c].chapter,
                     options[i], folder, folder);
            else
                must(BUILD "/%s %s %s --trace=%s/it >%s/text", list[c].chapter, options[i],
                     strcmp(list[c].chapter, "06-loop") == 0 ? "--epochs=20" : "", folder, folder);
            check_inverse("it");
        }
    must(BUILD "/06-loop --rows=10 --epochs=9 --save=%s/w --boundary=%s/b >%s/text", folder, folder,
         folder);
    check_inverse("w");
    check_inverse("b");
}

static void import_undoes_export_of_odd_numbers(void **state)
{
    static const char *const traces[] = {
        "# brick-trace 1\n# digits 8\n# figure a \"b\" \\ \303\251.png\n# part one\n"
        "# source here\n# source there\n# set a=0.50 b=-inf\n# set c=1e3\n\n\n"
        "# X 2x4\n0.10000000 -0.00000000 nan inf\n-inf 123456789.00000000 0.00000012 1\n\n\n"
        "# Z 1x1 = X' * X(1)\n0.5\n\n\n",
        "# brick-trace 1\n\n\n# X 1x5\n0.1963 0.50 -0 ? 1.20e+05\n\n\n",
        "# brick-trace 1\n\n\n# X 1x4\n0.1963 0.50 0 0e+05\n\n\n",
        "# brick-trace 1\n\n\n# X 1x3\n-0.0 0.30 -0.00\n\n\n",
        ("# brick-trace 1\n\n\n# X 2x3\n0.29999999999999999 1.0000000000000001e-05 "
         "1.7976931348623157e+308\n4.9406564584124654e-324 -0 0.5\n\n\n"),
        "# brick-trace 1\n\n\n# X 1x2\n9.99e+22 1.000e-100\n\n\n",
        "# brick-trace 1\n\n\n# X 1x2\n9.99e+22 1.00e+23\n\n\n",
        "# brick-trace 1\n\n\n# X@0 1x1\n1\n\n\n# X@10 1x1\n2\n\n\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++) {
        file_of("it", traces[i], strlen(traces[i]));
        check_inverse("it");
    }
}

/* What JSON allows and export does not write. */
static void json_may_be_written_otherwise(void **state)
{
    (void)state;
    check_made(
        "escapes and blanks",
        "{\"format\":\"brick-trace\",\n\"head\" : [ \"source \302\260\\u00e9\\u20AC\\uffe5\\u0041\\/\\\"\" ],"
        "\"blocks\":[{\"name\" :\"X\",\"formula\": \"a\\\\b\" , \"values\":[[1,2]]},"
        "{\"name\":\"Y\",\"values\":3}]}",
        "# source \302\260\303\251\342\202\254\357\277\245A/\"\n# X 1x2 = a\\b\n1 2\n# Y 1x1\n3\n");
    check_made("nothing in the head",
               OURS "\"set\": {}, \"head\": [], \"blocks\": ["
                    "{\"name\": \"X\", \"values\": 1}]}",
               "# X 1x1\n1\n");
    check_made("a matrix that is called format", "{\"format\": [1]}", "# format 1x1\n1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tool_is_read),
        cmocka_unit_test(a_number_keeps_its_digits),
        cmocka_unit_test(what_is_no_matrix_is_refused),
        cmocka_unit_test(a_factor_may_make_a_number_too_large),
        cmocka_unit_test(there_may_be_many_names),
        cmocka_unit_test(a_name_has_63_letters_at_most),
        cmocka_unit_test(a_file_that_is_no_text_is_refused),
        cmocka_unit_test(standard_input_is_read),
        cmocka_unit_test(a_trace_is_whole_or_not_at_all),
        cmocka_unit_test(import_undoes_export_of_what_chapters_write),
        cmocka_unit_test(import_undoes_export_of_odd_numbers),
        cmocka_unit_test(json_may_be_written_otherwise),
    };

    return cmocka_run_group_tests_name("import", tests, make_folder, remove_folder);
}
