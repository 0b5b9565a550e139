/* The deviation is the square root of the mean square, as NumPy's std: a column that is filled in
 * counts with all its rows. */
#include "scale.h"

#include "check.h"
#include "matrix.h"

#include <math.h>

static bool measure_column(struct scale *s, const struct matrix *X, size_t rows, size_t i)
{
    double sum = 0, squares = 0, least = INFINITY, most = -INFINITY, mean;
    size_t count = 0;

    for (size_t n = 0; n < rows; n++) {
        double x = X->v[n * X->cols + i];

        if (isnan(x))
            continue;
        count++;
        sum += x;
        least = fmin(least, x);
        most = fmax(most, x);
    }
    if (count == 0)
        return false;
    mean = least == most ? least : sum / (double)count;
    for (size_t n = 0; n < rows; n++) {
        double x = X->v[n * X->cols + i];

        squares += isnan(x) ? 0 : (x - mean) * (x - mean);
    }
    s->mean->v[i] = mean;
    if (!s->deviation)
        return isfinite(mean);
    s->deviation->v[i] = least == most ? 1 : sqrt(squares / (double)rows);
    return isfinite(mean) && isfinite(squares) && s->deviation->v[i] > 0;
}

bool scale_measure(struct scale *s, const struct matrix *X, size_t rows, bool deviations,
                   size_t *wrong)
{
    CHECK(rows <= X->rows, X);
    s->mean = matrix_new(1, X->cols);
    s->deviation = deviations ? matrix_new(1, X->cols) : NULL;
    for (*wrong = 0; *wrong < X->cols; ++*wrong)
        if (!measure_column(s, X, rows, *wrong))
            return false;
    return true;
}

void scale_apply(const struct scale *s, struct matrix *X)
{
    CHECK(!s->mean || s->mean->cols == X->cols, X);
    CHECK(!s->deviation || (s->mean && s->deviation->cols == X->cols), X);
    for (size_t n = 0; s->mean && n < X->rows; n++)
        for (size_t i = 0; i < X->cols; i++) {
            double *x = &X->v[n * X->cols + i], mean = s->mean->v[i];

            if (isnan(*x))
                *x = mean;
            if (s->deviation)
                *x = (*x - mean) / s->deviation->v[i];
        }
}

void scale_free(struct scale *s)
{
    matrix_free(s->mean);
    matrix_free(s->deviation);
}
