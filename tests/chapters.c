/* The chapters' programs from end to end, as a user or a script would run them. */
#include "test.h"

#include "trace_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CHAPTERS = WORKED };
static const char *chapter[CHAPTERS];
static struct listed list[LISTED_MOST];
static size_t listed;

static int read_list(void **state)
{
    make_folder(state);
    listed = list_read(list);
    for (size_t i = 0; i < CHAPTERS; i++)
        chapter[i] = list[i].chapter;
    return 0;
}

/* The programs, the pages and the README call the chapters what the list calls them, and there are
 * no others. */
static void every_chapter_has_the_list_s_title(void **state)
{
    struct outcome folders = run("ls -d chapters/[0-9]* | wc -l");

    (void)state;
    assert_int_equal(atoi(folders.out), listed);
    outcome_free(&folders);
    for (size_t i = 0; i < listed; i++) {
        struct outcome first =
            run(BUILD "/%s %s | head -n 1", list[i].chapter,
                strstr(list[i].chapter, "07") ? "--claim=run --epochs=1" : ""); /* a moment */
        struct outcome page = run("head -n 1 chapters/%s/README.md", list[i].chapter);
        struct outcome row = run("grep -F '](chapters/%s/README.md) |' README.md", list[i].chapter);
        char title[120], brick[60];

        snprintf(title, sizeof title, "Chapter %zu: %s\n", i + 1, list[i].title);
        assert_string_equal(first.out, title);
        snprintf(title, sizeof title, "# Chapter %zu: %s\n", i + 1, list[i].title);
        assert_string_equal(page.out, title);
        snprintf(title, sizeof title, " %s |", list[i].title);
        snprintf(brick, sizeof brick, " `lib/%s.c` |", list[i].brick);
        if (!strstr(row.out, title) || (list[i].brick[0] != '-' && !strstr(row.out, brick)))
            fail_msg("README.md does not say%s%s of %s but: %s", title, brick, list[i].chapter,
                     row.out);
        outcome_free(&first);
        outcome_free(&page);
        outcome_free(&row);
    }
}

static void every_chapter_shows_the_article_s_digits(void **state)
{
    static const char *digits[CHAPTERS][3] = {
        {"-1.40982136", "0.91005018", "-0.04529517"},
        {"0.19626223 0.71301043 0.48867814", "-0.52507645 -0.18394635", "0.37166596 0.45414264"},
        {"0.30052460", "-0.62833404 0.45414264", "wrong"},
        {"-0.14673508 0.11258065", "-0.02879856 0.02209533", "-0.41488852 -0.30995026"},
        {"0.02599101 0.01515256 0.08274025", "0.00723246 0.00546965 0.03647082", "-0.67747178"},
        {"0.30052460", "0.30049624", "-0.67747178  0.37768878 -0.07368900"},
    };

    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++) {
        struct outcome o =
            run(BUILD "/%s --rows=1 --lr=0.001 %s", chapter[i], i == 5 ? "--epochs=1" : "");

        assert_int_equal(o.status, 0);
        assert_string_equal(o.err, "");
        for (size_t k = 0; k < 3; k++)
            if (!strstr(o.out, digits[i][k]))
                fail_msg("%s does not print %s:\n%s", chapter[i], digits[i][k], o.out);
        outcome_free(&o);
    }
}

static void text_in_a_pipe_is_plain(void **state)
{
    static const char *options[] = {"", "--rows=50 --hidden=10 --lambda=0.01",
                                    "--hidden=60 --digits=17", "--rows=3 --digits=1"};

    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++)
        for (size_t k = 0; k < 4; k++) {
            struct outcome o =
                run("TERM=xterm LC_ALL=C.UTF-8 " BUILD "/%s %s", chapter[i], options[k]);

            assert_int_equal(o.status, 0);
            assert_plain(&o);
            outcome_free(&o);
        }
}

/* tests/show.c has the terminals that cannot. */
static void a_terminal_gets_colour_and_brackets(void **state)
{
    struct outcome o =
        run_on_terminal(80, "", "env -u NO_COLOR TERM=xterm LC_ALL=C.UTF-8 " BUILD "/04-dloss-dw2");

    (void)state;
    assert_int_equal(o.status, 0);
    assert_non_null(strstr(o.out, "\033["));
    assert_non_null(strstr(o.out, "⎡"));
    outcome_free(&o);
}

static void read_trace(struct trace_file *t, const char *command)
{
    char path[200];
    struct outcome o;

    snprintf(path, sizeof path, "%s/read.trace", folder);
    o = run("%s --trace >%s", command, path);
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "");
    outcome_free(&o);
    if (!trace_file_read(t, path))
        fail_msg("%s: %s", command, t->error);
}

