/* The writer keeps the reader's promise, "a trace is whole": it writes to a file
 * of another name in the same directory, where rename() cannot fail half way,
 * and every error up to the last flush is an error of the whole.
 */
#include "trace.h"

#include "matrix.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

bool trace_open_file(struct trace *t, const char *path)
{
    *t = (struct trace){0};
    if (strcmp(path, "-") == 0)
        t->file = stdout;
    else if (system_in_place(path))
        t->file = fopen(path, "w");
    else
        t->file = system_open_part(&t->part, path);
    return t->file != NULL;
}

bool trace_open(struct trace *t, const char *path, int decimals)
{
    if (!trace_open_file(t, path))
        return false;
    t->decimals = decimals;
    trace_head(t, "brick-trace 1");
    if (decimals >= 0)
        trace_head(t, "digits %d", decimals);
    return true;
}

void trace_head(struct trace *t, const char *format, ...)
{
    va_list words;

    fputs("# ", t->file);
    va_start(words, format);
    vfprintf(t->file, format, words);
    va_end(words);
    fputc('\n', t->file);
}

static void print_number(const struct trace *t, double x)
{
    if (isnan(x))
        fputs("nan", t->file);
    else if (isinf(x))
        fputs(x > 0 ? "inf" : "-inf", t->file);
    else if (t->decimals < 0)
        fprintf(t->file, "%.17g", x);
    else
        fprintf(t->file, "%.*f", t->decimals, x);
}

void trace_block(struct trace *t, const char *name, const struct matrix *m, const char *formula)
{
    fprintf(t->file, "\n\n# %s %zux%zu", name, m->rows, m->cols);
    if (formula)
        fprintf(t->file, " = %s", formula);
    fputc('\n', t->file);
    for (size_t r = 0; r < m->rows; r++)
        for (size_t c = 0; c < m->cols; c++) {
            print_number(t, m->v[r * m->cols + c]);
            fputc(c + 1 < m->cols ? ' ' : '\n', t->file);
        }
}

bool trace_close(struct trace *t)
{
    fputs("\n\n", t->file);
    return trace_close_file(t);
}

bool trace_close_file(struct trace *t)
{
    bool good = fflush(t->file) == 0 && !ferror(t->file);
    int why = errno;

    if (t->file != stdout && fclose(t->file) != 0 && good) {
        good = false;
        why = errno;
    }
    if (good)
        return system_keep_part(&t->part);
    system_drop_part(&t->part);
    errno = why;
    return false;
}

void trace_drop(struct trace *t)
{
    if (t->file != stdout)
        fclose(t->file);
    system_drop_part(&t->part);
}
