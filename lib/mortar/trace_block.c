/* Reads a block of a trace: its head, and its rows.
 *
 * A program writes the shape into the head, and the numbers have to fit.  A person may leave it
 * out: then the rows end at an empty line, and the first says how many columns there are.
 */
#include "matrix.h"
#include "show.h"
#include "trace_names.h"
#include "trace_reader.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of one block: past this the sizes in bytes would not fit in a size_t. */
static const size_t MOST_NUMBERS = SIZE_MAX / 4 / sizeof(double);

static struct block *new_block(struct reader *r, const char *name)
{
    struct trace_file *t = r->t;
    const struct block *first = trace_file_block(t, name, strlen(name));

    if (first) {
        reader_fail(r, "a second block '%s' (the first is in line %zu)", name, first->line);
        return NULL;
    }
    if (trace_file_scalar(t, name, strlen(name))) {
        reader_fail(r, "'%s' is a number of the set line already", name);
        return NULL;
    }
    struct block *b = trace_file_add(t, name);

    if (!b)
        reader_fail(r, "no memory");
    else
        b->line = r->number;
    return b;
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

/* Reads " RxC", if it is there: else both are 0, and the numbers say it. */
static bool read_shape(struct reader *r, const char *name, const char **text, size_t *rows,
                       size_t *cols)
{
    const char *next;

    *rows = *cols = 0;
    if (**text == '\0' || strncmp(*text, " = ", 3) == 0)
        return true;
    if (!(next = read_size(*text + 1, rows)) || *next != 'x' ||
        !(next = read_size(next + 1, cols)) || *rows == 0 || *cols == 0)
        return reader_fail(r, "%s wants a shape such as 2x3, not '%s'", name,
                           SHOWN_SOME(*text + 1));
    if (*rows > MOST_NUMBERS / *cols)
        return reader_fail(r, "%s of %zux%zu is more than any computer holds", name, *rows, *cols);
    *text = next;
    return true;
}

/* "# NAME", then " RxC" or nothing, then " = FORMULA" or nothing.  NAME' is turned over. */
static struct block *read_block_head(struct reader *r, size_t *rows, size_t *cols, bool *turned)
{
    const char *text = r->line + 2;
    size_t length = strncmp(r->line, "# ", 2) == 0 ? name_length(text) : 0;
    char name[NAME_MOST] = "";

    *turned = length > 0 && text[length] == '\'';
    if (length == 0 || length >= NAME_MOST || !strchr(" ", text[length + *turned])) {
        reader_fail(r, "a block begins '# NAME ROWSxCOLUMNS', not '%s'", SHOWN_SOME(r->line));
        return NULL;
    }
    memcpy(name, text, length);
    text += length + *turned;
    if (!read_shape(r, name, &text, rows, cols))
        return NULL;
    if (*text != '\0' && (strncmp(text, " = ", 3) != 0 || text[3] == '\0')) {
        reader_fail(r, "behind the shape of %s stands ' = FORMULA' or nothing, not '%s'", name,
                    SHOWN_SOME(text));
        return NULL;
    }
    if (*text && *turned) {
        reader_fail(r, "%s' takes no formula: a formula gives %s itself", name, name);
        return NULL;
    }

    struct block *b = new_block(r, name);

