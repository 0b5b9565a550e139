/* The chapters' programs with --given: the numbers of worked examples, and what is printed. */
#include "test.h"

#include "trace_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct listed list[LISTED_MOST];
static size_t listed;

#define X_Y "# X\n0.05 0.10\n\n# Y\n0.01 0.99\n\n"
/* Matt Mazur, "A Step by Step Backpropagation Example" (mattmazur.com, 2015): two inputs, two
 * hidden units, two outputs, and biases that are not trained. */
static const char mazur[] = "# brick-trace 1\n# set alpha=0.5\n# bias fixed\n\n" X_Y
                            "# W1'\n.15 .20\n.25 .30\n\n# b1\n.35\n\n# W2'\n.40 .45\n.50 .55\n\n"
                            "# b2\n.60\n\n# h2\n.75136507 .772928465\n";
/* Colin MacLeod, "The Back Propagation Algorithm": a single output, whose target is 0.5. */
static const char macleod[] = "# brick-trace 1\n# set alpha=1\n\n# X\n.35 .9\n\n# Y\n.5\n\n"
                              "# W1\n.1 .4\n.8 .6\n\n# W2\n.3\n.9\n";
/* Han, Kamber and Pei, "Data Mining", example 9.1: three inputs, and biases that are trained. */
static const char han[] = "# brick-trace 1\n# set alpha=0.9\n\n# X\n1 0 1\n\n# Y\n1\n\n# W1\n"
                          ".2 -.3\n.4 .1\n-.5 .2\n\n# b1\n-.4 .2\n\n# W2\n-.3\n-.2\n\n# b2\n.1\n";
/* The corners of XOR: four rows, a single output. */
static const char corners[] = "# brick-trace 1\n# set alpha=2\n\n# X\n0 0\n0 1\n1 0\n1 1\n\n"
                              "# Y\n0\n1\n1\n0\n\n# W1\n.1 -.2 .3\n.4 .5 -.6\n\n# b1\n0\n\n"
                              "# W2\n.1\n.2\n-.3\n\n# b2\n0\n";

static int write_examples(void **state)
{
    make_folder(state);
    file_of("mazur", mazur, sizeof mazur - 1);
    file_of("macleod", macleod, sizeof macleod - 1);
    file_of("han", han, sizeof han - 1);
    file_of("corners", corners, sizeof corners - 1);
    listed = list_read(list);
    return 0;
}

/* Reads the trace of a program with --given=FOLDER/NAME. */
static struct trace_file trace_of(const char *program, const char *name, const char *options)
{
    struct trace_file t;
    char path[200];

    snprintf(path, sizeof path, "%s/read", folder);
    must(BUILD "/%s --given=%s/%s %s --trace >%s", program, folder, name, options, path);
    if (!trace_file_read(&t, path))
        fail_msg("%s", t.error);
    return t;
}

static const struct matrix *block(const struct trace_file *t, const char *name)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    if (!b)
        fail_msg("no %s", name);
    return b->m;
}

/* The numbers are those of his page. */
static void one_step_of_mazur_s(void **state)
{
    struct trace_file t = trace_of("05-dloss-dw1", "mazur", "");

    (void)state;
    assert_entries(block(&t, "h2"), .5e-9, .751365070, .772928465);
    assert_entries(block(&t, "Loss"), .5e-9, .298371109);
    assert_entries(block(&t, "W1_new"), .5e-8, .149780716, .24975114, .19956143, .29950229);
    assert_entries(block(&t, "W2_new"), .5e-8, .35891648, .511301270, .408666186, .561370121);
    assert_null(trace_file_block(&t, "b1_new", 6));
    assert_null(trace_file_block(&t, "dLoss_db2", 9));
    assert_true(t.bias_fixed);
    trace_file_free(&t);
}

/* By NumPy; his page has .015912196 .984065734, which the weights W2_new in the place of W2 give.
 */
static void ten_thousand_steps_of_mazur_s(void **state)
{
    static const char *const how[] = {"", "--plain"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        char options[100];

        snprintf(options, sizeof options, "--epochs=10001 --record=10000 --quiet %s", how[i]);

        struct trace_file t = trace_of("06-loop", "mazur", options);

        assert_entries(block(&t, "h2@10000"), .5e-9, .015913620, .984064274);
        assert_entries(block(&t, "b1@10000"), 0, .35, .35);
        assert_entries(block(&t, "b2@10000"), 0, .60, .60);
        trace_file_free(&t);
    }
}