static void chapter_5_traces_every_name(void **state)
{
    static const char *names[] = {"X",         "Y",         "W1",        "W2",        "z1",
                                  "h1",        "z2",        "h2",        "Loss",      "dLoss_dh2",
                                  "dh2_dz2",   "dLoss_dz2", "dLoss_dW2", "dLoss_dh1", "dh1_dz1",
                                  "dLoss_dz1", "dLoss_dW1", "W2_new",    "W1_new"};
    struct trace_file t;

    (void)state;
    read_trace(&t, BUILD "/05-dloss-dw1");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!trace_file_block(&t, names[i], strlen(names[i])))
            fail_msg("chapter 5 does not trace %s", names[i]);
    for (size_t i = 0; i < t.blocks; i++) /* the given ones, and no others, have no formula */
        assert_int_equal(t.block[i].formula == NULL, strstr("X Y W1 W2", t.block[i].name) != NULL);
    trace_file_free(&t);
}

/* A later chapter's trace begins with an earlier one's, block by block. */
static void chapters_agree_on_what_they_share(void **state)
{
    struct trace_file t[CHAPTERS - 1];
    char command[200];

    (void)state;
    for (size_t i = 0; i < CHAPTERS - 1; i++) {
        snprintf(command, sizeof command, BUILD "/%s --rows=7 --hidden=5 --lambda=0.2", chapter[i]);
        read_trace(&t[i], command);
        if (i == 0)
            continue;
        assert_true(t[i].blocks > t[i - 1].blocks);
        for (size_t b = 0; b < t[i - 1].blocks; b++) {
            assert_string_equal(t[i].block[b].name, t[i - 1].block[b].name);
            assert_matrix_same(t[i].block[b].m, t[i - 1].block[b].m);
        }
    }
    for (size_t i = 0; i < CHAPTERS - 1; i++)
        trace_file_free(&t[i]);
}

/* Compares with an independent computation: tests/numpy_trace.py made the files in tests/numpy. */
static void numpy_agrees(const char *command, const char *path)
{
    struct trace_file ours, theirs;

    read_trace(&ours, command);
    if (!trace_file_read(&theirs, path))
        fail_msg("%s", theirs.error);
    assert_true(theirs.blocks >= 21);
    for (size_t b = 0; b < theirs.blocks; b++) {
        const struct block *want = &theirs.block[b];
        const struct block *got = trace_file_block(&ours, want->name, strlen(want->name));

        if (!got || got->m->rows != want->m->rows || got->m->cols != want->m->cols)
            fail_msg("%s: no %s of that shape", command, want->name);
        double most =
            0; /* an entry may be what is left of larger terms: the block's scale counts */

        for (size_t i = 0; i < want->m->rows * want->m->cols; i++)
            most = fmax(most, fabs(want->m->v[i]));
        for (size_t i = 0; i < want->m->rows * want->m->cols; i++)
            if (!(fabs(got->m->v[i] - want->m->v[i]) <= 1e-12 * most))
                fail_msg("%s: %s entry %zu is %.17g, in NumPy %.17g", command, want->name, i,
                         got->m->v[i], want->m->v[i]);
    }
    trace_file_free(&ours);
    trace_file_free(&theirs);
}

#define SIZE " --rows=50 --hidden=10 --lambda=0.01 --lr=0.003"

static void any_size_agrees_with_numpy(void **state)
{
    (void)state;
    numpy_agrees(BUILD "/05-dloss-dw1" SIZE, "tests/numpy/50x10-exact.trace");
    numpy_agrees(BUILD "/06-loop --epochs=1 --gradient=exact" SIZE,
                 "tests/numpy/50x10-exact.trace");
    numpy_agrees(BUILD "/06-loop --epochs=1" SIZE, "tests/numpy/50x10-article.trace");
}

static void with_one_row_and_no_ridge_both_gradients_are_one(void **state)
{
    struct trace_file a, b;

    (void)state;
    read_trace(&a, BUILD "/06-loop --rows=1 --epochs=1 --gradient=exact");
    read_trace(&b, BUILD "/06-loop --rows=1 --epochs=1 --gradient=article");
    for (size_t i = 0; i < a.blocks; i++)
        assert_matrix_same(a.block[i].m, b.block[i].m);
    trace_file_free(&a);
    trace_file_free(&b);
}

