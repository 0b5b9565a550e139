/* trace export: a trace as JSON.
 *
 * JSON knows no nan and no infinity: they become the strings "nan", "inf" and "-inf", and a ? the
 * string "?".  All other numbers have the digits that the trace has, so nothing is lost, and trace
 * import makes the same trace again.  "head" has the lines of the head as they stand; "chapter" and
 * "set" say the same for programs.
 */
#include "trace.h"
#include "trace_file.h"
#include "format.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "tool.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void write_text(FILE *out, const char *text, size_t size)
{
    const char *end = text + size;

    fputc('"', out);
    while (text < end) {
        size_t length = letter_length(text);

        if (length == 0)
            fputs("\\ufffd", out);
        else if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fwrite(text, 1, length, out);
        text += length ? length : 1;
    }
    fputc('"', out);
}

static void write_string(FILE *out, const char *text)
{
    write_text(out, text, strlen(text));
}

/* Returns the place of a number's last digit: 4 for 0.1963, -2 for 3e2. */
static int place_of(const char *text)
{
    const char *point = strchr(text, '.'), *e = strchr(text, 'e');
    int decimals = point ? (int)strspn(point + 1, "0123456789") : 0;

    return e ? decimals - atoi(e + 1) : decimals;
}

/* Prints a number that was rounded at a place. */
static void print_rounded(char *text, size_t size, double x, int place)
{
    if (place >= 0 && (x == 0 || fabs(x) > 1e-20))
        snprintf(text, size, "%.*f", place, x);
    else if (x == 0)
        snprintf(text, size, "0e%+03d", -place);
    else
        for (int n = 0; n == 0 || place_of(text) < place; n++)
            snprintf(text, size, "%.*e", n, x);
}

/* Writes a number as the trace has it: by %.17g, or with fewer digits. */
static void write_number(FILE *out, double x, int place, bool rounded)
{
    char text[1000]; /* the largest double has 309 digits before its point */

    snprintf(text, sizeof text, "%.17g", x);
    if (place == PLACE_NONE)
        fputs("\"?\"", out);
    else if (isnan(x))
        fputs("\"nan\"", out);
    else if (isinf(x))
        fputs(x > 0 ? "\"inf\"" : "\"-inf\"", out);
    else if (x == 0 && signbit(x) && place <= 0)
        fputs("-0e0", out); /* "-0" would be read as a whole number */
    else {
        if (rounded || place_of(text) != place)
            print_rounded(text, sizeof text, x, place);
        fputs(text, out);
    }
}

static void write_json_block(FILE *out, const struct block *b, bool rounded)
{
    fputs("{\"name\": ", out);
    write_string(out, b->name);
    fprintf(out, ", \"rows\": %zu, \"cols\": %zu, \"formula\": ", b->m->rows, b->m->cols);
    if (b->formula)
        write_string(out, b->formula);
    else
        fputs("null", out);
    fputs(",\n   \"values\": [", out);
    for (size_t r = 0; r < b->m->rows; r++) {
        fputs(r > 0 ? ",\n              [" : "[", out);
        for (size_t c = 0; c < b->m->cols; c++) {
            fputs(c > 0 ? ", " : "", out);
            write_number(out, b->m->v[r * b->m->cols + c], b->decimals[r * b->m->cols + c],
                         rounded);
        }
        fputc(']', out);
    }
    fputs("]}", out);
}

/* Writes each line without its "# ". */
static void write_head(FILE *out, const char *head)
{
    for (const char *line = head, *end; line && (end = strchr(line, '\n')); line = end + 1) {
        fputs(line == head ? "" : ", ", out);
        write_text(out, line + 2, (size_t)(end - line) - 2);
    }
}

void write_json(FILE *out, const struct trace_file *t)
{
    fputs("{\"format\": \"brick-trace\", \"version\": 1, \"chapter\": ", out);
    write_string(out, t->source);
    fputs(",\n \"set\": {", out);
    for (size_t i = 0; i < t->sets; i++) {
        char text[40];

        fputs(i > 0 ? ", " : "", out);
        write_string(out, t->set[i].name);
        fputs(": ", out);
        snprintf(text, sizeof text, "%.17g", t->set[i].value);
        write_number(out, t->set[i].value, place_of(text), false);
    }
    fputs("},\n \"head\": [", out);
    write_head(out, t->head);
    fputs("],\n \"blocks\": [", out);
    for (size_t i = 0; i < t->blocks; i++) {
        fputs(i > 0 ? ",\n  " : "\n  ", out);
        write_json_block(out, &t->block[i], t->digits >= 0);
    }
    fputs("\n ]}\n", out);
}

static int export_json(const struct trace_file *t, const char *path)
{
    struct trace out;

    bool good = trace_open_file(&out, path);

    if (good) {
        write_json(out.file, t);
        good = trace_close_file(&out);
    }
    if (!good && strcmp(path, "-") != 0) /* of standard output main.c speaks */
        fprintf(stderr, "trace export: %s: %s\n", SHOWN(path), strerror(errno));
    return good ? 0 : 2;
}

int export_main(int argc, char **argv)
{
    static const struct program program = {
        .name = "trace export",
        .files = "[TRACE]",
        .most = 1,
        .about = "Writes a trace as one JSON object; nan, inf and -inf are strings. Without TRACE, "
                 "or with -, it reads standard input.",
    };
    const char *json = "-";
    const struct option_spec spec[] = {
        {"json", "FILE", "write it to FILE, whole or not at all; else to standard output",
         OPTION_OUTPUT, &json, 0, 0, NULL}};
    int status = options_parse(&program, spec, 1, argc, &argv);
    struct trace_file t;

    if (status >= 0)
        return status;
    const char *path = argv[0] ? argv[0] : "-";

    status = 2;
    if (!trace_file_read(&t, path))
        fprintf(stderr, "trace export: %s\n", t.error);
    else if (strcmp(path, "-") != 0 && system_same_file(path, json))
        fprintf(stderr, "trace export: %s: this is the trace itself\n", SHOWN(json));
    else
        status = export_json(&t, json);
    trace_file_free(&t);
    return status;
}
