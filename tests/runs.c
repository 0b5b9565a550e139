/* Runs of chapter 6, where tests/training.c does not look: the numbers in the files, how runs end,
 * and the words for it. */
#include "test.h"

#include "trace_file.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LOOP BUILD "/06-loop --quiet "

/* Puts a text in one line: these tests do not ask where lines are broken. */
static void unbreak(char *text)
{
    char *to = text;

    for (char *at = text; *at; at++)
        if (!isspace((unsigned char)*at))
            *to++ = *at;
        else if (to == text || to[-1] != ' ')
            *to++ = ' ';
    *to = '\0';
}

static void assert_ends(int status, const char *command, const char *with, const char *without)
{
    struct outcome o = run("%s", command);

    unbreak(o.out);
    if (o.status != status || !find_words(&o, o.out, with) || (without && strstr(o.out, without)))
        fail_msg("%s: status %d, should be %d; with '%s' and without '%s': %s%s", command, o.status,
                 status, with, without ? without : "", o.out, o.err);
    outcome_free(&o);
}

static double norm(const struct matrix *m)
{
    double squares = 0;

    for (size_t i = 0; i < m->rows * m->cols; i++)
        squares += m->v[i] * m->v[i];
    return sqrt(squares);
}

static const struct matrix *at(const struct trace_file *t, const char *name, size_t epoch)
{
    char full[80];

    snprintf(full, sizeof full, epoch > 0 ? "%s@%zu" : "%s", name, epoch);
    const struct block *b = trace_file_block(t, full, strlen(full));

    if (!b)
        fail_msg("the trace has no %s", full);
    return b->m;
}

static size_t right(const struct matrix *Y, const struct matrix *h2)
{
    size_t n = 0;

    for (size_t r = 0; r < Y->rows; r++)
        n += (h2->v[2 * r + 1] > h2->v[2 * r]) == (Y->v[2 * r + 1] > 0);
    return n;
}

/* Compares every column of the table with the trace of the same run. */
static void check_history(const char *options, double lambda, bool exact)
{
    struct trace_file t;
    char path[100];
    FILE *file;
    size_t epoch, trained, held, lines = 0;
    double v[9];
    struct outcome o = run(LOOP "%s --rows=20 --hidden=5 --epochs=301 --record=100 --lr=0.1 "
                                "--history=%s/h --trace=%s/t",
                           options, folder, folder);

    assert_int_equal(o.status, 0);
    outcome_free(&o);
    snprintf(path, sizeof path, "%s/t", folder);
    if (!trace_file_read(&t, path))
        fail_msg("%s", t.error);
    snprintf(path, sizeof path, "%s/h", folder);
    assert_non_null(file = fopen(path, "r"));
    assert_int_equal(fscanf(file, "%*[^\n]\n"), 0);
    while (fscanf(file, "%zu %lf %lf %lf %zu %zu %lf %lf %lf %lf %lf %lf", &epoch, &v[0], &v[1],
                  &v[2], &trained, &held, &v[3], &v[4], &v[5], &v[6], &v[7], &v[8]) == 12) {
        const struct matrix *W1 = at(&t, "W1", epoch), *W2 = at(&t, "W2", epoch);
        double sum = 0,
               ridge = exact ? lambda / 20 * norm(W1) : lambda * norm(W1) * norm(W1) * sqrt(2 * 5);

        for (size_t i = 0; i < 10; i++)
            sum += W1->v[i];
        assert_int_equal(epoch, 100 * lines++);
        assert_close(v[0], at(&t, "Loss", epoch)->v[0], 1e-12);
        assert_close(v[1], at(&t, "data_loss", epoch)->v[0], 1e-12);
        assert_close(v[2], at(&t, "ridge_loss", epoch)->v[0], 1e-12);
        assert_int_equal(trained, right(at(&t, "Y", 0), at(&t, "h2", epoch)));
        assert_true(held <= 280);
        assert_close(v[3], norm(W1), 1e-8 * norm(W1));
        assert_close(v[4], norm(W2), 1e-8 * norm(W2));
        assert_close(v[5], norm(at(&t, "dLoss_dW1", epoch)), 1e-8);
        assert_close(v[6], norm(at(&t, "dLoss_dW2", epoch)), 1e-8);
        assert_close(v[7], ridge, 1e-8 * ridge);
        assert_close(v[8], sum / 10, 1e-8);
    }
    assert_int_equal(lines, 4);
    fclose(file);
    trace_file_free(&t);
}

