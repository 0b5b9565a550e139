/* What wrong numbers are made of: they are looked for among what a slip in the code might give. */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "evaluate.h"
#include "judge.h"

/* The wrong block in one run, in which everything before it is right. */
struct sample {
    struct evaluation right; /* of its formula, with the reference's numbers */
    const struct block *expected;
    const struct matrix *yours;
};

struct samples {
    struct sample sample[RUNS_MOST];
    size_t count; /* the last one has the most numbers */
};

/* Whether two numbers are the same but for their rounding. */
bool same_number(double a, double b);

/* The value of a node of the formula at entry k of the block; a row stands for all rows. */
double node_entry(const struct sample *s, size_t node, size_t k);

/* Each looks for one kind of slip, and says in text what gives the wrong numbers: "h2 .* h2".
 * express.c: the entries put together in other ways; indices.c: sums over other entries. */
bool find_expression(const struct samples *s, char text[TEXT_MOST]);
bool find_sum(const struct samples *s, char text[TEXT_MOST]);
bool find_indices(const struct samples *s, char text[TEXT_MOST]);

#endif
