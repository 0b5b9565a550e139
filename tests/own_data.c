/* Training on your own data, end to end: what is said before, the report, kept weights, and answers
 * for new rows. */
#include "test.h"

#include "dataset.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOOP BUILD "/06-loop --quiet "
#define WINE                                                                                       \
    LOOP "--data=chapters/06-loop/data/wine.csv --class=first --shuffle=2017 --rows=100 "          \
         "--hidden=10 --bias --gradient=exact --lr=1 "

/* Runs a command that must end well, and puts what it prints in one line. */
static struct outcome in_one_line(const char *command)
{
    struct outcome o = run("%s", command);
    char *to = o.out;

    if (o.status != 0)
        fail_msg("%s: %s", command, o.err);
    for (char *at = o.out; *at; at++)
        if (!isspace((unsigned char)*at))
            *to++ = *at;
        else if (to == o.out || to[-1] != ' ')
            *to++ = ' ';
    *to = '\0';
    return o;
}

/* Asserts that a run prints some words and does not print others; NULL is none. */
static void assert_says(const char *command, const char *with, const char *without)
{
    struct outcome o = in_one_line(command);

    if ((with && !strstr(o.out, with)) || (without && strstr(o.out, without)))
        fail_msg("%s: with '%s' and without '%s': %s", command, with ? with : "",
                 without ? without : "", o.out);
    outcome_free(&o);
}

/* Trains on a text for an epoch, in a network of two hidden units without biases. */
static void assert_advice(const char *text, const char *options, const char *with,
                          const char *without)
{
    char command[6000];

    snprintf(command, sizeof command,
             "printf '%s' | " LOOP "--data=/dev/stdin --epochs=1 --hidden=2 %s", text, options);
    assert_says(command, with, without);
}

#define FOUR   "1,2,a\\n2,1,b\\n3,2,a\\n1,3,b\\n"
#define EIGHT  FOUR FOUR
#define MIXED  EIGHT EIGHT /* 16 rows; the network has 8 weights */
#define SORTED "1,2,a\\n2,1,a\\n3,2,a\\n1,3,a\\n1,5,b\\n2,1,b\\n3,2,b\\n1,3,b\\n4,1,b\\n"

static void a_file_sorted_by_class_is_told_of(void **state)
{
    (void)state;
    assert_advice(SORTED, "--rows=8",
                  "The file is sorted by class, so the rows held back are other ones than those "
                  "trained on. --shuffle=SEED",
                  NULL);
    assert_advice(SORTED, "--rows=4", NULL, " and 0 of class b");
    assert_advice(SORTED, "--rows=4",
                  "No row of class b is among the 4 trained on, the first of all: it cannot be "
                  "learned. Is the file sorted by class? --shuffle=SEED",
                  "The file is sorted");
    assert_advice(SORTED, "", NULL, "sorted"); /* all rows are trained on */
    assert_advice(MIXED, "--rows=8", NULL, "sorted");
}

static void large_inputs_are_told_of(void **state)
{
    (void)state;
    assert_advice("500,200,a\\n-200,100,b\\n300,200,a\\n", "",
                  "% of h1 is within 0.01 of 0 or 1 before the training: are the inputs "
                  "large? --standardize",
                  "spans");
    assert_advice("500,200,a\\n-200,100,b\\n300,200,a\\n", "--standardize", NULL, "of h1");
    assert_advice("500,200,a\\n1,1,b\\n2,1,a\\n", "", NULL, "of h1"); /* a third of it */
    assert_advice(MIXED, "", NULL, "of h1");
}

static void columns_of_other_sizes_are_told_of(void **state)
{
    (void)state;
    assert_advice("x,y,z\\n1,0.001,a\\n2,0.002,b\\n1,0.001,a\\n", "",
                  "From its lowest to its highest value, column 1 ('x') spans 1, and column 2 "
                  "('y') 0.001: --standardize",
                  NULL);
    assert_advice("x,y,z\\n1,0.001,a\\n2,0.003,b\\n1,0.001,a\\n", "", NULL, "spans");
    assert_advice("x,y,z\\n1,0.001,a\\n2,0.002,b\\n1,0.001,a\\n", "--standardize", NULL, "spans");
}