/* The numbers are a plain program's in Python; those that the articles print agree, but for
 * MacLeod's W1_new, which comes from weights that had moved already. */
static void one_step_with_a_single_output(void **state)
{
    struct trace_file t = trace_of("05-dloss-dw1", "macleod", "");

    (void)state;
    assert_entries(block(&t, "h2"), .5e-9, .690283493);
    assert_entries(block(&t, "W2_new"), .5e-9, .272325965, .872998363);
    assert_entries(block(&t, "W1_new"), .5e-9, .099070929, .397139924, .797610960, .592645519);
    trace_file_free(&t);
    t = trace_of("05-dloss-dw1", "han", "");
    assert_entries(block(&t, "h2"), .5e-9, .473888899);
    assert_entries(block(&t, "W2_new"), .5e-9, -.260828846, -.138025068);
    assert_entries(block(&t, "b1_new"), .5e-9, -.407852106, .194112123);
    assert_entries(block(&t, "b2_new"), .5e-9, .218052170);
    trace_file_free(&t);
    t = trace_of("06-loop", "corners", "--epochs=3001 --record=3000 --quiet");
    assert_entries(block(&t, "Loss"), .5e-9, .125112307);
    assert_entries(block(&t, "h2@3000"), 1e-8, .034276261, .923013754, .919248923, .097628191);
    trace_file_free(&t);
}

/* Chapter 6's usual gradient is the article's; with two rows or more that is another. */
static void the_gradient_is_exact_unless_it_is_asked_for(void **state)
{
    struct trace_file t = trace_of("06-loop", "corners", "--epochs=1");

    (void)state;
    assert_non_null(strstr(t.head, "# run rows=4 hidden=3 gradient=exact given\n"));
    trace_file_free(&t);
    t = trace_of("06-loop", "corners", "--epochs=1 --gradient=article");
    assert_non_null(strstr(t.head, "# run rows=4 hidden=3 gradient=article given\n"));
    trace_file_free(&t);
}

static void the_command_line_counts_more(void **state)
{
    static const char *const settings[] = {"alpha=0.5 lambda=0 N=1", "alpha=2 lambda=0 N=4",
                                           "alpha=3 lambda=0.25 N=2"};
    struct trace_file t[] = {trace_of("01-matrix", "mazur", ""),
                             trace_of("01-matrix", "corners", ""),
                             trace_of("01-matrix", "corners", "--lr=3 --lambda=0.25 --rows=2")};

    (void)state;
    for (int i = 0; i < 3; i++) {
        if (!strstr(t[i].head, settings[i]))
            fail_msg("not %s: %s", settings[i], t[i].head);
        trace_file_free(&t[i]);
    }
    assert_refused("--rows=5: ", BUILD "/01-matrix --given=%s/corners --rows=5", folder);
    must("sed 's/alpha=2/alpha=2 N=3/' %s/corners >%s/three", folder, folder);
    t[0] = trace_of("01-matrix", "three", "");
    assert_int_equal(block(&t[0], "z1")->rows, 3);
    trace_file_free(&t[0]);
    t[0] = trace_of("01-matrix", "three", "--rows=4");
    assert_int_equal(block(&t[0], "z1")->rows, 4);
    trace_file_free(&t[0]);
}

/* A trace holds all that it was made from: given again, it gives itself. */
static void a_trace_is_a_worked_example(void **state)
{
    static const char *const names[] = {"mazur", "macleod", "han", "corners"};
    static const char *const programs[] = {"05-dloss-dw1", "05-dloss-dw1 --differences",
                                           "06-loop --epochs=5 --record=2 --quiet"};

    (void)state;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 3; k++)
            must("cd %s && B=$OLDPWD/" BUILD " && \"$B\"/%s --given=%s --trace=first >first.txt && "
                 "\"$B\"/%s --given=first --trace=second >second.txt && cmp first second && "
                 "cmp first.txt second.txt",
                 folder, programs[k], names[i], programs[k]);
    must("cd %s && B=$OLDPWD/" BUILD " && \"$B\"/05-dloss-dw1 --trace=first >first.txt && "
         "\"$B\"/05-dloss-dw1 --given=first --trace=second >second.txt && "
         "grep -v '^# run' first >one && grep -v '^# run' second >two && cmp one two",
         folder);
}

