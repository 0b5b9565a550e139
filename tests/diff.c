/* trace diff names the block that departs from its reference, and what follows from it.  (The
 * ledger of the article's slips has tests/slips.c.) */
#include "test.h"

#include <stdio.h>

static int make_references(void **state)
{
    make_folder(state);
    must(BUILD "/05-dloss-dw1 --trace=%s/ref", folder);
    must(BUILD "/05-dloss-dw1 --digits=8 --trace=%s/ref8", folder);
    return 0;
}

/* Compares the reference with a copy that sed has edited. */
static struct outcome edited(const char *options, const char *edit)
{
    return run("sed '%s' %s/ref >%s/it; " BUILD "/trace diff %s %s/ref %s/it", edit, folder, folder,
               options, folder, folder);
}

static void expect(struct outcome o, int status, const char *const *words)
{
    for (; *words; words++)
        if (o.status != status || !find_words(&o, o.out, *words) || *o.err)
            fail_msg("'%s': status %d, %s%s", *words, o.status, o.out, o.err);
    outcome_free(&o);
}

#define EXPECT(o, status, ...) expect(o, status, (const char *const[]){__VA_ARGS__, NULL})

static void a_trace_agrees_with_itself(void **state)
{
    (void)state;
    EXPECT(edited("", ""), 0, "82 numbers: 82 agree, 0 differ.");
    EXPECT(run(BUILD "/05-dloss-dw1 --trace | " BUILD "/trace diff %s/ref8 -", folder), 0,
           "82 numbers: 82 agree, 0 differ.");
}

static void a_trace_of_another_run_is_told_so(void **state)
{
    (void)state;
    EXPECT(
        run(BUILD "/05-dloss-dw1 --rows=2 --seed=5 --lr=0.5 --trace | " BUILD
                  "/trace diff %s/ref8 -",
            folder),
        1,
        "It is 2x2; it should be 1x2.\n"
        "It is an input: nothing before it can be at fault.\n"
        "Another run: this trace is of rows=2 seed=5 alpha=0.5, the reference of rows=1 seed=2017 alpha=0.001.\n");
    EXPECT(run(BUILD "/05-dloss-dw1 --lambda=0.01 --trace | " BUILD "/trace diff %s/ref -", folder),
           1,
           "The fault is in this step or in an input that does not agree.\n"
           "Another run: this trace is of lambda=0.01, the reference of lambda=0.\n3 later");
    EXPECT(run(BUILD "/01-matrix --trace=%s/one; " BUILD "/01-matrix --lr=0.1 --trace | " BUILD
                     "/trace diff %s/one -",
               folder, folder),
           1,
           "z1           1x3   3 of 3 agree\n\n"
           "Another run: this trace is of alpha=0.1, the reference of alpha=0.001.\n\n22 numbers");
    EXPECT(edited("", "/^# X /,/^$/s/^1.76/1.77/; s/ gradient=exact/& bias/"), 1,
           "Another run: this trace is of bias, the reference of no bias.\n");
    EXPECT(edited("", "/^# X /,/^$/s/^1.76/1.77/; s/ data-seed=0//"), 1,
           "Another run: this trace is of no data-seed=0, the reference of data-seed=0.\n");
    EXPECT(run("sed 's/rows=1 /\\x1b[31m /; /^# X /,/^$/s/^1.76/1.77/' %s/ref8 | " BUILD
               "/trace diff %s/ref8 -",
               folder, folder),
           1, "Another run: this trace is of \\x1b[31m, the reference of rows=1.\n");
    EXPECT(edited("", "/^# run /d; /^# X /,/^$/s/^1.76/1.77/"), 1,
           "nothing before it can be at fault.\n18 later"); /* no options, no word of them */
    EXPECT(edited("", "/^# h1 /,/^$/s/^[0-9.]* /? /"), 1, "h1           1x3   2 of 3 agree\n",
           "82 numbers: 81 agree, 0 differ, 1 is in no trace."); /* a ? does not differ */
    EXPECT(edited("", "/^# h1 /,/^$/s/0.1962[^ ]* /0.9 /"), 1,
           "h1[1,1] is 0.9; it should be 0.19626");
}

