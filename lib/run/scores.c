#include "scores.h"

#include "check.h"
#include "matrix.h"

#include <math.h>

size_t count_classes(const struct matrix *m)
{
    return m->cols == 1 ? 2 : m->cols;
}

size_t class_of(const struct matrix *m, size_t n)
{
    const double *row = &m->v[n * m->cols];
    size_t best = 0;

    for (size_t k = 0; k < m->cols; k++) {
        if (isnan(row[k]))
            return count_classes(m);
        if (row[k] > row[best])
            best = k;
    }
    return m->cols == 1 ? row[0] > 0.5 : best;
}

size_t count_right(const struct matrix *Y, const struct matrix *h2, size_t first, size_t last)
{
    size_t right = 0;

    CHECK(Y->rows == h2->rows && Y->cols == h2->cols, Y, h2);
    CHECK(first <= last && last <= Y->rows, Y);
    for (size_t n = first; n < last; n++)
        right += class_of(h2, n) == class_of(Y, n);
    return right;
}

size_t count_class(const struct matrix *Y, size_t first, size_t last, size_t k)
{
    size_t rows = 0;

    CHECK(first <= last && last <= Y->rows, Y);
    for (size_t n = first; n < last; n++)
        rows += class_of(Y, n) == k;
    return rows;
}

size_t most_frequent(const struct matrix *Y, size_t first, size_t last)
{
    size_t best = 0, most = 0;

    for (size_t k = 0; k < count_classes(Y); k++) {
        size_t rows = count_class(Y, first, last, k);

        if (rows > most) {
            most = rows;
            best = k;
        }
    }
    return best;
}

size_t count_most_frequent(const struct matrix *Y, size_t first, size_t last)
{
    return count_class(Y, first, last, most_frequent(Y, first, last));
}

void count_confusion(const struct matrix *Y, const struct matrix *h2, size_t first, size_t last,
                     size_t *counts)
{
    size_t classes = count_classes(Y);

    CHECK(Y->rows == h2->rows && Y->cols == h2->cols, Y, h2);
    CHECK(first <= last && last <= Y->rows, Y);
    for (size_t i = 0; i < classes * (classes + 1); i++)
        counts[i] = 0;
    for (size_t n = first; n < last; n++)
        counts[class_of(Y, n) * (classes + 1) + class_of(h2, n)]++;
}
