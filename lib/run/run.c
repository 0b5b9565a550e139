#include "run.h"

#include "boundary.h"
#include "loss.h"
#include "matrix.h"
#include "scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void run_options(struct run *run, struct option_spec spec[RUN_OPTIONS])
{
    const struct option_spec list[RUN_OPTIONS] = {
        {"epochs", "E", "epochs to train", OPTION_COUNT, &run->epochs, 1, 1e9, NULL},
        {"record", "K", "record every K-th epoch", OPTION_COUNT, &run->every, 1, 1e9, NULL},
        {"batch", "B", "rows in a minibatch, drawn again each epoch; 0: all rows", OPTION_COUNT,
         &run->batch, 0, 1e6, NULL},
        {"shuffle-seed", "S", "seed of the minibatches", OPTION_COUNT, &run->shuffle_seed, 0,
         4294967295.0, NULL},
        {"plain", NULL, "train with the bricks: the same result, more slowly", OPTION_FLAG,
         &run->plain, 0, 0, NULL},
        {"quiet", NULL, "print no progress", OPTION_FLAG, &run->quiet, 0, 0, NULL},
        {"history", "FILE", "write a table, a line for each recorded epoch", OPTION_TEXT,
         &run->history, 0, 0, NULL},
        {"boundary", "FILE", "write the decision boundary on a grid (2 inputs)", OPTION_TEXT,
         &run->boundary, 0, 0, NULL},
        {"frames", NULL, "write the boundary of every recorded epoch, not only the last",
         OPTION_FLAG, &run->frames, 0, 0, NULL},
        {"save", "FILE", "save the weights", OPTION_TEXT, &run->save, 0, 0, NULL},
        {"load", "FILE", "continue from saved weights", OPTION_TEXT, &run->load, 0, 0, NULL},
    };

    memcpy(spec, list, sizeof list);
}

void run_begin(struct run *run, struct chapter *c)
{
    run->c = c;
    run->s = c->step;
    run->how = (struct training){c->o.lr, c->o.lambda, c->o.gradient};
    if (run->load)
        run_load(run);
    chapter_scale(c);
    run->fast = fast_new(c->data.X, c->data.Y, run->s->hidden);
    run->h2 = matrix_new(c->data.X->rows, run->s->out);
    if (run->batch > 0) {
        size_t batch = run->batch < c->X.rows ? run->batch : c->X.rows;

        run->batches = batches_new(&c->X, &c->Y, batch, run->s->hidden, run->plain);
        run->start = step_like(run->s, 0);
        run->good = step_like(run->s, 0);
    }
    if (c->o.trace)
        run->aside = step_like(run->s, 0);
    run_open_files(run);
    run->epoch = run->first;
    system_catch();
}

void run_measure(struct run *run)
{
    const struct chapter *c = run->c;
    size_t N = c->X.rows, all = c->data.X->rows;
    struct matrix first = {N, run->s->out, run->h2->v};

    fast_answers(run->fast, run->s, run->h2);
    run->data_loss = data_loss(&c->Y, &first);
    run->ridge_loss = ridge_loss(run->s->W1, run->s->W2, run->how.lambda, N);
    run->held = all - N;
    run->right_trained = count_right(c->data.Y, run->h2, 0, N);
    run->right_held = count_right(c->data.Y, run->h2, N, all);
    if (run->measured)
        run->measured(run);
}

static void copy_gradient(struct step *to, const struct step *from)
{
    matrix_copy(to->dLoss_dW1, from->dLoss_dW1);
    matrix_copy(to->dLoss_dW2, from->dLoss_dW2);
    if (to->bias == BIAS_TRAINED) {
        matrix_copy(to->dLoss_db1, from->dLoss_db1);
        matrix_copy(to->dLoss_db2, from->dLoss_db2);
    }
}

/* Traces the step that this epoch takes, every intermediate computed by the bricks; with
 * minibatches the one that it would take with all rows.  The gradient that the run trains with is
 * put back: its last bit is fast.h's, or it holds the price of a remedy. */
static void trace_step(struct run *run)
{
    struct chapter *c = run->c;
    struct step *s = run->s;

    if (run->traced_at == run->epoch + 1)
        return;
    run->traced_at = run->epoch + 1;
    copy_gradient(run->aside, s);
    step_observe(s, &c->X, &c->Y);
    step_forward(s);
    step_loss(s, run->how.lambda);
    step_backward(s, &run->how);
    if (run->epoch > run->first) {
        chapter_trace_epoch(c, run->epoch);
    } else {
        step_update(s, run->how.lr);
        chapter_trace(c, "z1", "b1_new");
    }
    copy_gradient(s, run->aside);
}

