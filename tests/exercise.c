/* The exercises as a student meets them: what must pass, what must fail, and what is then said. */
#include "test.h"

#include "block.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *chapter[] = {"01-matrix",    "02-sigmoid",   "03-loss",
                                "04-dloss-dw2", "05-dloss-dw1", "06-loop"};
enum { CHAPTERS = sizeof chapter / sizeof *chapter };

static char folder[] = "/tmp/brick-exercise-XXXXXX"; /* a student's copy: chapters, and no more */

/* What is tested here is a student's side: nothing of this checkout's own exercises is touched. */
#define MAKE "make --no-print-directory BUILD=" BUILD " MINE=%s/mine "

static void must(const char *command)
{
    struct outcome o = run("%s", command);

    if (o.status != 0)
        fail_msg("%s: status %d\n%s%s", command, o.status, o.out, o.err);
    outcome_free(&o);
}

__attribute__((format(printf, 1, 2))) static void do_in_folder(const char *format, ...)
{
    char command[2000];
    va_list words;

    va_start(words, format);
    vsnprintf(command, sizeof command, format, words);
    va_end(words);
    must(command);
}

/* Every exercise of the copy: the empty ones, or the solved ones. */
static void fill_with(const char *kind)
{
    for (size_t i = 0; i < CHAPTERS; i++)
        do_in_folder("mkdir -p %s/chapters/%s && cp tests/exercise/%s/%.2s.c"
                     " %s/chapters/%s/exercise.c",
                     folder, chapter[i], kind, chapter[i], folder, chapter[i]);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    struct outcome o = run("rm -rf %s", folder);

    outcome_free(&o);
    return 0;
}

static struct outcome check(const char *ch)
{
    return run(MAKE "-s check CH=%s SUBMISSION=%s TIME_LIMIT=2 2>&1", folder, ch, folder);
}

static void assert_says(const struct outcome *o, const char *words, const char *when)
{
    if (!strstr(o->out, words))
        fail_msg("%s: nothing is said of \"%s\":\n%s", when, words, o->out);
}

static void every_solution_passes(void **state)
{
    (void)state;
    fill_with("solutions");
    for (size_t i = 0; i < CHAPTERS; i++) {
        char ch[3] = {chapter[i][0], chapter[i][1], '\0'};
        struct outcome o = check(ch);

        if (o.status != 0)
            fail_msg("%s: status %d\n%s", chapter[i], o.status, o.out);
        assert_says(&o, "Passed.", ch);
        outcome_free(&o);
    }
}

static void every_empty_exercise_fails_without_a_mistake_being_named(void **state)
{
    (void)state;
    fill_with("stubs");
    for (size_t i = 0; i < CHAPTERS; i++) {
        char ch[3] = {chapter[i][0], chapter[i][1], '\0'};
        struct outcome o = check(ch);

        assert_int_not_equal(o.status, 0);
        assert_says(&o, "NaN", ch);
        assert_says(&o, "question is not answered yet", ch);
        if (strstr(o.out, "known mistake") || strstr(o.out, "Passed"))
            fail_msg("%s", o.out);
        outcome_free(&o);
    }
}

/* One function is left empty, the others are right: so each function is judged. */
static void each_function_alone_is_judged(void **state)
{
    static const char *function[][2] = {
        {"02", "sigmoid"},        {"02", "sigmoid_derivative"}, {"03", "dloss_dh2"},
        {"03", "ridge_loss"},     {"03", "data_loss"},          {"04", "dloss_dz2"},
        {"04", "dloss_dw2"},      {"05", "dloss_dh1"},          {"05", "dloss_dz1"},
        {"05", "dloss_dw1"},      {"06", "network_forward"},    {"06", "network_backward"},
        {"06", "network_update"},
    };

    (void)state;
    fill_with("solutions");
    for (size_t i = 0; i < sizeof function / sizeof *function; i++) {
        const char *ch = function[i][0], *name = function[i][1];

        do_in_folder("{ awk -v names=%s -f tests/exercise/rest.awk tests/exercise/solutions/%s.c &&"
                     " awk -v names='not_yet_written %s' -v only=1 -f tests/exercise/rest.awk"
                     " tests/exercise/stubs/%s.c; } >%s/one.c && cp %s/one.c"
                     " %s/chapters/%s-*/exercise.c",
                     name, ch, name, ch, folder, folder, folder, ch);
        struct outcome o = check(ch);

        if (o.status == 0)
            fail_msg("%s is not judged:\n%s", name, o.out);
        assert_says(&o, name, ch);
        assert_says(&o, "answer to the question is right", ch);
        outcome_free(&o);
        do_in_folder("cp tests/exercise/solutions/%s.c"
                     " %s/chapters/%s-*/exercise.c",
                     ch, folder, ch);
    }
}

