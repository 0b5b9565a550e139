/* The one mistake that gives printed numbers is named: alone in its block, behind others, and after
 * steps.  Where two would give them, or the digits tell too little, nothing is said. */
#include "test.h"

#include "compute.h"
#include "edits.h"
#include "evaluate.h"
#include "mistake.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char network[] =
    "# brick-trace 1\n# set alpha=0.7 lambda=0.3 N=3\n\n"
    "# X\n0.35 -0.9\n1.2 0.4\n-0.6 0.8\n\n# Y\n1 0\n0 1\n1 0.5\n\n"
    "# W1\n0.6 -1.1\n0.3 0.9\n\n# W2\n-0.8 0.5\n1.3 0.2\n\n# b1\n0.25 -0.4\n\n# b2\n0.1 0.55\n\n"
    "# shift = -b1 + b2\n\n"
    "# z1 = X * W1 + b1\n\n# h1 = sigmoid(z1)\n\n# z2 = h1 * W2 + b2\n\n# h2 = sigmoid(z2)\n\n"
    "# Loss = sum(sum((Y - h2).^2))/(2*N) + lambda/(2*N) * (sum(sum(W1.^2)) + sum(sum(W2.^2)))\n\n"
    "# dLoss_dh2 = -(Y - h2)/N\n\n# dLoss_dz2 = dLoss_dh2 .* h2 .* (1 - h2)\n\n"
    "# dLoss_dW2 = h1' * dLoss_dz2 + lambda/N * W2\n\n# W2_new = W2 - alpha * dLoss_dW2\n\n"
    "# dz2_dh1 = W2\n\n# dLoss_dh1 = dLoss_dz2 * W2'\n\n"
    "# dLoss_dz1 = dLoss_dh1 .* h1 .* (1 - h1)\n\n"
    "# dLoss_dW1 = X' * dLoss_dz1 + lambda/N * W1\n\n# W1_new = W1 - alpha * dLoss_dW1\n\n"
    "# Loss@1 = Loss\n\n# h2@3 = h2\n\n# h2@40 = h2\n\n# Loss@60 = Loss\n\n";

static struct block *block_of(struct trace_file *t, const char *name)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    assert_non_null(b);
    return &t->block[b - t->block];
}

/* Computes every block; `name` by a formula of its own, unless it is NULL. */
static bool compute_all(struct trace_file *t, const char *name, const char *formula)
{
    char error[ERROR_MOST];

    for (struct block *b = t->block; b < t->block + t->blocks; b++) {
        bool mistaken = name && strcmp(b->name, name) == 0;

        if (b->formula && !compute_block(t, b, mistaken ? formula : b->formula, NULL, error))
            return false;
    }
    return true;
}

static void read_sheet(struct trace_file *t, const char *text)
{
    if (!trace_file_read_sheet(t, file_of("sheet", text, strlen(text))))
        fail_msg("%s", t->error);
    t->exact = true;
    assert_true(compute_all(t, NULL, NULL)); /* a formula may name a later block from now on */
}

/* Writes the numbers of a block as they are printed, with so many decimals; -1: with all digits. */
static void print_block(struct trace_file *t, struct block *b, int decimals)
{
    t->exact = decimals < 0;
    for (size_t i = 0; decimals >= 0 && i < b->m->rows * b->m->cols; i++) {
        char text[400];

        snprintf(text, sizeof text, "%.*f", decimals, b->m->v[i]);
        b->m->v[i] = strtod(text, NULL);
        b->decimals[i] = (short)decimals;
    }
}

static void print_all(struct trace_file *t, int decimals)
{
    for (struct block *b = t->block; b < t->block + t->blocks; b++)
        if (b->formula)
            print_block(t, b, decimals);
}

/* Makes W1 and W2 what W1_new and W2_new are. */
static void step_on(struct trace_file *t)
{
    for (int k = 1; k <= 2; k++) {
        char name[2][8];

        snprintf(name[0], sizeof name[0], "W%d", k);
        snprintf(name[1], sizeof name[1], "W%d_new", k);
        matrix_copy(block_of(t, name[0])->m, block_of(t, name[1])->m);
    }
}

/* Reads the network, with the numbers of one block from a run with a mistake: that one is made in
 * each of the steps before.  later: the name of a block of a late epoch, or the block itself. */
static void read_mistaken(struct trace_file *t, const char *block, const char *formula,
                          const char *target, const char *later, size_t steps, int decimals)
{
    struct trace_file wrong;

    read_sheet(t, network);
    read_sheet(&wrong, network);
    assert_true(compute_all(&wrong, block, formula));
    for (size_t i = 0; i < steps; i++) {
        step_on(&wrong);
        assert_true(compute_all(&wrong, block, formula));
    }
    matrix_copy(block_of(t, later)->m, block_of(&wrong, target)->m);
    print_all(t, decimals);
    trace_file_free(&wrong);
}

static void expect_found(struct trace_file *t, const char *name, const struct mistake *known,
                         const char *words, const char *where)
{
    struct mistake found = {0};
    bool good = mistake_find(t, block_of(t, name), known, known != NULL, &found);

    if (good != (words != NULL))
        fail_msg("%s (%s): %s", name, words ? words : "nothing", good ? found.words : "not found");
    if (good && (strcmp(found.words, words) != 0 || strcmp(found.where, where) != 0))
        fail_msg("%s: '%s%s', not '%s%s'", name, found.words, found.where, words, where);
}

