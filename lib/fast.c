/* Rows stand side by side here: the same input of eight rows fills a vector register of eight
 * doubles, or two of four, or four of two, and each row's numbers go their own way.  Only where a
 * sum runs over the rows do they meet.  Such a sum is kept in eight lanes, one for row 0, 8, 16 and
 * so on, one for row 1, 9, 17, and lanes are added up at the end, always in the same order.  So the
 * width of the registers changes the speed and no bit.
 *
 * A block of 64 rows goes forward and backward before the next begins: what the forward step wrote
 * is still in the processor's cache when the backward step reads it.
 */
#include "fast.h"

#include "check.h"
#include "matrix.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LANES = 8,
    BLOCK = 64, /* rows */
    FEW = 5,    /* sums that fit in registers */
    LINE = 64,  /* bytes of a cache line */
};

/* CLONES compiles a function three times, for a processor of any kind and for those with AVX2 and
 * AVX-512; the program picks one when it starts.  PARTS are compiled into each of the three, with
 * the sizes that the call gives as constants. */
#define PARTS static inline __attribute__((always_inline))
#if defined __x86_64__ && defined __GLIBC__ && defined __GNUC__ && !defined __clang__ &&           \
    !defined __SANITIZE_ADDRESS__ && !defined PLAIN
#define CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define CLONES
#endif

struct fast {
    size_t in, hidden, out, rows;
    size_t stride;        /* rows, and room for the last lanes to reach beyond them */
    double *X, *Y;        /* (in, stride), (out, stride): one input of all rows after the other */
    double *h1;           /* (hidden, BLOCK): z1, then h1 */
    double *h2;           /* (out, BLOCK): z2, then h2, then dLoss_dz2 */
    double (*sum)[LANES]; /* (hidden, in + out), with a bias one more: W1, W2 and b1 */
    double (*sum_b2)[LANES]; /* (out): that of b2 */
};

/* ---- memory */

/* Returns a x b zeros that begin on a cache line, where a whole register is read at once. */
static double *numbers(size_t a, size_t b)
{
    bool fits = a <= (SIZE_MAX - LINE) / sizeof(double) / b;
    size_t bytes = fits ? (a * b * sizeof(double) + LINE - 1) / LINE * LINE : 0;
    double *v = fits ? aligned_alloc(LINE, bytes) : NULL;

    if (!v) {
        fprintf(stderr, "no memory for %zu x %zu numbers\n", a, b);
        exit(2);
    }
    memset(v, 0, bytes);
    return v;
}

struct fast *fast_new(const struct matrix *X, const struct matrix *Y, size_t hidden)
{
    struct fast *f = malloc(sizeof *f);
    size_t in = X->cols, out = Y->cols, stride = X->rows + LANES;

    CHECK(X->rows == Y->rows && X->rows > 0, X, Y);
    if (!f) {
        fprintf(stderr, "no memory for %zu rows\n", X->rows);
        exit(2);
    }
    *f = (struct fast){
        .in = in,
        .hidden = hidden,
        .out = out,
        .rows = X->rows,
        .stride = stride,
        .X = numbers(in, stride),
        .Y = numbers(out, stride),
        .h1 = numbers(hidden, BLOCK),
        .h2 = numbers(out, BLOCK),
        .sum = (double(*)[LANES])numbers(hidden, (in + out + 1) * LANES),
        .sum_b2 = (double(*)[LANES])numbers(out, LANES),
    };
    fast_shuffle(f, X, Y, NULL);
    return f;
}

void fast_free(struct fast *f)
{
    if (!f)
        return;
    free(f->X);
    free(f->Y);
    free(f->h1);
    free(f->h2);
    free(f->sum);
    free(f->sum_b2);
    free(f);
}

/* Copies of the last row fill the lanes beyond it, so that these compute with finite numbers. */
static void stand_side_by_side(double *to, size_t stride, const struct matrix *m,
                               const size_t *order)
{
    for (size_t n = 0; n < stride; n++) {
        size_t row = n < m->rows ? n : m->rows - 1;

        row = order ? order[row] : row;
        for (size_t c = 0; c < m->cols; c++)
            to[c * stride + n] = m->v[row * m->cols + c];
    }
}

