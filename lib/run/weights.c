#include "weights.h"

#include "matrix.h"
#include "show.h"
#include "step.h"
#include "trace.h"
#include "trace_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {"W1", "b1", "W2", "b2"};
enum { NAMES = sizeof names / sizeof *names };

bool weights_save(struct trace *t, const char *path, const struct step *s, size_t epoch)
{
    if (!trace_open(t, path, -1))
        return false;
    trace_head(t, "weights after %zu epochs", epoch);
    trace_head(t, "set epoch=%zu", epoch);
    for (size_t i = 0; i < NAMES; i++)
        if (step_matrix(s, step_find(names[i])))
            trace_block(t, names[i], step_matrix(s, step_find(names[i])), NULL);
    return trace_end(t);
}

static bool all_finite(const struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (!isfinite(m->v[i]))
            return false;
    return true;
}

static bool is_weight(const char *name)
{
    for (size_t i = 0; i < NAMES; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static const char *check_names(const struct trace_file *t)
{
    for (size_t i = 0; i < t->blocks; i++)
        if (strncmp(t->block[i].name, "W1@", 3) == 0)
            return "weights of many epochs: go on from those that --save has kept";
    for (size_t i = 0; i < t->blocks; i++)
        if (!is_weight(t->block[i].name))
            return "it holds more than weights: go on from those that --save has kept";
    return NULL;
}

static const char *check_numbers(const struct trace_file *t)
{
    const struct scalar *epoch = trace_file_scalar(t, "epoch", 5);

    for (size_t i = 0; i < NAMES; i++) {
        const struct block *b = trace_file_block(t, names[i], 2);

        if (b && !all_finite(b->m))
            return "a weight is not finite";
    }
    if (epoch &&
        !(epoch->value >= 0 && epoch->value <= 1e15 && floor(epoch->value) == epoch->value))
        return "epoch is not a whole number";
    return NULL;
}

static bool fits(const struct block *b, const struct matrix *m)
{
    return !b == !m && (!b || (b->m->rows == m->rows && b->m->cols == m->cols));
}

/* Returns whether the file fits the network of s; if not, error says what it holds. */
static bool check_shapes(const struct trace_file *t, const struct step *s, char error[400])
{
    const struct block *W1 = trace_file_block(t, "W1", 2), *b1 = trace_file_block(t, "b1", 2);
    const struct block *W2 = trace_file_block(t, "W2", 2), *b2 = trace_file_block(t, "b2", 2);

    if (fits(W1, s->W1) && fits(b1, s->b1) && fits(W2, s->W2) && fits(b2, s->b2))
        return true;
    if (!W1 || !W2)
        snprintf(error, 400, "%s: no weights: the blocks W1 and W2 are wanted",
                 SHOWN_PATH(t->path));
    else if (W1->m->cols != W2->m->rows)
        snprintf(error, 400, "%s: W1 has not as many columns as W2 has rows", SHOWN_PATH(t->path));
    else
        snprintf(error, 400,
                 "weights of %zu inputs, %zu hidden units, %zu outputs%s; this network has %zu, "
                 "%zu, %zu%s",
                 W1->m->rows, W1->m->cols, W2->m->cols, b1 && b2 ? " and biases" : "", s->in,
                 s->hidden, s->out, s->b1 ? " and biases" : "");
    return false;
}

static void take(const struct trace_file *t, struct step *s, size_t *epoch)
{
    struct matrix *to[NAMES] = {s->W1, s->b1, s->W2, s->b2};
    const struct scalar *count = trace_file_scalar(t, "epoch", 5);

    for (size_t i = 0; i < NAMES; i++)
        if (to[i])
            matrix_copy(to[i], trace_file_block(t, names[i], 2)->m);
    *epoch = count ? (size_t)count->value : 0;
}

bool weights_load(const char *path, struct step *s, size_t *epoch, char error[400])
{
    struct trace_file t;
    const char *wrong = NULL;
    bool good = trace_file_read(&t, path);

    if (!good)
        snprintf(error, 400, "%s", t.error);
    else if (!(wrong = check_names(&t)) && !(wrong = check_numbers(&t)))
        good = check_shapes(&t, s, error);
    if (wrong)
        snprintf(error, 400, "%s: %s", SHOWN_PATH(path), wrong);
    good = good && !wrong;
    if (good)
        take(&t, s, epoch);
    trace_file_free(&t);
    return good;
}
