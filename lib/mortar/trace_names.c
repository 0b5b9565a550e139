#include "trace_names.h"

#include "matrix.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t name_length(const char *text)
{
    size_t n = 0;

    if (!isalpha((unsigned char)text[0]))
        return 0;
    while (isalnum((unsigned char)text[n]) || text[n] == '_')
        n++;
    if (text[n] == '@' && isdigit((unsigned char)text[n + 1]))
        for (n++; isdigit((unsigned char)text[n]);)
            n++;
    return n;
}

/* FNV-1a, and then the next slot that is free. */
size_t *name_slot(const struct trace_file *t, const char *name, size_t length)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 1099511628211u;

    size_t at = (size_t)(hash ^ hash >> 32) & (t->slots - 1);

    for (; t->slot[at] > 0; at = (at + 1) & (t->slots - 1)) {
        const char *here = t->block[t->slot[at] - 1].name;

        if (strncmp(here, name, length) == 0 && here[length] == '\0')
            break;
    }
    return &t->slot[at];
}

/* Doubles the room for blocks, and finds each a new slot. */
static bool grow(struct trace_file *t)
{
    size_t room = t->slots > 0 ? t->slots : 32;
    struct block *b = realloc(t->block, room * sizeof *b);
    size_t *slot = b ? calloc(2 * room, sizeof *slot) : NULL;

    if (b)
        t->block = b;
    if (!slot)
        return false;
    free(t->slot);
    t->slot = slot;
    t->slots = 2 * room;
    for (size_t i = 0; i < t->blocks; i++)
        *name_slot(t, t->block[i].name, strlen(t->block[i].name)) = i + 1;
    return true;
}

struct block *trace_file_add(struct trace_file *t, const char *name)
{
    struct matrix *m = calloc(1, sizeof *m);

    if (!m || (2 * t->blocks == t->slots && !grow(t))) {
        free(m);
        return NULL;
    }

    struct block *b = &t->block[t->blocks++];

    *b = (struct block){.m = m};
    memcpy(b->name, name, strlen(name) + 1);
    *name_slot(t, name, strlen(name)) = t->blocks;
    return b;
}

const struct block *trace_file_block(const struct trace_file *t, const char *name, size_t length)
{
    const size_t *slot = t->slots > 0 ? name_slot(t, name, length) : NULL;

    return slot && *slot > 0 ? &t->block[*slot - 1] : NULL;
}

const struct scalar *trace_file_scalar(const struct trace_file *t, const char *name, size_t length)
{
    for (size_t i = 0; i < t->sets; i++)
        if (strncmp(t->set[i].name, name, length) == 0 && t->set[i].name[length] == '\0')
            return &t->set[i];
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct block *const *)a)->name, (*(const struct block *const *)b)->name);
}

/* Sorted, a name is followed by all those that it begins. */
bool names_beginning(const struct trace_file *t, const struct block **bad,
                     const struct block **earlier)
{
    const struct block **sorted = calloc(t->blocks, sizeof *sorted);

    *bad = NULL;
    if (!sorted)
        return false;
    for (size_t i = 0; i < t->blocks; i++)
        sorted[i] = &t->block[i];
    qsort(sorted, t->blocks, sizeof *sorted, by_name);
    for (size_t i = 0; i < t->blocks; i++) {
        const struct block *b = sorted[i];

        for (size_t j = i + 1; j < t->blocks; j++) {
            if (strncmp(b->name, sorted[j]->name, strlen(b->name)) != 0)
                break;
            if (sorted[j]->line < b->line && (!*bad || b->line < (*bad)->line)) {
                *bad = b;
                *earlier = sorted[j];
            }
        }
    }
    free(sorted);
    return true;
}
