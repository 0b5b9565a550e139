/* Find the fault: for every chapter that has known mistakes, the question, the trace and the
 * answer. */
#include "student.h"

#include "trace_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The program that a fault of the chapter is in, and how it is run. */
static const struct {
    const char *ch, *program, *options;
} course[] = {
    {"01", "01-matrix", ""},    {"02", "04-dloss-dw2", ""},
    {"03", "03-loss", ""},      {"04", "04-dloss-dw2", ""},
    {"05", "05-dloss-dw1", ""}, {"06", "06-loop", "--plain --gradient=exact --epochs=1 --record=1"},
    {"08", "08-bias", ""},
};

enum { CHAPTERS = sizeof course / sizeof *course, CANDIDATES = 4 };

#define FAULT "$D/mine/fault/%s-%u"

static struct outcome ask(size_t c, unsigned seed, const char *answer)
{
    return run(MAKE "fault CH=%s SEED=%u ANSWER='%s' 2>&1", course[c].ch, seed, answer);
}

static struct trace_file read_trace(const char *path)
{
    struct trace_file t;
    char whole[300];

    snprintf(whole, sizeof whole, "%s/%s", getenv("D"), path);
    if (!trace_file_read(&t, whole))
        fail_msg("%s", t.error);
    return t;
}

/* Finds the first block of the fault that the right program, given the same numbers, does not have.
 */
static void find_block(size_t c, unsigned seed, char block[64])
{
    char path[100];
    struct trace_file fault, right;

    must(BUILD "/%s --given=\"" FAULT ".trace\" %s --trace=\"$D/right\" >/dev/null",
         course[c].program, course[c].ch, seed, course[c].options);
    snprintf(path, sizeof path, "mine/fault/%s-%u.trace", course[c].ch, seed);
    fault = read_trace(path);
    right = read_trace("right");
    assert_int_equal(fault.blocks, right.blocks);
    block[0] = '\0';
    for (size_t k = 0; k < right.blocks && !block[0]; k++)
        for (size_t i = 0; i < right.block[k].m->rows * right.block[k].m->cols; i++)
            if (!(fabs(right.block[k].m->v[i] - fault.block[k].m->v[i]) < 1e-9))
                snprintf(block, 64, "%s", right.block[k].name);
    assert_string_not_equal(block, "");
    trace_file_free(&fault);
    trace_file_free(&right);
}

/* Finds which of the candidates it is: the one whose program, run by itself, gives that trace. */
static int find_number(size_t c, unsigned seed, const struct outcome *asked)
{
    int number = 0;
    struct outcome same = run(
        "sed 's/ = .*//' \"" FAULT ".trace\" >\"$D/numbers\"\n"
        "for m in " BUILD "/exercise/%s/seed-1/mistakes/*; do\n"
        "    $m/%s --given=\"" FAULT ".trace\" %s --trace=\"$D/one\" >/dev/null 2>&1\n"
        "    sed 's/ = .*//' \"$D/one\" | cmp -s - \"$D/numbers\" || continue\n"
        "    tr '\\n' ' ' <$m/sentence | sed 's/ *$//'; echo\n"
        "done",
        course[c].ch, seed, course[c].ch, course[c].program, course[c].ch, seed, course[c].options);

    for (char *sentence = strtok(same.out, "\n"); sentence; sentence = strtok(NULL, "\n"))
        for (int n = 1; n <= CANDIDATES; n++) {
            char offered[2000];

            snprintf(offered, sizeof offered, "%d %s", n, sentence);
            if (!says(asked, offered))
                continue;
            assert_int_equal(number, 0);
            number = n;
        }
    if (number == 0)
        fail_msg("%s-%u: the mistake is not offered:\n%s", course[c].ch, seed, asked->out);
    outcome_free(&same);
    return number;
}

