/* Exercise 8: which way should a bias move?
 *
 * One function for you to write, in plain C: bricks 1 to 3 are there, and you need none of them.
 * `make exercise-08` puts yours in the place of the library's, runs the program of this chapter,
 * and says where the numbers first go wrong.
 *
 * The first argument is to be filled; the const one is only read.
 */
#include "exercise.h"

#include "dloss_dw2.h"
#include "matrix.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* A bias is the weight of an input that is always 1.  Its slope is a sum over the observations:
 *
 *     dLoss_db[1,k] = dLoss_dz[1,k] + dLoss_dz[2,k] + ... + dLoss_dz[N,k]
 *
 * dLoss_dz is (N, units), dLoss_db is (1, units).  The same function serves both layers. */
void dloss_db(struct matrix *dLoss_db, const struct matrix *dLoss_dz)
{
    if (!dLoss_db)
        return;                /* a network without biases: nothing to fill */
    not_yet_written(dLoss_db); /* your code here, in the place of this line */
}

/* A question, to be answered with a number: which bias makes a unit give a certain answer?
 * `make exercise-08` asks it with numbers that are drawn for your name. */
const double answer_08 = NAN;
