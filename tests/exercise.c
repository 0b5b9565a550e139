/* One exercise as a student meets it: the mistakes that are caught, and the words for each.  The
 * course as a whole is in exercise_course.c. */
#include "student.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The solution of chapter 4 with one change, made by sed; line 18 calls matrix_mul_tn. */
struct trap {
    const char *what, *change;
    const char *words, *more; /* what is to be said of it */
    const char *never;        /* what is not, for it is not known, or not so */
};

#define BEFORE(code)  "s/    matrix_mul_tn/    " code " &/"
#define BEHIND(code)  "s/    ridge_gradient/    " code " &/"
#define INCLUDE(file) "s/^#include \"exercise.h\"/#include " file "\\\n&/;"

/* clang-format off: a table */
static const struct trap trap[] = {
    {"misspelt", "s/^void dloss_dw2/void dloss_dW2/", "dloss_dW2", "", NULL},
    {"deleted", "/^void dloss_dw2/,/^}/d", "there is no function dloss_dw2", "", NULL},
    {"static", "s/^void dloss_dw2/static void dloss_dw2/", "static declaration", "", NULL},
    {"misspelt, with its prototype",
     "s/^void dloss_dw2.*/void dloss_W2(int n); void dloss_W2(int n) { (void)n; }/;"
     "/struct matrix \\*W2, double/,/^}/d",
     "there is no function dloss_dw2", "", NULL},
    {"no answer", "/answer_04/d", "there is no answer_04", "", NULL},
    {"undeclared", "s/    matrix_mul_tn/    matrix_mul_tt/", "matrix_mul_tt", "", NULL},
    {"the library's file", INCLUDE("\"dloss_dw2.c\"") "/^void/,/^}/d",
     "it includes lib/dloss_dw2.c", "", NULL},
    {"exit", INCLUDE("<stdlib.h>") BEFORE("exit(0);"), "call exit", "", NULL},
    {"a factor read and spoilt", BEFORE("dLoss_dz2->v[0] = 0;"), "dloss_dw2 changes dLoss_dz2[1,1]",
     "first block that is wrong is dLoss_dW2,", "is right:"},
    {"not a number, but written", BEHIND("dLoss_dW2->v[0] = 0 * log(0 * h1->v[0]);"),
     "NaN is what C gives for", "0 * infinity", "not written"},
    {"the stub's line left over",
     "s/^void dloss_dw2/static void not_yet_written(struct matrix *m) { for (size_t i = 0; i < "
     "m->rows * m->cols; i++) m->v[i] = NAN; }\\n&/;" BEHIND("not_yet_written(dLoss_dW2);"),
     "still called in dloss_dw2, in line 20", "Delete that line", "not written yet"},
    {"unsigned", BEHIND("size_t N = h1->rows; dLoss_dW2->v[0] *= -1 \\/ N;"), "size_t", "below 0",
     NULL},
    {"other memory", INCLUDE("<stdlib.h>") BEHIND("dLoss_dW2->v = calloc(99, sizeof(double));"),
     "dloss_dw2 puts other memory in the place of dLoss_dW2's", "", "as it was"},
    {"a copy is filled", "s/    matrix_mul_tn(/    dLoss_dW2 = matrix_new(3, 2); &/",
     "dloss_dw2 leaves dLoss_dW2[1,1] as it was", "", "known mistake: You add"},
    {"another block", "s/dLoss_dh2, dh2_dz2);/dLoss_dh2, h2);/",
     "Your numbers are what comes out with h2 in the place of dh2_dz2", "", "known mistake"},
    {"another sign",
     BEHIND("for (size_t i = 0; i < W2->rows * W2->cols; i++) { dLoss_dW2->v[i] *= -1; }"),
     "the formula with, in the place of the product, the sum of h1->v[i * h1->cols + r] *",
     "c] for i from 0 to h1->rows - 1, with the other sign.", "known mistake"},
    {"another expression",
     "s/matrix_hadamard.*/matrix_add_scaled(dLoss_dz2, dLoss_dh2, -1, dh2_dz2);/",
     "This gives your numbers, all of them: dLoss_dh2 - dh2_dz2.", "", "known mistake"},
    {"float",
     BEHIND("for (size_t i = 0; i < W2->rows * W2->cols; i++)"
            " dLoss_dW2->v[i] = (float)dLoss_dW2->v[i];"),
     "agree in their first digits", "can happen with float", "known mistake"},
    {"_Exit", INCLUDE("<stdlib.h>") BEFORE("_Exit(0);"), "call exit", "", NULL},
    {"abort", INCLUDE("<stdlib.h>") BEFORE("abort();"), "not yet", "", NULL},
    {"null", BEFORE("h1 = (void *)0;"), "not yet", "", NULL},
    {"standard output closed", INCLUDE("<stdio.h>") BEFORE("fclose(stdout);"), "not yet", "", NULL},
    {"memory never set",
     "s/    matrix_mul_tn.*/    for (size_t i = 0; i < 6; i++) dLoss_dW2->v[i] *= 0.026;/",
     "not set", "makes dLoss_dW2[1,1] from numbers that are not set yet", NULL},
    {"shapes", "s/matrix_mul_tn/matrix_mul/", "broken promise: a->cols == b->rows",
     "The transpose is missing", NULL},
    {"the article's slip", "s/matrix_hadamard.*/sigmoid_derivative(dLoss_dz2, h2);/",
     "You returned dh2_dz2", "", NULL},
    {"right for one row only", "/ridge_gradient/d", "the worked example is right", "", NULL},
    {"a wrong answer", "s/answer_04 = .*/answer_04 = 7;/", "Your answer, 7, is not right", "",
     "of the two factors"},
    {"a known wrong answer", "s/answer_04 = .*/answer_04 = 0.369;/", "one of the two factors", "",
     NULL},
};

