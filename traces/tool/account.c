#include "account.h"

#include "compute.h"
#include "evaluate.h"
#include "matrix.h"

#include <stdlib.h>
#include <string.h>

/* Returns the bias that is meant by dLoss_db1 or b1_new, or NULL. */
static const struct block *bias_of(const struct trace_file *t, const struct block *b)
{
    const char *name = strncmp(b->name, "dLoss_d", 7) == 0 ? b->name + 7 : b->name;
    const char *end = strstr(name, "_new");

    return name[0] == 'b' && (end || name > b->name)
               ? trace_file_block(t, name, end ? (size_t)(end - name) : strlen(name))
               : NULL;
}

static bool single(const struct block *b)
{
    return b && b->m->rows == 1 && b->m->cols == 1;
}

bool account_repeats(const struct trace_file *ref, const struct block *r, const struct block *b)
{
    return single(r) && b->m->rows == 1 && (!b->formula || single(bias_of(ref, r)));
}

static void extend(struct trace_file *trace, const struct block *r)
{
    char ignored[ERROR_MOST];
    struct evaluation e;
    bool good = evaluation_begin(&e, trace, r->formula, NULL, 0);
    struct block *b = good ? trace_file_add(trace, r->name) : NULL;

    evaluation_free(&e);
    if (!b)
        return;
    b->line = r->line;
    if (compute_block(trace, b, r->formula, b, ignored))
        b->formula = strdup(r->formula);
}

void account_extend(struct trace_file *trace, const struct trace_file *ref)
{
    for (const struct block *r = ref->block; r < ref->block + ref->blocks; r++)
        if (r->formula && !trace_file_block(trace, r->name, strlen(r->name)) &&
            !trace_file_scalar(trace, r->name, strlen(r->name)))
            extend(trace, r);
}

/* Puts what the reference prints in the place of what was computed; one number may be that of a
 * whole row. */
static bool print_over(struct block *c, const struct trace_file *ref, const struct block *r)
{
    char *formula = r->formula ? strdup(r->formula) : NULL;

    if (r->formula && !formula)
        return false;
    if (formula) {
        free(c->formula);
        c->formula = formula;
    }
    for (size_t i = 0; i < c->m->rows * c->m->cols; i++) {
        size_t from = single(r) ? 0 : i;

        if (r->decimals[from] == PLACE_NONE)
            continue;
        c->m->v[i] = r->m->v[from];
        c->decimals[i] = (short)(ref->digits >= 0 ? ref->digits : r->decimals[from]);
    }
    return true;
}

bool account_make(struct account *a, struct trace_file *trace, const struct trace_file *ref)
{
    a->trace = trace;
    if (!trace_copy(&a->printed, trace))
        return false;
    a->printed.exact = false;
    a->printed.digits = -1;
    for (size_t k = 0; k < trace->blocks; k++) {
        struct block *c = &a->printed.block[k];
        const struct block *r = trace_file_block(ref, c->name, strlen(c->name));
        size_t size = c->m->rows * c->m->cols;

        for (size_t i = 0; i < size && (trace->exact || trace->digits >= 0); i++)
            c->decimals[i] = (short)(trace->exact ? PLACE_EXACT : trace->digits);
        if (r && (r->formula || c->formula) &&
            (account_repeats(ref, r, c) ||
             (r->m->rows == c->m->rows && r->m->cols == c->m->cols)) &&
            !print_over(c, ref, r))
            return false;
    }
    return true;
}

void account_free(struct account *a)
{
    trace_file_free(&a->printed);
}

const struct block *account_printed(const struct account *a, const char *name)
{
    return trace_file_block(&a->printed, name, strlen(name));
}

/* Fills in which numbers of a block follow from its formula; false: it cannot be computed. */
static bool follow(struct trace_file *t, const struct block *b, bool *which)
{
    struct evaluation e;
    bool good = evaluation_begin(&e, t, b->formula, NULL, 1e-13) && evaluation_fits(&e, b);

    for (size_t i = 0; good && i < b->m->rows * b->m->cols; i++) {
        struct entry x = evaluation_entry(&e, e.f.nodes - 1, i / b->m->cols, i % b->m->cols);

        which[i] = evaluation_agrees(&e, b, i, x);
    }
    evaluation_free(&e);
    return good;
}

static bool *following(struct trace_file *t, const struct block *b)
{
    bool *which = b && b->formula ? calloc(b->m->rows * b->m->cols, sizeof *which) : NULL;

    if (which && follow(t, b, which))
        return which;
    free(which);
    return NULL;
}

bool account_sound(struct account *a, const struct block *b)
{
    bool *which = following(a->trace, b), sound = which != NULL;

    for (size_t i = 0; sound && i < b->m->rows * b->m->cols; i++)
        sound = which[i];
    free(which);
    return sound;
}

bool *account_follow(struct account *a, const struct block *b)
{
    return account_sound(a, b) ? following(&a->printed, account_printed(a, b->name)) : NULL;
}
