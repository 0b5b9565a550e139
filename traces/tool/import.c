/* trace import: a trace of what other tools print.
 *
 * All of them print a name and then numbers, in brackets or in rows (import_matrix.c):
 *
 *     # W1 2x3                 NumPy's savetxt with header="W1 2x3"
 *     W1 = [[0.1 0.2]          NumPy's print, and with tensor(...) around it PyTorch's
 *     W1 =                     MATLAB and Octave
 *     # name: W1               Octave's save -text
 *     W1                       CSV
 *
 * so there is one reader for all.  JSON stands between { and } (import_json.c).
 *
 * A number is written with the digits that were printed, since they say how precise it is.  The
 * trace is made in memory and read once, as any trace is read, before a byte of it is given out.
 */
#include "import.h"
#include "format.h"
#include "options.h"
#include "show.h"
#include "tool.h"
#include "trace.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static size_t line_of(const struct import *im, const char *place)
{
    size_t line = 1;

    for (const char *at = im->text; at < place; at++)
        line += *at == '\n';
    return line;
}

bool import_fail(struct import *im, const char *at, const char *format, ...)
{
    int used = snprintf(im->error, ERROR_MOST, "%s:%zu: ", SHOWN_PATH(im->path), line_of(im, at));
    va_list words;

    va_start(words, format);
    vsnprintf(im->error + used, ERROR_MOST - (size_t)used, format, words);
    va_end(words);
    return false;
}

void import_space(struct import *im)
{
    im->at += strspn(im->at, " \t\r\n");
}

static void skip_line(struct import *im)
{
    im->at += strcspn(im->at, "\n");
}

/* ---- names */

struct import_table *import_table(struct import *im, const char *name, size_t length)
{
    if (length == 0 || length >= NAME_MOST || name_length(name) != length) {
        char word[100];

        snprintf(word, sizeof word, "%.*s", length < 100 ? (int)length : 100, name);
        import_fail(im, name,
                    "'%s' is no name of a trace: letters, digits and _, a letter first, %d at most",
                    SHOWN_SOME(word), NAME_MOST - 1);
        return NULL;
    }
    if (im->tables == im->room) {
        size_t room = im->room ? 2 * im->room : 32;
        struct import_table *grown = realloc(im->table, room * sizeof *grown);

        if (!grown) {
            import_fail(im, name, "no memory");
            return NULL;
        }
        im->table = grown;
        im->room = room;
    }

    struct import_table *t = &im->table[im->tables++];

    *t = (struct import_table){.from = name};
    memcpy(t->name, name, length);
    return t;
}

static struct import_table *read_name(struct import *im)
{
    bool quoted = *im->at == '"' || *im->at == '\'';
    const char *name = im->at + quoted;
    size_t length = strcspn(name, quoted ? "\"'\n" : " \t\r\n=:,[(\"'");

    if (import_number_length(im->at) > 0 || import_at_bracket(im)) {
        import_fail(im, im->at, "numbers without a name: a line such as 'W1' says which they are");
        return NULL;
    }
    im->at = name + length;
    im->at += quoted && strchr("\"'", *im->at) && *im->at;
    return import_table(im, name, length);
}

/* Two of one name, or a name that begins an earlier one: gnuplot would take that for it. */
static int by_name(const void *a, const void *b)
{
    const struct import_table *x = *(const struct import_table *const *)a;
    const struct import_table *y = *(const struct import_table *const *)b;
    int order = strcmp(x->name, y->name);

    return order ? order : (x > y) - (x < y);
}

static bool check_sorted(struct import *im, const struct import_table **sorted)
{
    for (size_t i = 0; i < im->tables; i++)
        for (size_t j = i + 1; j < im->tables; j++) {
            const struct import_table *t = sorted[i], *other = sorted[j];

            if (strncmp(t->name, other->name, strlen(t->name)) != 0)
                break;
            if (strcmp(t->name, other->name) == 0)
                return import_fail(im, other->from, "a second '%s' (the first is in line %zu)",
                                   t->name, line_of(im, t->from));
            if (other < t)
                return import_fail(im, t->from,
                                   "'%s' is the beginning of an earlier name, '%s' in line %zu: "
                                   "put it before that",
                                   t->name, other->name, line_of(im, other->from));
        }
    return true;
}

