/* Chapter 5: which way should each weight of W1 move?
 *
 * The way back to W1 leads through the output layer, and chapter 4 has done that part: dLoss_dz2 is
 * used again, not computed again.  From there the way back leads through W2 to h1, through the
 * sigmoid to z1, and to W1.
 */
#include "chapter.h"
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

/* Returns the Loss with these weights and biases: a forward step of the chapter's observations. */
static double loss_of(struct chapter *c, const struct matrix *W1, const struct matrix *b1,
                      const struct matrix *W2, const struct matrix *b2)
{
    struct step *s = c->step;

    weighted_sum(s->z1, s->X, W1, b1);
    sigmoid(s->h1, s->z1);
    weighted_sum(s->z2, s->h1, W2, b2);
    sigmoid(s->h2, s->z2);
    return data_loss(s->Y, s->h2) + ridge_loss(W1, W2, c->o.lambda, s->N);
}

/* Returns the Loss as a function of W1 and b1: the whole forward step depends on it. */
static double loss_of_W1(void *context)
{
    struct chapter *c = context;
    const struct step *s = c->step;

    return loss_of(c, s->W1, s->b1, s->W2, s->b2);
}

/* Says what the step has done to the Loss, and what the slopes let us expect. */
static void say_the_fall(struct chapter *c)
{
    const struct step *s = c->step;
    bool moved = s->b1_new != NULL; /* biases, if there are any that are trained */
    double before = s->Loss->v[0];
    double after =
        loss_of(c, s->W1_new, moved ? s->b1_new : s->b1, s->W2_new, moved ? s->b2_new : s->b2);
    double squares = matrix_sum_squares(s->dLoss_dW1) + matrix_sum_squares(s->dLoss_dW2);

    if (moved)
        squares += matrix_sum_squares(s->dLoss_db1) + matrix_sum_squares(s->dLoss_db2);
    chapter_say(c,
                "Both layers have their new weights: one step of gradient descent is complete. The "
                "Loss was %.8f. With the new weights it is %.8f: it %s by %.8f.",
                before, after, after > before ? "rose" : "fell", fabs(after - before));
    chapter_say(c,
                "alpha times the sum of all squared slopes is %g * %.8f = %.8f. For a small step "
                "the Loss falls by about as much.",
                c->o.lr, squares, c->o.lr * squares);
}

int main(int argc, char **argv)
{
    bool differences = false;
    const struct option_spec own[] = {{"differences", NULL,
                                       "check dLoss_dW1 with steps e from 0.1 to 1e-12",
                                       OPTION_FLAG, &differences, 0, 0, NULL}};
    struct chapter c;

    chapter_read(&c, argc, argv, "05-dloss-dw1", "Which way should each weight of W1 move?",
                 &options_worked_example, own, 1);
    chapter_open(&c);

    struct step *s = c.step;

    weighted_sum(s->z1, s->X, s->W1, s->b1);
    sigmoid(s->h1, s->z1);
    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    sigmoid(s->h2, s->z2);
    s->data_loss->v[0] = data_loss(s->Y, s->h2);
    s->ridge_loss->v[0] = ridge_loss(s->W1, s->W2, c.o.lambda, s->N);
    s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
    dloss_dh2(s->dLoss_dh2, s->Y, s->h2);
    dloss_dz2(s->dLoss_dz2, s->dh2_dz2, s->dLoss_dh2, s->h2);
    dloss_dw2(s->dLoss_dW2, s->h1, s->dLoss_dz2, s->W2, c.o.lambda);
    dloss_db(s->dLoss_db2, s->dLoss_dz2);
    descend(s->W2_new, s->W2, c.o.lr, s->dLoss_dW2);
    descend(s->b2_new, s->b2, c.o.lr, s->dLoss_db2);
    chapter_recap(&c, "z1", "b2_new");

    chapter_step(&c, "dz2_dh1");
    dloss_dh1(s->dLoss_dh1, s->dLoss_dz2, s->W2);
    chapter_step(&c, "dLoss_dh1");
    chapter_say(&c,
                "dLoss_dz2 is chapter 4's, used again. Each hidden unit feeds every output, so "
                "its blame is a sum over the outputs: a row of dLoss_dz2 times a row of W2, "
                "term by term. W2 is the old one: W2_new waits until both gradients are known.");

    dloss_dz1(s->dLoss_dz1, s->dh1_dz1, s->dLoss_dh1, s->h1);
    chapter_step(&c, "dh1_dz1");
    chapter_step(&c, "dLoss_dz1");
    chapter_step(&c, "dz1_dW1");
    dloss_dw1(s->dLoss_dW1, s->X, s->dLoss_dz1, s->W1, c.o.lambda);
    chapter_step(&c, "dLoss_dW1");
    chapter_check_gradient(&c, "dLoss_dW1", s->dLoss_dW1, s->W1, loss_of_W1);
    dloss_db(s->dLoss_db1, s->dLoss_dz1);
    chapter_step(&c, "dLoss_db1");
    chapter_check_gradient(&c, "dLoss_db1", s->dLoss_db1, s->b1, loss_of_W1);
    if (differences)
        chapter_trace_differences(&c, s->dLoss_dW1, s->W1, loss_of_W1);

    descend(s->W1_new, s->W1, c.o.lr, s->dLoss_dW1);
    chapter_step(&c, "W1_new");
    descend(s->b1_new, s->b1, c.o.lr, s->dLoss_db1);
    chapter_step(&c, "b1_new");
    say_the_fall(&c);
    return chapter_end(&c);
}
