/* What the columns of your own observations mean.  Each file is written out here, so that a reader
 * can tell what must come of it. */
#include "test.h"

#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the user says of the files that follow. */
static struct table_how how;

static bool read_bytes(struct table *t, const char *text, size_t size)
{
    FILE *file = tmpfile();

    fwrite(text, 1, size, file);
    rewind(file);
    bool good = table_read_stream(t, file, "d.csv", &how);

    fclose(file);
    return good;
}

/* Asserts that the text reads as the three rows 0 1.5 yes, -2 1e3 no, 0.25 0 yes. */
static void assert_reads(const char *text)
{
    const double x[] = {0, 1.5, -2, 1e3, 0.25, 0};
    const size_t class[] = {1, 0, 1};
    struct table t;

    if (!read_bytes(&t, text, strlen(text)))
        fail_msg("%s", t.error);
    assert_int_equal(t.rows, 3);
    assert_int_equal(t.in, 2);
    assert_int_equal(t.classes, 2);
    assert_memory_equal(t.X->v, x, sizeof x);
    assert_memory_equal(t.class, class, sizeof class);
    assert_string_equal(t.label[0], "no");
    assert_string_equal(t.label[1], "yes");
    table_free(&t);
}

static void assert_refuses_bytes(const char *text, size_t size, const char *error)
{
    struct table t;

    assert_false(read_bytes(&t, text, size));
    assert_string_equal(t.error, error);
    table_free(&t);
}

static void assert_refuses(const char *text, const char *error)
{
    assert_refuses_bytes(text, strlen(text), error);
}

/* Asserts that the text has these classes, in this order; spaces separate them. */
static void assert_classes(const char *text, const char *classes)
{
    char found[200] = "";
    struct table t;

    if (!read_bytes(&t, text, strlen(text)))
        fail_msg("%s", t.error);
    for (size_t i = 0; i < t.classes; i++) {
        strcat(found, i ? " " : "");
        strcat(found, t.label[i]);
    }
    if (*classes)
        assert_string_equal(found, classes);
    table_free(&t);
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
    assert_classes("1,1e2\n1,100\n1,99\n", "99 1e2");
}

static void a_class_is_its_place_in_that_order(void **state)
{
    const char text[] = "1,10\n1,9\n1,-1\n1,10.0\n";
    const size_t class[] = {2, 1, 0, 2};
    struct table t;

    (void)state;
    assert_true(read_bytes(&t, text, sizeof text - 1));
    assert_memory_equal(t.class, class, sizeof class);
    table_free(&t);
}

#define HAS_NONE(line, column, text)                                                               \
    "d.csv:" #line ":" #column ": column " #column " has no value here ('" text                    \
    "'): leave the row out or fill it: --missing=drop or --missing=mean"
#define NO_CLASS(line, column, text)                                                               \
    "d.csv:" #line ":" #column ": '" text "' is no class; --missing=drop leaves such rows out"

static void a_wrong_line_is_named_with_its_column(void **state)
{
    (void)state;
    assert_refuses("1,2,a\n1,b\n", "d.csv:2: 2 columns, where the first line has 3");
    assert_refuses("1,2,a\n\n# c\n1,2,3,b\n", "d.csv:4: 4 columns, where the first line has 3");
    assert_refuses("x1,x2,c\n1,a\n", "d.csv:2: 2 columns, where the first line has 3");
    assert_refuses("1,2,a\n1,two,b\n", "d.csv:2:2: 'two' is not a finite number");
    assert_refuses("1,2,a\n1,2x,b\n", "d.csv:2:2: '2x' is not a finite number");
    assert_refuses("1,2,a\n1 5,2,b\n", "d.csv:2:1: '1 5' is not a finite number");
    assert_refuses("1,2,a\n,2,b\n", HAS_NONE(2, 1, ""));
    assert_refuses("1,2,a\n1,2,\n", NO_CLASS(2, 3, ""));
    assert_refuses("1,2, \n1,2,b\n", NO_CLASS(1, 3, ""));
    assert_refuses("?,?,a\n1,2,b\n", HAS_NONE(1, 1, "?"));
    assert_refuses(",,a\n1,2,b\n", HAS_NONE(1, 1, ""));
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
    assert_refuses("1,2,a\n1,nan,b\n", HAS_NONE(2, 2, "nan"));
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
                   "d.csv:2: only one class, 'a', in column 3: there is nothing to tell apart");
    assert_refuses("1,1\n3,1.0\n",
                   "d.csv:2: only one class, '1', in column 2: there is nothing to tell apart");
    assert_refuses_bytes("1,2,a\n1,\0"
                         "2,b\n",
                         14, "d.csv:2: a zero byte: this is not text");
    assert_refuses_bytes("\0", 1, "d.csv:1: a zero byte: this is not text");
}

