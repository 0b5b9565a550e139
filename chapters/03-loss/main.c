/* Chapter 3: how wrong is the answer?
 *
 * The label Y says what h2 should have been.  The loss makes one number of all
 * the differences: squared, summed, halved, divided by the number of rows, plus
 * a price on large weights.  Its derivative with respect to h2 is where the way
 * back begins.
 */
#include "chapter.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

static size_t largest_of_first_row(const struct matrix *m)
{
    size_t best = 0;

    for (size_t k = 1; k < m->cols; k++)
        if (m->v[k] > m->v[best])
            best = k;
    return best;
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
    s->ridge_loss->v[0] = ridge_loss(s->W1, s->W2, c.o.lambda, s->N);
    chapter_step(&c, "ridge_loss");
    s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
    chapter_step(&c, "Loss");

    size_t says = largest_of_first_row(s->h2), should = largest_of_first_row(s->Y);

    chapter_say(&c,
                "One number for everything that the network got wrong.%s The first observation "
                "belongs to class %s (output %zu), and the largest of its answers is output %zu: "
                "%s before any training.",
                c.o.lambda == 0 ? " With lambda = 0 large weights cost nothing." : "",
                c.data.label[should], should + 1, says + 1,
                says == should ? "right, even" : "wrong,");

    dloss_dh2(s->dLoss_dh2, s->Y, s->h2, c.o.gradient);
    chapter_step(&c, "dLoss_dh2");
    chapter_say(&c,
                "Where an entry is negative, the loss falls if that answer grows; where it is "
                "positive, the loss falls if the answer shrinks.%s",
                c.o.gradient == GRADIENT_ARTICLE && s->N > 1
                    ? " The article's program leaves out the 1/N of the Loss: this is N times its "
                      "derivative."
                    : "");
    return chapter_end(&c);
}
