/* The ledger of slips: its form, every demonstration that it names, and build/errata, which prints
 * it.  Edited copies of the ledger show that errata can fail. */
#include "test.h"

#include "demonstrate.h"
#include "slips.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ledger_path[] = "traces/article/slips.tsv";
static char worked[800]; /* the worked example's traces */

static void is_shown(void **state)
{
    const struct demonstration_entry *d = *state;
    char evidence[EVIDENCE_MOST] = "";

    if (!d->shows(evidence, sizeof evidence))
        fail_msg("%s: %s", d->name, evidence);
    assert_true(strlen(evidence) > 40 && strlen(evidence) < EVIDENCE_MOST - 1);
}

static void the_ledger_is_whole(void **state)
{
    struct ledger ledger;
    size_t shown[128] = {0};

    (void)state;
    assert_true(ledger_read(&ledger, ledger_path));
    assert_int_equal(ledger.count, 57);
    for (size_t i = 0; i < ledger.count; i++) {
        const struct slip *s = &ledger.slip[i];

        assert_int_equal(s->number, i + 1);
        assert_true(strlen(s->severity) == 1 && strchr("ABCD", *s->severity));
        assert_true(*s->where && *s->printed && *s->right && *s->by);
        shown[(size_t)*s->shown]++;
        for (const char *c = s->printed; *c; c++)
            assert_true(*c >= ' ' && *c <= '~');
        for (const char *c = s->right; *c; c++)
            assert_true(*c >= ' ' && *c <= '~');
    }
    assert_int_equal(shown['d'], 2);
    assert_int_equal(shown['p'] + shown['e'], demonstration_count);
    assert_int_equal(shown['c'], 7);
    assert_int_equal(shown['d'] + shown['p'] + shown['e'] + shown['c'] + shown['t'], 57);
    ledger_free(&ledger);
}

static void slips_and_demonstrations_are_one_to_one(void **state)
{
    struct ledger ledger;

    (void)state;
    assert_true(ledger_read(&ledger, ledger_path));
    for (size_t d = 0; d < demonstration_count; d++) {
        size_t named = 0;

        for (size_t i = 0; i < ledger.count; i++)
            named += strcmp(ledger.slip[i].by, demonstrations[d].name) == 0;
        if (named != 1)
            fail_msg("%s is named by %zu slips", demonstrations[d].name, named);
        assert_ptr_equal(demonstration_find(demonstrations[d].name), &demonstrations[d]);
    }
    for (size_t i = 0; i < ledger.count; i++)
        if (*ledger.slip[i].shown == 'p' || *ledger.slip[i].shown == 'e')
            assert_non_null(demonstration_find(ledger.slip[i].by));
    assert_null(demonstration_find("no_such"));
    ledger_free(&ledger);
}

static const char head[] = "number\tseverity\twhere\tprinted\tright\tshown\tby\n";

