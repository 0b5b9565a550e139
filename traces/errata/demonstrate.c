#include "demonstrate.h"

#include "dataset.h"
#include "finite_difference.h"
#include "matrix.h"
#include "rng.h"

#include <math.h>
#include <string.h>

#define ENTRY(name)                                                                                \
    {                                                                                              \
#name, name                                                                                \
    }
const struct demonstration_entry demonstrations[] = {
    ENTRY(w2_is_transposed),
    ENTRY(products_in_order),
    ENTRY(both_roundings_are_right),
    ENTRY(loss_of_the_example),
    ENTRY(printed_operands_are_rounded),
    ENTRY(ridge_is_lambda_over_n_w),
    ENTRY(gradient_of_a_mean),
    ENTRY(derivative_of_the_square),
    ENTRY(chain_needs_the_ridge),
    ENTRY(sums_count_from_one),
    ENTRY(x_comes_first),
    ENTRY(sums_are_not_activations),
    ENTRY(labels_of_the_program),
    ENTRY(outputs_are_not_log_probabilities),
    ENTRY(logits_come_before_the_sigmoid),
    ENTRY(softmax_overflows),
    ENTRY(nan_is_not_class_0),
    ENTRY(tanh_is_of_half_z),
    ENTRY(derivative_wants_h),
    ENTRY(shuffling_changes_nothing),
    ENTRY(comments_name_other_shapes),
    ENTRY(w2_counted_twice),
    ENTRY(accuracy_is_one_step_ahead),
    ENTRY(penalty_without_lambda),
    ENTRY(where_the_loss_turns),
    ENTRY(three_units_barely_learn),
    ENTRY(biases_are_needed),
    ENTRY(hidden_layer_is_not_linear),
    ENTRY(no_line_separates_xor),
    ENTRY(against_the_gradient),
    ENTRY(one_sixth_of_the_rows),
    ENTRY(weights_are_scaled_not_inputs),
    ENTRY(numbers_overflow_not_memory),
    ENTRY(variance_of_the_gradient),
    ENTRY(residual_is_not_the_loss),
    ENTRY(squashing_is_not_scaling),
    ENTRY(defaults_give_other_numbers),
    ENTRY(fifty_units_are_more_accurate_for_a_while),
};

const size_t demonstration_count = sizeof demonstrations / sizeof *demonstrations;

const struct demonstration_entry *demonstration_find(const char *name)
{
    for (size_t i = 0; i < demonstration_count; i++)
        if (strcmp(demonstrations[i].name, name) == 0)
            return &demonstrations[i];
    return NULL;
}

static struct setup setup_new(size_t N, size_t hidden)
{
    struct setup e = {matrix_new(N, 2),
                      matrix_new(N, 2),
                      step_new(N, 2, hidden, 2, BIAS_NONE),
                      {.gradient = GRADIENT_EXACT}};

    step_observe(e.net, e.X, e.Y);
    return e;
}

struct setup setup_article(size_t N, size_t hidden)
{
    struct setup e = setup_new(N, hidden);

    dataset_xor(e.X, e.Y, 0);
    dataset_weights(e.net->W1, e.net->W2, 2017);
    return e;
}

static void fill(struct matrix *m, struct rng *r)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = rng_normal(r);
}

struct setup setup_random(uint32_t seed, size_t N, size_t hidden)
{
    struct setup e = setup_new(N, hidden);
    struct rng r;

    rng_seed(&r, seed);
    fill(e.X, &r);
    fill(e.net->W1, &r);
    fill(e.net->W2, &r);
    for (size_t n = 0; n < N; n++)
        e.Y->v[2 * n + rng_word(&r) % 2] = 1;
    return e;
}

void setup_free(struct setup *e)
{
    matrix_free(e->X);
    matrix_free(e->Y);
    step_free(e->net);
}

double setup_loss(void *setup)
{
    struct setup *e = setup;

    step_forward(e->net);
    return step_loss(e->net, e->how.lambda);
}

void setup_backward(struct setup *e)
{
    setup_loss(e);
    step_backward(e->net, &e->how);
}

double relative_error(const struct matrix *gradient, const struct matrix *slopes)
{
    double steepest = matrix_largest(slopes);

    return steepest > 0 ? largest_difference(gradient, slopes) / steepest : NAN;
}

double slope_error(struct setup *e, struct matrix *W, const struct matrix *gradient)
{
    struct matrix *slopes = matrix_new(W->rows, W->cols);

    finite_difference(slopes, W, setup_loss, e, 1e-5);
    double error = relative_error(gradient, slopes);

    matrix_free(slopes);
    return error;
}
