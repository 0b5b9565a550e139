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

static void write_time(char *text, size_t room, double left)
{
    if (left >= 3600)
        snprintf(text, room, "%d h %02d min", (int)(left / 3600), (int)(left / 60) % 60);
    else if (left >= 60)
        snprintf(text, room, "%d min %02d s", (int)left / 60, (int)left % 60);
    else
        snprintf(text, room, "%.0f s", left);
}

/* A line that is too long for the terminal would be left standing when the next is drawn over it:
 * so what matters least is left out first. */
void progress_draw(struct progress *p, size_t epoch, double loss, double accuracy)
{
    double took = p->last - p->begun, done = (double)(epoch - p->first + 1);
    double rate = took > 0 ? done / took : 0;
    size_t columns = system_width(stderr);
    size_t most = !p->terminal ? 200 : columns > 0 ? columns - 1 : 79;
    char at[80], how[60], speed[40], left[40], line[240];

    write_time(left, sizeof left, rate > 0 ? (double)(p->end - epoch - 1) / rate : 0);
    snprintf(at, sizeof at, "epoch %zu of %zu", epoch, p->end);
    snprintf(how, sizeof how, ", loss %.4g, accuracy %.3f", loss, accuracy);
    snprintf(speed, sizeof speed,
             rate < 1e4   ? ", %.0f epochs/s"
             : rate < 1e6 ? ", %.0fk epochs/s"
                          : ", %.1fM epochs/s",
             rate < 1e4   ? rate
             : rate < 1e6 ? rate / 1e3
                          : rate / 1e6);
    snprintf(line, sizeof line, "%s%s%s, %s left", at, how, speed, left);
    if (strlen(line) > most)
        snprintf(line, sizeof line, "%s%s, %s left", at, how, left);
    if (strlen(line) > most)
        snprintf(line, sizeof line, "%s, %s left", at, left);
    if (strlen(line) > most)
        snprintf(line, sizeof line, "%d%%", (int)(100 * done / (double)(p->end - p->first)));
    fprintf(stderr, "%s%s%s", p->terminal ? "\r\033[K" : "", line, p->terminal ? "" : "\n");
    p->drawn = p->terminal;
}

void progress_clear(struct progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}
