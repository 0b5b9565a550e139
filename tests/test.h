/* What all tests share.  cmocka compares doubles as float; these do not. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loop.h"
#include "matrix.h"
#include "rng.h"

/* Asserts |a - b| <= tolerance; a nan fails. */
#define assert_close(a, b, tolerance) check_close(a, b, tolerance, #a, __FILE__, __LINE__)
void check_close(double a, double b, double tolerance, const char *what, const char *file,
                 int line);

/* Asserts the same of every entry, and that the shapes are equal. */
#define assert_matrix_close(a, b, tolerance)                                                       \
    check_matrix_close(a, b, tolerance, #a, __FILE__, __LINE__)
void check_matrix_close(const struct matrix *a, const struct matrix *b, double tolerance,
                        const char *what, const char *file, int line);

/* Asserts that every bit is the same. */
#define assert_matrix_same(a, b) check_matrix_same(a, b, #a, __FILE__, __LINE__)
void check_matrix_same(const struct matrix *a, const struct matrix *b, const char *what,
                       const char *file, int line);

/* Asserts that the entries of m, row after row, are the numbers that follow. */
#define assert_entries(m, tolerance, ...)                                                          \
    check_entries(m, (const double[]){__VA_ARGS__},                                                \
                  sizeof((const double[]){__VA_ARGS__}) / sizeof(double), tolerance, #m, __FILE__, \
                  __LINE__)
void check_entries(const struct matrix *m, const double *numbers, size_t count, double tolerance,
                   const char *what, const char *file, int line);

/* Half a unit of the last of the article's eight decimals. */
#define AS_PRINTED 0.5e-8

/* Makes a matrix of these numbers, row after row, to be freed with matrix_free. */
struct matrix *matrix_of(size_t rows, size_t cols, const double *numbers);
/* Makes a matrix of normal numbers. */
struct matrix *matrix_random(struct rng *r, size_t rows, size_t cols);
struct matrix *matrix_clone(const struct matrix *m);
#define free_matrices(...) free_list((struct matrix *[]){__VA_ARGS__, NULL})
void free_list(struct matrix **list);

/* A network, its observations, and how it learns. */
struct example {
    struct matrix *X, *Y;
    struct step *net;
    struct training how;
};

/* Makes the article's example: one row, hidden 3, lr 0.001, lambda 0; seeds 0 and 2017. */
struct example example_worked(enum gradient gradient);
/* Makes an example with N from least_N to 19, 1 to 4 inputs, 1 to 11 hidden units, 2 to 4 classes,
 * lambda from 0.1 to 1, and weights so large that the sigmoids are not nearly straight. */
struct example example_random(struct rng *r, size_t least_N, enum gradient gradient);
/* Copies n of e's rows, in the order of `row`; the copy shares nothing with e. */
struct example example_of_rows(const struct example *e, size_t n, const size_t *row);
struct example example_copy(const struct example *e);
/* Computes forward, Loss and backward, without an update; returns the Loss. */
double example_step(struct example *e);
/* Computes the Loss alone, after a forward step; context is a struct example. */
double example_loss(void *context);
void example_free(struct example *e);

/* Runs f(context) in a child process and asserts that it stops the program (abort) after a line
 * on stderr that contains `words`. */
#define assert_stops(f, context, words) check_stops(f, context, words, __FILE__, __LINE__)
void check_stops(void (*f)(void *context), void *context, const char *words, const char *file,
                 int line);

/* What a shell command did. */
struct outcome {
    int status;      /* of its exit; 128 + n if signal n killed it */
    char *out, *err; /* what it wrote */
    char *command;
};

/* Runs `sh -c command` (formatted as by printf) without a terminal. */
__attribute__((format(printf, 1, 2))) struct outcome run(const char *command, ...);
void outcome_free(struct outcome *o);

/* Runs a command that must end with status 0. */
__attribute__((format(printf, 1, 2))) void must(const char *command, ...);

/* A folder for a test's files, or a group's: the setup makes it, with a new name, and the teardown
 * removes it. */
extern char folder[];
int make_folder(void **state);
int remove_folder(void **state);

/* Writes a file of the folder.  Returns its path, until the next call. */
const char *file_of(const char *name, const char *text, size_t length);

/* Opens a terminal with so many columns that nobody sits at, and returns it: what is written to
 * *keyboard counts as typed, and what the terminal shows can be read from there. */
int open_terminal(unsigned columns, int *keyboard);
/* Reads from there, until the terminal is closed or `milliseconds` pass without more; the text is
 * to be freed. */
char *read_terminal(int keyboard, int milliseconds);

/* Does the same as run on such a terminal, with `typed` typed into it; o.out is what it shows. */
__attribute__((format(printf, 3, 4))) struct outcome
run_on_terminal(unsigned columns, const char *typed, const char *command, ...);

/* Finds words in text, which is o->out or o->err, as strstr does.  Words that stand in the command
 * as well fail the test: whatever repeats the command would contain them. */
const char *find_words(const struct outcome *o, const char *text, const char *words);

/* Asserts that the output suits a pipe and a narrow page: ASCII without colour, at most 80 columns,
 * no blanks at the end of a line. */
void assert_plain(const struct outcome *o);

/* Returns how often words stand in text. */
size_t times(const char *text, const char *words);

/* Runs a command and asserts this status, `words` on standard output and nothing on stderr. */
#define assert_prints(status_, words, ...)                                                         \
    do {                                                                                           \
        struct outcome o_ = run(__VA_ARGS__);                                                      \
        if (o_.status != (status_) || !find_words(&o_, o_.out, words) || *o_.err)                  \
            fail_msg("%s: status %d, stdout '%s', stderr '%s'", o_.command, o_.status, o_.out,     \
                     o_.err);                                                                      \
        outcome_free(&o_);                                                                         \
    } while (0)

/* Runs a command and asserts that it is refused: status 2, nothing on standard output, and one line
 * on stderr that contains `words`. */
#define assert_refused(words, ...)                                                                 \
    do {                                                                                           \
        struct outcome o_ = run(__VA_ARGS__);                                                      \
        check_refused(&o_, words, __FILE__, __LINE__);                                             \
        outcome_free(&o_);                                                                         \
    } while (0)
void check_refused(const struct outcome *o, const char *words, const char *file, int line);

/* Returns whether a command succeeds on this machine; where it does not, says that `what` is
 * skipped. */
bool works(const char *command, const char *what);

/* Asserts that a command which writes to /dev/full is refused, where there is a /dev/full. */
#define assert_no_space(...)                                                                       \
    do {                                                                                           \
        if (works("test -c /dev/full", "a full disk"))                                             \
            assert_refused("No space left", __VA_ARGS__);                                          \
    } while (0)

/* A chapter as chapters/list.txt has it. */
struct listed {
    char chapter[30], brick[30], title[80]; /* brick: "-" for none of its own */
    bool exercise;
};

/* Reads the list, in its order, and returns how many chapters it has.  The worked example is that
 * of the first six. */
enum { LISTED_MOST = 30, WORKED = 6 };
size_t list_read(struct listed list[LISTED_MOST]);

/* Returns a random whole number from low to high. */
size_t random_between(struct rng *r, size_t low, size_t high);

#endif
