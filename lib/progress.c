#include "progress.h"

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

static void print_time(double left)
{
    if (left >= 3600)
        fprintf(stderr, "%.0f h %02.0f min", left / 3600,
                (left / 60) - 60 * (double)(long)(left / 3600));
    else if (left >= 60)
        fprintf(stderr, "%d min %02d s", (int)left / 60, (int)left % 60);
    else
        fprintf(stderr, "%.0f s", left);
}

void progress_draw(struct progress *p, size_t epoch, double loss, double accuracy)
{
    double took = p->last - p->begun, done = (double)(epoch - p->first + 1);
    double rate = took > 0 ? done / took : 0;

    fprintf(stderr, "%sepoch %zu of %zu, loss %.4g, accuracy %.3f, %.3g epochs/s, ",
            p->terminal ? "\r\033[K" : "", epoch, p->end, loss, accuracy, rate);
    print_time(rate > 0 ? (double)(p->end - epoch - 1) / rate : 0);
    fputs(p->terminal ? " left" : " left\n", stderr);
    p->drawn = p->terminal;
}

void progress_end(struct progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}