/* These are seen by a sanitizer only, or it alone sees the line. */
static const struct trap sanitized[] = {
    {"one number too many", BEHIND("dLoss_dW2->v[W2->rows * W2->cols] = 1;"), "exercise.c:19",
     "outside of", NULL},
    {"one number too many, read", BEHIND("dLoss_dW2->v[0] = h1->v[h1->rows * h1->cols];"),
     "exercise.c:19", "outside of", NULL},
    {"one number too few", BEHIND("dLoss_dW2->v[0] = h1->v[-1];"), "exercise.c:19", "outside of",
     NULL},
    {"overrun of its own array",
     BEHIND("double own[2]; for (size_t i = 0; i <= h1->cols; i++) own[i] = 0;"
            " dLoss_dW2->v[0] = own[0];"),
     "exercise.c:19", "", NULL},
    {"a variable never set",
     BEHIND("double own; for (int i = 0; i < 2; i++) own += i; dLoss_dW2->v[0] = own;"),
     "dLoss_dW2[1,1]", "", NULL},
    {"recursion", BEFORE("dloss_dw2(dLoss_dW2, h1, dLoss_dz2, W2, lambda);"), "used up its stack",
     "calls itself", "outside of"},
    {"freed, then used",
     INCLUDE("<stdlib.h>")
         BEFORE("double *volatile p = malloc(8); free(p); dLoss_dW2->v[0] = p[0];"),
     "memory that was freed before", "It was freed at exercise.c:19", "outside of"},
    {"a matrix is freed", INCLUDE("<stdlib.h>") BEHIND("free(dLoss_dW2->v);"), "freed before",
     "It was freed at exercise.c:20", "the work of"},
    {"the line of the shapes", "s/matrix_mul_tn/matrix_mul/", "exercise.c:18", "", NULL},
};
/* clang-format on */

/* Makes the changed solution the student's only file. */
static void write_changed(const struct trap *t)
{
    FILE *script;
    char path[200];

    snprintf(path, sizeof path, "%s/change.sed", getenv("D"));
    script = fopen(path, "w");
    assert_non_null(script);
    fprintf(script, "%s\n", t->change);
    fclose(script);
    must("sed -f \"$D/change.sed\" \"$D/solutions/04.c\" >\"$D/changed.c\" &&"
         " ! cmp -s \"$D/solutions/04.c\" \"$D/changed.c\" &&"
         " cp \"$D/changed.c\" \"$D/chapters/04-dloss-dw2/exercise.c\"");
}