static void the_first_block_that_differs_is_named(void **state)
{
    (void)state;
    EXPECT(edited("", "/^# h1 /,/^$/s/0.71301/0.71311/"), 1,
           "h1           1x3   2 of 3 agree   1 DIFFER",
           "it: h1 is the first block that differs (from 05-dloss-dw1).\n",
           "h1[1,2] is 0.71311043177408462; it should be 0.71301043177408463.\n",
           "h1 = sigmoid(z1)\n",
           "  input z1         agrees\nIts inputs agree, so the fault is in this step.\n",
           "z2           1x2   not judged\n", "dz2_dh1      3x2   6 of 6 agree\n",
           "15 later blocks are downstream and not judged.\n",
           "82 numbers: 33 agree, 1 differs, 48 are not judged.");
    EXPECT(
        run(BUILD "/05-dloss-dw1 --lambda=0.1 --trace=%s/ours && " BUILD
                  "/06-loop --gradient=article --rows=1 --hidden=3 --lambda=0.1 --lr=0.001 "
                  "--epochs=1 --quiet --trace=%s/theirs >%s/text && " BUILD
                  "/trace diff %s/ours %s/theirs",
            folder, folder, folder, folder, folder),
        1,
        "so the fault is in this step.\nIts formula gives its numbers; in the reference the formula "
        "is\ndLoss_dW2 = h1' * dLoss_dz2 + lambda/N * W2\n"
        "Another run: this trace is of gradient=article, the reference of gradient=exact.\n"
        "2 later blocks are");
    EXPECT(edited("", "/^# X /,/^$/s/^1.76/1.77/"), 1,
           "It is an input: nothing before it can be at fault.");
    EXPECT(
        edited("", "/^# X /,/^$/s/^1.76/1.77/; /^# Y /,/^$/s/^[01] [01]/1 1/"),
        1, /* and no other */
        "X is the first block that differs",
        "nothing before it can be at fault.\n18 later blocks are downstream and not judged.\n\n82 numbers");
    EXPECT(edited("", "s/^# set alpha=0.001/# set alpha=0.002/"), 1,
           "1x1   0 of 1 agree   1 DIFFERS");
}

/* A wrong shape is reported before a nan, and a nan before a wrong value. */
static void shape_comes_before_nan_and_nan_before_value(void **state)
{
    (void)state;
    EXPECT(edited("", "s/^# h1 1x3/# h1 1x4/; /^# h1 /,/^$/s/^0.19/nan 0.29/"), 1,
           "It is 1x4; it should be 1x3.\n");
    EXPECT(edited("", "/^# h1 /,/^$/{s/^0.19/0.29/;s/ 0.4886.*/ nan/}"), 1,
           "h1[1,3] is nan; it should be 0.488", "1 of 3 agree   2 DIFFER");
    EXPECT(edited("--tolerance=1000", "/^# h1 /,/^$/s/ 0.4886.*/ inf/"), 1,
           "h1[1,3] is inf; it should be");
}

static void what_one_side_lacks_is_named(void **state)
{
    (void)state;
    EXPECT(edited("", "/^# h1 /,/^$/d"), 1, "h1           1x3  is in no trace\n",
           "82 numbers: 79 agree, 0 differ, 3 are in no trace.");
    EXPECT(run("sed '/^# h1 /,/^$/d' %s/ref >%s/it; " BUILD "/trace diff %s/it %s/ref", folder,
               folder, folder, folder),
           0, "Not in the reference: h1\n", "79 numbers: 79 agree");
}

static void the_tolerance_is_half_a_unit_or_as_given(void **state)
{
    (void)state;
    EXPECT(edited("--tolerance=1e-3", "/^# h1 /,/^$/s/0.71301/0.71311/"), 0, "82 agree");
    EXPECT(edited("--tolerance=1e-5", "/^# h1 /,/^$/s/0.71301/0.71311/"), 1, "1 DIFFER");
    EXPECT(edited("", "/^# h1 /,/^$/s/0.71301043177408463/0.7130104317740/"), 0, "82 agree");
    EXPECT(edited("", "/^# h1 /,/^$/s/0.71301043177408463/0.7130104317/"), 1, "1 DIFFER");
    EXPECT(run("sed '/^# h1 /,/^$/s/0.71301043177408463/0.7130104346/' %s/ref >%s/it; " BUILD
               "/trace diff %s/ref8 %s/it",
               folder, folder, folder, folder),
           0, "82 agree");
    EXPECT(run("sed '/^# h1 /,/^$/s/0.71301043177408463/0.7130104352/' %s/ref >%s/it; " BUILD
               "/trace diff %s/ref8 %s/it",
               folder, folder, folder, folder),
           1, "1 DIFFER");
}

