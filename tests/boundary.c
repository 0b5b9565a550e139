/* The decision boundary: every number of the grid is what the network says there. */
#include "test.h"

#include "trace_file.h"
#include "boundary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GRID = 61 };

/* A chapter with some observations, and the boundary that was written of it, read back. */
struct drawn {
    struct chapter c;
    struct step *net;
    struct trace_file t;
};

static void fill(struct matrix *m, double size, struct rng *r)
{
    for (size_t i = 0; m && i < m->rows * m->cols; i++)
        m->v[i] = size * rng_normal(r);
}

static void draw(struct drawn *d, size_t out, bool bias, double largest)
{
    char path[] = "/tmp/brick-boundary-XXXXXX";
    struct trace t;
    struct rng r;
    int fd = mkstemp(path);

    *d = (struct drawn){.c = {.step = step_new(1, 2, 4, out, bias)}};
    d->net = d->c.step;
    d->c.data.X = matrix_new(3, 2);
    d->c.data.X->v[2] = largest / 2;
    d->c.data.X->v[5] = -largest; /* the second input, below zero */
    rng_seed(&r, 4);
    fill(d->net->W1, 1 / largest, &r);
    fill(d->net->b1, 1, &r);
    fill(d->net->W2, 3, &r);
    fill(d->net->b2, 1, &r);

    assert_true(fd >= 0 && close(fd) == 0);
    assert_true(trace_open(&t, path, -1));
    boundary_write(&t, &d->c, 7);
    boundary_write(&t, &d->c, 11);
    assert_true(trace_close(&t));
    if (!trace_file_read(&d->t, path))
        fail_msg("%s", d->t.error);
    unlink(path);
}

static void drop(struct drawn *d)
{
    matrix_free(d->c.data.X);
    step_free(d->net);
    trace_file_free(&d->t);
}

static const struct matrix *block(const struct drawn *d, const char *name, size_t rows, size_t cols)
{
    const struct block *b = trace_file_block(&d->t, name, strlen(name));

    if (!b || b->m->rows != rows || b->m->cols != cols)
        fail_msg("no %s of %zux%zu", name, rows, cols);
    return b->m;
}

/* Returns what the network says of one point: how far it leans to the second of two classes,
 * how far a single output is above one half, or which of several classes it chooses. */
static double says(const struct drawn *d, double x1, double x2)
{
    struct matrix X = {1, 2, (double[]){x1, x2}}, Y = {1, d->net->out, (double[9]){0}};
    double best = -1, said = 0;

    step_observe(d->net, &X, &Y);
    step_forward(d->net);
    if (d->net->out == 1)
        return d->net->h2->v[0] - 0.5;
    if (d->net->out == 2)
        return d->net->h2->v[1] - d->net->h2->v[0];
    for (size_t k = 0; k < d->net->out; k++)
        if (d->net->h2->v[k] > best) {
            best = d->net->h2->v[k];
            said = (double)k + 1;
        }
    return said;
}

static void compare(size_t out, bool bias, double largest, double reach)
{
    struct drawn d;

    draw(&d, out, bias, largest);
    assert_int_equal(d.t.blocks, 4); /* the sides once */

    const struct matrix *x1 = block(&d, "x1", 1, GRID), *x2 = block(&d, "x2", GRID, 1);
    const struct matrix *grid = block(&d, "boundary@7", GRID, GRID);
    double least = INFINITY, most = -INFINITY;

    assert_matrix_same(grid, block(&d, "boundary@11", GRID, GRID));
    for (size_t i = 0; i < GRID; i++) {
        assert_close(x1->v[i], reach * ((double)i - 30) / 30, 1e-12 * reach);
        assert_close(x2->v[i], x1->v[i], 0);
    }
    for (size_t r = 0; r < GRID; r++)
        for (size_t c = 0; c < GRID; c++) {
            double z = grid->v[r * GRID + c];

            assert_close(z, says(&d, x1->v[c], x2->v[r]), 1e-14);
            least = fmin(least, z);
            most = fmax(most, z);
        }
    assert_true(least < most); /* or any network would agree */
    drop(&d);
}

static void every_number_of_the_grid_is_what_the_network_says(void **state)
{
    (void)state;
    compare(1, true, 2.5, 3);
    compare(2, false, 2.5, 3);
    compare(2, true, 2.5, 3);
    compare(3, false, 2.5, 3);
    compare(4, true, 2.5, 3);
}

static void the_grid_reaches_the_farthest_observation(void **state)
{
    (void)state;
    compare(2, false, 3, 3);
    compare(2, false, 3.01, 4);
    compare(2, false, 0.2, 1);
    compare(2, true, 1e6, 1e6);
    compare(2, false, 2e6, 1e6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_the_grid_is_what_the_network_says),
        cmocka_unit_test(the_grid_reaches_the_farthest_observation),
    };

    return cmocka_run_group_tests_name("boundary", tests, NULL, NULL);
}