void fast_shuffle(struct fast *f, const struct matrix *X, const struct matrix *Y,
                  const size_t *order)
{
    CHECK(X->rows == f->rows && X->cols == f->in, X, Y);
    CHECK(Y->rows == f->rows && Y->cols == f->out, X, Y);
    stand_side_by_side(f->X, f->stride, X, order);
    stand_side_by_side(f->Y, f->stride, Y, order);
}

/* ---- sigmoid */

/* Returns 1 / (1 + exp(-z)), to sixteen decimals.
 *
 * exp(-z) is 2^t with t = -z / log(2), and 2^t is 2^k exp(r) with a whole k and |r| <= log(2)/2.
 * Adding 1.5 * 2^52 rounds t to k and leaves k in the lowest bits, from where it is added to the
 * exponent of 1.  exp(r) is (even + odd) / (even - odd), Pade's approximant of degree 6, so that
 * the whole needs one division. */
PARTS double sigmoid_of(double z)
{
    const double shift = 0x1.8p52, log2 = 0x1.62e42fefa39efp-1, per_log2 = 0x1.71547652b82fep+0;
    double t = z * -per_log2, one = 1, power;
    uint64_t bits, k_bits;

    t = t < -1000 ? -1000 : t; /* a nan is neither and stays */
    t = t > 1000 ? 1000 : t;

    double shifted = t + shift, r = (t - (shifted - shift)) * log2, q = r * r;
    double even = 665280 + q * (75600 + q * (840 + q));
    double odd = r * (332640 + q * (10080 + q * 42));

    memcpy(&bits, &one, sizeof bits);
    memcpy(&k_bits, &shifted, sizeof k_bits);
    bits += k_bits << 52;
    memcpy(&power, &bits, sizeof power);
    return (even - odd) / ((even - odd) + power * (even + odd));
}

/* ---- forward */

/* Fills h1 and h2 for the m rows that begin at x[0]: all rows of one unit, then the next unit. */
PARTS void forward(const struct fast *f, const struct step *s, const double *restrict x,
                   const size_t in, const size_t out, const bool bias, size_t m)
{
    const double *restrict W1 = s->W1->v, *restrict W2 = s->W2->v;
    double *restrict h1 = f->h1, *restrict h2 = f->h2;
    size_t hidden = f->hidden, stride = f->stride;

    for (size_t j = 0; j < hidden; j++) {
        double b1 = bias ? s->b1->v[j] : 0;

        for (size_t n = 0; n < m; n++) {
            double z1 = x[n] * W1[j];

            for (size_t i = 1; i < in; i++)
                z1 += x[i * stride + n] * W1[i * hidden + j];
            h1[j * m + n] = bias ? z1 + b1 : z1;
        }
    }
    for (size_t u = 0; u < hidden * m; u++)
        h1[u] = sigmoid_of(h1[u]);

    memset(h2, 0, out * m * sizeof *h2);
    for (size_t j = 0; j < hidden; j++)
        for (size_t k = 0; k < out; k++)
            for (size_t n = 0; n < m; n++)
                h2[k * m + n] += h1[j * m + n] * W2[j * out + k];
    for (size_t k = 0; bias && k < out; k++)
        for (size_t n = 0; n < m; n++)
            h2[k * m + n] += s->b2->v[k];
    for (size_t u = 0; u < out * m; u++)
        h2[u] = sigmoid_of(h2[u]);
}

/* ---- backward */

/* h2 becomes dLoss_dz2 of the article's gradient, which is not divided by N; the squared errors
 * are added to `squares`.  Lanes beyond the `live` rows count nothing. */
PARTS void output_layer(const struct fast *f, const double *restrict y, double *restrict squares,
                        const size_t out, const bool bias, size_t live, size_t m,
                        const size_t lanes)
{
    double *restrict h2 = f->h2;

    for (size_t k = 0; k < out; k++)
        for (size_t n = 0; n < m; n += lanes)
            for (size_t l = 0; l < lanes; l++) {
                double h = h2[k * m + n + l];
                double miss = n + l < live ? y[k * f->stride + n + l] - h : 0;

                squares[l] += miss * miss;
                h2[k * m + n + l] = -miss * (h * (1 - h));
            }
    for (size_t k = 0; bias && k < out; k++)
        for (size_t n = 0; n < m; n += lanes)
            for (size_t l = 0; l < lanes; l++)
                f->sum_b2[k][l] += h2[k * m + n + l];
}

