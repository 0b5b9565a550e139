#include "weights.h"

#include "trace_file.h"
#include "matrix.h"
#include "show.h"
#include "trace.h"

#include <math.h>
#include <string.h>

bool weights_save(struct trace *t, const char *path, const struct matrix *W1,
                  const struct matrix *W2, size_t epoch)
{
    if (!trace_open(t, path, -1))
        return false;
    trace_head(t, "weights after %zu epochs", epoch);
    trace_head(t, "set epoch=%zu", epoch);
    trace_block(t, "W1", W1, NULL);
    trace_block(t, "W2", W2, NULL);
    return trace_end(t);
}

/* All entries are numbers that training can go on from. */
static bool all_finite(const struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (!isfinite(m->v[i]))
            return false;
    return true;
}

static const char *take(const struct trace_file *t, struct matrix **W1, struct matrix **W2,
                        size_t *epoch)
{
    const struct block *one = trace_file_block(t, "W1", 2), *two = trace_file_block(t, "W2", 2);
    const struct scalar *count = trace_file_scalar(t, "epoch", 5);

    if (!one || !two)
        return "no weights: the blocks W1 and W2 are wanted";
    for (size_t i = 0; i < t->blocks; i++)
        if (strncmp(t->block[i].name, "W1@", 3) == 0)
            return "weights of many epochs: go on from those that --save has kept";
    if (one->m->cols != two->m->rows)
        return "W1 has not as many columns as W2 has rows";
    if (!all_finite(one->m) || !all_finite(two->m))
        return "a weight is not finite";
    if (count &&
        !(count->value >= 0 && count->value <= 1e15 && floor(count->value) == count->value))
        return "epoch is not a whole number";
    *epoch = count ? (size_t)count->value : 0;
    *W1 = matrix_new(one->m->rows, one->m->cols);
    *W2 = matrix_new(two->m->rows, two->m->cols);
    memcpy((*W1)->v, one->m->v, one->m->rows * one->m->cols * sizeof(double));
    memcpy((*W2)->v, two->m->v, two->m->rows * two->m->cols * sizeof(double));
    return NULL;
}

bool weights_load(const char *path, struct matrix **W1, struct matrix **W2, size_t *epoch,
                  char error[400])
{
    struct trace_file t;
    const char *wrong = NULL;
    bool good = trace_file_read(&t, path);

    if (!good)
        snprintf(error, 400, "%s", t.error);
    else if ((wrong = take(&t, W1, W2, epoch)))
        snprintf(error, 400, "%s: %s", SHOWN_PATH(path), wrong);
    trace_file_free(&t);
    return good && !wrong;
}
