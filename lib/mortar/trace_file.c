#include "trace_file.h"

#include "matrix.h"
#include "trace_names.h"
#include "show.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of one block: past this the sizes in bytes would not fit in a size_t. */
static const size_t MOST_NUMBERS = SIZE_MAX / 4 / sizeof(double);

enum {
    MOST_DECIMALS = 10, /* more than this, and it was printed with all its digits */
    MOST_SETS = 1000,
};

struct reader {
    struct trace_file *t;
    FILE *file;
    char *line; /* without its newline */
    size_t size, number;
    bool end;
    bool rounded; /* its head says that it is printed with few decimals */
    size_t block_room;
};

__attribute__((format(printf, 2, 3))) static bool fail(struct reader *r, const char *format, ...)
{
    char *error = r->t->error;
    const char *path = r->t->path ? r->t->path : "trace";
    int used = snprintf(error, ERROR_MOST, "%s:%zu: ", SHOWN_PATH(path), r->number);
    va_list words;

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

static bool next_line(struct reader *r)
{
    ssize_t n = getline(&r->line, &r->size, r->file);

    if (n < 0) {
        r->end = true;
        return ferror(r->file) || !feof(r->file) ? fail(r, "%s", strerror(errno)) : true;
    }
    r->number++;
    if (strlen(r->line) != (size_t)n)
        return fail(r, "a zero byte: this is not a trace");
    if (r->line[n - 1] != '\n')
        return fail(r, "the file ends in the middle of a line: it was cut off");
    r->line[n - 1] = '\0';
    if (n > 1 && r->line[n - 2] == '\r')
        return fail(r, "a carriage return: save the file with Unix line ends");
    return true;
}

/* Reads a number as traces print it, and counts its decimals.  Returns its end, or NULL. */
static const char *read_number(const char *text, double *x, signed char *decimals)
{
    char *end;
    const char *point;

    while (*text == ' ')
        text++;
    *x = strtod(text, &end);
    *decimals = -1;
    if (end == text || (*end != ' ' && *end != '\0') || memchr(text, 'x', (size_t)(end - text)) ||
        memchr(text, 'X', (size_t)(end - text)))
        return NULL;
    if (isfinite(*x) && !memchr(text, 'e', (size_t)(end - text)) &&
        !memchr(text, 'E', (size_t)(end - text))) {
        point = memchr(text, '.', (size_t)(end - text));
        long n = point ? end - point - 1 : 0;
        *decimals = (signed char)(n > 100 ? 100 : n);
    }
    return end;
}

static bool read_set(struct reader *r, const char *text)
{
    while (*text) {
        size_t length = name_length(text);
        struct scalar s = {.value = 0};
        struct scalar *grown;

        if (length == 0 || length >= NAME_MOST || text[length] != '=')
            return fail(r, "the set line wants NAME=NUMBER, not '%s'", SHOWN_SOME(text));
        memcpy(s.name, text, length);
        if (trace_file_scalar(r->t, text, length))
            return fail(r, "%s is set twice", s.name);
        if (r->t->sets == MOST_SETS)
            return fail(r, "more than %d numbers are set", MOST_SETS);
        if (text[length + 1] == ' ' || text[length + 1] == '\0' ||
            !(text = read_number(text + length + 1, &s.value, &s.decimals)))
            return fail(r, "%s is set to something that is no number", s.name);
        while (*text == ' ')
            text++;
        if (!(grown = realloc(r->t->set, (r->t->sets + 1) * sizeof *grown)))
            return fail(r, "no memory");
        r->t->set = grown;
        r->t->set[r->t->sets++] = s;
    }
    return true;
}

static bool read_head(struct reader *r)
{
    struct trace_file *t = r->t;

    if (!next_line(r))
        return false;
    if (r->end || strcmp(r->line, "# brick-trace 1") != 0) {
        r->number = 1;
        return fail(r, "not a trace: the first line must be '# brick-trace 1'");
    }
    for (;;) {
        if (!next_line(r))
            return false;
        if (r->end || r->line[0] == '\0')
            return true;
        if (r->line[0] != '#')
            return fail(r, "a number before the first block");
        if (strncmp(r->line, "# chapter ", 10) == 0) {
            copy(t->source, sizeof t->source, r->line + 10);
            t->decimal = r->rounded; /* a chapter rounds nothing unless it says so */
        } else if (strncmp(r->line, "# digits ", 9) == 0)
            r->rounded = true;
        else if (strncmp(r->line, "# figure ", 9) == 0)
            copy(t->source, sizeof t->source, r->line + 9);
        else if (strncmp(r->line, "# part ", 7) == 0)
            copy(t->part, sizeof t->part, r->line + 7);
        else if (strncmp(r->line, "# set ", 6) == 0 && !read_set(r, r->line + 6))
            return false;
    }
}

static bool grow_blocks(struct reader *r)
{
    struct trace_file *t = r->t;
    size_t room = r->block_room ? 2 * r->block_room : 32;
    struct block *b = realloc(t->block, room * sizeof *b);

    if (!b)
        return fail(r, "no memory");
    t->block = b;
    r->block_room = room;

    size_t *slot = calloc(2 * room, sizeof *slot);

    if (!slot)
        return fail(r, "no memory");
    free(t->slot);
    t->slot = slot;
    t->slots = 2 * room;
    for (size_t i = 0; i < t->blocks; i++)
        *name_slot(t, t->block[i].name, strlen(t->block[i].name)) = i + 1;
    return true;
}

static struct block *new_block(struct reader *r, const char *name)
{
    struct trace_file *t = r->t;
    const struct block *first = trace_file_block(t, name, strlen(name));

    if (first) {
        fail(r, "a second block '%s' (the first is in line %zu)", name, first->line);
        return NULL;
    }
    if (trace_file_scalar(t, name, strlen(name))) {
        fail(r, "'%s' is a number of the set line already", name);
        return NULL;
    }
    if (t->blocks == r->block_room && !grow_blocks(r))
        return NULL;

    struct block *b = &t->block[t->blocks++];

    *b = (struct block){.line = r->number};
    memcpy(b->name, name, strlen(name) + 1);
    *name_slot(t, name, strlen(name)) = t->blocks;
    b->m = calloc(1, sizeof *b->m);
    if (!b->m)
        fail(r, "no memory");
    return b->m ? b : NULL;
}

static const char *read_size(const char *text, size_t *n)
{
    *n = 0;
    if (!isdigit((unsigned char)*text))
        return NULL;
    for (; isdigit((unsigned char)*text); text++) {
        if (*n > 99999999)
            return NULL;
        *n = *n * 10 + (size_t)(*text - '0');
    }
    return text;
}

/* "# NAME RxC" or "# NAME RxC = FORMULA" */
static struct block *read_block_head(struct reader *r, size_t *rows, size_t *cols)
{
    const char *text = r->line + 2, *next;
    size_t length = strncmp(r->line, "# ", 2) == 0 ? name_length(text) : 0;
    char name[NAME_MOST] = "";

    if (length == 0 || length >= NAME_MOST || text[length] != ' ') {
        fail(r, "a block begins '# NAME ROWSxCOLUMNS', not '%s'", SHOWN_SOME(r->line));
        return NULL;
    }
    memcpy(name, text, length);
    text += length + 1;
    if (!(next = read_size(text, rows)) || *next != 'x' || !(next = read_size(next + 1, cols)) ||
        *rows == 0 || *cols == 0) {
        fail(r, "%s wants a shape such as 2x3, not '%s'", name, SHOWN_SOME(text));
        return NULL;
    }
    if (*rows > MOST_NUMBERS / *cols) {
        fail(r, "%s of %zux%zu is more than any computer holds", name, *rows, *cols);
        return NULL;
    }
    if (*next != '\0' && (strncmp(next, " = ", 3) != 0 || next[3] == '\0')) {
        fail(r, "behind the shape of %s stands ' = FORMULA' or nothing, not '%s'", name,
             SHOWN_SOME(next));
        return NULL;
    }

    struct block *b = new_block(r, name);

    if (b && *next && !(b->formula = strdup(next + 3))) {
        fail(r, "no memory");
        return NULL;
    }
    return b;
}

/* Room is made as numbers come: a head may promise more than the file holds. */
static bool make_room(struct reader *r, struct block *b, size_t count, size_t *room, size_t all)
{
    if (count < *room)
        return true;

    size_t more = *room == 0 ? 64 : 2 * *room;

    if (more > all)
        more = all;
    double *v = more <= SIZE_MAX / sizeof *v ? realloc(b->m->v, more * sizeof *v) : NULL;
    if (v)
        b->m->v = v;
    signed char *d = realloc(b->decimals, more);
    if (d)
        b->decimals = d;
    *room = more;
    return v && d ? true : fail(r, "no memory for the %zu numbers of %s", all, b->name);
}

static bool fail_number(struct reader *r, const char *text, const char *name, size_t column)
{
    char word[200];

    copy(word, sizeof word, text);
    word[strcspn(word, " ")] = '\0';
    return fail(r, "'%s' is not a number (column %zu of %s)", SHOWN_SOME(word), column, name);
}

static bool read_row(struct reader *r, struct block *b, size_t cols, size_t *count, size_t *room,
                     size_t all)
{
    const char *text = r->line;

    for (size_t c = 0; c < cols; c++) {
        while (*text == ' ')
            text++;
        if (*text == '\0')
            return fail(r, "this row of %s has %zu numbers, and its head promises %zu", b->name, c,
                        cols);
        if (!make_room(r, b, *count, room, all))
            return false;

        const char *next = read_number(text, &b->m->v[*count], &b->decimals[*count]);

        if (!next)
            return fail_number(r, text, b->name, c + 1);
        if (!r->rounded && (b->decimals[*count] > MOST_DECIMALS ||
                            (b->decimals[*count] < 0 && isfinite(b->m->v[*count]))))
            r->t->decimal = false;
        text = next;
        ++*count;
    }
    while (*text == ' ')
        text++;
    return *text ? fail(r, "this row of %s has more than %zu numbers", b->name, cols) : true;
}

static bool read_block(struct reader *r)
{
    size_t rows, cols, count = 0, room = 0;
    struct block *b = read_block_head(r, &rows, &cols);

    if (!b)
        return false;
    b->m->cols = cols;
    for (; b->m->rows < rows; b->m->rows++) {
        if (!next_line(r))
            return false;
        if (r->end || r->line[0] == '\0' || r->line[0] == '#')
            return fail(r, "%s has %zu rows, and its head promises %zu", b->name, b->m->rows, rows);
        if (!read_row(r, b, cols, &count, &room, rows * cols))
            return false;
    }
    r->t->numbers += count;
    for (int empty = 0; empty < 2; empty++) {
        if (!next_line(r))
            return false;
        if (r->end)
            return fail(r, "the file ends before the two empty lines behind %s: it was cut off",
                        b->name);
        if (r->line[0] != '\0')
            return fail(r, "two empty lines must follow the %zu rows of %s", rows, b->name);
    }
    return true;
}

static bool check_beginnings(struct reader *r)
{
    const struct block *bad, *earlier;

    if (!names_beginning(r->t, &bad, &earlier))
        return fail(r, "no memory");
    if (!bad)
        return true;
    r->number = bad->line;
    return fail(r, "'%s' is the beginning of an earlier name, '%s' in line %zu", bad->name,
                earlier->name, earlier->line);
}

bool trace_file_read_stream(struct trace_file *t, FILE *file, const char *path)
{
    struct reader r = {.t = t, .file = file};

    *t = (struct trace_file){.path = strdup(path), .decimal = true};
    bool good = t->path ? read_head(&r) : fail(&r, "no memory");

    while (good && !r.end) {
        if (r.line[0] != '\0')
            good = read_block(&r);
        if (good)
            good = next_line(&r);
    }
    if (good && t->blocks == 0)
        good = fail(&r, "no block in this trace");
    good = good && check_beginnings(&r);
    free(r.line);
    return good;
}

bool trace_file_read(struct trace_file *t, const char *path)
{
    bool input = strcmp(path, "-") == 0;
    FILE *file = input ? stdin : fopen(path, "r");

    if (!file) {
        *t = (struct trace_file){0};
        snprintf(t->error, sizeof t->error, "%s: %s", SHOWN_PATH(path), strerror(errno));
        return false;
    }
    bool good = trace_file_read_stream(t, file, input ? "standard input" : path);

    if (!input)
        fclose(file);
    return good;
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
    free(t->path);
}