/* The solution of chapter 4 with one change, by sed. */
static const struct {
    const char *what, *change;
    int status; /* of make: 2 for an exercise that fails */
    const char *words;
} trap[] = {
    {"misspelt", "s/^void dloss_dw2/void dloss_dW2/", 2, "dloss_dW2"},
    {"deleted", "/^void dloss_dw2/,/^}/d", 2, "there is no function dloss_dw2"},
    {"static", "s/^void dloss_dw2/static void dloss_dw2/", 2, "static declaration"},
    {"misspelt, with its prototype",
     "s/^void dloss_dw2.*/void dloss_W2(int n); void dloss_W2(int n) { (void)n; }/;/struct"
     " matrix \\*W2, double/,/^}/d",
     2, "there is no function dloss_dw2"},
    {"no answer", "/answer_04/d", 2, "answer_04"},
    {"a call of something undeclared",
     "s/    matrix_mul_tn/   "
     " matrix_mul_tt/",
     2, "matrix_mul_tt"},
    {"the library's file", "s/^#include \"exercise.h\"/#include \"dloss_dw2.c\"\\n&/;/^void/,/^}/d",
     2, "it includes lib/dloss_dw2.c"},
    {"for ever", "s/    matrix_mul_tn/    for (;;) continue; matrix_mul_tn/", 2, "never finish"},
    {"one number too many", "s/    ridge_gradient/    dLoss_dW2->v[W2->rows * W2->cols] = 1; &/", 2,
     "exercise.c:19"},
    {"one number too few",
     "s/    ridge_gradient/    dLoss_dW2->v[0] = h1->v[-1];"
     " &/",
     2, "exercise.c:19"},
    {"overrun of its own array",
     "s/    ridge_gradient/    double own[2]; for (size_t i = 0; i"
     " <= h1->cols; i++) own[i] = 0; dLoss_dW2->v[0] = own[0]; &/",
     2, "exercise.c:19"},
    {"exit",
     "s/^#include \"e/#include <stdlib.h>\\n&/;s/    matrix_mul_tn/    exit(0);"
     " matrix_mul_tn/",
     2, "call exit"},
    {"_Exit",
     "s/^#include \"e/#include <stdlib.h>\\n&/;s/    matrix_mul_tn/    _Exit(0);"
     " matrix_mul_tn/",
     2, "call exit"},
    {"abort",
     "s/^#include \"e/#include <stdlib.h>\\n&/;s/    matrix_mul_tn/    abort();"
     " matrix_mul_tn/",
     2, "not yet"},
    {"null", "s/    matrix_mul_tn/    h1 = (void *)0; matrix_mul_tn/", 2, "not yet"},
    {"rubbish is printed",
     "s/^#include \"e/#include <stdio.h>\\n&/;s/    matrix_mul_tn/    puts(\"# z1"
     " 1x1\\\\n7\\\\n\\\\n\"); matrix_mul_tn/",
     0, "Passed"},
    {"rubbish without end",
     "s/^#include \"e/#include <stdio.h>\\n&/;s/    matrix_mul_tn/    for (;;)"
     " puts(\"rubbish\"); matrix_mul_tn/",
     2, "not yet"},
    {"standard output closed",
     "s/^#include \"e/#include <stdio.h>\\n&/;s/    matrix_mul_tn/    fclose(stdout);"
     " matrix_mul_tn/",
     2, "not yet"},
    {"a variable never set",
     "s/    ridge_gradient/    double own; for (int i = 0; i < 2; i++) own += i;"
     " dLoss_dW2->v[0] = own; &/",
     2, "dLoss_dW2[1,1]"},
    {"memory never set",
     "s/    matrix_mul_tn.*/    for (size_t i = 0; i < W2->rows * W2->cols;"
     " i++) dLoss_dW2->v[i] += 1;/",
     2, "not set"},
    {"shapes", "s/matrix_mul_tn/matrix_mul/", 2, "exercise.c:18"},
    {"shapes, named", "s/matrix_mul_tn/matrix_mul/", 2, "The transpose is missing"},
    {"the article's slip", "s/matrix_hadamard.*/sigmoid_derivative(dLoss_dz2, h2);/", 2,
     "You returned dh2_dz2"},
    {"right for one row only", "/ridge_gradient/d", 2, "the worked example is right"},
    {"a wrong answer", "s/-0.0523/-0.1046/", 2, "one of the two factors"},
};

