/* The whole file is read, and cut into fields where it lies: a field loses its quotes and the
 * spaces around it, and ends with a zero where its comma was. */
#include "csv.h"

#include "show.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_COLUMNS = 1001 };

struct reader {
    struct csv *csv;
    char *at;  /* what is read next */
    char *end; /* of the text: an empty field */
    size_t line;
    size_t fields, field_room, line_room;
};

bool csv_fail(struct csv *csv, size_t line, size_t column, const char *format, ...)
{
    char *error = csv->error;
    int used = snprintf(error, CSV_ERROR, "%s:", SHOWN_PATH(csv->path));
    va_list words;

    if (line > 0)
        used += snprintf(error + used, CSV_ERROR - (size_t)used, "%zu:", line);
    if (column > 0)
        used += snprintf(error + used, CSV_ERROR - (size_t)used, "%zu:", column);
    error[used++] = ' ';
    va_start(words, format);
    vsnprintf(error + used, CSV_ERROR - (size_t)used, format, words);
    va_end(words);
    return false;
}

bool csv_number(const char *field, double *x)
{
    char *end;

    *x = strtod(field, &end);
    return end != field && *end == '\0' && !strpbrk(field, "xX");
}

bool csv_missing(const char *field)
{
    return !*field || strcmp(field, "?") == 0 || strcmp(field, "NA") == 0 ||
           strcasecmp(field, "nan") == 0;
}

/* Reads the file into one text that ends with a zero. */
static bool read_text(struct csv *csv, FILE *file)
{
    size_t length = 0, room = 0, line = 1;

    do {
        char *grown = realloc(csv->text, room = 2 * room + 4096);

        if (!grown)
            return csv_fail(csv, 0, 0, "no memory for %zu bytes", room);
        csv->text = grown;
        length += fread(csv->text + length, 1, room - length - 1, file);
    } while (!ferror(file) && !feof(file));
    if (ferror(file))
        return csv_fail(csv, 0, 0, "%s", strerror(errno));
    csv->text[length] = '\0';
    for (size_t i = 0; i < length; i++) {
        if (csv->text[i] == '\0')
            return csv_fail(csv, line, 0, "a zero byte: this is not text");
        line += csv->text[i] == '\n';
    }
    csv->lines = line - (length == 0 || csv->text[length - 1] == '\n');
    return true;
}

static bool is_blank(char c)
{
    return c != '\n' && isspace((unsigned char)c);
}