static void a_slip_that_suddenly_agrees_is_a_fault(void **state)
{
    (void)state;
    EXPECT(
        run("cp -r traces/article %s/article && for f in %s/article/12-*.trace; do sed "
            "'/^# dLoss_dz2 /,/^$/s/^0.2335.*/-0.14673508 0.11258065/' $f >%s/it && mv %s/it $f; "
            "done; " BUILD "/trace diff %s/article %s/ref",
            folder, folder, folder, folder, folder, folder),
        1, "2 of these agree after all: the ledger is wrong\n",
        "2 numbers of the slip ledger agree after all: the ledger is wrong.\n");
}

/* One of the traces has the block in another shape: the slips are looked for in the trace whose
 * block fits. */
static void a_short_block_is_not_read_beyond_its_end(void **state)
{
    (void)state;
    EXPECT(run("sed 's/^# dLoss_dz2 1x2/# dLoss_dz2 1x1/; /^# dLoss_dz2/,/^$/s/ 0.1125[0-9]*$//' "
               "%s/ref "
               ">%s/short; " BUILD "/trace diff traces/article %s/ref %s/short",
               folder, folder, folder, folder),
           1, "It is 1x1; it should be 1x2.\n");
}

static void bad_usage_and_bad_files_are_refused(void **state)
{
    (void)state;
    assert_refused("want REFERENCE TRACE...", BUILD "/trace diff %s/ref", folder);
    assert_refused("No such file", BUILD "/trace diff %s/none %s/ref", folder, folder);
    assert_refused("no traces in it", BUILD "/trace diff tests %s/ref", folder);
    assert_refused("LICENSE:1: not a trace", BUILD "/trace diff %s/ref LICENSE", folder);
    assert_refused("standard input:1: not a trace", BUILD "/trace diff %s/ref - </dev/null",
                   folder);
}

