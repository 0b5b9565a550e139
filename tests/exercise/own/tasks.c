#include "tasks.h"

#include <stdio.h>

void block(const char *name, size_t rows, size_t cols)
{
    printf("\n\n# %s %zux%zu\n", name, rows, cols);
}

void normal(struct rng *r, const char *name, size_t rows, size_t cols, double scale)
{
    block(name, rows, cols);
    for (size_t i = 0; i < rows * cols; i++)
        printf("%.3f%s", scale * rng_normal(r), (i + 1) % cols ? " " : "\n");
}

void between(struct rng *r, const char *name, size_t rows, size_t cols, double low, double high)
{
    block(name, rows, cols);
    for (size_t i = 0; i < rows * cols; i++)
        printf("%.3f%s", low + (high - low) * rng_uniform(r), (i + 1) % cols ? " " : "\n");
}

struct matrix *like(const struct matrix *m)
{
    return matrix_new(m->rows, m->cols);
}

struct matrix *copy_of(const struct matrix *m)
{
    struct matrix *copy = like(m);

    matrix_copy(copy, m);
    return copy;
}

const struct task own_task[] = {
    {"01", draw_row, judge_row},       {"02", draw_curve, judge_curve},
    {"03", draw_labels, judge_prices}, {"04", draw_weighted, judge_weighted},
    {"05", draw_deep, judge_deep},     {"06", draw_steps, judge_steps},
};
const size_t own_tasks = sizeof own_task / sizeof *own_task;