static const struct {
    const char *block, *formula, *words;
    const char *after; /* a block that is made from it; where NULL, several mistakes give that */
    bool clear;
} kinds[] = {
    {"z2", "X * W2 + b2", "with X in the place of h1", "Loss", true},
    {"dLoss_dh1", "dLoss_dz2 * W2_new'", "with W2_new in the place of W2", "W1_new", true},
    {"dLoss_dh1", "dLoss_dz2 * W2", "with W2 transposed", "W1_new", true},
    {"W2_new", "(W2 - alpha * dLoss_dW2)'", "if the result is transposed", NULL, false},
    {"h1", "-sigmoid(z1)", "with the opposite sign", "Loss", true},
    {"W2_new", "W2 + alpha * dLoss_dW2", "with W2_new = W2 + alpha * dLoss_dW2", NULL, false},
    {"z1", "X * W1 - b1", "with z1 = X * W1 - b1", "h2", true},
    {"dLoss_dh2", "(Y - h2)/N", "with the opposite sign", "W1_new", false},
    {"dLoss_dh2", "-(Y + h2)/N", "with dLoss_dh2 = -(Y + h2)/N", "W1_new", true},
    {"shift", "b1 + b2", "with shift = b1 + b2", NULL, false},
    {"dLoss_dh2", "-(Y - h2)", "if the result is multiplied by N", "W1_new", false},
    {"dLoss_dh2", "-(Y - h2)/N/N", "if the result is divided by N", "W1_new", false},
    {"dLoss_dW2", "h1' * dLoss_dz2 + lambda * W2",
     "with dLoss_dW2 = h1' * dLoss_dz2 + lambda/1 * W2", "W2_new", true},
    {"dLoss_dW2", "h1' * dLoss_dz2 + lambda/N/N * W2",
     "with dLoss_dW2 = h1' * dLoss_dz2 + lambda/(N*N) * W2", "W2_new", true},
    {"z1", "10*(X * W1 + b1)", "if the result is multiplied by 10", "h2", true},
    {"z1", "(X * W1 + b1)/10", "if the result is divided by 10", "h2", true},
    {"dLoss_dW2", "100*(h1' * dLoss_dz2 + lambda/N * W2)", "if the result is multiplied by 100",
     "W2_new", true},
    {"W2_new", "(W2 - alpha * dLoss_dW2)/100", "if the result is divided by 100", NULL, false},
    {"z1", "2*(X * W1 + b1)", "if the result is multiplied by 2", "h2", true},
    {"z1", "(X * W1 + b1)/2", "if the result is divided by 2", "h2", true},
    {"Loss", "sum(sum((Y - h2).^2))/N + lambda/(2*N) * (sum(sum(W1.^2)) + sum(sum(W2.^2)))",
     "with Loss = sum(sum((Y - h2).^2))/(1*N) + lambda/(2*N) * (sum(sum(W1.^2)) + sum(sum(W2.^2)))",
     NULL, false},
    {"Loss", "sum(sum((Y - h2).^2))/(2*N) + lambda/(4*N) * (sum(sum(W1.^2)) + sum(sum(W2.^2)))",
     "with Loss = sum(sum((Y - h2).^2))/(2*N) + lambda/(4*N) * (sum(sum(W1.^2)) + sum(sum(W2.^2)))",
     NULL, false},
    {"dLoss_dz1", "dLoss_dh1 .* sigmoid(h1) .* (1 - sigmoid(h1))",
     "with sigmoid(h1) in the place of h1", "W1_new", true},
    {"dLoss_dz1", "dLoss_dh1 .* z1 .* (1 - z1)", "with z1 in the place of h1", "W1_new", true},
    {"z1", "X * W1", "without b1", "h2", true},
    {"dLoss_dW2", "h1' * dLoss_dz2", "without lambda/N * W2", "W2_new", true},
    {"dLoss_dz1", "dLoss_dh1 .* (1 - h1)", "without h1", "W1_new", true},
    {"dLoss_dz1", "dLoss_dh1 .* h1", "without (1 - h1)", "W1_new", true},
    {"W2_new", "W2 - dLoss_dW2", "without alpha", NULL, false},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static const int decimals[] = {-1, 9, 5};

static void a_mistake_of_each_kind_is_named_in_its_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        for (size_t k = 0; k < 3; k++) {
            struct trace_file t;

            read_mistaken(&t, kinds[i].block, kinds[i].formula, kinds[i].block, kinds[i].block, 0,
                          decimals[k]);
            expect_found(&t, kinds[i].block, NULL, kinds[i].words, "");
            trace_file_free(&t);
        }
}

static void a_mistake_of_each_kind_is_named_in_a_block_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        for (size_t k = 0; k < 2 && kinds[i].after; k++) {
            struct trace_file t;
            char where[100];

            snprintf(where, sizeof where, " in %s", kinds[i].block);
            read_mistaken(&t, kinds[i].block, kinds[i].formula, kinds[i].after, kinds[i].after, 0,
                          decimals[k]);
            expect_found(&t, kinds[i].after, NULL, kinds[i].clear ? kinds[i].words : NULL, where);
            trace_file_free(&t);
        }
}

static const struct mistake known_one = {.block = "dLoss_dh1",
                                         .formula = "dLoss_dz2 * W2_new'",
                                         .words = "with W2_new in the place of W2"};

