/* CHECK: a broken promise stops the program and names the function, the promise and the shapes. */
#include "test.h"

#include "check.h"

#include <stdio.h>
#include <unistd.h>

static struct matrix a = {2, 3, NULL}, b = {14, 5, NULL};

static void break_it(void *context)
{
    (void)context;
    CHECK(a.cols == b.rows, &a, &b);
}

static void break_it_with_one(void *context)
{
    (void)context;
    CHECK(a.cols == 4, &a);
}

static void never_reached(void *context)
{
    (void)context;
    CHECK(a.rows == 1, &a);
    fprintf(stderr, "it went on\n");
    _exit(0);
}

static void a_broken_promise_names_the_function_the_promise_and_the_shapes(void **state)
{
    (void)state;
    assert_stops(break_it, NULL,
                 "break_it: broken promise: a.cols == b.rows, where &a, &b = 2x3 14x5\n");
    assert_stops(break_it_with_one, NULL,
                 "break_it_with_one: broken promise: a.cols == 4, where &a = 2x3\n");
    assert_stops(never_reached, NULL, "never_reached: broken promise");
}

static int asked;

static bool ask(bool answer)
{
    asked++;
    return answer;
}

static void a_promise_that_holds_is_silent_and_asked_once(void **state)
{
    (void)state;
    CHECK(ask(true), &a, &b);
    if (a.rows == 2)
        CHECK(ask(true), &a); /* one statement, also before an else */
    else
        fail();
    assert_int_equal(asked, 2);
}

static void print_and_break(void *file)
{
    dup2(fileno(file), STDOUT_FILENO); /* a file is written when its buffer is full, or flushed */
    printf("so far\n");
    CHECK(a.cols == 4, &a);
}

/* A program that stops still says how far it came. */
static void what_was_printed_before_is_not_lost(void **state)
{
    FILE *file = tmpfile();
    char text[32] = "";

    (void)state;
    fflush(stdout);
    assert_stops(print_and_break, file, "where &a = 2x3");
    rewind(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    assert_string_equal(text, "so far\n");
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_promise_names_the_function_the_promise_and_the_shapes),
        cmocka_unit_test(a_promise_that_holds_is_silent_and_asked_once),
        cmocka_unit_test(what_was_printed_before_is_not_lost),
    };

    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
