/* The writer of traces.  The reader of lib/mortar reads back what it writes. */
#include "test.h"

#include "trace_file.h"
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[64];

static int make_path(void **state)
{
    make_folder(state);
    snprintf(path, sizeof path, "%s/a.trace", folder);
    return 0;
}

/* Runs a command in the folder and asserts what it prints: `ls` for its files, `cat a.trace` for
 * the file. */
static void assert_shows(const char *command, const char *text)
{
    struct outcome o = run("cd %s && %s", folder, command);

    assert_string_equal(o.out, text);
    assert_int_equal(o.status, 0);
    outcome_free(&o);
}

static const char NEW[] = "# brick-trace 1\n\n\n# h1 1x2 = sigmoid(z1)\n0.5 0.25\n\n\n";

static void open_new(struct trace *t, const char *name)
{
    struct matrix *m = matrix_of(1, 2, (double[]){0.5, 0.25});

    assert_true(trace_open(t, name, -1));
    trace_block(t, "h1", m, "sigmoid(z1)");
    matrix_free(m);
}

static void put_old(void)
{
    FILE *file = fopen(path, "w");

    fputs("old\n", file);
    fclose(file);
}

static void a_trace_has_this_text(void **state)
{
    struct matrix *X = matrix_of(2, 2, (double[]){1.764052345967664, -0.0, 1e-5, 100});
    struct matrix *nan = matrix_of(1, 2, (double[]){1.0 / 3, -NAN}); /* 0.0 / 0 has a sign, too */
    struct trace t;

    (void)state;
    assert_true(trace_open(&t, path, -1));
    trace_head(&t, "chapter %s", "02-sigmoid");
    trace_head(&t, "set alpha=%g N=%d", 0.001, 2);
    trace_block(&t, "X", X, NULL);
    trace_block(&t, "Loss@10", nan, "sum(X)");
    assert_true(trace_close(&t));
    assert_shows("cat a.trace", "# brick-trace 1\n# chapter 02-sigmoid\n# set alpha=0.001 N=2\n"
                                "\n\n# X 2x2\n1.764052345967664 -0\n1.0000000000000001e-05 100\n"
                                "\n\n# Loss@10 1x2 = sum(X)\n0.33333333333333331 nan\n\n\n");
    free_matrices(X, nan);
}

static void with_decimals_numbers_are_as_the_article_prints_them(void **state)
{
    const double v[] = {0.454142643755908, -1e9, NAN, INFINITY, -INFINITY};
    struct matrix *m = matrix_of(1, 5, v);
    struct trace t;

    (void)state;
    assert_true(trace_open(&t, path, 8));
    trace_block(&t, "h2", m, NULL);
    assert_true(trace_close(&t));
    assert_shows("cat a.trace", "# brick-trace 1\n# digits 8\n\n\n# h2 1x5\n"
                                "0.45414264 -1000000000.00000000 nan inf -inf\n\n\n");
    matrix_free(m);
}

static void every_number_comes_back_to_the_bit(void **state)
{
    const double special[] = {NAN,       INFINITY,    -INFINITY, 0.0,      -0.0,
                              DBL_MIN,   -DBL_MIN,    DBL_MAX,   -DBL_MAX, 4.9406564584124654e-324,
                              -1.5e-310, DBL_EPSILON, 0.1};
    enum { SPECIAL = sizeof special / sizeof *special, ROWS = 1000, COLS = 7 };
    struct matrix *m = matrix_new(ROWS, COLS);
    struct trace_file file;
    struct trace t;
    struct rng r;

    (void)state;
    rng_seed(&r, 17);
    for (size_t i = 0; i < ROWS * COLS; i++) { /* any bits that are a finite number */
        uint64_t bits = (uint64_t)rng_word(&r) << 32 | rng_word(&r);

        memcpy(&m->v[i], &bits, sizeof bits);
        if (!isfinite(m->v[i]))
            m->v[i] = rng_normal(&r);
    }
    memcpy(m->v, special, sizeof special);
    assert_true(trace_open(&t, path, -1));
    trace_head(&t, "set lambda=%.17g", 0.1);
    trace_block(&t, "X", m, NULL);
    trace_block(&t, "h1@100", m, "sigmoid(X)");
    assert_true(trace_close(&t));

    assert_true(trace_file_read(&file, path));
    assert_int_equal(file.blocks, 2);
    assert_string_equal(file.block[1].name, "h1@100");
    assert_string_equal(file.block[1].formula, "sigmoid(X)");
    assert_null(file.block[0].formula);
    assert_true(file.set[0].value == 0.1);
    assert_matrix_same(file.block[0].m, m);
    assert_matrix_same(file.block[1].m, m);
    trace_file_free(&file);
    matrix_free(m);
}