static void a_number_of_a_late_epoch_is_computed_by_steps(void **state)
{
    static const char right[] = "dLoss_dz2 * W2'";
    static const struct {
        const char *block, *formula, *target, *later;
        size_t steps;
        bool known;
        const char *words, *where;
    } cases[] = {
        {"dLoss_dh1", "dLoss_dz2 * W2_new'", "Loss", "Loss@1", 1, false,
         "with W2_new in the place of W2", " in dLoss_dh1"},
        {"dLoss_dz1", "dLoss_dh1 .* z1 .* (1 - z1)", "h2", "h2@3", 3, false,
         "with z1 in the place of h1", " in dLoss_dz1"},
        {"h2", "sigmoid(z2)/2", "h2", "h2@3", 3, false, "if the result is divided by 2", " in h2"},
        {"z1", "X * W1", "h2", "h2@40", 40, false, "without b1", " in z1"},
        {"dLoss_dh1", "dLoss_dz2 * W2_new'", "Loss", "Loss@60", 60, false, NULL, NULL},
        {"dLoss_dh1", "dLoss_dz2 * W2_new'", "Loss", "Loss@60", 60, true,
         "with W2_new in the place of W2", " in dLoss_dh1"},
        {"dLoss_dh1", "dLoss_dz2 * W2_new'", "h2", "h2@3", 3, true,
         "with W2_new in the place of W2", " in dLoss_dh1"},
        {"dLoss_dh1", right, "Loss", "Loss@1", 0, false, "after 0 steps", ""},
        {"dLoss_dh1", right, "Loss", "Loss@1", 2, false, "after 2 steps", ""},
        {"dLoss_dh1", right, "h2", "h2@3", 2, false, "after 2 steps", ""},
        {"dLoss_dh1", right, "h2", "h2@3", 4, true, "after 4 steps", ""},
        {"dLoss_dh1", right, "h2", "h2@3", 1, false, NULL, NULL},
        {"dLoss_dh1", right, "Loss", "Loss@60", 59, false, "after 59 steps", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < 2; k++) {
            struct trace_file t;

            read_mistaken(&t, cases[i].block, cases[i].formula, cases[i].target, cases[i].later,
                          cases[i].steps, decimals[k]);
            expect_found(&t, cases[i].later, cases[i].known ? &known_one : NULL, cases[i].words,
                         cases[i].where);
            trace_file_free(&t);
        }
}

/* An epoch that no loop can reach is not tried, and what has no formula of a step is a block like
 * another. */
static void an_epoch_has_its_limits(void **state)
{
    static const char *const epoch[] = {"100001", "18446744073709551615", "99999999999999999999999",
                                        "0"};

    (void)state;
    for (size_t i = 0; i < sizeof epoch / sizeof *epoch; i++) {
        struct trace_file t;
        char text[400], name[60];

        snprintf(text, sizeof text,
                 "# brick-trace 1\n\n# W\n2.125\n\n# g = W*0.2\n\n# W_new = W - g\n\n# L = W.^2\n\n"
                 "# L@%s = 2*L\n\n",
                 epoch[i]);
        read_sheet(&t, text);
        snprintf(name, sizeof name, "L@%s", epoch[i]);
        block_of(&t, name)->m->v[0] /= 2;
        expect_found(&t, name, NULL, i == 3 ? "if the result is divided by 2" : NULL, "");
        trace_file_free(&t);
    }
}

/* r is made by the formula, and printed as by another. */
static void where_two_mistakes_fit_nothing_is_said(void **state)
{
    static const struct {
        const char *given, *formula, *printed, *words;
        int decimals;
    } cases[] = {
        {"# a\n2.5\n\n# b\n7.25\n\n# c\n3.75\n\n", "a * c", "b * c", "with b in the place of a", 9},
        {"# a\n2.5\n\n# b\n7.25\n\n# c\n3.75\n\n# d\n7.25\n\n", "a * c", "b * c", NULL, 9},
        {"# a\n2.5\n\n# b\n7.25\n\n# c\n3.75\n\n# d = b\n\n", "a * c", "b * c",
         "with b in the place of a", 9}, /* d is a second name of b */
        {"# a\n2.5\n\n# b\n7.25\n\n# c\n3.75\n\n# d = b + 0\n\n", "a * c", "b * c", NULL, 9},
        {"# a\n2.5\n\n# b\n7.25\n\n# c\n3.75\n\n", "a + c", "a + a", "with a in the place of c", 9},
        {"# a\n1.5\n\n# b\n3\n\n# c\n2.25\n\n", "a * c", "b * c", NULL, 9}, /* 2*(a * c) */
        {"# a\n0.24\n\n# b\n7.25\n\n", "a", "a * 2", NULL, 3}, /* 0.480 may be 0.4795 */
        {"# a\n0.26\n\n# b\n7.25\n\n", "a", "a * 2", "if the result is multiplied by 2", 3},
        {"# a\n0.26 0.26\n\n", "a", "a * 2", NULL, 2}, /* it is one number, twice */
        {"# a\n0.26 0.3\n\n", "a", "a * 2", "if the result is multiplied by 2", 2},
        {"# a\n2.5 3\n\n# b\n7.25 1\n\n# c\n3.75 2\n\n# d = sum(b, 1)\n\n", "a .* c", "b .* c",
         "with b in the place of a", 9}, /* of a single row */
        {"# a\n2.5\n\n# b\n7.25\n1\n\n# c\n3.75\n\n# d = sum(b, 1)\n\n", "a * c", "8.25 * c",
         "with d in the place of a", 9},
        {"# a\n2.5 3\n\n# b\n7.25 1\n\n# c\n3.75 2\n\n# d = sum(b + 0, 1)\n\n", "a .* c", "b .* c",
         NULL, 9},
        {"# a\n1.5\n\n# b\n15\n\n# c\n2.25\n\n", "a * c", "b * c", NULL, 9}, /* 10*(a * c) */
        {"# a\n0\n\n# b\n7.25\n\n", "a * b", "b", "without a", 4},
        {"# a\n0 2\n\n# b\n7.25 1\n\n", "a .* b", "a", "without b", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trace_file t;
        struct mistake found = {0};
        char text[400];
        bool good;

        snprintf(text, sizeof text, "# brick-trace 1\n\n%s# result = %s\n\n", cases[i].given,
                 cases[i].formula);
        read_sheet(&t, text);
        assert_true(compute_all(&t, "result", cases[i].printed));
        print_all(&t, cases[i].decimals);
        good = mistake_find(&t, block_of(&t, "result"), NULL, 0, &found);
        if (good != (cases[i].words != NULL) || (good && strcmp(found.words, cases[i].words) != 0))
            fail_msg("%zu: %s", i, good ? found.words : "nothing found");
        trace_file_free(&t);
    }
}

/* Multiplied by N is multiplied by 10 then, and not another mistake. */
static void ten_rows_are_a_factor_10(void **state)
{
    static const char *const cases[][2] = {{"10", "if the result is multiplied by N"},
                                           {"1", "if the result is multiplied by 10"},
                                           {"3", "if the result is multiplied by 10"},
                                           {"100", "if the result is multiplied by 10"}};
    static const char *const of_100[] = {"100", "if the result is multiplied by N"};

    (void)state;
    for (int i = 0; i < 5; i++) {
        const char *const *c = i < 4 ? cases[i] : of_100;
        struct trace_file t;
        char text[200];

        snprintf(text, sizeof text, "# brick-trace 1\n# set N=%s\n\n# a\n2.625\n\n# r = a + 1\n\n",
                 c[0]);
        read_sheet(&t, text);
        block_of(&t, "r")->m->v[0] = i < 4 ? 36.25 : 362.5;
        expect_found(&t, "r", NULL, c[1], "");
        trace_file_free(&t);
    }
}

/* ---- published examples, as a person types them */

#define MAZUR                                                                                      \
    "# brick-trace 1\n# set alpha=0.5\n\n# X\n0.05 0.1\n\n# Y\n0.01 0.99\n\n# W1\n0.15 0.25\n"     \
    "0.2 0.3\n\n# b1\n0.35 0.35\n\n# W2\n0.4 0.5\n0.45 0.55\n\n# b2\n0.6 0.6\n\n"                  \
    "# z1 = X * W1 + b1\n0.3775 0.3925\n\n# h1 = sigmoid(z1)\n0.593269992 0.596884378\n\n"         \
    "# z2 = h1 * W2 + b2\n1.105905967 1.224921404\n\n# h2 = sigmoid(z2)\n"                         \
    "0.75136507 0.772928465\n\n"

static const char mazur[] =
    MAZUR "# dLoss_dz2 = -(Y - h2) .* h2 .* (1 - h2)\n0.138498562 -0.038098236\n\n"
          "# dLoss_dW2 = h1' * dLoss_dz2\n0.082167041 -0.022602540\n0.082667628 -0.022740242\n\n"
          "# W2_new = W2 - alpha * dLoss_dW2\n0.35891648 0.511301270\n0.408666186 0.561370121\n\n"
          "# dLoss_dh1 = dLoss_dz2 * W2'\n0.036350306 0.041370323\n\n"
          "# dLoss_dW1 = X' * (dLoss_dh1 .* h1 .* (1 - h1))\n0.000438568 0.000497713\n"
          "0.000877135 0.000995425\n\n# W1_new = W1 - alpha * dLoss_dW1\n0.149780716 0.24975114\n"
          "0.19956143 0.29950229\n\n"
          "# Loss_new = sum(sum((Y - sigmoid(sigmoid(X * W1_new + b1) * W2_new + b2)).^2))/2\n"
          "0.291027924\n";

/* All of it follows if the slip is written down. */
static const char mazur_slip[] =
    MAZUR "# dLoss_dz2 = -(Y - h2) .* h2 .* (1 - h2)\n0.138498562 -0.038098237\n\n"
          "# W2_new = W2 - alpha * h1' * dLoss_dz2\n0.358916480 0.511301270\n0.408666186 "
          "0.561370121\n\n# dLoss_dz1 = dLoss_dz2 * W2_new' .* h1 .* (1 - h1)\n"
          "0.007294458 0.008472592\n\n# W1_new = W1 - alpha * X' * dLoss_dz1\n"
          "0.149817639 0.249788185\n0.199635277 0.299576370\n\n"
          "# Loss_new = sum(sum((Y - sigmoid(sigmoid(X * W1_new + b1) * W2_new + b2)).^2))/2\n"
          "0.291027924\n";

static const char macleod[] =
    "# brick-trace 1\n# set alpha=1\n\n# X\n0.35 0.90\n\n# Y\n0.50\n\n# W1\n0.10 0.40\n0.80 0.60\n\n"
    "# W2\n0.30\n0.90\n\n# z1 = X * W1\n0.755 0.68\n\n# h1 = sigmoid(z1)\n0.68 0.6637\n\n"
    "# z2 = h1 * W2\n0.80133\n\n# h2 = sigmoid(z2)\n0.69\n\n"
    "# d2 = (Y - h2) .* h2 .* (1 - h2)\n-0.0406\n\n"
    "# W2_new = W2 + alpha * h1' * d2\n0.272392\n0.87305\n\n"
    "# d1 = (d2 * W2') .* h1 .* (1 - h1)\n-0.002406 -0.007916\n";

static const char *text_file(const char *text)
{
    return file_of("t", text, strlen(text));
}

static void published_slips_are_named(void **state)
{
    (void)state;
    assert_prints(1, "  It follows with W2_new in the place of W2 in dLoss_dh1.\n",
                  BUILD "/trace check %s", text_file(mazur));
    assert_prints(0, "9 blocks recomputed from their formulas and right; 6 given.\n",
                  BUILD "/trace check %s", text_file(mazur_slip));
    assert_prints(1, "  It follows with W2_new in the place of W2.\n", BUILD "/trace check %s",
                  text_file(macleod));
}

/* A student's program has a mistake: the formula of its trace is what it should have computed. */
static void a_mistake_in_code_is_named_by_check_and_diff(void **state)
{
    static const struct {
        const char *right, *wrong, *words;
    } cases[] = {
        {"h1' \\* dLoss_dz2", "z1' * dLoss_dz2", "with z1 in the place of h1.\n"},
        {"= dLoss_dh1 .* dh1_dz1", "= dLoss_dh1 .* h1", "with h1 in the place of dh1_dz1.\n"},
        {"= h1 .* (1 - h1)", "= sigmoid(h1) .* (1 - sigmoid(h1))",
         "with sigmoid(h1) in the place of h1.\n"},
        {"(Y - h2)/N", "(Y - h2)", "if the result is multiplied by N.\n"},
        {"= W1 - alpha", "= W1 + alpha", "with W1_new = W1 + alpha * dLoss_dW1.\n"},
        {"(2\\*N) \\*", "N *", "if the result is multiplied by 2.\n"},
        {" + lambda/N \\* W2", "", "without lambda/N * W2.\n"},
    };

    (void)state;
    must(BUILD "/05-dloss-dw1 --rows=4 --lambda=0.1 --trace=%s/ref", folder);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *right = cases[i].right, *wrong = cases[i].wrong;

        must("sed \"s|%s|%s|\" %s/ref | " BUILD "/trace fill --output=%s/wrong; "
             "awk 'NR == FNR { if (/^# [a-zA-Z]/) head[++n] = $0; next } "
             "/^# [a-zA-Z]/ { $0 = head[++k] } 1' %s/ref %s/wrong >%s/it",
             right, wrong, folder, folder, folder, folder, folder);
        assert_prints(1, cases[i].words, BUILD "/trace check %s/it", folder);
        assert_prints(1, cases[i].words, BUILD "/trace diff %s/ref %s/it", folder, folder);
    }
}

static void where_all_is_right_or_mistyped_nothing_is_named(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 4; rows++) {
        struct outcome o =
            run(BUILD "/05-dloss-dw1 --rows=%d --trace=%s/ref >%s/out; " BUILD
                      "/trace check %s/ref; for digit in 1 2 3; do "
                      "sed \"s/\\(^0[.][0-9]\\{9\\}\\)[0-9]/\\1$digit/\" %s/ref | " BUILD
                      "/trace check; done",
                rows, folder, folder, folder, folder);

        assert_true(times(o.out, "does not follow") > 2);
        assert_int_equal(times(o.out, "It follows"), 0);
        outcome_free(&o);
    }
}

