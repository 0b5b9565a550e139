/* Chapter 6's program as someone uses it who trains a network: long runs, kept weights, files,
 * Ctrl-C, own data. */
#include "test.h"

#include "trace_file.h"
#include "weights.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define LOOP BUILD "/06-loop --quiet "

static int make_root(void **state)
{
    make_folder(state);
    must("ln -s \"$PWD\" %s/root", folder); /* the way back, without spaces */
    return 0;
}

/* Runs a command in the folder, where `root` leads to the project, and asserts that it succeeds and
 * prints `words`, if there are any. */
static void succeeds(const char *command, const char *words)
{
    struct outcome o = run("cd %s && %s", folder, command);

    if (o.status != 0 || (*words && !find_words(&o, o.out, words)) || *o.err)
        fail_msg("%s: status %d, no '%s' in:\n%s%s", command, o.status, words, o.out, o.err);
    outcome_free(&o);
}

#define RUN "root/" BUILD "/06-loop --quiet "

/* NumPy gets these numbers, too. */
static void the_article_s_runs_do_what_the_article_shows(void **state)
{
    (void)state;
    succeeds(RUN, "0.245903"); /* from 0.26199 to 0.24590 */
    succeeds(RUN "--hidden=50 --lambda=1e-4",
             "fell from 0.257238 to 0.225917 at epoch 91000 and has risen since");
    succeeds(RUN "--hidden=50 --lambda=1e-6", "The Loss went from");
}

static void a_number_that_is_not_finite_ends_the_run_with_its_reason(void **state)
{
    static const char *words[] = {"in epoch 102695 the Loss is no longer finite",
                                  "The entries of W1 are still finite",
                                  "100 of 100 entries",
                                  "nan in 25 of 50 rows",
                                  "opposite signs",
                                  "the weights of epoch 102694"};
    struct outcome o = run(LOOP "--hidden=50 --lambda=1e-4 --epochs=110000 --save=%s/last", folder);
    char path[100], error[400], text[20000];
    struct weights last;

    (void)state;
    assert_int_equal(o.status, 0);
    snprintf(text, sizeof text, "%s", o.out);
    for (char *at = text; *at; at++)
        if (isspace((unsigned char)*at)) /* lines are broken anywhere */
            *at = ' ';
    for (char *from; (from = strstr(text, "  "));)
        memmove(from, from + 1, strlen(from));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(text, words[i]))
            fail_msg("no '%s' in %s", words[i], o.out);
    outcome_free(&o);
    snprintf(path, sizeof path, "%s/last", folder);
    if (!weights_load(&last, path, error))
        fail_msg("%s", error); /* it would refuse what is not finite */
    assert_int_equal(last.epoch, 102694);
    weights_free(&last);
}

/* The trace ends with the epoch that the text names, and with the Loss that is not finite. */
static void the_trace_ends_with_the_epoch_that_failed(void **state)
{
    (void)state;
    succeeds(RUN "--hidden=50 --lambda=0.03 --lr=2 --record=10 --trace=bad >said && "
                 "root/" BUILD "/trace check bad && "
                 "epoch=$(sed -n 's/^# Loss@\\([0-9]*\\) .*/\\1/p' bad | tail -n 1) && "
                 "grep -q \"in epoch $epoch the Loss\" said && root/" BUILD
                 "/trace why --depth=0 bad Loss@$epoch",
             "= inf");
}

static void a_run_that_breaks_at_once_keeps_what_it_was_given(void **state)
{
    (void)state;
    succeeds(RUN "--rows=5 --epochs=3 --save=given >x && "
                 "sed '/^# W1/,/^$/s/^[-0-9].*/1e200 1e200 1e200/' given >huge && " RUN
                 "--rows=5 --load=huge --lambda=0.1 --save=kept >said && "
                 "grep -c 'The Loss went' said; " RUN "--rows=5 --load=kept --lambda=0.1 | "
                 "grep -c 'the largest is 1.0e+200' && grep 'that the run began with' said",
             "0\n1\n  Kept are the weights that the run began with");
}

