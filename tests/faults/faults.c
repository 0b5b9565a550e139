/* make faults: has every call of every program fail, one at a time, and sends signals at every
 * moment.  Demanded is what the project promises: no crash and no hang; status 2 and one line, or
 * success with the right output; each file the old one or the new one, and nothing else left
 * behind.
 *
 *     faults BUILD SECONDS
 *
 * Linux with glibc: the calls are replaced by BUILD/faults/fail.so.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Run in an empty folder; % is the build folder, @ the project's.  What is behind < is read.  A
 * leading + marks a training: its files change together. */
static const char *const commands[] = {
    "%/01-matrix --trace=t",
    "%/02-sigmoid --trace=t",
    "%/03-loss --trace=t --rows=3",
    "%/04-dloss-dw2 --trace=t --digits=8",
    "%/05-dloss-dw1 --trace=t --hidden=4",
    "%/05-dloss-dw1 --trace --data=@/chapters/06-loop/data/corners.csv",
    "%/05-dloss-dw1 --given=@/traces/examples/mazur.trace --trace=t",
    "+%/06-loop --quiet --rows=10 --epochs=30 --record=15 --history=h --boundary=b --frames --save=w "
    "--trace=t",
    "+%/06-loop --quiet --rows=10 --batch=4 --epochs=30 --load=%/faults/in --save=w --history=h",
    "+%/06-loop --quiet --data=@/chapters/06-loop/data/iris.csv --standardize --epochs=3 --record=3 "
    "--trace=t --save=w",
    "%/06-loop --predict=@/chapters/06-loop/data/corners.csv --class=last --load=%/faults/in",
    "%/06-loop --plain --quiet --data=@/chapters/06-loop/data/corners.csv --epochs=5",
    "+%/07-diagnosis --quiet --claim=run --rows=5 --hidden=3 --epochs=20 --record=10 --history=h "
    "--boundary=b --save=w --trace=t",
    "%/07-diagnosis --claim=vanishing --output=o",
    "%/07-diagnosis --claim=checklist",
    "%/trace diff @/traces/article %/traces/01-matrix.trace %/traces/02-sigmoid.trace "
    "%/traces/03-loss.trace %/traces/04-dloss-dw2.trace %/traces/05-dloss-dw1.trace "
    "%/traces/06-loop-step.trace",
    "%/trace diff %/traces/04-dloss-dw2.trace %/traces/05-dloss-dw1.trace",
    "%/trace check --all @/traces/examples/mazur.trace",
    "%/trace check - <%/traces/02-sigmoid.trace",
    "%/trace why %/traces/05-dloss-dw1.trace dLoss_dW1[1,2]",
    "%/trace export --json=j %/traces/02-sigmoid.trace",
    "%/trace export --json <%/traces/05-dloss-dw1.trace",
    "%/trace import --output=t @/tests/corpus/import/04",
    "%/trace import <@/tests/corpus/import/08",
    "%/trace --help",
    "%/trace why --help",
    "%/errata --only=1 @/traces/article/slips.tsv %/traces/02-sigmoid.trace %/traces/03-loss.trace",
    "%/errata --help",
};
enum { COMMANDS = sizeof commands / sizeof *commands };

enum { MOST_FILES = 64, MOST_WORDS = 32, ALL = 40, HANG = 20, REPORT = 100, ROOM = 4096 };
static const char OLD[] = "old\n";

struct file {
    char name[64], *text;
    size_t size;
};

struct folder {
    struct file file[MOST_FILES];
    int count;
};

struct command {
    char words[8192], *argv[MOST_WORDS], *input;
    const char *said; /* as in the list */
    bool set;         /* a training */
    struct folder makes;
    char *out; /* what it prints */
    size_t out_size;
    int status;
    double took;
};

static char build[ROOM], project[ROOM], work[ROOM];
static int out, err, report; /* files of what the program has written */
static long passed, failed;

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
    perror(what);
    exit(2);
}

static void *room(size_t n)
{
    void *p = malloc(n);

    if (!p)
        die("faults");
    return p;
}

static char *read_all(int fd, size_t *size)
{
    struct stat s;

    if (fstat(fd, &s) != 0)
        die("faults");

    char *text = room((size_t)s.st_size + 1);

    if (pread(fd, text, (size_t)s.st_size, 0) != s.st_size)
        die("faults");
    text[s.st_size] = '\0';
    *size = (size_t)s.st_size;
    return text;
}

/* ---- the folder in which the program runs */

