/* One block of a reference beside that of a trace. */
#ifndef COMPARE_H
#define COMPARE_H

#include "account.h"
#include "slips.h"

struct pair {
    const struct trace_file *ref, *t;
    const struct block *r, *b;
    const struct ledger *ledger; /* of known slips of the reference */
    double tolerance;            /* relative; negative: half a unit of the coarser side */
    struct account *account;     /* NULL: the reference has all its digits */
};

struct result {
    bool shape;
    size_t agree, follow, slips, differ, unslipped, missing; /* missing: a ? in the trace */
    size_t row, col; /* the first entry that differs, from 1 */
    size_t off;      /* the number of the trace from which it does, from 0 */
};

struct result compare(const struct pair *p);

/* Two numbers that should be the same, of which the coarser may be off by half a unit. */
bool numbers_agree(double value, double printed, double tolerance, double half, double scale);

#endif
