#include "weights.h"

#include "matrix.h"
#include "show.h"
#include "step.h"
#include "trace.h"
#include "trace_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"W1", "b1", "W2", "b2"};
enum { NAMES = sizeof names / sizeof *names };

/* What else the file may hold: the scale. */
static const char *const scales[] = {"mean", "deviation"};
enum { SCALES = sizeof scales / sizeof *scales };

bool weights_save(struct trace *t, const char *path, const struct weights *w)
{
    const struct matrix *scale[SCALES] = {w->scale.mean, w->scale.deviation};

    if (!trace_open(t, path, -1))
        return false;
    trace_head(t, "weights after %zu epochs", w->epoch);
    for (size_t k = 0; k < w->labels; k++)
        trace_head(t, "class %s", w->label[k]);
    trace_head(t, "set epoch=%zu", w->epoch);
    for (size_t i = 0; i < NAMES; i++)
        if (step_matrix(w->net, step_find(names[i])))
            trace_block(t, names[i], step_matrix(w->net, step_find(names[i])), NULL);
    for (size_t i = 0; i < SCALES; i++)
        if (scale[i])
            trace_block(t, scales[i], scale[i], NULL);
    return trace_end(t);
}

static bool all_finite(const struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (!isfinite(m->v[i]))
            return false;
    return true;
}

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, list[i]) == 0)
            return true;
    return false;
}

static const char *check_names(const struct trace_file *t)
{
    for (size_t i = 0; i < t->blocks; i++)
        if (strncmp(t->block[i].name, "W1@", 3) == 0)
            return "weights of many epochs: go on from those that --save has kept";
    for (size_t i = 0; i < t->blocks; i++)
        if (!is_one_of(t->block[i].name, names, NAMES) &&
            !is_one_of(t->block[i].name, scales, SCALES))
            return "it holds more than weights: go on from those that --save has kept";
    return NULL;
}

static const struct matrix *block(const struct trace_file *t, const char *name)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    return b ? b->m : NULL;
}

static const char *check_numbers(const struct trace_file *t)
{
    const struct scalar *epoch = trace_file_scalar(t, "epoch", 5);
    const struct matrix *deviation = block(t, "deviation");

    for (size_t i = 0; i < t->blocks; i++)
        if (!all_finite(t->block[i].m))
            return "a weight is not finite";
    for (size_t i = 0; deviation && i < deviation->rows * deviation->cols; i++)
        if (deviation->v[i] <= 0)
            return "a deviation is not positive";
    if (epoch &&
        !(epoch->value >= 0 && epoch->value <= 1e15 && floor(epoch->value) == epoch->value))
        return "epoch is not a whole number";
    return NULL;
}

/* Returns whether a row of so many numbers is there, or may be missing and is. */
static bool is_row(const struct matrix *m, size_t cols, bool wanted)
{
    return m ? m->rows == 1 && m->cols == cols : !wanted;
}

static const char *check_shapes(const struct trace_file *t)
{
    const struct matrix *W1 = block(t, "W1"), *W2 = block(t, "W2"), *b1 = block(t, "b1"),
                        *b2 = block(t, "b2");

    if (!W1 || !W2)
        return "no weights: the blocks W1 and W2 are wanted";
    if (W1->cols != W2->rows)
        return "W1 has not as many columns as W2 has rows";
    if (!is_row(b1, W1->cols, b2) || !is_row(b2, W2->cols, b1))
        return "b1 and b2 are wanted together, a number for each column of W1 and W2";
    if (!is_row(block(t, "mean"), W1->rows, block(t, "deviation")) ||
        !is_row(block(t, "deviation"), W1->rows, false))
        return "mean and deviation want a number for each row of W1";
    return NULL;
}

/* ---- the names of the classes: lines of the head */
static const char CLASS[] = "# class ";

/* Returns the next line of the head that names a class, and moves *head behind it; NULL at the end.
 */
static const char *next_class(const char **head, size_t *length)
{
    while (*head && **head) {
        const char *line = *head;

        *length = strcspn(line, "\n");
        *head = line + *length + 1;
        if (strncmp(line, CLASS, strlen(CLASS)) == 0) {
            *length -= strlen(CLASS);
            return line + strlen(CLASS);
        }
    }
    return NULL;
}

static const char *take_classes(struct weights *w, const struct trace_file *t)
{
    const char *head = t->head, *name;
    char **label;
    size_t length, count = 0;

    while (next_class(&head, &length))
        count++;
    if (count == 0)
        return NULL;
    if (count != w->net->out)
        return "there are not as many classes as outputs";
    w->label = label = calloc(count, sizeof *label);
    for (head = t->head; label && (name = next_class(&head, &length)); w->labels++)
        if (!(label[w->labels] = strndup(name, length)))
            break;
    return w->labels == count ? NULL : "no memory";
}

static void take(struct weights *w, const struct trace_file *t)
{
    const struct matrix *W1 = block(t, "W1"), *W2 = block(t, "W2");
    const struct scalar *count = trace_file_scalar(t, "epoch", 5);

    w->net = step_new(0, W1->rows, W1->cols, W2->cols, block(t, "b1") ? BIAS_TRAINED : BIAS_NONE);

    struct matrix *to[NAMES] = {w->net->W1, w->net->b1, w->net->W2, w->net->b2};
    struct matrix **scale[SCALES] = {&w->scale.mean, &w->scale.deviation};

    for (size_t i = 0; i < NAMES; i++)
        if (to[i])
            matrix_copy(to[i], block(t, names[i]));
    for (size_t i = 0; i < SCALES; i++)
        if (block(t, scales[i]))
            matrix_copy(*scale[i] = matrix_new(1, W1->rows), block(t, scales[i]));
    w->epoch = count ? (size_t)count->value : 0;
}

bool weights_load(struct weights *w, const char *path, char error[400])
{
    struct trace_file t;
    const char *wrong = NULL;
    bool good = trace_file_read(&t, path);

    *w = (struct weights){0};
    if (!good) {
        snprintf(error, 400, "%s", t.error);
    } else if (!(wrong = check_names(&t)) && !(wrong = check_numbers(&t)) &&
               !(wrong = check_shapes(&t))) {
        take(w, &t);
        wrong = take_classes(w, &t);
    }
    if (wrong)
        snprintf(error, 400, "%s: %s", SHOWN_PATH(path), wrong);
    trace_file_free(&t);
    return good && !wrong;
}

void weights_free(struct weights *w)
{
    char *const *label = w->label;

    for (size_t k = 0; k < w->labels; k++)
        free(label[k]);
    free((void *)label);
    scale_free(&w->scale);
    step_free(w->net);
}

bool weights_take(const struct weights *w, struct step *s, char error[400])
{
    const struct step *net = w->net;

    if (net->in != s->in || net->hidden != s->hidden || net->out != s->out || !net->b1 != !s->b1) {
        snprintf(error, 400,
                 "weights of %zu inputs, %zu hidden units, %zu outputs%s; this network has %zu, "
                 "%zu, %zu%s",
                 net->in, net->hidden, net->out, net->b1 ? " and biases" : "", s->in, s->hidden,
                 s->out, s->b1 ? " and biases" : "");
        return false;
    }
    step_copy_weights(s, net);
    return true;
}
