/* Your own observations.  Each file is written out here, so that a reader can tell what must come
 * of it. */
#include "test.h"

#include "csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool read_bytes(struct csv *csv, const char *text, size_t size)
{
    FILE *file = tmpfile();

    fwrite(text, 1, size, file);
    rewind(file);
    bool good = csv_read_stream(csv, file, "d.csv");

    fclose(file);
    return good;
}

/* Asserts that the text reads as the three rows 0 1.5 yes, -2 1e3 no, 0.25 0 yes. */
static void assert_reads(const char *text)
{
    const double x[] = {0, 1.5, -2, 1e3, 0.25, 0};
    const size_t class[] = {1, 0, 1};
    struct csv csv;

    if (!read_bytes(&csv, text, strlen(text)))
        fail_msg("%s", csv.error);
    assert_int_equal(csv.rows, 3);
    assert_int_equal(csv.in, 2);
    assert_int_equal(csv.classes, 2);
    assert_memory_equal(csv.x, x, sizeof x);
    assert_memory_equal(csv.class, class, sizeof class);
    assert_string_equal(csv.label[0], "no");
    assert_string_equal(csv.label[1], "yes");
    csv_free(&csv);
}

static void assert_refuses_bytes(const char *text, size_t size, const char *error)
{
    struct csv csv;

    assert_false(read_bytes(&csv, text, size));
    assert_string_equal(csv.error, error);
    csv_free(&csv);
}

static void assert_refuses(const char *text, const char *error)
{
    assert_refuses_bytes(text, strlen(text), error);
}

/* Asserts that the text has these classes, in this order; spaces separate them. */
static void assert_classes(const char *text, const char *classes)
{
    char found[200] = "";
    struct csv csv;

    if (!read_bytes(&csv, text, strlen(text)))
        fail_msg("%s", csv.error);
    for (size_t i = 0; i < csv.classes; i++) {
        strcat(found, i ? " " : "");
        strcat(found, csv.label[i]);
    }
    assert_string_equal(found, classes);
    csv_free(&csv);
}

static void the_same_rows_can_be_written_in_many_ways(void **state)
{
    (void)state;
    assert_reads("0,1.5,yes\n-2,1e3,no\n0.25,0,yes\n");
    assert_reads("x1,x2,class\n0,1.5,yes\n-2,1e3,no\n0.25,0,yes\n");
    assert_refuses("1,x2,class\n0,1.5,yes\n",
                   "d.csv:1:2: 'x2' is not a finite number"); /* no header */
    assert_reads("\"x1\",\"x2\",\"class\"\n0,1.5,yes\n-2,1e3,no\n0.25,0,yes\n");
    assert_reads("0,1.5,yes\n-2,1e3,no\n0.25,0,yes"); /* no newline at the end */
    assert_reads("0,1.5,yes\r\n-2,1e3,no\r\n0.25,0,yes\r\n");
    assert_reads("x1,x2,class\r\n0,1.5,yes\r\n\r\n-2,1e3,no\r\n0.25,0,yes\r\n");
    assert_reads("\xef\xbb\xbf"
                 "0,1.5,yes\n-2,1e3,no\n0.25,0,yes\n"); /* a byte order mark */
    assert_reads("\xef\xbb\xbf"
                 "a,b,c\n0,1.5,yes\n-2,1e3,no\n0.25,0,yes\n");
    assert_reads("\xef\xbb\xbf# a\n0,1.5,yes\n-2,1e3,no\n0.25,0,yes\n");
    assert_reads("# a, b\n\n0,1.5,yes\n  # c\n-2,1e3,no\n \t\n0.25,0,yes\n#\n");
    assert_reads("  0 ,\t1.5 , yes  \n -2 ,1e3,no\n+.25, 0e5,yes\n");
}

static void numbers_are_ordered_as_numbers_and_words_by_letter(void **state)
{
    (void)state;
    assert_classes("1,10\n1,9\n1,-1\n1,10.0\n", "-1 9 10");
    assert_classes("1,10\n1,9\n1,b\n1,a\n", "10 9 a b");
    assert_classes("1,b\n1,B\n1,a b\n1,b\n", "B a b b");
    assert_classes("1,2\n1,nan\n1,10\n", "10 2 nan"); /* a nan has no place among numbers */
    assert_classes("1,1e2\n1,100\n1,99\n", "99 1e2");
}