static void the_history_is_that_of_the_trace(void **state)
{
    (void)state;
    check_history("--lambda=0.01 --gradient=exact", 0.01, true);
    check_history("--lambda=0.0001 --gradient=article", 0.0001, false);
}

/* The first epoch of a run is recorded, whichever it is, and then those that K divides. */
static void a_run_that_goes_on_is_recorded_from_its_first_epoch(void **state)
{
    struct outcome o = run(LOOP "--epochs=7 --save=%s/seven >%s/x; " LOOP
                                "--load=%s/seven --record=10 --epochs=25 --history=%s/h >%s/x; "
                                "awk '!/^#/ { print $1 }' %s/h",
                           folder, folder, folder, folder, folder, folder);

    (void)state;
    assert_string_equal(o.out, "7\n10\n20\n30\n");
    outcome_free(&o);
}

/* If the last recorded epoch is the last of all, its boundary is drawn once; so it is if the run
 * breaks and goes back to it. */
static void a_frame_is_drawn_once(void **state)
{
    struct outcome o = run(LOOP "--epochs=4 --record=2 --boundary=%s/b --frames >%s/x; "
                                "grep -o '^# [bx][^ ]*' %s/b; " LOOP
                                "--epochs=4 --boundary=%s/b >%s/x; grep -o '^# [bx][^ ]*' %s/b",
                           folder, folder, folder, folder, folder, folder);

    (void)state;
    assert_string_equal(o.out,
                        "# brick-trace\n# x1\n# x2\n# boundary@0\n# boundary@2\n# boundary@4\n"
                        "# brick-trace\n# x1\n# x2\n# boundary@4\n");
    outcome_free(&o);
    o = run(LOOP "--hidden=5 --lambda=0.5 --lr=2 --record=1 --epochs=400 --boundary=%s/b --frames "
                 "| grep -c 'in epoch 8 the Loss is no longer'; grep -c '^# boundary' %s/b; " BUILD
                 "/trace check %s/b",
            folder, folder, folder);
    assert_int_equal(strncmp(o.out, "1\n8\n", 4), 0);
    assert_non_null(find_words(&o, o.out, "no block has a formula"));
    outcome_free(&o);
}

static void weights_go_where_they_fit(void **state)
{
    (void)state;
    must("printf '1,2,a\n2,1,b\n3,3,c\n' >%s/three.csv; " LOOP
         "--data=%s/three.csv --hidden=3 --epochs=1 --save=%s/w",
         folder, folder, folder);
    assert_refused("weights of 2 inputs, 3 hidden units, 3 outputs; this network has 2, 3, 2",
                   LOOP "--load=%s/w", folder);

    struct outcome o =
        run(LOOP "--data=%s/three.csv --epochs=2 --load=%s/w --save=%s/w; sed -n 's/# set //p' "
                 "%s/w",
            folder, folder, folder, folder);

    if (o.status != 0 || !strstr(o.out, "\nepoch=3\n")) /* one file for both is fine */
        fail_msg("%s%s", o.out, o.err);
    outcome_free(&o);
    assert_refused("--save=/none/x: No such file", LOOP "--save=/none/x");
    assert_refused("this is the file of --history",
                   LOOP "--history=/none-there --save=/none-there");
}

/* A device may stand for many files. */
static void nothing_can_be_written_to_twice(void **state)
{
    struct outcome o = run(LOOP "--epochs=3 --history=/dev/null --boundary=/dev/null "
                                "--trace=/dev/null --save=/dev/null");

    (void)state;
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    outcome_free(&o);
}

/* A file that is lost makes the run fail, and takes no other with it. */
static void a_failure_is_not_forgotten(void **state)
{
    struct outcome o;

    (void)state;
    if (!works("test -c /dev/full", "a full disk"))
        skip();
    for (int i = 0; i < 3; i++) {
        static const char *const lost[] = {"history", "boundary", "save"};
        char words[80];

        o = run(
            "cd %s && rm -f f* && \"$OLDPWD\"/" LOOP
            "--epochs=3 --history=f0 --boundary=f1 --save=f2 --trace=f3 --%s=/dev/full >/dev/null; "
            "s=$?; echo f*; exit $s",
            folder, lost[i]);
        snprintf(words, sizeof words, "--%s=/dev/full: No space left on device\n", lost[i]);
        assert_int_equal(o.status, 2);
        assert_non_null(find_words(&o, o.err, words));
        if (i < 2) /* weights without room make the others go */
            assert_string_equal(o.out, i == 0 ? "f1 f2 f3\n" : "f0 f2 f3\n");
        outcome_free(&o);
    }
}

