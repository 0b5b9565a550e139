/* The grades of a submission and of a class.  class.sh has a class of forty, with hostile ones,
 * and needs root; this is graded with the fence that there is, and without one.  Here exercise.c
 * has points, 8 for its code and 2 for its question, and is all that is graded, but for one test.
 */
#include "student.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON, as far as it is needed to see whether a file has a published format */

/* A value of a format: where it stands, and what it may be. */
struct allowed {
    const char *path; /* ".tests[].name" */
    char type;        /* s a string, n a number, o an object, a an array */
    const char *one_of;
    double most;
};

/* Gradescope's autograder specification, "Output format". */
static const char visibilities[] = "|visible|hidden|after_due_date|after_published|";
static const struct allowed gradescope[] = {
    {"", 'o', NULL, 0},
    {".visibility", 's', visibilities, 0},
    {".stdout_visibility", 's', visibilities, 0},
    {".output", 's', NULL, 0},
    {".tests", 'a', NULL, 0},
    {".tests[]", 'o', NULL, 0},
    {".tests[].name", 's', NULL, 0},
    {".tests[].score", 'n', NULL, 1e9},
    {".tests[].max_score", 'n', NULL, 1e9},
    {".tests[].status", 's', "|passed|failed|", 0},
    {".tests[].visibility", 's', visibilities, 0},
    {".tests[].output_format", 's', "|text|html|simple_format|md|ansi|", 0},
    {".tests[].output", 's', NULL, 0},
    {NULL, 0, NULL, 0},
};

/* foundation50/classroom50, schemas/tests-v1.schema.json: no other key is allowed. */
static const struct allowed classroom[] = {
    {"", 'o', NULL, 0},
    {".schema", 's', "|classroom50/tests/v1|", 0},
    {".tests", 'a', NULL, 0},
    {".tests[]", 'o', NULL, 0},
    {".tests[].name", 's', NULL, 0},
    {".tests[].type", 's', "|io|run|python|", 0},
    {".tests[].run", 's', NULL, 0},
    {".tests[].timeout", 'n', NULL, 600},
    {".tests[].points", 'n', NULL, 1000},
    {NULL, 0, NULL, 0},
};

struct json {
    const char *at;
    const struct allowed *format;
    char path[100];
    size_t seen[20]; /* how often each line of the format */
};

static void next(struct json *j)
{
    while (isspace((unsigned char)*j->at))
        j->at++;
}

static void expect(struct json *j, char c)
{
    next(j);
    if (*j->at != c)
        fail_msg("%c expected at %s: %.60s", c, j->path, j->at);
    j->at++;
}

static void read_string(struct json *j, char text[100])
{
    size_t used = 0;

    expect(j, '"');
    for (; *j->at != '"'; j->at++) {
        if ((unsigned char)*j->at < ' ')
            fail_msg("a control character in %s", j->path);
        if (*j->at == '\\' && (*++j->at == '\0' || !strchr("\"\\/bfnrt", *j->at)))
            fail_msg("an unknown \\%c in %s", *j->at, j->path);
        if (used < 99)
            text[used++] = *j->at;
    }
    text[used] = '\0';
    j->at++;
}

static void judge(struct json *j, char type, const char *text, double number)
{
    char quoted[110];
    size_t k = 0;

    while (j->format[k].path && strcmp(j->format[k].path, j->path) != 0)
        k++;
    if (!j->format[k].path || j->format[k].type != type)
        fail_msg("%s is not in the format, as %c", j->path, type);
    snprintf(quoted, sizeof quoted, "|%.99s|", text);
    if (j->format[k].one_of && !strstr(j->format[k].one_of, quoted))
        fail_msg("%s is %s", j->path, text);
    if (type == 'n' && !(number >= 0 && number <= j->format[k].most))
        fail_msg("%s is %g", j->path, number);
    j->seen[k]++;
}

static void read_value(struct json *j);

static void read_members(struct json *j, const char brackets[2])
{
    size_t length = strlen(j->path);
    char key[100] = "[]";

    expect(j, brackets[0]);
    for (next(j); *j->at != brackets[1]; next(j)) {
        if (brackets[0] == '{') {
            read_string(j, key);
            expect(j, ':');
        }
        snprintf(j->path + length, sizeof j->path - length, "%s%.60s",
                 brackets[0] == '{' ? "." : "", key);
        read_value(j);
        j->path[length] = '\0';
        next(j);
        if (*j->at != brackets[1])
            expect(j, ',');
    }
    j->at++;
}