static void a_class_is_its_place_in_that_order(void **state)
{
    const char text[] = "1,10\n1,9\n1,-1\n1,10.0\n";
    const size_t class[] = {2, 1, 0, 2};
    struct csv csv;

    (void)state;
    assert_true(read_bytes(&csv, text, sizeof text - 1));
    assert_memory_equal(csv.class, class, sizeof class);
    csv_free(&csv);
}

static void a_wrong_line_is_named_with_its_column(void **state)
{
    (void)state;
    assert_refuses("1,2,a\n1,b\n", "d.csv:2: 2 columns, where the first line has 3");
    assert_refuses("1,2,a\n\n# c\n1,2,3,b\n", "d.csv:4: 4 columns, where the first line has 3");
    assert_refuses("x1,x2,c\n1,a\n", "d.csv:2: 2 columns, where the first line has 3");
    assert_refuses("1,2,a\n1,two,b\n", "d.csv:2:2: 'two' is not a finite number");
    assert_refuses("x1,x2,c\none,2,a\n", "d.csv:2:1: 'one' is not a finite number");
    assert_refuses("1,2,a\n1,2x,b\n", "d.csv:2:2: '2x' is not a finite number");
    assert_refuses("1,2,a\n1 5,2,b\n", "d.csv:2:1: '1 5' is not a finite number");
    assert_refuses("1,2,a\n,2,b\n", "d.csv:2:1: '' is not a finite number");
    assert_refuses("1,2,a\n1,2,\n", "d.csv:2:3: no class");
    assert_refuses("1,2, \n1,2,b\n", "d.csv:1:3: no class");
    assert_refuses("?,?,a\n1,2,b\n", "d.csv:1:1: '?' is not a finite number");
    assert_refuses(",,a\n1,2,b\n", "d.csv:1:1: '' is not a finite number");
    assert_refuses("1,2,a\n0x10,2,b\n", "d.csv:2:1: '0x10' is not a finite number");
    assert_classes("1,2,a\n1,2,\xc2\xa0"
                   "b\n1,2,\xc3\x80\n",
                   "a \xc2\xa0"
                   "b \xc3\x80");
    assert_classes("1,2,a\n1,2,\xc2z\n", "a \xc2z"); /* no letter of UTF-8, and no order either */
    assert_refuses("1,2,a\n1,2,b\xc2\x80\n", "d.csv:2:3: a control character in the class");
    assert_refuses("1,2,a\n1,2,b\xc2\x9b\n", "d.csv:2:3: a control character in the class");
    assert_refuses("1 2 a\n1 2 b\n", "d.csv:1:1: want numbers, a comma and a class");
    assert_refuses("1,2,a\n1,2,b\x1b[31m\n", "d.csv:2:3: a control character in the class");
    assert_refuses("\xef\xbb\xbf"
                   "1,2,a\r\n1,x,a\r\n",
                   "d.csv:2:2: 'x' is not a finite number");
}

static void what_other_programs_write_is_named(void **state)
{
    (void)state;
    assert_refuses("1;2;a\n1;2;b\n",
                   "d.csv:1: columns are separated by ';' here, and commas are wanted");
    assert_refuses("1,5;2,5;a\n",
                   "d.csv:1: columns are separated by ';' here, and commas are wanted");
    assert_refuses("# made by hand\n1\t2\ta\n",
                   "d.csv:2: columns are separated by tabs here, and commas are wanted");
    assert_refuses("1,2,a\r1,2,b\r",
                   "d.csv:1: a carriage return within the line: save the file with Unix line ends");
}

static void a_nan_or_an_infinity_is_no_observation(void **state)
{
    (void)state;
    assert_refuses("1,2,a\n1,nan,b\n", "d.csv:2:2: 'nan' is not a finite number");
    assert_refuses("inf,2,a\n1,2,b\n", "d.csv:1:1: 'inf' is not a finite number");
    assert_refuses("1,-INFINITY,a\n1,2,b\n", "d.csv:1:2: '-INFINITY' is not a finite number");
    assert_refuses("1,2,a\n1e999,2,b\n", "d.csv:2:1: '1e999' is not a finite number");
}

