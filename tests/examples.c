/* The worked examples of other articles: every number that they print is accounted for, and every
 * slip is found without the ledger that names it. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#define EXAMPLES "traces/examples"

static struct outcome example(const char *file)
{
    return run("traces/example.sh " BUILD " %s", file);
}

static void expect_in_order(struct outcome o, int status, const char *const *words)
{
    const char *at = o.out;

    if (o.status != status || *o.err)
        fail_msg("status %d, %s%s", o.status, o.out, o.err);
    for (; *words; words++) {
        const char *found = strstr(at, *words);

        if (!found)
            fail_msg("'%s' is not in, or not in its place in %s", *words, o.out);
        at = found + strlen(*words);
    }
    outcome_free(&o);
}

#define EXPECT(o, status, ...) expect_in_order(o, status, (const char *const[]){__VA_ARGS__, NULL})

static void every_printed_number_is_accounted_for(void **state)
{
    (void)state;
    EXPECT(example(EXAMPLES "/mazur.trace"), 0, "  Loss         1x1   1 of 1 agree\n",
           "  W1_new       2x2   4 of 4 agree\n",
           "slip 1: Loss@1[1,1] is printed 0.291027924; it is 0.291027774\n"
           "    it follows with W2_new in the place of W2 in dLoss_dh1\n",
           "slip 3: Loss@10000[1,1] is printed 0.0000351085; it is 0.0000351019\n"
           "    it follows after 9999 steps\n",
           "slip 2: h2@10000[1,1] is printed 0.015912196; it is 0.015913620\n",
           "slip 2: h2@10000[1,2] is printed 0.984065734; it is 0.984064274\n"
           "    it follows with W2_new in the place of W2 in dLoss_dh1\n",
           "45 numbers: 40 agree, 5 are the article's own slips, 0 differ.\n");
    EXPECT(example(EXAMPLES "/macleod.trace"), 0,
           "slip 5: error1[1,1] is printed -0.002406; it is -0.00265449\n",
           "slip 5: error1[1,2] is printed -0.007916; it is -0.00817165\n"
           "    it follows with W2_new in the place of W2\n",
           "slip 6: W1_new[2,2] is printed 0.5928; it is 0.59264552\n",
           "25 numbers: 15 agree, 7 follow from the numbers printed before them, 3 are the "
           "article's own slips, 0 differ.\n");
    EXPECT(example(EXAMPLES "/brownlee.trace"), 0, "  h2           1x2   2 of 2 agree\n",
           "slip 7: output[1,1] is printed 0.6213859615555266; it is 0.6629970129852887\n",
           "slip 7: output[1,2] is printed 0.6573693455986976; it is 0.7253160725279748\n"
           "    it follows without h1 * W2\n",
           "20 numbers: 15 agree, 3 follow from the numbers printed before them, 2 are the "
           "article's own slips, 0 differ.\n");
    EXPECT(example(EXAMPLES "/han-kamber.trace"), 0,
           "  Err6         1x1   0 of 1 agree   1 from printed ones\n",
           "36 numbers: 35 agree, 1 follows from the numbers printed before it, 0 differ.\n");
}

/* The same files where no ledger lies beside them: the reader does not know where to look. */
static void a_slip_is_found_without_its_ledger(void **state)
{
    (void)state;
    must("cp " EXAMPLES "/*.trace %s", folder);
    /* The older edition of Mazur's page prints another error of the same wrong order. */
    EXPECT(run("sed -i.old s/0.0000351085/0.000035085/ %s/mazur.trace && traces/example.sh " BUILD
               " %s/mazur.trace",
               folder, folder),
           1,
           "  Loss@1       1x1   0 of 1 agree   1 DIFFER\n"
           "    Loss@1[1,1] is printed 0.291027924; it is 0.291027774\n"
           "    it follows with W2_new in the place of W2 in dLoss_dh1\n",
           "Loss@10000[1,1] is printed 0.000035085; it is 0.000035102\n"
           "    it follows with W2_new in the place of W2 in dLoss_dh1\n",
           "45 numbers: 40 agree, 5 differ.\n",
           "\nNot every number agrees, so the exit status is 1; make calls that an error.\n");
    EXPECT(run("traces/example.sh " BUILD " %s/macleod.trace", folder), 1, "2 DIFFER\n",
           "    it follows with W2_new in the place of W2\n");
    EXPECT(run("traces/example.sh " BUILD " %s/brownlee.trace", folder), 1, "2 DIFFER\n",
           "    it follows without h1 * W2\n");
}

