/* XOR of signs: of two inputs, is exactly one positive?  The four quadrants of
 * the plane answer no, yes, no, yes, and no straight line separates the answers.
 *
 * The weights start uniform in an interval that shrinks with the number of
 * inputs of a unit, so that wide layers do not begin with large sums.
 */
#include "dataset.h"

#include "check.h"
#include "matrix.h"
#include "rng.h"

#include <math.h>

enum { ARTICLE_ROWS = 300 };

struct dataset dataset_article(size_t rows, uint32_t seed)
{
    static char *const label[] = {"0", "1"};
    struct dataset d = {.label = label};

    rows = rows > ARTICLE_ROWS ? rows : ARTICLE_ROWS;
    d.X = matrix_new(rows, 2);
    d.Y = matrix_new(rows, 2);
    dataset_xor(d.X, d.Y, seed);
    return d;
}

bool dataset_read(struct dataset *d, const char *path, const struct table_how *how)
{
    struct table *t = &d->table;

    *d = (struct dataset){0};
    if (!table_read(t, path, how)) {
        table_free(t);
        return false;
    }
    d->label = t->label;
    d->X = t->X;
    d->Y = matrix_new(t->rows, t->classes);
    t->X = NULL;
    for (size_t n = 0; n < t->rows; n++)
        d->Y->v[n * t->classes + t->class[n]] = 1;
    return true;
}

void dataset_free(struct dataset *d)
{
    matrix_free(d->X);
    matrix_free(d->Y);
    scale_free(&d->scale);
    table_free(&d->table);
}

static void swap_rows(struct matrix *m, size_t a, size_t b)
{
    for (size_t i = 0; i < m->cols; i++) {
        double kept = m->v[a * m->cols + i];

        m->v[a * m->cols + i] = m->v[b * m->cols + i];
        m->v[b * m->cols + i] = kept;
    }
}

void dataset_shuffle(struct dataset *d, uint32_t seed)
{
    struct rng r;

    rng_seed(&r, seed);
    for (size_t n = d->X->rows; n-- > 1;) {
        size_t k = rng_below(&r, n + 1);

        swap_rows(d->X, n, k);
        swap_rows(d->Y, n, k);
    }
}

void dataset_xor(struct matrix *X, struct matrix *Y, uint32_t seed)
{
    struct rng r;

    CHECK(X->cols == 2 && Y->cols == 2 && X->rows == Y->rows, X, Y);
    rng_seed(&r, seed);
    for (size_t n = 0; n < X->rows; n++) {
        double *x = &X->v[2 * n], *y = &Y->v[2 * n];

        x[0] = rng_normal(&r);
        x[1] = rng_normal(&r);
        y[0] = (x[0] > 0) == (x[1] > 0);
        y[1] = (x[0] > 0) != (x[1] > 0);
    }
}

static void draw(struct matrix *W, struct rng *r)
{
    for (size_t i = 0; i < W->rows * W->cols; i++)
        W->v[i] = (2 * rng_uniform(r) - 1) / sqrt((double)W->rows);
}

void dataset_weights(struct matrix *W1, struct matrix *W2, uint32_t seed)
{
    struct rng r;

    CHECK(W1->cols == W2->rows, W1, W2);
    rng_seed(&r, seed);
    draw(W1, &r);
    draw(W2, &r);
}
