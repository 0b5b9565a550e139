#include "csv.h"

#include "show.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A file being read: what is known at line `line`. */
struct reader {
    struct csv *csv;
    const char *path;
    size_t line, room;
    char **labels; /* one for each row */
};

__attribute__((format(printf, 3, 4))) static bool fail(struct reader *r, size_t column,
                                                       const char *format, ...)
{
    char *error = r->csv->error;
    size_t size = sizeof r->csv->error;
    int used = snprintf(error, size, "%s:", SHOWN_PATH(r->path));
    va_list words;

    if (r->line > 0)
        used += snprintf(error + used, size - (size_t)used, "%zu:", r->line);
    if (column > 0)
        used += snprintf(error + used, size - (size_t)used, "%zu:", column);
    error[used++] = ' ';
    va_start(words, format);
    vsnprintf(error + used, size - (size_t)used, format, words);
    va_end(words);
    return false;
}

static char *trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    for (size_t n = strlen(text); n > 0 && isspace((unsigned char)text[n - 1]); n--)
        text[n - 1] = '\0';
    return text;
}

static bool number(const char *text, double *x)
{
    char *end;

    *x = strtod(text, &end);
    return end != text && *end == '\0' && !strpbrk(text, "xX");
}

/* Cuts a line into columns, in place.  Returns how many there are. */
static size_t split(char *line, char **column, size_t most)
{
    size_t n = 0;

    for (char *next = line; next; n++) {
        char *here = next;

        if ((next = strchr(here, ',')))
            *next++ = '\0';
        if (n < most)
            column[n] = trim(here);
    }
    return n;
}

static bool grow(struct reader *r)
{
    struct csv *csv = r->csv;

    if (csv->rows < r->room)
        return true;
    size_t room = r->room ? 2 * r->room : 64;
    double *x = realloc(csv->x, room * csv->in * sizeof *x);
    if (x)
        csv->x = x;
    char **labels = realloc(r->labels, room * sizeof *labels);
    if (labels)
        r->labels = labels;
    if (!x || !labels)
        return fail(r, 0, "no memory for %zu rows", room);
    r->room = room;
    return true;
}

enum { MOST_COLUMNS = 1001 };

static bool is_name(const char *text)
{
    return isalpha((unsigned char)*text) || (*text && strchr("_\"'", *text));
}

/* A terminal must not obey a file: neither ASCII's control characters nor those of UTF-8. */
static bool has_control(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (iscntrl(*at) || (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0))
            return true;
    return false;
}

/* Returns what is foreign in a first line that another program has written, or NULL. */
static const char *foreign(const char *line)
{
    if (strchr(line, '\r'))
        return "a carriage return within the line: save the file with Unix line ends";
    if (strchr(line, ';'))
        return "columns are separated by ';' here, and commas are wanted";
    if (strchr(line, '\t') && !strchr(line, ','))
        return "columns are separated by tabs here, and commas are wanted";
    return NULL;
}

static bool read_line(struct reader *r, char *line)
{
    struct csv *csv = r->csv;
    const char *wrong = csv->in == 0 ? foreign(line) : NULL;
    char *column[MOST_COLUMNS];
    size_t n = split(line, column, MOST_COLUMNS);

    if (wrong)
        return fail(r, 0, "%s", wrong);
    if (n < 2)
        return fail(r, 1, "want numbers, a comma and a class");
    if (n > MOST_COLUMNS)
        return fail(r, 0, "%zu columns; at most %d can be read", n, MOST_COLUMNS);
    if (csv->in == 0) { /* the first line */
        size_t numbers = 0;
        double x;

        csv->in = n - 1;
        for (size_t i = 0; i < csv->in; i++)
            numbers += number(column[i], &x) || !is_name(column[i]);
        if (numbers == 0)
            return true; /* a header */
    }
    if (n != csv->in + 1)
        return fail(r, 0, "%zu columns, where the first line has %zu", n, csv->in + 1);
    if (!grow(r))
        return false;
    for (size_t i = 0; i < csv->in; i++) {
        double *x = &csv->x[csv->rows * csv->in + i];

        if (!number(column[i], x) || !isfinite(*x))
            return fail(r, i + 1, "'%s' is not a finite number", SHOWN_SOME(column[i]));
    }
    if (!*column[n - 1])
        return fail(r, n, "no class");
    if (has_control(column[n - 1]))
        return fail(r, n, "a control character in the class");
    if (!(r->labels[csv->rows] = strdup(column[n - 1])))
        return fail(r, 0, "no memory");
    csv->rows++;
    return true;
}