static void traps_are_closed(void **state)
{
    (void)state;
    fill_with("stubs");
    for (size_t i = 0; i < sizeof trap / sizeof *trap; i++) {
        FILE *script;
        char path[200];

        snprintf(path, sizeof path, "%s/change.sed", folder);
        script = fopen(path, "w");
        assert_non_null(script);
        fprintf(script, "%s\n", trap[i].change);
        fclose(script);
        do_in_folder("sed -f %s tests/exercise/solutions/04.c"
                     " >%s/chapters/04-dloss-dw2/exercise.c &&"
                     " ! cmp -s tests/exercise/solutions/04.c %s/chapters/04-dloss-dw2/exercise.c",
                     path, folder, folder);

        struct outcome o = check("04");

        if (o.status != trap[i].status)
            fail_msg("%s: status %d\n%s", trap[i].what, o.status, o.out);
        assert_says(&o, trap[i].words, trap[i].what);
        if (o.status != 0 && strstr(o.out, "Passed"))
            fail_msg("%s: %s", trap[i].what, o.out);
        outcome_free(&o);
    }
}

static void only_the_first_divergence_is_shown(void **state)
{
    (void)state;
    do_in_folder("sed 's/sigmoid_derivative(dh2_dz2, h2)/matrix_hadamard(dh2_dz2, h2,"
                 " h2)/;/ridge_g/d'"
                 " tests/exercise/solutions/04.c >%s/chapters/04-dloss-dw2/exercise.c",
                 folder);
    struct outcome o = check("04");
    const char *first = strstr(o.out, "expected");

    assert_non_null(first);
    assert_null(strstr(first + 1, "expected"));
    assert_says(&o, "dh2_dz2[1,1]", "04");
    assert_says(&o, "What it is made from is right: h2.", "04");
    assert_says(&o, "4 blocks after it", "04");
    for (const char *line = o.out; *line; line += strcspn(line, "\n") + 1)
        if (strcspn(line, "\n") > 79)
            fail_msg("too long: %.100s", line);
    outcome_free(&o);
}

/* A judge without anything to compare must not let anything pass. */
static void a_check_that_judged_nothing_fails(void **state)
{
    (void)state;
    do_in_folder("mkdir -p %s/nothing %s/given && cd %s/given && echo x >1.run && echo 0"
                 " >1.status &&"
                 " printf '# brick-trace 1\\n\\n\\n# X 1x1\\n1\\n\\n\\n'"
                 " >1.trace",
                 folder, folder, folder);
    struct outcome none = run(BUILD "/exercise/judge 04 x %s/nothing %s/nothing"
                                    " tests/exercise/answers.tsv",
                              folder, folder);
    struct outcome given = run(BUILD "/exercise/judge 04 x %s/given %s/given"
                                     " tests/exercise/answers.tsv",
                               folder, folder);

    assert_int_equal(none.status, 2);
    assert_int_equal(given.status, 2);
    outcome_free(&none);
    outcome_free(&given);
}

static void nothing_that_was_written_is_lost(void **state)
{
    (void)state;
    do_in_folder("cd %s/chapters/04-dloss-dw2 && rm -f exercise.c* && echo mine"
                 " >exercise.c",
                 folder);
    do_in_folder("make -s reset CH=04 SUBMISSION=%s", folder);
    do_in_folder("cd %s/chapters/04-dloss-dw2 && echo again >exercise.c", folder);
    do_in_folder("make -s reset CH=04 SUBMISSION=%s && make -s reset CH=04"
                 " SUBMISSION=%s",
                 folder, folder);
    do_in_folder("cd %s/chapters/04-dloss-dw2 && grep -qx mine exercise.c.1 && grep -qx again"
                 " exercise.c.2 &&"
                 " ! test -e exercise.c.3",
                 folder);
    do_in_folder("cmp tests/exercise/stubs/04.c %s/chapters/04-dloss-dw2/exercise.c", folder);
}

