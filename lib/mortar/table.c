#include "table.h"

#include "classes.h"
#include "matrix.h"
#include "show.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMN = 80,          /* what a person calls a column */
    FEWEST_COUNTED = 10,  /* so many rows may not count themselves by accident, */
    FEWEST_WITH_NAMES = 3 /* or so many below a header */
};

/* What is known of the columns. */
struct columns {
    const struct csv *csv;
    const struct table_how *how;
    bool header;
    const char *why; /* it is taken for one, of numbers; "": it is words */
    size_t first;    /* of the inputs: 1 if the first column is left out */
    size_t class;    /* of new rows, as many as there are columns: none */
};

static bool is_word(const char *text)
{
    double x;

    return !csv_missing(text) && !csv_number(text, &x);
}

static bool is_count(const char *text, size_t n)
{
    double x;

    return csv_number(text, &x) && x == (double)n;
}

static const char *field(const struct columns *c, size_t row, size_t column)
{
    return c->csv->field[row * c->csv->cols + column];
}

/* Returns how a person would name a column. */
static const char *name_of(const struct columns *c, size_t column, char to[COLUMN])
{
    bool named = c->header && *field(c, 0, column);

    snprintf(to, COLUMN, named ? "column %zu ('%s')" : "column %zu", column + 1,
             named ? SHOWN_SOME(field(c, 0, column)) : "");
    return to;
}
#define NAME_OF(c, column) name_of(c, column, (char[COLUMN]){0})

/* ---- the header */

/* Returns whether the first line names every input by a word; only the first name may be empty. */
static bool has_words(const struct columns *c)
{
    size_t words = 0;

    for (size_t i = 0; i < c->csv->cols; i++) {
        if (i == c->class)
            continue;
        if (is_word(field(c, 0, i)))
            words++;
        else if (i > 0 || *field(c, 0, i))
            return false;
    }
    return words > 0;
}

/* Returns whether another row has the class of row n. */
static bool is_shared(const struct columns *c, size_t n)
{
    for (size_t m = 0; m < c->csv->rows; m++)
        if (m != n && strcmp(field(c, m, c->class), field(c, n, c->class)) == 0)
            return true;
    return false;
}

/* Returns whether the first line counts its columns from 0, with a class that is the next number
 * or a word, and is the class of no other row. */
static bool counts_columns(const struct columns *c)
{
    size_t cols = c->csv->cols, shift = *field(c, 0, 0) ? 0 : 1;
    const char *class;

    for (size_t i = shift; i < cols; i++)
        if (i != c->class && !is_count(field(c, 0, i), i - shift))
            return false;
    if (c->class == cols)
        return cols - shift > 3;
    class = field(c, 0, c->class);
    if (is_shared(c, 0))
        return false;
    return is_count(class, c->class - shift) ? cols > 2 : is_word(class) && cols > 3;
}

/* Returns whether the class of the first line is a word where all others are numbers, or one that
 * no other row has, while the classes of the ten that follow are shared. */
static bool has_class_of_its_own(const struct columns *c)
{
    size_t rows = c->csv->rows, numbers = 0, words = 0;
    bool alone;
    double x;

    if (c->class == c->csv->cols || !is_word(field(c, 0, c->class)))
        return false;
    for (size_t n = 1; n < rows; n++) {
        numbers += csv_number(field(c, n, c->class), &x) && !csv_missing(field(c, n, c->class));
        words += is_word(field(c, n, c->class));
    }
    alone = rows > FEWEST_COUNTED && !is_shared(c, 0);
    for (size_t n = 1; alone && n <= FEWEST_COUNTED; n++)
        alone = is_shared(c, n);
    return alone || (numbers > 0 && words == 0);
}

static bool has_header(struct columns *c)
{
    if (c->how->header != HEADER_FOUND)
        return c->how->header == HEADER_YES;
    c->why = has_words(c)              ? ""
             : counts_columns(c)       ? "counts the columns"
             : has_class_of_its_own(c) ? "has a class of its own"
                                       : NULL;
    return c->why != NULL;
}