/* ---- what a file may hold */

/* Writes a file of blocks, and returns how long trace check takes for it, in seconds. */
static double seconds_of_check(const char *blocks, const char *words)
{
    struct timespec before, after;

    must("(printf '# brick-trace 1\\n\\n'; awk 'BEGIN { %s }') >%s/large", blocks, folder);
    clock_gettime(CLOCK_MONOTONIC, &before);
    assert_prints(1, words, BUILD "/trace check %s/large", folder);
    clock_gettime(CLOCK_MONOTONIC, &after);
    return (double)(after.tv_sec - before.tv_sec) + 1e-9 * (double)(after.tv_nsec - before.tv_nsec);
}

/* Without limits the first overruns the stack, and each of the others takes minutes. */
static void a_search_ends(void **state)
{
    static const char *const blocks[] = {
        "print \"# c0_\\n1.5\\n\"; for (i = 1; i < 20000; i++) printf \"# c%d_ = c%d_\\n1.5\\n\\n\", "
        "i, i - 1; print \"# z = c19999_ * 2\\n7.25\"",
        "print \"# c0_\\n1\\n\"; for (i = 1; i < 450; i++) printf \"# c%d_ = c%d_ + 1\\n%d\\n\\n\", "
        "i, i - 1, i + 1; print \"# z = c449_ * 2\\n7.25\"",
        "for (k = 0; k < 5; k++) { printf \"# A%d_%s\\n\", k, k < 4 ? \"\" : \" = A0_ * A1_ + A2_ * "
        "A3_\"; for (i = 0; i < 150; i++) { for (j = 0; j < 150; j++) printf \"%.3f \", rand(); "
        "print \"\" } print \"\" }",
        "for (i = 0; i < 3000; i++) { printf \"# a%d_\\n%.9f\\n\\n\", i, rand(); s = i < 30 ? s "
        "\" + a\" i \"_\" : s } print \"# z = 1\" s \"\\n1.234567\"",
        "print \"# X\"; for (i = 0; i < 33333; i++) print rand(), rand(), rand(); print \"\\n# W\\n1 "
        "2 3\\n4 5 6\\n7 8 9\\n\\n# z = X * W\"; for (i = 0; i < 33333; i++) print 1, 2, 3",
        "print \"# X\"; for (i = 0; i < 100001; i++) print i; print \"\\n# z = X*2\"; for (i = 0; "
        "i < 100001; i++) print i",
    };

    (void)state;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        double seconds = seconds_of_check(blocks[i], "does not follow from its formula");

        if (seconds > 30)
            fail_msg("%zu: %.0f seconds", i, seconds);
    }
}

