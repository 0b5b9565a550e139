/* How long an epoch takes: NumPy, FANN, the bricks, and fast.h.
 *
 *     bench TABLE.tsv PYTHON [FANN]
 *
 * In each round every program takes its turn at each setting, so that what disturbs the machine
 * disturbs all of them; what counts is the median of the rounds.  Time is the processor's, not
 * the clock's on the wall, and every program reads it before and after twice as many epochs, and
 * twice as many again, until they take long enough: never in between.  Before anything is timed the
 * three that compute the same must agree.
 */
#include "dataset.h"
#include "fast.h"
#include "matrix.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SETTINGS = 5, ROUNDS = 7, COLUMNS = 4, NUMPY = 0, FANN, PLAIN, FAST };

static const size_t setting[SETTINGS][2] = {{1, 3}, {50, 10}, {50, 50}, {300, 50}, {4096, 1024}};
static const char *const name[COLUMNS] = {"NumPy", "FANN", "plain bricks", "fast"};
/* With the article's default, 1e-4, its ridge would explode within this many epochs. */
static const struct training how = {0.003, 1e-6, GRADIENT_ARTICLE};

struct contest {
    size_t rows, hidden;
    struct matrix *X, *Y;
    struct step *net, *trained; /* by the bricks, by fast */
    struct fast *fast;
    double us[COLUMNS][ROUNDS]; /* microseconds per epoch; 0: not there */
};

static void contest_begin(struct contest *c, size_t rows, size_t hidden)
{
    *c = (struct contest){.rows = rows, .hidden = hidden};
    c->X = matrix_new(rows, 2);
    c->Y = matrix_new(rows, 2);
    c->net = step_new(rows, 2, hidden, 2, BIAS_NONE);
    c->trained = step_new(0, 2, hidden, 2, BIAS_NONE);
    dataset_xor(c->X, c->Y, 0);
    dataset_weights(c->net->W1, c->net->W2, 2017);
    dataset_weights(c->trained->W1, c->trained->W2, 2017);
    step_observe(c->net, c->X, c->Y);
    c->fast = fast_new(c->X, c->Y, hidden);
}

static void contest_end(struct contest *c)
{
    matrix_free(c->X);
    matrix_free(c->Y);
    step_free(c->net);
    step_free(c->trained);
    fast_free(c->fast);
}

static void plain(struct contest *c, size_t epochs)
{
    train(c->net, &how, 0, epochs, 0, NULL, NULL);
}

static void fast(struct contest *c, size_t epochs)
{
    fast_train(c->fast, c->trained, c->rows, &how, 0, epochs, 0, NULL, NULL);
}

static double microseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e6 * (double)t.tv_sec + 1e-3 * (double)t.tv_nsec;
}

/* Twice as many epochs until they take long enough for the clock. */
static double time_of(void (*run)(struct contest *, size_t), struct contest *c)
{
    for (size_t epochs = 1;; epochs *= 2) {
        double begin = microseconds(), took;

        run(c, epochs);
        took = microseconds() - begin;
        if (took > 1e5)
            return took / (double)epochs;
    }
}

/* Another program says its microseconds and its third Loss on one line. */
static double time_of_program(const char *program, const struct contest *c, double *Loss)
{
    char command[1000];
    double us = 0;
    FILE *out;

    snprintf(command, sizeof command, "%s %zu %zu", program, c->rows, c->hidden);
    out = popen(command, "r");
    if (!out || fscanf(out, "%lf %lf", &us, Loss) != 2 || pclose(out) != 0) {
        fprintf(stderr, "bench: no answer from: %s\n", command);
        exit(1);
    }
    return us;
}

static void must_be_close(const struct contest *c, const char *what, double a, double b)
{
    if (fabs(a - b) <= 1e-9 * fabs(b))
        return;
    fprintf(stderr, "bench: %zu rows, %zu hidden: %s is %.17g, fast's is %.17g\n", c->rows,
            c->hidden, what, a, b);
    exit(1);
}

/* Three epochs of each, from the same weights. */
static void check_that_they_agree(struct contest *c, const char *numpy)
{
    double Loss, numpys;

    fast(c, 3);
    Loss = c->trained->Loss->v[0];
    plain(c, 3);
    must_be_close(c, "the bricks' Loss", c->net->Loss->v[0], Loss);
    must_be_close(c, "the bricks' W1", matrix_sum_squares(c->net->W1),
                  matrix_sum_squares(c->trained->W1));
    must_be_close(c, "the bricks' W2", matrix_sum_squares(c->net->W2),
                  matrix_sum_squares(c->trained->W2));
    numpys = Loss;
    if (numpy)
        time_of_program(numpy, c, &numpys);
    must_be_close(c, "NumPy's Loss", numpys, Loss);
}

