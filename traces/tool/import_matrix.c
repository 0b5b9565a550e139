/* The numbers behind a name, in brackets or in rows.
 *
 * Every tool writes one of two things: [[1 2] [3 4]], with or without commas, within a word and
 * parentheses or not; or a line for each row.  Rows may be cut into pieces ("Columns 1 through 8")
 * and have a factor before them ("1.0e+03 *"), as MATLAB and Octave show them.
 */
#include "import.h"
#include "show.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"
enum { MOST_SCALE = 99 };
static const char BLANKS[] = " \t\r";

static void skip_blanks(struct import *im)
{
    im->at += strspn(im->at, BLANKS);
}

static bool at_line_end(const struct import *im)
{
    return *im->at == '\n' || *im->at == '\0';
}

/* ---- one number */

/* A number's parts, each a length: -12.50e+03 has 1, 2, 3 (with its point) and 4. */
struct digits {
    size_t sign, whole, part, exponent;
};

static size_t digits_of(const char *text, struct digits *d)
{
    const char *at = text + (*text == '-' || *text == '+');

    d->sign = (size_t)(at - text);
    d->whole = strspn(at, DIGITS);
    at += d->whole;
    d->part = *at == '.' ? 1 + strspn(at + 1, DIGITS) : 0;
    at += d->part;
    d->exponent = 0;
    if (d->whole == 0 && d->part < 2)
        return 0;
    if (*at == 'e' || *at == 'E') {
        size_t sign = at[1] == '-' || at[1] == '+', n = strspn(at + 1 + sign, DIGITS);

        if (n == 0)
            return 0;
        d->exponent = 1 + sign + n;
    }
    return d->sign + d->whole + d->part + d->exponent;
}

/* nan, inf and infinity, in letters of either size; ? stands for a number that nobody printed. */
static size_t odd_length(const char *text)
{
    static const char *const words[] = {"nan", "infinity", "inf"};
    size_t sign = *text == '-' || *text == '+';

    if (*text == '?')
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(text + sign, words[i], strlen(words[i])) == 0)
            return sign + strlen(words[i]);
    return 0;
}

size_t import_number_length(const char *text)
{
    struct digits d;
    size_t quote = *text == '"', n = digits_of(text + quote, &d);

    if (n == 0)
        n = odd_length(text + quote);
    n += quote;
    if (n == quote || (quote && text[n++] != '"'))
        return 0;
    return strchr(" \t\r\n,])}*", text[n]) ? n : 0;
}

void import_write_number(FILE *out, const char *number, int scale)
{
    struct digits d;
    const char *text = number + (*number == '"');

    if (digits_of(text, &d) == 0) {
        bool nan = tolower((unsigned char)text[*text == '-' || *text == '+']) == 'n';

        fputs(*text == '?' ? "?" : nan ? "nan" : *text == '-' ? "-inf" : "inf", out);
        return;
    }

    const char *whole = text + d.sign, *part = whole + d.whole, *exponent = part + d.part;
    bool zero = d.whole == 1 && *whole == '0' && d.part == 0; /* printed so, it is 0 exactly */

    fputs(*text == '-' ? "-" : "", out);
    fwrite(d.whole ? whole : "0", 1, d.whole ? d.whole : 1, out);
    if (d.part > 1)
        fwrite(part, 1, d.part, out);
    if (scale != 0 && !zero)
        fprintf(out, "e%+03d", scale);
    else if (d.exponent != 2 || exponent[1] != '0') /* -0e0 is how export writes -0 */
        fwrite(exponent, 1, d.exponent, out);
}

static bool fail_number(struct import *im, const struct import_table *t)
{
    char word[200];

    snprintf(word, sizeof word, "%.*s", (int)strcspn(im->at, " \t\r\n,])}"), im->at);
    if (strncmp(im->at, "...", 3) == 0)
        return import_fail(im, im->at, "'...': numbers of %s were left out; have all printed",
                           t->name);
    if (*im->at == '\0')
        return import_fail(im, t->from, "%s is not closed: the file ends before its last ]",
                           t->name);
    return *word ? import_fail(im, im->at, "'%s' is not a number of %s", SHOWN_SOME(word), t->name)
                 : import_fail(im, im->at, "'%c' where a number of %s should be", *im->at, t->name);
}