static void clear(const char *path)
{
    char name[2 * ROOM];
    DIR *folder = opendir(path);
    struct dirent *e;

    while (folder && (e = readdir(folder))) {
        snprintf(name, sizeof name, "%s/%s", path, e->d_name);
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && unlink(name) != 0) {
            clear(name);
            rmdir(name);
        }
    }
    if (folder)
        closedir(folder);
}

static void look(struct folder *f, const char *under)
{
    char name[2 * ROOM];
    DIR *folder = opendir(*under ? under : ".");
    struct dirent *e;
    struct stat s;

    while (folder && (e = readdir(folder))) {
        snprintf(name, sizeof name, "%s%s%s", under, *under ? "/" : "", e->d_name);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || stat(name, &s) != 0)
            continue;
        if (S_ISDIR(s.st_mode)) {
            look(f, name);
        } else if (f->count < MOST_FILES) {
            struct file *file = &f->file[f->count++];
            int fd = open(name, O_RDONLY);

            snprintf(file->name, sizeof file->name, "%.60s", name);
            file->text = read_all(fd, &file->size);
            close(fd);
        }
    }
    if (folder)
        closedir(folder);
}

static void forget(struct folder *f)
{
    for (int i = 0; i < f->count; i++)
        free(f->file[i].text);
    f->count = 0;
}

static const struct file *find(const struct folder *f, const char *name)
{
    for (int i = 0; i < f->count; i++)
        if (strcmp(f->file[i].name, name) == 0)
            return &f->file[i];
    return NULL;
}

/* The files that the command makes, as they were before it. */
static void put_old(const struct command *c)
{
    for (int i = 0; i < c->makes.count; i++) {
        char name[64];

        strcpy(name, c->makes.file[i].name);
        if (strchr(name, '/')) {
            *strchr(name, '/') = '\0';
            mkdir(name, 0777);
        }

        FILE *file = fopen(c->makes.file[i].name, "w");

        if (!file || fputs(OLD, file) < 0 || fclose(file) != 0)
            die(c->makes.file[i].name);
    }
}

/* ---- a run */

static void read_command(struct command *c, const char *text)
{
    char *to = c->words;
    int n = 0;

    *c = (struct command){.said = text};
    if (*text == '+') {
        c->set = true;
        text++;
    }
    for (; *text; text++)
        if (*text == '%' || *text == '@')
            to += sprintf(to, "%s", *text == '%' ? build : project);
        else
            *to++ = *text;
    for (char *w = strtok(c->words, " "); w; w = strtok(NULL, " "))
        if (*w == '<')
            c->input = w + 1;
        else if (n < MOST_WORDS - 1)
            c->argv[n++] = w;
}

