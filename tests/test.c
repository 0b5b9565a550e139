#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "test.h"

#include "dataset.h"

#include <ctype.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

size_t allocations; /* allocations.h */

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

void check_entries(const struct matrix *m, const double *numbers, size_t count, double tolerance,
                   const char *what, const char *file, int line)
{
    if (m->rows * m->cols != count) {
        print_error("%s is %zux%zu, should have %zu entries\n", what, m->rows, m->cols, count);
        _fail(file, line);
    }

    struct matrix want = {m->rows, m->cols, (double *)(uintptr_t)numbers};

    check_matrix_close(m, &want, tolerance, what, file, line);
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

struct matrix *matrix_clone(const struct matrix *m)
{
    return matrix_of(m->rows, m->cols, m->v);
}

void free_list(struct matrix **list)
{
    for (; *list; list++)
        matrix_free(*list);
}

size_t random_between(struct rng *r, size_t low, size_t high)
{
    return low + rng_word(r) % (high - low + 1);
}

struct example example_worked(enum gradient gradient)
{
    struct example e = {
        matrix_new(1, 2), matrix_new(1, 2), step_new(1, 2, 3, 2, BIAS_NONE), {0.001, 0, gradient}};

    step_observe(e.net, e.X, e.Y);
    dataset_xor(e.X, e.Y, 0);
    dataset_weights(e.net->W1, e.net->W2, 2017);
    return e;
}

struct example example_random(struct rng *r, size_t least_N, enum gradient gradient)
{
    size_t N = random_between(r, least_N, 19), in = random_between(r, 1, 4);
    size_t hidden = random_between(r, 1, 11), out = random_between(r, 2, 4);
    struct example e = {matrix_random(r, N, in),
                        matrix_new(N, out),
                        step_new(N, in, hidden, out, BIAS_NONE),
                        {0.001, 0.1 + 0.9 * rng_uniform(r), gradient}};

    step_observe(e.net, e.X, e.Y);
    for (size_t n = 0; n < N; n++)
        e.Y->v[n * out + random_between(r, 0, out - 1)] = 1;
    for (size_t i = 0; i < in * hidden; i++)
        e.net->W1->v[i] = rng_normal(r);
    for (size_t i = 0; i < hidden * out; i++)
        e.net->W2->v[i] = rng_normal(r);
    return e;
}

static struct matrix *rows_of(const struct matrix *m, size_t n, const size_t *row)
{
    struct matrix *out = matrix_new(n, m->cols);

    for (size_t i = 0; i < n; i++)
        memcpy(&out->v[i * m->cols], &m->v[row[i] * m->cols], m->cols * sizeof *m->v);
    return out;
}

struct example example_of_rows(const struct example *e, size_t n, const size_t *row)
{
    struct example copy = {rows_of(e->X, n, row), rows_of(e->Y, n, row), step_like(e->net, n),
                           e->how};

    step_observe(copy.net, copy.X, copy.Y);
    return copy;
}

struct example example_copy(const struct example *e)
{
    size_t *row = malloc(e->net->N * sizeof *row);

    for (size_t n = 0; n < e->net->N; n++)
        row[n] = n;

    struct example copy = example_of_rows(e, e->net->N, row);

    free(row);
    return copy;
}

double example_loss(void *context)
{
    struct example *e = context;

    step_forward(e->net);
    return step_loss(e->net, e->how.lambda);
}

double example_step(struct example *e)
{
    double Loss = example_loss(e);

    step_backward(e->net, &e->how);
    return Loss;
}

void example_free(struct example *e)
{
    matrix_free(e->X);
    matrix_free(e->Y);
    step_free(e->net);
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

/* gcov has this function, where we are built with it: it writes what was counted so far. */
__attribute__((weak)) void __gcov_dump(void);

static void on_abort(int number)
{
    if (__gcov_dump)
        __gcov_dump();
    signal(number, SIG_DFL);
    raise(number);
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
        signal(SIGABRT, on_abort); /* cmocka catches it */
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

/* Undoes what this program inherited: nohup, for one, ignores a signal. */
static void signals_as_usual(void)
{
    static const int usual[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        signal(usual[i], SIG_DFL);
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
        signals_as_usual();
        execl("/bin/sh", "sh", "-c", text, (char *)NULL);
        _exit(127);
    }
    waitpid(child, &status, 0);
    return (struct outcome){exit_status(status), read_all(out), read_all(err), strdup(text)};
}

int open_terminal(unsigned columns, int *keyboard)
{
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
    struct termios how;
    int screen = -1;

    *keyboard = posix_openpt(O_RDWR | O_NOCTTY);
    if (*keyboard < 0 || grantpt(*keyboard) != 0 || unlockpt(*keyboard) != 0 ||
        (screen = open(ptsname(*keyboard), O_RDWR | O_NOCTTY)) < 0) {
        print_message("skipped: the output on a terminal, for want of a pseudo-terminal\n");
        skip();
    }
    assert_int_equal(ioctl(screen, TIOCSWINSZ, &size), 0);
    assert_int_equal(tcgetattr(screen, &how), 0);
    how.c_lflag &= ~(tcflag_t)ECHO;
    how.c_oflag &= ~(tcflag_t)OPOST; /* a line ends as it was written */
    assert_int_equal(tcsetattr(screen, TCSANOW, &how), 0);
    return screen;
}

char *read_terminal(int keyboard, int milliseconds)
{
    FILE *all = tmpfile();
    char text[4096];

    while (poll(&(struct pollfd){keyboard, POLLIN, 0}, 1, milliseconds) > 0) {
        ssize_t n = read(keyboard, text, sizeof text);

        if (n <= 0)
            break;
        fwrite(text, 1, (size_t)n, all);
    }
    return read_all(all);
}

struct outcome run_on_terminal(unsigned columns, const char *typed, const char *command, ...)
{
    char text[4096];
    va_list words;
    int keyboard, screen = open_terminal(columns, &keyboard), status;
    size_t length = strlen(typed);

    va_start(words, command);
    vsnprintf(text, sizeof text, command, words);
    va_end(words);
    assert_int_equal(write(keyboard, typed, length), length);

    pid_t child = fork();

    if (child == 0) {
        close(keyboard);
        for (int fd = 0; fd < 3; fd++)
            dup2(screen, fd);
        close(screen);
        execl("/bin/sh", "sh", "-c", text, (char *)NULL);
        _exit(127);
    }
    close(screen);

    char *out = read_terminal(keyboard, 60000);

    close(keyboard);
    waitpid(child, &status, 0);
    return (struct outcome){exit_status(status), out, strdup(""), strdup(text)};
}

void outcome_free(struct outcome *o)
{
    free(o->out);
    free(o->err);
    free(o->command);
}

void must(const char *command, ...)
{
    char text[4096];
    va_list words;

    va_start(words, command);
    vsnprintf(text, sizeof text, command, words);
    va_end(words);

    struct outcome o = run("%s", text);

    if (o.status != 0)
        fail_msg("%s: status %d\n%s%s", text, o.status, o.out, o.err);
    outcome_free(&o);
}

char folder[] = "/tmp/brick-XXXXXX";

int make_folder(void **state)
{
    (void)state;
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    assert_non_null(mkdtemp(folder));
    return 0;
}

int remove_folder(void **state)
{
    (void)state;
    must("rm -r %s", folder);
    return 0;
}

const char *file_of(const char *name, const char *text, size_t length)
{
    static char path[100];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_true(file && fwrite(text, 1, length, file) == length && fclose(file) == 0);
    return path;
}

void assert_plain(const struct outcome *o)
{
    size_t column = 0;

    for (const char *at = o->out; *at; at++) {
        column = *at == '\n' ? 0 : column + 1;
        if (column > 80 || (*at != '\n' && !isprint((unsigned char)*at)) ||
            (*at == ' ' && at[1] == '\n'))
            fail_msg("%s: column %zu: %.100s", o->command, column,
                     at > o->out + 80 ? at - 80 : o->out);
    }
}

size_t times(const char *text, const char *words)
{
    size_t n = 0;

    for (; (text = strstr(text, words)); text++)
        n++;
    return n;
}

const char *find_words(const struct outcome *o, const char *text, const char *words)
{
    if (strstr(o->command, words))
        fail_msg("'%s' is expected, and stands in the command: %s", words, o->command);
    return strstr(text, words);
}

bool works(const char *command, const char *what)
{
    struct outcome o = run("%s", command);
    bool good = o.status == 0;

    if (!good)
        print_message("skipped: %s, for want of: %s\n", what, command);
    outcome_free(&o);
    return good;
}

void check_refused(const struct outcome *o, const char *words, const char *file, int line)
{
    size_t n = strlen(o->err);
    bool one_line = n > 1 && strchr(o->err, '\n') == o->err + n - 1;

    if (o->status != 2 || *o->out || !one_line || !find_words(o, o->err, words)) {
        print_error("should be refused with one line and '%s'; status %d, stdout '%.200s', "
                    "stderr '%s'\n",
                    words, o->status, o->out, o->err);
        _fail(file, line);
    }
}

size_t list_read(struct listed list[LISTED_MOST])
{
    FILE *file = fopen("chapters/list.txt", "r");
    char line[300];
    size_t n = 0;

    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (isdigit((unsigned char)line[0])) {
            assert_true(n < LISTED_MOST);
            list[n] = (struct listed){.exercise = false};
            assert_int_equal(
                sscanf(line, "%29s %29s %79[^\n]", list[n].chapter, list[n].brick, list[n].title),
                3);
            n++;
        } else if (line[0] == ' ') {
            assert_true(n > 0);
            list[n - 1].exercise = true;
        }
    }
    fclose(file);
    assert_true(n >= WORKED);
    return n;
}
