#include "claims.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static _Noreturn void give_up(struct claims *d, const char *path)
{
    chapter_refuse(d->c, "output", path, strerror(errno));
}

void table_begin(struct claims *d, const char *name, const char *columns)
{
    table_begin_wide(d, name, columns, "");
}

void table_begin_wide(struct claims *d, const char *name, const char *columns, const char *more)
{
    d->table = name;
    d->lines = open_memstream(&d->text, &d->size);
    if (!d->lines)
        give_up(d, name);
    fprintf(d->lines, "#%s%s\n", columns, more);
    if (d->c->showing)
        printf("\n  %s\n", columns);
}

static void show_numbers(const struct claims *d, const char *format, va_list numbers)
{
    if (!d->c->showing)
        return;
    fputs("  ", stdout);
    vprintf(format, numbers);
    fputc('\n', stdout);
}

void table_line(struct claims *d, const char *format, ...)
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

void table_show(struct claims *d, const char *format, ...)
{
    va_list numbers;

    va_start(numbers, format);
    show_numbers(d, format, numbers);
    va_end(numbers);
}

void table_more(struct claims *d, const char *format, ...)
{
    va_list numbers;

    va_start(numbers, format);
    vfprintf(d->lines, format, numbers);
    fputc('\n', d->lines);
    va_end(numbers);
}

static void write_file(struct claims *d)
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

void table_end(struct claims *d)
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

void verdict(struct claims *d, bool holds, const char *what, const char *format, ...)
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

/* ---- the options */
void claims_options(struct claims *d, const struct claim *list,
                    struct option_spec spec[CLAIM_OPTIONS])
{
    d->list = list;
    d->which.of = d->words;
    for (size_t i = 0; i < CLAIMS_MOST && list[i].name; i++)
        d->words[i] = (struct word){list[i].name, list[i].asks};
    spec[0] = (struct option_spec){.name = "claim",
                                   .value = "NAME",
                                   .help = "test one claim:",
                                   .kind = OPTION_CHOICE,
                                   .to = &d->which};
    spec[1] = (struct option_spec){.name = "output",
                                   .value = "DIR",
                                   .help = "write the tables of the claims to DIR",
                                   .kind = OPTION_TEXT,
                                   .to = &d->output};
    spec[2] =
        (struct option_spec){.name = "full",
                             .help = "use the article's own rates and more seeds: takes minutes",
                             .kind = OPTION_FLAG,
                             .to = &d->full};
}

bool claims_usual(const struct chapter *c, const struct options *usual)
{
    const struct options *o = &c->o;

    return o->rows == usual->rows && o->hidden == usual->hidden && !c->own && o->lr == usual->lr &&
           o->lambda == usual->lambda && o->gradient == usual->gradient && o->bias == usual->bias;
}

void claims_refuse(const struct chapter *c, const char *also)
{
    fprintf(stderr,
            "%s: a claim has settings of its own: --seed, --data-seed, --full and --output go "
            "with it%s\n",
            c->name, also);
    exit(2);
}

/* ---- all of them */
static void make_directory(struct chapter *c, const char *path)
{
    struct stat s;

    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        chapter_refuse(c, "output", path, strerror(errno));
    if (stat(path, &s) != 0 || !S_ISDIR(s.st_mode))
        chapter_refuse(c, "output", path, "is not a directory");
}

/* The tables are DIR/NAME.txt: a trace of such a name could be one of them. */
static void refuse_trace_among_tables(struct chapter *c, const char *directory)
{
    const char *trace = c->o.trace ? c->o.trace : "", *slash = strrchr(trace, '/');
    size_t length = strlen(trace);
    char path[4096];

    if (length < 4 || strcmp(trace + length - 4, ".txt") != 0)
        return;
    snprintf(path, sizeof path, "%s/%s", directory, slash ? slash + 1 : trace);
    if (system_same_file(path, trace))
        chapter_refuse(c, "output", directory, "one of its tables is the file of --trace");
}

int claims_test(struct claims *d, struct chapter *c)
{
    d->c = c;
    if (d->output) {
        make_directory(c, d->output);
        refuse_trace_among_tables(c, d->output);
    }
    chapter_open(c);
    for (const struct claim *claim = d->list; claim->name; claim++) {
        if (!claim->run || (d->which.name && d->which.name != claim->name))
            continue;
        if (c->showing) {
            fputc('\n', stdout);
            show_title(&c->show, claim->name);
            chapter_say(c, "%s", claim->asks);
        }
        claim->run(d);
        chapter_pause(c);
        fflush(stdout);
    }
    if (d->failed)
        chapter_say(c, "At least one verdict was not confirmed: see above.");
    return d->failed ? 1 : 0;
}
