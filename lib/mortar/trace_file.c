#include "trace_file.h"

#include "matrix.h"
#include "show.h"
#include "trace_reader.h"
#include "trace_names.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SETS = 1000, FULL_DIGITS = 17 };

bool reader_fail(struct reader *r, const char *format, ...)
{
    char *error = r->t->error;
    const char *path = r->t->path ? r->t->path : "trace";
    int used = snprintf(error, ERROR_MOST, "%s:", SHOWN_PATH(path));
    va_list words;

    if (r->number > 0)
        used += snprintf(error + used, ERROR_MOST - (size_t)used, "%zu:", r->number);
    error[used++] = ' ';
    va_start(words, format);
    vsnprintf(error + used, ERROR_MOST - (size_t)used, format, words);
    va_end(words);
    return false;
}

/* Copies as much of a text as there is room for, in whole letters. */
static void copy(char *to, size_t room, const char *from)
{
    size_t n = strlen(from);

    if (n >= room)
        for (n = room - 1; n > 0 && (from[n] & 0xc0) == 0x80; n--)
            continue;
    memcpy(to, from, n);
    to[n] = '\0';
}

bool reader_line(struct reader *r)
{
    ssize_t n = getline(&r->line, &r->size, r->file);

    if (n < 0) {
        r->end = true;
        return ferror(r->file) || !feof(r->file) ? reader_fail(r, "%s", strerror(errno)) : true;
    }
    r->number++;
    if (strlen(r->line) != (size_t)n)
        return reader_fail(r, "a zero byte: this is not a trace");
    if (r->line[n - 1] != '\n')
        return reader_fail(r, "the file ends in the middle of a line: it was cut off, or wants an "
                              "Enter at its end");
    r->line[--n] = '\0';
    if (n > 0 && r->line[n - 1] == '\r')
        r->line[n - 1] = '\0';
    if (r->line[strspn(r->line, " \t")] == '\0')
        r->line[0] = '\0'; /* what looks empty is */
    return true;
}

/* Says what the digits of a number tell (trace_reader.h). */
static enum digits digits_of(const char *text, size_t length, double x)
{
    size_t digits = 0;
    char full[40];

    for (size_t i = 0; i < length && tolower((unsigned char)text[i]) != 'e'; i++)
        if (isdigit((unsigned char)text[i]) && (digits > 0 || text[i] != '0'))
            digits++;
    if (digits >= FULL_DIGITS)
        return DIGITS_ALL;
    snprintf(full, sizeof full, "%.17g", x);
    if (isfinite(x) && (strlen(full) != length || strncmp(full, text, length) != 0))
        return DIGITS_ROUNDED;
    return !isfinite(x) || floor(ldexp(x, 20)) == ldexp(x, 20) ? DIGITS_WHOLE : DIGITS_FEW;
}

/* Returns the first place of one of two letters, or NULL. */
static const char *find(const char *text, size_t length, char a, char b)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == a || text[i] == b)
            return text + i;
    return NULL;
}

const char *reader_number(const char *text, double *x, short *place, enum digits *what)
{
    char *end;

    text += strspn(text, " \t");
    if (text[0] == '?' && strchr(" \t", text[1])) {
        *x = NAN;
        *place = PLACE_NONE;
        *what = DIGITS_WHOLE;
        return text + 1;
    }
    *x = strtod(text, &end);

    size_t length = (size_t)(end - text);

    if (length == 0 || !strchr(" \t", *end) || find(text, length, 'x', 'X'))
        return NULL;

    const char *e = find(text, length, 'e', 'E'), *point = find(text, length, '.', '.');
    long digits = !point ? 0 : (e ? e : end) - point - 1;

    if (e) {
        long power = strtol(e + 1, NULL, 10);

        digits -= power < -9999 ? -9999 : power > 9999 ? 9999 : power;
    }
    *place = (short)(!isfinite(*x)           ? 0
                     : digits > PLACE_EXACT  ? PLACE_EXACT
                     : digits < -PLACE_EXACT ? -PLACE_EXACT
                                             : digits);
    *what = digits_of(text, length, *x);
    return end;
}