/* Someone who stops a run has not broken it. */
static void an_interrupted_run_is_not_a_broken_one(void **state)
{
    static const char *const batch[] = {"", "--batch=10 ", "--plain "};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char command[400];

        snprintf(command, sizeof command,
                 BUILD "/06-loop --epochs=1000000000 %s >%s/out & sleep 0.5; kill -s INT $!; "
                       "wait $!; s=$?; cat %s/out; exit $s",
                 batch[i], folder, folder);
        assert_ends(130, command, "Interrupted in epoch ", "no longer finite");
    }
}

static void a_signal_ends_the_wait_for_enter(void **state)
{
    struct outcome o = run_on_terminal(80, "",
                                       "exec 3<&0; TERM=dumb " LOOP "--step --epochs=100000000"
                                       " <&3 & for i in 1 2; do sleep 0.4; kill -s INT $!; done; "
                                       "wait $!");

    (void)state;
    assert_int_equal(o.status, 130);
    assert_non_null(find_words(&o, o.out, "Interrupted in epoch 0"));
    outcome_free(&o);
}

/* The reader has gone before the program begins to write. */
static void a_closed_pipe_leaves_no_part_of_a_file(void **state)
{
    (void)state;
    must("mkdir %s/pipe", folder);

    struct outcome o =
        run("(sleep 0.3; " BUILD "/05-dloss-dw1 --rows=9 --trace=%s/pipe/t; echo $? >%s/status) | "
            "true; sleep 0.3; cat %s/status; ls -A %s/pipe",
            folder, folder, folder, folder);

    assert_string_equal(o.out, "141\n"); /* 128 + SIGPIPE, and nothing left */
    outcome_free(&o);
}

static void the_end_of_a_run_is_told_as_it_was(void **state)
{
    (void)state;
    /* weights that jump from less than 1e154 past 1e308 */
    assert_ends(0, LOOP "--rows=2 --lr=1e6 --lambda=4000 --epochs=50",
                "W1 has 6 entries of 6 that are no longer finite.", "One more update");
    assert_ends(0, LOOP "--rows=4 --bias --lr=1e6 --lambda=1e3 --epochs=400",
                "6 of 6 entries of W1 not finite, and nan in 2 of 4 rows of z1: those", "nan in 0");
    assert_ends(0,
                "printf '1,1,0,a\n-2,3,1,b\n3,-1,1,a\n1,2,0,b\n' | " LOOP
                "--data=/dev/stdin --lr=1e6 --lambda=1e3",
                "9 of 9 entries of W1 not finite, and nan in 4 of 4 rows of z1. Kept", "opposite");
    assert_ends(0, LOOP "--rows=4 --lr=1 --lambda=1e6 --epochs=400",
                "nan in 2 of 4 rows of z1: those whose two inputs have opposite signs",
                "no longer finite. W");
    assert_ends(
        0, "printf '1,a\n-2,b\n3,a\n' | " LOOP "--data=/dev/stdin --bias --lr=1e6 --lambda=1e3",
        "One more update would leave 3 of 3 entries of W1 not finite", "opposite");
    assert_ends(0, LOOP "--rows=4 --epochs=1", "after 1 epoch data_loss", NULL);
    assert_ends(0, LOOP "--rows=4 --epochs=2 --batch=9", "after 2 epochs data_loss", NULL);
    assert_ends(0, LOOP "--rows=4 --epochs=2 --lambda=1e6 --lr=0", "e+05", NULL);
}

static void many_classes_are_told_of_in_short(void **state)
{
    struct outcome o = run("awk 'BEGIN { for (i = 0; i < 42; i++) print i \",1,c\" i %% 21 }' "
                           ">%s/many.csv; " LOOP "--data=%s/many.csv --epochs=2; " LOOP
                           "--data=%s/many.csv --rows=18 --epochs=2",
                           folder, folder, folder);

    (void)state;
    unbreak(o.out);
    assert_non_null(find_words(&o, o.out, "... and 1 more classes"));
    assert_non_null(
        find_words(&o, o.out, "No row of class c18 (and of 2 others) is among the 18 "));
    assert_null(strstr(o.out, "c9 0 of 2")); /* the 21st, as letters go */
    outcome_free(&o);
    o = run("awk 'BEGIN { for (i = 0; i < 40; i++) print i \",1,c\" i %% 20 }' >%s/many.csv; " LOOP
            "--data=%s/many.csv --rows=19 --epochs=2",
            folder, folder);
    unbreak(o.out);
    assert_null(strstr(o.out, "more classes"));
    assert_non_null(find_words(&o, o.out, "No row of class c19 is among"));
    outcome_free(&o);
}