static void the_article_s_numbers_all_agree_but_its_slips(void **state)
{
    char command[2000];
    int used = snprintf(command, sizeof command, BUILD "/trace diff traces/article");
    struct outcome o;

    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++) {
        must(BUILD "/%s --rows=1 --lr=0.001 %s --trace=%s/%zu.trace", chapter[i],
             i == 5 ? "--epochs=1" : "", folder, i);
        used += snprintf(command + used, sizeof command - (size_t)used, " %s/%zu.trace", folder, i);
    }
    o = run("%s", command);
    assert_int_equal(o.status, 0);
    assert_non_null(
        strstr(o.out, "147 numbers: 143 agree, 4 are the article's own slips, 0 differ."));
    outcome_free(&o);

    /* another network's numbers do not agree */
    o = run(BUILD "/05-dloss-dw1 --seed=2018 --trace | " BUILD "/trace diff traces/article -");
    assert_int_equal(o.status, 1);
    assert_non_null(strstr(o.out, "W1 is the first block that differs"));
    outcome_free(&o);
}

static void finite_differences_confirm_the_gradients(void **state)
{
    (void)state;
    for (size_t i = 3; i < 5; i++) {
        struct outcome o = run(BUILD "/%s --rows=20 --hidden=4 --lambda=0.3", chapter[i]);

        assert_non_null(strstr(o.out, "so the formula"));
        outcome_free(&o);
    }
}

/* Truncation falls with the square of e, and rounding grows as e falls: the errors form a V, and
 * the chosen e is near its foot. */
static void differences_have_a_best_step(void **state)
{
    struct trace_file t;

    (void)state;
    read_trace(&t, BUILD "/05-dloss-dw1 --differences");

    const struct matrix *tried = trace_file_block(&t, "differences", strlen("differences"))->m;
    const struct matrix *chosen = trace_file_block(&t, "chosen", strlen("chosen"))->m;
    const double *first = tried->v, *last = &tried->v[2 * (tried->rows - 1)];
    double least = first[1];

    assert_int_equal(tried->cols, 2);
    assert_true(fabs(first[0] - 0.1) < 1e-15 && fabs(last[0] - 1e-12) < 1e-20);
    for (const double *row = first; row <= last; row += 2)
        least = fmin(least, row[1]);
    assert_true(fabs(first[1] / tried->v[2 * 4 + 1] - 100) < 2); /* a tenth of e */
    assert_true(last[1] > 1e3 * least);
    assert_true(chosen->v[0] > 1e-6 && chosen->v[0] < 1e-5);
    assert_true(chosen->v[1] < 10 * least);
    trace_file_free(&t);

    struct outcome o = run(BUILD "/05-dloss-dw1 --differences");

    assert_non_null(strstr(o.out, "e = 1e-05: at most "));
    outcome_free(&o);
}

/* The number of a block of one entry, or the sum of its squares. */
static double traced(const struct trace_file *t, const char *name, bool squared)
{
    const struct block *b = trace_file_block(t, name, strlen(name));
    double sum = 0;

    for (size_t i = 0; b && i < b->m->rows * b->m->cols; i++)
        sum += squared ? b->m->v[i] * b->m->v[i] : b->m->v[i];
    return sum;
}

/* The Loss after the step is the loop's at its next epoch. */
static void chapter_5_says_what_the_step_did_to_the_loss(void **state)
{
    static const struct {
        const char *options, *did;
        double lr;
    } tried[] = {{"--rows=1 --lr=0.001", "fell by 0.00002836", 0.001},
                 {"--rows=20 --hidden=4 --lambda=0.3 --bias --lr=0.5", "fell by", 0.5},
                 {"--rows=50 --lr=1000", "rose by", 1000}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct trace_file t;
        char command[200], words[300];
        double before, after, squares;

        snprintf(command, sizeof command,
                 BUILD "/06-loop --gradient=exact --epochs=2 --record=1 %s", tried[i].options);
        read_trace(&t, command);
        before = traced(&t, "Loss", false);
        after = traced(&t, "Loss@1", false);
        squares = traced(&t, "dLoss_dW1", true) + traced(&t, "dLoss_dW2", true) +
                  traced(&t, "dLoss_db1", true) + traced(&t, "dLoss_db2", true);
        trace_file_free(&t);

        struct outcome o = run(BUILD "/05-dloss-dw1 %s | tr -s '\n ' ' '", tried[i].options);

        snprintf(words, sizeof words, "The Loss was %.8f. With the new weights it is %.8f: it %s",
                 before, after, tried[i].did);
        if (!strstr(o.out, words))
            fail_msg("not printed: %s\n%s", words, o.out);
        snprintf(words, sizeof words, "all squared slopes is %g * %.8f = %.8f.", tried[i].lr,
                 squares, tried[i].lr * squares);
        if (!strstr(o.out, words))
            fail_msg("not printed: %s\n%s", words, o.out);
        outcome_free(&o);
    }
}

