#include "test.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void check_close(double a, double b, double tolerance, const char *what, const char *file, int line)
{
    if (!(fabs(a - b) <= tolerance)) {
        print_error("%s is %.17g, should be %.17g (within %g)\n", what, a, b, tolerance);
        _fail(file, line);
    }
}

static void check_shape(const struct matrix *a, const struct matrix *b, const char *what,
                        const char *file, int line)
{
    if (a->rows != b->rows || a->cols != b->cols) {
        print_error("%s is %zux%zu, should be %zux%zu\n", what, a->rows, a->cols, b->rows, b->cols);
        _fail(file, line);
    }
}

void check_matrix_close(const struct matrix *a, const struct matrix *b, double tolerance,
                        const char *what, const char *file, int line)
{
    check_shape(a, b, what, file, line);
    for (size_t i = 0; i < a->rows * a->cols; i++)
        if (!(fabs(a->v[i] - b->v[i]) <= tolerance)) {
            print_error("%s[%zu,%zu] is %.17g, should be %.17g (within %g)\n", what,
                        i / a->cols + 1, i % a->cols + 1, a->v[i], b->v[i], tolerance);
            _fail(file, line);
        }
}

void check_matrix_same(const struct matrix *a, const struct matrix *b, const char *what,
                       const char *file, int line)
{
    check_shape(a, b, what, file, line);
    for (size_t i = 0; i < a->rows * a->cols; i++)
        if (memcmp(&a->v[i], &b->v[i], sizeof *a->v) != 0) {
            print_error("%s[%zu,%zu] is %.17g, should be %.17g to the last bit\n", what,
                        i / a->cols + 1, i % a->cols + 1, a->v[i], b->v[i]);
            _fail(file, line);
        }
}

struct matrix *matrix_of(size_t rows, size_t cols, const double *numbers)
{
    struct matrix *m = matrix_new(rows, cols);

    memcpy(m->v, numbers, rows * cols * sizeof *numbers);
    return m;
}

struct matrix *matrix_random(struct rng *r, size_t rows, size_t cols)
{
    struct matrix *m = matrix_new(rows, cols);

    for (size_t i = 0; i < rows * cols; i++)
        m->v[i] = rng_normal(r);
    return m;
}

struct matrix *matrix_copy(const struct matrix *m)
{
    return matrix_of(m->rows, m->cols, m->v);
}

size_t random_between(struct rng *r, size_t low, size_t high)
{
    return low + rng_word(r) % (high - low + 1);
}

static char *read_all(FILE *file)
{
    size_t used = 0, room = 4096, n;
    char *text = malloc(room + 1);

    rewind(file);
    while ((n = fread(text + used, 1, room - used, file)) > 0) {
        used += n;
        if (used == room)
            text = realloc(text, (room *= 2) + 1);
    }
    text[used] = '\0';
    fclose(file);
    return text;
}

static int exit_status(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void check_stops(void (*f)(void *context), void *context, const char *words, const char *file,
                 int line)
{
    FILE *err = tmpfile();
    pid_t child = fork();
    int status;

    if (child == 0) {
        struct rlimit none = {0, 0};

        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL); /* cmocka catches it */
        dup2(fileno(err), STDERR_FILENO);
        f(context);
        _exit(0);
    }
    waitpid(child, &status, 0);

    char *text = read_all(err);

    if (exit_status(status) != 128 + SIGABRT || !strstr(text, words)) {
        print_error("should have stopped with '%s'; status %d, stderr '%s'\n", words,
                    exit_status(status), text);
        free(text);
        _fail(file, line);
    }
    free(text);
}

struct outcome run(const char *command, ...)
{
    FILE *out = tmpfile(), *err = tmpfile();
    char text[4096];
    va_list words;
    int status;

    va_start(words, command);
    vsnprintf(text, sizeof text, command, words);
    va_end(words);

    pid_t child = fork();

    if (child == 0) {
        if (!freopen("/dev/null", "r", stdin))
            _exit(126);
        dup2(fileno(out), STDOUT_FILENO);
        dup2(fileno(err), STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", text, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    return (struct outcome){exit_status(status), read_all(out), read_all(err)};
}

void outcome_free(struct outcome *o)
{
    free(o->out);
    free(o->err);
}

void check_refused(const struct outcome *o, const char *words, const char *file, int line)
{
    size_t n = strlen(o->err);
    bool one_line = n > 1 && strchr(o->err, '\n') == o->err + n - 1;

    if (o->status != 2 || *o->out || !one_line || !strstr(o->err, words)) {
        print_error("should be refused with one line and '%s'; status %d, stdout '%.200s', "
                    "stderr '%s'\n", words, o->status, o->out, o->err);
        _fail(file, line);
    }
}