/* Returns the column of this name, or how many columns there are. */
static size_t find_name(const struct columns *c, const char *name)
{
    size_t i = 0;

    while (i < c->csv->cols && strcmp(field(c, 0, i), name) != 0)
        i++;
    return i;
}

/* Finds the class's column and the header.  A name counts before a number. */
static bool find_class(struct columns *c, struct csv *csv)
{
    const char *name = c->how->class ? c->how->class : "last";
    size_t cols = csv->cols, named = find_name(c, name);
    char *end;
    unsigned long n = strtoul(name, &end, 10);
    bool number = isdigit((unsigned char)*name) && !*end;

    c->class = strcmp(name, "first") == 0 ? 0 : number && n >= 1 && n <= cols ? n - 1 : cols - 1;
    if (strcmp(name, "first") == 0 || strcmp(name, "last") == 0) {
        c->header = has_header(c);
        return true;
    }
    c->header = has_header(c) || (!number && named < cols && c->how->header != HEADER_NO);
    if (c->header && named < cols)
        c->class = named;
    else if (!number)
        return csv_fail(csv, 0, 0, "--class=%s: no column has this name%s", SHOWN_SOME(name),
                        c->header ? "" : ", as there is no header");
    else if (n < 1 || n > cols)
        return csv_fail(csv, 0, 0, "--class=%s: there are %zu columns", SHOWN_SOME(name), cols);
    return true;
}

/* ---- the index */

/* Returns whether the first column counts the rows, from 0 or from 1 on. */
static bool counts_rows(const struct columns *c)
{
    size_t names = c->header ? 1 : 0, rows = c->csv->rows - names;
    size_t from = rows > 0 && is_count(field(c, names, 0), 1) ? 1 : 0;

    if (rows < (c->header ? FEWEST_WITH_NAMES : FEWEST_COUNTED))
        return false;
    for (size_t n = 0; n < rows; n++)
        if (!is_count(field(c, names + n, 0), from + n))
            return false;
    return true;
}

__attribute__((format(printf, 2, 3))) static void note(struct table *t, const char *format, ...)
{
    size_t i = 0;
    va_list words;

    while (*t->note[i]) /* there are at most NOTES */
        i++;
    va_start(words, format);
    vsnprintf(t->note[i], NOTE, format, words);
    va_end(words);
}

/* Returns whether the first column is no input. */
static bool has_index(const struct columns *c)
{
    size_t others = c->csv->cols - 1 - (c->class < c->csv->cols);

    return c->class > 0 && others > 0 && ((c->header && !*field(c, 0, 0)) || counts_rows(c));
}

static size_t count_inputs(const struct columns *c)
{
    return c->csv->cols - c->first - (c->class < c->csv->cols);
}

/* Finds out what each column is.  New rows have a class only if the user says where. */
static bool find_columns(struct columns *c, struct csv *csv)
{
    size_t wanted = c->how->inputs;
    bool new = wanted > 0 && !c->how->class;

    c->class = csv->cols;
    if (!new && csv->cols < 2)
        return csv_fail(csv, csv->line[0], 1, "want numbers, a comma and a class");
    if (new)
        c->header = has_header(c);
    else if (!find_class(c, csv))
        return false;
    c->first = has_index(c);
    if (wanted > 0 && count_inputs(c) != wanted)
        return csv_fail(csv, 0, 0, "%zu inputs, where the weights want %zu%s", count_inputs(c),
                        wanted,
                        new ? "; --class=first, last or a name says which column is the class and "
                              "left out"
                            : "");
    return true;
}

/* ---- the rows */

static bool refuse_field(const struct columns *c, struct csv *csv, size_t row, size_t column)
{
    const char *text = field(c, row, column);
    double x;
    size_t n = c->header ? 1 : 0;

    while (n < csv->rows && !csv_number(field(c, n, column), &x))
        n++;
    if (n < csv->rows)
        return csv_fail(csv, csv->line[row], column + 1, "'%s' is not a finite number",
                        SHOWN_SOME(text));
    return csv_fail(csv, csv->line[row], column + 1,
                    "%s is text, '%s': leave it out or make numbers of it; if it is the class, "
                    "--class=%zu",
                    NAME_OF(c, column), SHOWN_SOME(text), column + 1);
}