static void a_column_that_never_changes_is_told_of(void **state)
{
    (void)state;
    assert_advice("1,7,a\\n2,7,b\\n1,7,a\\n", "",
                  "In the rows trained on, column 2 never changes: nothing can be learned from it.",
                  "spans");
    assert_advice("1,7,a\\n2,7,b\\n1,8,a\\n", "--rows=2", "column 2 never changes", NULL);
    assert_advice("1,7,a\\n2,7,b\\n1,8,a\\n", "", NULL, "never changes");
    assert_advice(MIXED, "--rows=1", NULL, "never changes");
}

static void unequal_classes_are_told_of(void **state)
{
    (void)state;
    assert_advice("1,1,a\\n2,3,b\\n1,2,a\\n2,1,a\\n3,1,a\\n4,1,a\\n1,3,a\\n2,2,a\\n2,1,a\\n3,2,a\\n"
                  "1,3,a\\n",
                  "",
                  "Of the rows trained on 10 are of class a and 1 of class b: always saying the "
                  "first would be 91 % right.",
                  NULL);
    assert_advice(
        "1,1,a\\n2,3,b\\n1,2,a\\n2,1,a\\n3,1,a\\n4,1,a\\n1,3,a\\n2,2,a\\n2,1,a\\n3,2,a\\n", "",
        NULL, "always saying");
}

static void fewer_rows_than_weights_are_told_of(void **state)
{
    (void)state;
    assert_advice(MIXED, "--rows=7",
                  "The network has 8 weights to learn 7 rows with: enough to learn them by heart.",
                  NULL);
    assert_advice(MIXED, "--rows=8", NULL, "by heart");
    assert_advice(MIXED, "--rows=11 --bias", "The network has 12 weights and biases to", NULL);
    assert_advice(MIXED, "--rows=12 --bias", NULL, "by heart");
}

/* All six would be true here, and the first two are said. */
static void no_more_than_two_are_said(void **state)
{
    (void)state;
    assert_advice("500,7,a\\n-200,7,a\\n300,7,b\\n", "--rows=2", "--standardize epoch Loss right",
                  NULL);
    assert_advice("500,7,a\\n-200,7,a\\n300,7,b\\n", "--rows=2", "No row of class b",
                  "never changes");
}

static void the_report_has_a_table_of_classes(void **state)
{
    (void)state;
    assert_advice(
        "3,1,x\\n-3,1,\"a b\"\\n2,1,x\\n-2,1,\"a b\"\\n4,1,x\\n-4,1,\"a b\"\\n3,1,x\\n",
        "--rows=5 --epochs=2000 --lr=1 --gradient=exact",
        "trained on 5 of 5 100.0 % (always x: 60.0 %) held back 2 of 2 100.0 % (always "
        "a b: 50.0 %) all together 7 of 7 100.0 % (always x: 57.1 %) the first 5 "
        "rows: each class, and how often it is taken for each a b x a b 2 0 x 0 3 the other 2 "
        "rows: each class, and how often it is taken for each a b x a b 1 0 x 0 1 ",
        "nan");
}

static void standardized_wine_can_be_learnt(void **state)
{
    (void)state;
    assert_says(WINE "--epochs=1000", "held back 28 of 78", NULL);
    assert_says(WINE "--epochs=1000 --standardize", "held back 76 of 78", NULL);
}

