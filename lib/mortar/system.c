#include "system.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_same(const struct stat *s, const struct stat *t)
{
    return s->st_dev == t->st_dev && s->st_ino == t->st_ino;
}

#ifdef __wasi__
/* ---- WebAssembly */

static char *real_path(const char *path, char real[PATH_MAX])
{
    (void)path;
    (void)real;
    errno = ENOENT;
    return NULL;
}

static bool is_open(const struct stat *s)
{
    (void)s;
    return false;
}

static FILE *open_new(const struct part *p, const struct stat *old)
{
    (void)old;
    strcpy(strrchr(p->name, '.'), ".part");
    return fopen(p->name, "w");
}

static void forget(const char *part)
{
    (void)part;
}

bool system_begin(void)
{
    return true;
}

size_t system_width(FILE *out)
{
    (void)out;
    return 0;
}

void system_wait_for_enter(void)
{
}

void system_catch(void)
{
}

int system_caught(void)
{
    return 0;
}

void system_release(void)
{
}

void system_hold(void)
{
}

void system_let_go(void)
{
}

#else
/* ---- Unix */

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>

bool system_begin(void)
{
    bool good = fcntl(STDOUT_FILENO, F_GETFD) >= 0;
    int why = errno;

    while (fcntl(STDERR_FILENO, F_GETFD) < 0 && open("/dev/null", O_RDWR) >= 0)
        continue;
    errno = why;
    return good;
}

size_t system_width(FILE *out)
{
    struct winsize size;

    return isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void system_wait_for_enter(void)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return;
    fputs("\n[Enter for the next block] ", stdout);
    fflush(stdout);
    if (poll(&(struct pollfd){STDIN_FILENO, POLLIN, 0}, 1, -1) < 0)
        return; /* a signal: reading would begin again */
    for (int k = getchar(); k != '\n' && k != EOF; k = getchar())
        continue;
}

/* A signal handler gets no argument of ours, so this is global. */
static volatile sig_atomic_t caught;

enum { CAUGHT = 3 };
static const int catches[CAUGHT] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction before[CAUGHT]; /* what a signal did, and will do again */

static void on_catch(int signal)
{
    caught = signal; /* however often: timeout(1), for one, sends its signal twice */
}

void system_catch(void)
{
    struct sigaction act = {.sa_handler = on_catch, .sa_flags = SA_RESTART};

    caught = 0;
    for (int i = 0; i < CAUGHT; i++) {
        sigaction(catches[i], NULL, &before[i]);
        if (catches[i] != SIGHUP || before[i].sa_handler != SIG_IGN) /* nohup has its way */
            sigaction(catches[i], &act, NULL);
    }
}

int system_caught(void)
{
    return caught;
}

void system_release(void)
{
    for (int i = 0; i < CAUGHT; i++)
        sigaction(catches[i], &before[i], NULL);
}

static int holds;
static sigset_t let_through; /* what was blocked before */

void system_hold(void)
{
    sigset_t all, now;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &now);
    if (holds++ == 0)
        let_through = now;
}

void system_let_go(void)
{
    if (--holds == 0)
        sigprocmask(SIG_SETMASK, &let_through, NULL);
}

/* The files that are not whole yet.  A signal that ends the program, and exit(), remove them, and
 * have no other way to know them.  Signals are held while a part is made and noted, and while it
 * gets its name and is forgotten. */
enum { MOST_PARTS = 8 };
static char *volatile parts[MOST_PARTS];

static void remove_parts(void)
{
    for (int i = 0; i < MOST_PARTS; i++)
        if (parts[i])
            unlink(parts[i]);
}

static void on_end(int number)
{
    remove_parts();
    /* Only now: with SA_RESETHAND a second signal could come before the parts are gone. */
    signal(number, SIG_DFL);
    raise(number);
}