static void a_file_appears_whole_and_takes_the_old_ones_place(void **state)
{
    struct trace t;

    (void)state;
    open_new(&t, path);
    assert_int_equal(access(path, F_OK), -1);
    assert_true(trace_close(&t));
    assert_shows("ls -A", "a.trace\n");
    assert_shows("cat a.trace", NEW);

    put_old();
    open_new(&t, path);
    assert_shows("cat a.trace", "old\n");
    assert_true(trace_close(&t));
    assert_shows("ls -A", "a.trace\n");
    assert_shows("cat a.trace", NEW);
}

static void a_trace_given_up_leaves_nothing_and_the_old_one_where_it_was(void **state)
{
    struct trace t;

    (void)state;
    open_new(&t, path);
    trace_drop(&t);
    assert_shows("ls -A", "");
    put_old();
    open_new(&t, path);
    trace_drop(&t);
    assert_shows("ls -A; cat a.trace", "a.trace\nold\n");
}

static void two_writers_of_one_file_do_not_mix(void **state)
{
    struct trace first, second;

    (void)state;
    open_new(&first, path);
    assert_true(trace_open(&second, path, -1));
    trace_head(&second, "the second");
    assert_true(trace_close(&second));
    assert_shows("cat a.trace", "# brick-trace 1\n# the second\n\n\n");
    assert_true(trace_close(&first));
    assert_shows("cat a.trace", NEW);
    assert_shows("ls -A", "a.trace\n");
}

/* A limit on the size of files stands for a full disk, which a test cannot have. */
static void when_the_disk_is_full_the_old_file_stays(void **state)
{
    struct matrix *m = matrix_new(100, 100);
    struct rlimit before, small;
    struct trace t;

    (void)state;
    put_old();
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 1; size < 20000; size *= 10) { /* the whole has 20021 bytes */
        small = (struct rlimit){size, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        bool opened = trace_open(&t, path, -1);
        if (opened)
            trace_block(&t, "X", m, NULL);
        errno = 0;
        bool closed = opened && trace_close(&t);
        int why = errno;
        setrlimit(RLIMIT_FSIZE, &before);

        assert_true(opened && !closed);
        assert_int_equal(why, EFBIG);
        assert_shows("ls -A; cat a.trace", "a.trace\nold\n");
    }
    signal(SIGXFSZ, SIG_DFL);
    matrix_free(m);
}

static void a_pipe_and_a_device_are_written_in_place(void **state)
{
    struct matrix *m = matrix_new(1000, 100); /* more than a buffer: it fails on the way */
    char text[200] = "";
    struct part part;
    struct stat s;
    struct trace t;

    (void)state;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(system_open_part(&part, path));
    int fd = open(path, O_RDWR | O_NONBLOCK);

    open_new(&t, path);
    assert_true(trace_close(&t));
    assert_int_equal(read(fd, text, sizeof text - 1), sizeof NEW - 1);
    assert_string_equal(text, NEW);
    assert_true(stat(path, &s) == 0 && S_ISFIFO(s.st_mode));
    assert_shows("ls -A", "a.trace\n");
    close(fd);

    /* Only now a device: a writer that renames would have taken this one's place, for everybody. */
    if (works("test -c /dev/full", "a full disk")) {
        open_new(&t, "/dev/full");
        assert_false(trace_close(&t));
        assert_int_equal(errno, ENOSPC);
        assert_true(trace_open(&t, "/dev/full", -1));
        trace_block(&t, "X", m, NULL);
        errno = 0;
        assert_false(trace_close(&t));
        assert_int_equal(errno, ENOSPC);
    }
    matrix_free(m);
}

static void standard_output_stays_open_and_can_be_full(void **state)
{
    struct trace t;
    int saved, status;

    (void)state;
    fflush(stdout);
    saved = dup(STDOUT_FILENO);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    dup2(fd, STDOUT_FILENO);
    close(fd);
    open_new(&t, "-");
    bool closed = trace_close(&t), more = puts("more") >= 0 && fflush(stdout) == 0;
    dup2(saved, STDOUT_FILENO);
    close(saved);
    assert_true(closed && more);
    assert_shows("sed '$d' a.trace", NEW);
    assert_shows("tail -n 1 a.trace", "more\n");

    if (!works("test -c /dev/full", "a full disk"))
        return;

    pid_t child = fork(); /* what cannot be written stays in its buffer */

    if (child == 0) {
        dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
        open_new(&t, "-");
        _exit(!trace_close(&t) && errno == ENOSPC ? 42 : 0);
    }
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 42);
}

