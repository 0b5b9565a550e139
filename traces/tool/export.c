/* trace export: a trace as JSON, or as a folder of NumPy's .npy files.
 *
 * JSON knows no nan and no infinity: they become the strings "nan", "inf" and "-inf".  All other
 * numbers are printed with 17 significant digits, so nothing is lost on either way.
 */
#include "trace.h"
#include "trace_file.h"
#include "format.h"
#include "matrix.h"
#include "show.h"
#include "tool.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* The format of numpy.lib.format, version 1.0: a head padded to 64 bytes, then the numbers. */
static void write_npy(FILE *out, const struct matrix *m)
{
    char head[128];
    int length = snprintf(head, sizeof head,
                          "{'descr': '<f8', 'fortran_order': False, "
                          "'shape': (%zu, %zu), }",
                          m->rows, m->cols);
    int padded = (10 + length + 1 + 63) / 64 * 64 - 10;

    fwrite("\x93NUMPY\x01\x00", 1, 8, out);
    fputc(padded & 0xff, out);
    fputc(padded >> 8, out);
    fprintf(out, "%-*s\n", padded - 1, head);
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        unsigned char bytes[8];
        uint64_t bits;

        memcpy(&bits, &m->v[i], sizeof bits);
        for (int k = 0; k < 8; k++)
            bytes[k] = (unsigned char)(bits >> 8 * k); /* the lowest first, on every machine */
        fwrite(bytes, 1, sizeof bytes, out);
    }
}

static int fail(const char *path)
{
    fprintf(stderr, "trace export: %s: %s\n", SHOWN(path), strerror(errno));
    return 2;
}

static int export_json(const struct trace_file *t, const char *path)
{
    struct trace out;

    if (!trace_open_file(&out, path))
        return fail(path);
    write_json(out.file, t);
    if (trace_close_file(&out))
        return 0;
    return strcmp(path, "-") == 0 ? 2 : fail(path); /* of standard output main.c speaks */
}

/* A file that is read cannot be written as well. */
static bool is_input(const char *input, const char *path)
{
    if (!system_same_file(input, path))
        return false;
    fprintf(stderr, "trace export: %s: this is the trace itself\n", SHOWN(path));
    return true;
}

static int export_npy(const struct trace_file *t, const char *input, const char *directory)
{
    char path[4096 + NAME_MOST + 8];
    struct trace out;

    if (strlen(directory) >= 4096) {
        errno = ENAMETOOLONG;
        return fail("--npy");
    }
    if (mkdir(directory, 0777) != 0 && errno != EEXIST)
        return fail(directory);
    for (size_t i = 0; i < t->blocks; i++) {
        snprintf(path, sizeof path, "%s/%s.npy", directory, t->block[i].name);
        if (is_input(input, path))
            return 2;
        if (!trace_open_file(&out, path))
            return fail(path);
        write_npy(out.file, t->block[i].m);
        if (!trace_close_file(&out))
            return fail(path);
    }
    return 0;
}

static void help(void)
{
    puts("usage: trace export [--json[=FILE]] [--npy=DIR] [TRACE]\n"
         "Writes a trace in a form that other programs read.  Without TRACE, or with -, it reads\n"
         "standard input.\n\n"
         "  --json[=FILE]   one JSON object, to FILE or to standard output; nan, inf and -inf are\n"
         "                  strings\n"
         "  --npy=DIR       a NumPy file for each block, DIR/NAME.npy; DIR is made if need be\n\n"
         "Every file appears whole or not at all.  Exit status: 0 fine, 2 bad usage or input.");
}

int export_main(int argc, char **argv)
{
    static const struct option list[] = {{"json", optional_argument, NULL, 'j'},
                                         {"npy", required_argument, NULL, 'n'},
                                         {"help", no_argument, NULL, 'h'},
                                         {0}};
    const char *json = NULL, *npy = NULL;
    struct trace_file t;
    int status;

    for (int found; (found = getopt_long(argc, argv, "", list, NULL)) != -1;)
        switch (found) {
        case 'j': json = optarg ? optarg : "-"; break;
        case 'n': npy = optarg; break;
        case 'h': help(); return 0;
        default: return bad_option("trace export", argv);
        }
    if (argc - optind > 1 || (!json && !npy) || (json && !*json) || (npy && !*npy)) {
        fputs("trace export: want --json, --json=FILE or --npy=DIR, and one trace "
              "(trace export --help says more)\n",
              stderr);
        return 2;
    }
    status = trace_file_read(&t, optind < argc ? argv[optind] : "-") ? 0 : 2;
    if (status != 0)
        fprintf(stderr, "trace export: %s\n", t.error);
    if (status == 0 && npy)
        status = export_npy(&t, argv[optind], npy);
    if (status == 0 && json)
        status = is_input(argv[optind], json) ? 2 : export_json(&t, json);
    trace_file_free(&t);
    return status;
}
