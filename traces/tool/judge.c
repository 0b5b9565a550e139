#include "diff.h"

#include "formula.h"

#include <string.h>

struct pair diff_pair(const struct diff *d, const struct trace_file *ref, const struct block *r,
                      const struct trace_file *t, const struct block *b)
{
    struct account *a = d->account && !ref->exact
                            ? &d->account[(size_t)(t - d->trace) * d->refs + (size_t)(ref - d->ref)]
                            : NULL;

    return (struct pair){ref, t, r, b, &d->ledger, d->tolerance, a};
}

bool reference_at_fault(const struct pair *p)
{
    return p->account && account_sound(p->account, p->b);
}

/* The blocks that a formula names, one at a time; *at moves along. */
static const struct block *next_operand(const struct trace_file *t, const char **at)
{
    while (*at && **at) {
        size_t length = name_length(*at);
        bool function = length == 0 || formula_function(*at, length);
        const struct block *b = function ? NULL : trace_file_block(t, *at, length);

        *at += length ? length : 1;
        if (b)
            return b;
    }
    return NULL;
}

static bool made_from_wrong(const struct diff *d, size_t k, size_t i)
{
    const struct trace_file *t = &d->trace[k];
    const char *at = t->block[i].formula;

    for (const struct block *b; (b = next_operand(t, &at));)
        if (b < &t->block[i] && d->state[k][b - t->block] >= WRONG)
            return true;
    return false;
}

bool departs(const struct diff *d, const struct trace_file *t, const struct block *b,
             struct departure *found)
{
    for (size_t f = 0; f < d->refs; f++) {
        found->ref = &d->ref[f];
        found->r = trace_file_block(found->ref, b->name, strlen(b->name));
        if (!found->r)
            continue;
        found->pair = diff_pair(d, found->ref, found->r, t, b);
        found->result = compare(&found->pair);
        if (found->result.differ > 0)
            return true;
    }
    return false;
}

static enum state judge(const struct diff *d, size_t k, size_t i)
{
    const struct block *b = &d->trace[k].block[i];
    struct departure from = {0};

    if (made_from_wrong(d, k, i))
        return AFTER;
    if (!departs(d, &d->trace[k], b, &from))
        return SOUND;
    return from.result.shape && reference_at_fault(&from.pair) ? MISPRINT : WRONG;
}

void judge_trace(struct diff *d, size_t k)
{
    for (size_t i = 0; i < d->trace[k].blocks; i++)
        d->state[k][i] = judge(d, k, i);
}