/* The weights kept are those from the beginning of an epoch, not from among its minibatches. */
static void minibatches_that_break_leave_whole_epochs(void **state)
{
    (void)state;
    succeeds(RUN "--lambda=0.5 --lr=1 --batch=10 --record=1 --trace=broke --save=kept >said && "
                 "grep -o 'weights of epoch [0-9]*' said && root/" BUILD "/trace check broke && "
                 "e=$(sed -n 's/^# set epoch=//p' kept) && "
                 "sed -n \"/^# W1@$e /{n;p}\" broke >traced && sed -n '/^# W1 /{n;p}' kept | "
                 "cmp - traced && test -s traced",
             "");
    succeeds(RUN "--batch=5 --lambda=5 --lr=10 --trace=broke >said && root/" BUILD
                 "/trace check broke",
             "recomputed");
}

static void a_loss_that_stands_still_has_not_risen(void **state)
{
    (void)state;
    succeeds(RUN "--data=root/chapters/06-loop/data/corners.csv --lr=0.1",
             "The Loss went from 0.261801 to 0.250000.");
}

static void a_class_that_is_not_trained_on_is_named(void **state)
{
    (void)state;
    succeeds("printf '1,2,a\\n2,1,a\\n3,4,b\\n4,3,c\\n' >some.csv && " RUN
             "--data=some.csv --rows=3 --epochs=5",
             "No row of class c is among the 3");
}

static void kept_weights_go_on_to_the_same_bits(void **state)
{
    static const char *options[] = {"", "--batch=7 --shuffle-seed=3", "--bias --gradient=exact",
                                    "--hidden=11 --lambda=0.01 --rows=33"};
    char command[800];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(command, sizeof command,
                 RUN "%s --epochs=1000 --save=whole >x && " RUN
                     "%s --epochs=500 --save=half >x && " RUN
                     "%s --load=half --epochs=500 --save=two >x && cmp whole two",
                 options[i], options[i], options[i]);
        succeeds(command, "");
    }
    succeeds(RUN "--batch=7 --shuffle-seed=4 --epochs=1000 --save=other >x && " RUN
                 "--batch=7 --shuffle-seed=3 --epochs=1000 --save=whole >x && "
                 "cmp other whole; test $? = 1",
             "differ: ");
}

static void weights_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    must(LOOP "--epochs=10 --save=%s/three", folder);
    assert_refused("weights of 2 inputs, 3 hidden units", LOOP "--hidden=4 --load=%s/three",
                   folder);
    assert_refused("this network has 2, 3, 2 and biases", LOOP "--bias --load=%s/three", folder);
    assert_refused("No such file", LOOP "--load=%s/none", folder);
    assert_refused("LICENSE:1: not a trace", LOOP "--load=LICENSE");
    for (int k = 1; k <= 2; k++) { /* in the first row of W1, then of W2 */
        must("sed '/^# W%d /{n;s/[^ ]*/nan/;}' %s/three >%s/odd", k, folder, folder);
        assert_refused("a weight is not finite", LOOP "--load=%s/odd", folder);
    }
    must(LOOP "--epochs=10 --record=5 --trace=%s/many", folder);
    assert_refused("weights of many epochs", LOOP "--load=%s/many", folder);
    must("head -c 100 %s/three >%s/cut", folder, folder);
    assert_refused("cut:", LOOP "--load=%s/cut", folder);
}

