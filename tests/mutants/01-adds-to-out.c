/* You add to what out held before the call, which may be anything: set each entry to 0 first. */
#include "matrix.h"

void matrix_mul(struct matrix *out, const struct matrix *a, const struct matrix *b)
{
    for (size_t r = 0; r < out->rows; r++)
        for (size_t c = 0; c < out->cols; c++)
            for (size_t i = 0; i < a->cols; i++)
                out->v[r * out->cols + c] += a->v[r * a->cols + i] * b->v[i * b->cols + c];
}