static void is_answered(size_t c, unsigned seed, const char *block, int number, int status,
                        const char *words)
{
    char answer[80];

    snprintf(answer, sizeof answer, "%s %d", block, number);
    struct outcome o = ask(c, seed, answer);

    if (o.status != status)
        fail_msg("%s-%u, %s: status %d\n%s", course[c].ch, seed, answer, o.status, o.out);
    assert_says(&o, words, answer);
    outcome_free(&o);
}

static void is_found(size_t c, unsigned seed)
{
    char block[64];
    struct outcome asked = ask(c, seed, "");
    int number;

    assert_int_equal(asked.status, 0);
    find_block(c, seed, block);
    number = find_number(c, seed, &asked);
    is_answered(c, seed, block, number, 0, "Right:");
    is_answered(c, seed, block, number % CANDIDATES + 1, 2, "The mistake is another one.");
    is_answered(c, seed, "X", number, 2, "Not X: it is not the first block that is wrong.");
    outcome_free(&asked);
}

static void every_chapter_has_faults_that_can_be_found(void **state)
{
    (void)state;
    assert_int_equal(exercises, CHAPTERS);
    for (size_t c = 0; c < CHAPTERS; c++) {
        assert_memory_equal(exercise[c], course[c].ch, 2);
        is_found(c, c % 2 ? 7 : 41);
    }
}

/* Neither the files nor their names say which mistake it is, and no tool does without being told
 * the formula. */
static void nothing_tells_the_mistake(void **state)
{
    (void)state;
    for (size_t c = 0; c < CHAPTERS; c++) {
        struct outcome asked = ask(c, 41, "");
        struct outcome checked =
            run(BUILD "/trace check \"" FAULT ".trace\" 2>&1", course[c].ch, 41);

        must("cd tests/mutants && for m in *.c; do echo \"${m%%.c}\"; done >\"$OLDPWD/$D/names\"");
        must(
            "{ ls -aR \"$D/mine/fault\"; cat \"$D/mine/fault\"/*; cat <<'END'\n%s\nEND\n} >\"$D/seen\"",
            asked.out);
        must("grep -q 'X 11x5' \"$D/seen\" && ! grep -F -f \"$D/names\" \"$D/seen\"");
        must("! ls -A \"$D/mine/fault\" | grep -v '^0[0-9]-[0-9]*[.]t'");
        assert_null(strstr(checked.out, "does not follow"));
        outcome_free(&asked);
        outcome_free(&checked);
    }
}

static void the_formula_written_in_is_checked_and_stays(void **state)
{
    (void)state;
    struct outcome asked = ask(0, 41, "");

    must("sed 's/^# z1 11x7$/& = X * W1/' \"" FAULT ".trace\" >\"$D/in\" &&"
         " ! cmp -s \"$D/in\" \"" FAULT ".trace\" && cp \"$D/in\" \"" FAULT ".trace\"",
         "01", 41, "01", 41, "01", 41);
    assert_prints(1, "z1 does not follow", BUILD "/trace check \"" FAULT ".trace\"", "01", 41);
    struct outcome again = ask(0, 41, "");

    assert_string_equal(asked.out, again.out);
    must("cmp \"$D/in\" \"" FAULT ".trace\"", "01", 41);

    /* what is spoilt is written again */
    must("sed 's/^# X/# V/;5,20d' \"$D/in\" >\"" FAULT ".trace\"", "01", 41);
    struct outcome afresh = ask(0, 41, "");

    must("sed 's/^# z1 11x7 .*/# z1 11x7/' \"$D/in\" | cmp - \"" FAULT ".trace\"", "01", 41);
    outcome_free(&asked);
    outcome_free(&again);
    outcome_free(&afresh);
}