static void read_value(struct json *j)
{
    char text[100];

    next(j);
    if (*j->at == '{' || *j->at == '[') {
        judge(j, *j->at == '{' ? 'o' : 'a', "", 0);
        read_members(j, *j->at == '{' ? "{}" : "[]");
    } else if (*j->at == '"') {
        read_string(j, text);
        judge(j, 's', text, 0);
    } else {
        char *end;
        double number = strtod(j->at, &end);

        if (end == j->at)
            fail_msg("no value at %s: %.60s", j->path, j->at);
        j->at = end;
        judge(j, 'n', "", number);
    }
}

/* Asserts that text has the format, and that each of so many tests has all there is. */
static void assert_format(const char *text, const struct allowed *format, size_t tests)
{
    struct json j = {.at = text, .format = format};

    read_value(&j);
    next(&j);
    if (*j.at)
        fail_msg("more at the end: %.60s", j.at);
    for (size_t k = 0; format[k].path; k++)
        if (j.seen[k] != (strchr(format[k].path, '[') ? tests : 1))
            fail_msg("%zu times %s", j.seen[k], format[k].path);
}

/* ---- grades */

/* Makes the file of points. */
static int begin(void **state)
{
    int status = student_begin(state);

    must(
        "sed 's/^  \\(0[1-6]\\) .*[0-9] /  \\1 8 2 - - /; s/^  08 .*[0-9] /  08 6 2 - - /; s/^  07.*//'"
        " chapters/points.txt >\"$D/points\"");
    return status;
}
#define POINTS " POINTS=\"$D/points\" "

/* What make grade writes, and its status. */
static struct outcome grade(const char *options)
{
    return run(MAKE "grade" POINTS "RESULTS=\"$D/results\" %s >/dev/null 2>\"$D/said\"; status=$?;"
                    " cat \"$D/results\"; exit $status",
               options);
}

static void grades_count_what_passed(void **state)
{
    (void)state;
    student_fill("solutions");
    must("echo '#error \"\\ \t' >\"$D/chapters/01-matrix/exercise.c\";"
         " rm \"$D/chapters/02-sigmoid/exercise.c\";"
         " sed -i.bak 's/Ada/Bea/' \"$D/chapters/05-dloss-dw1/exercise.c\"");
    struct outcome some = grade("FORMAT=gradescope");

    assert_int_not_equal(some.status, 0);
    assert_format(some.out, gradescope, 2 * exercises);
    assert_int_equal(times(some.out, "\"status\": \"passed\""), 2 * exercises - 5);
    assert_int_equal(times(some.out, "\"score\": 0,"), 5);
    assert_says(&some, "not judged. Its line Name says Bea", "a name");
    assert_says(&some, "There is no exercise.c of chapter 2", "grades");
    outcome_free(&some);
}

/* Two gradings at once, of which each sees its own; and results with zeros are there before
 * anything is compiled. */
static void two_gradings_at_once_are_two(void **state)
{
    (void)state;
    student_fill("solutions");
    must("rm -rf \"$D/other\" && mkdir -p \"$D/other/chapters/04-dloss-dw2\" &&"
         " cp \"$D/solutions/04.c\" \"$D/other/chapters/04-dloss-dw2/exercise.c\" &&"
         " { make -s BUILD=" BUILD " grade" POINTS
         "SUBMISSION=\"$D/other\" RESULTS=\"$D/other/results\""
         " >/dev/null 2>&1 & } ;" MAKE "grade" POINTS
         "RESULTS=\"$D/results\" FORMAT=gradescope 2>&1 >\"$D/said\" | while read -r line; do"
         " case $line in Compiling*) cp \"$D/results\" \"$D/early\" ;; esac; done; wait");
    struct outcome early = run("cat \"$D/early\""), late = run("cat \"$D/results\""),
                   other = run("cat \"$D/other/results\"");

    assert_format(early.out, gradescope, 2 * exercises);
    assert_int_equal(times(early.out, "\"score\": 0,"), 2 * exercises);
    assert_says(&early, "the grading was ended early", "before it began");
    assert_format(late.out, gradescope, 2 * exercises);
    assert_int_equal(times(late.out, "\"status\": \"passed\""), 2 * exercises);
    assert_int_equal(times(other.out, "\nok "), 2);
    assert_int_equal(times(other.out, "\nnot ok "), 2 * exercises - 2);
    outcome_free(&early);
    outcome_free(&late);
    outcome_free(&other);
}

