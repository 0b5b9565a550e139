#include "compute.h"

#include "evaluate.h"
#include "matrix.h"

#include <stdlib.h>
#include <string.h>

bool block_resize(struct block *b, size_t rows, size_t cols)
{
    double *v = calloc(rows * cols, sizeof *v);
    short *decimals = calloc(rows * cols, sizeof *decimals);

    if (!v || !decimals) {
        free(v);
        free(decimals);
        return false;
    }
    for (size_t i = 0; i < rows * cols; i++)
        decimals[i] = PLACE_EXACT;
    free(b->m->v);
    free(b->decimals);
    *b->m = (struct matrix){rows, cols, v};
    b->decimals = decimals;
    return true;
}

static bool compute(const struct evaluation *e, struct block *b)
{
    const struct node *top = &e->f.node[e->f.nodes - 1];

    if (!block_resize(b, top->rows, top->cols))
        return false;
    for (size_t i = 0; i < top->rows * top->cols; i++)
        b->m->v[i] = evaluation_entry(e, e->f.nodes - 1, i / top->cols, i % top->cols).value;
    return true;
}

bool compute_block(struct trace_file *t, struct block *b, const char *formula,
                   const struct block *before, char error[ERROR_MOST])
{
    struct evaluation e;
    bool good =
        evaluation_begin(&e, t, formula, before, 0) && (b->m->rows == 0 || evaluation_fits(&e, b));

    if (good && !compute(&e, b)) {
        snprintf(e.f.error, sizeof e.f.error, "no memory");
        good = false;
    }
    if (!good)
        snprintf(error, ERROR_MOST, "%s", e.f.error);
    evaluation_free(&e);
    return good;
}

static bool copy_block(struct trace_file *to, const struct block *from)
{
    size_t size = from->m->rows * from->m->cols;
    struct block *b = trace_file_add(to, from->name);

    if (!b || !block_resize(b, from->m->rows, from->m->cols) ||
        (from->formula && !(b->formula = strdup(from->formula))))
        return false;
    memcpy(b->m->v, from->m->v, size * sizeof *b->m->v);
    memcpy(b->decimals, from->decimals, size * sizeof *b->decimals);
    b->line = from->line;
    return true;
}

bool trace_copy(struct trace_file *to, const struct trace_file *t)
{
    *to = *t;
    to->path = to->head = NULL;
    to->block = NULL;
    to->slot = NULL;
    to->blocks = to->slots = to->kept = 0;
    to->set = malloc(t->sets * sizeof *to->set + 1);
    if (!to->set) {
        to->sets = 0;
        return false;
    }
    if (t->sets > 0)
        memcpy(to->set, t->set, t->sets * sizeof *to->set);
    for (size_t i = 0; i < t->blocks; i++)
        if (!copy_block(to, &t->block[i]))
            return false;
    return true;
}
