/* JSON: {"W1": [[0.1, 0.2], [0.3, 0.4]], ...}, or the object that trace export writes.
 *
 * That one begins with "format": "brick-trace".  Its "head" has the lines of the trace's head as
 * they stand, so "chapter" and "set", which say the same for programs, are passed over.
 */
#include "import.h"
#include "show.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- strings */

/* Writes the letter of "\u00e9", whose four digits are at text, as UTF-8.  Returns its end, or NULL
 * if there is none: halves of a letter are not read. */
static char *put_letter(char *to, const char *text)
{
    char digits[5] = "";

    if (strspn(text, "0123456789abcdefABCDEF") < 4)
        return NULL;
    memcpy(digits, text, 4);

    unsigned long c = strtoul(digits, NULL, 16);

    if (c == 0 || (c >= 0xd800 && c < 0xe000))
        return NULL;
    if (c < 0x80)
        *to++ = (char)c;
    else if (c < 0x800)
        *to++ = (char)(0xc0 | c >> 6);
    else {
        *to++ = (char)(0xe0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 63));
    }
    if (c >= 0x80)
        *to++ = (char)(0x80 | (c & 63));
    return to;
}

/* Control characters have no place in a trace, nor on a terminal. */
static bool is_plain(const char *text)
{
    for (size_t n; *text; text += n) {
        n = letter_length(text);
        if (n == 0 || iscntrl((unsigned char)*text) ||
            (n == 2 && *text == '\xc2' && (unsigned char)text[1] < 0xa0))
            return false;
    }
    return true;
}

static bool unescape(struct import *im, char *to)
{
    const char *from = im->at++;

    for (; *im->at != '"'; im->at++) {
        if (*im->at == '\0' || *im->at == '\n')
            return import_fail(im, from, "a string is not closed");
        if (*im->at != '\\')
            *to++ = *im->at;
        else if (im->at[1] && strchr("\"\\/", im->at[1]))
            *to++ = *++im->at;
        else if (im->at[1] == 'u' && (to = put_letter(to, im->at + 2)))
            im->at += 5;
        else
            return import_fail(im, from, "a string with an escape that a trace cannot hold");
    }
    *to = '\0';
    im->at++;
    return true;
}

/* Reads a string; to be freed.  NULL: import_fail has said why. */
static char *read_string(struct import *im)
{
    const char *from = im->at;
    size_t longest = 1;

    if (*from != '"') {
        import_fail(im, from, "a string should begin here, with \"");
        return NULL;
    }
    while (from[longest] && from[longest] != '\n' &&
           (from[longest] != '"' || from[longest - 1] == '\\'))
        longest++;

    char *text = malloc(longest);

    if (!text)
        import_fail(im, from, "no memory");
    else if (unescape(im, text) && !is_plain(text))
        import_fail(im, from, "a string with a control character, which a trace cannot hold");
    if (text && im->error[0] == '\0')
        return text;
    free(text);
    return NULL;
}

/* ---- objects and lists */

/* Reads what stands between two brackets, with commas between: each by `item`. */
static bool read_each(struct import *im, const char brackets[2],
                      bool (*item)(struct import *im, void *to), void *to)
{
    const char *from = im->at;

    if (*from != brackets[0])
        return import_fail(im, from, "'%c' should stand here", brackets[0]);
    im->at++;
    import_space(im);
    while (*im->at != brackets[1]) {
        if (!item(im, to))
            return false;
        import_space(im);
        if (*im->at == brackets[1])
            break;
        if (*im->at != ',')
            return *im->at
                       ? import_fail(im, im->at, "a comma or '%c' should stand here", brackets[1])
                       : import_fail(im, from, "this '%c' is not closed", brackets[0]);
        im->at++;
        import_space(im);
        if (*im->at == brackets[1])
            return import_fail(im, im->at, "a comma with nothing behind it");
    }
    im->at++;
    return true;
}

/* Reads "KEY":; to be freed. */
static char *read_key(struct import *im)
{
    char *key = read_string(im);

    import_space(im);
    if (key && *im->at != ':') {
        import_fail(im, im->at, "a colon should stand here");
        free(key);
        return NULL;
    }
    if (key)
        im->at++;
    import_space(im);
    return key;
}

static bool skip_number(struct import *im)
{
    size_t n = import_number_length(im->at);

    if (n == 0)
        return import_fail(im, im->at, "a number should stand here");
    im->at += n;
    return true;
}

static bool skip_scalar(struct import *im, void *to)
{
    char *name = read_key(im);

    (void)to;
    free(name);
    return name && skip_number(im);
}