static void a_trace_file_comes_with_the_text(void **state)
{
    struct outcome with, without, cat;

    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++) {
        with = run(BUILD "/%s --trace=%s/with.trace", chapter[i], folder);
        without = run(BUILD "/%s", chapter[i]);
        assert_int_equal(with.status, 0);
        assert_string_equal(with.out, without.out);
        outcome_free(&with);
        outcome_free(&without);
        with = run(BUILD "/%s --trace", chapter[i]);
        cat = run("cat %s/with.trace", folder);
        assert_string_equal(with.out, cat.out);
        outcome_free(&with);
        outcome_free(&cat);
    }
}

static void a_full_disk_is_one_line_and_status_2(void **state)
{
    struct stat s;

    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++) {
        assert_no_space(BUILD "/%s >/dev/full", chapter[i]);
        assert_no_space(BUILD "/%s --trace >/dev/full", chapter[i]);
        assert_no_space(BUILD "/%s --trace=/dev/full >/dev/null", chapter[i]);
    }
    assert_true(stat("/dev/full", &s) != 0 || S_ISCHR(s.st_mode)); /* not renamed over */
}

static void an_unwritable_trace_leaves_nothing_behind(void **state)
{
    struct outcome o;

    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++) {
        assert_refused("No such file or directory", BUILD "/%s --trace=%s/none/x.trace", chapter[i],
                       folder);
        assert_refused("Is a directory", BUILD "/%s --trace=%s", chapter[i], folder);
    }
    assert_refused("Bad file descriptor", BUILD "/05-dloss-dw1 --trace=%s/closed >&-", folder);
    o = run("mkdir %s/small; cp LICENSE %s/small/old; ulimit -f 1; trap '' XFSZ; " BUILD
            "/05-dloss-dw1 --rows=50 --trace=%s/small/old >/dev/null",
            folder, folder, folder);
    assert_int_equal(o.status, 2);
    assert_non_null(strstr(o.err, "small/old: File too large"));
    outcome_free(&o);
    o = run("ls -A %s/small; cmp LICENSE %s/small/old", folder, folder);
    assert_string_equal(o.out, "old\n"); /* what stood there stands there still */
    outcome_free(&o);
}

/* tests/options.c has what is refused. */
static void every_chapter_refuses_in_its_own_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < CHAPTERS; i++) {
        char words[100];

        snprintf(words, sizeof words, "%s: --rows=0: ", chapter[i]);
        assert_refused(words, BUILD "/%s --rows=0", chapter[i]);
        assert_refused("/none.csv: No such file", BUILD "/%s --data=/none.csv", chapter[i]);
    }
    assert_refused("--epochs=0: want a whole number from 1", BUILD "/06-loop --epochs=0");
    assert_refused("--record=0: want a whole number from 1", BUILD "/06-loop --record=0");
}

static void your_own_data_take_the_place_of_xor(void **state)
{
    struct trace_file t;
    char command[200];

    (void)state;
    must("printf 'a,b,c,kind\\n1,2,3,red\\n4,5,6,blue\\n7,8,9,green\\n' >%s/three.csv", folder);
    snprintf(command, sizeof command, BUILD "/05-dloss-dw1 --rows=3 --data=%s/three.csv", folder);
    read_trace(&t, command);

    struct matrix *X = matrix_of(3, 3, (double[]){1, 2, 3, 4, 5, 6, 7, 8, 9});
    struct matrix *Y = matrix_of(3, 3, (double[]){0, 0, 1, 1, 0, 0, 0, 1, 0}); /* blue green red */

    assert_matrix_same(trace_file_block(&t, "X", 1)->m, X);
    assert_matrix_same(trace_file_block(&t, "Y", 1)->m, Y);
    matrix_free(X);
    matrix_free(Y);
    trace_file_free(&t);
    assert_refused("has 3", BUILD "/05-dloss-dw1 --rows=4 --data=%s/three.csv", folder);
    must("printf '1,2,red\\n4,x,blue\\n' >%s/bad.csv", folder);
    assert_refused("bad.csv:2:2: 'x' is not", BUILD "/05-dloss-dw1 --data=%s/bad.csv", folder);
    must("printf '1,2,red\\n?,2,blue\\n5,4,blue\\n' >%s/gap.csv", folder);
    assert_refused("--missing=drop or", BUILD "/01-matrix --data=%s/gap.csv", folder);
    assert_prints(0, "which are left out: 1 of 3",
                  BUILD "/01-matrix --data=%s/gap.csv --missing=drop", folder);
    assert_prints(0, "3x2  1.00000000  2.00000000  3.00000000 ..",
                  BUILD "/01-matrix --data=%s/gap.csv --missing=mean", folder);
    assert_prints(0, "3x2 -1.22474487 -0.70710678  0.00000000 ..",
                  BUILD "/01-matrix --data=%s/gap.csv --missing=mean --standardize", folder);
    assert_refused("three.csv:1:1: 'a' is not a finite number",
                   BUILD "/01-matrix --header=no --data=%s/three.csv", folder);
    assert_refused("column 2 has no mean and deviation",
                   "printf '1,2e200,red\\n1,-2e200,blue\\n' | " BUILD
                   "/01-matrix --standardize --data=/dev/stdin");
    assert_refused("--missing=mean: column 1 has no mean",
                   "printf '?,2,red\\n,3,blue\\n' | " BUILD
                   "/01-matrix --missing=mean --data=/dev/stdin");
}

