/* Exercise 3: how wrong is the answer?
 *
 * Two functions for you to write, data_loss and dloss_dh2.  `make exercise-03` puts yours in the
 * place of the library's, runs the program of this chapter, and says where the numbers first go
 * wrong.
 *
 * Y and h2 have one shape, (N, out): N observations, each with an entry for every output.
 * A whole number becomes a double with (double)N.
 */
#include "exercise.h"

#include "loss.h"
#include "matrix.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* data_loss = sum((Y - h2) .^ 2) / 2N, where the sum is over all entries and N is the number of
 * rows. */
double data_loss(const struct matrix *Y, const struct matrix *h2)
{
    return NAN; /* your code here, in the place of this line */
}

/* dLoss_dh2 = -(Y - h2) / N: the slope of the Loss along each entry of h2. */
void dloss_dh2(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2)
{
    not_yet_written(dLoss_dh2); /* your code here */
}

/* A question, to be answered with a number: what is the data_loss of a network that answers the
 * same everywhere?  `make exercise-03` asks it with numbers that are drawn for your name. */
const double answer_03 = NAN;