static void weights_keep_the_scale_and_the_classes(void **state)
{
    char command[1000];
    struct outcome a, b;

    (void)state;
    must(WINE "--standardize --epochs=30 --save=%s/w", folder);
    must(WINE "--standardize --epochs=20 --save=%s/v", folder);
    must(WINE "--epochs=10 --load=%s/v --save=%s/v", folder, folder);
    must("cmp %s/v %s/w", folder, folder);
    snprintf(command, sizeof command, WINE "--standardize --epochs=1 --load=%s/w", folder);
    assert_says(command, "inputs standardized", NULL);
    must(WINE "--shuffle=3 --standardize --epochs=1 --load=%s/w --save=%s/u && "
              "sed -n '/^# mean/,$p' %s/w | cmp - \"%s/means\" 2>/dev/null; "
              "sed -n '/^# mean/,$p' %s/w >%s/means; sed -n '/^# mean/,$p' %s/u | cmp - %s/means",
         folder, folder, folder, folder, folder, folder, folder, folder);
    must(WINE "--epochs=1 --save=%s/raw", folder);
    snprintf(command, sizeof command, WINE "--epochs=1 --load=%s/raw", folder);
    assert_says(command, NULL, "of h1"); /* it was said before the training */
    assert_refused("--standardize: the weights of --load know the inputs as they are",
                   WINE "--standardize --load=%s/raw", folder);
    assert_refused("its class 1 is '1'; that of the data is '2'",
                   "sed 's/^1,/setosa,/' "
                   "chapters/06-loop/data/wine.csv >%s/other.csv; " LOOP
                   "--data=%s/other.csv --class=1 --hidden=10 --bias --load=%s/w",
                   folder, folder, folder);
    /* the answers for all rows, in the file's order, are those of the run */
    a = run(BUILD
            "/06-loop --predict=chapters/06-loop/data/wine.csv --class=class --load=%s/w "
            "--digits=17 >%s/p && head -n 1 %s/p && grep -v '^#' "
            "chapters/06-loop/data/wine.csv | cut -d, -f1 | sed 1d >%s/is && sed 1d %s/p | "
            "cut -d, -f2 | paste -d, - %s/is | awk -F, '$1 == $2 { n++ } END { print n, NR }'",
            folder, folder, folder, folder, folder, folder);
    b = run(WINE "--epochs=1 --lr=0 --load=%s/w | sed -n 's/.*all together *//p'", folder);
    assert_int_equal(strncmp(a.out, "line,class,1,2,3\n", 17), 0);
    assert_true(atoi(a.out + 17) > 100 && atoi(a.out + 17) == atoi(b.out));
    assert_string_equal(a.err, "");
    outcome_free(&a);
    outcome_free(&b);
}

static void new_rows_are_answered(void **state)
{
    (void)state;
    must(
        "printf '1,2,\"say \"\"y\"\"\"\\n?,1,b\\n3,2,\"say \"\"y\"\"\"\\n2,3,b\\n' >%s/d.csv && " LOOP
        "--data=%s/d.csv --epochs=1 --missing=mean --save=%s/w >/dev/null",
        folder, folder, folder);
    assert_prints(0, "line,class,b,\"say \"\"y\"\"\"\n1,",
                  "printf '1,2\\n?,1\\n' | " BUILD
                  "/06-loop --predict=/dev/stdin --missing=mean --load=%s/w 2>/dev/null",
                  folder);
    must("printf '1,2,\"x, y\"\\n?,1,b\\n3,2,\"x, y\"\\n2,3,b\\n' >%s/d.csv && " LOOP
         "--data=%s/d.csv --epochs=1 --missing=mean --save=%s/w >/dev/null",
         folder, folder, folder);
    must("printf '1,0\\n0,1\\n' >%s/new.csv", folder);
    assert_prints(0, "line,class,b,\"x, y\"\n1,", BUILD "/06-loop --predict=%s/new.csv --load=%s/w",
                  folder, folder);
    /* answers computed by hand from W1 = [1 0; 0 1], W2 = [0 2; 0 0]: sigmoid(0), sigmoid(2 h1) */
    must("printf '# brick-trace 1\\n\\n# W1\\n1 0\\n0 1\\n\\n# W2\\n0 2\\n0 0\\n' >%s/hand",
         folder);
    assert_prints(0, "line,class,0,1\n2,1,0.5000,0.8119\n3,1,0.5000,0.7311\n",
                  "printf 'a,b\\n1,0\\n0,1\\n' | " BUILD
                  "/06-loop --predict=/dev/stdin --digits=4 --load=%s/hand",
                  folder);
    /* one output: class 1 above one half; a row that has no answer; a column that is left out */
    must("printf '# brick-trace 1\\n\\n# W1\\n1\\n-1\\n\\n# W2\\n1\\n' >%s/one && "
         "printf ',a,b\\n1,1,0\\n2,1e308,1e308\\n3,-1e308,1e308\\n' | " BUILD
         "/06-loop --predict=/dev/stdin --digits=4 --load=%s/one >%s/out 2>%s/err && "
         "printf 'line,class,1\\n2,1,0.6750\\n3,1,0.6225\\n4,0,0.5000\\n' | cmp - %s/out && "
         "grep -q 'The first column has no name: it is left out.' %s/err",
         folder, folder, folder, folder, folder, folder);
    must("printf '# brick-trace 1\\n\\n# W1\\n2 -2\\n-2 2\\n\\n# W2\\n1 0\\n0 1\\n' >%s/two && "
         "printf '1e308,1e308\\n' | " BUILD "/06-loop --predict=/dev/stdin --load=%s/two | "
         "grep -q '^1,?,'",
         folder, folder);
    assert_refused("/new.csv: 2 inputs, where the weights want 13; --class=",
                   WINE "--epochs=1 --save=%s/wine >/dev/null; " BUILD
                        "/06-loop --predict=%s/new.csv --load=%s/wine",
                   folder, folder, folder);
    assert_refused("/new.csv: 1 inputs, where the weights want 2\n",
                   BUILD "/06-loop --predict=%s/new.csv --class=last --load=%s/hand", folder,
                   folder);
    assert_refused("--missing=mean: the weights of --load know no means",
                   "printf '1,?\\n' | " BUILD
                   "/06-loop --predict=/dev/stdin --missing=mean --load=%s/hand",
                   folder);
    assert_refused("goes with --load=WEIGHTS", BUILD "/06-loop --predict=%s/new.csv", folder);
    assert_refused("goes without --data: nothing is trained",
                   BUILD "/06-loop --predict=%s/new.csv --load=%s/w --data=%s/new.csv", folder,
                   folder, folder);
    assert_refused("/none: No such file", BUILD "/07-diagnosis --predict=%s/new.csv --load=/none",
                   folder);
    assert_no_space(BUILD "/06-loop --predict=%s/new.csv --load=%s/w >/dev/full", folder, folder);
}

