/* The exercises as a course: all solutions, every function, progress, and the tower.  Single
 * exercises have exercise.c, and their grades exercise_grades.c. */
#include "student.h"

#include "trace_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void every_solution_passes(void **state)
{
    (void)state;
    student_fill("solutions");
    for (size_t i = 0; i < exercises; i++) {
        char ch[3] = {exercise[i][0], exercise[i][1], '\0'};
        struct outcome o = student_check(ch);

        if (o.status != 0)
            fail_msg("%s: status %d\n%s", exercise[i], o.status, o.out);
        assert_says(&o, "Passed.", ch);
        outcome_free(&o);
    }
}

static void every_empty_exercise_fails_without_a_mistake_being_named(void **state)
{
    (void)state;
    student_fill("stubs");
    for (size_t i = 0; i < exercises; i++) {
        char ch[3] = {exercise[i][0], exercise[i][1], '\0'};
        struct outcome o = student_check(ch);

        assert_int_not_equal(o.status, 0);
        assert_says(&o, "NaN", ch);
        assert_says(&o, "question is not answered yet", ch);
        if (strstr(o.out, "known mistake") || strstr(o.out, "Passed"))
            fail_msg("%s", o.out);
        outcome_free(&o);
    }
}

/* In turn one function is left empty and the others are right, so each function is judged. */
static void each_function_alone_is_judged(void **state)
{
    struct outcome functions =
        run("awk '/^[0-9]/ { ch = substr($1, 1, 2) } /^ / { print ch, $1 }' chapters/list.txt");
    char ch[3], name[40];

    (void)state;
    student_fill("solutions");
    for (char *line = strtok(functions.out, "\n"); line; line = strtok(NULL, "\n")) {
        assert_int_equal(sscanf(line, "%2s %39s", ch, name), 2);
        must("{ awk -v names=%s -f tests/exercise/rest.awk tests/exercise/solutions/%s.c &&"
             " awk -v names=\"$(sed -n 's/^static void \\(not_yet_written\\)(.*/\\1/p' "
             "tests/exercise/stubs/%s.c)"
             " %s\" -v only=1 -f tests/exercise/rest.awk tests/exercise/stubs/%s.c; } "
             ">\"$D/one.c\" && cp \"$D/one.c\""
             " \"$D\"/chapters/%s-*/exercise.c",
             name, ch, ch, name, ch, ch);
        struct outcome o = student_check(ch);

        if (o.status == 0)
            fail_msg("%s is not judged:\n%s", name, o.out);
        assert_says(&o, name, ch);
        assert_says(&o, "answer to the question is right", ch);
        outcome_free(&o);
        student_copy("solutions", ch);
    }
    outcome_free(&functions);
}

/* If fast.h did the training, nobody would see that this backward moves W2 once more. */
static void the_exercise_and_the_tower_train_with_the_bricks(void **state)
{
    (void)state;
    student_fill("solutions");
    must("sed 's/dloss_dw1(s.*/& descend(s->W2, s->W2, how->lr, s->dLoss_dW2);/'"
         " tests/exercise/solutions/06.c >\"$D/twice.c\" &&"
         " ! cmp -s \"$D/twice.c\" tests/exercise/solutions/06.c &&"
         " cp \"$D/twice.c\" \"$D/chapters/06-loop/exercise.c\"");
    struct outcome checked = student_check("06");

    assert_int_equal(checked.status, 2);
    assert_says(&checked, "The first block that is wrong is z2", "06");
    outcome_free(&checked);

    /* as if that had passed */
    must("mkdir -p \"$D/mine/06\" && cp \"$D/twice.c\" \"$D/mine/06/passed\"");
    struct outcome twice = run(MAKE "tower");

    student_copy("solutions", "06");
    must("cp tests/exercise/solutions/06.c \"$D/mine/06/passed\"");
    struct outcome whole = run(MAKE "tower");

    assert_int_equal(twice.status, 0);
    assert_int_equal(whole.status, 0);
    assert_says(&whole, "197 of 200", "tower");
    assert_string_not_equal(strstr(twice.out, "data_loss"), strstr(whole.out, "data_loss"));
    outcome_free(&twice);
    outcome_free(&whole);
}

