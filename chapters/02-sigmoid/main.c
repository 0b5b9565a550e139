/* Chapter 2: from weighted sums to answers.
 *
 * A weighted sum can be any number.  The sigmoid turns it into an answer between
 * 0 and 1.  Sum and sigmoid make a layer.  The answers of the hidden layer, h1, are
 * the inputs of the output layer, whose answers, h2, are the network's.
 */
#include "chapter.h"
#include "matrix.h"
#include "sigmoid.h"

#include <math.h>

/* Returns the hidden unit whose sum for the first observation is nearest to zero. */
static size_t nearest_to_zero(const struct matrix *z)
{
    size_t best = 0;

    for (size_t j = 1; j < z->cols; j++)
        if (fabs(z->v[j]) < fabs(z->v[best]))
            best = j;
    return best;
}

static double sum_of_first_row(const struct matrix *h)
{
    double sum = 0;

    for (size_t k = 0; k < h->cols; k++)
        sum += h->v[k];
    return sum;
}

int main(int argc, char **argv)
{
    struct chapter c;
    struct step *s = chapter_begin(&c, argc, argv, "02-sigmoid", "What does each unit answer?");

    weighted_sum(s->z1, s->X, s->W1, s->b1);
    chapter_recap(&c, "z1", "z1");

    sigmoid(s->h1, s->z1);
    chapter_step(&c, "h1");

    size_t j = nearest_to_zero(s->z1);
    char sum[SHOW_NUMBER], answer[SHOW_NUMBER];

    chapter_say(&c,
                "Every sum has become an answer between 0 and 1. In the first row the sum of "
                "hidden unit %zu, %s, is the nearest to 0, so its answer, %s, is the nearest to "
                "one half.",
                j + 1, show_number(&c.show, s->z1->v[j], sum),
                show_number(&c.show, s->h1->v[j], answer));

    weighted_sum(s->z2, s->h1, s->W2, s->b2);
    chapter_step(&c, "z2");
    sigmoid(s->h2, s->z2);
    chapter_step(&c, "h2");
    chapter_say(&c, "The output layer does the same, with h1 in the place of X. h2 is the "
                    "network's answer.");
    if (s->out > 1)
        chapter_say(
            &c,
            "Each output answers on its own: a row need not add up to 1 (the first adds up to %.*f).",
            c.show.decimals, sum_of_first_row(s->h2));
    return chapter_end(&c);
}