static void progress_hints_solutions_and_the_tower_follow_what_has_passed(void **state)
{
    (void)state;
    do_in_folder("rm -rf %s/mine", folder);
    fill_with("stubs");
    do_in_folder("cp tests/exercise/solutions/04.c %s/chapters/04-dloss-dw2/exercise.c", folder);

    struct outcome before = run(MAKE "-s solution CH=04 SUBMISSION=%s", folder, folder);
    struct outcome checked = check("04");
    struct outcome progress = run(MAKE "-s progress SUBMISSION=%s", folder, folder);
    struct outcome solution = run(MAKE "-s solution CH=04 SUBMISSION=%s", folder, folder);
    struct outcome tower = run(MAKE "-s tower SUBMISSION=%s", folder, folder);
    struct outcome hint = run(MAKE "-s hint CH=05 SUBMISSION=%s", folder, folder);
    struct outcome next = run(MAKE "-s hint CH=05 SUBMISSION=%s", folder, folder);

    assert_int_not_equal(before.status, 0);
    assert_null(strstr(before.out, "matrix_mul_tn"));
    assert_int_equal(checked.status, 0);
    assert_says(&progress, "1 of 6 bricks", "progress");
    assert_says(&solution, "matrix_mul_tn", "solution");
    assert_int_equal(tower.status, 0);
    assert_says(&tower, "Bricks of yours: 04.", "tower");
    assert_says(&tower, "198 of 200", "tower");
    assert_says(&hint, "dloss_dh1, hint 1 of 3", "hint");
    assert_says(&next, "dloss_dh1, hint 2 of 3", "hint");
    outcome_free(&before);
    outcome_free(&checked);
    outcome_free(&progress);
    outcome_free(&solution);
    outcome_free(&tower);
    outcome_free(&hint);
    outcome_free(&next);
}

static size_t count(const char *text, const char *words)
{
    size_t n = 0;

    for (const char *at = strstr(text, words); at; at = strstr(at + 1, words))
        n++;
    return n;
}

static struct outcome grade(const char *options)
{
    struct outcome o = run(MAKE "-s grade SUBMISSION=%s RESULTS=%s/results %s >/dev/null && cat"
                                " %s/results",
                           folder, folder, folder, options, folder);

    if (o.status != 0) {
        outcome_free(&o);
        o = run("cat %s/results; exit 9", folder);
    }
    return o;
}

static void grades_count_what_passed(void **state)
{
    (void)state;
    fill_with("solutions");
    struct outcome full = grade("FORMAT=gradescope");

    assert_int_equal(full.status, 0);
    assert_int_equal(count(full.out, "\"status\": \"passed\""), 12);
    outcome_free(&full);

    do_in_folder("echo '#error \"\\ \t' >%s/chapters/01-matrix/exercise.c; rm"
                 " %s/chapters/02-sigmoid/exercise.c",
                 folder, folder);
    struct outcome some = grade("FORMAT=gradescope");

    assert_int_not_equal(some.status, 0);
    assert_int_equal(count(some.out, "\"status\": \"passed\""), 8);
    assert_int_equal(count(some.out, "\"score\": 0,"), 4);
    do_in_folder("if which python3 >/dev/null; then python3 -m json.tool <%s/results"
                 " >/dev/null; fi",
                 folder);
    outcome_free(&some);
}

static void grades_are_written_even_when_nothing_compiles(void **state)
{
    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++)
        do_in_folder("echo 'not C' >%s/chapters/%s/exercise.c", folder, chapter[i]);
    struct outcome tap = grade(""), json = grade("FORMAT=classroom50"),
                   nowhere = grade("REFERENCE=/nowhere");

    assert_int_not_equal(tap.status, 0);
    assert_int_equal(count(tap.out, "not ok"), 12);
    assert_int_equal(count(json.out, "\"type\": \"run\""), 6);
    assert_int_equal(count(nowhere.out, "not ok"), 12);
    outcome_free(&tap);
    outcome_free(&json);
    outcome_free(&nowhere);
}