/* As the course comes: building the brick is told of without points, and what is done on one's own
 * has them. */
static void on_one_s_own_has_the_points(void **state)
{
    (void)state;
    must("rm -rf \"$D/chapters\" && tests/own/hand_in Ada \"$D\" " BUILD);
    student_copy("solutions", "04");
    must(
        MAKE
        "fault CH=1 ANSWER='Y 1' >/dev/null 2>&1; sed -i.bak 's/Ada/Bea/'"
        " \"$D/chapters/07-diagnosis/own.txt\"; cp tests/exercise/own/stubs/04.c \"$D/chapters/04-dloss-dw2/own.c\"");
    struct outcome o = run(
        MAKE
        "FENCE= grade FORMAT=gradescope RESULTS=\"$D/results\" >/dev/null 2>\"$D/said\"; cat \"$D/results\"");

    assert_format(o.out, gradescope, 4 * exercises + 1);
    assert_int_equal(times(o.out, "\"status\": \"passed\""), 2 + 6);
    assert_int_equal(times(o.out, "\"score\": 4, \"max_score\": 4, \"status\": \"passed\""), 6);
    assert_int_equal(times(o.out, "\"score\": 0, \"max_score\": 0, \"status\": \"passed\""), 2);
    assert_says(&o, "weighted_dloss_dw2 is not written yet.\\n\\n The numbers are drawn from seed",
                "task 4");
    assert_says(&o, "Its line Name says Bea, and that of another file Ada", "a file of another's");
    assert_says(&o, "Not Y: it is not the first block that is wrong.", "a fault");
    outcome_free(&o);
}

/* Classroom 50 runs what the file says for each chapter, in the submission. */
static void classroom_runs_a_chapter_at_a_time(void **state)
{
    (void)state;
    must("tests/own/hand_in Ada \"$D\" " BUILD);
    struct outcome json =
        run(MAKE "grade RESULTS=\"$D/results\" FORMAT=classroom50 COURSE=\"$PWD\" CH=7"
                 " >/dev/null 2>&1; cat \"$D/results\"");

    assert_format(json.out, classroom, 1);
    must("sed -n 's/.*\"run\": \"\\(.*\\)\"}.*/\\1/p' \"$D/results\" | sed 's/\\\\\"/\"/g' "
         ">\"$D/command\"; test -s \"$D/command\"");
    struct outcome right = run("cd \"$D\" && sh ./command >said 2>&1");

    must("rm \"$D/chapters/07-diagnosis/own.txt\"");
    struct outcome wrong = run("cd \"$D\" && sh ./command >said 2>&1");

    assert_int_equal(right.status, 0);
    assert_int_not_equal(wrong.status, 0);
    outcome_free(&json);
    outcome_free(&right);
    outcome_free(&wrong);
}

/* Nothing but exercise.c is taken of a submission, and nothing of a name is run; a mistake is known
 * by its numbers.  The marks and the report are one text. */
static struct outcome class_graded(const char *options)
{
    student_fill("solutions");
    must("rm -rf \"$D/class\" \"$D/marks\" && mkdir \"$D/class\" && cd \"$D/class\" &&"
         " mkdir \"O'Neil\" 'x$(touch PWNED)`touch PWNED`' \"a';touch PWNED;'\" nothing &&"
         " for s in O* x* a*; do cp -R ../chapters \"$s\"; done &&"
         " (cd x* && echo '01 80 20 - - all' >chapters/points.txt) &&"
         " printf 'code right\\nanswer right\\n' >nothing/result &&"
         " ln -sf ../02-sigmoid/exercise.c a*/chapters/01-matrix/exercise.c");
    must(
        "awk -v names=matrix_mul -f tests/exercise/rest.awk \"$D/solutions/01.c\" >\"$D/rest\" &&"
        " cat \"$D/rest\" tests/mutants/01-only-last-term.c >\"$D/class/O'Neil/chapters/01-matrix/exercise.c\"");
    must(MAKE "%s grade-all" POINTS
              "SUBMISSIONS=\"$D/class\" RESULTS=\"$D/marks\" >\"$D/said\" 2>&1",
         options);
    must("grep -q 'Each term replaces' \"$D/marks/pages/001-O_Neil.txt\"");
    must("! find . -name 'PWNED*' | grep .");
    return run("cat \"$D/marks/marks.csv\" \"$D/marks/report.txt\"");
}

