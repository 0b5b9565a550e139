/* The promise of fast.h: the same bits on every machine.  A line for each training: what was
 * trained, the Loss of the last epoch, and a checksum of all weights and answers after it.
 *
 *     bits                    prints the table; tests/bits.txt is the one that must come out
 *
 * The first line is of the 300 observations, which need libm's log: where it differs, this system's
 * log does, and no later line can agree.
 */
#include "batches.h"
#include "dataset.h"
#include "fast.h"
#include "matrix.h"
#include "remedies.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const size_t EPOCHS = 5000;

/* Adds the bits of each number to a sum, by FNV-1a, the lowest first, whatever their order in
 * memory. */
static void add(uint64_t *sum, const struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        uint64_t bits;

        memcpy(&bits, &m->v[i], sizeof bits);
        for (int b = 0; b < 64; b += 8)
            *sum = (*sum ^ (bits >> b & 0xff)) * UINT64_C(1099511628211);
    }
}

struct job {
    const char *what;
    const struct matrix *X, *Y;
    size_t rows, hidden, batch;
    struct training how;
    struct remedies remedies;
    bool bias;
};

static void train_job(const struct job *j)
{
    struct matrix X = {j->rows, j->X->cols, j->X->v}, Y = {j->rows, j->Y->cols, j->Y->v};
    struct step *net = step_new(0, X.cols, j->hidden, Y.cols, j->bias);
    struct matrix *h2 = matrix_new(j->rows, Y.cols);
    struct fast *fast = fast_new(&X, &Y, j->hidden);
    uint64_t sum = UINT64_C(14695981039346656037);

    dataset_weights(net->W1, net->W2, 2017);
    step_observe(net, &X, &Y);
    if (j->batch > 0) {
        struct batches *b = batches_new(&X, &Y, j->batch, j->hidden, false);

        for (size_t epoch = 0; epoch < EPOCHS; epoch++)
            batches_epoch(b, net, &X, &Y, &j->how, 1, epoch);
        batches_free(b);
    } else {
        remedies_train(net, &j->how, &j->remedies, fast, 0, EPOCHS, 0, NULL, NULL);
    }
    add(&sum, net->W1);
    add(&sum, net->W2);
    if (j->bias) {
        add(&sum, net->b1);
        add(&sum, net->b2);
    }
    fast_answers(fast, net, h2);
    add(&sum, h2);
    printf("%4zu rows %4zu hidden  %-24s %-8s Loss %.17g  %016" PRIx64 "\n", j->rows, j->hidden,
           j->what, j->how.gradient == GRADIENT_EXACT ? "exact" : "article",
           net->data_loss->v[0] + net->ridge_loss->v[0], sum);
    fast_free(fast);
    matrix_free(h2);
    step_free(net);
}

static int train_iris(void)
{
    struct dataset d;

    if (!dataset_read(&d, "chapters/06-loop/data/iris.csv", &(struct table_how){0})) {
        fprintf(stderr, "bits: %s\n", d.table.error);
        return 2;
    }

    size_t rows = d.X->rows;

    train_job(
        &(struct job){"iris", d.X, d.Y, rows, 6, 0, {0.1, 1e-3, GRADIENT_EXACT}, {.l1 = 0}, false});
    train_job(&(struct job){
        "iris, bias", d.X, d.Y, rows, 6, 0, {0.1, 1e-3, GRADIENT_EXACT}, {.l1 = 0}, true});
    train_job(&(struct job){"iris, batches of 16",
                            d.X,
                            d.Y,
                            rows,
                            6,
                            16,
                            {0.01, 1e-3, GRADIENT_EXACT},
                            {.l1 = 0},
                            false});
    dataset_free(&d);
    return 0;
}

int main(void)
{
    static const size_t rows[] = {1, 50, 300}, hidden[] = {3, 10, 50};
    struct matrix *X = matrix_new(300, 2), *Y = matrix_new(300, 2);
    struct training article = {0.003, 1e-6, GRADIENT_ARTICLE}, exact = {0.15, 1e-3, GRADIENT_EXACT};
    uint64_t sum = UINT64_C(14695981039346656037);
    int status;

    dataset_xor(X, Y, 0);
    add(&sum, X);
    printf(" 300 rows of observations  %016" PRIx64 "\n", sum);
    for (size_t r = 0; r < 3; r++)
        for (size_t h = 0; h < 3; h++) {
            train_job(&(struct job){"", X, Y, rows[r], hidden[h], 0, article, {.l1 = 0}, false});
            train_job(&(struct job){"", X, Y, rows[r], hidden[h], 0, exact, {.l1 = 0}, false});
        }
    train_job(&(struct job){"batches of 7", X, Y, 50, 10, 7, exact, {.l1 = 0}, false});
    train_job(&(struct job){"batches of 1", X, Y, 13, 10, 1, article, {.l1 = 0}, false});
    train_job(
        &(struct job){"l1, clipped", X, Y, 50, 10, 0, exact, {.l1 = 1e-3, .clip = 0.01}, false});
    train_job(&(struct job){"decay by steps",
                            X,
                            Y,
                            50,
                            10,
                            0,
                            article,
                            {.decay = DECAY_STEP, .factor = 0.9, .epochs = 700},
                            false});
    train_job(&(struct job){
        "decay, inverse", X, Y, 50, 10, 0, exact, {.decay = DECAY_INVERSE, .epochs = 5000}, false});
    train_job(&(struct job){"bias", X, Y, 300, 10, 0, exact, {.l1 = 0}, true});
    train_job(&(struct job){"bias", X, Y, 1, 3, 0, exact, {.l1 = 0}, true});
    train_job(&(struct job){
        "bias, l1, clipped", X, Y, 50, 10, 0, article, {.l1 = 1e-6, .clip = 0.01}, true});
    train_job(&(struct job){"bias, batches of 7", X, Y, 50, 10, 7, exact, {.l1 = 0}, true});
    status = train_iris();
    matrix_free(X);
    matrix_free(Y);
    return status;
}
