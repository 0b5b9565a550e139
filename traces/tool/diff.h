/* What the parts of trace diff share: diff.c reads, judge.c judges, report.c says what came of it.
 */
#ifndef DIFF_H
#define DIFF_H

#include "account.h"
#include "compare.h"

enum { MOST_FILES = 200 };

/* What became of a block of a trace: it is not there, it agrees, the reference prints another
 * number though the trace is sound, it differs, or it is made from one that differs and is not
 * judged. */
enum state { ABSENT, SOUND, MISPRINT, WRONG, AFTER, STATES };

struct diff {
    struct trace_file *ref, *trace;
    size_t refs, traces;
    struct ledger ledger;
    double tolerance;        /* negative: as the numbers are printed */
    enum state **state;      /* [trace][block] */
    struct account *account; /* [trace * refs + ref], or NULL */
    struct mistake *mistake; /* found so far */
    size_t mistakes;
    size_t agree, follow, differ, missing, unjudged, slips, unslipped;
};

struct pair diff_pair(const struct diff *d, const struct trace_file *ref, const struct block *r,
                      const struct trace_file *t, const struct block *b);

/* Tells whether it is the reference that is wrong: the trace follows from its formulas. */
bool reference_at_fault(const struct pair *p);

/* Where a block first departs from a reference. */
struct departure {
    const struct trace_file *ref;
    const struct block *r;
    struct pair pair;
    struct result result;
};

/* Finds the first reference from which a block of trace t departs; false: from none. */
bool departs(const struct diff *d, const struct trace_file *t, const struct block *b,
             struct departure *found);

/* Fills in d->state[k]. */
void judge_trace(struct diff *d, size_t k);

/* Prints everything, and returns the exit status. */
int report(struct diff *d, bool whole_ledger);

#endif
