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
        {"epochs", "E", "steps to take", OPTION_COUNT, &run->epochs, 1, 1e9, NULL},
        {"record", "K", "record every K-th epoch", OPTION_COUNT, &run->every, 1, 1e9, NULL},
        {"batch", "B", "rows of a minibatch, drawn anew each epoch; 0: all rows", OPTION_COUNT,
         &run->batch, 0, 1e6, NULL},
        {"shuffle-seed", "S", "seed of the minibatches", OPTION_COUNT, &run->shuffle_seed, 0,
         4294967295.0, NULL},
        {"plain", NULL, "train with the bricks themselves: the same, slower", OPTION_FLAG,
         &run->plain, 0, 0, NULL},
        {"quiet", NULL, "no progress line", OPTION_FLAG, &run->quiet, 0, 0, NULL},
        {"history", "FILE", "write a table, a line for each recorded epoch", OPTION_TEXT,
         &run->history, 0, 0, NULL},
        {"boundary", "FILE", "write the decision boundary on a grid (2 inputs)", OPTION_TEXT,
         &run->boundary, 0, 0, NULL},
        {"frames", NULL, "the boundary of each recorded epoch, not only the last", OPTION_FLAG,
         &run->frames, 0, 0, NULL},
        {"save", "FILE", "keep the weights", OPTION_TEXT, &run->save, 0, 0, NULL},
        {"load", "FILE", "go on from kept weights", OPTION_TEXT, &run->load, 0, 0, NULL},
    };

    memcpy(spec, list, sizeof list);
}

static void take_weights(struct network *to, const struct network *from)
{
    matrix_copy(to->W1, from->W1);
    matrix_copy(to->W2, from->W2);
}

/* The chapter's names mean the matrices of this network from now on, W1_new and W2_new
 * excepted: what is traced is what the bricks of this network compute. */
static void look_at(struct chapter *c, const struct network *net)
{
    c->W1 = net->W1;
    c->W2 = net->W2;
    c->z1 = net->z1;
    c->h1 = net->h1;
    c->z2 = net->z2;
    c->h2 = net->h2;
    c->dLoss_dh2 = net->dLoss_dh2;
    c->dh2_dz2 = net->dh2_dz2;
    c->dLoss_dz2 = net->dLoss_dz2;
    c->dLoss_dW2 = net->dLoss_dW2;
    c->dLoss_dh1 = net->dLoss_dh1;
    c->dh1_dz1 = net->dh1_dz1;
    c->dLoss_dz1 = net->dLoss_dz1;
    c->dLoss_dW1 = net->dLoss_dW1;
}

void run_begin(struct run *run, struct chapter *c)
{
    size_t batch = run->batch > 0 && run->batch < c->N ? run->batch : c->N;

    run->c = c;
    run->how = (struct training){c->o.lr, c->o.lambda, c->o.gradient};
    if (run->load)
        run_load(run);
    run->fast = fast_new(c->all_X, c->all_Y, c->hidden);
    run->h2 = matrix_new(c->all_X->rows, c->out);
    run->net = network_new(run->plain ? batch : 0, c->in, c->hidden, c->out);
    matrix_copy(run->net->W1, c->W1);
    matrix_copy(run->net->W2, c->W2);
    if (c->o.trace)
        run->look = network_new(c->N, c->in, c->hidden, c->out);
    if (run->batch > 0) {
        run->batches = batches_new(c->X, c->Y, batch, c->hidden, run->plain);
        run->start = network_new(0, c->in, c->hidden, c->out);
        run->good = network_new(0, c->in, c->hidden, c->out);
        take_weights(run->good, run->net);
    }
    run_open_files(run);
    run->epoch = run->first;
    system_catch();
}

void run_measure(struct run *run)
{
    const struct chapter *c = run->c;
    struct matrix first = {c->N, c->out, run->h2->v};

    fast_answers(run->fast, run->net, run->h2);
    run->data_loss = data_loss(c->Y, &first);
    run->ridge_loss = ridge_loss(run->net->W1, run->net->W2, run->how.lambda, c->N);
    run->held = c->all_X->rows - c->N;
    run->right_trained = count_right(c->all_Y, run->h2, 0, c->N);
    run->right_held = count_right(c->all_Y, run->h2, c->N, c->all_X->rows);
    if (run->measured)
        run->measured(run);
}

/* The step that this epoch takes with these weights, or with minibatches would take with all rows.
 */
