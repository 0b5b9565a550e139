/* Chapter 5: which way should each weight of the hidden layer move?
 *
 * The way back to W1 leads through the output layer, and chapter 4 has walked
 * that part: dLoss_dz2 is used again, not computed again.  From there W2 leads
 * on to h1, the sigmoid's derivative to z1, and X to W1.
 */
#include "chapter.h"
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

/* The Loss as a function of W1: the whole forward step depends on it. */
static double loss_of_W1(void *context)
{
    struct chapter *c = context;

    matrix_mul(c->z1, c->X, c->W1);
    sigmoid(c->h1, c->z1);
    matrix_mul(c->z2, c->h1, c->W2);
    sigmoid(c->h2, c->z2);
    return data_loss(c->Y, c->h2) + ridge_loss(c->W1, c->W2, c->o.lambda, c->N);
}

int main(int argc, char **argv)
{
    bool differences = false;
    const struct option_spec own[] = {{"differences", NULL,
                                       "check dLoss_dW1 with steps h from 0.1 to 1e-12",
                                       OPTION_FLAG, &differences, 0, 0, NULL}};
    struct chapter c;

    chapter_read(&c, argc, argv, "05-dloss-dw1", "Which way should each weight of W1 move?",
                 &options_worked_example, own, 1);
    chapter_open(&c);

    matrix_mul(c.z1, c.X, c.W1);
    sigmoid(c.h1, c.z1);
    matrix_mul(c.z2, c.h1, c.W2);
    sigmoid(c.h2, c.z2);
    c.data_loss->v[0] = data_loss(c.Y, c.h2);
    c.ridge_loss->v[0] = ridge_loss(c.W1, c.W2, c.o.lambda, c.N);
    c.Loss->v[0] = c.data_loss->v[0] + c.ridge_loss->v[0];
    dloss_dh2(c.dLoss_dh2, c.Y, c.h2, c.o.gradient);
    dloss_dz2(c.dLoss_dz2, c.dh2_dz2, c.dLoss_dh2, c.h2);
    dloss_dw2(c.dLoss_dW2, c.h1, c.dLoss_dz2, c.W2, c.o.lambda, c.o.gradient);
    matrix_add_scaled(c.W2_new, c.W2, -c.o.lr, c.dLoss_dW2);
    chapter_recap(&c, "z1 h1 z2 h2 data_loss ridge_loss Loss dLoss_dh2");
    chapter_recap(&c, "dh2_dz2 dLoss_dz2 dz2_dW2 dLoss_dW2 W2_new");

    chapter_step(&c, "dz2_dh1");
    dloss_dh1(c.dLoss_dh1, c.dLoss_dz2, c.W2);
    chapter_step(&c, "dLoss_dh1");
    chapter_say(&c,
                "dLoss_dz2 is chapter 4's, used again. Each hidden unit feeds every output, so "
                "its share of the blame is a sum over the outputs: a row of dLoss_dz2 with a "
                "row of W2. It is the old W2: W2_new waits until both gradients are known.%s",
                c.worked ? " (The article prints dh2_dz2 in the place of dLoss_dz2: its slip 2.)"
                         : "");

    dloss_dz1(c.dLoss_dz1, c.dh1_dz1, c.dLoss_dh1, c.h1);
    chapter_step(&c, "dh1_dz1");
    chapter_step(&c, "dLoss_dz1");
    chapter_step(&c, "dz1_dW1");
    dloss_dw1(c.dLoss_dW1, c.X, c.dLoss_dz1, c.W1, c.o.lambda, c.o.gradient);
    chapter_step(&c, "dLoss_dW1");
    chapter_check_gradient(&c, "dLoss_dW1", c.dLoss_dW1, c.W1, loss_of_W1);
    if (differences)
        chapter_trace_differences(&c, c.dLoss_dW1, c.W1, loss_of_W1);

    matrix_add_scaled(c.W1_new, c.W1, -c.o.lr, c.dLoss_dW1);
    chapter_step(&c, "W1_new");
    chapter_say(&c,
                "Both layers have their new weights: one step of gradient descent is complete.");
    return chapter_end(&c);
}
