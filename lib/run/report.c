/* Prints the end of a run: where its numbers stopped being finite, if they did, the two parts
 * of its Loss, and how many rows it has right. */
#include "run.h"

#include "loss.h"
#include "matrix.h"
#include "scores.h"
#include "show.h"

#include <math.h>
#include <stdio.h>

static size_t count_odd(const struct matrix *m)
{
    size_t odd = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        odd += isfinite(m->v[i]) ? 0 : 1;
    return odd;
}

/* Counts the rows of z1 that have a nan, and finds out whether these are the rows whose two inputs
 * have opposite signs: x1 * -inf + x2 * -inf is inf - inf exactly there. */
static size_t count_nan_rows(const struct run *run, bool *opposite)
{
    const struct matrix *X = &run->c->X;
    const struct step *s = run->s;
    struct matrix *z1 = matrix_new(X->rows, s->hidden);
    size_t rows = 0;

    weighted_sum(z1, X, s->W1, s->b1);
    *opposite = s->in == 2;
    for (size_t n = 0; n < X->rows; n++) {
        size_t odd = 0;

        for (size_t j = 0; j < z1->cols; j++)
            odd += isnan(z1->v[n * z1->cols + j]) ? 1 : 0;
        rows += odd > 0;
        if (*opposite && (odd > 0) != (X->v[2 * n] * X->v[2 * n + 1] < 0))
            *opposite = false;
    }
    matrix_free(z1);
    return rows;
}

static void say_where(const struct run *run, const char *name, const struct matrix *W)
{
    size_t odd = count_odd(W);

    if (odd > 0)
        chapter_say(run->c, "%s has %zu entries of %zu that are no longer finite.", name, odd,
                    W->rows * W->cols);
    else if (!isfinite(matrix_sum_squares(W)))
        chapter_say(run->c,
                    "The entries of %s are still finite, but the largest is %.1e, and the sum "
                    "of their squares is past the largest double, 1.8e308.",
                    name, matrix_largest(W));
}

/* Says what the next update would do, if every weight is still finite. */
static void look_ahead(struct run *run)
{
    struct step *s = run->s;
    bool opposite;

    if (run->batches || run->train || count_odd(s->W1) + count_odd(s->W2) > 0)
        return;
    fast_gradient(run->fast, s, &run->how, 0, run->c->X.rows);
    step_update(s, run->how.lr);
    step_next(s);
    run_measure(run);

    size_t rows = count_nan_rows(run, &opposite);

    if (count_odd(s->W1) > 0)
        chapter_say(run->c,
                    "Its gradient overflows too. One more update would leave %zu of %zu entries of "
                    "W1 not finite, and nan in %zu of %zu rows of z1%s.",
                    count_odd(s->W1), s->in * s->hidden, rows, run->c->X.rows,
                    rows > 0 && opposite ? ": those whose two inputs have opposite signs, where an "
                                           "infinity meets its negative"
                                         : "");
}

/* Says what broke, and takes the weights back to those of the last epoch whose Loss was finite, if
 * there was one. */
static void explain_break(struct run *run)
{
    struct step *s = run->s, *kept = step_like(s, 0);
    bool first = run->epoch == run->first;

    chapter_say(run->c, "The run ends here: in epoch %zu the Loss%s is no longer finite.",
                run->epoch, run->batches ? " of a minibatch" : "");
    say_where(run, "W1", s->W1);
    say_where(run, "W2", s->W2);
    if (!first && !run->batches)
        step_next(s); /* back */
    step_copy_weights(kept, run->batches ? run->start : s);
    if (!first && !run->batches)
        step_next(s);
    look_ahead(run);
    step_copy_weights(s, kept);
    step_free(kept);
    run->epoch -= !first && !run->batches;
    run_measure(run);
    if (run->batches && !first && !isfinite(run->data_loss + run->ridge_loss)) {
        step_copy_weights(s, run->good);
        run->epoch--;
        run_measure(run);
    }
    if (isfinite(run->data_loss + run->ridge_loss))
        chapter_say(run->c,
                    "Kept, and measured below, are the weights of epoch %zu%s, the last whose Loss "
                    "was finite.",
                    run->epoch, run->batches ? " before its first minibatch" : "");
    else
        chapter_say(run->c,
                    "Kept are the weights that the run began with: their Loss is not finite "
                    "already.");
}