static void is_caught(const struct trap *t)
{
    write_changed(t);

    struct outcome o = student_check("04");

    if (o.status != 2)
        fail_msg("%s: status %d\n%s", t->what, o.status, o.out);
    assert_says(&o, t->words, t->what);
    assert_says(&o, t->more, t->what);
    if (strstr(o.out, "Passed") || (t->never && says(&o, t->never)))
        fail_msg("%s: %s", t->what, o.out);
    outcome_free(&o);
}

static void traps_are_closed(void **state)
{
    (void)state;
    student_fill("stubs");
    for (size_t i = 0; i < sizeof trap / sizeof *trap; i++)
        is_caught(&trap[i]);
}

static void sanitizers_see_the_rest(void **state)
{
    struct outcome o = run("grep -q fsanitize " BUILD "/exercise/flags");
    bool there = o.status == 0;

    (void)state;
    outcome_free(&o);
    if (!there)
        skip();
    for (size_t i = 0; i < sizeof sanitized / sizeof *sanitized; i++)
        is_caught(&sanitized[i]);
}

static void what_is_printed_is_not_judged(void **state)
{
    static const struct trap rubbish = {
        "rubbish is printed", INCLUDE("<stdio.h>") BEFORE("puts(\"# z1 1x1\\\\n7\\\\n\\\\n\");"),
        "", "", NULL};

    (void)state;
    write_changed(&rubbish);

    struct outcome o = student_check("04 TIME_LIMIT=20");

    assert_int_equal(o.status, 0);
    assert_says(&o, "Passed", "rubbish");
    outcome_free(&o);
}

/* ---- the time limit, with timeout(1) where it is, and without it */
static const char *const with[] = {"", "PATH=\"$D/without:$PATH\" "};

static void make_without(void)
{
    must("mkdir -p \"$D/without\" && printf '#!/bin/sh\\nexit 125\\n' >\"$D/without/timeout\" &&"
         " chmod +x \"$D/without/timeout\"");
}

static void a_loop_without_end_is_ended(void **state)
{
    /* if nothing ends them, these end by themselves, and the test fails */
    static const struct trap endless[] = {
        {"for ever", BEFORE("for (volatile long i = 0; i < 20000000000L; i++) continue;"),
         "never finishes", "", NULL},
        {"rubbish",
         INCLUDE("<stdio.h>") BEFORE("for (long i = 0; i < 50000000L; i++) puts(\"rubbish\");"),
         "not yet", "", NULL}};

    (void)state;
    make_without();
    for (size_t i = 0; i < 2; i++) {
        write_changed(&endless[i]);

        struct outcome o = run("%s" MAKE "check CH=04 TIME_LIMIT=1 2>&1", with[i]);

        assert_int_equal(o.status, 2);
        assert_says(&o, endless[i].words, endless[i].what);
        outcome_free(&o);
    }
}

/* These run all at once, for they mostly wait.  The pipe shows who is left behind: cat ends when
 * nobody holds its other end any more. */
static void the_limit_leaves_nothing_behind(void **state)
{
    static const struct {
        const char *arguments;
        int status;
    } limited[] = {
        {"40 sh -c 'exit 7'", 7},
        {"40 sh -c 'kill -SEGV $$'", 128 + 11},
        {"1 sleep 40", 124},
        {"1 sh -c 'trap \"\" TERM; i=0; while [ $i -lt 20000000 ]; do i=$((i + 1)); done'",
         124}, /* it does not listen */
    };
    enum { CASES = sizeof limited / sizeof *limited };
    char command[4000] = "";
    time_t begun = time(NULL);

    (void)state;
    make_without();
    for (size_t i = 0; i < 2 * CASES; i++)
        snprintf(command + strlen(command), sizeof command - strlen(command),
                 "{ { %stests/exercise/limit %s; echo $? >\"$D/limited-%zu\"; } 2>&1 | cat; } & ",
                 with[i / CASES], limited[i % CASES].arguments, i);
    must("%s wait", command);
    assert_true(time(NULL) - begun < 20);
    for (size_t i = 0; i < 2 * CASES; i++) {
        struct outcome o = run("cat \"$D/limited-%zu\"", i);

        if (atoi(o.out) != limited[i % CASES].status)
            fail_msg("%slimit %s: %s", with[i / CASES], limited[i % CASES].arguments, o.out);
        outcome_free(&o);
    }
}

