/* Weights that are kept and loaded again have the same bits, and what cannot be weights is
 * refused. */
#include "test.h"

#include "step.h"
#include "trace.h"
#include "weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/brick-weights-XXXXXX";

static int make_file(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd >= 0 ? close(fd) : -1;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void write_text(const char *text)
{
    FILE *file = fopen(path, "w");

    assert_true(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void assert_loads(const char *text, size_t epoch)
{
    struct step *s = step_new(0, 2, 3, 1, BIAS_NONE);
    struct weights w;
    char error[400];

    write_text(text);
    if (!weights_load(&w, path, error) || !weights_take(&w, s, error))
        fail_msg("%s: %s", text, error);
    assert_int_equal(w.epoch, epoch);
    weights_free(&w);
    assert_entries(s->W1, 0, 1, 2, 3, 4, 5, 6);
    assert_entries(s->W2, 0, 7, 8, 9);
    step_free(s);
}

/* Asserts that a text is refused and nothing is changed; messages that begin with "weights of" are
 * of weights that do not fit, and lack the path. */
static void refused(const char *text, const char *words, bool bias)
{
    struct step *s = step_new(0, 2, 3, 1, bias);
    struct weights w;
    char error[400], full[500];
    bool other = strstr(words, "this network has");

    write_text(text);
    assert_int_equal(weights_load(&w, path, error), other);
    assert_false(other && weights_take(&w, s, error));
    snprintf(full, sizeof full, "%s: %s", path, words);
    assert_string_equal(error, other ? words : full);
    weights_free(&w);
    assert_entries(s->W2, 0, 0, 0, 0);
    step_free(s);
}

static void assert_not(const char *text, const char *words)
{
    refused(text, words, false);
}

#define W1_OF     "# W1 2x3\n1 2 3\n4 5 6\n\n\n"
#define W2_OF     "# W2 3x1\n7\n8\n9\n\n\n"
#define HEAD(set) "# brick-trace 1\n" set "\n\n"

static void an_epoch_is_a_whole_number_in_its_range(void **state)
{
    static const char words[] = "epoch is not a whole number";

    (void)state;
    assert_loads(HEAD("") W1_OF W2_OF, 0);
    assert_loads(HEAD("# set lambda=3\n") W2_OF W1_OF, 0);
    assert_loads(HEAD("# set epoch=0\n") W1_OF W2_OF, 0);
    assert_loads(HEAD("# set lambda=0.5 epoch=17\n") W1_OF W2_OF, 17);
    assert_loads(HEAD("# set epoch=1e15\n") W1_OF W2_OF, 1000000000000000);
    assert_not(HEAD("# set epoch=1000000000000001\n") W1_OF W2_OF, words);
    assert_not(HEAD("# set epoch=-1\n") W1_OF W2_OF, words);
    assert_not(HEAD("# set epoch=0.5\n") W1_OF W2_OF, words);
    assert_not(HEAD("# set epoch=nan\n") W1_OF W2_OF, words);
    assert_not(HEAD("# set epoch=inf\n") W1_OF W2_OF, words);
}

static void both_weights_must_be_there_and_fit(void **state)
{
    (void)state;
    assert_not(HEAD("") W1_OF, "no weights: the blocks W1 and W2 are wanted");
    assert_not(HEAD("") W2_OF, "no weights: the blocks W1 and W2 are wanted");
    assert_not(HEAD("") W1_OF "# W2 2x2\n1 2\n3 4\n\n\n",
               "W1 has not as many columns as W2 has rows");
    assert_not(HEAD("") W1_OF "# W2 4x1\n1\n2\n3\n4\n\n\n",
               "W1 has not as many columns as W2 has rows");
    assert_not(HEAD("") "# W1 2x2\n1 2\n3 4\n\n\n# W2 2x1\n5\n6\n\n\n",
               "weights of 2 inputs, 2 hidden units, 1 outputs; this network has 2, 3, 1");
    assert_not(HEAD("") "# W1 3x3\n1 2 3\n4 5 6\n7 8 9\n\n\n" W2_OF,
               "weights of 3 inputs, 3 hidden units, 1 outputs; this network has 2, 3, 1");
    assert_not(HEAD("") W1_OF "# W2 3x2\n1 2\n3 4\n5 6\n\n\n",
               "weights of 2 inputs, 3 hidden units, 2 outputs; this network has 2, 3, 1");
    assert_not(HEAD("") W1_OF W2_OF "# W1@5 1x1\n1\n\n\n",
               "weights of many epochs: go on from those that --save has kept");
}

static void every_weight_is_finite(void **state)
{
    (void)state;
    assert_not(HEAD("") "# W1 2x3\n1 2 3\n4 5 nan\n\n\n" W2_OF, "a weight is not finite");
    assert_not(HEAD("") W1_OF "# W2 3x1\n7\n8\n-inf\n\n\n", "a weight is not finite");
}

#define b1_OF "# b1 1x3\n1 2 3\n\n\n"
#define b2_OF "# b2 1x1\n4\n\n\n"

static void biases_belong_to_the_network_or_not(void **state)
{
    static const char with[] = "weights of 2 inputs, 3 hidden units, 1 outputs and biases; this "
                               "network has 2, 3, 1";
    static const char without[] = "weights of 2 inputs, 3 hidden units, 1 outputs; this network "
                                  "has 2, 3, 1 and biases";
    static const char together[] =
        "b1 and b2 are wanted together, a number for each column of W1 and W2";

    (void)state;
    assert_not(HEAD("") W1_OF b1_OF W2_OF b2_OF, with);
    refused(HEAD("") W1_OF W2_OF, without, true);
    refused(HEAD("") W1_OF b1_OF W2_OF, together, true);
    refused(HEAD("") W1_OF b2_OF W2_OF, together, true);
    refused(HEAD("") W1_OF "# b1 1x2\n1 2\n\n\n" W2_OF b2_OF, together, true);
    refused(HEAD("") W1_OF b1_OF W2_OF "# b2 2x1\n1\n2\n\n\n", together, true);
    refused(HEAD("") W1_OF b1_OF W2_OF "# b2 1x1\nnan\n\n\n", "a weight is not finite", true);
}

static void what_is_not_understood_is_refused(void **state)
{
    static const char words[] = "it holds more than weights: go on from those that --save has kept";

    (void)state;
    assert_not(HEAD("") W1_OF W2_OF "# W3 1x1\n1\n\n\n", words);
    assert_not(HEAD("") W1_OF W2_OF "# z1 1x1\n1\n\n\n", words);
}

#define MEAN      "# mean 1x2\n1 2\n\n\n"
#define DEVIATION "# deviation 1x2\n1 2\n\n\n"

static void a_scale_fits_the_inputs_and_is_positive(void **state)
{
    static const char words[] = "mean and deviation want a number for each row of W1";

    (void)state;
    assert_loads(HEAD("") W1_OF W2_OF MEAN, 0);
    assert_loads(HEAD("") W1_OF W2_OF MEAN DEVIATION, 0);
    assert_not(HEAD("") W1_OF W2_OF DEVIATION, words);
    assert_not(HEAD("") W1_OF W2_OF "# mean 1x3\n1 2 3\n\n\n", words);
    assert_not(HEAD("") W1_OF W2_OF MEAN "# deviation 2x1\n1\n2\n\n\n", words);
    assert_not(HEAD("") W1_OF W2_OF MEAN "# deviation 1x2\n1 0\n\n\n",
               "a deviation is not positive");
    assert_not(HEAD("") W1_OF W2_OF "# mean 1x2\n1 inf\n\n\n", "a weight is not finite");
}

static void there_are_as_many_classes_as_outputs(void **state)
{
    (void)state;
    assert_loads(HEAD("# class a b\n# set epoch=3") W1_OF W2_OF, 3);
    assert_not(HEAD("# class a\n# class b") W1_OF W2_OF,
               "there are not as many classes as outputs");
}

static void what_is_kept_comes_back_to_the_last_bit(void **state)
{
    const double numbers[] = {1.0 / 3, -0.0, 1e-310, 1.7e308, 0.1, -3e-17};
    char *const label[] = {"no", "yes, \"or\" no", "\xc3\xa9"};
    struct trace t;
    char error[400];

    (void)state;
    for (int bias = 0; bias < 2; bias++) {
        struct weights kept = {.net = step_new(0, 2, 2, 3, bias ? BIAS_TRAINED : BIAS_NONE),
                               .epoch = 999999999},
                       back;

        memcpy(kept.net->W1->v, numbers, 4 * sizeof *numbers);
        memcpy(kept.net->W2->v, numbers, 6 * sizeof *numbers);
        if (bias) {
            memcpy(kept.net->b1->v, numbers, 2 * sizeof *numbers);
            memcpy(kept.net->b2->v, numbers + 2, 3 * sizeof *numbers);
            kept.label = label;
            kept.labels = 3;
            kept.scale.mean = matrix_of(1, 2, numbers);
            kept.scale.deviation = matrix_of(1, 2, numbers + 3);
        }
        assert_true(weights_save(&t, path, &kept) && trace_keep(&t));
        assert_true(weights_load(&back, path, error));
        assert_int_equal(back.epoch, 999999999);
        assert_matrix_same(back.net->W1, kept.net->W1);
        assert_matrix_same(back.net->W2, kept.net->W2);
        assert_int_equal(back.labels, bias ? 3 : 0);
        if (bias) {
            assert_matrix_same(back.net->b1, kept.net->b1);
            assert_matrix_same(back.net->b2, kept.net->b2);
            assert_matrix_same(back.scale.mean, kept.scale.mean);
            assert_matrix_same(back.scale.deviation, kept.scale.deviation);
            for (size_t k = 0; k < 3; k++)
                assert_string_equal(back.label[k], label[k]);
        }
        weights_free(&back);
        assert_false(weights_save(&t, "/none/such", &kept));
        assert_false(weights_load(&back, "/none/such", error));
        assert_string_equal(error, "/none/such: No such file or directory");
        weights_free(&back);
        scale_free(&kept.scale);
        step_free(kept.net);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_epoch_is_a_whole_number_in_its_range),
        cmocka_unit_test(both_weights_must_be_there_and_fit),
        cmocka_unit_test(every_weight_is_finite),
        cmocka_unit_test(biases_belong_to_the_network_or_not),
        cmocka_unit_test(what_is_not_understood_is_refused),
        cmocka_unit_test(a_scale_fits_the_inputs_and_is_positive),
        cmocka_unit_test(there_are_as_many_classes_as_outputs),
        cmocka_unit_test(what_is_kept_comes_back_to_the_last_bit),
    };

    return cmocka_run_group_tests_name("weights", tests, make_file, remove_file);
}