/* The formula names a block, a number of the set line and functions. */
static void inputs_are_judged_one_by_one(void **state)
{
    static const char text[] =
        "# brick-trace 1\n# chapter x\n# set alpha=%s%s\n\n\n# X 1x1\n4\n\n\n"
        "# z 1x1 = alpha*sum(X) + sigmoid(lost + beta)\n%s\n\n\n"
        "# y 1x1 = z\n7\n\n\n";
    static const struct {
        const char *alpha, *beta, *z, *words;
        int status;
    } cases[] = {
        {"0.5", "", "3", "x: 3 numbers", 0},
        {"0.5", "", "8",
         "  input alpha      agrees\n  input X          agrees\n"
         "  input lost       is not in this trace\n"
         "  input beta       is not in this trace\n"
         "The fault is in this step or in an input that does not agree.\n"
         "1 later block is downstream and not judged.\n",
         1},
        {"0.6", "", "8", "  input alpha      differs\n", 1},
        {"0.5", " beta=2", "8", "  input beta       is not in the reference\n", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char ref[400], it[400];
        struct outcome o;

        snprintf(ref, sizeof ref, text, "0.5", "", "3");
        snprintf(it, sizeof it, text, cases[i].alpha, cases[i].beta, cases[i].z);
        o = run("cat >%s/a <<'END'\n%sEND\ncat >%s/b <<'END'\n%sEND\n" BUILD
                "/trace diff %s/a %s/b",
                folder, ref, folder, it, folder, folder);
        if (o.status != cases[i].status ||
            (cases[i].status && !find_words(&o, o.out, cases[i].words)))
            fail_msg("%zu: status %d, %s%s", i, o.status, o.out, o.err);
        outcome_free(&o);
    }
}

/* Neither as an input, nor as something that is wrong before. */
static void the_name_of_a_function_is_no_input(void **state)
{
    static const char text[] =
        "# brick-trace 1\n# chapter x\n\n\n# max 1x2\n%d 4\n\n\n# X 1x2\n1 2\n\n\n"
        "# z 1x1 = log(exp(max(X))) + max(sum(X, 2), sigmoid(0))\n%d\n\n\n";
    char ref[400], it[400];
    struct outcome o;

    (void)state;
    snprintf(ref, sizeof ref, text, 4, 5);
    snprintf(it, sizeof it, text, 3, 6);
    o = run("cat >%s/a <<'END'\n%sEND\ncat >%s/b <<'END'\n%sEND\n" BUILD "/trace diff %s/a %s/b",
            folder, ref, folder, it, folder, folder);
    assert_int_equal(o.status, 1);
    assert_non_null(find_words(&o, o.out, "  z            1x1   0 of 1 agree   1 DIFFER\n"));
    assert_int_equal(times(o.out, "not judged"), 0);
    outcome_free(&o);
    snprintf(it, sizeof it, text, 4, 6);
    o = run("cat >%s/b <<'END'\n%sEND\n" BUILD "/trace diff %s/a %s/b", folder, it, folder, folder);
    assert_non_null(
        find_words(&o, o.out, "sigmoid(0))\n  input X          agrees\nIts inputs agree"));
    outcome_free(&o);
}

static void all_that_is_extra_is_counted(void **state)
{
    (void)state;
    EXPECT(
        run("{ printf '# brick-trace 1\\n# set alpha=0.001 beta=1\\n\\n\\n'; sed -n '/^# Loss /,/^$/p' "
            "%s/ref; } >%s/one; " BUILD "/trace diff %s/one %s/ref %s/ref8",
            folder, folder, folder, folder, folder),
        1,
        "Not in the reference: X Y W1 W2 z1 h1 z2 h2 data_loss ridge_loss dLoss_dh2 dh2_dz2 and "
        "11 more\n",
        "beta         1x1  is in no trace\n", "3 numbers: 2 agree, 0 differ, 1 is in no trace.");
}

static void usage_of_diff(void **state)
{
    (void)state;
    assert_refused("want a number from 0 on", BUILD "/trace diff --tolerance=-1 %s/ref %s/ref",
                   folder, folder);
    assert_refused("want REFERENCE TRACE..., 201 at most",
                   BUILD "/trace diff %s/ref $(yes %s/ref | head -201)", folder, folder);
    EXPECT(run(BUILD "/trace diff %s/ref $(yes %s/ref | head -200)", folder, folder), 0,
           "82 numbers: 82 agree");
    assert_refused("too many traces",
                   "mkdir %s/many && for i in 0 1 2; do for k in $(seq 67); do cp %s/ref "
                   "%s/many/$i$k.trace; done; done; " BUILD "/trace diff %s/many %s/ref",
                   folder, folder, folder, folder, folder);
    EXPECT(run("rm %s/many/01.trace; " BUILD "/trace diff %s/many %s/ref", folder, folder, folder),
           0, "16400 numbers: 16400 agree");
}

static struct outcome pair_of(const char *ref, const char *it)
{
    return run(
        "printf '# brick-trace 1\\n# chapter x\\n\\n\\n%s\\n\\n\\n' >%s/a; printf '# brick-trace "
        "1\\n\\n\\n%s\\n\\n\\n' >%s/b; cd %s && \"$OLDPWD\"/" BUILD "/trace diff a b",
        ref, folder, it, folder, folder);
}

static void numbers_that_are_none_agree_with_themselves(void **state)
{
    (void)state;
    EXPECT(pair_of("# X 1x4\\nnan inf -inf 1", "# X 1x4\\nnan inf -inf 1"), 0, "4 of 4 agree");
    EXPECT(pair_of("# X 1x4\\nnan inf -inf 1", "# X 1x4\\n1 -inf inf nan"), 1,
           "0 of 4 agree   4 DIFFER", "X[1,1] is 1; it should be nan (and 3 more of 4).");
    EXPECT(pair_of("# X 1x3\\n1 2 inf", "# X 1x3\\n1 nan nan"), 1, "2 DIFFER",
           "X[1,2] is nan; it should be 2 (and 1 more of 3).");
    EXPECT(pair_of("# X 1x2\\n1 inf", "# X 1x2\\n1 5"), 1, "X[1,2] is 5; it should be inf.");
    EXPECT(pair_of("# X 1x3\\n3 1 nan", "# X 1x3\\n4 nan 5"), 1,
           "X[1,2] is nan; it should be 1 (and 2 more of 3).");
    EXPECT(pair_of("# X 2x1\\n3\\n1", "# X 1x1\\n3"), 1, "It is 1x1; it should be 2x1.");
    EXPECT(pair_of("# X 1x1\\n3", "# X 2x1\\n3\\n1"), 1, "It is 2x1; it should be 1x1.");
}

/* A block that comes later is no input, so a difference in it is not to blame. */
static void formulas_may_name_anything(void **state)
{
    (void)state;
    EXPECT(
        pair_of(
            "# z 1x1 = late + abc + missing\\n1\\n\\n\\n# late 1x1\\n2",
            "# z 1x1 = late + abc + missing + own\\n3\\n\\n\\n# late 1x1\\n2\\n\\n\\n# own 1x1\\n1"),
        1,
        "  input late       agrees\n  input abc        is not in this trace\n"
        "  input missing    is not in this trace\n  input own        is not in the reference\n");
    EXPECT(
        run("mkdir %s/two; printf '# brick-trace 1\\n\\n\\n# a 1x1\\n1\\n\\n\\n' >%s/two/3.trace; printf "
            "'# brick-trace 1\\n# set beta=2\\n\\n\\n# z 1x1 = beta\\n2\\n\\n\\n' >%s/two/2.trace; sed "
            "'s/^2/3/' %s/two/2.trace | " BUILD "/trace diff %s/two -",
            folder, folder, folder, folder, folder),
        1, "  input beta       agrees\nIts inputs agree, so the fault is in this step.\n");
    assert_refused("/1.trace:1: not a trace",
                   "echo >%s/two/1.trace; " BUILD "/trace diff %s/two %s/ref", folder, folder,
                   folder);
}

/* Compares what a person typed with the trace that trace fill makes of a sheet. */
static struct outcome typed(const char *sheet, const char *typed_text)
{
    must("printf '# brick-trace 1\\n\\n%s' | " BUILD "/trace fill --output=%s/filled", sheet,
         folder);
    return run("printf '# brick-trace 1\\n\\n%s' | " BUILD "/trace diff - %s/filled", typed_text,
               folder);
}

static void each_number_that_a_person_typed_is_accounted_for(void **state)
{
    static const char sheet[] =
        "# X\\n1.26 2.7\\n\\n# a = X/3\\n\\n# b = a*1000\\n\\n# c = b + 1\\n";

    (void)state;
    EXPECT(typed(sheet, "# a\\n0.42 0.90\\n\\n# b\\n420 900\\n"), 0,
           "4 numbers: 4 agree, 0 differ.\n");
    EXPECT(typed(sheet, "# a\\n0.4 0.9\\n\\n# b\\n400 900\\n"), 0,
           "  b            1x2   1 of 2 agree   1 from printed ones\n",
           "4 numbers: 3 agree, 1 follows from the numbers printed before it, 0 differ.\n");
    EXPECT(typed(sheet, "# a\\n0.4 ?\\n\\n# b\\n? 951\\n"), 1,
           "  a            1x2   1 of 1 agree\n", "  b            1x2   0 of 1 agree   1 DIFFER\n",
           "    b[1,2] is printed 951; it is 900.00000000\n", "2 numbers: 1 agrees, 1 differs.\n");
    EXPECT(
        typed(sheet, "# a\\n0.42 0.90\\n\\n# b\\n840 1800\\n\\n# c\\n841 1801\\n"), 1,
        "    b[1,1] is printed 840; it is 420.00000000 (and 1 more of 2)\n    it follows if the result is "
        "multiplied by 2\n",
        "  c            1x2   0 of 2 agree   2 from printed ones\n");
    /* 0.4 tells too little to say that it was not doubled itself. */
    EXPECT(typed(sheet, "# a\\n0.4 0.9\\n\\n# b\\n840 1800\\n"), 1,
           "    b[1,1] is printed 840; it is 420.00000000 (and 1 more of 2)\n\n");
    /* Only in the reference, and made from what is in both. */
    EXPECT(typed(sheet, "# a\\n0.42 0.90\\n\\n# d = a*7\\n2.94 6.3\\n\\n# e = d + 1\\n3.94 7.5\\n"),
           1, "  d            1x2   2 of 2 agree\n",
           "    e[1,2] is printed 7.5; it is 7.30000000\n");
    EXPECT(typed(sheet, "# a\\n0.42 0.90\\n\\n# b = lost + 1\\n420 951\\n"), 1,
           "    b[1,2] is printed 951; it is 900.00000000\n\n", "4 numbers: 3 agree, 1 differs.\n");
    EXPECT(run(BUILD "/trace fill --digits=3 %s/filled | sed '2s/$/\\n# set k=2/' >%s/rounded; "
                     "printf '# brick-trace 1\\n\\n# a\\n0.42 0.90\\n\\n# b\\n420.4 900\\n\\n# k = "
                     "X*2\\n2.53 5.4\\n' | " BUILD "/trace diff - %s/rounded",
               folder, folder, folder),
           1, "  b            1x2   1 of 2 agree   1 from printed ones\n",
           "  k            1x2  is in no trace\n");
    EXPECT(typed(sheet, "# a\\n0.42 0.90\\n\\n# b = a'\\''\\n420 951\\n"), 1,
           "    b[1,2] is printed 951; it is 900.00000000\n\n");
    EXPECT(typed(sheet, "# b\\n420\\n"), 1, "It is 1x2; it should be 1x1.\n");
    EXPECT(typed(sheet, "# b\\n420.0\\n900.0\\n"), 1, "It is 1x2; it should be 2x1.\n");
    /* The trace itself does not follow: nothing is accounted for. */
    EXPECT(
        run("sed 's/^420/421/' %s/filled >%s/it; printf '# brick-trace 1\\n\\n# b\\n840 1800\\n' | " BUILD
            "/trace diff - %s/it",
            folder, folder, folder),
        1, "b[1,1] is 421; it should be 840 (and 1 more of 2).\n", "b = a*1000\n");
}

/* The mistake that was found in one block is tried first in those of later steps, however many. */
static void a_mistake_is_known_in_all_later_blocks(void **state)
{
    static const char sheet[] =
        "# W\\n2.125\\n\\n# g = W*2\\n\\n# W_new = W - 0.1*g\\n\\n# L = W.^2/2\\n\\n"
        "# L@60 = (0.8^60*W).^2/2\\n\\n# L@61 = (0.8^61*W).^2/2\\n\\n# L@62 = (0.8^62*W).^2/2\\n";

    (void)state;
    EXPECT(
        typed(sheet, "# W_new\\n2.5500\\n\\n# L@60\\n7.16865036e9\\n\\n# L@61\\n1.03228565e10\\n\\n"
                     "# L@62\\n1.48649134e10\\n"),
        1, "  W_new        1x1   0 of 1 agree   1 DIFFER\n",
        "    it follows with W_new = W + 0.1*g\n",
        "  L@61         1x1   0 of 1 agree   1 DIFFER\n    L@61[1,1] is printed 10322856500; it is "
        "0.00000000\n    it follows with W_new = W + 0.1*g in W_new\n",
        "  L@62         1x1   0 of 1 agree   1 DIFFER\n    L@62[1,1] is printed 14864913400; it is "
        "0.00000000\n    it follows with W_new = W + 0.1*g in W_new\n");
    EXPECT(
        typed(sheet, "# W_new\\n1.7\\n\\n# L@61\\n1.03228565e10\\n"), 1,
        "  L@61         1x1   0 of 1 agree   1 DIFFER\n    L@61[1,1] is printed 10322856500; it is "
        "0.00000000\n\n");
}

/* Two mistakes in one block are two, and the second is told as well. */
static void a_block_may_have_two_mistakes(void **state)
{
    static const char sheet[] =
        "# X\\n1.26 2.7\\n\\n# a = X/3\\n\\n# c = a*1000 + 1\\n\\n# d = a*700 + 3\\n";

    (void)state;
    EXPECT(typed(sheet, "# c\\n841.0 1801.0\\n\\n# d\\n-291.0 -627.0\\n"), 1,
           "    it follows if the result is multiplied by 2 in a\n",
           "    it follows with the opposite sign in a\n");
}

/* Of two references the one with all digits is not accounted for. */
static void an_exact_reference_may_lie_beside_a_typed_one(void **state)
{
    (void)state;
    must("mkdir %s/both && printf '# brick-trace 1\n\n# X\n1.26 2.7\n\n# a = X*3\n' | " BUILD
         "/trace fill --output=%s/both/1.trace && printf '# brick-trace 1\n\n# a\n3.78 8.2\n' "
         ">%s/both/2.trace",
         folder, folder, folder);
    EXPECT(run(BUILD "/trace diff %s/both %s/both/1.trace", folder, folder), 1,
           "  a            1x2   2 of 2 agree\n", "  a            1x2   1 of 2 agree   1 DIFFER\n",
           "    a[1,2] is printed 8.2; it is 8.10000000\n");
}

static void a_nan_has_no_sign(void **state)
{
    (void)state;
    EXPECT(edited("", "/^# h1 /,/^$/s/^0.19[0-9]*/-nan/"), 1, "h1[1,1] is nan; it should be 0.196");
    EXPECT(typed("# X\\n1\\n\\n# a = 0/(X - 1)\\n", "# a\\n2.6\\n"), 1,
           "is printed 2.6; it is nan\n");
}

/* What a reference computes by a formula that is too large is left out, and what is made from it.
 */
static void a_formula_that_is_too_large_adds_no_block(void **state)
{
    must(
        "awk 'BEGIN { print \"# brick-trace 1\\n\\n# A\"; for (i = 0; i < 2000; i++) print 1; print "
        "\"\\n# z = A'\\'' * A\\n2000\" }' >%s/tall",
        folder);
    EXPECT(run("printf '# brick-trace 1\\n\\n# r = sum(sum(A * A'\\'')) \\n3.14\\n\\n# q = r + 1\\n"
               "4.14\\n\\n# z\\n2000\\n' | " BUILD "/trace diff - %s/tall",
               folder),
           1, "  r            1x1  is in no trace\n  q            1x1  is in no trace\n",
           "3 numbers: 1 agrees, 0 differ, 2 are in no trace.\n");
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trace_agrees_with_itself),
        cmocka_unit_test(a_trace_of_another_run_is_told_so),
        cmocka_unit_test(the_first_block_that_differs_is_named),
        cmocka_unit_test(shape_comes_before_nan_and_nan_before_value),
        cmocka_unit_test(what_one_side_lacks_is_named),
        cmocka_unit_test(the_tolerance_is_half_a_unit_or_as_given),
        cmocka_unit_test(a_slip_that_suddenly_agrees_is_a_fault),
        cmocka_unit_test(a_short_block_is_not_read_beyond_its_end),
        cmocka_unit_test(bad_usage_and_bad_files_are_refused),
        cmocka_unit_test(inputs_are_judged_one_by_one),
        cmocka_unit_test(the_name_of_a_function_is_no_input),
        cmocka_unit_test(all_that_is_extra_is_counted),
        cmocka_unit_test(usage_of_diff),
        cmocka_unit_test(numbers_that_are_none_agree_with_themselves),
        cmocka_unit_test(formulas_may_name_anything),
        cmocka_unit_test(each_number_that_a_person_typed_is_accounted_for),
        cmocka_unit_test(a_mistake_is_known_in_all_later_blocks),
        cmocka_unit_test(a_block_may_have_two_mistakes),
        cmocka_unit_test(an_exact_reference_may_lie_beside_a_typed_one),
        cmocka_unit_test(a_nan_has_no_sign),
        cmocka_unit_test(a_formula_that_is_too_large_adds_no_block),
    };

    return cmocka_run_group_tests_name("diff", tests, make_references, remove_folder);
}