static void a_file_that_is_none_is_refused(void **state)
{
    struct table t;

    (void)state;
    assert_false(table_read(&t, "/tmp/none/d.csv", &how));
    assert_string_equal(t.error, "/tmp/none/d.csv: No such file or directory");
    table_free(&t);
    assert_false(table_read(&t, "/tmp", &how));
    assert_string_equal(t.error, "/tmp: Is a directory");
    table_free(&t);
}

/* The message is one line that fits, however long the names and the numbers are. */
static void a_long_name_is_cut_and_so_is_a_long_value(void **state)
{
    char name[400], text[3000];
    struct table t;
    FILE *file = tmpfile();

    (void)state;
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    memset(text, 'x', sizeof text);
    memcpy(text, "1,a\n", 4);
    memcpy(text + sizeof text - 4, ",b\n", 4);
    fputs(text, file);
    rewind(file);
    assert_false(table_read_stream(&t, file, name, &how));
    assert_int_equal(strlen(t.error), 150 + strlen(":2:1: '' is not a finite number") + 40);
    table_free(&t);
    fclose(file);
}

static void a_row_can_be_wide_and_a_file_long(void **state)
{
    char path[] = "/tmp/t.XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    struct table t;

    (void)state;
    for (int n = 0; n < 100000; n++)
        fprintf(file, "%d,%g,%d\n", n - 7, n / 8.0, n % 10);
    fclose(file);
    bool good = table_read(&t, path, &how);
    unlink(path);
    assert_true(good);
    assert_int_equal(t.rows, 100000);
    assert_int_equal(t.classes, 10);
    for (size_t n = 0; n < 100000; n++) {
        assert_true(t.X->v[2 * n] == (double)n - 7);
        assert_int_equal(t.class[n], n % 10);
    }
    table_free(&t);

    for (int width = 1000; width <= 1001; width++) {
        file = fopen(path, "w");
        for (int n = 0; n < 2; n++) {
            for (int i = 0; i < width; i++)
                fprintf(file, "%d,", i);
            fprintf(file, "%d\n", n);
        }
        fclose(file);
        good = table_read(&t, path, &how);
        unlink(path);
        assert_int_equal(good, width == 1000);
        if (good)
            assert_true(t.in == 1000 && t.X->v[1999] == 999);
        else
            assert_non_null(strstr(t.error, ":1: 1002 columns; at most 1001 can be read"));
        table_free(&t);
    }
}

/* The corpus holds files that tests/fuzz_t.c found worth keeping: each is read, or refused with a
 * reason. */
static void the_corpus_of_the_fuzzer_is_read_or_refused(void **state)
{
    struct outcome list = run("ls tests/corpus/csv/*");
    size_t files = 0, read = 0;

    (void)state;
    for (char *path = strtok(list.out, "\n"); path; path = strtok(NULL, "\n"), files++) {
        struct table t;

        if (table_read(&t, path, &how))
            read++;
        else
            assert_true(t.error[0] && !strchr(t.error, '\n'));
        table_free(&t);
    }
    assert_true(files >= 4 && read > 0 && read < files);
    outcome_free(&list);
}

