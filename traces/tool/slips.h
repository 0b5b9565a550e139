/* The ledger of the article's slips: traces/article/slips.tsv.
 *
 * A line with the names of the columns, then one slip a line, seven columns separated by tabs:
 *     number     1, 2, 3, ...
 *     severity   A wrong lesson, B stops or misleads, C notation, D cosmetic
 *     where      figure, section or program of the article
 *     printed    what stands there
 *     right      what is right
 *     shown      how that is shown: diff, property, experiment, claim or text
 *     by         diff: the printed numbers, as FIGURE:BLOCK[ROW,COLUMN], separated by spaces;
 *                property, experiment: the demonstration (demonstrate.h) that computes it;
 *                claim: claims of chapters 7 and 8, which are run, separated by spaces;
 *                text: nothing to run, the reason in words
 */
#ifndef SLIPS_H
#define SLIPS_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_SLIPS = 9999 };

struct slip {
    int number;
    char *line; /* the text of the columns */
    const char *severity, *where, *printed, *right, *shown, *by;
};

struct ledger {
    struct slip *slip;
    size_t count;
    char error[400];
};

/* false: ledger->error says why, as FILE:LINE: WHAT.  ledger_free frees everything either way. */
bool ledger_read(struct ledger *ledger, const char *path);
void ledger_free(struct ledger *ledger);

/* The slip that covers entry (row, col), counted from 1, of a block of a figure, or NULL. */
const struct slip *ledger_find(const struct ledger *ledger, const char *figure, const char *block,
                               size_t row, size_t col);

#endif