/* Who has said a name needs no seed; what is answered is kept for make grade. */
static void a_name_draws_a_fault_and_keeps_the_answer(void **state)
{
    (void)state;
    must("mkdir -p \"$D/chapters/01-matrix\" \"$D/chapters/03-loss\"");
    assert_prints(0, "make fault CH=01 ANSWER=", MAKE "fault CH=1 NAME=\"Jane O'Neil\" 2>&1");
    must("[ ! -e \"$D/chapters/01-matrix/fault.txt\" ]");
    assert_prints(2, "Not Y: it is", MAKE "fault CH=1 NAME=\"Jane O'Neil\" ANSWER='Y 2' 2>&1");
    must("grep -qx 'Answer: Y 2' \"$D/chapters/01-matrix/fault.txt\"");
    assert_prints(2, "Not Y: it is", MAKE "fault CH=3 ANSWER='Y 1' 2>&1");
    must("grep -qx \"# Name: Jane O'Neil\" \"$D/chapters/03-loss/fault.txt\"");
    must("rm \"$D\"/chapters/*/fault.txt");
}

static void seeds_draw_different_faults(void **state)
{
    (void)state;
    struct outcome one = ask(4, 41, ""), other = ask(4, 7, "");

    must("! cmp -s \"" FAULT ".trace\" \"" FAULT ".trace\"", "05", 41, "05", 7);
    assert_string_not_equal(strstr(one.out, "\n    1  "), strstr(other.out, "\n    1  "));
    outcome_free(&one);
    outcome_free(&other);
}

static void what_cannot_be_meant_is_said_in_a_line(void **state)
{
    static const struct {
        const char *arguments, *words;
    } wrong[] = {
        {"", "which exercise? make fault CH="},
        {"CH=05", "which fault? make fault CH="},
        {"CH=05 NAME='*/'", "a name without"},
        {"SEED=1", "which exercise? make fault CH="},
        {"CH=9 SEED=1", "there is no exercise 9"},
        {"CH=5 SEED=", "which fault? make fault CH="},
        {"CH=5 SEED=\\'", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED='$(shell touch x)'", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED=x", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED=-1", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED=1.5", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED='1 2'", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED=1234567890", "SEED is a whole number of at most 9 digits"},
        {"CH=5 SEED=1 ANSWER=z1", "ANSWER is a block and a number"},
        {"CH=5 SEED=1 ANSWER='z1 1 2'", "ANSWER is a block and a number"},
        {"CH=5 SEED=1 ANSWER='z3 1'", "the trace has no block z3"},
        {"CH=5 SEED=1 ANSWER='* 1'", "the trace has no block *"},
        {"CH=5 SEED=1 ANSWER='z1 0'", "the mistakes are numbered from 1 to 4"},
        {"CH=5 SEED=1 ANSWER='z1 5'", "the mistakes are numbered from 1 to 4"},
        {"CH=5 SEED=1 ANSWER='z1 one'", "the mistakes are numbered from 1 to 4"},
        {"CH=5 SEED=1 ANSWER='$(shell touch x) `touch x`'", "ANSWER is a block and a number"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct outcome o = run(MAKE "fault %s", wrong[i].arguments);

        if (o.status != 2 || *o.out || !strstr(o.err, wrong[i].words) || times(o.err, "\n") > 2)
            fail_msg("%s: status %d, stdout '%s', stderr '%s'", wrong[i].arguments, o.status, o.out,
                     o.err);
        outcome_free(&o);
    }
    must("[ ! -e x ]");
    must(MAKE "fault CH=05 SEED=0 >/dev/null && " MAKE "fault CH=05 SEED=999999999 >/dev/null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chapter_has_faults_that_can_be_found),
        cmocka_unit_test(nothing_tells_the_mistake),
        cmocka_unit_test(the_formula_written_in_is_checked_and_stays),
        cmocka_unit_test(a_name_draws_a_fault_and_keeps_the_answer),
        cmocka_unit_test(seeds_draw_different_faults),
        cmocka_unit_test(what_cannot_be_meant_is_said_in_a_line),
    };

    return cmocka_run_group_tests_name("fault", tests, student_begin, student_end);
}