/* Asserts the shape of a text's observations, its classes, how it begins, and the first note. */
static void assert_is(const char *text, size_t rows, size_t in, const char *classes,
                      const double *first, const char *first_note)
{
    struct table t;

    if (!read_bytes(&t, text, strlen(text)))
        fail_msg("%s", t.error);
    assert_int_equal(t.rows, rows);
    assert_int_equal(t.X->rows, rows);
    assert_int_equal(t.in, in);
    for (size_t i = 0; i < in; i++)
        assert_true(t.X->v[i] == first[i] || (isnan(t.X->v[i]) && isnan(first[i])));
    assert_string_equal(t.note[0], first_note);
    table_free(&t);
    assert_classes(text, classes);
}
#define NUMBERS(...) ((const double[]){__VA_ARGS__})

#define COUNTED "The first line counts the columns: it is taken for a header."
#define UNNAMED "The first column has no name: it is left out."
#define INDEX   "The first column counts the rows: it is left out."

static void quotes_are_those_of_rfc_4180(void **state)
{
    (void)state;
    assert_reads("\"0\",\"1.5\",\"yes\"\n\"-2\",\"1e3\",no\n\"0.25\" , \"0\",\" yes \"\r\n");
    assert_classes("1,\"a, b\"\n2,\"say \"\"a\"\"\"\n3,\"\"\"\"\n4,5\" tube\n",
                   "\" 5\" tube a, b say \"a\"");
    assert_is("\"x\n1\",\"x,2\",y\n1,2,a\n3,4,b\n", 2, 2, "a b", NUMBERS(1, 2), "");
    assert_refuses("\"x\n1\",y\n1,a\n3,\n", NO_CLASS(4, 2, "")); /* lines count on in quotes */
    assert_refuses("1,\"a\n2,b\n", "d.csv:1: a quote is opened and not closed");
    assert_refuses("1,a\n\"2\"0,b\n",
                   "d.csv:2: '0,b\\x0a' after a quote is closed: inside, each is doubled");
    assert_refuses("1,\"a\nb\"\n2,c\n", "d.csv:1:2: a control character in the class");
    assert_refuses("1,\"\"\n2,c\n", NO_CLASS(1, 2, ""));
    assert_classes("1,a\n2,\"b\"", "a b"); /* the end of the file */
    assert_refuses("\"x\";\"y\"\n", "d.csv:1: columns are separated by ';' here, and commas are "
                                    "wanted");
    assert_refuses("x1,y\r", "d.csv:1: no observations");
    assert_is("\"\",\"x1\",\"x2\",\"y\"\n\"1\",0.1,0.2,\"a\"\n\"2\",0.3,0.4,\"b\"\n", 2, 2, "a b",
              NUMBERS(0.1, 0.2), UNNAMED); /* R's write.csv */
    assert_is("\"x1\",\"x2\",\"y\"\n\"r1\",0.1,0.2,\"a\"\n\"r2\",0.3,0.4,\"b\"\n", 2, 2, "a b",
              NUMBERS(0.1, 0.2), UNNAMED); /* R's write.table */
    assert_refuses("x1,x2,y\n1,2,3,a\n1,2,b\n", "d.csv:3: 3 columns, where the first line has 4");
    assert_refuses("x1,2,y\n1,2,3,a\n", "d.csv:2: 4 columns, where the first line has 3");
    assert_refuses("x1,,y\n1,2,3,a\n", "d.csv:2: 4 columns, where the first line has 3");
    assert_is("\"a;b\",\"c\td\"\n1,x\n2,y\n", 2, 1, "x y", NUMBERS(1), "");
}

#define OF_ITS_OWN "The first line has a class of its own: it is taken for a header."
#define FIVE       "5,6,a\n1,2,b\n2,3,b\n4,4,b\n3,3,a\n"