static void an_interrupted_limit_takes_its_program_along(void **state)
{
    (void)state;
    make_without();

    time_t begun = time(NULL);
    struct outcome o =
        run("{ %stests/exercise/limit 40 sleep 40 & sleep 1; kill -TERM $!; } 2>&1 | cat", with[1]);

    assert_true(time(NULL) - begun < 20);
    outcome_free(&o);
}

/* ---- what is said */
static void only_the_first_divergence_is_shown(void **state)
{
    (void)state;
    must("sed 's/sigmoid_derivative(dh2_dz2, h2)/matrix_hadamard(dh2_dz2, h2, h2)/;/ridge_g/d'"
         " \"$D/solutions/04.c\" >\"$D/chapters/04-dloss-dw2/exercise.c\"");
    struct outcome o = student_check("04");
    const char *first = strstr(o.out, "expected");

    assert_non_null(first);
    assert_null(strstr(first + 1, "expected"));
    assert_says(&o, "dh2_dz2[1,1]", "04");
    assert_says(&o, "What it is made from is right: h2.", "04");
    assert_says(&o, "4 blocks after it", "04");
    for (const char *line = o.out; *line; line += strcspn(line, "\n") + 1)
        if (strncmp(line, "make", 4) != 0 && strcspn(line, "\n") > 79)
            fail_msg("too long: %.100s", line);
    outcome_free(&o);
}

static void an_exercise_has_a_number_of_the_list(void **state)
{
    static const char *none[] = {"exercise-99", "check CH=88", "hint CH=088", "solution CH=44",
                                 "reset CH=0"};
    static const char *seven[] = {"exercise-07", "exercise-7-diagnosis", "hint CH=7"};

    (void)state;
    student_copy("solutions", "04");
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_refused("there are 01 02 03 04 05 06", MAKE "%s", none[i]);
    for (size_t i = 0; i < sizeof seven / sizeof *seven; i++) {
        struct outcome o = run(MAKE "%s", seven[i]);

        assert_int_equal(o.status, 0);
        assert_says(&o, "has an investigation in the place of an exercise", seven[i]);
        assert_says(&o, "chapters/07-diagnosis/INVESTIGATION.md", seven[i]);
        outcome_free(&o);
    }
    assert_refused("which exercise?", MAKE "check");

    struct outcome o = run(MAKE "exercise CH=4"), alone = run(MAKE "exercise-04-dloss-dw2 CH=8");

    assert_says(&o, "Exercise 04: your code is right", "CH=4");
    assert_says(&alone, "Exercise 04: your code is right", "exercise-04-dloss-dw2");
    outcome_free(&o);
    outcome_free(&alone);
}

/* Writes a folder as a trial: the reference of chapter 4 with numbers of nothing in the first row
 * of these blocks, where "dLoss_dW2" stands for run 1 and 2, and "" for none. */
static void make_trial(const char *name, const char *in_1, const char *in_2)
{
    const char *block[] = {in_1, in_2};

    must("rm -rf \"$D/%s\" && cp -R " BUILD "/exercise/04/seed-1/reference \"$D/%s\" &&"
         " echo 'A sentence.' >\"$D/%s/sentence\"",
         name, name, name);
    for (int n = 0; n < 2; n++)
        must("awk -v names='%s' 'next_row { for (i = 1; i <= NF; i++) $i = 0.37 + i / 7 } { print }"
             " { next_row = $1 == \"#\" && index(\" \" names \" \", \" \" $2 \" \") }'"
             " " BUILD "/exercise/04/seed-1/reference/%d.trace >\"$D/%s/%d.trace\"",
             block[n], n + 1, name, n + 1);
}

static void is_said_of(const char *mistakes, const char *words, const char *never)
{
    struct outcome o =
        run("d=\"$D\"; for m in %s; do set -- \"$@\" \"$d/$m\"; done;" BUILD
            "/exercise/judge 04 x \"$d/mine\" " BUILD "/exercise/04/seed-1/reference - \"$@\"",
            mistakes);

    assert_int_equal(o.status, 1);
    assert_says(&o, words, mistakes);
    if (never && says(&o, never))
        fail_msg("%s", o.out);
    outcome_free(&o);
}