static void must_be_finite(const struct contest *c)
{
    if (isfinite(matrix_sum_squares(c->net->W1) + matrix_sum_squares(c->trained->W1)))
        return;
    fprintf(stderr, "bench: %zu rows, %zu hidden: the weights are not finite\n", c->rows,
            c->hidden);
    exit(1);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(const double *us)
{
    double sorted[ROUNDS];

    for (size_t i = 0; i < ROUNDS; i++)
        sorted[i] = us[i];
    qsort(sorted, ROUNDS, sizeof *sorted, ascending);
    return sorted[ROUNDS / 2];
}

static void print_number(double number, int decimals)
{
    if (number > 0)
        printf(" %12.*f", decimals, number);
    else
        printf(" %12s", "-");
}

static void print_tables(const struct contest *contest, FILE *tsv)
{
    printf("\nmicroseconds per epoch (of the processor, median of %d rounds)\n rows  hidden",
           ROUNDS);
    for (int i = 0; i < COLUMNS; i++)
        printf(" %12s", name[i]);
    printf("   NumPy/fast    FANN/fast  bricks/fast\n");
    fprintf(tsv, "# microseconds per epoch; 0: not measured\n"
                 "# rows hidden NumPy FANN bricks fast\n");
    for (size_t s = 0; s < SETTINGS; s++) {
        const struct contest *c = &contest[s];
        double us[COLUMNS];

        printf("%5zu  %6zu", c->rows, c->hidden);
        fprintf(tsv, "%zu\t%zu", c->rows, c->hidden);
        for (int i = 0; i < COLUMNS; i++) {
            us[i] = median(c->us[i]);
            print_number(us[i], us[i] < 100 ? 3 : 0);
            fprintf(tsv, "\t%.6g", us[i]);
        }
        print_number(us[NUMPY] / us[FAST], 1);
        print_number(us[FANN] / us[FAST], 1);
        print_number(us[PLAIN] / us[FAST], 1);
        printf("\n");
        fprintf(tsv, "\n");
    }
    printf(
        "\nnanoseconds per row and hidden unit: where the sizes are large this is one constant,\n"
        "so the cost grows in proportion to rows x hidden\n");
    for (size_t s = 0; s < SETTINGS; s++) {
        printf("%5zu  %6zu", contest[s].rows, contest[s].hidden);
        for (int i = 0; i < COLUMNS; i++)
            print_number(
                1e3 * median(contest[s].us[i]) / (double)(contest[s].rows * contest[s].hidden), 2);
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    static struct contest contest[SETTINGS];
    const char *numpy = argc > 2 && *argv[2] ? argv[2] : NULL;
    const char *fann = argc > 3 && *argv[3] ? argv[3] : NULL;
    FILE *tsv = argc > 1 ? fopen(argv[1], "w") : NULL;
    double ignored;

    if (!tsv) {
        fprintf(stderr, "usage: bench TABLE.tsv [NUMPY_LOOP [FANN_LOOP]]\n");
        return 2;
    }
    for (size_t s = 0; s < SETTINGS; s++) {
        contest_begin(&contest[s], setting[s][0], setting[s][1]);
        check_that_they_agree(&contest[s], numpy);
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        fprintf(stderr, "\rround %zu of %d", round + 1, ROUNDS);
        for (size_t s = 0; s < SETTINGS; s++) {
            struct contest *c = &contest[s];

            if (numpy)
                c->us[NUMPY][round] = time_of_program(numpy, c, &ignored);
            c->us[PLAIN][round] = time_of(plain, c);
            c->us[FAST][round] = time_of(fast, c);
            if (fann)
                c->us[FANN][round] = time_of_program(fann, c, &ignored);
        }
    }
    fprintf(stderr, "\r               \r");
    print_tables(contest, tsv);
    for (size_t s = 0; s < SETTINGS; s++) {
        must_be_finite(&contest[s]);
        contest_end(&contest[s]);
    }
    return fclose(tsv) == 0 ? 0 : 1;
}