static void a_header_of_numbers_is_one(void **state)
{
    (void)state;
    assert_is("0,1,2,target\n0.1,0.2,0.5,0\n0.3,0.4,0.5,1\n", 2, 3, "0 1", NUMBERS(.1, .2, .5),
              COUNTED);
    assert_is("0,1,2,3\n5,6,7,0\n8,9,1,1\n", 2, 3, "0 1", NUMBERS(5, 6, 7), COUNTED);
    assert_is(",0,1,2\n0,5,6,0\n1,8,9,1\n", 2, 2, "0 1", NUMBERS(5, 6), COUNTED);
    assert_is("0,1,2,kind\n5,6,7,a\n8,9,1,b\n", 2, 3, "a b", NUMBERS(5, 6, 7), COUNTED);
    assert_is("2019,2020,grade\n5,6,1\n8,9,2\n", 2, 2, "1 2", NUMBERS(5, 6), OF_ITS_OWN);
    assert_is("2019,2020,grade\n" FIVE FIVE, 10, 2, "a b", NUMBERS(5, 6), OF_ITS_OWN);
    assert_is("2019,2020,grade\n" FIVE "5,6,a\n1,2,b\n2,3,b\n4,4,b\n", 10, 2, "a b grade",
              NUMBERS(2019, 2020), ""); /* too few rows to tell */
    assert_is("2019,2020,grade\n5,6,c\n" FIVE FIVE, 12, 2, "a b c grade", NUMBERS(2019, 2020),
              ""); /* c is alone as well */
    assert_is("2019,2020,a\n" FIVE FIVE, 11, 2, "a b", NUMBERS(2019, 2020), "");
    assert_refuses("9,8,kind\n5,6,nan\n1,2,1\n", NO_CLASS(2, 3, "nan"));
    /* and these are rows */
    assert_is("0,1,2,3\n5,6,7,3\n8,9,1,1\n", 3, 3, "1 3", NUMBERS(0, 1, 2), "");
    assert_is("0,1,2,4\n5,6,7,3\n8,9,1,1\n", 3, 3, "1 3 4", NUMBERS(0, 1, 2), "");
    assert_is("0,1,yes\n0,0,no\n1,1,no\n", 3, 2, "no yes", NUMBERS(0, 1), "");
    assert_is("0,1\n1,0\n", 2, 1, "0 1", NUMBERS(0), "");
    assert_is("5.1,3.5,setosa\n7.0,3.2,versicolor\n", 2, 2, "setosa versicolor", NUMBERS(5.1, 3.5),
              "");
    assert_is("5,a\n6,1\n7,b\n", 3, 1, "1 a b", NUMBERS(5), "");
}

static void a_header_can_be_said_to_be_there_or_not(void **state)
{
    (void)state;
    how.header = HEADER_YES;
    assert_is("1,2,a\n3,4,b\n5,6,c\n", 2, 2, "b c", NUMBERS(3, 4), "");
    assert_refuses(",y\nx,1\n", "d.csv:2:1: column 1 is text, 'x': leave it out or make numbers of "
                                "it; if it is the class, --class=1");
    how.header = HEADER_NO;
    assert_is("0,1,2,3\n5,6,7,0\n8,9,1,1\n", 3, 3, "0 1 3", NUMBERS(0, 1, 2), "");
    assert_refuses("x,y\n1,a\n", "d.csv:1:1: 'x' is not a finite number");
    how.class = "y";
    assert_refuses("x,y\n1,a\n",
                   "d.csv: --class=y: no column has this name, as there is no header");
    how = (struct table_how){0};
}

