/* Chapter 1: a network is made of matrices.
 *
 * Three of them are given: X, one observation with two inputs; W1, the weights
 * from two inputs to three hidden units; W2, the weights from there to two
 * outputs.  A hidden unit begins with a weighted sum of the inputs, its weights
 * being its column of W1.  All units at once are the product X * W1.
 */
#include "chapter.h"
#include "matrix.h"

/* Prints one entry of the product in its parts: row 1 of X with column 1 of W1. */
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
    chapter_say(c, "The first entry, in its parts: row 1 of X with column 1 of W1.");
    chapter_say(c, "z1[1,1] = %s%s%s = %s", sum, most < s->in ? " + ..." : "", bias,
                show_number(&c->show, s->z1->v[0], x));
}

int main(int argc, char **argv)
{
    struct chapter c;
    struct step *s =
        chapter_begin(&c, argc, argv, "01-matrix", "What does each hidden unit add up?");

    if (!c.own)
        chapter_say(&c,
                    "The task is XOR of signs. An observation is two numbers. Class 0, Y = [1 0]: "
                    "both have the same sign. Class 1, Y = [0 1]: one is positive and one is "
                    "not. A network that has learnt it would answer Y when it is given X.");
    chapter_say(&c, "Observations are rows, dimensions are columns. Each hidden unit has a "
                    "column of W1. Its weighted sum of the inputs is an entry of z1.");
    weighted_sum(s->z1, s->X, s->W1, s->b1);
    chapter_step(&c, "z1");
    spell_out(&c);
    chapter_say(&c,
                "The inner sizes met and are gone: %zux%zu times %zux%zu leaves %zux%zu, one "
                "sum for each observation and each hidden unit.",
                s->N, s->in, s->in, s->hidden, s->N, s->hidden);
    return chapter_end(&c);
}
