#include "tasks.h"

#include <stdio.h>

/* ---- 6: momentum */

void draw_steps(struct rng *r)
{
    between(r, "lr", 1, 1, 0.11, 0.29);
    between(r, "beta", 1, 1, 0.6, 0.9);
    normal(r, "W", 3, 4, 1);
    normal(r, "gradient_1", 3, 4, 1);
    normal(r, "gradient_2", 3, 4, 1);
    normal(r, "gradient_3", 3, 4, 0); /* flat ground, where only what is remembered moves W */
    normal(r, "gradient_4", 3, 4, 1);
}

/* Returns x * a + y * b. */
static struct matrix *combined(double x, const struct matrix *a, double y, const struct matrix *b)
{
    struct matrix *m = like(a);

    matrix_add_scaled(m, m, x, a);
    matrix_add_scaled(m, m, y, b);
    return m;
}

static bool judge_step(const struct own *o, int number, const struct matrix *mine,
                       const struct matrix *before, const struct matrix *gradient,
                       const struct matrix *gradient_before)
{
    double lr = own_number(&o->given, "lr"), beta = own_number(&o->given, "beta");
    char name[20];
    struct factor factors[] = {
        {-1, "Every number has the wrong sign: this climbs."},
        {1 / lr, "Every number is 1/lr times what it should be: lr is missing."},
        {1 - beta, "Every number is 1 - beta times what it should be: this is a mean of gradients. "
                   "The first step here is that of plain descent."},
        {beta, "Every number is beta times what it should be."},
        {0, NULL}};
    struct suspect suspects[] = {
        {combined(-lr, gradient, 0, before),
         "That is the step of plain descent: nothing of the step before is in it."},
        {combined(-lr, gradient, 1, before),
         "Here the whole step before is added; it is to be beta times the step before."},
        {combined(-lr, gradient, -beta, before),
         "Here beta times the step before is taken away; it is to be added."},
        {combined(-lr, gradient, -lr * beta, gradient_before),
         "What is remembered here is the gradient before, not the step before: they differ from "
         "the third step on."},
        {combined(-lr, gradient, lr * beta, before),
         "Here what is remembered is multiplied by lr once more."},
        {NULL, NULL}};

    snprintf(name, sizeof name, "step %d", number);
    return own_holds(o, (struct property){.function = "momentum_step",
                                          .name = name,
                                          .right = combined(-lr, gradient, beta, before),
                                          .how = "from the step before it, and the gradient",
                                          .factors = factors,
                                          .suspects = suspects,
                                          .mine = mine});
}

bool judge_steps(const struct own *o)
{
    const struct matrix *W = own_block(&o->given, "W"), *last = W, *gradient_before = NULL;
    struct matrix *before = like(W);
    char name[20];
    bool right = true;

    for (int k = 1; k <= 4 && right; k++) {
        snprintf(name, sizeof name, "W_%d", k);
        const struct matrix *now = own_block(&o->put, name);

        snprintf(name, sizeof name, "gradient_%d", k);
        const struct matrix *gradient = own_block(&o->given, name);

        if (now->rows != W->rows || now->cols != W->cols) {
            printf("\nW has another shape after step %d.\n", k);
            right = false;
            break;
        }
        struct matrix *step = combined(1, now, -1, last);

        right =
            judge_step(o, k, step, before, gradient, gradient_before ? gradient_before : gradient);
        matrix_free(before);
        before = step;
        last = now;
        gradient_before = gradient;
    }
    matrix_free(before);
    return right;
}
