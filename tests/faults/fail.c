/* A library that is loaded before a program (LD_PRELOAD, Linux with glibc) and has one of its calls
 * fail.  The environment says which:
 *
 *     FAULT="memory 3"     the third allocation finds no memory
 *     FAULT="file 3"       the third call about a file fails: open, read, write, close, fsync,
 * rename, ... FAULT="full 3"       the disk is full from the third write on FAULT="room 300" the
 * disk has room for 300 bytes; who removes a file gives its room back FAULT="signal 3 15"  signal
 * 15 arrives right behind the third call about a file
 *
 * To descriptor 100 it writes, at the end, how many such calls, or bytes, there were.  stdio's own
 * calls cannot be replaced, but its streams can: every one is a cookie here.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REPORT = 100, STREAMS = 32 };
static char kind; /* 0: nothing is to fail, yet */
static long when, calls;
static int number;

/* Returns whether this call is to fail, with errno set. */
static bool fails(char of, int why)
{
    if (kind != of)
        return false;
    calls++;
    if (kind == 's' || (kind == 'w' ? calls < when : calls != when))
        return false;
    errno = why;
    return true;
}

/* A call about a file has been made. */
static void made(void)
{
    if (kind == 's' && calls == when) {
        int was = errno;

        kind = '-';
        kill(getpid(), number);
        errno = was;
    }
}

static bool file_fails(int why)
{
    return fails('s', 0) || fails('f', why);
}

/* The real function of that name. */
#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))(uintptr_t)dlsym(RTLD_NEXT, #name))

/* ---- memory */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

void *malloc(size_t n)
{
    return fails('m', ENOMEM) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails('m', ENOMEM) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails('m', ENOMEM) ? NULL : __libc_realloc(p, n);
}

/* ---- streams */

static struct stream {
    FILE *file;
    int fd;
} streams[STREAMS];

static ssize_t read_some(void *cookie, char *text, size_t n)
{
    if (file_fails(EIO))
        return -1;

    ssize_t got = read(((struct stream *)cookie)->fd, text, n);

    made();
    return got;
}

static ssize_t write_some(void *cookie, const char *text, size_t n)
{
    int fd = ((struct stream *)cookie)->fd;
    bool limited = kind == 'r' && fd != STDOUT_FILENO;

    bool full = limited && n > (size_t)(when - calls);

    if (file_fails(ENOSPC) || fails('w', ENOSPC))
        return 0; /* what a cookie returns for an error */

    ssize_t put = write(fd, text, full ? (size_t)(when - calls) : n);

    calls += limited && put > 0 ? put : 0;
    made();
    if (full)
        errno = ENOSPC; /* less than n is an error, too */
    return put < 0 ? 0 : put;
}

/* What a failing disk may do with what it has taken. */
static void lose(int fd)
{
    if (fd != STDOUT_FILENO && ftruncate(fd, 0) != 0)
        errno = EIO;
}

static int close_it(void *cookie)
{
    struct stream *s = cookie;
    bool bad = file_fails(EIO);

    if (bad)
        lose(s->fd);

    int status = close(s->fd);

    s->file = NULL;
    made();
    if (bad)
        errno = EIO;
    return bad ? -1 : status;
}

static FILE *stream_of(int fd, const char *mode)
{
    for (int i = 0; i < STREAMS; i++)
        if (!streams[i].file) {
            streams[i].fd = fd;
            streams[i].file = fopencookie(
                &streams[i], mode, (cookie_io_functions_t){read_some, write_some, NULL, close_it});
            return streams[i].file;
        }
    errno = EMFILE;
    return NULL;
}

FILE *fopen(const char *path, const char *mode)
{
    int flags = *mode == 'r' ? O_RDONLY : O_WRONLY | O_CREAT | (*mode == 'a' ? O_APPEND : O_TRUNC);

    if (file_fails(EACCES))
        return NULL;

    int fd = open(path, flags, 0666);
    FILE *file = fd < 0 ? NULL : stream_of(fd, mode);

    if (fd >= 0 && !file) {
        close(fd);
        errno = ENOMEM;
    }
    made();
    return file;
}

