/* Three loops: over the rows and the columns of the product, and along the sum. */
#include "exercise.h"

#include "matrix.h"

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols; i++)
                sum += a->v[r * a->cols + i] * b->v[i * b->cols + c];
            out->v[r * out->cols + c] = sum;
        }
}

/* One term is 0: what remains is the other input times its weight. */
const double answer_01 = NAN;
