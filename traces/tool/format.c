#include "format.h"

#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

char *text_of(FILE *file, char **text)
{
    bool good = file && !ferror(file);

    if (file && fclose(file) != 0)
        good = false;
    if (good)
        return *text; /* NULL if it failed at last */
    free(*text);
    return *text = NULL;
}

static size_t trailing(const char *text, char c)
{
    size_t length = strlen(text), n = 0;

    while (n < length && text[length - 1 - n] == c)
        n++;
    return n;
}

double unsigned_nan(double x)
{
    return isnan(x) ? (double)NAN : x;
}

void format_number(char text[40], double number)
{
    double size = fabs(number);

    if (isnan(number)) {
        snprintf(text, 40, "nan"); /* never -nan */
    } else if (number == 0 || size < 1e-4 || size >= 1e6) {
        snprintf(text, 40, "%.8g", number == 0 ? 0 : number);
    } else {
        snprintf(text, 40, "%.8f", number);
        if (strtod(text, NULL) == number) { /* nothing is rounded: no zeros at the end */
            text[strlen(text) - trailing(text, '0')] = '\0';
            text[strlen(text) - trailing(text, '.')] = '\0';
        }
    }
}

static void count_block(const struct trace_file *t, const struct block *b,
                        struct digits_range *range)
{
    for (size_t k = 0; k < b->m->rows * b->m->cols; k++) {
        double x = b->m->v[k];
        int place = t->digits >= 0 ? t->digits : b->decimals[k];
        int digits = isfinite(x) && x != 0 ? place + 1 + (int)floor(log10(fabs(x))) : 0;

        range->least = digits > 0 && digits < range->least ? digits : range->least;
        range->most = digits > range->most && place < PLACE_EXACT ? digits : range->most;
    }
}

size_t count_printed(const struct block *b)
{
    size_t count = 0;

    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        count += b->decimals[i] != PLACE_NONE;
    return count;
}

void digits_count(const struct trace_file *t, bool computed, struct digits_range *range)
{
    for (size_t i = 0; i < t->blocks && !t->exact; i++)
        if (!computed || t->block[i].formula)
            count_block(t, &t->block[i], range);
}

/* Whether the piece of text is one pair of brackets, with all else inside. */
static bool bracketed(const char *text, size_t length)
{
    size_t depth = 0;

    for (size_t i = 0; i < length; i++) {
        depth += text[i] == '(';
        depth -= text[i] == ')';
        if (depth == 0)
            return i > 0 && i + 1 == length;
    }
    return false;
}

void format_operand(FILE *out, const struct formula *f, const struct operand *o)
{
    const struct node *n = o->scalar || o->block ? NULL : &f->node[o->node];
    bool bare = n && (n->op == SUM || n->op == MAX || bracketed(f->text + n->from, n->length));

    if (n) {
        fputs(bare ? "" : "(", out);
        for (const char *c = f->text + n->from; c < f->text + n->from + n->length; c++)
            fputc(*c == ' ' ? GLUE : *c, out);
        fputs(bare ? "" : ")", out);
    } else {
        fputs(o->scalar ? o->scalar->name : o->block->name, out);
    }
    if (n ? n->rows * n->cols > 1 : o->block && o->block->m->rows * o->block->m->cols > 1)
        fprintf(out, "[%zu,%zu]", o->r + 1, o->c + 1);
}