static void a_column_that_counts_the_rows_is_left_out(void **state)
{
    const char ten[] = "1,5,a\n2,6,b\n3,5,a\n4,6,b\n5,5,a\n6,6,b\n7,5,a\n8,6,b\n9,5,a\n10,6,b\n";

    (void)state;
    assert_is(",x1,x2,y\n0,0.1,0.2,0\n1,0.3,0.4,1\n", 2, 2, "0 1", NUMBERS(.1, .2), UNNAMED);
    assert_is(",x1,x2,y\nann,0.1,0.2,0\nbob,0.3,0.4,1\n", 2, 2, "0 1", NUMBERS(.1, .2), UNNAMED);
    assert_is("id,x,y\n0,5,a\n1,6,b\n2,6,b\n", 3, 1, "a b", NUMBERS(5), INDEX);
    assert_is("id,x,y\n1,5,a\n2,6,b\n3,6,b\n", 3, 1, "a b", NUMBERS(5), INDEX);
    assert_is(ten, 10, 1, "a b", NUMBERS(5), INDEX);
    how.class = "last";
    assert_is(ten, 10, 1, "a b", NUMBERS(5), INDEX);
    how.class = NULL;
    /* and these are numbers to learn from */
    assert_is(ten + 6, 9, 2, "a b", NUMBERS(2, 6), "");
    assert_is("x1,x2,y\n1,5,a\n2,6,b\n", 2, 2, "a b", NUMBERS(1, 5), "");
    assert_is("x1,x2,y\n1,5,a\n2,6,b\n2,6,b\n", 3, 2, "a b", NUMBERS(1, 5), "");
    assert_is("x,y\n1,a\n2,b\n3,b\n", 3, 1, "a b", NUMBERS(1), ""); /* there is no other */
}

static void the_class_can_be_in_any_column(void **state)
{
    static const char wine[] = "1,14,1.7\n2,13,1.8\n1,13,2.3\n";
    static const char named[] = "type,alcohol,ash\na,14.2,1.7\nb,13.2,1.8\na,13.1,2.3\n";

    (void)state;
    how.class = "first";
    assert_is(wine, 3, 2, "1 2", NUMBERS(14, 1.7), "");
    assert_is(named, 3, 2, "a b", NUMBERS(14.2, 1.7), "");
    how.class = "1";
    assert_is(wine, 3, 2, "1 2", NUMBERS(14, 1.7), "");
    how.class = "type";
    assert_is(named, 3, 2, "a b", NUMBERS(14.2, 1.7), "");
    how.class = "2";
    assert_is(wine, 3, 2, "13 14", NUMBERS(1, 1.7), "");
    how.class = "0"; /* a name before a number */
    assert_is("0,1,2,3\n5,6,7,0\n8,9,1,1\n", 2, 3, "5 8", NUMBERS(6, 7, 0), COUNTED);
    how.class = "kind";
    assert_refuses(named, "d.csv: --class=kind: no column has this name");
    assert_refuses(wine, "d.csv: --class=kind: no column has this name, as there is no header");
    how.class = "2x";
    assert_refuses(named, "d.csv: --class=2x: no column has this name");
    how.class = "4";
    assert_refuses(wine, "d.csv: --class=4: there are 3 columns");
    how.class = "0";
    assert_refuses(wine, "d.csv: --class=0: there are 3 columns");
    how.class = "a";
    assert_is("1,a,2\n3,u,4\n5,v,6\n", 2, 2, "u v", NUMBERS(3, 4), ""); /* a name is of a header */
    how.class = NULL;
}

/* Asserts that one class in each of so many rows is read, or refused. */
static void assert_numbers(int rows, const char *format, const char *error)
{
    char text[3000] = "";

    for (int n = 0; n < rows; n++)
        sprintf(text + strlen(text), format, n);
    if (error)
        assert_refuses(text, error);
    else
        assert_is(text, (size_t)rows, 1, "", NUMBERS(7), "");
}