static void report_quadrants(const struct run *run)
{
    static const char *name[4] = {"x1 > 0, x2 > 0", "x1 < 0, x2 > 0", "x1 < 0, x2 < 0",
                                  "x1 > 0, x2 < 0"};
    const struct chapter *c = run->c;
    size_t rows[4] = {0}, right[4] = {0};

    for (size_t n = 0; n < c->data.X->rows; n++) {
        const double *x = &c->data.X->v[n * c->step->in];
        int q = x[1] > 0 ? !(x[0] > 0) : 2 + (x[0] > 0);

        rows[q]++;
        right[q] += class_of(run->h2, n) == class_of(c->data.Y, n);
    }
    printf("\n  quadrant, of all rows    right\n");
    for (int q = 0; q < 4; q++)
        printf("  %-18s  %5zu of %zu\n", name[q], right[q], rows[q]);
}

static void print_loss(const char *name, double loss)
{
    printf(loss < 1e4 ? "  %-18s  %14.8f\n" : "  %-18s  %14.5e\n", name, loss);
}

/* Prints how many of the rows from first to last are right; of your own classes, beside it the
 * share of the most frequent one. */
static void print_right(const struct run *run, const char *name, size_t first, size_t last)
{
    const struct dataset *d = &run->c->data;
    size_t rows = last - first, right = count_right(d->Y, run->h2, first, last);

    printf("  %-18s  %5zu of %-5zu %6.1f %%", name, right, rows,
           100.0 * (double)right / (double)rows);
    if (run->c->own && d->label)
        printf("   (always %s: %.1f %%)",
               shown((char[13]){0}, 13, d->label[most_frequent(d->Y, first, last)]),
               100.0 * (double)count_most_frequent(d->Y, first, last) / (double)rows);
    putchar('\n');
}

void run_say_settings(const struct run *run, const char *before, const char *after)
{
    const struct options *o = &run->c->o;

    chapter_say(
        run->c, "%s %zu epoch%s, rows %zu, hidden %zu, lr %g, lambda %g, gradient %s%s%s.%s",
        before, run->epochs, run->epochs == 1 ? "" : "s", run->c->X.rows, run->c->step->hidden,
        o->lr, o->lambda, o->gradient == GRADIENT_EXACT ? "exact" : "article",
        chapter_biases(run->c), run->c->data.scale.deviation ? ", inputs standardized" : "", after);
    if (run->batch > 0)
        chapter_say(run->c, "Minibatches of %zu rows, in a new order each epoch.", run->batch);
}

void run_print_head(const struct run *run)
{
    if (run->c->o.data)
        run_advise(run);
    if (run->c->o.given)
        chapter_say(
            run->c, "A row counts as right if %s.",
            run->s->out == 1
                ? "its answer and its target are both above one half, or both are not"
                : "the largest of its answers stands where the largest of its targets does");
    if (run->c->showing)
        printf("\n  %10s  %14s  %s\n", "epoch", "Loss", "right");
}

void run_print_line(struct run *run)
{
    size_t tenth = (run->epochs + 9) / 10, every = (tenth + run->every - 1) / run->every;
    double Loss = run->data_loss + run->ridge_loss;

    if (!run->c->showing || run->epoch / run->every % every != 0)
        return;
    progress_clear(&run->progress);
    printf(Loss < 1e4 ? "  %10zu  %14.8f  %6zu of %zu\n" : "  %10zu  %14.5e  %6zu of %zu\n",
           run->epoch, Loss, run->right_trained, run->c->X.rows);
}

void run_report(struct run *run)
{
    size_t N = run->c->X.rows, all = run->c->data.X->rows;

    if (run->broken)
        explain_break(run);
    run_measure(run);
    if (!run->c->showing)
        return;
    if (run->interrupted)
        chapter_say(run->c, "Interrupted in epoch %zu.", run->epoch);
    printf("\n  after %zu %s\n", run->epoch, run->epoch == 1 ? "epoch" : "epochs");
    print_loss("data_loss", run->data_loss);
    print_loss("ridge_loss", run->ridge_loss);
    print_loss("Loss", run->data_loss + run->ridge_loss);
    printf("\n  right, of the rows\n");
    print_right(run, "trained on", 0, N);
    if (run->held > 0) {
        print_right(run, "held back", N, all);
        print_right(run, run->c->own ? "all together" : "all, as in article", 0, all);
    }
    if (run->c->data.label && run->c->own)
        run_report_classes(run);
    else if (run->c->data.label)
        report_quadrants(run);
}