static void malformed_ledgers_are_refused(void **state)
{
    static const struct {
        const char *lines, *words;
    } cases[] = {
        {"1\tB\tw\tp\tr\ttext\n", "slips.tsv:2: want a number and six more columns"},
        {"1\tB\tw\tp\tr\ttext\tb\tmore\n", "slips.tsv:2: want a number and six more"},
        {"one\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"1x\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"0\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"4294967297\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"10000\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"-1\tB\tw\tp\tr\ttext\tb\n", "slips.tsv:2: want a number"},
        {"9999\tB\tw\tp\tr\ttext\tb\n9998\tb\n", "slips.tsv:3: want a number"},
        {"1\tB\tw\tp\tr\ttext\tb\n\n1\tB\tw\tp\tr\ttext\tb\n",
         "slips.tsv:4: this number has a line"},
        {"1\tE\tw\tp\tr\ttext\tb\n", "slips.tsv:2: the severity must be A, B, C or D"},
        {"1\t\tw\tp\tr\ttext\tb\n", "slips.tsv:2: the severity must be A, B, C or D"},
        {"1\tA\tw\tp\tr\tproof\tb\n",
         "slips.tsv:2: a slip is shown by diff, property, experiment, claim or text"},
        {"1\tA\tw\tp\tr\ttext\t", "slips.tsv:2: a column is empty"},
    };
    char text[400];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "%s%s", head, cases[i].lines);
        file_of("slips.tsv", text, strlen(text));
        assert_refused(cases[i].words, BUILD "/errata %s/slips.tsv %s", folder, worked);
        assert_refused(cases[i].words, BUILD "/trace diff %s/ %s", folder, worked);
    }
    file_of("slips.tsv", "1\tA\tw\tp\tr\ttext\tb\n", 18);
    assert_refused("slips.tsv:1: the first line must name", BUILD "/errata %s/slips.tsv %s", folder,
                   worked);
    file_of("slips.tsv", "", 0);
    assert_refused("slips.tsv:1: the first line must name", BUILD "/errata %s/slips.tsv %s", folder,
                   worked);
    snprintf(text, sizeof text, "%s1\tA\tw", head);
    file_of("slips.tsv", text, strlen(text) + 1);
    assert_refused("slips.tsv:2: a zero byte", BUILD "/errata %s/slips.tsv %s", folder, worked);
    assert_refused("no-such.tsv: No such file", BUILD "/errata %s/no-such.tsv %s", folder, worked);
    assert_refused("Is a directory", BUILD "/errata %s %s", folder, worked);
}

static void bad_usage_is_refused(void **state)
{
    (void)state;
    assert_refused("want LEDGER TRACE...", BUILD "/errata %s", ledger_path);
    assert_refused("want a whole number from 1 to 9999", BUILD "/errata --only=0 %s %s",
                   ledger_path, worked);
    assert_refused("want a whole number from 1 to 9999", BUILD "/errata --only=10000 %s %s",
                   ledger_path, worked);
    assert_refused("has no such slip", BUILD "/errata --only=58 %s %s", ledger_path, worked);
    assert_refused("no-such.trace: No such file", BUILD "/errata %s no-such.trace", ledger_path);
    assert_refused("not a trace", BUILD "/errata %s Makefile", ledger_path);
}

/* Writes a copy of the ledger in which `old` is `new`. */
static void edit_ledger(const char *old, const char *new)
{
    struct outcome o = run("cat %s", ledger_path);
    char *at = strstr(o.out, old);
    size_t size = strlen(o.out) + strlen(new) + 1;
    char *text = malloc(size);

    assert_non_null(at);
    assert_non_null(text);
    snprintf(text, size, "%.*s%s%s", (int)(at - o.out), o.out, new, at + strlen(old));
    file_of("slips.tsv", text, strlen(text));
    free(text);
    outcome_free(&o);
}

static void errata(int status, const char *words, int only)
{
    assert_prints(status, words, BUILD "/errata --only=%d %s/slips.tsv %s", only, folder, worked);
}

static void diff(int status, const char *words)
{
    assert_prints(status, words, BUILD "/trace diff %s %s", folder, worked);
}

static void a_slip_that_agrees_is_a_failure(void **state)
{
    (void)state;
    edit_ledger("numbers.png:dh2_dz2[1,1]\n", "numbers.png:dh2_dz2[1,1]\n"); /* as it is */
    errata(0, "is printed -0.23353037; it", 1);
    errata(0, "it is 0.11258065", 2);
    diff(0, "143 agree, 4 are the article's own slips, 0 differ");

    edit_ledger("numbers.png:dh2_dz2[1,1]\n",
                "numbers.png:dh2_dz2[1,1] chain_w2_numbers.png:dLoss_dW2[1,1]\n");
    errata(1, "and agrees", 1);
    errata(0, "differs", 2);
    diff(1, "agree after all");
}