static bool add_number(struct import *im, struct import_table *t)
{
    const char *text = im->at + (*im->at == '"');
    size_t n = import_number_length(im->at);
    struct digits d;

    if (n == 0)
        return fail_number(im, t);
    if (digits_of(text, &d) > 0 && isinf(strtod(text, NULL) * pow(10, t->scale)))
        return import_fail(im, im->at, "a number of %s is larger than any double", t->name);
    if (d.exponent > 0 && t->scale != 0)
        return import_fail(im, im->at, "an exponent below the factor of %s", t->name);
    if (t->count == t->room) {
        size_t room = t->room ? 2 * t->room : 64;
        const char **grown = realloc(t->number, room * sizeof *grown);

        if (!grown)
            return import_fail(im, im->at, "no memory");
        t->number = grown;
        t->room = room;
    }
    t->number[t->count++] = im->at;
    im->at += n;
    return true;
}

/* Ends a row that began at `from`, when `before` numbers were there. */
static bool end_row(struct import *im, struct import_table *t, const char *from, size_t before)
{
    size_t n = t->count - before;

    if (n == 0)
        return import_fail(im, from, "a row of %s without numbers", t->name);
    if (t->rows > 0 && n != t->cols)
        return import_fail(im, from, "this row of %s has %zu number%s, and the one above it %zu",
                           t->name, n, n == 1 ? "" : "s", t->cols);
    t->cols = n;
    t->rows++;
    return true;
}

/* ---- brackets */

static bool read_bracket_row(struct import *im, struct import_table *t)
{
    const char *from = im->at++;
    size_t before = t->count;
    bool comma = false;

    for (import_space(im); *im->at != ']' || comma; import_space(im)) {
        if (*im->at == '[')
            return import_fail(im, im->at, "%s has brackets three deep: a matrix has two", t->name);
        if (!add_number(im, t))
            return false;
        import_space(im);
        comma = *im->at == ',';
        im->at += comma;
    }
    im->at++;
    return end_row(im, t, from, before);
}

static bool read_square(struct import *im, struct import_table *t)
{
    const char *next = im->at + 1;

    while (isspace((unsigned char)*next))
        next++;
    if (*next != '[')
        return read_bracket_row(im, t);
    for (im->at = next; *im->at != ']'; import_space(im)) {
        if (*im->at != '[')
            return strncmp(im->at, "...", 3) == 0 || *im->at == '\0'
                       ? fail_number(im, t)
                       : import_fail(im, im->at, "the brackets of %s are not closed", t->name);
        if (!read_bracket_row(im, t))
            return false;
        import_space(im);
        im->at += *im->at == ',';
    }
    im->at++;
    return true;
}

static size_t word_length(const char *text)
{
    size_t n = 0;

    while (isalnum((unsigned char)text[n]) || text[n] == '.' || text[n] == '_')
        n++;
    return n;
}

/* Moves past what is left in parentheses: ", dtype=torch.float64)". */
static bool close_parenthesis(struct import *im, const struct import_table *t)
{
    size_t open = 1;

    import_space(im);
    if (*im->at != ',' && *im->at != ')')
        open = 0;
    while (open > 0 && *im->at) {
        open += *im->at == '(';
        open -= *im->at == ')';
        if (*im->at++ == ')' && open == 0)
            return true;
    }
    return import_fail(im, t->from, "a parenthesis of %s is not closed", t->name);
}

bool import_at_bracket(const struct import *im)
{
    return *im->at == '[' ||
           (isalpha((unsigned char)*im->at) && im->at[word_length(im->at)] == '(');
}

bool import_value(struct import *im, struct import_table *t)
{
    if (t->count > 0)
        return import_fail(im, im->at, "more numbers of %s", t->name);
    if (*im->at == '[')
        return read_square(im, t);
    t->rows = t->cols = 1;
    return add_number(im, t);
}

