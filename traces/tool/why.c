/* trace why: where does one number come from?  (explain.h says what is shown.) */
#include "explain.h"
#include "format.h"
#include "matrix.h"
#include "options.h"
#include "show.h"
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static bool fail(struct trace_file *t, const char *format,
                                                       ...)
{
    int used = snprintf(t->error, sizeof t->error, "%s: ", SHOWN_PATH(t->path));
    va_list words;

    va_start(words, format);
    vsnprintf(t->error + used, sizeof t->error - (size_t)used, format, words);
    va_end(words);
    return false;
}

/* Says which names there are; the longest of them leave room for two. */
static bool fail_name(struct trace_file *t, const char *name)
{
    size_t length = name_length(name), used, shown = 0, most = sizeof t->error - NAME_MOST - 30;

    fail(t, "there is no '%.*s', but", length > 0 ? (int)length : 60, name);
    for (used = strlen(t->error); shown < t->blocks && used < most; shown++)
        used +=
            (size_t)snprintf(t->error + used, sizeof t->error - used, " %s", t->block[shown].name);
    if (shown < t->blocks)
        snprintf(t->error + used, sizeof t->error - used, " and %zu more", t->blocks - shown);
    return false;
}

static const char *read_index(const char *text, char end, size_t *index)
{
    char *after = NULL;

    errno = 0;
    *index = isdigit((unsigned char)*text) ? (size_t)strtoull(text, &after, 10) : 0;
    return *index > 0 && errno == 0 && *after == end ? after + 1 : NULL;
}

/* "Loss" or "W1[2,3]" */
static bool find(struct trace_file *t, const char *text, struct operand *o)
{
    size_t length = name_length(text), rows, cols;
    const char *at = text + length, *name;

    *o = (struct operand){.scalar = trace_file_scalar(t, text, length),
                          .block = trace_file_block(t, text, length)};
    if (!o->scalar && !o->block)
        return fail_name(t, text);
    if (o->scalar)
        return *at == '\0' || fail(t, "%s is one number of the set line: leave out '%s'",
                                   o->scalar->name, SHOWN_SOME(at));
    name = o->block->name;
    rows = o->block->m->rows;
    cols = o->block->m->cols;
    if (*at == '\0')
        return (rows == 1 && cols == 1) ||
               fail(t, "%s is %zux%zu: which entry, '%s[1,1]' to '%s[%zu,%zu]'?", name, rows, cols,
                    name, name, rows, cols);
    if (*at != '[' || !(at = read_index(at + 1, ',', &o->r)) ||
        !(at = read_index(at, ']', &o->c)) || *at != '\0')
        return fail(t, "'%s': want NAME or 'NAME[ROW,COLUMN]', counted from 1", SHOWN_SOME(text));
    if (o->r > rows || o->c > cols)
        return fail(t, "%s is %zux%zu: it has no entry [%zu,%zu]", name, rows, cols, o->r, o->c);
    o->r--;
    o->c--;
    return true;
}

bool explain_number(struct trace_file *t, const char *name, size_t depth, FILE *out)
{
    struct operand o;

    return find(t, name, &o) && explain_entry(t, &o, depth, out);
}

static int why(const char *path, const char *name, size_t depth)
{
    char *text = NULL;
    size_t size;
    struct trace_file t;
    FILE *out = open_memstream(&text, &size);
    bool good = trace_file_read(&t, path) && out && explain_number(&t, name, depth, out);

    if (!text_of(out, &text) && good)
        good = fail(&t, "no memory");
    if (good)
        fputs(text, stdout);
    else
        fprintf(stderr, "trace why: %s\n", t.error[0] ? t.error : "no memory");
    free(text);
    trace_file_free(&t);
    return good ? 0 : 2;
}

int why_main(int argc, char **argv)
{
    static const struct program program = {
        .name = "trace why",
        .files = "TRACE NUMBER",
        .least = 2,
        .most = 2,
        .about =
            "Explains a number: its formula with names, then with values, and where each of these "
            "comes from, down to what was given. NUMBER is a name and an entry, row and column "
            "counted from 1, such as 'dLoss_dW1[1,2]' (in quotes, for the shell); Loss needs "
            "no entry. A TRACE of - is standard input.",
    };
    size_t depth = 12;
    const struct option_spec spec[] = {{"depth", "D", "how many steps back, 20 at most",
                                        OPTION_COUNT, &depth, 0, EXPLAIN_MOST_DEPTH, NULL}};
    int status = options_parse(&program, spec, 1, argc, &argv);

    return status < 0 ? why(argv[0], argv[1], depth) : status;
}