static pid_t start(const struct command *c, const char *fault)
{
    static char preload[ROOM + 32];
    pid_t child;

    for (int i = 0; i < 3; i++) {
        int fd = (int[]){out, err, report}[i];

        if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0)
            die("faults");
    }
    child = fork();
    if (child < 0)
        die("fork");
    if (child > 0)
        return child;

    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
    for (int n = 1; n < 32; n++)
        signal(n, SIG_DFL);
    alarm(HANG);
    dup2(open(c->input ? c->input : "/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    dup2(report, REPORT);
    close(out);
    close(err);
    close(report);
    if (fault) {
        snprintf(preload, sizeof preload, "%s/faults/fail.so", build);
        setenv("LD_PRELOAD", preload, 1);
        setenv("FAULT", fault, 1);
    }
    execv(c->argv[0], c->argv);
    _exit(127);
}

static int end(pid_t child)
{
    int status;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            die("wait");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- what is demanded */

/* What has been said of a command is not said again. */
__attribute__((format(printf, 3, 4))) static void wrong(const struct command *c, const char *fault,
                                                        const char *format, ...)
{
    static const char *of;
    static char text[500], told[20][500];
    static int tellings;
    va_list words;

    failed++;
    va_start(words, format);
    vsnprintf(text, sizeof text, format, words);
    va_end(words);
    if (of != c->said)
        tellings = 0;
    of = c->said;
    for (int i = 0; i < tellings; i++)
        if (strcmp(told[i], text) == 0)
            return;
    if (tellings == 20)
        return;
    strcpy(told[tellings++], text);
    printf("  FAILED  %s: %s\n    %s\n", fault, c->said, text);
    fflush(stdout);
}

static bool is(const struct file *f, const char *text, size_t size)
{
    return f->size == size && memcmp(f->text, text, size) == 0;
}

/* A training that a signal ends keeps what it has until then. */
static bool is_whole(const struct command *c, const struct file *new, const struct file *f,
                     bool early)
{
    size_t end = new->size > 3 && strcmp(new->text + new->size - 3, "\n\n\n") == 0 ? 3 : 1;

    return is(f, new->text, new->size) ||
           (early && c->set && f->size > end &&
            strcmp(f->text + f->size - end, new->text + new->size - end) == 0 && *f->text == '#');
}

/* Returns false, after a line, if a file is neither; counts those that are new. */
static bool files_are_whole(const struct command *c, const char *fault, bool old, bool early,
                            int *fresh)
{
    struct folder now = {.count = 0};
    bool good = true;

    *fresh = 0;
    look(&now, "");
    for (int i = 0; good && i < now.count; i++) {
        const struct file *f = &now.file[i], *new = find(&c->makes, f->name);

        if (!new)
            wrong(c, fault, "it left %s", f->name);
        else if (is_whole(c, new, f, early))
            ++*fresh;
        else if (!old || !is(f, OLD, sizeof OLD - 1))
            wrong(c, fault, "%s is neither old nor new: %zu bytes", f->name, f->size);
        else
            continue;
        good = new &&is_whole(c, new, f, early);
    }
    if (good && old && now.count != c->makes.count) {
        wrong(c, fault, "an old file is gone");
        good = false;
    }
    forget(&now);
    return good;
}

static bool is_one_line(const char *text, size_t size)
{
    return size > 1 && memchr(text, '\n', size) == text + size - 1;
}

/* The disk has room for the weights, and the program wrote something else there. */
static bool lost_weights(const struct command *c, const char *fault)
{
    const struct file *w = find(&c->makes, "w");
    struct folder now = {.count = 0};
    long bytes;
    bool lost = c->set && w && sscanf(fault, "room %ld", &bytes) == 1 && bytes >= (long)w->size;

    if (lost) {
        look(&now, "");
        lost = !find(&now, "w") || !is(find(&now, "w"), w->text, w->size);
        forget(&now);
    }
    if (lost)
        wrong(c, fault, "the weights are lost, and there was room for them");
    return lost;
}

static void judge(const struct command *c, const char *fault, bool old, int status)
{
    size_t out_size, err_size;
    char *printed = read_all(out, &out_size), *said = read_all(err, &err_size);
    int fresh;

    if (!files_are_whole(c, fault, old, false, &fresh) || lost_weights(c, fault))
        ;
    else if (status >= 98)
        wrong(c, fault, "%s, status %d: %.200s", status == 128 + SIGALRM ? "it hung" : "it crashed",
              status, said);
    else if (status == 2 && c->status != 2 && !is_one_line(said, err_size))
        wrong(c, fault, "status 2 and not one line: '%.300s'", said);
    else if (status != 2 && status != c->status)
        wrong(c, fault, "status %d, said '%.300s'", status, said);
    else if (status != 2 && err_size > 0)
        wrong(c, fault, "success, and said '%.300s'", said);
    else if (status != 2 && fresh != c->makes.count)
        wrong(c, fault, "success, and %d of %d files", fresh, c->makes.count);
    else if (status != 2 && (out_size != c->out_size || memcmp(printed, c->out, out_size) != 0))
        wrong(c, fault, "success, and other output: '%.200s'", printed);
    else
        passed++;
    free(printed);
    free(said);
}

/* Whatever it did, it ended by that signal, with status 128 + signal, or as ever. */
static void judge_signal(const struct command *c, const char *what, bool old, int status, int one,
                         int two)
{
    int fresh;

    if (!files_are_whole(c, what, old, true, &fresh))
        return;
    if (c->set && fresh != 0 && fresh != c->makes.count)
        wrong(c, what, "a mixed set: %d of %d files are new", fresh, c->makes.count);
    else if (status != c->status && status != 128 + one && status != 128 + two)
        wrong(c, what, "status %d", status);
    else if (status == c->status && fresh != c->makes.count)
        wrong(c, what, "success, and %d of %d files", fresh, c->makes.count);
    else
        passed++;
}

/* ---- the parts */

static long count_calls(const struct command *c, const char *kind)
{
    char fault[64];
    size_t size;

    snprintf(fault, sizeof fault, "%s %ld 0", kind, 1000000000L);
    clear(work);
    if (end(start(c, fault)) != c->status)
        wrong(c, fault, "no fault, and another status");

    char *text = read_all(report, &size);
    long calls = atol(text);

    free(text);
    return calls;
}

static void measure(struct command *c)
{
    double begun;

    clear(work);
    begun = seconds();
    c->status = end(start(c, NULL));
    c->took = seconds() - begun;
    c->out = read_all(out, &c->out_size);
    look(&c->makes, "");
    if (c->status > 1)
        die(c->said);
}

/* The last but one (a disk has room for all but a byte), the first ones, then as many as there is
 * time for, spread over the rest. */
static void fail_all(const struct command *c, const char *kind, double until)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    long calls = count_calls(c, kind), runs = 0, step = 1;
    double begun = seconds(), each;

    for (long i = 0; i <= calls; i += i < ALL ? 1 : step)
        for (int old = 0; old <= (c->makes.count > 0); old++) {
            long k = i > 0 ? i : calls - 1;
            int number = signals[(k + old) % 4], status;
            char fault[64];

            snprintf(fault, sizeof fault, "%s %ld %d", kind, k, number);
            clear(work);
            if (old)
                put_old(c);
            status = end(start(c, fault));
            if (*kind == 's')
                judge_signal(c, fault, old, status, number, number);
            else
                judge(c, fault, old, status);
            each = (seconds() - begun) / (double)++runs;
            if (i >= ALL) {
                double left = (until - seconds()) / each / (1 + (c->makes.count > 0));

                step = left < 1 ? calls : 1 + (long)((double)(calls - i) / left);
            }
        }
}

static void nap(double s)
{
    nanosleep(&(struct timespec){(time_t)s, (long)((s - (double)(time_t)s) * 1e9)}, NULL);
}

static double draw(void)
{
    return (double)rand() / RAND_MAX;
}

static void send_signals(struct command *c, int runs)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

    for (int i = 0; i < runs; i++) {
        int one = signals[rand() % 4], two = rand() % 2 ? signals[rand() % 4] : 0, status;
        bool old = rand() % 2;
        char what[64];
        pid_t child;

        snprintf(what, sizeof what, two ? "signals %d and %d" : "signal %d", one, two);
        clear(work);
        if (old)
            put_old(c);
        child = start(c, NULL);
        nap(draw() * c->took * 1.1);
        kill(child, one);
        if (two) {
            nap(draw() * 0.002);
            kill(child, two);
        }
        status = end(child);
        judge_signal(c, what, old, status, one, two ? two : one);
    }
}

