/* Prints what a person reads of a claim, and writes the files with its numbers. */
#include "claims.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void give_up(struct diagnosis *d, const char *path)
{
    chapter_refuse(d->c, "output", path, strerror(errno));
}

void say_claim(struct diagnosis *d, const struct claim *claim)
{
    if (!d->c->showing)
        return;
    fputc('\n', stdout);
    show_title(&d->c->show, claim->name);
    chapter_say(d->c, "Claim: %s", claim->says);
}

void table_begin(struct diagnosis *d, const char *name, const char *columns)
{
    table_begin_wide(d, name, columns, "");
}

void table_begin_wide(struct diagnosis *d, const char *name, const char *columns, const char *more)
{
    d->table = name;
    d->lines = open_memstream(&d->text, &d->size);
    if (!d->lines)
        give_up(d, name);
    fprintf(d->lines, "#%s%s\n", columns, more);
    if (d->c->showing)
        printf("\n  %s\n", columns);
}

static void show_numbers(const struct diagnosis *d, const char *format, va_list numbers)
{
    if (!d->c->showing)
        return;
    fputs("  ", stdout);
    vprintf(format, numbers);
    fputc('\n', stdout);
}

void table_line(struct diagnosis *d, const char *format, ...)
{
    va_list numbers;

    va_start(numbers, format);
    show_numbers(d, format, numbers);
    va_end(numbers);
    va_start(numbers, format);
    fputc(' ', d->lines);
    vfprintf(d->lines, format, numbers);
    fputc('\n', d->lines);
    va_end(numbers);
}

void table_show(struct diagnosis *d, const char *format, ...)
{
    va_list numbers;

    va_start(numbers, format);
    show_numbers(d, format, numbers);
    va_end(numbers);
}

void table_more(struct diagnosis *d, const char *format, ...)
{
    va_list numbers;

    va_start(numbers, format);
    vfprintf(d->lines, format, numbers);
    fputc('\n', d->lines);
    va_end(numbers);
}

static void write_file(struct diagnosis *d)
{
    char path[4096];
    struct trace t;
    int used = snprintf(path, sizeof path, "%s/%s.txt", d->output, d->table);

    if (used < 0 || (size_t)used >= sizeof path) {
        errno = ENAMETOOLONG;
        give_up(d, d->output);
    }
    if (system_same_file(path, d->c->o.trace))
        chapter_refuse(d->c, "output", path, "this is the file of --trace");
    if (!trace_open_file(&t, path))
        give_up(d, path);
    bool written = fwrite(d->text, 1, d->size, t.file) == d->size;
    int why = errno;

    if (!trace_close_file(&t)) {
        errno = written ? errno : why;
        give_up(d, path);
    }
}

void table_end(struct diagnosis *d)
{
    bool good = fflush(d->lines) == 0 && !ferror(d->lines);

    if (fclose(d->lines) != 0 || !good || !d->text) {
        errno = ENOMEM; /* what is written to memory fails for no other reason */
        give_up(d, d->table);
    }
    if (d->output)
        write_file(d);
    free(d->text);
    d->text = NULL;
}

void verdict(struct diagnosis *d, bool holds, const char *what, const char *format, ...)
{
    char text[1500];
    va_list words;

    va_start(words, format);
    vsnprintf(text, sizeof text, format, words);
    va_end(words);
    if (!holds)
        snprintf(text, sizeof text, "Not confirmed by this measurement: that %s.", what);
    chapter_say(d->c, "%s", text);
    if (d->said) {
        size_t used = strlen(d->said);

        snprintf(d->said + used, d->room - used, " %s", text);
    }
    d->failed |= !holds;
}
