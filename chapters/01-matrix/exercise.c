/* Exercise 1: what does each hidden unit add up?
 *
 * One function for you to write.  `make exercise-01` puts yours in the place of the library's, runs
 * the program of this chapter, and says where the numbers first go wrong.
 *
 * Every matrix comes with its shape and memory: out->v[r * out->cols + c] is entry (r, c),
 * counted from 0.  Fill the first argument; the const ones are only read.
 */
#include "exercise.h"

#include "matrix.h"

static void not_yet_written(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = NAN;
}

/* out = a b: (n, k)(k, m) -> (n, m).  Entry (r, c) of the product is a sum over the inner size:
 *
 *     out[r][c] = a[r][0] b[0][c] + a[r][1] b[1][c] + ... + a[r][k-1] b[k-1][c]
 *
 * What out holds before the call means nothing: it may be anything. */
void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    not_yet_written(out); /* your code here, in the place of this line */
}

/* A question, to be answered with a number: what is an entry of z1 if one of the two inputs is 0?
 * `make exercise-01` asks it with numbers that are drawn for your name. */
const double answer_01 = NAN;
