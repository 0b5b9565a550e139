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
#include <unistd.h>

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

bool trace_end(struct trace *t)
{
    fputs("\n\n", t->file);
    return trace_end_file(t);
}

/* A file that got its name before its numbers reached the disk would be empty after a power cut. */
static bool to_disk(FILE *file)
{
    return fsync(fileno(file)) == 0 || errno == EINVAL; /* a file system that knows none */
}

bool trace_end_file(struct trace *t)
{
    FILE *file = t->file;
    bool good = fflush(file) == 0;

    if (good && ferror(file)) { /* long ago: nobody knows any more why */
        good = false;
        errno = EIO;
    }
    good = good && (!t->part.name || to_disk(file));

    int why = errno;

    t->file = NULL;
    if (file != stdout && fclose(file) != 0 && good) {
        good = false;
        why = errno;
    }
    if (!good)
        system_drop_part(&t->part);
    errno = why;
    return good;
}

bool trace_keep(struct trace *t)
{
    return system_keep_part(&t->part);
}

bool trace_close(struct trace *t)
{
    return trace_end(t) && trace_keep(t);
}

bool trace_close_file(struct trace *t)
{
    return trace_end_file(t) && trace_keep(t);
}

void trace_drop(struct trace *t)
{
    if (t->file && t->file != stdout)
        fclose(t->file);
    t->file = NULL;
    system_drop_part(&t->part);
}