static void a_number_to_predict_is_no_class(void **state)
{
#define NO_CLASSES(n)                                                                              \
    "d.csv: " #n " classes in column 2, all of them numbers. Is the class in another column "      \
    "(--class=first), or is this a number to predict? That cannot be learned here"
    char many[3000] = "";
    struct table t;

    (void)state;
    assert_numbers(21, "7,%d\n", NO_CLASSES(21));
    assert_numbers(3, "7,%d.5\n", NO_CLASSES(3));
    assert_numbers(21, "7,c%d\n", NULL);
    assert_is("1,0.5\n2,1.5\n3,2\n4,0.5\n5,1.5\n6,2\n", 6, 1, "0.5 1.5 2", NUMBERS(1), "");
    assert_refuses("1,0.5\n2,1.5\n3,2\n4,0.5\n5,1.5\n", NO_CLASSES(3));
    assert_numbers(20, "7,%d\n", NULL);
    assert_numbers(2, "7,%d.5\n", NULL);
    for (int n = 0; n < 110; n++) /* 22 classes in 110 rows are a fifth */
        sprintf(many + strlen(many), "7,%d\n", n % 22);
    assert_true(read_bytes(&t, many, strlen(many)));
    table_free(&t);
    many[strlen(many) - strlen("7,21\n")] = '\0';
    assert_refuses(many, NO_CLASSES(22));
    how.class = "last";
    assert_refuses(many, NO_CLASSES(22));
    how.class = "first";
    assert_refuses("0.5,1\n1.5,1\n2.5,2\n",
                   "d.csv: 3 classes in column 1, all of them numbers. Is the class in another "
                   "column (--class=last), or is this a number to predict? That cannot be learned "
                   "here");
    how.class = NULL;
}

static void one_class_in_several_columns_is_asked_about(void **state)
{
#define ONE_HOT(n)                                                                                 \
    "d.csv: the last " #n " columns hold one 1 in each row. Are they one class (one-hot)? Make "   \
    "one column of them, or say --class=last if only the last is the class"
    static const char two[] = "0,0,1,0\n0,1,0,1\n1,0,0,1\n1,1,1,0\n";

    (void)state;
    assert_refuses(two, ONE_HOT(2));
    assert_refuses("5,1,0,0\n6,0,1,0\n5,0,0,1\n8,1,0,0\n", ONE_HOT(3));
    how.class = "last";
    assert_is(two, 4, 3, "0 1", NUMBERS(0, 0, 1), "");
    how.class = NULL;
    assert_is("0,0,1,0\n0,1,0,1\n1,0,0,1\n", 3, 3, "0 1", NUMBERS(0, 0, 1), ""); /* three rows */
    assert_is("0,0,0\n0,1,1\n1,0,1\n1,1,0\n", 4, 2, "0 1", NUMBERS(0, 0), "");
    assert_is("5,0,0\n6,1,0\n6,0,1\n6,0,1\n", 4, 2, "0 1", NUMBERS(5, 0), ""); /* none in a row */
    assert_is("1,0\n0,1\n1,0\n0,1\n", 4, 1, "0 1", NUMBERS(1), ""); /* nothing else is left */
    assert_is("5,1,1\n6,0,2\n5,1,1\n6,0,2\n", 4, 2, "1 2", NUMBERS(5, 1), "");
    assert_is("5,1,0\n6,0,2\n5,1,0\n6,0,2\n", 4, 2, "0 2", NUMBERS(5, 1), "");
}

static void a_row_without_a_value_can_be_left_out(void **state)
{
    static const char some[] = "x,age,y\n5,?,a\n6,1,\n7,NA,b\n8,2,b\n9,3,a\n4,nan,a\n4,,NaN\n";

    (void)state;
    assert_refuses(some, "d.csv:2:2: column 2 ('age') has no value here ('?'): leave the row out "
                         "or fill it: --missing=drop or --missing=mean");
    how.missing = MISSING_DROP;
    assert_is(some, 2, 2, "a b", NUMBERS(8, 2),
              "Rows with a value missing, which are left out: 5 of 7.");
    assert_refuses("1,?\n?,b\n", "d.csv:2: no observations");
    how.missing = MISSING_MEAN;
    assert_refuses(some, NO_CLASS(3, 3, ""));
    assert_is("5,?,a\n6,1,b\n", 2, 2, "a b", NUMBERS(5, NAN),
              "Values missing: 1. Each becomes the mean of its column.");
    how.missing = MISSING_REFUSED;
    assert_refuses("5,1,NaN\n6,1,1\n", NO_CLASS(1, 3, "NaN"));
    assert_refuses("5,1,?\n6,1,1\n", NO_CLASS(1, 3, "?"));
    assert_classes("1,N/A\n2,NAN b\n", "N/A NAN b");
}

