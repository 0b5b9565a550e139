#include "progress.h"

#include "system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_begin(struct progress *p, bool quiet, size_t first, size_t end)
{
    const char *term = getenv("TERM");

    *p = (struct progress){.quiet = quiet, .first = first, .end = end};
    p->terminal = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
    p->begun = p->last = seconds();
}

/* Looking at the clock costs as much as a small epoch: it is done about every 10 ms. */
bool progress_due(struct progress *p, size_t epoch)
{
    if (p->quiet || p->wait-- > 0)
        return false;

    double now = seconds(), each = (now - p->begun) / (double)(epoch - p->first + 1);

    p->wait = each > 0 && each < 0.01 ? (size_t)(0.01 / each) : 0;
    if (now - p->last < (p->terminal ? 0.2 : 10))
        return false;
    p->last = now;
    return true;
}

static const char *time_left(char text[40], double left)
{
    if (left >= 3600)
        snprintf(text, 40, "%d h %02d min", (int)(left / 3600), (int)(left / 60) % 60);
    else if (left >= 60)
        snprintf(text, 40, "%d min %02d s", (int)left / 60, (int)left % 60);
    else
        snprintf(text, 40, "%.0f s", left);
    return text;
}

void progress_draw(struct progress *p, size_t epoch, double loss, double accuracy)
{
    double took = p->last - p->begun, done = (double)(epoch - p->first + 1);
    double rate = took > 0 ? done / took : 0, unit = rate < 1e4 ? 1 : rate < 1e6 ? 1e3 : 1e6;
    size_t columns = system_width(stderr);
    size_t most = !p->terminal ? 200 : columns > 0 ? columns - 1 : 79;
    char left[40], line[240], *comma;

    snprintf(line, sizeof line,
             "epoch %zu of %zu, %s left, loss %.4g, accuracy %.3f, %.*f%s epochs/s", epoch, p->end,
             time_left(left, rate > 0 ? (double)(p->end - epoch - 1) / rate : 0), loss, accuracy,
             unit == 1e6, rate / unit,
             unit == 1     ? ""
             : unit == 1e3 ? "k"
                           : "M");
    /* A line too long for the terminal would stay when the next is drawn over it. */
    while (strlen(line) > most && (comma = strrchr(line, ',')))
        *comma = '\0';
    fprintf(stderr, "%s%s%s", p->terminal ? "\r\033[K" : "", line, p->terminal ? "" : "\n");
    p->drawn = p->terminal;
}

void progress_clear(struct progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}
