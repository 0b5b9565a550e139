#include "slips.h"

#include "show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7 };

static const char head[] = "number\tseverity\twhere\tprinted\tright\tshown\tby";

/* A ledger being read, at line `number` of path. */
struct reader {
    struct ledger *ledger;
    const char *path;
    size_t number;
};

static bool fail(const struct reader *r, const char *what)
{
    snprintf(r->ledger->error, sizeof r->ledger->error, "%s:%zu: %s", SHOWN_PATH(r->path),
             r->number, what);
    return false;
}

static bool is_shown(const char *text)
{
    return strcmp(text, "diff") == 0 || strcmp(text, "property") == 0 ||
           strcmp(text, "experiment") == 0 || strcmp(text, "claim") == 0 ||
           strcmp(text, "text") == 0;
}

/* Cuts a line at its tabs; returns how many columns that makes. */
static size_t cut(char *line, char *column[COLUMNS])
{
    size_t n = 0;

    for (char *here; (here = line); n++) {
        if ((line = strchr(here, '\t')))
            *line++ = '\0';
        if (n < COLUMNS)
            column[n] = here;
    }
    return n;
}

/* Cuts s->line, and checks its columns. */
static bool read_slip(const struct reader *r, struct slip *s)
{
    char *column[COLUMNS], *end = NULL;
    size_t n = cut(s->line, column);
    long number = n == COLUMNS ? strtol(column[0], &end, 10) : 0;

    if (n != COLUMNS || *end || number <= 0 || number > MOST_SLIPS)
        return fail(r, "want a number and six more columns, separated by tabs");
    if (strlen(column[1]) != 1 || !strchr("ABCD", *column[1]))
        return fail(r, "the severity must be A, B, C or D");
    if (!is_shown(column[5]))
        return fail(r, "a slip is shown by diff, property, experiment, claim or text");
    for (size_t i = 2; i < COLUMNS; i++)
        if (*column[i] == '\0')
            return fail(r, "a column is empty");
    for (const struct slip *old = r->ledger->slip; old < s; old++)
        if (old->number == number)
            return fail(r, "this number has a line already");
    *s = (struct slip){(int)number, s->line,   column[1], column[2],
                       column[3],   column[4], column[5], column[6]};
    return true;
}

static bool add(const struct reader *r, const char *line)
{
    struct ledger *ledger = r->ledger;
    struct slip *grown = realloc(ledger->slip, (ledger->count + 1) * sizeof *grown);
    struct slip *s;

    if (!grown)
        return fail(r, "no memory");
    ledger->slip = grown;
    s = &grown[ledger->count];
    *s = (struct slip){.line = strdup(line)};
    if (!s->line)
        return fail(r, "no memory");
    ledger->count++;
    return read_slip(r, s);
}

bool ledger_read(struct ledger *ledger, const char *path)
{
    struct reader r = {ledger, path, 0};
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    bool good = true;

    *ledger = (struct ledger){0};
    if (!file) {
        snprintf(ledger->error, sizeof ledger->error, "%s: %s", SHOWN_PATH(path), strerror(errno));
        return false;
    }
    for (ssize_t n; good && (n = getline(&line, &size, file)) >= 0;) {
        r.number++;
        if (strlen(line) != (size_t)n)
            good = fail(&r, "a zero byte: this is not a ledger");
        line[strcspn(line, "\r\n")] = '\0';
        if (good && r.number == 1 && strcmp(line, head) != 0)
            good = fail(&r, "the first line must name the seven columns");
        if (good && r.number > 1 && *line)
            good = add(&r, line);
    }
    if (good && (ferror(file) || !feof(file))) {
        snprintf(ledger->error, sizeof ledger->error, "%s: %s", SHOWN_PATH(path), strerror(errno));
        good = false;
    }
    if (good && r.number == 0) {
        r.number = 1;
        good = fail(&r, "the first line must name the seven columns");
    }
    free(line);
    fclose(file);
    return good;
}

void ledger_free(struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->count; i++)
        free(ledger->slip[i].line);
    free(ledger->slip);
}

const struct slip *ledger_find(const struct ledger *ledger, const char *figure, const char *block,
                               size_t row, size_t col)
{
    char place[300];

    snprintf(place, sizeof place, "%s:%s[%zu,%zu]", figure, block, row, col);
    for (size_t i = 0; i < ledger->count; i++) {
        const struct slip *s = &ledger->slip[i];
        const char *found = strcmp(s->shown, "diff") == 0 ? strstr(s->by, place) : NULL;

        if (found && (found == s->by || found[-1] == ' '))
            return s;
    }
    return NULL;
}