static void bad_values_are_refused(void **state)
{
    struct outcome o;
    static const char *bad[] = {
        "--epochs=-1",       "--epochs=0", "--record=0",  "--batch=-3", "--batch=x",
        "--shuffle-seed=-1", "--history=", "--boundary=", "--save=",    "--load="};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused(": want ", LOOP "--trace=%s/t %s", folder, bad[i]);
    assert_refused("--history=/none/x: No such file", LOOP "--trace=%s/t --history=/none/x",
                   folder);
    assert_refused("--boundary=/none/x: No such file",
                   LOOP "--trace=%s/t --history=%s/t2 --boundary=/none/x", folder, folder);
    must("cp chapters/06-loop/data/corners.csv %s/mine", folder);
    assert_refused("this is the file of --trace", LOOP "--trace=%s/t --history=%s/t", folder,
                   folder);
    assert_refused("this is the file of --history", LOOP "--history=%s/t --save=%s/./t", folder,
                   folder);
    assert_refused("this is the file of --load", LOOP "--load=%s/three --history=%s/three", folder,
                   folder);
    assert_refused("this is the file of --boundary", LOOP "--boundary=%s/t --save=%s/t", folder,
                   folder);
    assert_refused("this is the file of --data", LOOP "--data=%s/mine --save=%s/./mine", folder,
                   folder);
    assert_refused("--frames: goes with --boundary", LOOP "--frames");
    o = run("ls %s | grep -E '^t(2|[.]|$)'", folder);
    assert_string_equal(o.out, ""); /* nothing half-written */
    outcome_free(&o);
    assert_refused("not two inputs", LOOP "--data=chapters/06-loop/data/iris.csv --boundary=%s/b",
                   folder);
}

static void files_are_whole_and_hold_what_was_recorded(void **state)
{
    struct trace_file t;
    char path[100];
    size_t frames = 0;

    (void)state;
    succeeds(RUN
             "--epochs=1000 --record=100 --history=h --boundary=b --frames >x && grep -vc '^#' h",
             "10\n");
    snprintf(path, sizeof path, "%s/b", folder);
    if (!trace_file_read(&t, path))
        fail_msg("%s", t.error);
    for (size_t i = 0; i < t.blocks; i++)
        frames += strncmp(t.block[i].name, "boundary@", 9) == 0;
    assert_int_equal(frames, 11); /* ten and the last */
    assert_non_null(trace_file_block(&t, "boundary@1000", 13));
    assert_int_equal(trace_file_block(&t, "boundary@1000", 13)->m->rows, 61);
    trace_file_free(&t);
    assert_no_space(LOOP "--epochs=10 --history=/dev/full >/dev/null");
    assert_no_space(LOOP "--epochs=10 --boundary=/dev/full >/dev/null");
    assert_no_space(LOOP "--epochs=10 --save=/dev/full >/dev/null");
}

static void the_trace_of_a_run_is_right_by_its_own_formulas(void **state)
{
    (void)state;
    succeeds("root/" BUILD "/06-loop --epochs=300 --record=100 --trace | root/" BUILD
             "/trace check",
             "recomputed");
    succeeds("root/" BUILD
             "/06-loop --epochs=300 --record=100 --batch=10 --bias --lambda=0.1 --trace"
             " | root/" BUILD "/trace check",
             "recomputed");
}

static void ctrl_c_ends_the_run_and_writes_whole_files(void **state)
{
    struct outcome o;

    (void)state;
    o = run(BUILD "/06-loop --epochs=1000000000 --record=1000000 --history=%s/hist "
                  "--save=%s/kept --trace=%s/tr >%s/out 2>%s/err & "
                  "sleep 1; kill -s INT $!; wait $!; grep -c Interrupted %s/out; "
                  "grep -c 'trained on' %s/out; wc -c <%s/err | tr -d ' '; " BUILD
                  "/trace check %s/tr | head -1; "
                  "ls %s | grep -c XXXX",
            folder, folder, folder, folder, folder, folder, folder, folder, folder, folder);
    if (strncmp(o.out, "1\n1\n0\n", 6) != 0 || !strstr(o.out, "recomputed"))
        fail_msg("after Ctrl-C: %s%s", o.out, o.err);
    outcome_free(&o);
    o = run(BUILD "/06-loop --epochs=1000000000 & sleep 1; kill -s INT $!; wait $!");
    assert_int_equal(o.status, 130);
    outcome_free(&o);
    must(BUILD "/06-loop --epochs=10 --load=%s/kept >/dev/null", folder);
}

