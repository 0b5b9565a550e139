#include "compare.h"

#include "matrix.h"

#include <math.h>
#include <stdint.h>
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

/* Returns the end of the numbers of the trace that number i of the reference stands for: it may be
 * a whole row. */
static size_t past_last(const struct pair *p, size_t i)
{
    return account_repeats(p->ref, p->r, p->b) ? p->b->m->cols : i + 1;
}

/* Returns the number of the trace that does not agree with number i of the reference; SIZE_MAX:
 * all do. */
static size_t first_off(const struct pair *p, size_t i, double scale)
{
    size_t last = past_last(p, i), k = i;

    while (k < last &&
           numbers_agree(p->b->m->v[k], p->r->m->v[i], p->tolerance, coarser(p, i), scale))
        k++;
    return k < last ? k : SIZE_MAX;
}

static bool all_follow(const struct pair *p, const bool *follow, size_t i)
{
    size_t last = past_last(p, i);

    while (i < last && follow[i])
        i++;
    return i == last;
}

/* Shape before nan before value: a nan is reported before any other difference. */
struct result compare(const struct pair *p)
{
    const struct matrix *r = p->r->m, *b = p->b->m;
    struct result result = {.shape = account_repeats(p->ref, p->r, p->b) ||
                                     (r->rows == b->rows && r->cols == b->cols)};
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
        if (p->b->decimals[i] == PLACE_NONE) {
            result.missing++;
            continue;
        }

        size_t off = first_off(p, i, scale);
        bool good = off == SIZE_MAX;

        if (!good && !asked && p->account)
            follow = account_follow(p->account, p->b);
        asked |= !good;

        if (ledger_find(p->ledger, p->ref->source, p->r->name, row, col)) {
            result.slips += !good;
            result.unslipped += good;
        } else if (good) {
            result.agree++;
        } else if (follow && all_follow(p, follow, i)) {
            result.follow++;
        } else {
            bool is_nan = isnan(b->v[i]) != isnan(r->v[i]);

            if (result.differ++ == 0 || (is_nan && !nan_found)) {
                result.row = row;
                result.col = col;
                result.off = off;
            }
            nan_found |= is_nan;
        }
    }
    free(follow);
    return result;
}