/* Reads the inputs of a row.  *missing: how many have no value, which are nan then. */
static bool read_inputs(const struct columns *c, struct csv *csv, size_t row, double *x,
                        size_t *missing)
{
    *missing = 0;
    for (size_t i = c->first; i < csv->cols; i++) {
        if (i == c->class)
            continue;
        if (csv_missing(field(c, row, i))) {
            if (c->how->missing == MISSING_REFUSED)
                return csv_fail(csv, csv->line[row], i + 1,
                                "%s has no value here ('%s'): leave the row out or fill it: "
                                "--missing=drop or --missing=mean",
                                NAME_OF(c, i), SHOWN_SOME(field(c, row, i)));
            *x++ = NAN;
            ++*missing;
        } else if (!csv_number(field(c, row, i), x) || !isfinite(*x++)) {
            return refuse_field(c, csv, row, i);
        }
    }
    return true;
}

/* A terminal must not obey a file: neither ASCII's control characters nor those of UTF-8. */
static bool has_control(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (iscntrl(*at) || (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0))
            return true;
    return false;
}

static bool check_label(const struct columns *c, struct csv *csv, size_t row)
{
    const char *label = field(c, row, c->class);

    if (csv_missing(label))
        return csv_fail(csv, csv->line[row], c->class + 1,
                        "'%s' is no class; --missing=drop leaves such rows out", label);
    if (has_control(label))
        return csv_fail(csv, csv->line[row], c->class + 1, "a control character in the class");
    return true;
}

/* Reads the rows into X, with the label of each unless labels is NULL. */
static bool read_rows(const struct columns *c, struct csv *csv, struct table *t, char **labels)
{
    size_t first = c->header ? 1 : 0, left_out = 0;
    bool drop = c->how->missing == MISSING_DROP;

    t->in = count_inputs(c);
    t->X = matrix_new(csv->rows, t->in);
    for (size_t n = first; n < csv->rows; n++) {
        size_t missing;

        if (!read_inputs(c, csv, n, &t->X->v[t->rows * t->in], &missing))
            return false;
        if (drop && (missing > 0 || (labels && csv_missing(field(c, n, c->class))))) {
            left_out++;
            continue;
        }
        if (labels && !check_label(c, csv, n))
            return false;
        if (labels)
            labels[t->rows] = csv->field[n * csv->cols + c->class];
        t->missing += missing;
        t->line[t->rows++] = csv->line[n];
    }
    t->X->rows = t->rows;
    if (left_out > 0)
        note(t, "Rows with a value missing, which are left out: %zu of %zu.", left_out,
             csv->rows - first);
    if (t->missing > 0)
        note(t, "Values missing: %zu. Each becomes the mean of its column.", t->missing);
    if (t->rows == 0)
        return csv_fail(csv, csv->lines, 0, "no observations");
    return true;
}

/* Returns false if there is no memory. */
static bool name_inputs(const struct columns *c, struct table *t)
{
    size_t n = 0;

    t->input = calloc(t->in, sizeof *t->input);
    for (size_t i = c->first; t->input && i < c->csv->cols; i++)
        if (i != c->class && !(t->input[n++] = strdup(NAME_OF(c, i))))
            break;
    return t->input && n == t->in;
}

/* ---- the class */

/* Returns how many of the last columns, the class among them, hold one 1 in each row and 0 else.
 * has_one has room for all rows. */
static size_t count_one_hot(const struct table *t, bool *has_one)
{
    size_t columns = 1, rows = t->rows;

    if (t->classes != 2 || !is_count(t->label[0], 0) || !is_count(t->label[1], 1))
        return 0;
    for (size_t n = 0; n < rows; n++)
        has_one[n] = t->class[n] == 1;
    for (bool good = true; good && columns < t->in; columns += good) {
        const double *x = t->X->v + t->in - columns;

        for (size_t n = 0; n < rows; n++)
            good = good && (x[n * t->in] == 0 || (x[n * t->in] == 1 && !has_one[n]));
        for (size_t n = 0; good && n < rows; n++)
            has_one[n] |= x[n * t->in] == 1;
    }
    for (size_t n = 0; n < rows; n++)
        columns = has_one[n] ? columns : 0;
    return columns;
}