/* Where the search gave up, what it has found may not be the only one. */
static void what_was_not_searched_whole_names_nothing(void **state)
{
    for (size_t others = 2030; others <= 2060; others += 30) {
        struct trace_file t;
        char *text = malloc(100 + 40 * others);
        const char *words = others < 2040 ? "with b2_ in the place of a" : NULL;
        int used = sprintf(text, "# brick-trace 1\n\n# a\n2.5\n\n");

        for (size_t i = 0; i < others; i++)
            used += sprintf(text + used, "# b%zu_\n%zu.25\n\n", i, i + 5);
        sprintf(text + used, "# z = a\n\n# U\n0.5 0.25\n\n# y = a*U\n\n# x = y + 1\n\n");
        read_sheet(&t, text);
        block_of(&t, "z")->m->v[0] = 7.25;
        expect_found(&t, "z", NULL, words, "");
        block_of(&t, "x")->m->v[0] = 7.25 * 0.5 + 1;
        block_of(&t, "x")->m->v[1] = 7.25 * 0.25 + 1;
        expect_found(&t, "x", NULL, words, " in y");
        trace_file_free(&t);
        free(text);
    }
    (void)state;
}

/* A step needs weights that keep their shape, and a number of a late epoch that of its first. */
static void steps_that_do_not_fit_name_nothing(void **state)
{
    static const char *const sheet[] = {
        "# W\n2.125 1\n\n# W_new = sum(W)\n\n# L = W.^2\n\n# L@2 = L*3\n\n",
        "# W\n2.125\n1\n\n# W_new = sum(W)\n\n# L = W.^2\n\n# L@2 = L*3\n\n",
        "# W\n2.125 1\n\n# W_new = W*3\n\n# L = sum(W)\n\n# L@2 = W*3\n\n",
        "# W\n2.125 1\n\n# W_new = W*3\n\n# L = sum(W)\n\n# L@2 = W'*3\n\n",
        "# W\n2.125 1\n\n# V_new = W*3\n\n# L = sum(W)\n\n# L@2 = L*3.5\n\n",
        "# W\n2.125 1\n\n# W_new\n1 2\n\n# L = sum(W)\n\n# L@2 = L*3.5\n\n",
        "# A\n1\n\n# W = A*2\n\n# W_new = W*3\n\n# L = sum(W)\n\n# L@2 = L*3.5\n\n",
        "# W\n2.125 1\n\n# L\n4\n\n# W_new = W*3\n\n# L@2 = L*3.5\n\n",
    };
    static const struct mistake strange[] = {
        {.block = "none", .formula = "1"}, {.block = "W", .formula = "1"}, {.block = "L"}};

    (void)state;
    for (size_t i = 0; i < sizeof sheet / sizeof *sheet; i++)
        for (size_t k = 0; k < 3; k++) {
            struct trace_file t;
            char text[200];

            snprintf(text, sizeof text, "# brick-trace 1\n\n%s", sheet[i]);
            read_sheet(&t, text);
            block_of(&t, "L@2")->m->v[0] = 1.0625;
            expect_found(&t, "L@2", &strange[k], NULL, "");
            trace_file_free(&t);
        }
}