static bool check_names(struct import *im)
{
    const struct import_table **sorted = calloc(im->tables, sizeof *sorted);

    if (!sorted)
        return import_fail(im, im->at, "no memory");
    for (size_t i = 0; i < im->tables; i++)
        sorted[i] = &im->table[i];
    qsort(sorted, im->tables, sizeof *sorted, by_name);

    bool good = check_sorted(im, sorted);

    free(sorted);
    return good;
}

/* ---- a name and its numbers */

static bool check_shapes(struct import *im)
{
    for (const struct import_table *t = im->table; t < im->table + im->tables; t++) {
        size_t rows = t->said_rows ? t->said_rows : t->rows;
        size_t cols = t->said_cols ? t->said_cols : t->cols;

        if (rows != t->rows || cols != t->cols)
            return import_fail(im, t->from, "%s has %zux%zu numbers, and its head says %zux%zu",
                               t->name, t->rows, t->cols, rows, cols);
    }
    return true;
}

/* "2x3" behind the name */
static void read_shape(struct import *im, struct import_table *t)
{
    char *next;
    size_t rows = strtoul(im->at, &next, 10);

    if (!isdigit((unsigned char)*im->at) || *next != 'x' || !isdigit((unsigned char)next[1]))
        return;
    t->said_rows = rows;
    t->said_cols = strtoul(next + 1, &next, 10);
    im->at = next;
}

/* "# type: matrix", "# rows: 2" and "# columns: 3", as Octave writes them */
static bool read_octave(struct import *im, struct import_table *t)
{
    for (import_space(im); strncmp(im->at, "# ", 2) == 0; import_space(im)) {
        if (strncmp(im->at, "# rows: ", 8) == 0)
            t->said_rows = strtoul(im->at + 8, NULL, 10);
        else if (strncmp(im->at, "# columns: ", 11) == 0)
            t->said_cols = strtoul(im->at + 11, NULL, 10);
        else if (strncmp(im->at, "# type: matrix", 14) != 0 &&
                 strncmp(im->at, "# type: scalar", 14) != 0)
            return import_fail(im, im->at, "%s is neither a matrix nor a scalar", t->name);
        skip_line(im);
    }
    return true;
}

static bool read_numbers(struct import *im, struct import_table *t)
{
    im->at += strspn(im->at, " \t\r,"); /* a spreadsheet has commas behind a name */
    if (*im->at == '\n')
        import_space(im);
    else if (!import_at_bracket(im) && import_number_length(im->at) == 0)
        return import_fail(im, im->at, "numbers should follow the name %s", t->name);
    if (!import_at_bracket(im))
        return import_rows(im, t);
    if (!import_brackets(im, t))
        return false;
    im->at += strspn(im->at, " \t\r;");
    if (*im->at != '\n' && *im->at != '\0')
        return import_fail(im, im->at, "behind the numbers of %s stands more", t->name);
    return true;
}

static bool read_table(struct import *im)
{
    bool comment = *im->at == '#', octave = strncmp(im->at, "# name: ", 8) == 0;

    if (comment)
        im->at += octave ? 8 : 1 + strspn(im->at + 1, " \t");

    struct import_table *t = read_name(im);

    if (!t)
        return false;
    im->at += strspn(im->at, " \t");
    if (octave)
        return read_octave(im, t) && import_rows(im, t);
    read_shape(im, t);
    if (*im->at == '=' || *im->at == ':')
        im->at++;
    return read_numbers(im, t);
}

static bool read_tables(struct import *im)
{
    while (*im->at) {
        if (strncmp(im->at, "# Created by Octave", 19) == 0)
            skip_line(im);
        else if (!read_table(im))
            return false;
        im->at += strspn(im->at, " \t\r\n,"); /* an empty line of a spreadsheet has commas */
    }
    return true;
}

static bool read_all(struct import *im)
{
    if (strncmp(im->at, "\xef\xbb\xbf", 3) == 0) /* a byte order mark */
        im->at += 3;
    if (strncmp(im->at, "# brick-trace ", 14) == 0)
        return import_fail(im, im->at, "this is a trace already");
    import_space(im);
    if (!(*im->at == '{' ? import_json(im) : read_tables(im)))
        return false;
    if (im->tables == 0)
        return import_fail(im, im->at, "no matrix in this file");
    return check_names(im) && check_shapes(im);
}

/* ---- out */

