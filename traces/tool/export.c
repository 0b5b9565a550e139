/* trace export: a trace as JSON.
 *
 * JSON knows no nan and no infinity: they become the strings "nan", "inf" and "-inf".  All other
 * numbers are printed with 17 significant digits, so nothing is lost on either way.
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

static void write_string(FILE *out, const char *text)
{
    fputc('"', out);
    while (*text) {
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

static void write_number(FILE *out, double x)
{
    if (isnan(x))
        fputs("\"nan\"", out);
    else if (isinf(x))
        fputs(x > 0 ? "\"inf\"" : "\"-inf\"", out);
    else if (x == 0)
        fputs(signbit(x) ? "-0.0" : "0", out); /* "-0" would be read as a whole number */
    else
        fprintf(out, "%.17g", x);
}

static void write_json_block(FILE *out, const struct block *b)
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
            write_number(out, b->m->v[r * b->m->cols + c]);
        }
        fputc(']', out);
    }
    fputs("]}", out);
}

static void write_json(FILE *out, const struct trace_file *t)
{
    fputs("{\"format\": \"brick-trace\", \"version\": 1, \"chapter\": ", out);
    write_string(out, t->source);
    fputs(",\n \"set\": {", out);
    for (size_t i = 0; i < t->sets; i++) {
        fputs(i > 0 ? ", " : "", out);
        write_string(out, t->set[i].name);
        fputs(": ", out);
        write_number(out, t->set[i].value);
    }
    fputs("},\n \"blocks\": [", out);
    for (size_t i = 0; i < t->blocks; i++) {
        fputs(i > 0 ? ",\n  " : "\n  ", out);
        write_json_block(out, &t->block[i]);
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
    status = 2;
    if (!trace_file_read(&t, argv[0] ? argv[0] : "-"))
        fprintf(stderr, "trace export: %s\n", t.error);
    else if (system_same_file(argv[0], json))
        fprintf(stderr, "trace export: %s: this is the trace itself\n", SHOWN(json));
    else
        status = export_json(&t, json);
    trace_file_free(&t);
    return status;
}