/* Two known mistakes are tried together. */
static void two_known_mistakes_are_tried_together(void **state)
{
    static const char sheet[] = "# brick-trace 1\n\n# W\n2.125\n\n# g = W*0.3 + 1\n\n"
                                "# f = W*0.7 + 2\n\n# W_new = W - g.*f\n\n# L = W.^2\n\n"
                                "# L@2 = L\n\n";
    static const struct mistake known[][2] = {
        {{.block = "g", .formula = "W*0.3 - 1"}, {.block = "f", .formula = "W*0.7 - 2"}},
        {{.block = "g", .formula = "W*0.3 - 1"}, {.block = "g", .formula = "W*0.7 - 2"}},
        {{.block = "g", .formula = "W*0.3 - 1"}, {.block = "h", .formula = "W*0.7 - 2"}},
        {{.block = "h", .formula = "W*0.3 - 1"}, {.block = "f", .formula = "W*0.7 - 2"}},
        {{.block = "g", .formula = "W*0.3 - 1"}, {.block = "f", .formula = "W*0.7 - 3"}},
    };
    double W = 2.125;

    (void)state;
    for (int step = 0; step < 2; step++)
        W -= (W * 0.3 - 1) * (W * 0.7 - 2);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct trace_file t;
        struct mistake found = {0};

        read_sheet(&t, sheet);
        block_of(&t, "L@2")->m->v[0] = W * W;
        assert_int_equal(mistake_find(&t, block_of(&t, "L@2"), known[i], 2, &found), i == 0);
        if (i == 0)
            assert_string_equal(found.words, "with the above in g and in f");
        assert_string_equal(found.where, "");
        trace_file_free(&t);
    }
}

/* Adds a block of so many numbers to a text. */
static int write_numbers(char *text, size_t rows, size_t cols)
{
    int used = sprintf(text, "# A\n");

    for (size_t i = 0; i < rows * cols; i++)
        used += sprintf(text + used, "%zu.5%c", i * 7 % 11, (i + 1) % cols ? ' ' : '\n');
    return used + sprintf(text + used, "\n");
}

/* z is printed as if c, which it is made from, were doubled, or itself. */
static void a_search_has_its_limits(void **state)
{
    static const struct {
        size_t rows, cols;
        const char *formulas, *words;
    } cases[] = {
        {3, 3, "# c = sum(sum(A * A))\n\n# z = c + 2.5\n\n", "if the result is multiplied by 2"},
        {300, 300, "# c = sum(sum(A * A))\n\n# z = c + 2.5\n\n", NULL},
        {4990, 1, "# b = A + 7\n\n# c = sum(b) + 1.5\n\n# z = c + 2.5\n\n",
         "if the result is multiplied by 2"},
        {5000, 1, "# b = A + 7\n\n# c = sum(b) + 1.5\n\n# z = c + 2.5\n\n", NULL},
        {900, 1, "# z = sum(sum(A' * A)) + 2.5\n\n", "if the result is multiplied by 2"},
        {1100, 1, "# z = sum(sum(A' * A)) + 2.5\n\n", NULL}, /* A * A' is large */
    };
    static char text[500000];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trace_file t;
        bool before = i < 4;
        int used = sprintf(text, "# brick-trace 1\n\n");

        used += write_numbers(text + used, cases[i].rows, cases[i].cols);
        sprintf(text + used, "%s", cases[i].formulas);
        read_sheet(&t, text);
        block_of(&t, "z")->m->v[0] *= 2;
        block_of(&t, "z")->m->v[0] -= before ? 2.5 : 0;
        expect_found(&t, "z", NULL, cases[i].words, before ? " in c" : "");
        trace_file_free(&t);
    }
}

/* A chain of blocks is as deep as a step is long. */
static void a_step_may_be_too_long_to_search(void **state)
{
    (void)state;
    for (int blocks = 400; blocks <= 600; blocks += 200) {
        static char text[60000];
        struct trace_file t;
        int used = sprintf(text, "# brick-trace 1\n\n# W\n2.125\n\n# c0_ = W\n\n");

        for (int i = 1; i < blocks; i++)
            used += sprintf(text + used, "# c%d_ = c%d_ + 0.001\n\n", i, i - 1);
        sprintf(text + used, "# W_new = W - 0.1*c%d_\n\n# L = W*3\n\n# L@2 = L\n\n", blocks - 1);
        read_sheet(&t, text);
        block_of(&t, "L@2")->m->v[0] = 3 * block_of(&t, "W_new")->m->v[0];
        expect_found(&t, "L@2", NULL, blocks < 500 ? "after 1 step" : NULL, "");
        trace_file_free(&t);
    }
}

