/* The writer keeps the reader's promise, "a trace is whole": it writes to a file
 * of another name in the same directory, where rename() cannot fail half way,
 * and every error up to the last flush is an error of the whole.
 */
#include "trace.h"

#include "matrix.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files that are not whole yet: a program that is ended by a signal, or by a full memory,
 * takes them along.  A signal and exit() have no other way to know them. */
enum { MOST_PARTS = 4 };
static char *volatile parts[MOST_PARTS];

static void remove_parts(void)
{
    for (int i = 0; i < MOST_PARTS; i++)
        if (parts[i])
            unlink(parts[i]);
}

static void on_signal(int number)
{
    remove_parts();
    raise(number); /* SA_RESETHAND: now it ends the program */
}

static void watch_over(char *part)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    static bool begun;
    struct sigaction act = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND}, now;

    for (int i = 0; i < MOST_PARTS; i++)
        if (!parts[i]) {
            parts[i] = part;
            break;
        }
    if (begun)
        return;
    begun = true;
    atexit(remove_parts);
    signal(SIGXFSZ, SIG_IGN); /* a file past its limit is an error, not the end */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            sigaction(ends[i], &act, NULL);
}

static void forget(const char *part)
{
    for (int i = 0; i < MOST_PARTS; i++)
        if (parts[i] == part)
            parts[i] = NULL;
}

/* A place that rename() must not touch: a device, a pipe, a directory, what a shell has opened
 * (/dev/stdout, /dev/fd/3), and the file that standard output goes to. */
static bool in_place(const char *path)
{
    struct stat s, out;

    if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0)
        return true;
    if (stat(path, &s) != 0)
        return false;
    return !S_ISREG(s.st_mode) || (fstat(STDOUT_FILENO, &out) == 0 && s.st_dev == out.st_dev &&
                                   s.st_ino == out.st_ino);
}

/* Opens a new file beside path, with the rights that fopen would have given, or with those of
 * the file that it is to replace. */
static FILE *open_part(struct trace *t, const char *path)
{
    char *real = realpath(path, NULL); /* NULL: there is no such file yet */

    t->path = real ? real : strdup(path);
    if (!t->path || !(t->part = malloc(strlen(t->path) + sizeof ".XXXXXX")))
        return NULL;
    if (real && access(real, W_OK) != 0)
        return NULL;
    sprintf(t->part, "%s.XXXXXX", t->path);

    int fd = mkstemp(t->part);

    if (fd < 0)
        return NULL;

    mode_t mask = umask(0);

    struct stat old;

    umask(mask);
    fchmod(fd, real && stat(real, &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask);
    watch_over(t->part);
    return fdopen(fd, "w");
}

bool trace_open_file(struct trace *t, const char *path)
{
    *t = (struct trace){0};
    if (strcmp(path, "-") == 0) {
        t->file = stdout;
    } else if (in_place(path)) {
        t->file = fopen(path, "w");
    } else {
        t->file = open_part(t, path);
    }
    if (!t->file) {
        int why = errno;

        free(t->path);
        free(t->part);
        errno = why;
        return false;
    }
    return true;
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

    if (t->file != stdout && fclose(t->file) != 0)
        good = false;
    if (good && t->part)
        good = rename(t->part, t->path) == 0;

    int why = errno;

    if (!good && t->part)
        unlink(t->part);
    forget(t->part);
    free(t->path);
    free(t->part);
    errno = why;
    return good;
}

void trace_drop(struct trace *t)
{
    if (t->file != stdout)
        fclose(t->file);
    if (t->part)
        unlink(t->part);
    forget(t->part);
    free(t->path);
    free(t->part);
}