static void a_number_that_is_nowhere_is_a_failure(void **state)
{
    (void)state;
    edit_ledger("numbers.png:dh2_dz2[1,1]\n", "numbers.png:dh2_dz2[1,3]\n");
    errata(1, "has no dh2_dz2[1,3]", 1);
    diff(1, "DIFFER");
    edit_ledger("numbers.png:dh2_dz2[1,1]\n",
                "numbers.png:dh2_dz2[1,1] numbers.png:nowhere[1,1]\n");
    diff(1, "The ledger names 5 numbers, and 4 of them are in the reference.");
    must("mkdir %s/one && cp traces/article/09-*.trace traces/article/slips.tsv %s/one", folder,
         folder);
    assert_prints(1, "7 numbers: 6 agree, 1 is the article's own slip, 0 differ.\n",
                  BUILD "/trace diff %s/one %s", folder, worked);
    edit_ledger("numbers.png:dh2_dz2[1,1]\n", "numbers.png:dh2_dz2\n");
    errata(1, "FIGURE:BLOCK[ROW,COLUMN]", 1);
    edit_ledger("dh2_dz2[1,1]\n", "dh2_dz2[1,1]\n");
    assert_prints(1, "No trace has dh2_dz2[1,1]",
                  BUILD "/errata --only=1 %s/slips.tsv %s/made/01-matrix.trace", folder, folder);
}

static void names_must_match_one_to_one(void **state)
{
    char text[400], command[2000];

    (void)state;
    edit_ledger("\tsquashing_is_not_scaling\n", "\tsquashing_is_scaling\n");
    errata(1, "there is no demonstration squashing_is_scaling", 47);

    snprintf(text, sizeof text,
             "%s47\tD\tw\tp\tr\tproperty\tsquashing_is_not_scaling\n"
             "48\tD\tw\tp\tr\tproperty\tsquashing_is_not_scaling\n"
             "49\tD\tw\tp\tr\texperiment\taccuracy_is_one_step_ahead\n"
             "50\tD\tw\tp\tr\ttext\twords\n",
             head);
    file_of("slips.tsv", text, strlen(text));
    snprintf(command, sizeof command, BUILD "/errata %s/slips.tsv %s", folder, worked);
    assert_prints(1, "squashing_is_not_scaling is named by 2 slips", "%s", command);
    assert_prints(1, "tanh_is_of_half_z is named by 0 slips", "%s", command);
    assert_prints(1, "4 slips: 0 numbers in 0 of them, 2 shown by a property, 1 by an", "%s",
                  command);

    struct outcome o = run("%s", command);

    assert_null(strstr(o.out, "accuracy_is_one_step_ahead is named by"));
    outcome_free(&o);
}

static void a_claim_of_a_chapter_is_run(void **state)
{
    (void)state;
    edit_ledger("property\tsquashing_is_not_scaling\n", "claim\tvanishing\n");
    errata(0, "(chapter 7, claim vanishing) The larger the starting weights,", 47);
    errata(0, "multiplied as well the ratio goes from", 47); /* its second verdict */
    edit_ledger("property\tsquashing_is_not_scaling\n", "claim\tnothing vanishing\n");
    errata(1, "There is no claim nothing.", 47);
    edit_ledger("property\tsquashing_is_not_scaling\n", "claim\tstarts\n");
    errata(0, "(chapter 8, claim starts)", 47);
}

static void the_output_is_narrow_and_plain(void **state)
{
    (void)state;
    for (int slip = 1; slip <= 24; slip++) {
        struct outcome o = run(BUILD "/errata --only=%d %s %s", slip, ledger_path, worked);

        assert_int_equal(o.status, 0);
        assert_plain(&o);
        outcome_free(&o);
    }
}

static int make_traces(void **state)
{
    struct listed list[LISTED_MOST];
    size_t used = 0;

    make_folder(state);
    /* The article's own traces lie in `folder`; the chapters' have a folder of their own. */
    must("cp traces/article/*.trace %s && mkdir %s/made", folder, folder);
    list_read(list);
    for (size_t i = 0; i < WORKED; i++) {
        must(BUILD "/%s --trace=%s/made/%s.trace%s", list[i].chapter, folder, list[i].chapter,
             i == 5 ? " --rows=1 --lr=0.001 --epochs=1" : "");
        used += (size_t)snprintf(worked + used, sizeof worked - used, "%s/made/%s.trace ", folder,
                                 list[i].chapter);
    }
    return 0;
}