static void trace_step(struct run *run, const struct network *weights)
{
    struct chapter *c = run->c;
    struct network *look = run->look;

    if (run->traced_at == run->epoch + 1)
        return;
    run->traced_at = run->epoch + 1;
    look_at(c, look);
    take_weights(look, weights);
    network_forward(look, c->X);
    c->Loss->v[0] = network_loss(look, c->Y, run->how.lambda);
    c->data_loss->v[0] = look->data_loss;
    c->ridge_loss->v[0] = look->ridge_loss;
    network_backward(look, c->X, c->Y, &run->how);
    if (run->epoch > run->first) {
        chapter_trace_epoch(c, run->epoch);
        return;
    }
    matrix_add_scaled(c->W2_new, look->W2, -run->how.lr, look->dLoss_dW2);
    matrix_add_scaled(c->W1_new, look->W1, -run->how.lr, look->dLoss_dW1);
    chapter_trace(c, "z1 h1 z2 h2 data_loss ridge_loss Loss dLoss_dh2 dh2_dz2 dLoss_dz2 dz2_dW2");
    chapter_trace(c, "dLoss_dW2 W2_new dz2_dh1 dLoss_dh1 dh1_dz1 dLoss_dz1 dz1_dW1 dLoss_dW1");
    chapter_trace(c, "W1_new");
}

static void draw_boundary(struct run *run)
{
    if (run->boundary && run->boundary_at != run->epoch + 1)
        boundary_write(&run->boundary_file, run->c, run->net, run->epoch);
    run->boundary_at = run->epoch + 1;
}

static double mean(const struct matrix *m)
{
    double sum = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        sum += m->v[i];
    return sum / (double)(m->rows * m->cols);
}

/* The size of the ridge's share in dLoss_dW1. */
static double ridge_norm(const struct run *run)
{
    double squares = matrix_sum_squares(run->net->W1);
    size_t entries = run->net->W1->rows * run->net->W1->cols;

    return run->how.gradient == GRADIENT_EXACT ? run->how.lambda / (double)run->c->N * sqrt(squares)
                                               : run->how.lambda * squares * sqrt((double)entries);
}

static void record(struct run *run)
{
    const struct network *n = run->net;

    run_measure(run);

    double loss = run->data_loss + run->ridge_loss;

    if (!run->measured_once)
        run->first_loss = run->least_loss = loss;
    run->measured_once = true;
    if (loss <= run->least_loss) {
        run->least_loss = loss;
        run->least_epoch = run->epoch;
    }
    if (run->c->tracing)
        trace_step(run, run->net);
    if (run->history)
        fprintf(run->history_file.file,
                "%zu %.17g %.17g %.17g %zu %zu %.9g %.9g %.9g %.9g %.9g %.9g\n", run->epoch, loss,
                run->data_loss, run->ridge_loss, run->right_trained, run->right_held,
                sqrt(matrix_sum_squares(n->W1)), sqrt(matrix_sum_squares(n->W2)),
                sqrt(matrix_sum_squares(n->dLoss_dW1)), sqrt(matrix_sum_squares(n->dLoss_dW2)),
                ridge_norm(run), mean(n->W1));
    if (run->frames)
        draw_boundary(run);
    if (run->recorded)
        run->recorded(run);
}

static bool watch(void *context, const struct network *net, size_t epoch)
{
    struct run *run = context;

    (void)net;
    run->epoch = epoch;
    if (epoch % run->every == 0 || epoch == run->first)
        record(run);
    if (progress_due(&run->progress, epoch)) {
        run_measure(run);
        progress_draw(&run->progress, epoch, run->data_loss + run->ridge_loss,
                      (double)run->right_trained / (double)run->c->N);
    }
    return !system_caught();
}

/* One epoch of minibatches at a time; what is recorded is measured before it. */
static size_t train_batches(struct run *run, size_t end)
{
    const struct chapter *c = run->c;
    size_t epoch = run->epoch;

    for (; epoch < end; epoch++) {
        struct network *was = run->start;

        if (!watch(run, run->net, epoch))
            return epoch;
        take_weights(run->start, run->net);
        if (!batches_epoch(run->batches, run->net, c->X, c->Y, &run->how,
                           (uint32_t)run->shuffle_seed, epoch))
            return epoch;
        run->start = run->good;
        run->good = was;
    }
    return epoch;
}

static size_t train(struct run *run, size_t end)
{
    const struct chapter *c = run->c;

    if (run->train)
        return run->train(run, end, watch);
    if (run->batches)
        return train_batches(run, end);
    if (run->plain)
        return network_train(run->net, c->X, c->Y, &run->how, run->epoch, end, 1, watch, run);
    return fast_train(run->fast, run->net, c->N, &run->how, run->epoch, end, 1, watch, run);
}

bool run_until(struct run *run, size_t end)
{
    size_t next;

    progress_begin(&run->progress, run->quiet, run->epoch, end);
    next = train(run, end);
    progress_clear(&run->progress);
    run->epoch = next;
    run->interrupted = system_caught();
    run->broken = next < end && !run->interrupted;
    if (run->broken && run->c->tracing) /* where the numbers ended is what a reader will ask */
        trace_step(run, run->batches ? run->start : run->net);
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
    network_free(run->net);
    network_free(run->look);
    network_free(run->start);
    network_free(run->good);
    return !good ? 2 : system_caught() ? 128 + system_caught() : 0;
}
