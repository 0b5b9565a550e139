/* Chapter 6: one step after another.
 *
 * Forward, loss, backward, update: the five bricks, once.  Then again, as often
 * as it takes.  The loop adds nothing to the mathematics of a step; it lets the
 * steps follow each other and keeps a record.
 */
#include "dataset.h"
#include "matrix.h"
#include "run.h"

#include <stdio.h>

/* The article's one step, whatever the options: one row, three hidden units. */
static void worked_step(struct chapter *c)
{
    struct network *net = network_new(1, 2, 3, 2);
    struct matrix *X = matrix_new(1, 2), *Y = matrix_new(1, 2);
    struct training how = {0.001, 0, GRADIENT_EXACT};
    double before;

    dataset_xor(X, Y, 0);
    dataset_weights(net->W1, net->W2, 2017);
    network_train(net, X, Y, &how, 0, 1, 0, NULL, NULL);
    before = net->data_loss;
    network_forward(net, X);
    chapter_say(c, "One step of the worked example, all six bricks: the Loss was %.8f and is %.8f "
                   "with these new weights.", before, network_loss(net, Y, 0));
    fputc('\n', stdout);
    show_line(&c->show, "W2_new", net->W2, "W2 - alpha * dLoss_dW2");
    show_line(&c->show, "W1_new", net->W1, "W1 - alpha * dLoss_dW1");
    matrix_free(X);
    matrix_free(Y);
    network_free(net);
}

/* Ten lines or so of all that is recorded. */
static void print_line(struct run *run)
{
    size_t tenth = (run->epochs + 9) / 10, every = (tenth + run->every - 1) / run->every;

    if (run->c->showing && run->epoch / run->every % every == 0)
        printf("  %10zu  %14.8f  %6zu of %zu\n", run->epoch, run->data_loss + run->ridge_loss,
               run->right_trained, run->c->N);
}

static void say_what_happens(const struct run *run)
{
    const struct chapter *c = run->c;

    chapter_say(run->c,
                "Now the step again and again: %zu epoch%s, rows %zu, hidden %zu, lr %g, lambda %g, "
                "gradient %s%s. The Loss is taken before each update.",
                run->epochs, run->epochs == 1 ? "" : "s", c->N, c->hidden, c->o.lr, c->o.lambda,
                c->o.gradient == GRADIENT_EXACT ? "exact" : "article",
                c->o.bias ? ", with a bias" : "");
    if (run->batch > 0)
        chapter_say(run->c, "Minibatches of %zu rows, in a new order each epoch.", run->batch);
    if (c->showing)
        printf("\n  %10s  %14s  %s\n", "epoch", "Loss", "right");
}

static void say_what_it_was(const struct run *run)
{
    const struct chapter *c = run->c;
    double now = run->data_loss + run->ridge_loss;

    if (run->least_loss < now && run->least_epoch > run->first)
        chapter_say(run->c,
                    "The Loss fell from %.6f to %.6f at epoch %zu and has risen since, to %.6g.",
                    run->first_loss, run->least_loss, run->least_epoch, now);
    else
        chapter_say(run->c, "The Loss went from %.6f to %.6g.", run->first_loss, now);
    if (c->out == 2)
        chapter_say(run->c,
                    "For comparison: answering one half everywhere costs a data loss of 0.25.");
}

int main(int argc, char **argv)
{
    struct options defaults = options_worked_example;
    struct run run = {.epochs = 100000, .every = 1000, .recorded = print_line};
    struct option_spec own[RUN_OPTIONS];
    struct chapter c;

    defaults.rows = 50;
    defaults.lr = 0.003;
    defaults.gradient = GRADIENT_ARTICLE;
    defaults.run = true;
    run_options(&run, own, &c.o.bias);
    chapter_read(&c, argc, argv, "06-loop", "What happens when we repeat the step?", &defaults, own,
                 RUN_OPTIONS);
    run_begin(&run, &c);
    chapter_open(&c);

    if (c.showing)
        worked_step(&c);
    say_what_happens(&run);
    run_until(&run, run.first + run.epochs);
    run_report(&run);
    say_what_it_was(&run);

    int status = run_end(&run);

    return chapter_end(&c) == 0 ? status : 2;
}