/* Lists the symbols that an object file defines, or needs. */
static struct outcome symbols(const char *object, const char *which)
{
    return run("nm -g %s " BUILD "/%s | sed 's/.* //' | sort -u", which, object);
}

/* A chapter is linked with its whole brick and all bricks before it, and with nothing of a later
 * one; no brick needs a later brick, or any of the mortar but check. */
static void a_chapter_stands_on_its_bricks_only(void **state)
{
    (void)state;
    for (size_t j = 0; j < listed; j++) {
        char object[100];

        if (list[j].brick[0] == '-')
            continue;
        snprintf(object, sizeof object, "obj/lib/%s.o", list[j].brick);
        struct outcome gives = symbols(object, "--defined-only");

        for (char *name = strtok(gives.out, "\n"); name; name = strtok(NULL, "\n")) {
            for (size_t i = 0; i < listed; i++) {
                struct outcome has = run("nm " BUILD "/%s | grep -c ' %s$'", list[i].chapter, name);

                if ((atoi(has.out) > 0) != (j <= i))
                    fail_msg("%s of brick %s is %s %s", name, list[j].brick,
                             j <= i ? "missing in" : "linked into", list[i].chapter);
                outcome_free(&has);
            }
            for (size_t i = 0; i < j; i++) {
                struct outcome needs =
                    run("nm -u " BUILD "/obj/lib/%s.o | grep -c ' %s$'", list[i].brick, name);

                if (atoi(needs.out) > 0)
                    fail_msg("brick %s needs %s of the later brick %s", list[i].brick, name,
                             list[j].brick);
                outcome_free(&needs);
            }
        }
        outcome_free(&gives);

        struct outcome above = run(
            "cd " BUILD "/obj/lib; nm -u %s.o | sed 's/.* //' >%s/needs; for m in mortar/*.o; do"
            " nm -g --defined-only $m | sed 's/.* //' | grep -qxFf %s/needs && echo $m; done",
            list[j].brick, folder, folder);

        if (strcmp(above.out, "mortar/check.o\n") != 0 && above.out[0] != '\0')
            fail_msg("brick %s needs something of %s", list[j].brick, above.out);
        outcome_free(&above);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chapter_has_the_list_s_title),
        cmocka_unit_test(every_chapter_shows_the_article_s_digits),
        cmocka_unit_test(text_in_a_pipe_is_plain),
        cmocka_unit_test(a_terminal_gets_colour_and_brackets),
        cmocka_unit_test(chapter_5_traces_every_name),
        cmocka_unit_test(chapters_agree_on_what_they_share),
        cmocka_unit_test(any_size_agrees_with_numpy),
        cmocka_unit_test(with_one_row_and_no_ridge_both_gradients_are_one),
        cmocka_unit_test(the_article_s_numbers_all_agree_but_its_slips),
        cmocka_unit_test(finite_differences_confirm_the_gradients),
        cmocka_unit_test(differences_have_a_best_step),
        cmocka_unit_test(chapter_5_says_what_the_step_did_to_the_loss),
        cmocka_unit_test(a_trace_file_comes_with_the_text),
        cmocka_unit_test(a_full_disk_is_one_line_and_status_2),
        cmocka_unit_test(an_unwritable_trace_leaves_nothing_behind),
        cmocka_unit_test(every_chapter_refuses_in_its_own_name),
        cmocka_unit_test(your_own_data_take_the_place_of_xor),
        cmocka_unit_test(a_chapter_stands_on_its_bricks_only),
    };

    return cmocka_run_group_tests_name("chapters", tests, read_list, remove_folder);
}
