/* An equation is a row of boxes: words, and matrices as tall as they have rows.
 * Each is written down line by line, the boxes are set from left to right, as many
 * as the width takes, and what is lower than its neighbours stands in the middle.
 */
#include "show.h"

#include "matrix.h"
#include "system.h"

#include <ctype.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INDENT = 2, MOST_BOXES = 40, MOST_ROWS = 6, MOST_COLS = 5, MOST_BYTES = 160 };

struct box {
    size_t width, height; /* in letters and lines */
    const char *name;     /* of the matrix; NULL: words */
    char line[MOST_ROWS + 1][MOST_BYTES];
};

struct equation {
    const struct show *s;
    bool numbers; /* those of the matrices; else their names and shapes */
    size_t boxes;
    struct box box[MOST_BOXES];
};

size_t letter_length(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    size_t length = c[0] < 0x80                  ? 1
                    : c[0] < 0xc2 || c[0] > 0xf4 ? 0
                    : c[0] < 0xe0                ? 2
                    : c[0] < 0xf0                ? 3
                                                 : 4;

    for (size_t i = 1; i < length; i++)
        if ((c[i] & 0xc0) != 0x80)
            return 0;
    if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] >= 0xa0) ||
        (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] >= 0x90))
        return 0; /* too long for what it says, a surrogate, or beyond Unicode */
    return length;
}

static bool steers_a_terminal(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    return c[0] < ' ' || c[0] == 0x7f || (c[0] == 0xc2 && c[1] < 0xa0);
}

int show_padding(const char *text, int width)
{
    for (; *text; text++)
        width -= (*text & 0xc0) != 0x80; /* not the inside of a letter */
    return width > 0 ? width : 0;
}

char *shown(char *to, size_t room, const char *raw)
{
    size_t used = 0;

    while (*raw) {
        size_t length = steers_a_terminal(raw) ? 0 : letter_length(raw), more = length ? length : 4;

        if (used + more >= room)
            break;
        if (length > 0)
            memcpy(to + used, raw, length);
        else
            snprintf(to + used, 5, "\\x%02x", (unsigned char)*raw);
        used += more;
        raw += length ? length : 1;
    }
    to[used] = '\0';
    return to;
}

void show_init(struct show *s, FILE *out, int decimals)
{
    const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
    size_t columns = system_width(out);
    bool able = isatty(fileno(out)) && term && *term && strcmp(term, "dumb") != 0;

    setlocale(LC_CTYPE, ""); /* the letters only: numbers keep their point */
    *s = (struct show){.out = out, .width = 80, .decimals = decimals};
    s->unicode = able && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    s->colour = able && !(no_color && *no_color);
    if (columns > 0)
        s->width = columns < 40 ? 40 : columns < 80 ? columns : 80;
}

/* The article's colours: loss blue, the sigmoid's derivative orange, input green. */
static const char *colour(const struct show *s, const char *name)
{
    if (!s->colour || !name)
        return "";
    if (strncmp(name, "dLoss", 5) == 0)
        return "\033[94m";
    if (strncmp(name, "dh", 2) == 0)
        return "\033[33m";
    if (strcmp(name, "X") == 0 || strcmp(name, "h1") == 0 || strncmp(name, "dz", 2) == 0)
        return "\033[32m";
    return "\033[1m";
}

static const char *plain(const struct show *s)
{
    return s->colour ? "\033[0m" : "";
}

size_t show_words(FILE *out, const char *text, size_t column, size_t indent, size_t width)
{
    size_t longest = 0;
    bool begun = false;

    for (size_t n; *text; text += n + strspn(text + n, " \n")) {
        n = strcspn(text, " \n");
        if (begun && column + 1 + n > width) {
            column = (size_t)fprintf(out, "\n%*s", (int)indent, "") - 1;
            begun = false;
        }
        column += (size_t)fprintf(out, "%s%.*s", begun ? " " : "", (int)n, text);
        longest = column > longest ? column : longest;
        begun = true;
    }
    return longest;
}

void show_title(const struct show *s, const char *title)
{
    size_t longest;

    fputs(colour(s, "title"), s->out);
    longest = show_words(s->out, title, 0, 0, s->width);
    fprintf(s->out, "%s\n", plain(s));
    for (size_t i = 0; i < longest; i++)
        fputs(s->unicode ? "─" : "-", s->out);
    fputc('\n', s->out);
}