/* Traces the epoch that broke; with minibatches from the weights at its beginning. */
static void trace_last_step(struct run *run)
{
    if (run->batches) {
        step_copy_weights(run->aside, run->s);
        step_copy_weights(run->s, run->start);
    }
    trace_step(run);
    if (run->batches)
        step_copy_weights(run->s, run->aside);
}

static void draw_boundary(struct run *run)
{
    if (run->boundary && run->boundary_at != run->epoch + 1)
        boundary_write(&run->boundary_file, run->c, run->epoch);
    run->boundary_at = run->epoch + 1;
}

static double mean(const struct matrix *m)
{
    double sum = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        sum += m->v[i];
    return sum / (double)(m->rows * m->cols);
}

/* Returns the length of the ridge's share in dLoss_dW1. */
static double ridge_norm(const struct run *run)
{
    double squares = matrix_sum_squares(run->s->W1), N = (double)run->c->X.rows;
    size_t entries = run->s->in * run->s->hidden;

    return run->how.gradient == GRADIENT_EXACT ? run->how.lambda / N * sqrt(squares)
                                               : run->how.lambda * squares * sqrt((double)entries);
}

static void record(struct run *run)
{
    const struct step *s = run->s;

    run_measure(run);

    double loss = run->data_loss + run->ridge_loss;

    if (!run->measured_once)
        run->first_loss = run->least_loss = loss;
    run->measured_once = true;
    if (loss <= run->least_loss) {
        run->least_loss = loss;
        run->least_epoch = run->epoch;
    }
    if (run->history)
        fprintf(run->history_file.file,
                "%zu %.17g %.17g %.17g %zu %zu %.9g %.9g %.9g %.9g %.9g %.9g\n", run->epoch, loss,
                run->data_loss, run->ridge_loss, run->right_trained, run->right_held,
                sqrt(matrix_sum_squares(s->W1)), sqrt(matrix_sum_squares(s->W2)),
                sqrt(matrix_sum_squares(s->dLoss_dW1)), sqrt(matrix_sum_squares(s->dLoss_dW2)),
                ridge_norm(run), mean(s->W1));
    if (run->c->tracing)
        trace_step(run);
    if (run->frames)
        draw_boundary(run);
    if (run->recorded)
        run->recorded(run);
}

static bool watch(void *context, struct step *s, size_t epoch)
{
    struct run *run = context;

    (void)s;
    run->epoch = epoch;
    if (epoch % run->every == 0 || epoch == run->first)
        record(run);
    if (progress_due(&run->progress, epoch)) {
        run_measure(run);
        progress_draw(&run->progress, epoch, run->data_loss + run->ridge_loss,
                      (double)run->right_trained / (double)run->c->X.rows);
    }
    return !system_caught();
}

/* Trains with minibatches.  What is recorded of an epoch is measured before it. */
static size_t train_batches(struct run *run, size_t end)
{
    const struct chapter *c = run->c;
    size_t epoch = run->epoch;

    for (; epoch < end; epoch++) {
        struct step *was = run->start;

        if (!watch(run, run->s, epoch))
            return epoch;
        step_copy_weights(run->start, run->s);
        if (!batches_epoch(run->batches, run->s, &c->X, &c->Y, &run->how,
                           (uint32_t)run->shuffle_seed, epoch))
            return epoch;
        run->start = run->good;
        run->good = was;
    }
    return epoch;
}

static size_t train_until(struct run *run, size_t end)
{
    const struct chapter *c = run->c;

    if (run->train)
        return run->train(run, end, watch);
    if (run->batches)
        return train_batches(run, end);
    if (run->plain)
        return train(run->s, &run->how, run->epoch, end, 1, watch, run);
    return fast_train(run->fast, run->s, c->X.rows, &run->how, run->epoch, end, 1, watch, run);
}

bool run_until(struct run *run, size_t end)
{
    size_t next;

    progress_begin(&run->progress, run->quiet, run->epoch, end);
    next = train_until(run, end);
    progress_clear(&run->progress);
    run->epoch = next;
    run->interrupted = system_caught();
    run->broken = next < end && !run->interrupted;
    if (run->broken && run->c->tracing) /* where the numbers ended is what a reader will ask */
        trace_last_step(run);
    return next == end;
}

int run_end(struct run *run)
{
    bool good;

    system_release();
    draw_boundary(run);
    good = run_close_files(run);
    batches_free(run->batches);
    fast_free(run->fast);
    matrix_free(run->h2);
    step_free(run->start);
    step_free(run->good);
    step_free(run->aside);
    return !good ? 2 : system_caught() ? 128 + system_caught() : 0;
}
