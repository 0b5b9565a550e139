/* Chapter 1: a network is made of matrices.
 *
 * Three of them are given: X, one observation with two inputs; W1, the weights
 * from two inputs to three hidden units; W2, the weights from there to two
 * outputs.  The weighted sum of a hidden unit uses its own column of W1.  The
 * product X * W1 gives all the sums at once.
 */
#include "chapter.h"
#include "matrix.h"

/* ---- spell out */

/* Prints the terms of one entry of the product: row 1 of X times column 1 of W1. */
static void spell_out(struct chapter *c)
{
    const struct step *s = c->step;
    char sum[400] = "", bias[SHOW_NUMBER + 3] = "", x[SHOW_NUMBER], w[SHOW_NUMBER];
    size_t used = 0, most = s->in < 4 ? s->in : 4;

    for (size_t i = 0; i < most; i++)
        used += (size_t)snprintf(sum + used, sizeof sum - used, "%s%s * %s", i > 0 ? " + " : "",
                                 show_number(&c->show, s->X->v[i], x),
                                 show_number(&c->show, s->W1->v[i * s->hidden], w));
    if (s->b1)
        snprintf(bias, sizeof bias, " + %s", show_number(&c->show, s->b1->v[0], w));
    chapter_say(c, "The first entry, term by term: row 1 of X times column 1 of W1.");
    chapter_say(c, "z1[1,1] = %s%s%s = %s", sum, most < s->in ? " + ..." : "", bias,
                show_number(&c->show, s->z1->v[0], x));
}

/* ---- main */

int main(int argc, char **argv)
{
    struct chapter c;
    struct step *s =
        chapter_begin(&c, argc, argv, "01-matrix", "What does each hidden unit add up?");

    if (!c.own)
        chapter_say(&c,
                    "The task is XOR of signs. An observation is two numbers. Class 0, Y = [1 0]: "
                    "both have the same sign. Class 1, Y = [0 1]: one is positive and the other "
                    "is not. A network that has learnt it would answer Y when given X.");
    chapter_say(&c, "Observations are rows, inputs are columns. Each hidden unit has a column of "
                    "W1. Its weighted sum is an entry of z1.");
    weighted_sum(s->z1, s->X, s->W1, s->b1);
    chapter_step(&c, "z1");
    spell_out(&c);
    chapter_say(&c,
                "The inner sizes are equal, and the outer ones remain: %zux%zu times %zux%zu gives "
                "%zux%zu, one sum for each observation and each hidden unit.",
                s->N, s->in, s->in, s->hidden, s->N, s->hidden);
    return chapter_end(&c);
}