static void nothing_is_said_of_the_article_s_task(void **state)
{
    static const char *const names[] = {"mazur", "macleod", "han", "corners"};
    static const char *const words[] = {"XOR",      "lass",      "quadrant", "article", "lip ",
                                        "1 inputs", "1 outputs", "worked",   "label",   "one-hot"};
    char options[100];

    (void)state;
    for (size_t i = 0; i < listed; i++)
        for (int k = 0; k < 4; k++) {
            bool diagnosis = strncmp(list[i].chapter, "07", 2) == 0;
            bool runs = diagnosis || strncmp(list[i].chapter, "06", 2) == 0;

            snprintf(options, sizeof options, "%s%s", runs ? "--epochs=20 --record=5 --quiet" : "",
                     diagnosis ? " --claim=run" : "");

            struct outcome o =
                run(BUILD "/%s --given=%s/%s %s", list[i].chapter, folder, names[k], options);

            assert_int_equal(o.status, 0);
            assert_plain(&o);
            for (size_t w = 0; w < sizeof words / sizeof *words; w++)
                if (strstr(o.out, words[w]))
                    fail_msg("%s says %s:\n%s", o.command, words[w], o.out);
            outcome_free(&o);
        }
}

/* Asserts the words that a chapter prints of an example. */
static void assert_says(const char *program, const char *name, const char *words)
{
    assert_prints(0, words, BUILD "/%s --given=%s/%s | tr -s ' \\n' ' '", program, folder, name);
}

static void what_is_said_is_true_of_any_target(void **state)
{
    (void)state;
    assert_says("01-matrix", "mazur",
                "2 inputs, 2 hidden units, 2 outputs, with fixed biases; N = 1 observation.");
    assert_says("01-matrix", "han", "3 inputs, 2 hidden units, 1 output, with biases; N = 1 ");
    assert_says("02-sigmoid", "mazur", "the first adds up to 1.52429353");
    assert_says("03-loss", "mazur",
                "output 1 answers 0.75136507, where 0.01000000 is wanted; no other answer is "
                "further from its target.");
    assert_says("03-loss", "han", "output 1 answers 0.47388890, where 1.00000000 is wanted. ");
    assert_says("06-loop --epochs=1", "mazur",
                "A row counts as right if the largest of its answers stands where the largest of "
                "its targets does. ");
    assert_says("06-loop --epochs=1", "mazur", "costs a data loss of 0.2401.");
    assert_says("06-loop --epochs=1", "corners",
                "A row counts as right if its answer and its target are both above one half, or "
                "both are not. ");
    assert_says("06-loop --epochs=1", "corners", "costs a data loss of 0.125.");
    assert_says("06-loop --epochs=3000 --quiet", "corners", "trained on 4 of 4 100.0 %");
    assert_says("06-loop --epochs=1 --rows=3", "corners", "all together 2 of 4");
    assert_says("07-diagnosis --claim=run --epochs=1", "mazur",
                "lr 0.5, lambda 0, gradient exact, with fixed biases.");
    must("! " BUILD "/02-sigmoid --given=%s/han | grep -q 'adds up'", folder);
}

static void a_fixed_bias_is_not_checked(void **state)
{
    struct outcome fixed = run(BUILD "/04-dloss-dw2 --given=%s/mazur", folder);
    struct outcome trained = run(BUILD "/04-dloss-dw2 --given=%s/han", folder);

    (void)state;
    assert_int_equal(times(fixed.out, "Without calculus"), 1);
    assert_null(strstr(fixed.out, "db2"));
    assert_int_equal(times(trained.out, "Without calculus"), 2);
    outcome_free(&fixed);
    outcome_free(&trained);
}