static void a_place_is_its_whole_name(void **state)
{
    char text[400];
    struct ledger ledger;

    (void)state;
    snprintf(text, sizeof text,
             "%s3\tA\tw\tp\tr\tdiff\ta-b.png:h1[1,1] c.png:h1[1,2]\n"
             "4\tA\tw\tp\tr\ttext\td.png:h1[1,1]\n9999\tD\tw\tp\tr\tdiff\tlast:X[12,345]\n",
             head);
    if (!ledger_read(&ledger, file_of("some.tsv", text, strlen(text))))
        fail_msg("%s", ledger.error);
    assert_int_equal(ledger.count, 3);
    assert_int_equal(ledger_find(&ledger, "a-b.png", "h1", 1, 1)->number, 3);
    assert_int_equal(ledger_find(&ledger, "c.png", "h1", 1, 2)->number, 3);
    assert_int_equal(ledger_find(&ledger, "last", "X", 12, 345)->number, 9999);
    assert_null(ledger_find(&ledger, "b.png", "h1", 1, 1)); /* the end of another's name */
    assert_null(ledger_find(&ledger, "c.png", "h1", 1, 1));
    assert_null(ledger_find(&ledger, "c.png", "1", 1, 2));
    assert_null(ledger_find(&ledger, "d.png", "h1", 1, 1)); /* no number was printed wrong there */
    assert_null(ledger_find(&ledger, "last", "X", 12, 34));
    ledger_free(&ledger);
}

static void a_slip_must_differ_from_every_chapter(void **state)
{
    char command[2000];

    (void)state;
    edit_ledger("\n2\t", "\n2\t"); /* as it is */
    for (int k = 0; k < 3; k++) {  /* as it is printed, and just inside and outside half a unit */
        static const char *const numbers[] = {"-0.23353037", "-0.233530374", "-0.233530378"};

        snprintf(
            command, sizeof command,
            "sed '/^# dh2_dz2 /{n;s/[^ ]*/%s/;}' %s/made/04-dloss-dw2.trace >%s/made/odd && " BUILD
            "/errata --only=1 %s/slips.tsv %s/made/odd",
            numbers[k], folder, folder, folder, folder);
        assert_prints(k < 2 ? 1 : 0, k < 2 ? "and agrees" : "it is -0.23353038.", "%s", command);
    }
    snprintf(
        command, sizeof command,
        "sed '/^# dh2_dz2 /{n;s/[^ ]*/-0.23353037/;}' %s/made/04-dloss-dw2.trace >%s/made/odd && " BUILD
        "/errata --only=1 %s/slips.tsv %s %s/made/odd",
        folder, folder, folder, worked, folder);
    assert_prints(1, "it is 0.23353037, and agrees", "%s", command);
    for (int k = 0; k < 2; k++) { /* no such row, and no such place */
        edit_ledger("numbers.png:dh2_dz2[1,1]\n",
                    k ? "numbers.png:dh2_dz2[1,1] x\n" : "numbers.png:dh2_dz2[2,1]\n");
        errata(1, k ? "0.23353037. 'x' is not" : "has no dh2_dz2[2,1]", 1);
    }
}

static void many_files_are_refused(void **state)
{
    (void)state;
    assert_refused("want LEDGER TRACE..., 101 at most",
                   BUILD "/errata %s $(yes %s/made/01-matrix.trace | head -101)", ledger_path,
                   folder);
}