static void a_column_of_text_is_named(void **state)
{
    (void)state;
    assert_refuses("PassengerId,Name,Age,Survived\n1,\"Doe, Mr. A\",22,0\n2,\"Roe, Mrs. B\",38,1\n",
                   "d.csv:2:2: column 2 ('Name') is text, 'Doe, Mr. A': leave it out or make "
                   "numbers of it; if it is the class, --class=2");
    assert_refuses("a,1,b\nb,2,b\n", "d.csv:1:1: column 1 is text, 'a': leave it out or make "
                                     "numbers of it; if it is the class, --class=1");
    assert_refuses("a,1,b\n3,2,b\n", "d.csv:1:1: 'a' is not a finite number");
    assert_refuses("x1,type,y\n1,\x1b,2\n3,b,4\n",
                   "d.csv:2:2: column 2 ('type') is text, '\\x1b': leave it out or make numbers of "
                   "it; if it is the class, --class=2");
}

/* Asserts that new rows for a network of two inputs have this shape, and how they begin. */
static void assert_new(const char *text, size_t rows, double first, size_t line, const char *note)
{
    struct table t;

    if (!read_bytes(&t, text, strlen(text)))
        fail_msg("%s", t.error);
    assert_int_equal(t.rows, rows);
    assert_int_equal(t.in, how.inputs);
    assert_true(t.X->v[0] == first && t.line[0] == line);
    assert_string_equal(t.note[0], note);
    table_free(&t);
}

static void new_rows_need_no_class(void **state)
{
    (void)state;
    how.inputs = 2;
    assert_new("5,6\n7,8\n", 2, 5, 1, "");
    assert_new("a,b\n5,6\n7,8\n", 2, 5, 2, "");
    assert_new(",a,b\n0,5,6\n", 1, 5, 2, UNNAMED);
    assert_new("id,a,b\n1,5,6\n2,4,6\n3,5,6\n", 3, 5, 2, INDEX);
    assert_refuses("5,6,x\n7,8,y\n",
                   "d.csv: 3 inputs, where the weights want 2; --class=first, last "
                   "or a name says which column is the class and left out");
    assert_refuses("5\n7\n", "d.csv: 1 inputs, where the weights want 2; --class=first, last or a "
                             "name says which column is the class and left out");
    how.class = "last";
    assert_new("5,6,x\n7,8,\n", 2, 5, 1, ""); /* the class may be missing */
    assert_refuses("5,6\n7,8\n", "d.csv: 1 inputs, where the weights want 2");
    how.missing = MISSING_DROP;
    assert_new("?,6,x\n7,8,\n", 1, 7, 2, "Rows with a value missing, which are left out: 1 of 2.");
    how = (struct table_how){.inputs = 4};
    assert_new("0,1,2,3\n5,6,7,8\n", 1, 5, 2, COUNTED);
    assert_new("0,1,2,4\n5,6,7,8\n", 2, 0, 1, "");
    how.inputs = 1;
    assert_new("5\n7\n", 2, 5, 1, "");
    how = (struct table_how){0};
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
        cmocka_unit_test(quotes_are_those_of_rfc_4180),
        cmocka_unit_test(a_header_of_numbers_is_one),
        cmocka_unit_test(a_header_can_be_said_to_be_there_or_not),
        cmocka_unit_test(a_column_that_counts_the_rows_is_left_out),
        cmocka_unit_test(the_class_can_be_in_any_column),
        cmocka_unit_test(a_number_to_predict_is_no_class),
        cmocka_unit_test(one_class_in_several_columns_is_asked_about),
        cmocka_unit_test(a_row_without_a_value_can_be_left_out),
        cmocka_unit_test(a_column_of_text_is_named),
        cmocka_unit_test(new_rows_need_no_class),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