static bool read_set(struct reader *r, const char *text)
{
    while (*text) {
        size_t length = name_length(text);
        struct scalar s = {.value = 0};
        struct scalar *grown;
        enum digits ignored;
        short place;

        if (length == 0 || length >= NAME_MOST || text[length] != '=')
            return reader_fail(r, "the set line wants NAME=NUMBER, not '%s'", SHOWN_SOME(text));
        memcpy(s.name, text, length);
        if (trace_file_scalar(r->t, text, length))
            return reader_fail(r, "%s is set twice", s.name);
        if (r->t->sets == MOST_SETS)
            return reader_fail(r, "more than %d numbers are set", MOST_SETS);
        if (text[length + 1] == ' ' || text[length + 1] == '\0' ||
            !(text = reader_number(text + length + 1, &s.value, &place, &ignored)))
            return reader_fail(r, "%s is set to something that is no number", s.name);
        text += strspn(text, " \t");
        if (!(grown = realloc(r->t->set, (r->t->sets + 1) * sizeof *grown)))
            return reader_fail(r, "no memory");
        r->t->set = grown;
        r->t->set[r->t->sets++] = s;
    }
    return true;
}

static bool read_digits(struct reader *r, const char *text)
{
    char *end;
    long digits = strtol(text, &end, 10);

    if (r->t->digits >= 0)
        return reader_fail(r, "digits are said twice");
    if (!isdigit((unsigned char)*text) || *end || digits > 99)
        return reader_fail(r, "digits wants a number of decimals, not '%s'", SHOWN_SOME(text));
    r->t->digits = (int)digits;
    return true;
}

static bool read_source(struct reader *r, const char *text)
{
    if (r->t->source[0])
        return reader_fail(r, "a second name of this trace");
    copy(r->t->source, sizeof r->t->source, text);
    return true;
}

static bool read_bias(struct reader *r, const char *text)
{
    if (strcmp(text, "fixed") != 0)
        return reader_fail(r, "bias can be fixed, not '%s'", SHOWN_SOME(text));
    r->t->bias_fixed = true;
    return true;
}

static bool read_part(struct reader *r, const char *text)
{
    copy(r->t->part, sizeof r->t->part, text);
    return true;
}

/* Keeps a line that is there for people: where the numbers come from. */
static bool keep(struct reader *r, const char *text)
{
    (void)r;
    (void)text;
    return true;
}

static bool keep_line(struct reader *r)
{
    struct trace_file *t = r->t;
    size_t used = t->head ? strlen(t->head) : 0, length = strlen(r->line);
    char *grown = realloc(t->head, used + length + 2);

    if (!grown)
        return reader_fail(r, "no memory");
    memcpy(grown + used, r->line, length);
    memcpy(grown + used + length, "\n", 2);
    t->head = grown;
    return true;
}

static bool read_head_line(struct reader *r)
{
    static const struct {
        const char *word;
        bool (*read)(struct reader *r, const char *text);
    } words[] = {
        {"chapter ", read_source},
        {"figure ", read_source},
        {"part ", read_part},
        {"set ", read_set},
        {"digits ", read_digits},
        {"bias ", read_bias},
        {"run ", keep},
        {"weights ", keep},
        {"source ", keep},
        {"class ", keep},
    };

    if (r->line[0] != '#')
        return reader_fail(r, "a number before the first block");
    for (size_t i = 0; strncmp(r->line, "# ", 2) == 0 && i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);

        if (strncmp(r->line + 2, words[i].word, n) == 0)
            return words[i].read(r, r->line + 2 + n);
    }
    return reader_fail(r,
                       "'%s' is no line of the head, which an empty line ends: chapter, figure, "
                       "part, set, digits, bias, run, weights, source and class are known",
                       SHOWN_SOME(r->line));
}

/* The byte order mark that some editors write first. */
static const char MARK[] = "\xef\xbb\xbf";