static void progress_hints_solutions_and_the_tower_follow_what_has_passed(void **state)
{
    (void)state;
    must("rm -rf \"$D/mine\"");
    student_fill("stubs");
    student_copy("solutions", "04");

    char all[40];

    snprintf(all, sizeof all, "1 of %zu bricks", exercises);
    struct outcome none = run(MAKE "tower");
    struct outcome before = run(MAKE "solution CH=04");
    struct outcome checked = student_check("04");
    struct outcome progress = run(MAKE "progress");
    struct outcome solution = run(MAKE "solution CH=04");
    struct outcome tower = run(MAKE "tower");
    struct outcome hint = run(MAKE "hint CH=05");
    struct outcome next = run(MAKE "hint CH=5");

    assert_int_not_equal(none.status, 0);
    assert_says(&none, "No brick of yours has passed yet", "tower");
    assert_int_not_equal(before.status, 0);
    assert_null(strstr(before.out, "matrix_mul_tn"));
    assert_int_equal(checked.status, 0);
    assert_says(&progress, all, "progress");
    assert_says(&solution, "matrix_mul_tn", "solution");
    assert_int_equal(tower.status, 0);
    assert_says(&tower, "Bricks of yours: 04.", "tower");
    assert_says(&tower, "197 of 200", "tower");
    assert_says(&hint, "dloss_dh1, hint 1 of 3", "hint");
    assert_says(&next, "dloss_dh1, hint 2 of 3", "hint");
    outcome_free(&none);
    outcome_free(&before);
    outcome_free(&checked);
    outcome_free(&progress);
    outcome_free(&solution);
    outcome_free(&tower);
    outcome_free(&hint);
    outcome_free(&next);
}

static double entry(const struct trace_file *t, const char *name, size_t i)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    assert_non_null(b);
    return b->m->v[i];
}

/* The sheets' answers for chapters 1 to 6 come from the programs themselves. */
static void the_answers_are_right(void **state)
{
    struct trace_file five, slow, fast;
    char path[3][200], line[400];
    double answer[WORKED + 1] = {0};
    FILE *table = popen("cat tests/exercise/sheets/*.tsv", "r");

    (void)state;
    assert_non_null(table);
    for (int i = 0; i < 3; i++)
        snprintf(path[i], sizeof path[i], "%s/%d.trace", getenv("D"), i);
    must(BUILD "/05-dloss-dw1 --trace='%s' >/dev/null", path[0]);
    must(BUILD "/06-loop --rows=1 --epochs=2 --record=1 --quiet --lr=0.001 --trace='%s' >/dev/null",
         path[1]);
    must(BUILD "/06-loop --rows=1 --epochs=2 --record=1 --quiet --lr=0.01 --trace='%s' >/dev/null",
         path[2]);
    assert_true(trace_file_read(&five, path[0]) && trace_file_read(&slow, path[1]) &&
                trace_file_read(&fast, path[2]));
    answer[1] = entry(&five, "W1", 5);
    answer[2] = log(3);
    answer[3] = 0.25;
    answer[4] = entry(&five, "dLoss_dW2", 2) / 2;
    answer[5] = entry(&five, "dLoss_dW1", 1) / entry(&five, "dLoss_dW1", 4);
    answer[6] = entry(&fast, "Loss", 0) - entry(&fast, "Loss@1", 0);
    assert_close(entry(&slow, "Loss", 0) - entry(&slow, "Loss@1", 0), 0.0000284, 5e-8);

    int seen = 0;

    while (fgets(line, sizeof line, table)) {
        int ch;
        double right, tolerance;

        if (sscanf(line, "%d %lf %lf", &ch, &right, &tolerance) != 3 || ch > WORKED)
            continue;
        if (ch > seen) /* the first of its chapter */
            assert_close(right, answer[ch], tolerance / 2);
        else if (fabs(right - answer[ch]) <= tolerance)
            fail_msg("a wrong answer is right: %s", line);
        seen = ch;
    }
    assert_int_equal(seen, WORKED);
    pclose(table);
    trace_file_free(&five);
    trace_file_free(&slow);
    trace_file_free(&fast);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_solution_passes),
        cmocka_unit_test(every_empty_exercise_fails_without_a_mistake_being_named),
        cmocka_unit_test(each_function_alone_is_judged),
        cmocka_unit_test(the_exercise_and_the_tower_train_with_the_bricks),
        cmocka_unit_test(progress_hints_solutions_and_the_tower_follow_what_has_passed),
        cmocka_unit_test(the_answers_are_right),
    };

    return cmocka_run_group_tests_name("exercise_course", tests, student_begin, student_end);
}