bool import_brackets(struct import *im, struct import_table *t)
{
    if (*im->at == '[')
        return import_value(im, t);
    im->at += word_length(im->at) + 1;
    import_space(im);
    return import_value(im, t) && close_parenthesis(im, t);
}

/* ---- rows */

static bool read_row(struct import *im, struct import_table *t)
{
    const char *from = im->at;
    size_t before = t->count;

    for (skip_blanks(im); !at_line_end(im); skip_blanks(im)) {
        if (!add_number(im, t))
            return false;
        skip_blanks(im);
        im->at += *im->at == ',';

        size_t empty = strspn(im->at, " \t\r,"); /* cells at the end of a spreadsheet's line */

        if (strchr("\n", im->at[empty]))
            im->at += empty;
    }
    return end_row(im, t, from, before);
}

/* "1.0e+03 *" */
static bool read_scale(struct import *im, struct import_table *t)
{
    size_t n = import_number_length(im->at);
    const char *behind = im->at + n + strspn(im->at + n, BLANKS);
    char power[20];

    if (n == 0 || *behind != '*')
        return true;

    double factor = strtod(im->at, NULL), scale = round(log10(factor));

    snprintf(power, sizeof power, "1e%.0f", scale);
    if (!(fabs(scale) <= MOST_SCALE) || strtod(power, NULL) != factor)
        return import_fail(im, im->at, "the factor of %s is no power of ten", t->name);
    t->scale = (int)scale;
    im->at = behind + 1;
    skip_blanks(im);
    if (!at_line_end(im))
        return import_fail(im, im->at, "behind the factor of %s stands more", t->name);
    import_space(im);
    return true;
}

static bool at_columns(const struct import *im, size_t *first)
{
    const char *text = im->at;

    if (strncmp(text, "Column", 6) != 0)
        return false;
    text += text[6] == 's' ? 7 : 6;
    *first = strtoul(text, NULL, 10);
    return *text == ' ' && *first > 0;
}

/* Puts a piece to the right of what is there. */
static bool put_beside(struct import *im, struct import_table *t, struct import_table *piece)
{
    size_t cols = t->cols + piece->cols, count = t->count + piece->count;
    const char **number;

    if (t->rows > 0 && piece->rows != t->rows)
        return import_fail(im, piece->from, "%zu rows in these columns of %s, and %zu before",
                           piece->rows, t->name, t->rows);
    if (!(number = calloc(count, sizeof *number)))
        return import_fail(im, im->at, "no memory");
    for (size_t i = 0; i < t->count; i++)
        number[i / t->cols * cols + i % t->cols] = t->number[i];
    for (size_t i = 0; i < piece->count; i++)
        number[i / piece->cols * cols + t->cols + i % piece->cols] = piece->number[i];
    free(t->number);
    t->number = number;
    t->rows = piece->rows;
    t->cols = cols;
    t->count = t->room = count;
    return true;
}

static bool read_piece(struct import *im, struct import_table *piece)
{
    while (import_number_length(im->at) > 0) {
        if (!read_row(im, piece))
            return false;
        im->at += *im->at == '\n';
        skip_blanks(im);
    }
    if (piece->rows > 0)
        return true;
    return *im->at ? fail_number(im, piece)
                   : import_fail(im, piece->from, "no numbers behind %s", piece->name);
}

bool import_rows(struct import *im, struct import_table *t)
{
    bool good = read_scale(im, t);
    size_t first;

    while (good && (at_columns(im, &first) || t->rows == 0)) {
        struct import_table piece = *t;

        piece.number = NULL;
        piece.rows = piece.cols = piece.count = piece.room = 0;
        if (at_columns(im, &first)) {
            if (first != t->cols + 1)
                return import_fail(im, im->at, "column %zu of %s is missing", t->cols + 1, t->name);
            piece.from = im->at;
            im->at += strcspn(im->at, "\n");
            import_space(im);
        }
        good = read_piece(im, &piece) && put_beside(im, t, &piece);
        free(piece.number);
        if (good)
            import_space(im);
    }
    return good;
}
