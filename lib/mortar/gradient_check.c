/* The gradient check of chapters 4 and 5: the formula beside the finite differences. */
#include "chapter.h"

#include "finite_difference.h"
#include "matrix.h"

#include <math.h>
#include <stdio.h>

/* Returns e.  Large inputs multiply a change of W1, so e is smaller for them. */
static double chosen_step(const struct chapter *c)
{
    return 1e-5 / fmax(1, matrix_largest(&c->X));
}

/* The check evaluates the Loss twice for each weight.  Past this many multiplications it would keep
 * the reader waiting. */
static const double MOST_MULTIPLICATIONS = 3e9;

/* Returns the end of a sentence on the gradient.  It may be off by 1e-6 of its largest entry, for
 * the bend of the Loss, and by the rounding of the Loss divided by e. */
static const char *verdict(struct chapter *c, const struct matrix *gradient, double apart, double e)
{
    double most = matrix_largest(gradient);
    double error = 1e-6 * most + 1e-14 * (1 + fabs(c->step->Loss->v[0])) / e;

    if (most < 1e3 * error)
        return ", but the gradient is too small beside the error of the differences to be checked in this way";
    if (apart <= error)
        return ", so the formula holds";
    c->failed = true;
    return ", more than rounding explains: the formula does not hold";
}

void chapter_check_gradient(struct chapter *c, const char *name, const struct matrix *gradient,
                            struct matrix *W, double (*f)(void *c))
{
    if (!c->showing || !gradient)
        return;

    const struct step *s = c->step;
    double e = chosen_step(c), entries = (double)(W->rows * W->cols);
    double each = (double)s->N * (double)(s->hidden + s->out) * 20 +
                  (double)(s->N + 1) * (double)s->hidden * (double)(s->in + s->out);

    if (2 * entries * each > MOST_MULTIPLICATIONS) {
        chapter_say(c,
                    "The check by finite differences is left out: with %.0f weights and %zu "
                    "observations it would take too long.",
                    entries, s->N);
        return;
    }

    struct matrix *difference = matrix_new(W->rows, W->cols);

    char step[40];

    snprintf(step, sizeof step, e < 1e-9 ? "%.3e" : e < 1e-5 ? "%.12f" : "%.5f", e);
    finite_difference(difference, W, f, c, e);
    double apart = largest_difference(gradient, difference);

    chapter_say(c,
                "Without calculus: move one weight up and down by e and divide the change of the "
                "Loss by 2e, with e = %s. The formula on the left, these differences on the "
                "right:",
                step);
    show_beside(&c->show, "", gradient, "   ", difference);
    chapter_say(c, "%s: the largest difference between the two is %.1e%s.", name, apart,
                verdict(c, gradient, apart, e));
    matrix_free(difference);
}

/* From 0.1 to 1e-12, four steps to a power of ten. */
enum { FIRST = 1, LAST = 12, TO_A_POWER = 4, STEPS = (LAST - FIRST) * TO_A_POWER + 1 };

static void try_step(double row[2], double e, const struct matrix *gradient, struct matrix *W,
                     struct matrix *difference, double (*f)(void *c), struct chapter *c)
{
    finite_difference(difference, W, f, c, e);
    row[0] = e;
    row[1] = largest_difference(gradient, difference);
}

void chapter_trace_differences(struct chapter *c, const struct matrix *gradient, struct matrix *W,
                               double (*f)(void *c))
{
    struct matrix *difference = matrix_new(W->rows, W->cols);
    struct matrix *tried = matrix_new(STEPS, 2), *chosen = matrix_new(1, 2);

    for (int i = 0; i < STEPS; i++)
        try_step(&tried->v[2 * i], pow(10, -FIRST - (double)i / TO_A_POWER), gradient, W,
                 difference, f, c);
    try_step(chosen->v, chosen_step(c), gradient, W, difference, f, c);
    if (c->tracing) {
        trace_block(&c->trace, "differences", tried, NULL);
        trace_block(&c->trace, "chosen", chosen, NULL);
    }
    chapter_say(c, "The same with other steps. The error of a large e is the bend of the curve, "
                   "that of a small e is rounding:");
    for (int i = 0; i < STEPS && c->showing; i += TO_A_POWER)
        fprintf(c->show.out, "    e = %.0e: at most %.1e apart\n", tried->v[2 * i],
                tried->v[2 * i + 1]);
    matrix_free(difference);
    matrix_free(tried);
    matrix_free(chosen);
}
