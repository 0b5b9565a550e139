/* Chapter 3: how wrong is the answer?
 *
 * The label Y is what h2 should have been.  The Loss makes one number of all the
 * differences: squared, summed, halved, and divided by the number of rows.  The way
 * back through the network begins with its derivative with respect to h2.
 */
#include "chapter.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

static size_t largest_of_first_row(const struct matrix *m)
{
    size_t best = 0;

    for (size_t k = 1; k < m->cols; k++)
        if (m->v[k] > m->v[best])
            best = k;
    return best;
}

/* Prints whether the first observation's class has the largest answer. */
static void say_the_class(struct chapter *c)
{
    size_t says = largest_of_first_row(c->step->h2), should = largest_of_first_row(c->step->Y);

    chapter_say(
        c,
        "One number for everything that the network got wrong. The first observation belongs "
        "to class %s (output %zu), and its largest answer is that of output %zu: %s before "
        "any training.",
        c->data.label[should], should + 1, says + 1, says == should ? "right, even" : "wrong,");
}

/* Prints which answer is the furthest from its target, where the outputs stand for no classes. */
static void say_the_furthest(struct chapter *c)
{
    const double *Y = c->step->Y->v, *h2 = c->step->h2->v;
    char answer[SHOW_NUMBER], wanted[SHOW_NUMBER];
    size_t k = 0;

    for (size_t i = 1; i < c->step->out; i++)
        if (fabs(Y[i] - h2[i]) > fabs(Y[k] - h2[k]))
            k = i;
    chapter_say(c,
                "One number for everything that the network got wrong. For the first observation "
                "output %zu answers %s, where %s is wanted%s.",
                k + 1, show_number(&c->show, h2[k], answer), show_number(&c->show, Y[k], wanted),
                c->step->out > 1 ? "; no other answer is further from its target" : "");
}

int main(int argc, char **argv)
{
    struct chapter c;
    struct step *s = chapter_begin(&c, argc, argv, "03-loss", "How wrong is the answer?");

    weighted_sum(s->z1, s->X, s->W1, s->b1);
    sigmoid(s->h1, s->z1);
    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    sigmoid(s->h2, s->z2);
    chapter_recap(&c, "z1", "h2");

    s->data_loss->v[0] = data_loss(s->Y, s->h2);
    chapter_step(&c, "data_loss");
    if (c.data.label)
        say_the_class(&c);
    else
        say_the_furthest(&c);

    s->ridge_loss->v[0] = ridge_loss(s->W1, s->W2, c.o.lambda, s->N);
    s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
    chapter_say(&c, "The Loss has a second part, %s. It comes in chapter 4:",
                c.o.lambda == 0 ? "zero here" : "a price on large weights");
    chapter_recap(&c, "ridge_loss", "Loss");

    dloss_dh2(s->dLoss_dh2, s->Y, s->h2);
    chapter_step(&c, "dLoss_dh2");
    chapter_say(&c, "Where an entry is negative, the Loss falls if that answer grows; where it is "
                    "positive, the Loss falls if the answer shrinks.");
    return chapter_end(&c);
}
