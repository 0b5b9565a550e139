#include "printed.h"

#include "matrix.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* One entry of a block of a figure. */
struct place {
    char figure[NAME_MOST], block[NAME_MOST];
    size_t row, col;
};

struct words {
    char *text;
    size_t size;
};

/* One sentence more. */
__attribute__((format(printf, 2, 3))) static void say(struct words *w, const char *format, ...)
{
    size_t used = strlen(w->text);
    va_list words;

    va_start(words, format);
    vsnprintf(w->text + used, w->size - used, format, words);
    va_end(words);
}

static bool read_place(const char *text, struct place *p, int *used)
{
    return sscanf(text, "%63[^: ]:%63[^[ ][%zu,%zu]%n", p->figure, p->block, &p->row, &p->col,
                  used) == 4 &&
           (text[*used] == ' ' || text[*used] == '\0');
}

static bool entry(const struct trace_file *t, const struct place *p, double *value, int *decimals)
{
    const struct block *b = trace_file_block(t, p->block, strlen(p->block));

    if (!b || p->row < 1 || p->row > b->m->rows || p->col < 1 || p->col > b->m->cols)
        return false;

    size_t i = (p->row - 1) * b->m->cols + p->col - 1;

    *value = b->m->v[i];
    *decimals = b->decimals[i] > 0 ? b->decimals[i] : 0;
    return true;
}

/* Every chapter that has this number must differ from what is printed. */
static bool differs(const struct place *p, struct files article, struct files chapters,
                    struct words *w)
{
    double printed = 0, computed = 0, first = 0;
    size_t where = 0, found = 0, agree = 0;
    int decimals = 0, ignored;

    while (where < article.count && (strcmp(article.file[where].source, p->figure) != 0 ||
                                     !entry(&article.file[where], p, &printed, &decimals)))
        where++;
    if (where == article.count) {
        say(w, "%s has no %s[%zu,%zu]. ", p->figure, p->block, p->row, p->col);
        return false;
    }
    for (size_t k = 0; k < chapters.count; k++)
        if (entry(&chapters.file[k], p, &computed, &ignored)) {
            first = found++ == 0 ? computed : first;
            agree += fabs(computed - printed) <= 0.5000001 * pow(10, -decimals);
        }
    if (found == 0) {
        say(w, "No trace has %s[%zu,%zu]. ", p->block, p->row, p->col);
        return false;
    }
    say(w, "%s[%zu,%zu] in %s is printed %.*f; it is %.8f%s. ", p->block, p->row, p->col, p->figure,
        decimals, printed, first, agree > 0 ? ", and agrees" : "");
    return agree == 0;
}

bool printed_differ(const struct slip *s, struct files article, struct files chapters, char *words,
                    size_t size, size_t *numbers)
{
    struct words w = {words, size};
    bool good = true;
    struct place p;
    int used = 0;

    *words = '\0';
    for (const char *at = s->by; *at; at += used + (int)strspn(at + used, " ")) {
        if (!read_place(at, &p, &used)) {
            say(&w, "'%s' is not FIGURE:BLOCK[ROW,COLUMN]. ", at);
            return false;
        }
        ++*numbers;
        good &= differs(&p, article, chapters, &w);
    }
    return good;
}