FILE *fdopen(int fd, const char *mode)
{
    FILE *file = file_fails(EMFILE) ? NULL : stream_of(fd, mode);

    made();
    return file;
}

int fileno(FILE *file)
{
    for (int i = 0; file && i < STREAMS; i++)
        if (streams[i].file == file)
            return streams[i].fd;
    return REAL(int, fileno, FILE *)(file);
}

/* ---- other calls about files */

#define ONE(type, bad, why, name, parameters, arguments, ...)                                      \
    type name parameters                                                                           \
    {                                                                                              \
        if (file_fails(why))                                                                       \
            return bad;                                                                            \
        type result = REAL(type, name, __VA_ARGS__) arguments;                                     \
        made();                                                                                    \
        return result;                                                                             \
    }

ONE(int, -1, EACCES, mkstemp, (char *name), (name), char *)
ONE(int, -1, EACCES, stat, (const char *path, struct stat *s), (path, s), const char *,
    struct stat *)
ONE(int, -1, EACCES, mkdir, (const char *path, mode_t mode), (path, mode), const char *, mode_t)
ONE(char *, NULL, EACCES, realpath, (const char *path, char *real), (path, real), const char *,
    char *)
ONE(ssize_t, -1, EIO, readlink, (const char *path, char *to, size_t n), (path, to, n), const char *,
    char *, size_t)
ONE(int, -1, EACCES, access, (const char *path, int how), (path, how), const char *, int)
ONE(DIR *, NULL, EACCES, opendir, (const char *path), (path), const char *)
ONE(struct dirent *, NULL, EIO, readdir, (DIR * folder), (folder), DIR *)
ONE(int, -1, EIO, scandir,
    (const char *path, struct dirent ***list, int (*keep)(const struct dirent *),
     int (*compare)(const struct dirent **, const struct dirent **)),
    (path, list, keep, compare), const char *, struct dirent ***, int (*)(const struct dirent *),
    int (*)(const struct dirent **, const struct dirent **))

static ino_t synced[STREAMS];
static int syncs;

/* Without waiting for the disk, which would take most of the time. */
int fsync(int fd)
{
    bool bad = file_fails(EIO);
    struct stat s;

    if (bad)
        lose(fd);
    if (fstat(fd, &s) == 0)
        synced[syncs++ % STREAMS] = s.st_ino;
    made();
    if (bad)
        errno = EIO;
    return bad ? -1 : 0;
}

int rename(const char *from, const char *to)
{
    struct stat s = {0};
    bool safe = REAL(int, stat, const char *, struct stat *)(from, &s) != 0;

    for (int i = 0; i < STREAMS; i++)
        safe |= synced[i] == s.st_ino;
    if (!safe) {
        fprintf(stderr, "%s is renamed before it is synced\n", from);
        _exit(98);
    }
    if (file_fails(EIO))
        return -1;

    int status = REAL(int, rename, const char *, const char *)(from, to);

    made();
    return status;
}

int unlink(const char *path)
{
    struct stat s;
    bool there = REAL(int, stat, const char *, struct stat *)(path, &s) == 0;
    int status = REAL(int, unlink, const char *)(path);

    if (kind == 'r' && there && status == 0)
        calls -= s.st_size;
    return status;
}

/* ---- begin, and end */

__attribute__((constructor)) static void begin(void)
{
    const char *given = getenv("FAULT");

    char word[16];

    stdin = stream_of(STDIN_FILENO, "r");
    stdout = stream_of(STDOUT_FILENO, "w");
    if (given && sscanf(given, "%15s %ld %d", word, &when, &number) >= 2)
        kind = strcmp(word, "full") == 0 ? 'w' : *word;
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    int n;

    kind = 0;
    n = snprintf(text, sizeof text, "%ld", calls);
    if (pwrite(REPORT, text, (size_t)n, 0) != n)
        _exit(99);
}
