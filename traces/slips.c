#include "slips.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7 };

static bool add(struct ledger *ledger, char *line, const char *path, size_t number)
{
    char *column[COLUMNS] = {0}, *end;
    size_t n = 0;

    for (char *next = line; next; n++) {
        char *here = next;

        if ((next = strchr(here, '\t')))
            *next++ = '\0';
        if (n < COLUMNS)
            column[n] = here;
    }

    struct slip s = {0};

    if (n == COLUMNS)
        s.number = (int)strtol(column[0], &end, 10);
    if (n != COLUMNS || *end || s.number <= 0) {
        snprintf(ledger->error, sizeof ledger->error,
                 "%.200s:%zu: want a number and six more columns, separated by tabs", path, number);
        return false;
    }

    struct slip *grown = realloc(ledger->slip, (ledger->count + 1) * sizeof *grown);

    if (grown) {
        ledger->slip = grown;
        s.severity = strdup(column[1]);
        s.where = strdup(column[2]);
        s.printed = strdup(column[3]);
        s.right = strdup(column[4]);
        s.shown = strdup(column[5]);
        s.by = strdup(column[6]);
        ledger->slip[ledger->count++] = s;
    }
    if (!grown || !s.severity || !s.where || !s.printed || !s.right || !s.shown || !s.by) {
        snprintf(ledger->error, sizeof ledger->error, "%.200s: no memory", path);
        return false;
    }
    return true;
}

bool ledger_read(struct ledger *ledger, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0, number = 0;
    bool good = true;

    *ledger = (struct ledger){0};
    if (!file) {
        snprintf(ledger->error, sizeof ledger->error, "%.200s: %s", path, strerror(errno));
        return false;
    }
    while (good && getline(&line, &size, file) >= 0) {
        line[strcspn(line, "\r\n")] = '\0';
        if (number++ > 0 && *line) /* the first line names the columns */
            good = add(ledger, line, path, number);
    }
    free(line);
    fclose(file);
    return good;
}

void ledger_free(struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->count; i++) {
        struct slip *s = &ledger->slip[i];

        free(s->severity);
        free(s->where);
        free(s->printed);
        free(s->right);
        free(s->shown);
        free(s->by);
    }
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