static void a_class_is_graded_behind_the_fence_that_there_is(void **state)
{
    struct outcome marks = class_graded("");

    (void)state;
    assert_says(&marks, "\"O'Neil\",001-O_Neil.txt,60,68,0,2,8,2", "marks");
    assert_says(&marks, "\"a';touch PWNED;'\",002-a__touch_PWNED__.txt,58,68,0,0,8,2", "marks");
    assert_says(&marks, "\"nothing\",003-nothing.txt,0,68,0,0,", "marks");
    assert_says(&marks,
                "\"x$(touch PWNED)`touch PWNED`\",004-x__touch_PWNED__touch_PWNED_.txt,68,68,8,2,",
                "marks");
    assert_says(&marks, " 1 01-only-last-term ", "report");
    outcome_free(&marks);
}

static void without_a_fence_that_is_said(void **state)
{
    struct outcome marks = class_graded("FENCE= CH=1");

    (void)state;
    assert_says(&marks, "\"O'Neil\",001-O_Neil.txt,2,10,0,2", "marks");
    assert_says(&marks, "\"a';touch PWNED;'\",002-a__touch_PWNED__.txt,0,10,0,0", "marks");
    assert_says(&marks, "PWNED_.txt,10,10,8,2", "marks");
    assert_says(&marks, "could read the answers", "report");
    must("grep -q 'could read the answers' \"$D/marks/pages/001-O_Neil.txt\"");
    outcome_free(&marks);
}

/* The folder's name goes through make, which would run it. */
static void a_submission_s_path_is_not_run(void **state)
{
    (void)state;
    must(
        "mkdir -p \"$D/x\\$(shell touch PWNED)\" && cp -R \"$D/chapters\" \"$D/x\\$(shell touch PWNED)\"");
    struct outcome o = run("make -s BUILD=" BUILD
                           " SUBMISSION=\"$D/x\\$(shell touch PWNED)\" CH=3 grade" POINTS "2>&1");
    struct outcome checked =
        run("make -s BUILD=" BUILD
            " SUBMISSION=\"$D/x\\$(shell touch PWNED)\" MINE=\"$D/mine\" exercise-03 2>&1");

    assert_says(&o, " ok 1 - Chapter 3", "grade");
    assert_says(&checked, "Exercise 03: your code is right", "check");
    must("! find . -name 'PWNED*' | grep .");
    outcome_free(&o);
    outcome_free(&checked);
}

static void what_cannot_be_graded_is_refused(void **state)
{
    (void)state;
    must("mkdir -p \"$D/empty\"");
    assert_refused("no folder",
                   MAKE "grade SUBMISSION=/nowhere 2>&1 | grep -v '^make' >&2; exit 2");
    assert_refused("FORMAT is tap", MAKE "grade FORMAT=xml 2>&1 | grep -v '^make' >&2; exit 2");
    assert_refused("is empty",
                   MAKE "grade-all SUBMISSIONS=\"$D/empty\" 2>&1 | grep -v '^make' >&2; exit 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grades_count_what_passed),
        cmocka_unit_test(on_one_s_own_has_the_points),
        cmocka_unit_test(two_gradings_at_once_are_two),
        cmocka_unit_test(classroom_runs_a_chapter_at_a_time),
        cmocka_unit_test(a_class_is_graded_behind_the_fence_that_there_is),
        cmocka_unit_test(without_a_fence_that_is_said),
        cmocka_unit_test(a_submission_s_path_is_not_run),
        cmocka_unit_test(what_cannot_be_graded_is_refused),
    };

    return cmocka_run_group_tests_name("exercise_grades", tests, begin, student_end);
}
