/* Training for the book's page of chapter 6: brick 6's loop with chapter 7's remedies, some epochs
 * at a time.  Compiled to WebAssembly by live.sh; live.js calls these functions and reads the
 * matrices where they are.
 */
#include "dataset.h"
#include "fast.h"
#include "matrix.h"
#include "remedies.h"
#include "scores.h"

#include <math.h>

#define EXPORT(name) __attribute__((export_name(#name)))

enum { ROWS = 50, SEED = 2017 };

static struct {
    struct dataset data;
    struct matrix X, Y; /* the first ROWS of them, which are trained on */
    struct step *s;
    struct fast *fast;
    struct matrix *h2;
    struct training how;
    struct remedies remedies;
    size_t epoch;
} live;

/* Starts anew: from the article's rows and weights, with these settings; 0 is none of a remedy.
 * decay: that of enum decay. */
EXPORT(begin)
void begin(size_t hidden, int bias, double lr, double lambda, int article, double l1, double clip,
           int decay, double factor, double epochs)
{
    if (live.s) {
        step_free(live.s);
        fast_free(live.fast);
        matrix_free(live.h2);
    } else {
        live.data = dataset_article(ROWS, 0);
        live.X = (struct matrix){ROWS, live.data.X->cols, live.data.X->v};
        live.Y = (struct matrix){ROWS, live.data.Y->cols, live.data.Y->v};
    }
    live.s = step_new(0, live.X.cols, hidden, live.Y.cols, bias ? BIAS_TRAINED : BIAS_NONE);
    live.fast = fast_new(live.data.X, live.data.Y, hidden);
    live.h2 = matrix_new(live.data.X->rows, live.Y.cols);
    live.how = (struct training){lr, lambda, article ? GRADIENT_ARTICLE : GRADIENT_EXACT};
    live.remedies = (struct remedies){(enum decay)decay, factor, epochs, l1, clip};
    live.epoch = 0;
    dataset_weights(live.s->W1, live.s->W2, SEED);
    step_observe(live.s, &live.X, &live.Y);
}

/* Trains up to this epoch; returns the one that was reached, less if the Loss is not finite. */
EXPORT(train_to)
size_t train_to(size_t last)
{
    live.epoch = remedies_train(live.s, &live.how, &live.remedies, live.fast, live.epoch, last, 0,
                                NULL, NULL);
    return live.epoch;
}

/* Returns the Loss with the weights of now. */
EXPORT(loss)
double loss(void)
{
    return remedies_step(live.s, &live.how, &live.remedies, live.fast);
}

/* Returns how many rows are right, of those trained on or of those held back. */
EXPORT(right)
size_t right(int held)
{
    fast_answers(live.fast, live.s, live.h2);
    return held ? count_right(live.data.Y, live.h2, ROWS, live.h2->rows)
                : count_right(live.data.Y, live.h2, 0, ROWS);
}

/* Returns where a matrix is: W1, b1, W2, b2, X, Y, in this order; NULL for a bias that is not
 * there. */
EXPORT(matrix)
const double *matrix(int n)
{
    const struct matrix *const all[] = {live.s->W1, live.s->b1, live.s->W2,
                                        live.s->b2, &live.X,    &live.Y};

    return all[n] ? all[n]->v : NULL;
}