/* timeout(1) and a closing terminal send other signals than Ctrl-C; nohup has one ignored. */
static void sighup_ends_the_run_unless_it_is_ignored(void **state)
{
    struct outcome o;

    (void)state;
    o = run("rm -rf %s/hup; mkdir %s/hup; " BUILD
            "/06-loop --quiet --epochs=1000000000 --record=1000000 --save=%s/hup/kept "
            "--trace=%s/hup/tr >%s/hup/out & sleep 1; kill -s HUP $!; wait $!; echo $?; " BUILD
            "/trace check %s/hup/tr >/dev/null; echo $?; ls -A %s/hup",
            folder, folder, folder, folder, folder, folder, folder);
    assert_string_equal(o.out, "129\n0\nkept\nout\ntr\n");
    outcome_free(&o);
    o = run("trap '' HUP; " BUILD "/06-loop --quiet --epochs=1000000000 >/dev/null & sleep 1; "
            "kill -s HUP $!; sleep 1; kill -s TERM $!; wait $!");
    assert_int_equal(o.status, 143);
    outcome_free(&o);
}

/* A file that may not grow further stands for a disk that is full. */
static void a_trace_that_finds_no_room_costs_no_weights(void **state)
{
    struct outcome o;

    (void)state;
    o = run("cd %s && echo old >tr && cp tr hist && cp tr kept && (ulimit -f 64; trap '' XFSZ; " RUN
            "--epochs=1000 --record=10 --trace=tr --history=hist --save=kept >x); echo $?; "
            "cat tr; wc -l <hist; grep '^# set' kept; ls -A | grep -c '[.]......$'",
            folder);
    assert_string_equal(o.out, "2\nold\n101\n# set epoch=1000\n0\n");
    assert_string_equal(o.err, "06-loop: --trace=tr: File too large\n");
    outcome_free(&o);
}

/* Nobody sees the line then, but the status tells. */
static void standard_output_that_is_closed_is_an_error(void **state)
{
    struct outcome o;

    (void)state;
    assert_refused("standard output: Bad file", LOOP "--epochs=1 --save=%s/closed >&-", folder);
    o = run(LOOP "--epochs=1 --save=%s/closed >&- 2>&-; echo $?; ls %s/closed", folder, folder);
    assert_string_equal(o.out, "2\n");
    outcome_free(&o);
}

/* A name may contain anything, and a terminal must not obey it. */
static void a_message_shows_no_raw_name(void **state)
{
    struct outcome o;

    (void)state;
    o = run(
        "cd %s && printf '# brick-trace 1\n\n\n# a 1x1\n1\n\n\n' >\"$(printf 'e\033c')\" && " RUN
        "--load=\"$(printf 'e\033c')\"; (ulimit -f 0; trap '' XFSZ; " RUN
        "--epochs=5 --save=\"$(printf 'f\033c')\" 2>&1 >/dev/null) | cat >&2",
        folder);
    assert_null(strchr(o.err, '\033'));
    if (!strstr(o.err, "more than weights") || !strstr(o.err, "File too large"))
        fail_msg("%s", o.err);
    outcome_free(&o);
}

static void your_own_data_can_be_learnt(void **state)
{
    (void)state;
    succeeds(RUN
             "--data=root/chapters/06-loop/data/corners01.csv --gradient=exact --lr=5 --hidden=3",
             "4 of 4");
    succeeds(RUN "--data=root/chapters/06-loop/data/iris.csv --rows=150 --gradient=exact --lr=1 "
                 "--bias --hidden=10 --epochs=20000",
             "setosa          50     0     0");
}

/* A run ends with the same text with --plain and without, and with weights that agree in twelve
 * digits. */