/* A mistake is named where all numbers are its own, and offered where some are. */
static void a_known_mistake_is_named_or_offered(void **state)
{
    (void)state;
    must(MAKE "checker CH=04");
    make_trial("mine", "dLoss_dW2", "dLoss_dW2 W2_new");
    make_trial("all", "dLoss_dW2", "dLoss_dW2 W2_new");
    make_trial("again", "dLoss_dW2", "dLoss_dW2 W2_new");
    make_trial("first", "dLoss_dW2", "dLoss_dW2");
    make_trial("one", "dLoss_dW2", "");
    make_trial("none", "W2_new", "W2_new");
    is_said_of("none one first all", "This is a known mistake: A sentence.", "Or:");
    is_said_of("all again", "More than one known mistake gives these numbers. A sentence.", NULL);
    is_said_of("again all", "Or: A sentence.", "This is");
    is_said_of("one first", "gives the same numbers here, and others later: A sentence", "This is");
    is_said_of("one none", "This can happen with a known mistake: A sentence", "This is");
    is_said_of("none", "not yet", "A sentence");
}

/* The numbers of the second network come from the seed. */
static void the_seed_is_told_and_draws_the_numbers(void **state)
{
    static const struct trap t = {"for the seed", "/ridge_gradient/d", "seed 3", "", NULL};
    struct outcome o;

    (void)state;
    write_changed(&t);
    o = student_check("04 SEED=3");
    assert_int_equal(o.status, 2);
    assert_says(&o, "numbers drawn from seed 3", "SEED=3");
    assert_says(&o, "This is a known mistake: The ridge's share is missing", "SEED=3");
    outcome_free(&o);
    must("! cmp -s " BUILD "/exercise/04/seed-1/reference/2.trace " BUILD
         "/exercise/04/seed-3/reference/2.trace");
    must("for s in 1 3; do " BUILD "/exercise/draw $s bias | cmp - \"$D/mine/04/given\" && exit 1;"
         " done; " BUILD "/exercise/draw 3 | cmp - \"$D/mine/04/given\"");
}

/* A judge that has nothing to compare must not let anything pass. */
static void a_check_that_judged_nothing_fails(void **state)
{
    (void)state;
    must("mkdir -p \"$D/nothing\" \"$D/given\" && cd \"$D/given\" && echo x >1.run && echo 0 "
         ">1.status"
         " && printf '# brick-trace 1\\n\\n\\n# X 1x1\\n1\\n\\n\\n' >1.trace");
    struct outcome none = run(BUILD "/exercise/judge 04 x \"$D/nothing\" \"$D/nothing\""
                                    " -");
    struct outcome given = run(BUILD "/exercise/judge 04 x \"$D/given\" \"$D/given\""
                                     " -");

    assert_int_equal(none.status, 2);
    assert_int_equal(given.status, 2);
    outcome_free(&none);
    outcome_free(&given);
}

static void nothing_that_was_written_is_lost(void **state)
{
    (void)state;
    must("cd \"$D/chapters/04-dloss-dw2\" && rm -f exercise.c* && echo mine >exercise.c");
    must(MAKE "reset CH=04");
    must("echo again >\"$D/chapters/04-dloss-dw2/exercise.c\"");
    must(MAKE "reset CH=4 && " MAKE "reset CH=04");
    must("cd \"$D/chapters/04-dloss-dw2\" && grep -qx mine exercise.c.1 && grep -qx again "
         "exercise.c.2"
         " && ! test -e exercise.c.3");
    must("cmp tests/exercise/stubs/04.c \"$D/chapters/04-dloss-dw2/exercise.c\"");
}

/* ---- how it is built */
static void flags_of_the_command_line_are_kept(void **state)
{
    (void)state;
    student_copy("solutions", "04");
    struct outcome compiled = student_check("04 CFLAGS='-O2 -include no_such_header.h'");
    struct outcome linked = student_check("04 LDFLAGS=-lno_such_library");

    assert_int_equal(compiled.status, 2);
    assert_int_equal(linked.status, 2);
    assert_says(&compiled, "no_such_header", "CFLAGS");
    assert_says(&linked, "no_such_library", "LDFLAGS");
    outcome_free(&compiled);
    outcome_free(&linked);
}