static void write_table(FILE *out, const struct import_table *t)
{
    fprintf(out, "\n\n# %s %zux%zu", t->name, t->rows, t->cols);
    if (t->formula)
        fprintf(out, " = %s", t->formula);
    for (size_t i = 0; i < t->count; i++) {
        fputc(i % t->cols == 0 ? '\n' : ' ', out);
        import_write_number(out, t->number[i], t->scale);
    }
    fputc('\n', out);
}

/* Reads the trace back: what a JSON file says of its head may be no head. */
static bool read_back(struct import *im, char *trace)
{
    FILE *file = fmemopen(trace, strlen(trace), "r");
    struct trace_file t = {.error = "no memory"};
    bool good = file && trace_file_read_stream(&t, file, "the trace of it");

    if (!good)
        import_fail(im, im->head_at ? im->head_at : im->text, "%s", t.error);
    if (file)
        fclose(file);
    trace_file_free(&t);
    return good;
}

static void write_trace(FILE *out, const struct import *im)
{
    fprintf(out, "# brick-trace 1\n%s", im->head ? im->head : "");
    for (size_t i = 0; i < im->tables; i++)
        write_table(out, &im->table[i]);
    fputs("\n\n", out);
}

static char *trace_of(struct import *im)
{
    char *trace = NULL;
    size_t size;
    FILE *out = open_memstream(&trace, &size);

    if (out)
        write_trace(out, im);
    if (!text_of(out, &trace)) {
        import_fail(im, im->at, "no memory");
        return NULL;
    }
    if (read_back(im, trace))
        return trace;
    free(trace);
    return NULL;
}

char *import_stream(struct import *im, FILE *file, const char *path)
{
    size_t size = 0;

    *im = (struct import){.path = path};
    errno = 0;

    ssize_t n = getdelim(&im->text, &size, '\0', file);

    im->at = im->text;
    if (n < 0 && (ferror(file) || !feof(file))) {
        snprintf(im->error, ERROR_MOST, "%s: %s", SHOWN_PATH(path), strerror(errno));
        return NULL;
    }
    if (n < 0) {
        snprintf(im->error, ERROR_MOST, "%s:1: the file is empty", SHOWN_PATH(path));
        return NULL;
    }
    if (strlen(im->text) != (size_t)n) {
        import_fail(im, im->text + n, "a zero byte: this is not text");
        return NULL;
    }
    return read_all(im) ? trace_of(im) : NULL;
}

void import_free(struct import *im)
{
    for (size_t i = 0; i < im->tables; i++) {
        free(im->table[i].formula);
        free(im->table[i].number);
    }
    free(im->table);
    free(im->head);
    free(im->text);
}

static int write_out(const char *trace, const char *path)
{
    struct trace out;
    bool good = trace_open_file(&out, path);

    if (good) {
        fputs(trace, out.file);
        good = trace_close_file(&out);
    }
    if (!good && strcmp(path, "-") != 0) /* of standard output main.c speaks */
        fprintf(stderr, "trace import: %s: %s\n", SHOWN(path), strerror(errno));
    return good ? 0 : 2;
}

int import_main(int argc, char **argv)
{
    static const struct program program = {
        .name = "trace import",
        .files = "[FILE]",
        .most = 1,
        .about =
            "Makes a trace from what NumPy, PyTorch, Octave and MATLAB print or save as text, "
            "from JSON, and from CSV with a line for the name before each matrix. Without FILE, "
            "or with -, it reads standard input.",
    };
    const char *output = "-";
    const struct option_spec spec[] = {
        {"output", "FILE", "write it to FILE, whole or not at all; else to standard output",
         OPTION_OUTPUT, &output, 0, 0, NULL}};
    int status = options_parse(&program, spec, 1, argc, &argv);

    if (status >= 0)
        return status;

    bool input = !argv[0] || strcmp(argv[0], "-") == 0;
    FILE *file = input ? stdin : fopen(argv[0], "r");
    struct import im;

    if (!file) {
        fprintf(stderr, "trace import: %s: %s\n", SHOWN_PATH(argv[0]), strerror(errno));
        return 2;
    }

    char *trace = import_stream(&im, file, input ? "standard input" : argv[0]);

    status = 2;
    if (!trace)
        fprintf(stderr, "trace import: %s\n", im.error);
    else if (!input && system_same_file(argv[0], output))
        fprintf(stderr, "trace import: %s: this is the file itself\n", SHOWN(output));
    else
        status = write_out(trace, output);
    if (!input)
        fclose(file);
    free(trace);
    import_free(&im);
    return status;
}
