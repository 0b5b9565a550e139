/* The demonstrations that the slip ledger names.
 *
 * Each shows one of the article's slips by computing, there and then: what the article
 * prints or claims must fail, and what is right must hold, on data where either could
 * have come out otherwise.  Each ends with a line of evidence.
 *
 *     char evidence[EVIDENCE_MOST];
 *     bool shown = ridge_is_lambda_over_n_w(evidence, sizeof evidence);
 *
 * None reads a file, and none leaves anything behind.
 */
#ifndef DEMONSTRATE_H
#define DEMONSTRATE_H

#include "loop.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EVIDENCE_MOST = 800 };

typedef bool demonstration(char *evidence, size_t size);

/* demonstrate_numbers.c: the worked example */
demonstration both_roundings_are_right, loss_of_the_example, printed_operands_are_rounded,
    sums_are_not_activations, labels_of_the_program, outputs_are_not_log_probabilities,
    residual_is_not_the_loss, squashing_is_not_scaling, defaults_give_other_numbers;

/* demonstrate_formulas.c: Loss and gradients */
demonstration w2_is_transposed, products_in_order, derivative_of_the_square, sums_count_from_one,
    x_comes_first, against_the_gradient;

/* demonstrate_ridge.c: the penalty and the mean */
demonstration ridge_is_lambda_over_n_w, gradient_of_a_mean, chain_needs_the_ridge,
    penalty_without_lambda;

/* demonstrate_program.c: what the published program does */
demonstration logits_come_before_the_sigmoid, softmax_overflows, nan_is_not_class_0,
    tanh_is_of_half_z, derivative_wants_h, shuffling_changes_nothing, comments_name_other_shapes;

/* demonstrate_rows.c: which rows, and what is measured on them */
demonstration accuracy_is_one_step_ahead, one_sixth_of_the_rows, weights_are_scaled_not_inputs,
    variance_of_the_gradient;

/* demonstrate_explosion.c: when the Loss explodes, and how it shows */
demonstration w2_counted_twice, where_the_loss_turns, numbers_overflow_not_memory;

/* demonstrate_learning.c: what the network can learn */
demonstration three_units_barely_learn, biases_are_needed, hidden_layer_is_not_linear,
    no_line_separates_xor, fifty_units_are_more_accurate_for_a_while;

struct demonstration_entry {
    const char *name;
    demonstration *shows;
};

/* All of the above. */
extern const struct demonstration_entry demonstrations[];
extern const size_t demonstration_count;

const struct demonstration_entry *demonstration_find(const char *name); /* NULL: none */

/* ---- what the demonstrations share */

struct matrix;

/* A network and what it is trained on.  how: lambda 0, exact gradient, until set. */
struct setup {
    struct matrix *X, *Y;
    struct step *net;
    struct training how;
};

/* The first N rows of the article's data, and its weights. */
struct setup setup_article(size_t N, size_t hidden);
/* Normal inputs and weights, labels by chance; 2 inputs and 2 outputs, as the article has. */
struct setup setup_random(uint32_t seed, size_t N, size_t hidden);
void setup_free(struct setup *e);

double setup_loss(void *setup);       /* forward, and the Loss */
void setup_backward(struct setup *e); /* forward, Loss, both gradients */

/* Returns the largest difference between `gradient` and the slopes of setup_loss along the entries
 * of W, as a share of the steepest slope: 0 for a perfect gradient.  nan if all slopes are 0, which
 * would prove nothing. */
double slope_error(struct setup *e, struct matrix *W, const struct matrix *gradient);
/* The same for two gradients at hand. */
double relative_error(const struct matrix *gradient, const struct matrix *slopes);

/* A gradient that is right, and one that is plainly wrong. */
static const double RIGHT = 1e-7, WRONG = 1e-2;

#endif