/* Formulas in which an edit has no place, or another one. */
static void an_edit_is_made_where_there_is_room_for_it(void **state)
{
    static const struct {
        const char *text, *target, *words;
        double times, plus;
    } cases[] = {
        {"# set N=3\n\n# a\n2.625\n\n# r = N * a\n\n", "r", "if the result is multiplied by 2", 2,
         0},
        {"\n# a\n2.625 3\n\n# r = sum(-a, 1)\n\n", "r", "with the opposite sign", -1, 0},
        {"\n# d\n2.625 3\n\n# dLoss_db1 = sum(d * 3, 1)\n\n", "dLoss_db1",
         "if the result is multiplied by 2", 2, 0},
        {"\n# d\n2.625\n3\n\n# dLoss_db1 = sum(d, 1)\n\n", "dLoss_db1", NULL, 1, 0.1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trace_file t;
        struct matrix *m;
        char text[200];

        snprintf(text, sizeof text, "# brick-trace 1\n%s", cases[i].text);
        read_sheet(&t, text);
        m = block_of(&t, cases[i].target)->m;
        for (size_t k = 0; k < m->rows * m->cols; k++)
            m->v[k] = m->v[k] * cases[i].times + cases[i].plus;
        expect_found(&t, cases[i].target, NULL, cases[i].words, "");
        trace_file_free(&t);
    }
}

/* What a ? hides, nobody can tell; the other numbers of its block tell enough. */
static void a_number_that_is_not_printed_is_passed_over(void **state)
{
    (void)state;
    assert_prints(
        0, "2 blocks recomputed from their formulas and right; 1 given.\n", BUILD "/trace check %s",
        text_file("# brick-trace 1\n\n# X\n0.5 2\n\n# a = X*3\n? 6.0\n\n# b = a + 1\n2.50 "
                  "7.0\n"));
    assert_prints(0, "5 blocks recomputed from their formulas and right; 2 given.\n",
                  BUILD "/trace check %s",
                  text_file("# brick-trace 1\n\n# X\n0.5 ?\n\n# Y\n3\n\n# a = X*3\n? ?\n\n"
                            "# b = a + 1\n2.50 7.0\n\n# c = Y/7\n0.429\n\n# d = c*c\n?\n\n"
                            "# e = d*100\n18.5\n"));
    assert_prints(1, "  It follows if the result is multiplied by 2.\n", BUILD "/trace check %s",
                  text_file("# brick-trace 1\n\n# X\n0.5 2.375\n\n# a = X*3\n? 14.2500\n"));
    assert_prints(1, "  It follows with a = X*3 - 0.3 in a.\n", BUILD "/trace check %s",
                  text_file("# brick-trace 1\n\n# X\n0.5 2.375\n\n# a = X*3 + 0.3\n? 7.425\n\n"
                            "# b = sigmoid(a)\n? 0.9989149\n"));
}

/* The formula of a mistake has 399 characters at most, and of a long one a part is shown. */
static void a_long_formula_has_its_limit(void **state)
{
    static const char *const words[] = {
        "with z = ...+ a + a + a + a + a + a + a + a + a + a - b + a + a + a + a + a + a + a + a + "
        "a + a + a + a + a + a + a + a + ...",
        "with z = ...+ a + a + a + a + a + a + a + a + a + a - b"};

    for (size_t length = 397; length <= 401; length += 4)
        for (size_t back = 0; back < 2; back++) {
            struct trace_file t;
            char text[600], wrong[500];
            int used = sprintf(text, "# brick-trace 1\n\n# a\n2.5\n\n# b\n1.375\n\n# z = ");
            int from = used;
            size_t at = back ? length : 305;

            while (used < from + (int)length) {
                bool b = used == from + (int)at;

                used += sprintf(text + used, "%s%c", used > from ? " + " : "", b ? 'b' : 'a');
            }
            if (back)
                text[used - 1] = 'b';
            sprintf(text + used, "\n\n");
            snprintf(wrong, sizeof wrong, "%.*s", (int)(used - from), text + from);
            *strstr(wrong, "+ b") = '-';
            read_sheet(&t, text);
            assert_true(compute_all(&t, "z", wrong));
            expect_found(&t, "z", NULL, length < 399 ? words[back] : NULL, "");
            trace_file_free(&t);
        }
    (void)state;
}

static void strange_numbers_and_names_do_no_harm(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"# a\nnan inf\n\n# b = a * 3\n7.125 8\n\n# c = b - a\n1 nan\n",
         "the formula gives nan (and 1 more of 2).\n"},
        {"# a\n0\n\n# b = 1/a - 1/a\n7.125\n", "the formula gives nan.\n"},
        {"# N\n2 3\n4 5\n\n# b = 3 * N\n3 4\n5 6\n", "the formula gives 6 (and 3 more of 4).\n"},
        {"# N\n2\n\n# b = 3.5 / N\n1.6875\n", "the formula gives 1.75.\n"},
        {"# a\n2\n\n# b = a * 3\n7.5\n\n# c = b + a\n19.375\n\n# d = c * b\n71.25\n",
         "b[1,1] is 7.5; the formula gives 6.\n"},
        {"# a\n2 ?\n\n# b = a * 3\n6 7\n\n# c = a + 1\n4 1\n",
         "c[1,1] is 4; the formula gives 3.\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int N = -1; N <= 1; N++) {
            char text[400];

            snprintf(text, sizeof text, "# brick-trace 1\n# set M=%d%s%d\n\n%s", N,
                     strstr(cases[i].text, "# N") ? " K=" : " N=", N, cases[i].text);
            assert_prints(1, cases[i].words, BUILD "/trace check %s", text_file(text));
        }
}

/* ---- any mistake in any network */

/* Writes the formulas of a step, with random numbers for what is given. */
static void random_network(struct rng *r, char *text)
{
    size_t N = random_between(r, 1, 3), in = random_between(r, 1, 3),
           hidden = random_between(r, 1, 3), out = random_between(r, 1, 3);
    const struct {
        const char *name;
        size_t rows, cols;
    } given[] = {{"X", N, in},        {"Y", N, out},     {"W1", in, hidden},
                 {"W2", hidden, out}, {"b1", 1, hidden}, {"b2", 1, out}};
    int used = sprintf(text, "# brick-trace 1\n# set alpha=0.7 lambda=0.3 N=%zu\n\n", N);

    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        used += sprintf(text + used, "# %s\n", given[i].name);
        for (size_t k = 0; k < given[i].rows * given[i].cols; k++)
            used += sprintf(text + used, "%.17g%c", rng_normal(r),
                            (k + 1) % given[i].cols ? ' ' : '\n');
        used += sprintf(text + used, "\n");
    }
    sprintf(text + used, "%s", strstr(network, "# shift") + strlen("# shift = -b1 + b2\n\n"));
}

