/* Chapter 6: one step after another.
 *
 * Forward, loss, backward, update: the five bricks, once.  Then again, as often
 * as it takes.  The loop adds nothing to the mathematics of a step; it lets the
 * steps follow each other and keeps a record.
 */
#include "chapter.h"
#include "loop.h"
#include "matrix.h"

#include <stdio.h>
#include <string.h>

/* From now on the chapter's names mean the network's matrices; W1 and W2 stay the
 * weights it started with, W1_new and W2_new are the weights it has now. */
static void look_at(struct chapter *c, struct network *net)
{
    memcpy(net->W1->v, c->W1->v, c->in * c->hidden * sizeof *c->W1->v);
    memcpy(net->W2->v, c->W2->v, c->hidden * c->out * sizeof *c->W2->v);
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
    c->W1_new = net->W1;
    c->W2_new = net->W2;
}

static double accuracy(const struct matrix *Y, const struct matrix *h2)
{
    size_t right = 0;

    for (size_t n = 0; n < Y->rows; n++) {
        size_t says = 0;

        for (size_t k = 1; k < Y->cols; k++)
            if (h2->v[n * Y->cols + k] > h2->v[n * Y->cols + says])
                says = k;
        right += Y->v[n * Y->cols + says] == 1;
    }
    return (double)right / (double)Y->rows;
}

/* What the network knows of an epoch before its update. */
static void take_losses(struct chapter *c, const struct network *net)
{
    c->data_loss->v[0] = net->data_loss;
    c->ridge_loss->v[0] = net->ridge_loss;
    c->Loss->v[0] = net->data_loss + net->ridge_loss;
}

struct run {
    struct chapter *c;
    struct matrix *history; /* a row for each recorded epoch: epoch, Loss, accuracy */
    size_t records;
};

static void note(struct run *run, const struct network *net, size_t epoch)
{
    double *row = &run->history->v[3 * run->records++];

    row[0] = (double)epoch;
    row[1] = net->data_loss + net->ridge_loss;
    row[2] = accuracy(run->c->Y, net->h2);
}

static bool record_first(void *context, const struct network *net, size_t epoch)
{
    struct run *run = context;
    struct chapter *c = run->c;

    take_losses(c, net);
    note(run, net, epoch);
    chapter_recap(c, "z1 h1 z2 h2 data_loss ridge_loss Loss dLoss_dh2 dh2_dz2 dLoss_dz2");
    chapter_recap(c, "dz2_dW2 dLoss_dW2 dz2_dh1 dLoss_dh1 dh1_dz1 dLoss_dz1 dz1_dW1 dLoss_dW1");
    return true;
}

static bool record_later(void *context, const struct network *net, size_t epoch)
{
    struct run *run = context;
    struct chapter *c = run->c;

    take_losses(c, net);
    note(run, net, epoch);
    c->W1 = net->W1;
    c->W2 = net->W2;
    chapter_trace_epoch(c, epoch);
    if (c->showing)
        printf("  %9zu  %.*f  %9.3f\n", epoch, c->show.decimals, c->Loss->v[0],
               run->history->v[3 * run->records - 1]);
    return true;
}

int main(int argc, char **argv)
{
    struct options defaults = options_worked_example;
    size_t epochs = 1000, every = 100;
    const struct option_spec own[] = {
        {"epochs", "E", "steps to make", OPTION_COUNT, &epochs, 1, 1e9, NULL},
        {"record", "K", "record every K-th", OPTION_COUNT, &every, 1, 1e9, NULL},
    };
    struct chapter c;

    defaults.rows = 50;
    defaults.lr = 0.003;
    defaults.gradient = GRADIENT_ARTICLE;
    chapter_begin_with(&c, argc, argv, "06-loop", "What happens when we repeat the step?",
                       &defaults, own, sizeof own / sizeof *own);

    struct training how = {c.o.lr, c.o.lambda, c.o.gradient};
    struct network *net = network_new(c.N, c.in, c.hidden, c.out);

    look_at(&c, net);
    struct run run = {&c, matrix_new((epochs - 1) / every + 2, 3), 0};

    network_train(net, c.X, c.Y, &how, 0, 1, 1, record_first, &run);
    chapter_step(&c, "W2_new");
    chapter_step(&c, "W1_new");

    double before = c.Loss->v[0];

    network_forward(net, c.X);
    chapter_say(&c, "That was one step: every brick once. The Loss was %.*f; with the new weights "
                    "it is %.*f.", c.show.decimals, before, c.show.decimals,
                network_loss(net, c.Y, how.lambda));
    if (epochs > 1) {
        chapter_say(&c, "And again, %zu steps in all:", epochs);
        if (c.showing)
            printf("\n  %9s  %*s  %9s\n", "epoch", c.show.decimals + 2, "Loss", "accuracy");
        network_train(net, c.X, c.Y, &how, 1, epochs, every, record_later, &run);
        chapter_say(&c, "The Loss is taken before each update, as in the article; accuracy is the "
                        "share of the %zu rows whose larger answer is that of their class.", c.N);
    }
    run.history->rows = run.records;
    if (c.tracing)
        trace_block(&c.trace, "history", run.history, NULL);
    matrix_free(run.history);
    network_free(net);
    return chapter_end(&c);
}