/* A compiler without sanitizers, and nothing built yet. */
static void without_a_sanitizer_it_is_said_once(void **state)
{
    const char *bare =
        MAKE "E=" BUILD "/exercise-bare SANITIZE=-fsanitize=none-such check CH=04 2>&1";

    (void)state;
    must("rm -rf " BUILD "/exercise-bare");
    student_copy("solutions", "04");
    struct outcome first = run("%s", bare), again = run("%s", bare);

    assert_int_equal(first.status, 0);
    assert_int_equal(again.status, 0);
    assert_int_equal(times(first.out, "No address sanitizer"), 1);
    assert_int_equal(times(first.out, "Building the checker (once)"), 1);
    assert_int_equal(times(again.out, "No address sanitizer"), 0);
    assert_int_equal(times(again.out, "Building"), 0);
    assert_says(&first, "Passed.", "without a sanitizer");
    assert_says(&again, "Passed.", "without a sanitizer");
    outcome_free(&first);
    outcome_free(&again);
    must("rm -rf " BUILD "/exercise-bare");
}

/* The object linked in the brick's place has none of the functions to be written, and everything
 * calls whatever fills a matrix through fresh. */
static void a_frame_leaves_room_for_the_exercise_only(void **state)
{
    struct outcome o = run("nm -P $(cat " BUILD "/exercise/04/frame)");
    struct outcome fresh = run("cat tests/exercise/fresh/*.c | grep -c '^FRESH[_(]'");
    struct outcome around =
        run("for n in $(ls tests/exercise/fresh | sed -n 's/\\.c$//p'); do"
            "  nm -P $(tr ' ' '\\n' <" BUILD "/exercise/$n/frame | grep -v fresh/)"
            "    " BUILD "/exercise/$n/obj/chapters/*/main.o >\"$D/nm\";"
            "  for f in $(sed -n 's/^_*fresh_\\([a-z_0-9]*\\) U.*/\\1/p' \"$D/nm\" | sort -u); do"
            "    echo \"through $n $f\"; sed -n \"s/^_*$f [UT].*/past $f/p\" \"$D/nm\";"
            "  done; done");

    (void)state;
    assert_non_null(strstr(o.out, "ridge_gradient T"));
    assert_null(strstr(o.out, "\ndloss_dz2 T"));
    assert_null(strstr(o.out, "\ndloss_dw2 T"));
    outcome_free(&o);
    assert_int_equal(times(around.out, "past "), 0);
    assert_int_equal(times(around.out, "through "), atoi(fresh.out));
    assert_true(atoi(fresh.out) >= 11);
    outcome_free(&fresh);
    outcome_free(&around);
    must("! awk -v names=no_such -f tests/exercise/rest.awk lib/loss.c >/dev/null 2>&1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traps_are_closed),
        cmocka_unit_test(sanitizers_see_the_rest),
        cmocka_unit_test(what_is_printed_is_not_judged),
        cmocka_unit_test(a_loop_without_end_is_ended),
        cmocka_unit_test(the_limit_leaves_nothing_behind),
        cmocka_unit_test(an_interrupted_limit_takes_its_program_along),
        cmocka_unit_test(only_the_first_divergence_is_shown),
        cmocka_unit_test(an_exercise_has_a_number_of_the_list),
        cmocka_unit_test(a_known_mistake_is_named_or_offered),
        cmocka_unit_test(the_seed_is_told_and_draws_the_numbers),
        cmocka_unit_test(a_check_that_judged_nothing_fails),
        cmocka_unit_test(nothing_that_was_written_is_lost),
        cmocka_unit_test(flags_of_the_command_line_are_kept),
        cmocka_unit_test(without_a_sanitizer_it_is_said_once),
        cmocka_unit_test(a_frame_leaves_room_for_the_exercise_only),
    };

    return cmocka_run_group_tests_name("exercise", tests, student_begin, student_end);
}