/* Refuses a class that is not one.  All its labels are numbers if `numbers`. */
static bool check_class(const struct columns *c, struct csv *csv, const struct table *t,
                        bool numbers)
{
    enum { MANY = 20 };
    bool whole = true;

    if (t->classes < 2)
        return csv_fail(csv, csv->lines, 0,
                        "only one class, '%s', in %s: there is nothing to tell apart",
                        SHOWN_SOME(t->label[0]), NAME_OF(c, c->class));
    for (size_t k = 0; numbers && k < t->classes; k++)
        whole = whole && floor(strtod(t->label[k], NULL)) == strtod(t->label[k], NULL);
    if (numbers && ((t->classes > MANY && t->classes > t->rows / 5) ||
                    (!whole && t->classes > 2 && t->classes > t->rows / 2)))
        return csv_fail(csv, 0, 0,
                        "%zu classes in %s, all of them numbers. Is the class in another column "
                        "(--class=%s), or is this a number to predict? That cannot be learned here",
                        t->classes, NAME_OF(c, c->class), c->class == 0 ? "last" : "first");
    return true;
}

/* Asks about one class in several columns, unless the user has said which column is the class. */
static bool check_one_hot(const struct columns *c, struct csv *csv, const struct table *t)
{
    enum { FEWEST_ROWS = 4 };
    bool *has_one;
    size_t columns;

    if (c->how->class || t->rows < FEWEST_ROWS)
        return true;
    if (!(has_one = malloc(t->rows * sizeof *has_one)))
        return csv_fail(csv, 0, 0, "no memory");
    columns = count_one_hot(t, has_one);
    free(has_one);
    if (columns < 2)
        return true;
    return csv_fail(csv, 0, 0,
                    "the last %zu columns hold one 1 in each row. Are they one class (one-hot)? "
                    "Make one column of them, or say --class=last if only the last is the class",
                    columns);
}

static bool read_table(struct table *t, struct csv *csv, const struct table_how *how)
{
    struct columns c = {.csv = csv, .how = how};
    char **labels;
    bool numbers;

    if (!find_columns(&c, csv))
        return false;
    if (c.header && c.why && *c.why)
        note(t, "The first line %s: it is taken for a header.", c.why);
    if (c.first > 0)
        note(t, "The first column %s: it is left out.",
             c.header && !*field(&c, 0, 0) ? "has no name" : "counts the rows");
    t->line = malloc(csv->rows * sizeof *t->line);
    labels = how->inputs == 0 ? malloc(csv->rows * sizeof *labels) : NULL;

    bool good = t->line && (labels || how->inputs > 0);

    if (good && !read_rows(&c, csv, t, labels)) {
        free(labels);
        return false;
    }
    good = good && name_inputs(&c, t) && (!labels || classes_number(t, labels, &numbers));
    free(labels);
    if (!good)
        return csv_fail(csv, 0, 0, "no memory");
    return how->inputs > 0 || (check_class(&c, csv, t, numbers) && check_one_hot(&c, csv, t));
}

static bool finish(struct table *t, struct csv *csv, bool good, const struct table_how *how)
{
    good = good && read_table(t, csv, how);
    memcpy(t->error, csv->error, sizeof t->error);
    csv_free(csv);
    return good;
}

bool table_read(struct table *t, const char *path, const struct table_how *how)
{
    struct csv csv = {0};

    *t = (struct table){0};
    return finish(t, &csv, csv_read(&csv, path), how);
}

bool table_read_stream(struct table *t, FILE *file, const char *path, const struct table_how *how)
{
    struct csv csv = {0};

    *t = (struct table){0};
    return finish(t, &csv, csv_read_stream(&csv, file, path), how);
}

void table_free(struct table *t)
{
    for (size_t k = 0; k < t->classes; k++)
        free(t->label[k]);
    for (size_t i = 0; t->input && i < t->in; i++)
        free(t->input[i]);
    matrix_free(t->X);
    free(t->class);
    free(t->line);
    free(t->label);
    free(t->input);
}