/* A submission whose own tests would let everything pass is graded by the reference's. */
static void editing_the_tests_gains_nothing(void **state)
{
    (void)state;
    fill_with("stubs");
    do_in_folder("cp -r Makefile lib traces tests plots %s/ && cp -r %s/chapters %s/keep &&"
                 " cp -r chapters %s/ && cp -r %s/keep/. %s/chapters/",
                 folder, folder, folder, folder, folder, folder);
    do_in_folder("printf '#!/bin/sh\\necho ok\\nexit 0\\n' >%s/tests/exercise/check &&"
                 " cp tests/exercise/solutions/04.c %s/tests/exercise/stubs/ &&"
                 " sed -i 's/8/80/' %s/tests/exercise/points.tsv",
                 folder, folder, folder);
    struct outcome o =
        run("here=$PWD; cd %s && make -s grade REFERENCE=$here"
            " RESULTS=%s/results BUILD=" BUILD " >/dev/null; echo status $?; cat %s/results",
            folder, folder, folder);

    assert_null(strstr(o.out, "status 0"));
    assert_int_equal(count(o.out, "not ok"), 12);
    assert_null(strstr(o.out, "80 points"));
    outcome_free(&o);
}

static double entry(const struct trace_file *t, const char *name, size_t i)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    assert_non_null(b);
    return b->m->v[i];
}

/* The answers, from the programs themselves. */
static void the_answers_are_right(void **state)
{
    struct trace_file five, slow, fast;
    char path[3][200], line[400];
    double answer[7] = {0};
    FILE *table = fopen("tests/exercise/answers.tsv", "r");

    (void)state;
    assert_non_null(table);
    for (int i = 0; i < 3; i++)
        snprintf(path[i], sizeof path[i], "%s/%d.trace", folder, i);
    do_in_folder(BUILD "/05-dloss-dw1 --trace=%s >/dev/null", path[0]);
    do_in_folder(BUILD "/06-loop --rows=1 --epochs=2 --record=1 --quiet --lr=0.001 --trace=%s"
                       " >/dev/null",
                 path[1]);
    do_in_folder(BUILD "/06-loop --rows=1 --epochs=2 --record=1 --quiet --lr=0.01 --trace=%s"
                       " >/dev/null",
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

        if (sscanf(line, "%d %lf %lf", &ch, &right, &tolerance) != 3)
            continue;
        if (ch > seen) /* the first of its chapter */
            assert_close(right, answer[ch], tolerance / 2);
        else if (fabs(right - answer[ch]) <= tolerance)
            fail_msg("a wrong answer is right: %s", line);
        seen = ch;
    }
    assert_int_equal(seen, 6);
    fclose(table);
    trace_file_free(&five);
    trace_file_free(&slow);
    trace_file_free(&fast);
}

/* What the linker gets in the place of the brick has none of the functions to be written. */
static void the_frame_has_no_function_of_the_exercise(void **state)
{
    struct outcome o = run("nm " BUILD "/exercise/frame-04-04.o");

    (void)state;
    assert_non_null(strstr(o.out, " U dloss_dz2\n"));
    assert_non_null(strstr(o.out, " U dloss_dw2\n"));
    assert_non_null(strstr(o.out, " T ridge_gradient\n"));
    outcome_free(&o);
    assert_int_not_equal(WEXITSTATUS(system("awk -v names=no_such -f tests/exercise/rest.awk"
                                            " lib/loss.c"
                                            " >/dev/null 2>&1")),
                         0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_solution_passes),
        cmocka_unit_test(every_empty_exercise_fails_without_a_mistake_being_named),
        cmocka_unit_test(each_function_alone_is_judged),
        cmocka_unit_test(traps_are_closed),
        cmocka_unit_test(only_the_first_divergence_is_shown),
        cmocka_unit_test(a_check_that_judged_nothing_fails),
        cmocka_unit_test(nothing_that_was_written_is_lost),
        cmocka_unit_test(progress_hints_solutions_and_the_tower_follow_what_has_passed),
        cmocka_unit_test(grades_count_what_passed),
        cmocka_unit_test(grades_are_written_even_when_nothing_compiles),
        cmocka_unit_test(editing_the_tests_gains_nothing),
        cmocka_unit_test(the_answers_are_right),
        cmocka_unit_test(the_frame_has_no_function_of_the_exercise),
    };

    return cmocka_run_group_tests_name("exercise", tests, make_folder, remove_folder);
}
