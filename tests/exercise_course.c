/* The exercises as a course: all solutions, every function, progress, and the tower.  Single
 * exercises have exercise.c, and their grades exercise_grades.c. */
#include "student.h"

#include "exercise/question.h"

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
        assert_says(&o, "question is not judged. Its numbers are drawn for your name", ch);
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
        must("{ awk -v names=%s -f tests/exercise/rest.awk \"$D/solutions/%s.c\" &&"
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
         " \"$D/solutions/06.c\" >\"$D/twice.c\" &&"
         " ! cmp -s \"$D/twice.c\" \"$D/solutions/06.c\" &&"
         " cp \"$D/twice.c\" \"$D/chapters/06-loop/exercise.c\"");
    struct outcome checked = student_check("06");

    assert_int_equal(checked.status, 2);
    assert_says(&checked, "The first block that is wrong is z2", "06");
    outcome_free(&checked);

    /* as if that had passed */
    must("mkdir -p \"$D/mine/06\" && cp \"$D/twice.c\" \"$D/mine/06/passed\"");
    struct outcome twice = run(MAKE "tower");

    student_copy("solutions", "06");
    must("cp \"$D/solutions/06.c\" \"$D/mine/06/passed\"");
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

/* What a student types who rounds as the question says. */
static double rounded(const struct question *q, double answer)
{
    static const char *const words[] = {"Two decimals", "Three decimals", "Four decimals"};
    static const char *const format[] = {"%.2f", "%.3f", "%.4f"};
    char text[40];

    for (int i = 0; i < 3; i++)
        if (strstr(q->text, words[i])) {
            snprintf(text, sizeof text, format[i], answer);
            return atof(text);
        }
    assert_non_null(strstr(q->text, "Two digits"));
    snprintf(text, sizeof text, "%.1e", answer);
    return atof(text);
}

/* Returns how many of the answers, right and wrong, a number is taken for. */
static int taken_for(const struct question *q, double given)
{
    int count = question_near(q, given, q->right);

    for (size_t k = 0; k < q->wrongs; k++)
        count += question_near(q, given, q->wrong[k].number);
    return count;
}

static void an_answer_is_taken_for_one(void **state)
{
    struct question q, other;

    (void)state;
    assert_false(question_draw(&q, "07", 1));
    for (size_t i = 0; i < exercises; i++) {
        char ch[3] = {exercise[i][0], exercise[i][1], '\0'};
        int same = 0;

        for (uint32_t seed = 0; seed < 2000; seed++) {
            assert_true(question_draw(&q, ch, seed) && question_draw(&other, ch, seed + 1));
            assert_true(strlen(q.text) < TEXT_MOST - 1);
            assert_int_equal(taken_for(&q, q.right), 1);
            assert_true(question_near(&q, rounded(&q, q.right), q.right));
            assert_int_equal(taken_for(&q, rounded(&q, q.right)), 1);
            for (size_t k = 0; k < q.wrongs; k++)
                assert_int_equal(taken_for(&q, rounded(&q, q.wrong[k].number)), 1);
            same += question_near(&q, other.right, q.right);
        }
        if (same > 200)
            fail_msg("chapter %s: the answer of one seed is another's, %d of 2000", ch, same);
    }
}

static double entry(const struct trace_file *t, const char *name, size_t i)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    assert_non_null(b);
    return b->m->v[i];
}

/* Two questions take as given what the programs show. */
static void the_questions_are_true(void **state)
{
    struct trace_file five, slow, fast;
    char path[3][200];

    (void)state;
    for (int i = 0; i < 3; i++)
        snprintf(path[i], sizeof path[i], "%s/%d.trace", getenv("D"), i);
    must(BUILD "/05-dloss-dw1 --trace='%s' >/dev/null", path[0]);
    must(BUILD "/06-loop --rows=1 --epochs=2 --record=1 --quiet --lr=0.001 --trace='%s' >/dev/null",
         path[1]);
    must(BUILD "/06-loop --rows=1 --epochs=2 --record=1 --quiet --lr=0.029 --trace='%s' >/dev/null",
         path[2]);
    assert_true(trace_file_read(&five, path[0]) && trace_file_read(&slow, path[1]) &&
                trace_file_read(&fast, path[2]));
    assert_close(entry(&five, "dLoss_dW1", 1) / entry(&five, "dLoss_dW1", 4),
                 entry(&five, "X", 0) / entry(&five, "X", 1), 1e-9);
    assert_close((entry(&fast, "Loss", 0) - entry(&fast, "Loss@1", 0)) /
                     (entry(&slow, "Loss", 0) - entry(&slow, "Loss@1", 0)),
                 29, 29 * 0.01);
    trace_file_free(&five);
    trace_file_free(&slow);
    trace_file_free(&fast);
}

static void asked(const char *options, const char *words, const char *more)
{
    struct outcome o = run(MAKE "%s 2>&1", options);

    assert_says(&o, words, options);
    assert_says(&o, more, options);
    outcome_free(&o);
}

/* Without a name the code is checked; a name is given once, and its numbers are nobody else's. */
static void a_question_has_the_numbers_of_a_name(void **state)
{
    (void)state;
    must("rm -rf \"$D/mine\"");
    student_fill("solutions");
    must("sed -i.bak '/Name:/d' \"$D\"/chapters/0[1-5]-*/exercise.c; rm \"$D\"/chapters/0[68]-*/*");
    asked("exercise-02", "your code is right", "");
    asked("exercise-02", "is not judged. Its numbers are drawn for your name.",
          "make exercise-02 NAME='Ada Lovelace'");
    asked("exercise-02 NAME='$(touch PWNED) \"'", "a name without", "");
    asked("exercise-02 NAME=Ada", "The answer to the question is right", "Passed.");
    asked("exercise-02", "The answer to the question is right", "Passed.");
    asked("exercise-04", "The answer to the question is right", "Passed.");
    asked("exercise-02 SEED=3", "The question, with the numbers of seed 3:", "is not right yet");
    asked("exercise-03 NAME=\"Jane O'Neil\"", "Your answer,", "is not right yet");
    must("grep -qx \"/[*] Name: Jane O'Neil [*]/\" \"$D/chapters/03-loss/exercise.c\"");
    asked("exercise-03 NAME=Ada", "is Jane O'Neil's, as its line Name says", "");
    must("test $(cat \"$D\"/chapters/*/exercise.c | grep -c Name:) -eq 2");
    must("sed -i.bak 's/answer_05 = .*/answer_05 = NAN;/' \"$D/chapters/05-dloss-dw1/exercise.c\"");
    asked("exercise-05 NAME=Ada", "the first row of dLoss_dW1 would be a number times the second",
          "It is not answered yet: answer_05 is NAN.");
    must("! find . -name 'PWNED*' | grep .");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_solution_passes),
        cmocka_unit_test(every_empty_exercise_fails_without_a_mistake_being_named),
        cmocka_unit_test(each_function_alone_is_judged),
        cmocka_unit_test(the_exercise_and_the_tower_train_with_the_bricks),
        cmocka_unit_test(progress_hints_solutions_and_the_tower_follow_what_has_passed),
        cmocka_unit_test(an_answer_is_taken_for_one),
        cmocka_unit_test(the_questions_are_true),
        cmocka_unit_test(a_question_has_the_numbers_of_a_name),
    };

    return cmocka_run_group_tests_name("exercise_course", tests, student_begin, student_end);
}
