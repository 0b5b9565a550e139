/* Only the last term is left. Each term replaces the one before where = stands in the place of +=,
 * or where the sum is set to 0 in the inner loop. */
#include "matrix.h"

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols; i++)
                sum = a->v[r * a->cols + i] * b->v[i * b->cols + c];
            out->v[r * out->cols + c] = sum;
        }
}