/* A public set as Debian's python3-sklearn has it: it is put into the folder. */
struct set {
    const char *name, *class, *command; /* DATA stands for the folder of python3-sklearn */
};

#define DATA "\"${SKLEARN:-/usr/lib/python3/dist-packages/sklearn}/datasets/data\""

static const struct set sets[] = {
    {"iris", "last", "cat chapters/06-loop/data/iris.csv"},
    {"wine", "first", "cat chapters/06-loop/data/wine.csv"},
    {"breast_cancer", "last", "sed 1d " DATA "/breast_cancer.csv"},
    {"digits", "last", "gunzip -c " DATA "/digits.csv.gz"},
};

static void a_table_has_ten_classes_at_most(void **state)
{
    (void)state;
    assert_says("awk 'BEGIN { for (i = 0; i < 40; i++) print i * i \",1,c\" i % 10 }' | " LOOP
                "--data=/dev/stdin --epochs=1",
                "how often it is taken for each c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c0 ",
                "class, of all");
    assert_says("awk 'BEGIN { for (i = 0; i < 44; i++) print i * i \",1,c\" i % 11 }' | " LOOP
                "--data=/dev/stdin --epochs=1",
                "class, of all rows right c0 ", "taken for each");
}

/* Answers that are no numbers have a column of their own. */
static void a_row_without_an_answer_is_counted(void **state)
{
    (void)state;
    char options[300];

    must("printf '# brick-trace 1\\n\\n# W1\\n2 -2\\n-2 2\\n\\n# W2\\n1 0\\n0 1\\n' >%s/two",
         folder);
    snprintf(options, sizeof options, "--load=%s/two", folder);
    assert_advice("1e308,1e308,a\\n1,1,b\\n1,2,b\\n", options,
                  "rows: each class, and how often it is taken for each a b nan a 0 0 1 b ", NULL);
}