void show_text(const struct show *s, const char *format, ...)
{
    char text[2000];
    va_list words;

    va_start(words, format);
    vsnprintf(text, sizeof text, format, words);
    va_end(words);
    fputs("\n  ", s->out);
    show_words(s->out, text, 2, 2, s->width);
    fputc('\n', s->out);
}

const char *show_number(const struct show *s, double x, char text[SHOW_NUMBER])
{
    snprintf(text, SHOW_NUMBER, fabs(x) < 1e6 ? "%.*f" : "%.*e", s->decimals, x);
    return text;
}

static struct box *add_box(struct equation *e, const char *name)
{
    struct box *b = &e->box[e->boxes++];

    *b = (struct box){.name = name};
    return b;
}

/* Adds text to the end of a line of the box, which grows with it. */
static void add_text(struct box *b, size_t line, const char *format, ...)
{
    char *text = b->line[line];
    size_t used = strlen(text), width;
    va_list words;

    va_start(words, format);
    vsnprintf(text + used, MOST_BYTES - used, format, words);
    va_end(words);
    width = MOST_BYTES - (size_t)show_padding(text, MOST_BYTES);
    b->width = width > b->width ? width : b->width;
    b->height = line < b->height ? b->height : line + 1;
}

/* The bracket of a line, the left one or (right is 1) the right one. */
static const char *bracket(const struct show *s, size_t line, size_t lines, int right)
{
    static const char *const pairs[][2] = {{"[", "]"}, {"⎡", "⎤"}, {"⎢", "⎥"}, {"⎣", "⎦"}};

    return pairs[!s->unicode || lines == 1 ? 0 : line == 0 ? 1 : line + 1 < lines ? 2 : 3][right];
}

/* Writes the numbers of a matrix.  A large one shows its first rows and columns, and dots. */
static void write_numbers(struct box *b, const struct show *s, const struct matrix *m,
                          bool transposed)
{
    size_t all = transposed ? m->cols : m->rows, rows = all > MOST_ROWS ? MOST_ROWS : all;
    size_t cols = transposed ? m->rows : m->cols, lines = rows + (rows < all), c;

    for (size_t r = 0; r < lines; r++)
        add_text(b, r, "%s", bracket(s, r, lines, 0));
    for (c = 0; c < cols && c < MOST_COLS; c++) {
        char text[MOST_ROWS + 1][SHOW_NUMBER];
        size_t width = 1;

        for (size_t r = 0; r < rows; r++) {
            size_t entry = transposed ? c * m->cols + r : r * m->cols + c;
            size_t length = strlen(show_number(s, m->v[entry], text[r]));

            width = length > width ? length : width;
        }
        if (c > 0 && INDENT + 8 + b->width + width > s->width)
            break;
        for (size_t r = 0; r < lines; r++)
            add_text(b, r, " %*s", (int)width, r < rows ? text[r] : "..");
    }
    for (size_t r = 0; r < lines; r++)
        add_text(b, r, "%s %s", c < cols ? "  .." : "", bracket(s, r, lines, 1));
}

static void add_matrix(struct equation *e, const char *name, const struct matrix *m,
                       bool transposed)
{
    struct box *b = add_box(e, name);

    if (e->numbers) {
        write_numbers(b, e->s, m, transposed);
        return;
    }
    add_text(b, 0, "%s%s", name, transposed ? "'" : "");
    add_text(b, 1, "%zux%zu", transposed ? m->cols : m->rows, transposed ? m->rows : m->cols);
}

static void add_words(struct equation *e, const char *text, size_t length)
{
    struct box *last = e->boxes > 0 ? &e->box[e->boxes - 1] : NULL;

    if (length == 0)
        return;
    /* Behind a bracket that closes a line may end. */
    if (!last || last->name || (*text == ' ' && last->line[0][last->width - 1] == ')'))
        last = add_box(e, NULL);
    add_text(last, 0, "%.*s", (int)length, text);
}

/* Cuts the formula at every name that is known. */
static void add_formula(struct equation *e, const char *formula, const struct named *known,
                        size_t count)
{
    for (const char *at = formula; *at && e->boxes < MOST_BOXES - 3;) {
        const struct named *found = NULL;
        size_t length = 0;
        char text[SHOW_NUMBER];

        while (isalnum((unsigned char)at[length]) || at[length] == '_')
            length++;
        for (size_t k = 0; k < count; k++)
            if (strlen(known[k].name) == length && strncmp(known[k].name, at, length) == 0)
                found = &known[k];
        if (found && found->m) {
            add_matrix(e, found->name, found->m, at[length] == '\'');
            length += at[length] == '\'';
        } else if (found && e->numbers) {
            snprintf(text, sizeof text, "%g", found->number);
            add_words(e, text, strlen(text));
        } else {
            length += length == 0;
            add_words(e, at, length);
        }
        at += length;
    }
}