/* Where the trace is wrong itself, no mistake is looked for in what is printed. */
static void a_slip_beside_a_wrong_trace_is_not_explained(void **state)
{
    (void)state;
    EXPECT(run("sed '/^# Loss@1 /{n;s/.*/0.31234567890123456/;}' " BUILD
               "/examples/mazur/06-loop-1.trace | " BUILD "/trace diff " EXAMPLES "/mazur.trace -"),
           1, "    slip 1: Loss@1[1,1] is printed 0.291027924; it is 0.312345679\n  Loss@10000");
}

/* Where a right number stands in the place of a slip the ledger is wrong. */
static void a_slip_that_is_mended_is_none(void **state)
{
    (void)state;
    must("cp " EXAMPLES "/* %s && sed -i.old s/0.5928/0.5926/ %s/macleod.trace", folder, folder);
    EXPECT(run("traces/example.sh " BUILD " %s/macleod.trace", folder), 1,
           "1 of these agree after all: the ledger is wrong\n",
           "2 are the article's own slips, 0 differ.\n");
}

/* Every place that the ledger names is in one of the four. */
static void the_ledger_names_numbers_that_are_there(void **state)
{
    (void)state;
    struct outcome o = run(
        "cut -f7 " EXAMPLES "/slips.tsv | tail -n +2 | tr ' ' '\\n' | wc -l; for f in " EXAMPLES
        "/*.trace; do " BUILD "/trace diff $f " BUILD "/examples/$(basename $f .trace)/06*.trace; "
        "done | grep -c 'slip [0-9]*:'");
    int named = 0, met = 0;

    assert_int_equal(sscanf(o.out, "%d %d", &named, &met), 2);
    assert_int_equal(named, 10);
    assert_int_equal(met, named);
    outcome_free(&o);
}

static void sheets_are_filled_and_hold(void **state)
{
    (void)state;
    EXPECT(run(BUILD "/trace fill traces/sheets/three-layers.trace | " BUILD "/trace check"), 0,
           "14 blocks recomputed from their formulas and right; 5 given.\n",
           "every bit is the same");
    EXPECT(run(BUILD "/trace fill traces/sheets/softmax.trace | " BUILD "/trace check"), 0,
           "13 blocks recomputed from their formulas and right; 6 given.\n",
           "every bit is the same");
    /* Books' columns and our rows are the same step; not every block has a name of ours. */
    EXPECT(run(BUILD "/trace fill traces/sheets/columns.trace | " BUILD "/trace check"), 0,
           "28 blocks recomputed from their formulas and right; 6 given.\n",
           "every bit is the same");
    EXPECT(run(BUILD "/trace fill traces/sheets/columns.trace >%s/columns && " BUILD
                     "/08-bias --given=%s/columns --trace=%s/rows >%s/txt && " BUILD
                     "/trace diff %s/rows %s/columns",
               folder, folder, folder, folder, folder, folder),
           1, "  b1_new       1x3   3 of 3 agree\n", "165 numbers: 88 agree, 0 differ, ");
    /* The worked example's numbers, to the digits that are typed. */
    EXPECT(run(BUILD "/trace fill traces/sheets/cross-entropy.trace | " BUILD
                     "/trace diff --tolerance=1e-7 build/traces/04-dloss-dw2.trace - | grep '^  '"),
           0, "  W1           2x3   6 of 6 agree\n", "  W2           3x2   6 of 6 agree\n",
           "  z2           1x2   2 of 2 agree\n", "  dh2_dz2      1x2   2 of 2 agree\n");
    /* Both steps make their Loss smaller; the softmax rows add up to 1. */
    EXPECT(run(BUILD "/trace fill --digits=6 traces/sheets/three-layers.trace | "
                     "sed -n '/^# Loss/,/^$/p'"),
           0, "0.291623", "0.279872");
    EXPECT(
        run("sed 's/^# Loss = .*/# Loss = sum(sum(p, 2) - 1)/' traces/sheets/softmax.trace | " BUILD
            "/trace fill --digits=12 | sed -n '/^# Loss/,/^$/p'"),
        0, "0.000000000000");
}

static void a_formula_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    must("{ cat " EXAMPLES
         "/han-kamber.trace; printf '\\n# mine = tanh(h9)\\n0.5\\n'; } >%s/own.trace",
         folder);
    EXPECT(run("traces/example.sh " BUILD " %s/own.trace", folder), 1,
           "  mine         1x1  is in no trace\n    its formula, in line ",
           "column 1: ", "1 is in no trace.\n");
}

static void a_block_of_another_shape_is_told(void **state)
{
    (void)state;
    must("sed 's/^0.332 0.525$/0.332 0.525 0.7/' " EXAMPLES "/han-kamber.trace >%s/wide.trace",
         folder);
    EXPECT(run("traces/example.sh " BUILD " %s/wide.trace", folder), 1, "3 DIFFER\n",
           "h1 is the first block that differs", "It is 1x2; it should be 1x3.\n");
}

