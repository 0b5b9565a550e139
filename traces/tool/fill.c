/* trace fill: a trace as a spreadsheet.
 *
 * What was given stays as it is, and every block that has a formula gets the numbers that the
 * formula gives, whatever stood there.
 */
#include "compute.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "tool.h"
#include "trace.h"

#include <errno.h>
#include <string.h>

/* A given ? would become a nan. */
static bool is_given(const struct block *b, char error[ERROR_MOST])
{
    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        if (b->decimals[i] == PLACE_NONE) {
            snprintf(error, ERROR_MOST,
                     "a ? stands in column %zu of row %zu, and no formula gives it",
                     i % b->m->cols + 1, i / b->m->cols + 1);
            return false;
        }
    return true;
}

static bool fill(struct trace_file *t)
{
    char error[ERROR_MOST];

    for (struct block *b = t->block; b < t->block + t->blocks; b++)
        if (b->formula ? !compute_block(t, b, b->formula, b, error) : !is_given(b, error)) {
            snprintf(t->error, sizeof t->error, "%s:%zu: %s: %.200s", SHOWN_PATH(t->path), b->line,
                     b->name, error);
            return false;
        }
    return true;
}

/* The head as it was, but for the digits: trace_open has said how many there are now. */
static void write_head(struct trace *out, const struct trace_file *t)
{
    for (const char *line = t->head ? t->head : ""; *line; line += strcspn(line, "\n") + 1)
        if (strncmp(line, "# digits ", 9) != 0)
            trace_head(out, "%.*s", (int)strcspn(line + 2, "\n"), line + 2);
}

/* Returns false with errno set. */
static bool write_filled(const struct trace_file *t, const char *path, int decimals)
{
    struct trace out;

    if (!trace_open(&out, path, decimals))
        return false;
    write_head(&out, t);
    for (size_t i = 0; i < t->blocks; i++)
        trace_block(&out, t->block[i].name, t->block[i].m, t->block[i].formula);
    return trace_close(&out);
}

int fill_main(int argc, char **argv)
{
    static const struct program program = {
        .name = "trace fill",
        .files = "[FILE]",
        .most = 1,
        .about =
            "Computes every block that has a formula, and writes the trace with these numbers. "
            "The other blocks were given and stay as they are. Without FILE, or with -, it reads "
            "standard input.",
    };
    const char *output = "-";
    size_t digits = 0;
    bool rounded = false;
    const struct option_spec spec[] = {
        {"digits", "D", "decimals to print; without it all digits", OPTION_COUNT, &digits, 1, 17,
         &rounded},
        {"output", "FILE", "write it to FILE, whole or not at all; else to standard output",
         OPTION_TEXT, &output, 0, 0, NULL}};
    int status = options_parse(&program, spec, 2, argc, &argv);
    struct trace_file t;

    if (status >= 0)
        return status;
    status = 2;
    if (!trace_file_read_sheet(&t, argv[0] ? argv[0] : "-") || !fill(&t))
        fprintf(stderr, "trace fill: %s\n", t.error);
    else if (strcmp(output, "-") != 0 && system_same_file(argv[0], output))
        fprintf(stderr, "trace fill: %s: this is the file that it reads\n", SHOWN(output));
    else if (write_filled(&t, output, rounded ? (int)digits : -1))
        status = 0;
    else if (strcmp(output, "-") != 0) /* of standard output main.c speaks */
        fprintf(stderr, "trace fill: %s: %s\n", SHOWN(output), strerror(errno));
    trace_file_free(&t);
    return status;
}