static bool watch_over(char *part)
{
    static const int ends[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM, SIGPIPE,
                               SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGABRT};
    static bool begun;
    struct sigaction act = {.sa_handler = on_end}, now;
    int i = 0;

    while (i < MOST_PARTS && parts[i])
        i++;
    if (i == MOST_PARTS) {
        errno = EMFILE;
        return false;
    }
    parts[i] = part;
    if (begun)
        return true;
    begun = true;
    atexit(remove_parts);
    sigfillset(&act.sa_mask);
    signal(SIGXFSZ, SIG_IGN); /* a file past its limit is an error, not the end */
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (sigaction(ends[k], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            sigaction(ends[k], &act, NULL);
    return true;
}

static void forget(const char *part)
{
    for (int i = 0; i < MOST_PARTS; i++)
        if (part && parts[i] == part)
            parts[i] = NULL;
}

static char *real_path(const char *path, char real[PATH_MAX])
{
    return realpath(path, real);
}

/* Returns whether this program was given the file open for writing. */
static bool is_open(const struct stat *s)
{
    enum { MOST_OPEN = 1024 }; /* some systems allow a billion */
    struct stat open;

    for (int fd = 0; fd < MOST_OPEN; fd++)
        if (fstat(fd, &open) == 0 && is_same(s, &open) &&
            (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY)
            return true;
    return false;
}

static FILE *open_new(const struct part *p, const struct stat *old)
{
    int fd = mkstemp(p->name), why;
    FILE *file = fd >= 0 && watch_over(p->name) ? fdopen(fd, "w") : NULL;
    mode_t mask = umask(0);

    umask(mask);
    if (file)
        fchmod(fd, old ? old->st_mode & 07777 : 0666 & ~mask);
    else if (fd >= 0) {
        why = errno;
        close(fd);
        unlink(p->name);
        errno = why;
    }
    return file;
}

#endif
/* ---- both */

/* Finds the file that a name stands for, behind all links, there already or not.  Returns false,
 * with errno set, if that can't be known. */
static bool follow(const char *path, char file[PATH_MAX])
{
    char name[PATH_MAX], link[PATH_MAX];

    if (strlen(path) >= sizeof name) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(name, path);
    while (!real_path(name, file)) {
        ssize_t n = errno == ENOENT ? readlink(name, link, sizeof link - 1) : 0;

        if (n < 0) { /* not there yet, and no link either */
            strcpy(file, name);
            return errno == ENOENT || errno == EINVAL;
        }
        if (n == 0)
            return false;

        const char *slash = *link != '/' ? strrchr(name, '/') : NULL;
        size_t folder = slash ? (size_t)(slash + 1 - name) : 0;

        if (folder + (size_t)n >= sizeof name) {
            errno = ENAMETOOLONG;
            return false;
        }
        memcpy(name + folder, link, (size_t)n);
        name[folder + (size_t)n] = '\0';
    }
    return true;
}

/* Splits a path at its last slash, and returns whether its folder is there. */
static bool find_folder(char path[PATH_MAX], const char **name, struct stat *folder)
{
    char *slash = strrchr(path, '/');

    *name = slash ? slash + 1 : path;
    if (!slash)
        return stat(".", folder) == 0;
    if (slash == path)
        return stat("/", folder) == 0;
    *slash = '\0';
    return stat(path, folder) == 0;
}

bool system_same_file(const char *a, const char *b)
{
    char one[PATH_MAX], other[PATH_MAX];
    const char *name, *other_name;
    struct stat s, t;

    if (!a || !b)
        return false;
    if (stat(a, &s) == 0 && stat(b, &t) == 0)
        return S_ISREG(s.st_mode) && is_same(&s, &t);
    return follow(a, one) && follow(b, other) && find_folder(one, &name, &s) &&
           find_folder(other, &other_name, &t) && is_same(&s, &t) && strcmp(name, other_name) == 0;
}

bool system_in_place(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && !S_ISDIR(s.st_mode) && (!S_ISREG(s.st_mode) || is_open(&s));
}

static void free_part(struct part *p)
{
    int why = errno;

    forget(p->name);
    free(p->path);
    free(p->name);
    *p = (struct part){0};
    errno = why;
}

FILE *system_open_part(struct part *p, const char *path)
{
    char real[PATH_MAX];
    struct stat s, *old = NULL;
    FILE *file = NULL;

    *p = (struct part){0};
    if (!follow(path, real))
        return NULL;
    if (stat(real, &s) == 0) {
        old = &s;
        errno = S_ISDIR(s.st_mode) ? EISDIR : EINVAL; /* a device would be gone, for everybody */
        if (!S_ISREG(s.st_mode) || access(real, W_OK) != 0)
            return NULL;
    } else if (errno != ENOENT)
        return NULL;

    p->path = strdup(real);
    p->name = malloc(strlen(real) + sizeof ".XXXXXX");
    system_hold();
    if (p->path && p->name) {
        sprintf(p->name, "%s.XXXXXX", real);
        file = open_new(p, old);
    }
    if (!file)
        free_part(p);
    system_let_go();
    return file;
}

bool system_keep_part(struct part *p)
{
    system_hold();

    bool good = !p->name || rename(p->name, p->path) == 0;
    int why = errno;

    if (!good)
        unlink(p->name);
    errno = why;
    free_part(p);
    system_let_go();
    return good;
}

void system_drop_part(struct part *p)
{
    int why = errno;

    system_hold();
    if (p->name)
        unlink(p->name);
    errno = why;
    free_part(p);
    system_let_go();
}