/* Adds the rows' shares in the gradients of one hidden unit's weights, each row in its lane: the
 * weights from the inputs first, then those to the outputs, then its bias. */
PARTS void hidden_unit(double (*restrict sum)[LANES], const double *restrict x, size_t stride,
                       const double *restrict h1, const double *restrict dLoss_dz2,
                       const double *restrict W2, const size_t in, const size_t out,
                       const bool bias, size_t m, const size_t lanes)
{
    for (size_t n = 0; n < m; n += lanes)
        for (size_t l = 0; l < lanes; l++) {
            double h = h1[n + l], dLoss_dh1 = dLoss_dz2[n + l] * W2[0];

            for (size_t k = 1; k < out; k++)
                dLoss_dh1 += dLoss_dz2[k * m + n + l] * W2[k];

            double dLoss_dz1 = dLoss_dh1 * (h * (1 - h));

            for (size_t i = 0; i < in; i++)
                sum[i][l] += x[i * stride + n + l] * dLoss_dz1;
            for (size_t k = 0; k < out; k++)
                sum[in + k][l] += h * dLoss_dz2[k * m + n + l];
            if (bias)
                sum[in + out][l] += dLoss_dz1;
        }
}

/* Two inputs and two outputs leave room to keep the sums in registers while they grow. */
PARTS void hidden_layer(const struct fast *f, const double *restrict x, const double *restrict W2,
                        const size_t in, const size_t out, const bool bias, size_t m,
                        const size_t lanes)
{
    const size_t sums = in + out + bias;

    for (size_t j = 0; j < f->hidden; j++) {
        double kept[FEW][LANES], (*sum)[LANES] = f->sum + j * sums;
        const double *h1 = f->h1 + j * m;

        if (sums > FEW) {
            hidden_unit(sum, x, f->stride, h1, f->h2, W2 + j * out, in, out, bias, m, lanes);
            continue;
        }
        for (size_t i = 0; i < sums; i++)
            for (size_t l = 0; l < lanes; l++)
                kept[i][l] = sum[i][l];
        hidden_unit(kept, x, f->stride, h1, f->h2, W2 + j * out, in, out, bias, m, lanes);
        for (size_t i = 0; i < sums; i++)
            for (size_t l = 0; l < lanes; l++)
                sum[i][l] = kept[i][l];
    }
}

/* ---- gradient */

