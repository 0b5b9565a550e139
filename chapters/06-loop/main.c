/* Chapter 6: one step after another.
 *
 * Forward, loss, backward, update: the five bricks, once.  Then again, as often
 * as it takes.  The loop adds nothing to the mathematics of a step; it lets the
 * steps follow each other and keeps a record.
 */
#include "dataset.h"
#include "matrix.h"
#include "run.h"
#include "scores.h"

#include <stdio.h>

/* Takes the article's one step, whatever the options: one row, three hidden units. */
static void worked_step(struct chapter *c)
{
    struct step *s = step_new(1, 2, 3, 2, BIAS_NONE);
    struct matrix *X = matrix_new(1, 2), *Y = matrix_new(1, 2);
    struct training how = {0.001, 0, GRADIENT_EXACT};
    double before;

    dataset_xor(X, Y, 0);
    step_observe(s, X, Y);
    dataset_weights(s->W1, s->W2, 2017);
    train(s, &how, 0, 1, 0, NULL, NULL);
    before = s->Loss->v[0];
    step_forward(s);
    chapter_say(c,
                "One step of the worked example, all six bricks: the Loss was %.8f and is %.8f "
                "with these new weights.",
                before, step_loss(s, 0));
    fputc('\n', stdout);
    show_line(&c->show, "W2_new", s->W2, "W2 - alpha * dLoss_dW2");
    show_line(&c->show, "W1_new", s->W1, "W1 - alpha * dLoss_dW1");
    matrix_free(X);
    matrix_free(Y);
    step_free(s);
}

/* Returns the data loss of a network that answers one half everywhere: 1/8 for each output, if all
 * labels are 0 or 1. */
static double loss_of_one_half(const struct matrix *Y)
{
    double sum = 0;

    for (size_t i = 0; i < Y->rows * Y->cols; i++)
        sum += (Y->v[i] - 0.5) * (Y->v[i] - 0.5);
    return sum / (2 * (double)Y->rows);
}

static void say_what_it_was(const struct run *run)
{
    const struct chapter *c = run->c;
    double now = run->data_loss + run->ridge_loss;
    bool risen = now > run->least_loss + 0.001 * (run->first_loss - run->least_loss);
    char text[32];

    if (!run->measured_once)
        return;
    snprintf(text, sizeof text, now < 1e4 ? "%.6f" : "%.3e", now);
    if (risen && run->least_epoch > run->first)
        chapter_say(run->c,
                    "The Loss fell from %.6f to %.6f at epoch %zu and has risen since, to %s.",
                    run->first_loss, run->least_loss, run->least_epoch, text);
    else
        chapter_say(run->c, "The Loss went from %.6f to %s.", run->first_loss, text);
    chapter_say(run->c, "For comparison: answering one half everywhere costs a data loss of %g.",
                loss_of_one_half(&c->Y));
    if (run->held > 0 && c->data.label)
        chapter_say(run->c,
                    "Of the rows held back it has %zu right. Naming their most frequent class "
                    "every time would get %zu right.",
                    run->right_held, count_most_frequent(c->data.Y, c->X.rows, c->data.Y->rows));
}

int main(int argc, char **argv)
{
    struct options defaults = options_worked_example;
    struct run run = {.epochs = 100000, .every = 1000, .recorded = run_print_line};
    struct option_spec own[RUN_OPTIONS];
    struct chapter c;

    defaults.rows = 50;
    defaults.lr = 0.003;
    defaults.gradient = GRADIENT_ARTICLE;
    defaults.run = true;
    run_options(&run, own);
    chapter_read(&c, argc, argv, "06-loop", "What happens when we repeat the step?", &defaults, own,
                 RUN_OPTIONS);
    if (c.o.predict)
        return run_predict(&run, &c);
    run_begin(&run, &c);
    chapter_open(&c);

    if (c.showing && !c.own)
        worked_step(&c);
    chapter_pause(&c);
    run_say_settings(&run,
                     "Now the step again and again:", " The Loss is taken before each update.");
    run_print_head(&run);
    run_until(&run, run.first + run.epochs);
    chapter_pause(&c);
    run_report(&run);
    say_what_it_was(&run);

    int status = run_end(&run);

    return chapter_end(&c) == 0 ? status : 2;
}