static bool read_head(struct reader *r)
{
    if (!reader_line(r))
        return false;

    size_t mark = r->end || strncmp(r->line, MARK, strlen(MARK)) != 0 ? 0 : strlen(MARK);

    if (r->end || strcmp(r->line + mark, "# brick-trace 1") != 0) {
        r->number = 1;
        return reader_fail(r, "not a trace: the first line must be '# brick-trace 1' (trace import "
                              "reads what other tools print)");
    }
    for (;;) {
        if (!reader_line(r))
            return false;
        if (r->end || r->line[0] == '\0')
            return true;
        if (!read_head_line(r) || !keep_line(r))
            return false;
    }
}

static bool check_beginnings(struct reader *r)
{
    const struct block *bad, *earlier;

    if (!names_beginning(r->t, &bad, &earlier))
        return reader_fail(r, "no memory");
    if (!bad)
        return true;
    r->number = bad->line;
    return reader_fail(r, "'%s' is the beginning of an earlier name, '%s' in line %zu", bad->name,
                       earlier->name, earlier->line);
}

static bool read_stream(struct trace_file *t, FILE *file, const char *path, bool sheet)
{
    struct reader r = {.t = t, .file = file, .sheet = sheet};

    *t = (struct trace_file){.path = strdup(path), .digits = -1};
    bool good = t->path ? read_head(&r) : reader_fail(&r, "no memory");

    while (good && !r.end)
        good = r.line[0] != '\0' ? reader_block(&r) : reader_line(&r);
    if (good && t->blocks == 0)
        good = reader_fail(&r, "no block in this trace");
    good = good && check_beginnings(&r);
    t->exact =
        t->digits < 0 && !r.seen[DIGITS_ROUNDED] && (r.seen[DIGITS_ALL] || !r.seen[DIGITS_FEW]);
    free(r.line);
    return good;
}

static bool read_path(struct trace_file *t, const char *path, bool sheet)
{
    bool input = strcmp(path, "-") == 0;
    FILE *file = input ? stdin : fopen(path, "r");

    if (!file) {
        *t = (struct trace_file){0};
        snprintf(t->error, sizeof t->error, "%s: %s", SHOWN_PATH(path), strerror(errno));
        return false;
    }
    bool good = read_stream(t, file, input ? "standard input" : path, sheet);

    if (!input)
        fclose(file);
    return good;
}

bool trace_file_read(struct trace_file *t, const char *path)
{
    return read_path(t, path, false);
}

bool trace_file_read_sheet(struct trace_file *t, const char *path)
{
    return read_path(t, path, true);
}

bool trace_file_read_stream(struct trace_file *t, FILE *file, const char *path)
{
    return read_stream(t, file, path, false);
}

double trace_half_unit(const struct trace_file *t, const struct block *b, size_t k)
{
    if (b->decimals[k] == PLACE_NONE)
        return INFINITY;
    return t->exact || !isfinite(b->m->v[k])
               ? 0
               : 0.5 * pow(10, -(t->digits >= 0 ? t->digits : b->decimals[k]));
}

static int is_trace(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);

    return n > 6 && strcmp(entry->d_name + n - 6, ".trace") == 0;
}

bool trace_folder_read(struct trace_file *t, size_t most, size_t *count, const char *folder)
{
    struct dirent **list = NULL;
    int n = scandir(folder, &list, is_trace, alphasort);
    bool good = n > 0 && (size_t)n <= most;
    char path[4096];

    *count = 0;
    *t = (struct trace_file){0};
    if (!good)
        snprintf(t[(*count)++].error, sizeof t->error, "%s: %s", SHOWN_PATH(folder),
                 n < 0    ? strerror(errno)
                 : n == 0 ? "no traces in it"
                          : "too many traces");
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, list[i]->d_name); /* cut off it is not there */
        good = good && trace_file_read(&t[(*count)++], path);
        free(list[i]);
    }
    free(list);
    return good;
}

void trace_file_free(struct trace_file *t)
{
    for (size_t i = 0; i < t->blocks; i++) {
        free(t->block[i].formula);
        free(t->block[i].decimals);
        matrix_free(t->block[i].m);
    }
    free(t->block);
    free(t->slot);
    free(t->set);
    free(t->head);
    free(t->path);
}