static char *past_blanks(char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

/* Cuts the blanks off the end of a text that begins at `from` and ends before `end`. */
static void end_field(const char *from, char *end)
{
    while (end > from && isspace((unsigned char)end[-1]))
        end--;
    *end = '\0';
}

/* Returns what is foreign in a first line that another program has written, or NULL. */
static const char *foreign(const char *line)
{
    bool comma = false, tab = false, quoted = false;

    for (; *line && *line != '\n'; line++) {
        quoted ^= *line == '"';
        if (quoted)
            continue;
        if (*line == '\r' && line[1] != '\n' && line[1] != '\0')
            return "a carriage return within the line: save the file with Unix line ends";
        if (*line == ';')
            return "columns are separated by ';' here, and commas are wanted";
        comma |= *line == ',';
        tab |= *line == '\t';
    }
    return tab && !comma ? "columns are separated by tabs here, and commas are wanted" : NULL;
}

static bool add_field(struct reader *r, char *field)
{
    struct csv *csv = r->csv;

    if (r->fields == r->field_room) {
        size_t room = 2 * r->field_room + 64;
        char **grown = realloc(csv->field, room * sizeof *grown);

        if (!grown)
            return csv_fail(csv, r->line, 0, "no memory for %zu fields", room);
        csv->field = grown;
        r->field_room = room;
    }
    csv->field[r->fields++] = field;
    return true;
}

/* Reads a field in quotes; r->at is at the first, and then at what ends the field. */
static bool read_quoted(struct reader *r)
{
    char *from = r->at, *to = from, *next = from + 1;
    size_t line = r->line;

    while (*next && (*next != '"' || next[1] == '"')) {
        r->line += *next == '\n';
        next += *next == '"';
        *to++ = *next++;
    }
    if (!*next)
        return csv_fail(r->csv, line, 0, "a quote is opened and not closed");
    r->at = past_blanks(next + 1);
    if (*r->at && !strchr(",\n", *r->at))
        return csv_fail(r->csv, r->line, 0, "'%s' after a quote is closed: inside, each is doubled",
                        SHOWN_SOME(r->at));
    end_field(from, to);
    return add_field(r, past_blanks(from));
}

/* Reads the fields of a row, to the end of its line. */
static bool read_fields(struct reader *r)
{
    for (;;) {
        char end, *from = r->at = past_blanks(r->at);

        if (*from == '"') {
            if (!read_quoted(r))
                return false;
            end = *r->at;
        } else {
            r->at += strcspn(from, ",\n");
            end = *r->at;
            end_field(from, r->at);
            if (!add_field(r, from))
                return false;
        }
        r->at += end != '\0';
        if (end != ',') {
            r->line += end == '\n';
            return true;
        }
    }
}

/* Gives the first line an empty first name, if it has words and no number: R names no column of row
 * names. */
static bool add_empty_name(struct reader *r)
{
    struct csv *csv = r->csv;
    double x;

    for (size_t i = 0; i < csv->cols; i++)
        if (csv_missing(csv->field[i]) || csv_number(csv->field[i], &x))
            return true;
    if (!add_field(r, r->end))
        return false;
    memmove(csv->field + 1, csv->field, (r->fields - 1) * sizeof *csv->field);
    csv->field[0] = r->end;
    csv->cols++;
    return true;
}

static bool read_row(struct reader *r)
{
    struct csv *csv = r->csv;
    const char *wrong = csv->rows == 0 ? foreign(r->at) : NULL;
    size_t line = r->line, before = r->fields;

    if (wrong)
        return csv_fail(csv, line, 0, "%s", wrong);
    if (csv->rows == r->line_room) {
        size_t room = 2 * r->line_room + 64;
        size_t *grown = realloc(csv->line, room * sizeof *grown);

        if (!grown)
            return csv_fail(csv, line, 0, "no memory for %zu rows", room);
        csv->line = grown;
        r->line_room = room;
    }
    if (!read_fields(r))
        return false;

    size_t cols = r->fields - before;

    if (cols > MOST_COLUMNS)
        return csv_fail(csv, line, 0, "%zu columns; at most %d can be read", cols, MOST_COLUMNS);
    if (csv->rows == 1 && cols == csv->cols + 1 && !add_empty_name(r))
        return false;
    if (csv->rows > 0 && cols != csv->cols)
        return csv_fail(csv, line, 0, "%zu columns, where the first line has %zu", cols, csv->cols);
    csv->cols = cols;
    csv->line[csv->rows++] = line;
    return true;
}

bool csv_read_stream(struct csv *csv, FILE *file, const char *path)
{
    struct reader r = {.csv = csv, .line = 1};

    *csv = (struct csv){.path = path};
    if (!read_text(csv, file))
        return false;
    r.at = csv->text;
    r.end = csv->text + strlen(csv->text);
    if (strncmp(r.at, "\xef\xbb\xbf", 3) == 0) /* a byte order mark, as spreadsheets write it */
        r.at += 3;
    while (*r.at) {
        char *first = past_blanks(r.at), *end = first + strcspn(first, "\n");

        if (*first != '#' && first != end) {
            if (!read_row(&r))
                return false;
        } else {
            r.line += *end == '\n';
            r.at = end + (*end == '\n');
        }
    }
    if (csv->rows == 0)
        return csv_fail(csv, csv->lines, 0, "no observations");
    return true;
}

bool csv_read(struct csv *csv, const char *path)
{
    FILE *file = fopen(path, "r");

    *csv = (struct csv){.path = path};
    if (!file)
        return csv_fail(csv, 0, 0, "%s", strerror(errno));

    bool good = csv_read_stream(csv, file, path);

    fclose(file);
    return good;
}

void csv_free(struct csv *csv)
{
    free(csv->field);
    free(csv->line);
    free(csv->text);
}
