/* The scores: classes counted by hand. */
#include "test.h"

#include "scores.h"

#include <math.h>

static void the_largest_answer_is_the_class(void **state)
{
    struct matrix *m = matrix_of(4, 3, (double[]){.1, .2, .3, .3, .2, .1, .2, .2, .1, -3, -1, -2});
    struct matrix *nan = matrix_of(2, 3, (double[]){.1, NAN, .3, .1, .2, NAN});

    (void)state;
    assert_int_equal(class_of(m, 0), 2);
    assert_int_equal(class_of(m, 1), 0);
    assert_int_equal(class_of(m, 2), 0); /* the first of two */
    assert_int_equal(class_of(m, 3), 1);
    assert_int_equal(class_of(nan, 0), 3); /* none */
    assert_int_equal(class_of(nan, 1), 3);
    free_matrices(m, nan);
}

/* A row with a nan has no class, not class 0. */
static void scores_count_rows(void **state)
{
    (void)state;
    struct matrix *Y = matrix_of(4, 2, (double[]){1, 0, 0, 1, 1, 0, 1, 0});
    struct matrix *h = matrix_of(4, 2, (double[]){.6, .4, .6, .7, NAN, .1, .1, .2});

    assert_int_equal(class_of(h, 0), 0);
    assert_int_equal(class_of(h, 1), 1);
    assert_int_equal(class_of(h, 2), 2);
    assert_int_equal(count_right(Y, h, 0, 4), 2);
    assert_int_equal(count_right(Y, h, 1, 3), 1);
    assert_int_equal(count_most_frequent(Y, 0, 4), 3);
    assert_int_equal(count_most_frequent(Y, 0, 2), 1);
    assert_int_equal(count_most_frequent(Y, 4, 4), 0);
    matrix_free(Y);
    matrix_free(h);
}

/* A single output is for class 1 above one half, and a row with a nan for none of the two. */
static void a_single_output_says_one_of_two_classes(void **state)
{
    struct matrix *labels = matrix_of(5, 1, (double[]){.01, .99, 1, 1, .3});
    struct matrix *h = matrix_of(5, 1, (double[]){.5, .51, .49, NAN, .2});

    (void)state;
    assert_int_equal(count_classes(labels), 2);
    assert_int_equal(class_of(h, 0), 0);
    assert_int_equal(class_of(h, 1), 1);
    assert_int_equal(class_of(h, 3), 2);
    assert_int_equal(count_right(labels, h, 0, 5), 3);
    assert_int_equal(count_most_frequent(labels, 0, 5), 3);
    assert_int_equal(count_most_frequent(labels, 0, 1), 1);
    free_matrices(labels, h);
}

/* Of class 0 one row is right, one taken for class 1, one for none; that of class 1 is right. */
static void confusion_counts_each_class_by_what_is_said(void **state)
{
    struct matrix *labels = matrix_of(5, 2, (double[]){1, 0, 0, 1, 1, 0, 1, 0, 0, 1});
    struct matrix *h = matrix_of(5, 2, (double[]){.6, .4, .6, .7, NAN, .1, .1, .2, .9, .1});
    size_t counts[6];

    (void)state;
    count_confusion(labels, h, 0, 4, counts);
    assert_memory_equal(counts, ((size_t[]){1, 1, 1, 0, 1, 0}), sizeof counts);
    count_confusion(labels, h, 3, 5, counts);
    assert_memory_equal(counts, ((size_t[]){0, 1, 0, 1, 0, 0}), sizeof counts);
    assert_int_equal(count_class(labels, 0, 4, 0), 3);
    assert_int_equal(count_class(labels, 1, 2, 0), 0);
    assert_int_equal(most_frequent(labels, 0, 4), 0);
    assert_int_equal(most_frequent(labels, 1, 2), 1);
    assert_int_equal(most_frequent(labels, 0, 2), 0); /* the first of two */
    free_matrices(labels, h);
}

static struct matrix *Y, *h2;
static size_t first, last;

static void count(void *context)
{
    (void)context;
    count_right(Y, h2, first, last);
}

static void count_most(void *context)
{
    (void)context;
    count_most_frequent(Y, first, last);
}

static void confuse(void *context)
{
    size_t counts[12];

    (void)context;
    count_confusion(Y, h2, first, last, counts);
}

static void shapes_and_rows_must_be_there(void **state)
{
    struct matrix *other_rows = matrix_new(3, 3), *other_cols = matrix_new(4, 2);

    (void)state;
    Y = matrix_new(4, 3);
    h2 = other_rows;
    assert_stops(count, NULL, "count_right: broken promise: Y->rows == h2->rows");
    assert_stops(confuse, NULL, "count_confusion: broken promise: Y->rows == h2->rows");
    h2 = other_cols;
    assert_stops(count, NULL, "where Y, h2 = 4x3 4x2");
    assert_stops(confuse, NULL, "where Y, h2 = 4x3 4x2");
    h2 = Y;
    last = 5;
    assert_stops(confuse, NULL, "count_confusion: broken promise: first <= last");
    assert_stops(count, NULL, "count_right: broken promise: first <= last");
    assert_stops(count_most, NULL, "count_class: broken promise: first <= last");
    first = 3;
    last = 2;
    assert_stops(confuse, NULL, "count_confusion: broken promise: first <= last");
    assert_stops(count, NULL, "count_right: broken promise: first <= last");
    assert_stops(count_most, NULL, "count_class: broken promise: first <= last");
    free_matrices(Y, other_rows, other_cols);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_answer_is_the_class),
        cmocka_unit_test(scores_count_rows),
        cmocka_unit_test(a_single_output_says_one_of_two_classes),
        cmocka_unit_test(confusion_counts_each_class_by_what_is_said),
        cmocka_unit_test(shapes_and_rows_must_be_there),
    };

    return cmocka_run_group_tests_name("scores", tests, NULL, NULL);
}