static void what_the_file_says_is_not_said_twice(void **state)
{
    static const char *const options[][2] = {
        {"--data=none.csv", "goes without --data: the observations are the file's\n"},
        {"--data-seed=0", "goes without --data-seed: the observations are the file's\n"},
        {"--seed=2017", "goes without --seed: the weights are the file's\n"},
        {"--hidden=3", "goes without --hidden: the file's shapes decide\n"},
        {"--bias", "goes without --bias: b1 and b2 in the file decide\n"}};

    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        assert_refused(options[i][1], BUILD "/06-loop --given=%s/mazur %s", folder, options[i][0]);
    assert_refused("--given=: want FILE", BUILD "/01-matrix --given=");
    assert_refused("a claim has settings of its own", BUILD "/07-diagnosis --given=%s/mazur",
                   folder);
    must(BUILD "/07-diagnosis --claim=run --epochs=1 --quiet --trace=%s/usual >%s/text", folder,
         folder);
    assert_refused("with --claim=run\n",
                   BUILD "/07-diagnosis --claim=checklist --given=%s/usual --gradient=article",
                   folder);
}

static void the_file_is_not_written_over(void **state)
{
    static const char *const files[] = {"trace", "history", "boundary", "save"};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_refused("this is the file of --given\n",
                       BUILD "/06-loop --given=%s/mazur --%s=%s/./mazur", folder, files[i], folder);
    assert_refused("this is the file of --given\n",
                   BUILD "/01-matrix --given=%s/mazur --trace=%s/mazur", folder, folder);
    must("grep -q '^# bias fixed' %s/mazur", folder);
    must(BUILD "/01-matrix --given=- --trace <%s/mazur >%s/one && " BUILD
               "/06-loop --epochs=1 --given=- --trace <%s/mazur | grep -q '^# h1'",
         folder, folder, folder);
    must("grep -q '^# z1' %s/one", folder);
}

static void a_bad_file_leaves_nothing_behind(void **state)
{
    (void)state;
    must("sed 's/# W1./# w1/' %s/mazur >%s/bad", folder, folder);
    assert_refused("'w1' is no name of the network's",
                   BUILD "/05-dloss-dw1 --given=%s/bad --trace=%s/out", folder, folder);
    must("! test -e %s/out", folder);
    assert_refused("No such file", BUILD "/01-matrix --given=%s/none", folder);
}

/* With minibatches and with the remedies, kept and loaded again. */
static void fixed_biases_stay_in_every_kind_of_run(void **state)
{
    static const char *const how[] = {"06-loop --batch=3", "06-loop --batch=2 --plain",
                                      "07-diagnosis --claim=run --clip=0.01",
                                      "07-diagnosis --claim=run --l1=0.1 --decay=step:0.5:3"};

    (void)state;
    must(
        "awk '/^# b[12]/ { print; b = $2; getline; print b == \"b1\" ? \".25\" : \"-.75\"; next } { print } "
        "/^# set/ { print \"# bias fixed\" }' %s/corners >%s/fixed",
        folder, folder);
    for (size_t i = 0; i < sizeof how / sizeof *how; i++) {
        must(BUILD "/%s --given=%s/fixed --epochs=9 --quiet --save=%s/kept >%s/text", how[i],
             folder, folder, folder);
        must("cd %s && sed -n '/^# b1/,/^$/p' kept | grep -qx '0.25 0.25 0.25' && "
             "sed -n '/^# b2/,/^$/p' kept | grep -qx -e -0.75",
             folder);
        must(BUILD "/%s --given=%s/fixed --epochs=1 --quiet --load=%s/kept >%s/text", how[i],
             folder, folder, folder);
    }
    assert_refused("this network has 2, 2, 2 and biases",
                   BUILD "/06-loop --given=%s/mazur --load=%s/kept", folder, folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_of_mazur_s),
        cmocka_unit_test(ten_thousand_steps_of_mazur_s),
        cmocka_unit_test(one_step_with_a_single_output),
        cmocka_unit_test(the_gradient_is_exact_unless_it_is_asked_for),
        cmocka_unit_test(the_command_line_counts_more),
        cmocka_unit_test(a_trace_is_a_worked_example),
        cmocka_unit_test(nothing_is_said_of_the_article_s_task),
        cmocka_unit_test(what_is_said_is_true_of_any_target),
        cmocka_unit_test(a_fixed_bias_is_not_checked),
        cmocka_unit_test(what_the_file_says_is_not_said_twice),
        cmocka_unit_test(the_file_is_not_written_over),
        cmocka_unit_test(a_bad_file_leaves_nothing_behind),
        cmocka_unit_test(fixed_biases_stay_in_every_kind_of_run),
    };

    return cmocka_run_group_tests_name("given_runs", tests, write_examples, remove_folder);
}