static void places_must_be_there(void **state)
{
    static const char *const place[] = {"dh2_dz2[0,1]", "dh2_dz2[1,0]", "dh2_dz2[2,1]", "dh3[1,1]"};
    char new[100], words[100];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(new, sizeof new, "numbers.png:%s\n", place[i]);
        snprintf(words, sizeof words, "has no %s", place[i]);
        edit_ledger("numbers.png:dh2_dz2[1,1]\n", new);
        errata(1, words, 1);
    }
    edit_ledger("numbers.png:dh2_dz2[1,1]\n", "numbers.png:dh2_dz2[1,1]x\n");
    errata(1, "is not", 1);
}

static void the_ledger_may_lie_anywhere(void **state)
{
    char command[3000];

    (void)state;
    edit_ledger("\n2\t", "\n2\t"); /* as it is */
    snprintf(command, sizeof command,
             "root=$PWD; cd %s && \"$root\"/" BUILD
             "/errata --only=26 slips.tsv made/01-matrix.trace",
             folder);
    assert_prints(0, "shown", "%s", command);
    assert_no_space(BUILD "/errata --only=47 %s/slips.tsv %s/made/01-matrix.trace >/dev/full",
                    folder, folder);
    assert_refused("zz.trace:1: not a trace",
                   "echo >%s/zz.trace; " BUILD
                   "/errata --only=47 %s/slips.tsv %s/made/01-matrix.trace",
                   folder, folder, folder);
    assert_refused("too many traces",
                   "i=0; while test $i -lt 100; do cp %s/made/01-matrix.trace "
                   "%s/n$i.trace; i=$((i + 1)); done; rm -f %s/zz.trace; " BUILD
                   "/errata --only=47 %s/slips.tsv %s/made/01-matrix.trace",
                   folder, folder, folder, folder, folder);

    struct outcome o = run("rm %s/n*.trace", folder);

    outcome_free(&o);
}

/* A verdict asks only whether a number is large; the numbers that are printed should be right as
 * well. */
static void what_is_shown_is_shown_in_numbers(void **state)
{
    static const char words[] =
        "off by 1.9e+01, and by 4.5e+00 from N times the slopes, which go with its "
        "summed gradient (lambda * sum(W), as a reader proposed, by 1.8e+00)";
    char evidence[EVIDENCE_MOST] = "";

    (void)state;
    assert_true(demonstration_find("ridge_is_lambda_over_n_w")->shows(evidence, sizeof evidence));
    assert_non_null(strstr(evidence, words));
}

int main(void)
{
    const struct CMUnitTest about_the_ledger[] = {
        cmocka_unit_test(the_ledger_is_whole),
        cmocka_unit_test(slips_and_demonstrations_are_one_to_one),
        cmocka_unit_test(malformed_ledgers_are_refused),
        cmocka_unit_test(bad_usage_is_refused),
        cmocka_unit_test(a_slip_that_agrees_is_a_failure),
        cmocka_unit_test(a_number_that_is_nowhere_is_a_failure),
        cmocka_unit_test(names_must_match_one_to_one),
        cmocka_unit_test(a_claim_of_a_chapter_is_run),
        cmocka_unit_test(the_output_is_narrow_and_plain),
        cmocka_unit_test(what_is_shown_is_shown_in_numbers),
        cmocka_unit_test(places_must_be_there),
        cmocka_unit_test(the_ledger_may_lie_anywhere),
        cmocka_unit_test(a_place_is_its_whole_name),
        cmocka_unit_test(a_slip_must_differ_from_every_chapter),
        cmocka_unit_test(many_files_are_refused),
    };
    struct CMUnitTest *shows = calloc(demonstration_count, sizeof *shows);

    if (!shows)
        return 1;
    for (size_t i = 0; i < demonstration_count; i++) {
        shows[i].name = demonstrations[i].name;
        shows[i].test_func = is_shown;
        shows[i].initial_state = (void *)&demonstrations[i];
    }
    int failed =
        cmocka_run_group_tests_name("slips", about_the_ledger, make_traces, remove_folder) +
        _cmocka_run_group_tests("demonstrations", shows, demonstration_count, NULL, NULL);

    free(shows);
    return failed;
}