static void a_symbolic_link_stays_and_its_target_is_written(void **state)
{
    struct trace t;

    (void)state;
    assert_shows("mkdir far; echo old >far/b.trace; ln -s far/b.trace a.trace", "");
    open_new(&t, path);
    assert_true(trace_close(&t));
    assert_shows("readlink a.trace; ls -A; ls -A far", "far/b.trace\na.trace\nfar\nb.trace\n");
    assert_shows("cat far/b.trace", NEW);
}

static void a_link_to_nowhere_makes_its_target_and_a_loop_is_refused(void **state)
{
    struct trace t;

    (void)state;
    assert_shows("mkdir far; ln -s ../b.trace far/on; ln -s far/on a.trace", "");
    open_new(&t, path);
    assert_true(trace_close(&t));
    assert_shows("readlink a.trace far/on; cat b.trace; ls far",
                 "far/on\n../b.trace\n"
                 "# brick-trace 1\n\n\n# h1 1x2 = sigmoid(z1)\n0.5 0.25\n\n\non\n");
    assert_shows("rm b.trace; ln -s \"$PWD/far/on\" b.trace", "");
    errno = 0;
    assert_false(trace_open(&t, path, -1));
    assert_int_equal(errno, ELOOP);
    assert_shows("ls -A; ls -A far", "a.trace\nb.trace\nfar\non\n");
}

/* The name does not tell: all these lead to the same file. */
static void what_is_regular_is_told_by_the_file(void **state)
{
    char place[128];
    struct trace t;

    (void)state;
    if (!works("test -d /proc/self/cwd/", "a second name of every folder"))
        return;
    snprintf(place, sizeof place, "/proc/self/root%s", path);
    put_old();
    open_new(&t, place);
    assert_shows("cat a.trace", "old\n");
    assert_true(trace_close(&t));
    assert_shows("ls -A; cat a.trace", "a.trace\n# brick-trace 1\n\n\n"
                                       "# h1 1x2 = sigmoid(z1)\n0.5 0.25\n\n\n");
}

/* A shell does this: exec 9>a.trace; program --trace=/dev/fd/9 */
static void what_a_shell_has_opened_is_written_in_place(void **state)
{
    struct stat before, after;
    struct trace t;

    (void)state;
    for (int write = 0; write < 2; write++) { /* a reader's file is one like any other */
        put_old();
        int fd = open(path, write ? O_WRONLY : O_RDONLY);
        fstat(fd, &before);
        open_new(&t, path);
        assert_true(trace_close(&t));
        assert_int_equal(stat(path, &after), 0);
        assert_int_equal(before.st_ino == after.st_ino, write);
        close(fd);
        assert_shows("cat a.trace", NEW);
    }
}

static const int ends[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM, SIGPIPE,
                           SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU};
enum { ENDS = sizeof ends / sizeof *ends };

/* Returns how a child ends that is sent a signal, with a trace open or with one just complete. */
static int end_by(int number, bool complete)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit none = {0, 0};
        struct trace t;

        setrlimit(RLIMIT_CORE, &none);
        open_new(&t, path);
        if (complete) {
            system_hold();
            raise(number);
            system_hold(); /* as often as it is let go */
            if (!trace_close(&t))
                _exit(1);
            system_let_go();
            system_let_go();
        }
        raise(number);
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void a_signal_leaves_the_old_file_or_the_new_one(void **state)
{
    (void)state;
    for (int i = 0; i < ENDS; i++) {
        put_old();
        assert_int_equal(end_by(ends[i], false), ends[i]);
        assert_shows("ls -A; cat a.trace", "a.trace\nold\n");
        assert_int_equal(end_by(ends[i], true), ends[i]);
        assert_shows("ls -A", "a.trace\n");
        assert_shows("cat a.trace", NEW);
    }
}

/* The second signal may come while the first is on its way to its handler. */
static void signals_that_follow_each_other_leave_no_part(void **state)
{
    (void)state;
    for (int i = 0; i < 500; i++) {
        int ready[2], status;
        char told;

        assert_int_equal(pipe(ready), 0);
        pid_t child = fork();

        if (child == 0) {
            struct trace t;

            open_new(&t, path);
            if (write(ready[1], "", 1) == 1)
                for (;;)
                    continue;
            _exit(1);
        }
        assert_int_equal(read(ready[0], &told, 1), 1);
        do
            kill(child, SIGTERM);
        while (waitpid(child, &status, WNOHANG) == 0);
        close(ready[0]);
        close(ready[1]);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    }
    assert_shows("ls -A", "");
}