static int by_number(const void *a, const void *b)
{
    double x = strtod(*(char *const *)a, NULL), y = strtod(*(char *const *)b, NULL);

    return (x > y) - (x < y);
}

static int by_letter(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts a copy of the labels, keeps one of each, and numbers the rows. */
static bool number_classes(struct reader *r)
{
    struct csv *csv = r->csv;
    int (*order)(const void *, const void *) = by_number;
    char **sorted = malloc(csv->rows * sizeof *sorted);
    double x;

    csv->class = malloc(csv->rows * sizeof *csv->class);
    csv->label = calloc(csv->rows, sizeof *csv->label);
    if (!sorted || !csv->class || !csv->label) {
        free(sorted);
        return fail(r, 0, "no memory");
    }
    for (size_t i = 0; i < csv->rows; i++) {
        sorted[i] = r->labels[i];
        if (!number(sorted[i], &x) || isnan(x))
            order = by_letter;
    }
    qsort(sorted, csv->rows, sizeof *sorted, order);
    for (size_t i = 0; i < csv->rows; i++)
        if (i == 0 || order(&sorted[i - 1], &sorted[i]) != 0)
            csv->label[csv->classes++] = sorted[i];
    free(sorted);
    for (size_t i = 0; i < csv->rows; i++) {
        char **found = bsearch(&r->labels[i], csv->label, csv->classes, sizeof *found, order);

        csv->class[i] = (size_t)(found - csv->label);
    }
    for (size_t i = 0; i < csv->classes; i++) /* from here on each is its own */
        if (!(csv->label[i] = strdup(csv->label[i]))) {
            csv->classes = i; /* the others are the rows' still */
            return fail(r, 0, "no memory");
        }
    if (csv->classes < 2)
        return fail(r, 0, "only one class, '%s': there is nothing to tell apart",
                    SHOWN_SOME(csv->label[0]));
    return true;
}

static bool read_all(struct reader *r, FILE *file)
{
    char *line = NULL;
    size_t room = 0;
    bool good = true;

    for (ssize_t n; good && (n = getline(&line, &room, file)) >= 0;) {
        r->line++;
        if (strlen(line) != (size_t)n)
            good = fail(r, 0, "a zero byte: this is not text");
        else if (r->line == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0)
            memset(line, ' ', 3); /* a byte order mark, as spreadsheets write it */
        if (good && *trim(line) && *trim(line) != '#')
            good = read_line(r, line);
    }
    free(line);
    if (good && (ferror(file) || !feof(file)))
        good = fail(r, 0, "%s", strerror(errno));
    if (good && r->csv->rows == 0)
        good = fail(r, 0, "no observations");
    return good && number_classes(r);
}

bool csv_read_stream(struct csv *csv, FILE *file, const char *path)
{
    struct reader r = {.csv = csv, .path = path};

    *csv = (struct csv){0};
    bool good = read_all(&r, file);

    for (size_t i = 0; i < csv->rows; i++)
        free(r.labels[i]);
    free(r.labels);
    return good;
}

bool csv_read(struct csv *csv, const char *path)
{
    FILE *file = fopen(path, "r");

    if (!file) {
        *csv = (struct csv){0};
        snprintf(csv->error, sizeof csv->error, "%s: %s", SHOWN_PATH(path), strerror(errno));
        return false;
    }
    bool good = csv_read_stream(csv, file, path);

    fclose(file);
    return good;
}

void csv_free(struct csv *csv)
{
    for (size_t i = 0; i < csv->classes; i++)
        free(csv->label[i]);
    free(csv->x);
    free(csv->class);
    free(csv->label);
}