/* Without --quiet a terminal shows the progress, and at the end the text alone. */
static void a_terminal_sees_the_progress(void **state)
{
    struct outcome o = run_on_terminal(
        80, "", "TERM=xterm " BUILD "/06-loop --epochs=2000000 --record=1000000 >%s/out", folder);
    const char *last = NULL, *found = o.out;

    (void)state;
    assert_int_equal(o.status, 0);
    assert_non_null(find_words(&o, o.out, " left, loss 0.2"));
    while ((found = strstr(found, "\r\033[K")))
        last = found++;
    assert_string_equal(last, "\r\033[K");
    outcome_free(&o);
}

/* The folders are there when the run begins, and gone when it ends. */
static void a_folder_that_vanishes_is_told_of(void **state)
{
    static const char *const lost[] = {"save=s/w", "history=s/h"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char words[60];
        struct outcome o =
            run("mkdir %s/s && cd %s && \"$OLDPWD\"/" LOOP
                "--epochs=1000000000 --%s --boundary=b%zu >x & sleep 0.5; rm -r %s/s; "
                "kill -s INT $!; wait $!",
                folder, folder, lost[i], i, folder);

        snprintf(words, sizeof words, "06-loop: --%s: No such file or directory\n", lost[i]);
        assert_int_equal(o.status, 2);
        assert_string_equal(o.err, words);
        outcome_free(&o);
    }
}

/* With lr 0 the trace has the very answers that are counted. */
static void the_quadrants_are_those_of_the_plane(void **state)
{
    static const struct {
        const char *name;
        bool right, above;
    } quadrant[4] = {{"x1 > 0, x2 > 0", true, true},
                     {"x1 < 0, x2 > 0", false, true},
                     {"x1 < 0, x2 < 0", false, false},
                     {"x1 > 0, x2 < 0", true, false}};
    struct outcome o =
        run(LOOP "--rows=300 --hidden=7 --seed=5 --lr=0 --epochs=1 --trace=%s/t", folder);
    struct trace_file t;
    char path[100];
    size_t rights = 0;

    (void)state;
    unbreak(o.out);
    snprintf(path, sizeof path, "%s/t", folder);
    if (!trace_file_read(&t, path))
        fail_msg("%s", t.error);

    const struct matrix *X = at(&t, "X", 0), *Y = at(&t, "Y", 0), *h2 = at(&t, "h2", 0);

    for (int q = 0; q < 4; q++) {
        size_t rows = 0, good = 0;
        char line[80];

        for (size_t n = 0; n < 300; n++)
            if ((X->v[2 * n] > 0) == quadrant[q].right &&
                (X->v[2 * n + 1] > 0) == quadrant[q].above) {
                rows++;
                good += (h2->v[2 * n + 1] > h2->v[2 * n]) == (Y->v[2 * n + 1] > 0);
            }
        rights += good;
        snprintf(line, sizeof line, " %s %zu of %zu ", quadrant[q].name, good, rows);
        if (!strstr(o.out, line))
            fail_msg("no '%s' in %s", line, o.out);
    }
    assert_int_equal(rights, right(Y, h2));
    trace_file_free(&t);
    outcome_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_history_is_that_of_the_trace),
        cmocka_unit_test(a_run_that_goes_on_is_recorded_from_its_first_epoch),
        cmocka_unit_test(a_frame_is_drawn_once),
        cmocka_unit_test(weights_go_where_they_fit),
        cmocka_unit_test(nothing_can_be_written_to_twice),
        cmocka_unit_test(a_failure_is_not_forgotten),
        cmocka_unit_test(an_interrupted_run_is_not_a_broken_one),
        cmocka_unit_test(a_signal_ends_the_wait_for_enter),
        cmocka_unit_test(a_closed_pipe_leaves_no_part_of_a_file),
        cmocka_unit_test(the_end_of_a_run_is_told_as_it_was),
        cmocka_unit_test(many_classes_are_told_of_in_short),
        cmocka_unit_test(a_terminal_sees_the_progress),
        cmocka_unit_test(a_folder_that_vanishes_is_told_of),
        cmocka_unit_test(the_quadrants_are_those_of_the_plane),
    };

    return cmocka_run_group_tests_name("runs", tests, make_folder, remove_folder);
}
