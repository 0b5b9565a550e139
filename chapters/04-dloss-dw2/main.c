/* Chapter 4: which way should each weight of the output layer move?
 *
 * Three factors, from the Loss back to W2: how the Loss depends on the answer
 * h2, how the answer depends on its sum z2, and how the sum depends on the weight.  The
 * first two are multiplied entry by entry, the third by a matrix product.  Then every
 * weight takes a small step against its slope, and the Loss is smaller.
 */
#include "chapter.h"
#include "dloss_dw2.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

/* Returns the Loss as a function of W2 and b2: h1 stays as it is. */
static double loss_of_W2(void *context)
{
    struct chapter *c = context;
    struct step *s = c->step;

    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    sigmoid(s->h2, s->z2);
    return data_loss(s->Y, s->h2) + ridge_loss(s->W1, s->W2, c->o.lambda, s->N);
}

/* Prints the steepest slope, and what it means. */
static void say_the_largest(struct chapter *c)
{
    const struct matrix *g = c->step->dLoss_dW2;
    size_t i = 0;

    for (size_t k = 1; k < g->rows * g->cols; k++)
        if (fabs(g->v[k]) > fabs(g->v[i]))
            i = k;
    char slope[SHOW_NUMBER];

    chapter_say(c,
                "dLoss_dW2 has the shape of W2: a slope for every weight. The steepest is "
                "dLoss_dW2[%zu,%zu] = %s%s.",
                i / g->cols + 1, i % g->cols + 1, show_number(&c->show, g->v[i], slope),
                g->v[i] == 0  ? ""
                : g->v[i] > 0 ? ": the Loss rises when that weight grows"
                              : ": the Loss falls when that weight grows");
}

/* Does the forward step again with the new weights, and prints what has become of the Loss. */
static void say_the_new_loss(struct chapter *c)
{
    struct step *s = c->step;
    double before = s->Loss->v[0], after;
    char old[SHOW_NUMBER], new[SHOW_NUMBER];

    weighted_sum(s->z2, s->h1, s->W2_new, s->b2_new ? s->b2_new : s->b2);
    sigmoid(s->h2, s->z2);
    after = data_loss(s->Y, s->h2) + ridge_loss(s->W1, s->W2_new, c->o.lambda, s->N);

    chapter_say(c, "The forward step again, with W2_new in the place of W2:");
    if (c->showing)
        fprintf(c->show.out, "    the Loss was  %s\n    it is now     %s\n",
                show_number(&c->show, before, old), show_number(&c->show, after, new));
    if (after != before)
        chapter_say(c, "The step has made the Loss %s.",
                    after < before ? "smaller" : "larger: it was too long");
}

int main(int argc, char **argv)
{
    struct chapter c;
    struct step *s =
        chapter_begin(&c, argc, argv, "04-dloss-dw2", "Which way should each weight of W2 move?");

    weighted_sum(s->z1, s->X, s->W1, s->b1);
    sigmoid(s->h1, s->z1);
    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    sigmoid(s->h2, s->z2);
    s->data_loss->v[0] = data_loss(s->Y, s->h2);
    s->ridge_loss->v[0] = ridge_loss(s->W1, s->W2, c.o.lambda, s->N);
    s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
    dloss_dh2(s->dLoss_dh2, s->Y, s->h2);
    chapter_recap(&c, "z1", "dLoss_dh2");

    dloss_dz2(s->dLoss_dz2, s->dh2_dz2, s->dLoss_dh2, s->h2);
    chapter_step(&c, "dh2_dz2");
    chapter_step(&c, "dLoss_dz2");
    chapter_say(&c,
                "Two of the three factors, multiplied entry by entry: how the Loss depends on each "
                "sum z2. No entry of dh2_dz2 can be below 0 or above 1/4.");

    chapter_step(&c, "dz2_dW2");
    chapter_say(&c,
                "The third factor: z2[n,k] is the sum over j of h1[n,j] * W2[j,k], so its slope "
                "along W2[j,k] is h1[n,j]. The product with h1' puts each slope in the place of "
                "its weight.");
    dloss_dw2(s->dLoss_dW2, s->h1, s->dLoss_dz2, s->W2, c.o.lambda);
    chapter_step(&c, "dLoss_dW2");
    say_the_largest(&c);
    chapter_check_gradient(&c, "dLoss_dW2", s->dLoss_dW2, s->W2, loss_of_W2);
    dloss_db(s->dLoss_db2, s->dLoss_dz2);
    chapter_step(&c, "dLoss_db2");
    chapter_check_gradient(&c, "dLoss_db2", s->dLoss_db2, s->b2, loss_of_W2);

    descend(s->W2_new, s->W2, c.o.lr, s->dLoss_dW2);
    chapter_step(&c, "W2_new");
    descend(s->b2_new, s->b2, c.o.lr, s->dLoss_db2);
    chapter_step(&c, "b2_new");
    chapter_say(&c, "Each weight moves against its slope, by alpha = %g times the slope.", c.o.lr);
    say_the_new_loss(&c);
    return chapter_end(&c);
}