    if (b && *text && !(b->formula = strdup(text + 3))) {
        reader_fail(r, "no memory");
        return NULL;
    }
    return b;
}

/* Makes room as numbers come: a head may promise more than the file holds. */
static bool make_room(struct reader *r, struct block *b, size_t count, size_t *room)
{
    if (count < *room)
        return true;

    size_t more = *room == 0 ? 64 : 2 * *room;
    double *v = more <= MOST_NUMBERS ? realloc(b->m->v, more * sizeof *v) : NULL;

    if (v)
        b->m->v = v;

    short *d = v ? realloc(b->decimals, more * sizeof *d) : NULL;

    if (d)
        b->decimals = d;
    *room = more;
    return d ? true : reader_fail(r, "no memory for the numbers of %s", b->name);
}

static bool fail_number(struct reader *r, const char *text, const char *name, size_t column)
{
    char word[200];

    snprintf(word, sizeof word, "%.*s", (int)strcspn(text, " \t"), text);
    return reader_fail(r, "'%s' is not a number (column %zu of %s)", SHOWN_SOME(word), column,
                       name);
}

/* Reads a row; the first one says how many columns there are, if the head has not. */
static bool read_row(struct reader *r, struct block *b, size_t *count, size_t *room)
{
    struct matrix *m = b->m;
    size_t most = m->cols > 0 ? m->cols : MOST_NUMBERS, c = 0;
    const char *text = r->line;

    for (;; c++) {
        text += strspn(text, " \t");
        if (c == most || *text == '\0')
            break;
        if (!make_room(r, b, *count, room))
            return false;

        enum digits what;
        const char *next = reader_number(text, &m->v[*count], &b->decimals[*count], &what);

        if (!next)
            return fail_number(r, text, b->name, c + 1);
        r->seen[what] = true;
        text = next;
        ++*count;
    }
    if (m->cols == 0)
        m->cols = c;
    if (*text)
        return reader_fail(r, "this row of %s has more than %zu numbers", b->name, m->cols);
    if (c < m->cols)
        return reader_fail(r, "this row of %s has %zu numbers, and %s %zu", b->name, c,
                           m->rows > 0 ? "the one above it" : "its head promises", m->cols);
    return true;
}

/* Reads the rows: as many as the head promises, or until an empty line. */
static bool read_rows(struct reader *r, struct block *b, size_t rows, size_t *count)
{
    size_t room = 0;

    for (; rows == 0 || b->m->rows < rows; b->m->rows++) {
        if (!reader_line(r))
            return false;
        if (r->end || r->line[0] == '\0' || r->line[0] == '#') {
            if (rows == 0 || (*count == 0 && b->formula && r->sheet))
                return true;
            return reader_fail(r, "%s has %zu rows, and its head promises %zu", b->name, b->m->rows,
                               rows);
        }
        if (!read_row(r, b, count, &room))
            return false;
    }
    return reader_line(r);
}

/* Turns the numbers over: row and column change places. */
static bool turn(struct reader *r, struct block *b)
{
    size_t rows = b->m->rows, cols = b->m->cols;
    double *v = calloc(rows * cols, sizeof *v);
    short *d = calloc(rows * cols, sizeof *d);

    for (size_t i = 0; v && d && i < rows * cols; i++) {
        v[i % cols * rows + i / cols] = b->m->v[i];
        d[i % cols * rows + i / cols] = b->decimals[i];
    }
    free(b->m->v);
    free(b->decimals);
    b->decimals = d;
    *b->m = (struct matrix){cols, rows, v};
    return (v && d) || reader_fail(r, "no memory for the numbers of %s", b->name);
}

bool reader_block(struct reader *r)
{
    size_t rows, cols, count = 0;
    bool turned;
    struct block *b = read_block_head(r, &rows, &cols, &turned);

    if (!b)
        return false;
    b->m->cols = cols;
    if (!read_rows(r, b, rows, &count))
        return false;
    if (count == 0 && !(b->formula && r->sheet)) {
        r->number = b->line;
        return reader_fail(r, "%s has no numbers%s", b->name,
                           b->formula ? ": trace fill computes them" : "");
    }
    if (!r->end && r->line[0] != '\0')
        return r->line[0] == '#'
                   ? reader_fail(r, "an empty line must follow the rows of %s", b->name)
                   : reader_fail(r, "%s has more than the %zu rows that its head promises", b->name,
                                 rows);
    if (count == 0)
        b->m->rows = rows; /* and no numbers */
    r->t->numbers += count;
    return !turned || turn(r, b);
}