static void more_parts_than_can_be_watched_over_are_refused(void **state)
{
    enum { MOST = 8 };
    struct trace t[MOST + 1];

    (void)state;
    for (int i = 0; i < MOST; i++)
        assert_true(trace_open_file(&t[i], path));
    errno = 0;
    assert_false(trace_open_file(&t[MOST], path));
    assert_int_equal(errno, EMFILE);
    trace_drop(&t[0]);
    assert_true(trace_open_file(&t[0], path));
    for (int i = 0; i < MOST; i++)
        trace_drop(&t[i]);
    assert_shows("ls -A", "");
}

static void two_names_of_one_new_file_are_known(void **state)
{
    char a[200], b[200], *deep = malloc(1000000);

    (void)state;
    assert_shows("mkdir far; ln -s ../new far/on; ln -s far more", "");
    snprintf(a, sizeof a, "%s/new", folder);
    snprintf(b, sizeof b, "%s/more/on", folder);
    assert_true(system_same_file(a, b));
    snprintf(b, sizeof b, "%s/./new", folder);
    assert_true(system_same_file(a, b));
    snprintf(b, sizeof b, "%s/more/new", folder);
    assert_false(system_same_file(a, b));
    memset(deep, '/', 999999);
    deep[999999] = '\0';
    struct trace t;
    errno = 0;
    assert_false(trace_open(&t, deep, -1));
    assert_int_equal(errno, ENAMETOOLONG);
    free(deep);
}

static void a_new_file_has_the_rights_of_the_umask(void **state)
{
    mode_t before = umask(0);
    struct stat s;
    struct trace t;

    (void)state;
    for (mode_t mask = 0; mask <= 077; mask += 077 / 3) {
        unlink(path); /* one that is replaced keeps its rights */
        umask(mask);
        open_new(&t, path);
        bool closed = trace_close(&t);
        mode_t after = umask(before);

        assert_true(closed && after == mask);
        assert_int_equal(stat(path, &s), 0);
        assert_int_equal(s.st_mode & 0777, 0666 & ~mask);
    }
}

static void a_place_that_is_none_is_refused_and_nothing_is_left(void **state)
{
    char place[96];
    struct trace t;

    (void)state;
    snprintf(place, sizeof place, "%s/none/a.trace", folder);
    errno = 0;
    assert_false(trace_open(&t, place, -1));
    assert_int_equal(errno, ENOENT);
    put_old();
    snprintf(place, sizeof place, "%s/b.trace", path);
    assert_false(trace_open(&t, place, -1));
    assert_int_equal(errno, ENOTDIR);
    assert_false(trace_open(&t, folder, -1));
    assert_int_equal(errno, EISDIR);
    assert_shows("ls -A; cat a.trace", "a.trace\nold\n");

    snprintf(place, sizeof place, "%s/c.trace", folder); /* a directory takes its place */
    open_new(&t, place);
    assert_int_equal(mkdir(place, 0700), 0);
    assert_false(trace_close(&t));
    assert_int_equal(errno, EISDIR);
    assert_shows("ls -A", "a.trace\nc.trace\n");
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_path, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_trace_has_this_text),
        IN_A_FOLDER(with_decimals_numbers_are_as_the_article_prints_them),
        IN_A_FOLDER(every_number_comes_back_to_the_bit),
        IN_A_FOLDER(a_file_appears_whole_and_takes_the_old_ones_place),
        IN_A_FOLDER(a_trace_given_up_leaves_nothing_and_the_old_one_where_it_was),
        IN_A_FOLDER(two_writers_of_one_file_do_not_mix),
        IN_A_FOLDER(when_the_disk_is_full_the_old_file_stays),
        IN_A_FOLDER(a_pipe_and_a_device_are_written_in_place),
        IN_A_FOLDER(standard_output_stays_open_and_can_be_full),
        IN_A_FOLDER(a_symbolic_link_stays_and_its_target_is_written),
        IN_A_FOLDER(a_link_to_nowhere_makes_its_target_and_a_loop_is_refused),
        IN_A_FOLDER(what_is_regular_is_told_by_the_file),
        IN_A_FOLDER(what_a_shell_has_opened_is_written_in_place),
        IN_A_FOLDER(a_signal_leaves_the_old_file_or_the_new_one),
        IN_A_FOLDER(signals_that_follow_each_other_leave_no_part),
        IN_A_FOLDER(more_parts_than_can_be_watched_over_are_refused),
        IN_A_FOLDER(two_names_of_one_new_file_are_known),
        IN_A_FOLDER(a_new_file_has_the_rights_of_the_umask),
        IN_A_FOLDER(a_place_that_is_none_is_refused_and_nothing_is_left),
    };

    for (int i = 0; i < ENDS; i++)
        signal(ends[i], SIG_DFL); /* a shell has its background ignore some */
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