static void free_command(struct command *c)
{
    forget(&c->makes);
    free(c->out);
}

static int open_beside(const char *name)
{
    char path[ROOM + 64];
    int fd;

    snprintf(path, sizeof path, "%s/faults/%s", build, name);
    fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
    if (fd < 0)
        die(path);
    return fd;
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = {"memory", "file", "full", "room", "signal"};
    static struct command c;
    double share, begun = seconds(), until;
    enum { KINDS = 5 };

    if (argc != 3 || (share = atof(argv[2])) <= 0) {
        fputs("usage: faults BUILD SECONDS\n", stderr);
        return 2;
    }
    if (!realpath(argv[1], build) || !realpath(".", project))
        die(argv[1]);
    snprintf(work, sizeof work, "%.4000s/faults/work", build);
    mkdir(work, 0777);
    out = open_beside("out");
    err = open_beside("err");
    report = open_beside("report");
    if (chdir(work) != 0)
        die(work);

    for (int i = 0; i < COMMANDS; i++) {
        long before = passed + failed;

        read_command(&c, commands[i]);
        measure(&c);
        for (int k = 0; k < KINDS; k++) { /* what one leaves of its time is there for the next */
            until = begun + share * (i * KINDS + k + 1) / (COMMANDS * KINDS);
            fail_all(&c, kinds[k], until);
        }
        printf("%6ld runs: %s\n", passed + failed - before, commands[i]);
        fflush(stdout);
        free_command(&c);
    }

    static const char *const long_ones[] = {
        "+%/06-loop --quiet --epochs=3000 --record=100 --history=h --boundary=b --save=w --trace=t",
        "%/trace export --json=j %/traces/05-dloss-dw1.trace",
    };

    for (int i = 0; i < 2; i++) {
        long before = passed + failed;

        read_command(&c, long_ones[i]);
        measure(&c);
        until = seconds() + share / 8;
        for (int n = 0; n < 150 || seconds() < until; n += 50)
            send_signals(&c, 50);
        printf("%6ld runs with signals: %s\n", passed + failed - before, long_ones[i]);
        free_command(&c);
    }
    printf("%ld passed, %ld failed\n", passed, failed);
    return failed > 0;
}
