/* Says before the training what in your own data will be in its way.  Each sentence is said only
 * when it is true, and never more than two of them, those that matter most. */
#include "run.h"

#include "matrix.h"
#include "scores.h"
#include "sigmoid.h"

#include <math.h>

enum { MOST_SAID = 2 };

/* ---- the classes */

/* Returns whether the rows of each class stand together. */
static bool is_sorted(const struct matrix *Y)
{
    size_t changes = 0, classes = 0;

    for (size_t n = 1; n < Y->rows; n++)
        changes += class_of(Y, n) != class_of(Y, n - 1);
    for (size_t k = 0; k < count_classes(Y); k++)
        classes += count_class(Y, 0, Y->rows, k) > 0;
    return changes + 1 == classes;
}

/* A file that is sorted by class has few classes in its first rows. */
static bool say_sorted(const struct run *run)
{
    struct chapter *c = run->c;
    size_t missing = 0, first = 0, N = c->X.rows;
    char others[40] = "";

    if (c->data.X->rows == N)
        return false;
    for (size_t k = c->step->out; k-- > 0;)
        if (count_class(&c->Y, 0, N, k) == 0) {
            missing++;
            first = k;
        }
    if (missing > 1)
        snprintf(others, sizeof others, " (and of %zu others)", missing - 1);
    if (missing > 0)
        chapter_say(c,
                    "No row of class %s%s is among the %zu trained on, the first of all: it cannot "
                    "be learned. Is the file sorted by class? --shuffle=SEED mixes its rows.",
                    SHOWN_SOME(c->data.label[first]), others, N);
    else if (is_sorted(c->data.Y))
        chapter_say(c, "The file is sorted by class, so the rows held back are other ones than "
                       "those trained on. --shuffle=SEED mixes its rows.");
    else
        return false;
    return true;
}

static bool say_unequal(const struct run *run)
{
    enum { UNEQUAL = 10 };
    struct chapter *c = run->c;
    size_t N = c->X.rows, most = most_frequent(&c->Y, 0, N), rows = count_class(&c->Y, 0, N, most);

    for (size_t k = 0; k < c->step->out; k++) {
        size_t few = count_class(&c->Y, 0, N, k);

        if (few == 0 || few * UNEQUAL > rows)
            continue;
        chapter_say(c,
                    "Of the rows trained on %zu are of class %s and %zu of class %s: always saying "
                    "the first would be %.0f %% right.",
                    rows, SHOWN_SOME(c->data.label[most]), few, SHOWN_SOME(c->data.label[k]),
                    100.0 * (double)rows / (double)N);
        return true;
    }
    return false;
}

/* ---- the inputs */

/* Returns the distance from the lowest to the highest value of a column, over the rows trained on.
 */
static double spread(const struct matrix *X, size_t i)
{
    double least = X->v[i], most = least;

    for (size_t n = 1; n < X->rows; n++) {
        least = fmin(least, X->v[n * X->cols + i]);
        most = fmax(most, X->v[n * X->cols + i]);
    }
    return most - least;
}

static bool say_saturated(const struct run *run)
{
    struct chapter *c = run->c;
    const struct step *s = run->s;
    struct matrix *z1 = matrix_new(1, s->hidden), *h1 = matrix_new(1, s->hidden);
    double near = 0, share;

    for (size_t n = 0; n < c->X.rows; n++) {
        struct matrix row = {1, s->in, c->X.v + n * s->in};

        weighted_sum(z1, &row, s->W1, s->b1);
        sigmoid(h1, z1);
        for (size_t j = 0; j < s->hidden; j++)
            near += h1->v[j] < 0.01 || h1->v[j] > 0.99;
    }
    matrix_free(z1);
    matrix_free(h1);
    share = near / ((double)c->X.rows * (double)s->hidden);
    if (run->first > 0 || share <= 0.5)
        return false;
    chapter_say(c,
                "%.0f %% of h1 is within 0.01 of 0 or 1 before the training: are the inputs large? "
                "--standardize",
                floor(100 * share));
    return true;
}

static bool say_scales(const struct run *run)
{
    enum { THOUSANDFOLD = 1000 };
    struct chapter *c = run->c;
    char *const *name = c->data.table.input;
    size_t narrow = 0, wide = 0;
    double least = INFINITY, most = 0;

    for (size_t i = 0; i < c->X.cols; i++) {
        double width = spread(&c->X, i);

        if (width > most) {
            most = width;
            wide = i;
        }
        if (width > 0 && width < least) {
            least = width;
            narrow = i;
        }
    }
    if (most < THOUSANDFOLD * least)
        return false;
    chapter_say(c,
                "From its lowest to its highest value, %s spans %.3g, and %s %.3g: --standardize",
                name[wide], most, name[narrow], least);
    return true;
}

/* The two have one remedy, and are said once. */
static bool say_inputs(const struct run *run)
{
    return say_saturated(run) || say_scales(run);
}

static bool say_constant(const struct run *run)
{
    struct chapter *c = run->c;

    for (size_t i = 0; c->X.rows > 1 && i < c->X.cols; i++)
        if (spread(&c->X, i) == 0) {
            chapter_say(c,
                        "In the rows trained on, %s never changes: nothing can be learned from it.",
                        c->data.table.input[i]);
            return true;
        }
    return false;
}

static bool say_few_rows(const struct run *run)
{
    const struct step *s = run->s;
    size_t weights = s->hidden * (s->in + s->out) + (s->b1 ? s->hidden + s->out : 0);

    if (run->c->X.rows >= weights)
        return false;
    chapter_say(run->c,
                "The network has %zu weights%s to learn %zu rows with: enough to learn them by "
                "heart.",
                weights, s->b1 ? " and biases" : "", run->c->X.rows);
    return true;
}

void run_advise(const struct run *run)
{
    static bool (*const says[])(const struct run *) = {say_sorted, say_inputs, say_constant,
                                                       say_unequal, say_few_rows};
    size_t said = 0;

    for (size_t i = 0; i < sizeof says / sizeof *says && said < MOST_SAID; i++)
        said += says[i](run);
}