/* Returns the sum of the lanes: 0 with 4, 1 with 5, ..., then 0 with 2, 1 with 3, then 0 with 1. */
PARTS double total(const double *lane, const size_t lanes)
{
    if (lanes == 1)
        return lane[0];
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

PARTS double sum_squares(const struct matrix *W)
{
    double lane[LANES] = {0};
    size_t n = W->rows * W->cols, whole = n / LANES * LANES;

    for (size_t i = 0; i < whole; i += LANES)
        for (size_t l = 0; l < LANES; l++)
            lane[l] += W->v[i + l] * W->v[i + l];
    for (size_t i = whole; i < n; i++)
        lane[i - whole] += W->v[i] * W->v[i];
    return total(lane, LANES);
}

/* The whole of fast_gradient. */
PARTS void gradient(struct fast *f, struct step *s, const struct training *how, size_t first,
                    size_t rows, const size_t in, const size_t out, const bool bias,
                    const size_t lanes)
{
    const double *W1 = s->W1->v, *W2 = s->W2->v;
    double *dW1 = s->dLoss_dW1->v, *dW2 = s->dLoss_dW2->v;
    double squares[LANES] = {0}, N = (double)rows, lambda = how->lambda;
    double squares1 = sum_squares(s->W1), squares2 = sum_squares(s->W2);
    bool exact = how->gradient == GRADIENT_EXACT;
    double share = exact ? 1 / N : 1, each = exact ? lambda / N : 0, same = exact ? 0 : lambda;
    const bool train_bias = bias && s->bias == BIAS_TRAINED;
    const size_t sums = in + out + bias;

    memset(f->sum, 0, f->hidden * sums * sizeof *f->sum);
    if (bias)
        memset(f->sum_b2, 0, out * sizeof *f->sum_b2);
    for (size_t n = 0; n < rows; n += BLOCK) {
        size_t live = rows - n < BLOCK ? rows - n : BLOCK;
        size_t m = (live + lanes - 1) / lanes * lanes;
        const double *x = f->X + first + n, *y = f->Y + first + n;

        forward(f, s, x, in, out, bias, m);
        output_layer(f, y, squares, out, bias, live, m, lanes);
        hidden_layer(f, x, W2, in, out, bias, m, lanes);
    }
    s->N = rows;
    s->data_loss->v[0] = total(squares, lanes) / (2 * N);
    s->ridge_loss->v[0] = lambda / (2 * N) * (squares1 + squares2);
    for (size_t j = 0; j < f->hidden; j++) {
        double(*sum)[LANES] = f->sum + j * sums;

        for (size_t i = 0; i < in; i++)
            dW1[i * f->hidden + j] =
                share * total(sum[i], lanes) + (each * W1[i * f->hidden + j] + same * squares1);
        for (size_t k = 0; k < out; k++)
            dW2[j * out + k] =
                share * total(sum[in + k], lanes) + (each * W2[j * out + k] + same * squares2);
        if (train_bias)
            s->dLoss_db1->v[j] = share * total(sum[in + out], lanes);
    }
    for (size_t k = 0; train_bias && k < out; k++)
        s->dLoss_db2->v[k] = share * total(f->sum_b2[k], lanes);
}

/* Two inputs and two outputs are the common case here. */
CLONES static void many_rows(struct fast *f, struct step *s, const struct training *how,
                             size_t first, size_t rows)
{
    if (f->in == 2 && f->out == 2 && !s->b1)
        gradient(f, s, how, first, rows, 2, 2, false, LANES);
    else if (f->in == 2 && f->out == 2)
        gradient(f, s, how, first, rows, 2, 2, true, LANES);
    else
        gradient(f, s, how, first, rows, f->in, f->out, s->b1 != NULL, LANES);
}

/* A single row needs no lanes. */
static void one_row(struct fast *f, struct step *s, const struct training *how, size_t row)
{
    if (f->in == 2 && f->out == 2 && !s->b1)
        gradient(f, s, how, row, 1, 2, 2, false, 1);
    else
        gradient(f, s, how, row, 1, f->in, f->out, s->b1 != NULL, 1);
}

static void check_shapes(const struct fast *f, const struct step *s)
{
    CHECK(s->W1->rows == f->in && s->W1->cols == f->hidden, s->W1, s->W2);
    CHECK(s->W2->rows == f->hidden && s->W2->cols == f->out, s->W1, s->W2);
}

double fast_gradient(struct fast *f, struct step *s, const struct training *how, size_t first,
                     size_t rows)
{
    check_shapes(f, s);
    CHECK(rows > 0 && first <= f->rows && rows <= f->rows - first, s->W1);
    if (rows == 1)
        one_row(f, s, how, first);
    else
        many_rows(f, s, how, first, rows);
    return s->Loss->v[0] = s->data_loss->v[0] + s->ridge_loss->v[0];
}

/* ---- answers */

CLONES static void answers(struct fast *f, const struct step *s, double *h2)
{
    for (size_t n = 0; n < f->rows; n += BLOCK) {
        size_t rows = f->rows - n < BLOCK ? f->rows - n : BLOCK;

        forward(f, s, f->X + n, f->in, f->out, s->b1 != NULL, rows);
        for (size_t r = 0; r < rows; r++)
            for (size_t k = 0; k < f->out; k++)
                h2[(n + r) * f->out + k] = f->h2[k * rows + r];
    }
}

void fast_answers(struct fast *f, const struct step *s, struct matrix *h2)
{
    check_shapes(f, s);
    CHECK(h2->rows == f->rows && h2->cols == f->out, h2);
    answers(f, s, h2->v);
}

/* ---- train */

size_t fast_train(struct fast *f, struct step *s, size_t rows, const struct training *how,
                  size_t first, size_t last, size_t every, recorder *record, void *context)
{
    for (size_t epoch = first; epoch < last; epoch++) {
        if (!isfinite(fast_gradient(f, s, how, 0, rows)))
            return epoch;
        if (every > 0 && (epoch % every == 0 || epoch + 1 == last))
            if (!record(context, s, epoch))
                return epoch;
        step_update(s, how->lr);
        step_next(s);
    }
    return last;
}
