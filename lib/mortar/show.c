/* An equation is a row of boxes: words, and matrices as tall as they have rows.
 * The boxes are set from left to right, as many as the width takes, and printed
 * line by line with the words in the middle.
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

enum { INDENT = 2, MOST_BOXES = 40, MOST_ROWS = 6, MOST_COLS = 5 };

struct box {
    const struct matrix *m; /* NULL: words */
    bool transposed;
    const char *name; /* of the matrix */
    char above[64];   /* the words, or the name of the matrix */
    char below[32];   /* its shape */
};

/* The length of the letter that text begins with: 0 if it is none, or one that steers a terminal. */
static size_t letter(const unsigned char *text)
{
    size_t length = 0;

    if (text[0] < 0x80)
        length = 1;
    else if (text[0] >= 0xc2 && text[0] < 0xf5)
        length = text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;

    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if (text[0] < ' ' || text[0] == 0x7f || (text[0] == 0xc2 && text[1] < 0xa0))
        return 0;
    return length;
}

int show_padding(const char *text, int width)
{
    for (; *text; text++)
        width -= (*text & 0xc0) != 0x80; /* not the inside of a letter */
    return width > 0 ? width : 0;
}

char *shown(char *to, size_t room, const char *raw)
{
    const unsigned char *at = (const unsigned char *)raw;
    size_t used = 0;

    while (*at) {
        size_t length = letter(at);

        if (used + (length > 0 ? length : 4) >= room)
            break;
        if (length > 0)
            memcpy(to + used, at, length);
        else
            snprintf(to + used, 5, "\\x%02x", *at);
        used += length > 0 ? length : 4;
        at += length > 0 ? length : 1;
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

/* Spaces are held back until something follows them: no line ends in blanks. */
static void print_padding(const struct show *s, size_t *pending)
{
    fprintf(s->out, "%*s", (int)*pending, "");
    *pending = 0;
}

/* Words, broken into lines with `indent` blanks before each; returns how long the longest is. */
static size_t put_words(const struct show *s, char *text, int indent)
{
    size_t used = 0, longest = 0;

    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n")) {
        if (used > 0 && used + 1 + strlen(word) > s->width) {
            fputc('\n', s->out);
            used = 0;
        }
        used += (size_t)fprintf(s->out, "%*s%s", used ? 1 : indent, "", word);
        longest = used > longest ? used : longest;
    }
    return longest;
}

void show_title(const struct show *s, const char *title)
{
    char text[200];
    size_t longest;

    snprintf(text, sizeof text, "%s", title);
    fputs(colour(s, "title"), s->out);
    longest = put_words(s, text, 0);
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
    fputc('\n', s->out);
    put_words(s, text, 2);
    fputc('\n', s->out);
}

const char *show_number(const struct show *s, double x, char text[SHOW_NUMBER])
{
    snprintf(text, SHOW_NUMBER, fabs(x) < 1e6 ? "%.*f" : "%.*e", s->decimals, x);
    return text;
}

static size_t rows_of(const struct box *b)
{
    return b->transposed ? b->m->cols : b->m->rows;
}

static size_t cols_of(const struct box *b)
{
    return b->transposed ? b->m->rows : b->m->cols;
}

/* A large matrix shows its first rows and columns, and dots. */
static size_t rows_shown(const struct box *b)
{
    return rows_of(b) > MOST_ROWS ? MOST_ROWS : rows_of(b);
}

static size_t column_width(const struct show *s, const struct box *b, size_t c)
{
    size_t width = 1;

    for (size_t r = 0; r < rows_shown(b); r++) {
        char text[SHOW_NUMBER];

        show_number(s, b->m->v[b->transposed ? c * b->m->cols + r : r * b->m->cols + c], text);
        if (strlen(text) > width)
            width = strlen(text);
    }
    return width;
}

static size_t cols_shown(const struct show *s, const struct box *b)
{
    size_t most = cols_of(b) > MOST_COLS ? MOST_COLS : cols_of(b), used = INDENT + 8, c = 0;

    while (c < most && used + column_width(s, b, c) + 1 <= s->width)
        used += column_width(s, b, c++) + 1;
    return c > 0 ? c : 1;
}

static size_t width_of(const struct show *s, const struct box *b, bool numbers)
{
    size_t width = 4;

    if (!b->m || !numbers)
        return strlen(b->above) > strlen(b->below) ? strlen(b->above) : strlen(b->below);
    for (size_t c = 0; c < cols_shown(s, b); c++)
        width += column_width(s, b, c) + (c > 0);
    return width + (cols_shown(s, b) < cols_of(b) ? 4 : 0);
}

static size_t height_of(const struct box *b, bool numbers)
{
    return !b->m ? 1 : !numbers ? 2 : rows_shown(b) + (rows_shown(b) < rows_of(b));
}

static const char *bracket(const struct show *s, size_t row, size_t rows, bool left)
{
    if (!s->unicode || rows == 1)
        return left ? "[" : "]";
    if (row == 0)
        return left ? "⎡" : "⎤";
    if (row == rows - 1)
        return left ? "⎣" : "⎦";
    return left ? "⎢" : "⎥";
}

static void print_row(const struct show *s, const struct box *b, size_t row)
{
    size_t rows = height_of(b, true), cols = cols_shown(s, b);
    bool dots = row == rows_shown(b);

    fprintf(s->out, "%s%s", colour(s, b->name), bracket(s, row, rows, true));
    for (size_t c = 0; c < cols; c++) {
        char text[SHOW_NUMBER] = "..";

        if (!dots)
            show_number(s, b->m->v[b->transposed ? c * b->m->cols + row : row * b->m->cols + c],
                         text);
        fprintf(s->out, " %*s", (int)column_width(s, b, c), text);
    }
    fprintf(s->out, "%s %s%s", cols < cols_of(b) ? "  .." : "", bracket(s, row, rows, false),
            plain(s));
}

static void print_centred(const struct show *s, const char *text, const char *name, size_t width,
                          size_t *pending)
{
    size_t blanks = strspn(text, " "), length = strlen(text), left = (width - length) / 2;

    *pending += left + blanks;
    if (text[blanks]) {
        while (text[length - 1] == ' ')
            length--;
        print_padding(s, pending);
        fprintf(s->out, "%s%.*s%s", colour(s, name), (int)(length - blanks), text + blanks,
                name ? plain(s) : "");
        *pending += strlen(text) - length;
    }
    *pending += width - left - strlen(text);
}

/* The boxes of one line of the page. */
static void print_boxes(const struct show *s, const struct box *b, size_t n, bool numbers)
{
    size_t height = 1;

    for (size_t i = 0; i < n; i++)
        if (height_of(&b[i], numbers) > height)
            height = height_of(&b[i], numbers);
    for (size_t line = 0; line < height; line++) {
        size_t pending = INDENT;

        for (size_t i = 0; i < n; i++) {
            size_t tall = height_of(&b[i], numbers), width = width_of(s, &b[i], numbers);
            size_t top = numbers ? (height - tall) / 2 : 0;

            if (line < top || line >= top + tall) {
                pending += width;
            } else if (b[i].m && numbers) {
                print_padding(s, &pending);
                print_row(s, &b[i], line - top);
            } else {
                print_centred(s, line == top ? b[i].above : b[i].below,
                              line == top ? b[i].name : NULL, width, &pending);
            }
        }
        fputc('\n', s->out);
    }
}

/* A line may end before an operator that stands outside of brackets just closed. */
static bool may_break(const struct box *b, size_t i)
{
    return !b[i].m && b[i].above[0] == ' ';
}

/* As many boxes to a line as fit. */
static void print_page(const struct show *s, const struct box *b, size_t n, bool numbers)
{
    for (size_t first = 0; first < n;) {
        size_t used = INDENT, next = first, back;

        while (next < n && (next == first || used + width_of(s, &b[next], numbers) <= s->width))
            used += width_of(s, &b[next++], numbers);
        size_t equals = n - 2; /* if all that comes before the result fits, the result goes below */

        if (next < n && n > 2 && first <= equals && equals < next && !b[equals].m && numbers)
            next = equals > first ? equals : next;
        for (back = next; next < n && back > first && !may_break(b, back); back--)
            continue;
        if (back > first)
            next = back;
        print_boxes(s, &b[first], next - first, numbers);
        first = next;
    }
}

static void add_matrix(struct box *b, const char *name, const struct matrix *m, bool transposed)
{
    *b = (struct box){.m = m, .transposed = transposed, .name = name};
    snprintf(b->above, sizeof b->above, "%s%s", name, transposed ? "'" : "");
    snprintf(b->below, sizeof b->below, "%zux%zu", rows_of(b), cols_of(b));
}

static void add_words(struct box *b, size_t *n, const char *text, size_t length)
{
    struct box *last = *n > 0 && !b[*n - 1].m ? &b[*n - 1] : NULL;

    if (last && *text == ' ' && last->above[0] && last->above[strlen(last->above) - 1] == ')')
        last = NULL; /* a line may end here */

    if (!last && *n < MOST_BOXES - 3) {
        last = &b[(*n)++];
        *last = (struct box){0};
    }
    if (last) {
        size_t used = strlen(last->above);

        snprintf(last->above + used, sizeof last->above - used, "%.*s", (int)length, text);
    }
}

/* Cuts the formula at every name that is known; n boxes stand in b already. */
static size_t cut(struct box *b, size_t n, const char *formula, const struct named *known,
                  size_t known_count, bool numbers)
{
    for (const char *at = formula; *at;) {
        size_t length = 0;

        while (isalnum((unsigned char)at[length]) || at[length] == '_')
            length++;

        const struct named *found = NULL;

        for (size_t k = 0; k < known_count; k++)
            if (strlen(known[k].name) == length && strncmp(known[k].name, at, length) == 0)
                found = &known[k];
        if (found && found->m && n < MOST_BOXES - 3) {
            add_matrix(&b[n++], found->name, found->m, at[length] == '\'');
            at += length + (at[length] == '\'');
        } else if (found && numbers) {
            char text[SHOW_NUMBER];

            snprintf(text, sizeof text, "%g", found->number);
            add_words(b, &n, text, strlen(text));
            at += length;
        } else {
            add_words(b, &n, at, length ? length : 1);
            at += length ? length : 1;
        }
    }
    return n;
}

void show_equation(const struct show *s, const char *name, const struct matrix *result,
                   const char *formula, const struct named *known, size_t known_count)
{
    struct box b[MOST_BOXES];
    size_t n = 0;

    fputc('\n', s->out);
    add_matrix(&b[n++], name, result, false);
    add_words(b, &n, " = ", 3);
    n = cut(b, n, formula, known, known_count, false);
    print_page(s, b, n, false);
    fputc('\n', s->out);
    n = cut(b, 0, formula, known, known_count, true);
    if (n == 1 && b[0].m)
        n = 0; /* another name for the same numbers */
    else
        b[n++] = (struct box){.above = " = "};
    add_matrix(&b[n++], name, result, false);
    print_page(s, b, n, true);
}

void show_beside(const struct show *s, const char *left, const struct matrix *a,
                 const char *right, const struct matrix *b)
{
    struct box boxes[4] = {{0}};
    size_t n = 0;

    fputc('\n', s->out);
    add_words(boxes, &n, left, strlen(left));
    add_matrix(&boxes[n++], "dLoss", a, false);
    add_words(boxes, &n, right, strlen(right));
    add_matrix(&boxes[n++], "dLoss", b, false);
    print_page(s, boxes, n, true);
}

void show_line(const struct show *s, const char *name, const struct matrix *m,
               const char *formula)
{
    char line[200], text[SHOW_NUMBER];
    size_t total = m->rows * m->cols, used, width = 0;

    snprintf(text, sizeof text, "%zux%zu", m->rows, m->cols);
    used = (size_t)snprintf(line, sizeof line, "  %-10s %5s", name, text);
    for (size_t i = 0; i < total && i < 3; i++) {
        show_number(s, m->v[i], text);
        width = (size_t)s->decimals + 4;
        if (used + width + 2 < s->width && used + width + 2 < sizeof line)
            used += (size_t)snprintf(line + used, sizeof line - used, " %*s", (int)width - 1, text);
    }
    if (total > 3)
        used += (size_t)snprintf(line + used, sizeof line - used, " ..");
    if (formula && used + 8 < s->width) {
        size_t column = 23 + 3 * ((size_t)s->decimals + 4);

        used += (size_t)snprintf(line + used, sizeof line - used, "%*s= %s",
                                 used < column ? (int)(column - used) : 1, "", formula);
        if (used > s->width)
            snprintf(line + s->width - 2, 3, "..");
    }
    fprintf(s->out, "%s\n", line);
}