static void a_file_without_something_to_learn_is_refused(void **state)
{
    (void)state;
    assert_refuses("", "d.csv: no observations");
    assert_refuses("# only\n\n# comments\n", "d.csv:3: no observations");
    assert_refuses("x1,x2,class\n", "d.csv:1: no observations");
    assert_refuses("1,2,a\n3,4,a\n",
                   "d.csv:2: only one class, 'a': there is nothing to tell apart");
    assert_refuses("1,1\n3,1.0\n", "d.csv:2: only one class, '1': there is nothing to tell apart");
    assert_refuses_bytes("1,2,a\n1,\0"
                         "2,b\n",
                         14, "d.csv:2: a zero byte: this is not text");
    assert_refuses_bytes("\0", 1, "d.csv:1: a zero byte: this is not text");
}

static void a_file_that_is_none_is_refused(void **state)
{
    struct csv csv;

    (void)state;
    assert_false(csv_read(&csv, "/tmp/none/d.csv"));
    assert_string_equal(csv.error, "/tmp/none/d.csv: No such file or directory");
    csv_free(&csv);
    assert_false(csv_read(&csv, "/tmp"));
    assert_string_equal(csv.error, "/tmp: Is a directory");
    csv_free(&csv);
}

/* The message is one line that fits, however long the names and the numbers are. */
static void a_long_name_is_cut_and_so_is_a_long_value(void **state)
{
    char name[400], text[3000];
    struct csv csv;
    FILE *file = tmpfile();

    (void)state;
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    memset(text, 'x', sizeof text);
    memcpy(text, "1,a\n", 4);
    memcpy(text + sizeof text - 4, ",b\n", 4);
    fputs(text, file);
    rewind(file);
    assert_false(csv_read_stream(&csv, file, name));
    assert_int_equal(strlen(csv.error), 150 + strlen(":2:1: '' is not a finite number") + 40);
    csv_free(&csv);
    fclose(file);
}

static void a_row_can_be_wide_and_a_file_long(void **state)
{
    char path[] = "/tmp/csv.XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    struct csv csv;

    (void)state;
    for (int n = 0; n < 100000; n++)
        fprintf(file, "%d,%g,%d\n", n, n / 8.0, n % 10);
    fclose(file);
    bool good = csv_read(&csv, path);
    unlink(path);
    assert_true(good);
    assert_int_equal(csv.rows, 100000);
    assert_int_equal(csv.classes, 10);
    for (size_t n = 0; n < 100000; n++) {
        assert_true(csv.x[2 * n] == (double)n);
        assert_int_equal(csv.class[n], n % 10);
    }
    csv_free(&csv);

    for (int width = 1000; width <= 1001; width++) {
        file = fopen(path, "w");
        for (int n = 0; n < 2; n++) {
            for (int i = 0; i < width; i++)
                fprintf(file, "%d,", i);
            fprintf(file, "%d\n", n);
        }
        fclose(file);
        good = csv_read(&csv, path);
        unlink(path);
        assert_int_equal(good, width == 1000);
        if (good)
            assert_true(csv.in == 1000 && csv.x[1999] == 999);
        else
            assert_non_null(strstr(csv.error, ":1: 1002 columns; at most 1001 can be read"));
        csv_free(&csv);
    }
}

/* The corpus holds files that tests/fuzz_csv.c found worth keeping: each is read, or refused with a
 * reason. */
static void the_corpus_of_the_fuzzer_is_read_or_refused(void **state)
{
    struct outcome list = run("ls tests/corpus/csv/*");
    size_t files = 0, read = 0;

    (void)state;
    for (char *path = strtok(list.out, "\n"); path; path = strtok(NULL, "\n"), files++) {
        struct csv csv;

        if (csv_read(&csv, path))
            read++;
        else
            assert_true(csv.error[0] && !strchr(csv.error, '\n'));
        csv_free(&csv);
    }
    assert_true(files >= 4 && read > 0 && read < files);
    outcome_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_corpus_of_the_fuzzer_is_read_or_refused),
        cmocka_unit_test(the_same_rows_can_be_written_in_many_ways),
        cmocka_unit_test(numbers_are_ordered_as_numbers_and_words_by_letter),
        cmocka_unit_test(a_class_is_its_place_in_that_order),
        cmocka_unit_test(a_wrong_line_is_named_with_its_column),
        cmocka_unit_test(what_other_programs_write_is_named),
        cmocka_unit_test(a_nan_or_an_infinity_is_no_observation),
        cmocka_unit_test(a_file_without_something_to_learn_is_refused),
        cmocka_unit_test(a_file_that_is_none_is_refused),
        cmocka_unit_test(a_long_name_is_cut_and_so_is_a_long_value),
        cmocka_unit_test(a_row_can_be_wide_and_a_file_long),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
