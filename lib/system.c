#include "system.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __wasi__
/* ---- WebAssembly */

static char *real_path(const char *path)
{
    (void)path;
    errno = ENOENT;
    return NULL;
}

static FILE *open_new(const struct part *p, bool replaces)
{
    (void)replaces;
    strcpy(strrchr(p->name, '.'), ".part");
    return fopen(p->name, "w");
}

static void watch_over(char *part)
{
    (void)part;
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

#else
/* ---- Unix */

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>

bool system_begin(void)
{
    while (fcntl(STDERR_FILENO, F_GETFD) < 0 && open("/dev/null", O_RDWR) >= 0)
        continue;
    return fcntl(STDOUT_FILENO, F_GETFD) >= 0;
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

/* A signal has nowhere else to leave its mark. */
static volatile sig_atomic_t caught;

enum { CAUGHT = 2 };
static const int catches[CAUGHT] = {SIGINT, SIGTERM};
static struct sigaction before[CAUGHT]; /* what a signal did, and will do again */

static void on_catch(int signal)
{
    caught = signal; /* however often: timeout(1), for one, sends its signal twice */
}

void system_catch(void)
{
    struct sigaction act = {.sa_handler = on_catch, .sa_flags = SA_RESTART};

    caught = 0;
    for (int i = 0; i < CAUGHT; i++)
        sigaction(catches[i], &act, &before[i]);
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

static void on_end(int number)
{
    remove_parts();
    raise(number); /* SA_RESETHAND: now it ends the program */
}

static void watch_over(char *part)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    static bool begun;
    struct sigaction act = {.sa_handler = on_end, .sa_flags = (int)SA_RESETHAND}, now;

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

static char *real_path(const char *path)
{
    return realpath(path, NULL);
}

static FILE *open_new(const struct part *p, bool replaces)
{
    struct stat old;
    int fd = mkstemp(p->name);
    mode_t mask;

    if (fd < 0)
        return NULL;
    mask = umask(0);
    umask(mask);
    fchmod(fd, replaces && stat(p->path, &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask);
    return fdopen(fd, "w");
}

#endif
/* ---- both */

/* Returns the folder of a path as it really is; to be freed. */
static char *folder_of(const char *path)
{
    const char *end = strrchr(path, '/');
    char *folder = strdup(end ? path : "."), *real;

    if (folder && end)
        folder[end > path ? end - path : 1] = '\0';
    real = folder ? real_path(folder) : NULL;
    if (!real)
        return folder;
    free(folder);
    return real;
}

bool system_same_file(const char *a, const char *b)
{
    struct stat s, t;

    if (!a || !b)
        return false;
    if (stat(a, &s) == 0 && stat(b, &t) == 0)
        return S_ISREG(s.st_mode) && s.st_dev == t.st_dev && s.st_ino == t.st_ino;

    const char *end_a = strrchr(a, '/'), *end_b = strrchr(b, '/');
    char *one = folder_of(a), *other = folder_of(b); /* not there yet */
    bool same = one && other && strcmp(one, other) == 0 &&
                strcmp(end_a ? end_a + 1 : a, end_b ? end_b + 1 : b) == 0;

    free(one);
    free(other);
    return same;
}

bool system_in_place(const char *path)
{
    struct stat s, out;

    if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0)
        return true;
    if (stat(path, &s) != 0)
        return false;
    return !S_ISREG(s.st_mode) ||
           (fstat(STDOUT_FILENO, &out) == 0 && s.st_dev == out.st_dev && s.st_ino == out.st_ino);
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
    char *real = real_path(path); /* NULL: there is no such file yet */
    FILE *file = NULL;

    p->path = real ? real : strdup(path);
    p->name = p->path ? malloc(strlen(p->path) + sizeof ".XXXXXX") : NULL;
    if (p->name && (!real || access(real, W_OK) == 0)) {
        sprintf(p->name, "%s.XXXXXX", p->path);
        file = open_new(p, real != NULL);
    }
    if (file)
        watch_over(p->name);
    else
        free_part(p);
    return file;
}

bool system_keep_part(struct part *p)
{
    bool good = !p->name || rename(p->name, p->path) == 0;
    int why = errno;

    if (!good)
        unlink(p->name);
    errno = why;
    free_part(p);
    return good;
}

void system_drop_part(struct part *p)
{
    if (p->name)
        unlink(p->name);
    free_part(p);
}