/* Returns a random edit of the formula of a random block, to be freed; NULL: there is none. */
static char *random_edit(struct rng *r, const struct trace_file *t, const struct block *b,
                         char words[200])
{
    struct edits list;
    char *formula = NULL;

    edits_make(&list, t, b);
    if (list.count > 0) {
        const struct edit *e = &list.edit[random_between(r, 0, list.count - 1)];

        formula = strdup(e->formula);
        snprintf(words, 200, "%s", e->words);
    }
    edits_free(&list);
    return formula;
}

/* Tells whether block b has the numbers of this formula, made from those that are printed. */
static bool agrees(struct trace_file *t, const struct block *b, const char *formula)
{
    struct evaluation e;
    bool good = evaluation_begin(&e, t, formula, NULL, 1e-13) && evaluation_fits(&e, b);

    for (size_t i = 0; good && i < b->m->rows * b->m->cols; i++)
        good = evaluation_agrees(
            &e, b, i, evaluation_entry(&e, e.f.nodes - 1, i / b->m->cols, i % b->m->cols));
    evaluation_free(&e);
    return good;
}

/* Tells the same where the formula is that of a block before, and all is computed anew. */
static bool agrees_after(const char *text, const struct trace_file *t, const struct block *b,
                         const struct mistake *found)
{
    struct trace_file again;
    const struct matrix *m;
    bool good;

    read_sheet(&again, text);
    good = compute_all(&again, found->block, found->formula);
    m = block_of(&again, b->name)->m;
    for (size_t i = 0; good && i < m->rows * m->cols; i++)
        good = fabs(m->v[i] - b->m->v[i]) <=
               1.001 * trace_half_unit(t, b, i) + 1e-9 * fabs(b->m->v[i]);
    trace_file_free(&again);
    return good;
}

/* An edit is made somewhere, and b is printed as it comes out.  Counts what is said of it. */
static void try_mistake(struct rng *r, size_t named[2][3])
{
    static char text[20000];
    struct trace_file t, wrong;
    struct mistake found;
    char words[200];

    random_network(r, text);
    read_sheet(&t, text);
    read_sheet(&wrong, text);

    size_t first = (size_t)(block_of(&t, "z1") - t.block),
           last = (size_t)(block_of(&t, "W1_new") - t.block);
    size_t u = random_between(r, first, last), i = random_between(r, 0, 1) ? u : last;
    struct block *b = &t.block[i];
    char *formula = random_edit(r, &t, &t.block[u], words);
    bool good = formula && compute_all(&wrong, t.block[u].name, formula);

    if (good)
        matrix_copy(b->m, wrong.block[i].m);
    print_all(&t, (int)random_between(r, 0, 1) ? -1 : (int)random_between(r, 3, 12));
    if (good && !agrees(&t, b, b->formula)) {
        bool told = mistake_find(&t, b, NULL, 0, &found);
        bool same =
            told && strcmp(found.block, t.block[u].name) == 0 && strcmp(found.words, words) == 0;

        if (told && !(strcmp(found.block, b->name) == 0 ? agrees(&t, b, found.formula)
                                                        : agrees_after(text, &t, b, &found)))
            fail_msg("%s: '%s%s' does not give it, but %s in %s\n%s", b->name, found.words,
                     found.where, words, t.block[u].name, text);
        named[i != u][same ? 2 : told]++;
    }
    free(formula);
    trace_file_free(&t);
    trace_file_free(&wrong);
}

/* What is named gives the numbers.  It is the mistake that was made, or the same in other words;
 * many are named, or the test would say nothing. */
static void a_random_mistake_is_named_or_nothing_is(void **state)
{
    struct rng r;
    size_t named[2][3] = {{0}}; /* alone, behind others; nothing, other words, the same */

    (void)state;
    rng_seed(&r, 11);
    for (int round = 0; round < 600; round++)
        try_mistake(&r, named);
    assert_true(named[0][2] > 4 * named[0][0] && named[1][2] > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistake_of_each_kind_is_named_in_its_block),
        cmocka_unit_test(a_mistake_of_each_kind_is_named_in_a_block_before),
        cmocka_unit_test(a_number_of_a_late_epoch_is_computed_by_steps),
        cmocka_unit_test(an_epoch_has_its_limits),
        cmocka_unit_test(where_two_mistakes_fit_nothing_is_said),
        cmocka_unit_test(ten_rows_are_a_factor_10),
        cmocka_unit_test(published_slips_are_named),
        cmocka_unit_test(a_mistake_in_code_is_named_by_check_and_diff),
        cmocka_unit_test(where_all_is_right_or_mistyped_nothing_is_named),
        cmocka_unit_test(a_search_ends),
        cmocka_unit_test(what_was_not_searched_whole_names_nothing),
        cmocka_unit_test(steps_that_do_not_fit_name_nothing),
        cmocka_unit_test(two_known_mistakes_are_tried_together),
        cmocka_unit_test(a_search_has_its_limits),
        cmocka_unit_test(a_step_may_be_too_long_to_search),
        cmocka_unit_test(an_edit_is_made_where_there_is_room_for_it),
        cmocka_unit_test(a_number_that_is_not_printed_is_passed_over),
        cmocka_unit_test(a_long_formula_has_its_limit),
        cmocka_unit_test(strange_numbers_and_names_do_no_harm),
        cmocka_unit_test(a_random_mistake_is_named_or_nothing_is),
    };

    return cmocka_run_group_tests_name("mistake", tests, make_folder, remove_folder);
}
