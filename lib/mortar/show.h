/* Prints matrices for a person: beside each other, with the formula above.
 *
 * The formula is the trace's own (GNU Octave's notation).  Where it names a known
 * matrix the numbers are drawn; the rest is printed as it stands.  Unicode and
 * colour are used where standard output is a terminal that can show them, and
 * NO_COLOR is respected; everywhere else the output is plain ASCII.  Lines are
 * broken at 80 columns, or at the terminal's width if that is less (but not below 40).
 */
#ifndef SHOW_H
#define SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct matrix;

struct show {
    FILE *out;
    size_t width; /* columns */
    bool unicode, colour;
    int decimals;
};

/* A matrix with its name, or a number with its name (m is NULL). */
struct named {
    const char *name;
    const struct matrix *m;
    double number;
};

/* Returns how many bytes the UTF-8 letter at text has, 0 if there is none. */
size_t letter_length(const char *text);

/* Writes into `to` as much of a text from a file or the command line as there is room for: whole
 * letters, and \xNN in the place of control characters and of bytes that are no UTF-8, so that no
 * file can give orders to a terminal.  Returns `to`. */
char *shown(char *to, size_t room, const char *raw);
#define SHOWN(raw)      shown((char[500]){0}, 500, raw)
#define SHOWN_PATH(raw) shown((char[151]){0}, 151, raw) /* in a message that has to fit, too */
#define SHOWN_SOME(raw) shown((char[41]){0}, 41, raw)   /* the beginning of something */

/* Returns the spaces that fill a text up to `width` letters. */
int show_padding(const char *text, int width);

/* Finds out what out, a terminal or not, can show. */
void show_init(struct show *s, FILE *out, int decimals);

/* A number as it is printed everywhere: with the decimals of s, or, when large, an exponent. */
enum { SHOW_NUMBER = 40 };
const char *show_number(const struct show *s, double x, char text[SHOW_NUMBER]);

/* Prints words, broken into lines: the first begins at `column`, where the cursor is, the others
 * after `indent` blanks.  Returns how long the longest line is. */
size_t show_words(FILE *out, const char *text, size_t column, size_t indent, size_t width);

/* A title with a line below. */
void show_title(const struct show *s, const char *title);

/* A paragraph, formatted as by printf and broken into lines. */
__attribute__((format(printf, 2, 3))) void show_text(const struct show *s, const char *format, ...);

/* One line: name, shape, the first numbers, the formula (NULL: none). */
void show_line(const struct show *s, const char *name, const struct matrix *m, const char *formula);

/* The formula with the shapes below, then the numbers: operands = result. */
void show_equation(const struct show *s, const char *name, const struct matrix *result,
                   const char *formula, const struct named *known, size_t n);

/* Two matrices of one shape with a word for each, to be compared by eye. */
void show_beside(const struct show *s, const char *left, const struct matrix *a, const char *right,
                 const struct matrix *b);

#endif