/* Mazur's network with biases that are trained, one for a layer, as others went on with it: the
 * slope along each is the sum of its units'.  The numbers are a plain program's in Python. */
static void a_bias_that_a_layer_shares_is_told(void **state)
{
    (void)state;
    must("sed '/^# bias fixed/d; /^# figure/d; /^# Loss@1$/,$d' " EXAMPLES
         "/mazur.trace >%s/shared.trace",
         folder);
    must("cp %s/shared.trace %s/one.trace; printf '# b2_new\\n0.549799837\\n' >>%s/one.trace",
         folder, folder, folder);
    EXPECT(run("traces/example.sh " BUILD " %s/one.trace", folder), 1,
           "  b2_new       1x1   0 of 1 agree   1 DIFFER\n"
           "    b2_new is printed 0.549799837; b2_new[1,1] is 0.530750719\n"
           "    it follows if the layer shares one bias, with sum(sum(dLoss_dz2)) in dLoss_db2\n");
    must("printf '# dLoss_db2\\n0.100400325\\n\\n# dLoss_db1\\n0.018725609\\n\\n# b2_new\\n"
         "0.549799837\\n\\n# b1_new\\n0.340637195\\n\\n# Loss@1\\n0.285750887\\n\\n# h2@1\\n"
         "0.732024167 0.765984653\\n' >>%s/shared.trace",
         folder);
    EXPECT(run("traces/example.sh " BUILD " %s/shared.trace", folder), 1,
           "    it follows if the layer shares one bias, with sum(sum(dLoss_dz2))\n",
           "    dLoss_db1 is printed 0.018725609; dLoss_db1[1,1] is 0.008771355\n"
           "    it follows if the layer shares one bias, with sum(sum(dLoss_dz1))\n"
           "  b2_new       1x1   0 of 1 agree   1 from printed ones\n"
           "  b1_new       1x1   0 of 1 agree   1 from printed ones\n",
           "    Loss@1[1,1] is printed 0.285750887; it is 0.280471447\n"
           "    it follows with the above in dLoss_db2 and in dLoss_db1\n",
           "    it follows with the above in dLoss_db2 and in dLoss_db1\n",
           " 2 follow from the numbers printed before them, 6 differ.\n");
}

/* One number that is that of the first unit alone is no number of the layer's. */
static void one_number_for_a_row_is_that_of_each_unit(void **state)
{
    (void)state;
    must("sed '/^# bias fixed/d; /^# figure/d; /^# Loss@1$/,$d' " EXAMPLES
         "/mazur.trace >%s/first.trace; "
         "printf '# b1_new\\n0.345614323\\n' >>%s/first.trace",
         folder, folder);
    EXPECT(run("traces/example.sh " BUILD " %s/first.trace", folder), 1,
           "    b1_new is printed 0.345614323; b1_new[1,2] is 0.345022873\n\n");
}

static void a_weight_of_a_later_step_is_no_input(void **state)
{
    (void)state;
    must("cat " EXAMPLES "/han-kamber.trace >%s/later.trace; "
         "printf '\\n# W2@2\\n-0.5\\n-0.7\\n' >>%s/later.trace",
         folder, folder);
    EXPECT(run("traces/example.sh " BUILD " %s/later.trace", folder), 1,
           "W2@2 is the first block that differs",
           "(and 1 more of 2).\nIt comes from the steps before, which are not in the trace.\n");
}

static void wrong_use_is_refused(void **state)
{
    (void)state;
    assert_refused("no block",
                   "printf '# brick-trace 1\\n\\n# X\\n1\\n' >%s/x.trace; "
                   "traces/example.sh " BUILD " %s/x.trace",
                   folder, folder);
    assert_refused("No such file", "traces/example.sh " BUILD " %s/none.trace", folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_printed_number_is_accounted_for),
        cmocka_unit_test(a_slip_is_found_without_its_ledger),
        cmocka_unit_test(a_slip_beside_a_wrong_trace_is_not_explained),
        cmocka_unit_test(a_slip_that_is_mended_is_none),
        cmocka_unit_test(the_ledger_names_numbers_that_are_there),
        cmocka_unit_test(sheets_are_filled_and_hold),
        cmocka_unit_test(a_formula_that_cannot_be_read_is_told),
        cmocka_unit_test(a_block_of_another_shape_is_told),
        cmocka_unit_test(a_bias_that_a_layer_shares_is_told),
        cmocka_unit_test(one_number_for_a_row_is_that_of_each_unit),
        cmocka_unit_test(a_weight_of_a_later_step_is_no_input),
        cmocka_unit_test(wrong_use_is_refused),
    };

    return cmocka_run_group_tests_name("examples", tests, make_folder, remove_folder);
}