/* ---- what trace export writes */

static bool read_head_line(struct import *im, void *to)
{
    size_t *used = to;
    char *line = read_string(im);
    char *grown = line ? realloc(im->head, *used + strlen(line) + 4) : NULL;

    if (grown) {
        im->head = grown;
        *used += (size_t)sprintf(grown + *used, "# %s\n", line);
    } else if (line)
        import_fail(im, im->at, "no memory");
    free(line);
    return grown != NULL;
}

static bool read_head(struct import *im)
{
    size_t used = 0;

    if (im->head_at)
        return import_fail(im, im->at, "a second head");
    im->head_at = im->at;
    return read_each(im, "[]", read_head_line, &used);
}

static bool read_word(struct import *im, const char *word)
{
    size_t n = strlen(word);

    if (strncmp(im->at, word, n) != 0)
        return import_fail(im, im->at, "%s should stand here", word);
    im->at += n;
    return true;
}

static bool read_name(struct import *im, struct import_table **t)
{
    const char *name = im->at + 1;

    if (*t)
        return import_fail(im, im->at, "a second name of %s", (*t)->name);
    if (*im->at != '"')
        return import_fail(im, im->at, "a name should stand here, with \"");
    *t = import_table(im, name, strcspn(name, "\"\n"));
    im->at += strcspn(name, "\"\n") + 2;
    return *t != NULL;
}

static bool read_formula(struct import *im, struct import_table *t)
{
    if (*im->at == 'n')
        return read_word(im, "null");
    if (t->formula)
        return import_fail(im, im->at, "a second formula of %s", t->name);
    return (t->formula = read_string(im)) != NULL;
}

static bool read_size(struct import *im, size_t *size)
{
    *size = strtoul(im->at, NULL, 10);
    return skip_number(im);
}

static bool read_block_value(struct import *im, const char *from, const char *key,
                             struct import_table **t)
{
    if (strcmp(key, "name") == 0)
        return read_name(im, t);
    if (!*t)
        return import_fail(im, from, "a block should begin with its name");
    if (strcmp(key, "rows") == 0)
        return read_size(im, &(*t)->said_rows);
    if (strcmp(key, "cols") == 0)
        return read_size(im, &(*t)->said_cols);
    if (strcmp(key, "formula") == 0)
        return read_formula(im, *t);
    if (strcmp(key, "values") == 0)
        return import_value(im, *t);
    return import_fail(im, from, "'%s' is not known of a block", SHOWN_SOME(key));
}

static bool read_block_member(struct import *im, void *to)
{
    const char *from = im->at;
    char *key = read_key(im);
    bool good = key && read_block_value(im, from, key, to);

    free(key);
    return good;
}

static bool read_block(struct import *im, void *to)
{
    struct import_table *t = NULL;
    const char *from = im->at;

    (void)to;
    if (!read_each(im, "{}", read_block_member, &t))
        return false;
    if (!t || t->rows == 0)
        return import_fail(im, from, "a block without a name or without values");
    return true;
}

static bool read_trace_member(struct import *im, const char *from, const char *key)
{
    if (strcmp(key, "format") == 0)
        return read_word(im, "\"brick-trace\"");
    if (strcmp(key, "version") == 0)
        return read_word(im, "1");
    if (strcmp(key, "chapter") == 0) {
        char *chapter = read_string(im);

        free(chapter);
        return chapter != NULL;
    }
    if (strcmp(key, "set") == 0)
        return read_each(im, "{}", skip_scalar, NULL);
    if (strcmp(key, "head") == 0)
        return read_head(im);
    if (strcmp(key, "blocks") == 0)
        return read_each(im, "[]", read_block, NULL);
    return import_fail(im, from, "'%s' is not known of a trace", SHOWN_SOME(key));
}

/* ---- any object */

static bool read_matrix(struct import *im, const char *name)
{
    struct import_table *t = import_table(im, name, strcspn(name, "\""));

    return t && import_value(im, t);
}

static bool read_member(struct import *im, void *to)
{
    bool *trace = to, good = false;
    const char *from = im->at;
    char *key = read_key(im);

    if (key && strcmp(key, "format") == 0 && *im->at == '"')
        *trace = true;
    if (key)
        good = *trace ? read_trace_member(im, from, key) : read_matrix(im, from + 1);
    free(key);
    return good;
}

bool import_json(struct import *im)
{
    bool trace = false;

    if (!read_each(im, "{}", read_member, &trace))
        return false;
    import_space(im);
    if (*im->at)
        return import_fail(im, im->at, "behind the last } stands more");
    return true;
}