static void plain_says_the_same(void **state)
{
    static const char *const run_of[] = {
        "06-loop --epochs=3000 --hidden=10 --lambda=1e-6",
        "06-loop --epochs=300 --hidden=5 --batch=7 --gradient=exact",
        "07-diagnosis --claim=run --epochs=2000 --decay=step:0.5:500 --l1=1e-5 --clip=0.5",
    };

    (void)state;
    for (size_t i = 0; i < sizeof run_of / sizeof *run_of; i++) {
        struct outcome a = run(BUILD "/%s --quiet --save=%s/fast", run_of[i], folder);
        struct outcome b = run(BUILD "/%s --quiet --save=%s/plain --plain", run_of[i], folder);
        struct weights fast, plain;
        char file[200], error[400];

        assert_int_equal(a.status, 0);
        assert_int_equal(b.status, 0);
        assert_string_equal(a.out, b.out);
        snprintf(file, sizeof file, "%s/fast", folder);
        assert_true(weights_load(&fast, file, error));
        snprintf(file, sizeof file, "%s/plain", folder);
        assert_true(weights_load(&plain, file, error));
        assert_matrix_close(fast.net->W1, plain.net->W1, 1e-12);
        assert_matrix_close(fast.net->W2, plain.net->W2, 1e-12);
        weights_free(&fast);
        weights_free(&plain);
        outcome_free(&a);
        outcome_free(&b);
    }
}

/* The trace is computed by the bricks, whose last bits are not fast.h's. */
static void a_trace_changes_no_bit_of_the_training(void **state)
{
    static const char *const run_of[] = {
        "06-loop --epochs=200 --hidden=10 --rows=20 --lambda=1e-4",
        "06-loop --epochs=200 --hidden=10 --rows=20 --gradient=exact --bias",
        "06-loop --epochs=40 --hidden=5 --rows=20 --batch=7 --gradient=exact",
    };

    (void)state;
    for (size_t i = 0; i < sizeof run_of / sizeof *run_of; i++) {
        struct outcome o = run(
            "cd %s && root/" BUILD "/%s --quiet --record=7 --save=without >w1 && root/" BUILD
            "/%s --quiet --record=7 --save=with --trace=it >w2 && cmp without with && cmp w1 w2",
            folder, run_of[i], run_of[i]);

        if (o.status != 0)
            fail_msg("%s: %s%s", run_of[i], o.out, o.err);
        outcome_free(&o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_article_s_runs_do_what_the_article_shows),
        cmocka_unit_test(a_number_that_is_not_finite_ends_the_run_with_its_reason),
        cmocka_unit_test(the_trace_ends_with_the_epoch_that_failed),
        cmocka_unit_test(a_run_that_breaks_at_once_keeps_what_it_was_given),
        cmocka_unit_test(minibatches_that_break_leave_whole_epochs),
        cmocka_unit_test(a_loss_that_stands_still_has_not_risen),
        cmocka_unit_test(a_class_that_is_not_trained_on_is_named),
        cmocka_unit_test(kept_weights_go_on_to_the_same_bits),
        cmocka_unit_test(weights_that_do_not_fit_are_refused),
        cmocka_unit_test(bad_values_are_refused),
        cmocka_unit_test(files_are_whole_and_hold_what_was_recorded),
        cmocka_unit_test(the_trace_of_a_run_is_right_by_its_own_formulas),
        cmocka_unit_test(ctrl_c_ends_the_run_and_writes_whole_files),
        cmocka_unit_test(sighup_ends_the_run_unless_it_is_ignored),
        cmocka_unit_test(a_trace_that_finds_no_room_costs_no_weights),
        cmocka_unit_test(standard_output_that_is_closed_is_an_error),
        cmocka_unit_test(a_message_shows_no_raw_name),
        cmocka_unit_test(your_own_data_can_be_learnt),
        cmocka_unit_test(plain_says_the_same),
        cmocka_unit_test(a_trace_changes_no_bit_of_the_training),
    };

    return cmocka_run_group_tests_name("training", tests, make_root, remove_folder);
}
