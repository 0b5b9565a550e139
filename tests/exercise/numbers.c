/* Where nothing in the catalogue has the wrong numbers: what are they made of? */
#include "numbers.h"

#include "edits.h"
#include "matrix.h"

#include <math.h>
#include <string.h>

bool same_number(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fabs(b) + 1e-14;
}

double node_entry(const struct sample *s, size_t node, size_t k)
{
    const struct node *n = &s->right.f.node[node];
    size_t cols = s->expected->m->cols;

    return evaluation_entry(&s->right, node, n->rows == 1 ? 0 : k / cols,
                            n->cols == 1 ? 0 : k % cols)
        .value;
}

/* ---- the wrong block, in every run that has it */

/* Returns the block of a run, if all before it are right. */
static const struct block *behind_right_ones(const struct run_of *mine, const struct run_of *right,
                                             const char *name)
{
    size_t entry;

    for (size_t k = 0; mine->traced && k < mine->t.blocks && k < right->t.blocks; k++) {
        if (strcmp(right->t.block[k].name, name) == 0)
            return &mine->t.block[k];
        if (!blocks_agree(&mine->t.block[k], &right->t.block[k], &entry))
            return NULL;
    }
    return NULL;
}

static void samples_free(struct samples *s)
{
    for (size_t i = 0; i < s->count; i++)
        evaluation_free(&s->sample[i].right);
}

/* false: there is none, or a number in it is not finite, or there is no formula. */
static bool samples_make(struct samples *s, const struct judge *j)
{
    const char *name = j->d.right->name;

    *s = (struct samples){.count = 0};
    for (size_t n = 0; n < j->reference.runs; n++) {
        struct trace_file *t = (struct trace_file *)&j->reference.run[n].t;
        const struct block *expected = trace_file_block(t, name, strlen(name));
        const struct block *yours =
            expected ? behind_right_ones(&j->mine.run[n], &j->reference.run[n], name) : NULL;
        struct sample *sample = &s->sample[s->count];

        if (!yours)
            continue;
        if (!expected->formula || yours->m->rows != expected->m->rows ||
            yours->m->cols != expected->m->cols || !isfinite(matrix_largest(yours->m)))
            return false;
        sample->expected = expected;
        sample->yours = yours->m;
        s->count++;
        if (!evaluation_begin(&sample->right, t, expected->formula, expected, 1e-13))
            return false;
    }
    return s->count > 0;
}

/* ---- what shows at a glance */

/* Returns whether every number that is wrong is so. */
static bool every(const struct samples *s, bool (*is)(double yours, double expected))
{
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->sample[i].yours->rows * s->sample[i].yours->cols; k++) {
            double yours = s->sample[i].yours->v[k], expected = s->sample[i].expected->m->v[k];

            if (!same_number(yours, expected) && !is(yours, expected))
                return false;
        }
    return true;
}

static bool is_zero(double yours, double expected)
{
    (void)expected;
    return yours == 0;
}

static bool is_whole(double yours, double expected)
{
    return yours == nearbyint(yours) && fabs(yours) < 1e15 && expected != nearbyint(expected);
}

static bool is_round(double yours, double expected)
{
    return fabs(yours) > 0x1p50 && fabs(yours) < 0x1p70 && fabs(expected) < 1e6;
}

static bool is_near(double yours, double expected)
{
    return fabs(yours - expected) < 1e-3 * fabs(expected);
}

static bool say_at_a_glance(const struct judge *j, const struct samples *s)
{
    if (every(s, is_zero))
        say(j, "Every number that is wrong is 0. This can happen when whole numbers are divided: "
               "1 / 2 is 0 in C, and so is 1 / N with a size_t N. An int, too, keeps 0 of 0.7.");
    else if (every(s, is_whole))
        say(j, "Every number that is wrong is a whole number. This can happen when a variable is "
               "an int, or where whole numbers are divided: an int keeps 1 of 1.7.");
    else if (every(s, is_round))
        say(j, "Numbers of this size, some 10^19 times too large, can come from a size_t that "
               "should go below 0: -1 / N with a size_t N is (2^64 - 1) / N. Write (double)N.");
    else if (every(s, is_near))
        say(j, "They agree in their first digits. This can happen with float in the place of "
               "double, and with a constant of a few digits, such as 2.718.");
    else
        return false;
    return true;
}

/* ---- a slip in the formula, as `trace check` looks for it */

static bool agrees(const struct sample *s, const char *formula)
{
    struct evaluation e;
    struct trace_file *t = s->right.t;
    bool good =
        evaluation_begin(&e, t, formula, s->expected, 1e-13) && evaluation_fits(&e, s->expected);

    for (size_t k = 0; good && k < s->yours->rows * s->yours->cols; k++) {
        size_t cols = s->yours->cols;
        struct entry x = evaluation_entry(&e, e.f.nodes - 1, k / cols, k % cols);

        good = fabs(x.value - s->yours->v[k]) <= 1e-9 * (fabs(x.value) + 1e-3 * x.size);
    }
    evaluation_free(&e);
    return good;
}

/* The formula in which the same is done in another run, where it may have a bias or none. */
static const char *same_edit(const struct edits *list, const struct edit *edit)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->edit[i].words, edit->words) == 0)
            return list->edit[i].formula;
    return edit->formula;
}

static bool find_edit(const struct samples *s, char text[TEXT_MOST])
{
    struct edits list[RUNS_MOST];
    const struct edits *last = &list[s->count - 1];
    bool found = false;

    for (size_t i = 0; i < s->count; i++)
        edits_make(&list[i], s->sample[i].right.t, s->sample[i].expected);
    for (size_t k = 0; k < last->count && !found; k++) {
        found = true;
        for (size_t i = 0; i < s->count && found; i++)
            found = agrees(&s->sample[i], same_edit(&list[i], &last->edit[k]));
        if (found)
            snprintf(text, TEXT_MOST, "%s", last->edit[k].words);
    }
    for (size_t i = 0; i < s->count; i++)
        edits_free(&list[i]);
    return found;
}

static bool say_made_of(const struct judge *j, const struct samples *s)
{
    char text[TEXT_MOST] = "";
    bool scalar = s->sample[0].yours->rows * s->sample[0].yours->cols == 1;

    if (find_edit(s, text)) {
        say(j, "Your numbers are what comes out %s.", text);
        return true;
    }
    if (!(scalar ? find_sum(s, text) : find_indices(s, text) || find_expression(s, text)))
        return false;
    say(j, "This gives your numbers, all of them: %s.", text);
    return true;
}

bool say_numbers(const struct judge *j)
{
    struct samples s;
    bool found = samples_make(&s, j) && (say_at_a_glance(j, &s) || say_made_of(j, &s));

    samples_free(&s);
    if (found)
        judge_result(j, "explained", j->d.right->name);
    return found;
}
