#include "compare.h"

#include "matrix.h"

#include <math.h>
#include <stdlib.h>

static double largest(const struct matrix *m)
{
    double most = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        if (isfinite(m->v[i]) && fabs(m->v[i]) > most)
            most = fabs(m->v[i]);
    return most;
}

bool numbers_agree(double value, double printed, double tolerance, double half, double scale)
{
    if (isnan(value) || isnan(printed))
        return isnan(value) && isnan(printed);
    if (isinf(value) || isinf(printed))
        return value == printed;
    if (tolerance >= 0)
        return fabs(value - printed) <= tolerance * scale;
    return fabs(value - printed) <= 1.0000002 * half + 1e-12 * scale;
}

/* Labels and counts are whole numbers, and not rounded. */
static bool whole(const struct block *b)
{
    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        if (b->decimals[i] != 0)
            return false;
    return true;
}

static double coarser(const struct pair *p, size_t i)
{
    double half = whole(p->r) ? 0 : trace_half_unit(p->ref, p->r, i);

    return fmax(half, whole(p->b) ? 0 : trace_half_unit(p->t, p->b, i));
}

/* One number that is given for a whole row, as a bias is. */
static bool repeated(const struct pair *p)
{
    return p->r->m->cols == 1 && p->r->m->rows == 1 && p->b->m->rows == 1 && !p->b->formula;
}

static bool all_agree(const struct pair *p, size_t i, double scale)
{
    size_t last = repeated(p) ? p->b->m->cols : i + 1;

    for (size_t k = i; k < last; k++)
        if (!numbers_agree(p->b->m->v[k], p->r->m->v[i], p->tolerance, coarser(p, i), scale))
            return false;
    return true;
}

/* Shape before nan before value: a nan is reported before any other difference. */
struct result compare(const struct pair *p)
{
    const struct matrix *r = p->r->m, *b = p->b->m;
    struct result result = {.shape = repeated(p) || (r->rows == b->rows && r->cols == b->cols)};
    bool nan_found = false, asked = false, *follow = NULL;
    double scale = largest(r);

    if (!result.shape) {
        result.differ = r->rows * r->cols;
        return result;
    }
    for (size_t i = 0; i < r->rows * r->cols; i++) {
        size_t row = i / r->cols + 1, col = i % r->cols + 1;

        if (p->r->decimals[i] == PLACE_NONE)
            continue;

        bool good = all_agree(p, i, scale);

        if (!good && !asked && p->account)
            follow = account_follow(p->account, p->b);
        asked |= !good;

        if (ledger_find(p->ledger, p->ref->source, p->r->name, row, col)) {
            result.slips += !good;
            result.unslipped += good;
        } else if (good) {
            result.agree++;
        } else if (follow && follow[i]) {
            result.follow++;
        } else {
            bool is_nan = isnan(b->v[i]) != isnan(r->v[i]);

            if (result.differ++ == 0 || (is_nan && !nan_found)) {
                result.row = row;
                result.col = col;
            }
            nan_found |= is_nan;
        }
    }
    free(follow);
    return result;
}