/* Asserts that a set is read with the shape and the first numbers that NumPy has. */
static void assert_read(const struct set *set, bool scaled, const size_t shape[3],
                        const double x[2])
{
    struct dataset d;
    char path[200];
    size_t wrong;

    snprintf(path, sizeof path, "%s/%s", folder, set->name);
    if (!dataset_read(&d, path, &(struct table_how){.class = set->class}))
        fail_msg("%s", d.table.error);
    if (scaled) {
        assert_true(scale_measure(&d.scale, d.X, d.X->rows, true, &wrong));
        scale_apply(&d.scale, d.X);
    }
    assert_int_equal(d.X->cols, shape[0]);
    assert_int_equal(d.Y->cols, shape[1]);
    assert_int_equal(d.X->rows, shape[2]);
    for (size_t i = 0; i < 2; i++)
        assert_close(d.X->v[i], x[i], 1e-12);
    dataset_free(&d);
}

/* Asserts that a training of 100 epochs has NumPy's Loss and weights, and as many rows right. */
static void assert_trained(const struct set *set, bool scaled, const double *numpy)
{
    struct outcome o = run(LOOP "--data=%s/%s --class=%s --hidden=10 --lr=0.5 --lambda=0.001 "
                                "--gradient=exact --bias --epochs=101 --record=100 %s "
                                "--history=/dev/stdout | grep '^100 '",
                           folder, set->name, set->class, scaled ? "--standardize" : "");
    double found[12];
    const size_t at[4] = {1, 4, 6, 7}; /* Loss, rows right, the lengths of W1 and W2 */
    char *next = o.out;

    for (size_t i = 0; i < 12; i++)
        found[i] = strtod(next, &next);
    for (size_t i = 0; i < 4; i++)
        assert_close(found[at[i]], numpy[i], 1e-6 * numpy[i]);
    outcome_free(&o);
}

/* Trains on a set as a line of sets.txt has it.  Returns false if the set is not on this machine.
 */
static bool train_set(const struct set *set, const char *line)
{
    char path[400], what[100];
    size_t shape[3];
    double x[2], numpy[4];
    bool scaled = line[strlen(set->name)] == '+';

    snprintf(path, sizeof path, "%s >%s/%s 2>/dev/null", set->command, folder, set->name);
    snprintf(what, sizeof what, "python3-sklearn's %s", set->name);
    if (!works(path, what))
        return false;
    assert_int_equal(sscanf(line, "%*s %zu %zu %zu %lf %lf %lf %lf %lf %lf", &shape[0], &shape[1],
                            &shape[2], &x[0], &x[1], &numpy[0], &numpy[1], &numpy[2], &numpy[3]),
                     9);
    assert_read(set, scaled, shape, x);
    assert_trained(set, scaled, numpy);
    return true;
}

static void public_sets_train_as_in_numpy(void **state)
{
    FILE *kept = fopen("tests/numpy/sets.txt", "r");
    char line[200];
    size_t done = 0;

    (void)state;
    assert_non_null(kept);
    while (fgets(line, sizeof line, kept))
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
            if (strncmp(line, sets[i].name, strlen(sets[i].name)) == 0)
                done += train_set(&sets[i], line);
    fclose(kept);
    assert_true(done >= 4); /* two of the four are in the project */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_sorted_by_class_is_told_of),
        cmocka_unit_test(large_inputs_are_told_of),
        cmocka_unit_test(columns_of_other_sizes_are_told_of),
        cmocka_unit_test(a_column_that_never_changes_is_told_of),
        cmocka_unit_test(unequal_classes_are_told_of),
        cmocka_unit_test(fewer_rows_than_weights_are_told_of),
        cmocka_unit_test(no_more_than_two_are_said),
        cmocka_unit_test(the_report_has_a_table_of_classes),
        cmocka_unit_test(a_table_has_ten_classes_at_most),
        cmocka_unit_test(a_row_without_an_answer_is_counted),
        cmocka_unit_test(standardized_wine_can_be_learnt),
        cmocka_unit_test(weights_keep_the_scale_and_the_classes),
        cmocka_unit_test(new_rows_are_answered),
        cmocka_unit_test(public_sets_train_as_in_numpy),
    };

    return cmocka_run_group_tests_name("own_data", tests, make_folder, remove_folder);
}
