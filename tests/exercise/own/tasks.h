/* The tasks: what draws their numbers, and what judges them. */
#ifndef TASKS_H
#define TASKS_H

#include "judge.h"

#define STEP 1e-5 /* of finite differences */

/* Print a block, or the head of one; its numbers have three decimals, as in draw.c. */
void block(const char *name, size_t rows, size_t cols);
void normal(struct rng *r, const char *name, size_t rows, size_t cols, double scale);
void between(struct rng *r, const char *name, size_t rows, size_t cols, double low, double high);

struct matrix *like(const struct matrix *m); /* a new one of this shape */
struct matrix *copy_of(const struct matrix *m);

void draw_row(struct rng *r);
bool judge_row(const struct own *o);
void draw_curve(struct rng *r);
bool judge_curve(const struct own *o);
void draw_labels(struct rng *r);
bool judge_prices(const struct own *o);
void draw_weighted(struct rng *r);
bool judge_weighted(const struct own *o);
void draw_deep(struct rng *r);
bool judge_deep(const struct own *o);
void draw_steps(struct rng *r);
bool judge_steps(const struct own *o);

#endif