/* Prints the boxes from `first` to before `end` on one line of the page. */
static void print_boxes(const struct equation *e, size_t first, size_t end)
{
    size_t height = 1;

    for (size_t i = first; i < end; i++)
        height = e->box[i].height > height ? e->box[i].height : height;
    for (size_t line = 0; line < height; line++) {
        char page[2000];
        int used = snprintf(page, sizeof page, "%*s", INDENT, "");

        for (size_t i = first; i < end; i++) {
            const struct box *b = &e->box[i];
            size_t top = (height - b->height) / 2;
            const char *text = line >= top && line < top + b->height ? b->line[line - top] : "";
            const char *name = *text && (e->numbers || line == top) ? b->name : NULL;
            int blanks = show_padding(text, (int)b->width);

            used += snprintf(page + used, sizeof page - (size_t)used, "%*s%s%s%s%*s", blanks / 2,
                             "", colour(e->s, name), text, name ? plain(e->s) : "",
                             blanks - blanks / 2, "");
        }
        while (page[used - 1] == ' ') /* the highest box has something in every line */
            used--;
        fprintf(e->s->out, "%.*s\n", used, page);
    }
}

/* As many boxes to a line as fit, and a line ends before an operator that stands outside of
 * brackets. */
static size_t end_of_line(const struct equation *e, size_t first)
{
    size_t used = INDENT, end = first, back;

    while (end < e->boxes && (end == first || used + e->box[end].width <= e->s->width))
        used += e->box[end++].width;
    if (end == e->boxes)
        return end;
    for (back = end; back > first && (e->box[back].name || e->box[back].line[0][0] != ' ');)
        back--;
    return back > first ? back : end;
}

static void print_equation(const struct equation *e)
{
    fputc('\n', e->s->out);
    for (size_t first = 0, end; first < e->boxes; first = end) {
        end = end_of_line(e, first);
        print_boxes(e, first, end);
    }
}

void show_equation(const struct show *s, const char *name, const struct matrix *result,
                   const char *formula, const struct named *known, size_t count)
{
    struct equation e = {.s = s};

    add_matrix(&e, name, result, false);
    add_words(&e, " = ", 3);
    add_formula(&e, formula, known, count);
    print_equation(&e);

    e.boxes = 0;
    e.numbers = true;
    add_formula(&e, formula, known, count);
    if (e.boxes == 1 && e.box[0].name)
        e.boxes = 0; /* another name for the same numbers */
    else
        add_text(add_box(&e, NULL), 0, " = ");
    add_matrix(&e, name, result, false);
    print_equation(&e);
}

void show_beside(const struct show *s, const char *left, const struct matrix *a, const char *right,
                 const struct matrix *b)
{
    struct equation e = {.s = s, .numbers = true};

    add_words(&e, left, strlen(left));
    add_matrix(&e, "dLoss", a, false);
    add_words(&e, right, strlen(right));
    add_matrix(&e, "dLoss", b, false);
    print_equation(&e);
}

void show_line(const struct show *s, const char *name, const struct matrix *m, const char *formula)
{
    char line[200], text[SHOW_NUMBER];
    size_t total = m->rows * m->cols, width = (size_t)s->decimals + 4, used;

    snprintf(text, sizeof text, "%zux%zu", m->rows, m->cols);
    used = (size_t)snprintf(line, sizeof line, "  %-10s %5s", name, text);
    for (size_t i = 0; i < total && i < 3; i++)
        if (used + width + 2 < s->width)
            used += (size_t)snprintf(line + used, sizeof line - used, " %*s", (int)width - 1,
                                     show_number(s, m->v[i], text));
    if (total > 3)
        used += (size_t)snprintf(line + used, sizeof line - used, " ..");
    if (formula && used + 8 < s->width) {
        int blanks = 23 + 3 * (int)width - (int)used;

        used += (size_t)snprintf(line + used, sizeof line - used, "%*s= %s",
                                 blanks > 1 ? blanks : 1, "", formula);
        if (used > s->width)
            snprintf(line + s->width - 2, 3, "..");
    }
    fprintf(s->out, "%s\n", line);
}
