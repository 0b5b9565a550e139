/* Exercise 2: what does each unit answer?
 *
 * Two functions for you to write, and math.h has exp.  `make exercise-02` puts yours in the place
 * of the library's, runs the program of this chapter, and says where the numbers first go wrong.
 * The derivative is first needed in chapter 4, so that program is run too.
 *
 * Both arguments of a call have one shape, and entry i of one belongs to entry i of the other:
 * i goes from 0 to rows * cols - 1.
 */
#include "exercise.h"

#include "matrix.h"
#include "sigmoid.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* h = 1 / (1 + exp(-z)), entry by entry. */
void sigmoid(struct matrix *h, const struct matrix *z)
{
    not_yet_written(h); /* your code here, in the place of this line */
}

/* The slope of the sigmoid: dh_dz = h .* (1 - h).  It is given h, the sigmoid's value, not z. */
void sigmoid_derivative(struct matrix *dh_dz, const struct matrix *h)
{
    not_yet_written(dh_dz); /* your code here */
}

/* A question, to be answered with a number: which sum z leads to a given answer h?
 * `make exercise-02` asks it with numbers that are drawn for your name. */
const double answer_02 = NAN;
