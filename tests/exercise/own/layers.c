#include "tasks.h"

#include "finite_difference.h"
#include "sigmoid.h"

#include <math.h>

/* ---- 4 and 5: a layer, whose curve may be replaced by a line through the same point */

enum slope { ITS_OWN, ONE, OF_TANH };

struct layer {
    struct matrix *x, *W, *z, *h, *z0, *h0; /* z0 and h0: where the line goes through */
    enum slope slope;
};

static void layer_forward(struct layer *l)
{
    matrix_mul(l->z, l->x, l->W);
    sigmoid(l->h, l->z);
    for (size_t i = 0; l->slope != ITS_OWN && i < l->h->rows * l->h->cols; i++) {
        double h0 = l->h0->v[i];

        l->h->v[i] = h0 + (l->slope == ONE ? 1 : 1 - h0 * h0) * (l->z->v[i] - l->z0->v[i]);
    }
}

static struct layer layer_new(struct matrix *x, const struct matrix *W)
{
    struct layer l = {.x = x, .W = copy_of(W), .slope = ITS_OWN};

    l.z = matrix_new(x->rows, W->cols);
    l.h = like(l.z);
    layer_forward(&l);
    l.z0 = copy_of(l.z);
    l.h0 = copy_of(l.h);
    return l;
}

static void layer_free(struct layer *l)
{
    matrix_free(l->W), matrix_free(l->z), matrix_free(l->h), matrix_free(l->z0), matrix_free(l->h0);
}

struct network {
    struct layer layer[3];
    size_t layers;
    const struct matrix *Y;
    struct matrix *w; /* (N, 1), the weights of the observations */
    double divisor;   /* what the Loss is divided by, besides 2 */
};

static double network_loss(void *context)
{
    struct network *n = context;
    const struct matrix *h = n->layer[n->layers - 1].h;
    double sum = 0;

    for (size_t k = 0; k < n->layers; k++)
        layer_forward(&n->layer[k]);
    for (size_t i = 0; i < h->rows * h->cols; i++)
        sum += n->w->v[i / h->cols] * (n->Y->v[i] - h->v[i]) * (n->Y->v[i] - h->v[i]);
    return sum / (2 * n->divisor);
}

/* Returns the slope of the Loss along the first layer's weights. */
static struct matrix *network_slope(struct network *n)
{
    struct matrix *slope = like(n->layer[0].W);

    finite_difference(slope, n->layer[0].W, network_loss, n, STEP);
    return slope;
}

/* Returns the slope with the layers' curves replaced, and puts the curves back. */
static struct matrix *slope_with(struct network *n, enum slope first, enum slope second)
{
    struct matrix *slope;

    n->layer[0].slope = first;
    n->layer[1].slope = second;
    slope = network_slope(n);
    n->layer[0].slope = n->layer[1].slope = ITS_OWN;
    return slope;
}

/* Returns the slope of what observation `row` alone adds to the Loss. */
static struct matrix *slope_of_row(struct network *n, size_t row)
{
    struct matrix *all = copy_of(n->w), *slope;

    for (size_t i = 0; i < all->rows; i++)
        n->w->v[i] = i == row ? all->v[i] : 0;
    slope = network_slope(n);
    matrix_copy(n->w, all);
    matrix_free(all);
    return slope;
}

void draw_weighted(struct rng *r)
{
    between(r, "h1", 6, 4, 0.1, 0.9);
    between(r, "Y", 6, 3, 0, 1);
    normal(r, "W2", 4, 3, 1);
    between(r, "w", 6, 1, 1.2, 3); /* their sum is never N */
}

/* Returns the slope where each observation counts w[n] to the power of `power`. */
static struct matrix *slope_with_weights(struct network *n, const struct matrix *w, int power,
                                         double divisor)
{
    double before = n->divisor;
    struct matrix *slope;

    for (size_t i = 0; i < w->rows; i++)
        n->w->v[i] = pow(w->v[i], power);
    n->divisor = divisor;
    slope = network_slope(n);
    matrix_copy(n->w, w);
    n->divisor = before;
    return slope;
}

bool judge_weighted(const struct own *o)
{
    struct matrix *h1 = copy_of(own_block(&o->given, "h1"));
    struct network n = {.layers = 1, .Y = own_block(&o->given, "Y")};
    const struct matrix *w = own_block(&o->given, "w");
    double sum = 0, N = (double)w->rows;
    bool right;

    n.layer[0] = layer_new(h1, own_block(&o->given, "W2"));
    n.w = copy_of(w);
    for (size_t i = 0; i < w->rows; i++)
        sum += w->v[i];
    n.divisor = sum;
    struct factor factors[] = {
        {-1, "Every number has the wrong sign."},
        {sum, "Every number is sum(w) times what it should be: the sum of all w is missing below "
              "the line."},
        {sum / N, "It is divided by N; what stands below the line is the sum of all w."},
        {1 / N, "It is divided by N besides: every number is 1/N times what it should be."},
        {1 / sum, "It is divided by the sum of all w twice."},
        {2, "Every number is twice what it should be: the 2 of the square and the 1/2 of the Loss "
            "cancel."},
        {0, NULL}};
    struct suspect suspects[] = {
        {slope_with(&n, ONE, ITS_OWN), "That is what comes out without the slope of the sigmoid."},
        {slope_with(&n, OF_TANH, ITS_OWN),
         "That is what comes out with 1 - h2 .* h2, the slope of tanh."},
        {slope_of_row(&n, 0), "That is what the first observation alone contributes."},
        {slope_of_row(&n, w->rows - 1), "That is what the last observation alone contributes."},
        {slope_with_weights(&n, w, 2, sum),
         "That is what comes out when each observation is multiplied by w[n] twice."},
        {slope_with_weights(&n, w, 0, N),
         "That is the slope with all observations alike, without w."},
        {NULL, NULL}};

    right = own_holds(o, (struct property){.function = "weighted_dloss_dw2",
                                           .name = "dLoss_dW2",
                                           .right = network_slope(&n),
                                           .how = "a finite difference of the Loss",
                                           .factors = factors,
                                           .suspects = suspects});
    layer_free(&n.layer[0]);
    matrix_free(n.w), matrix_free(h1);
    return right;
}

void draw_deep(struct rng *r)
{
    normal(r, "X", 7, 2, 1);
    between(r, "Y", 7, 3, 0, 1);
    normal(r, "W1", 2, 4, 1);
    normal(r, "W2", 4, 5, 1);
    normal(r, "W3", 5, 3, 1);
}

bool judge_deep(const struct own *o)
{
    struct matrix *X = copy_of(own_block(&o->given, "X"));
    struct network n = {.layers = 3, .Y = own_block(&o->given, "Y")};
    double N = (double)X->rows;
    bool right;

    n.layer[0] = layer_new(X, own_block(&o->given, "W1"));
    n.layer[1] = layer_new(n.layer[0].h, own_block(&o->given, "W2"));
    n.layer[2] = layer_new(n.layer[1].h, own_block(&o->given, "W3"));
    n.w = matrix_new(X->rows, 1);
    for (size_t i = 0; i < X->rows; i++)
        n.w->v[i] = 1;
    n.divisor = N;
    struct factor factors[] = {
        {-1, "Every number has the wrong sign: dLoss_dz3 has its sign already."},
        {1 / N, "Every number is 1/N times what it should be: dLoss_dz3 is divided by N already."},
        {N, "Every number is N times what it should be."},
        {0, NULL}};
    struct suspect suspects[] = {
        {slope_with(&n, ONE, ITS_OWN),
         "That is what comes out without the slope of the sigmoid at h1."},
        {slope_with(&n, ITS_OWN, ONE),
         "That is what comes out without the slope of the sigmoid at h2."},
        {slope_with(&n, ONE, ONE),
         "That is what comes out without the slopes of both sigmoids, at h2 and at h1."},
        {slope_with(&n, OF_TANH, OF_TANH),
         "That is what comes out with the slope of tanh at h2 and at h1."},
        {slope_with(&n, ITS_OWN, OF_TANH), "That is what comes out with the slope of tanh at h2."},
        {slope_of_row(&n, 0), "That is what the first observation alone contributes."},
        {slope_of_row(&n, X->rows - 1), "That is what the last observation alone contributes."},
        {NULL, NULL}};

    right = own_holds(o, (struct property){.function = "deep_dloss_dw1",
                                           .name = "dLoss_dW1",
                                           .right = network_slope(&n),
                                           .how = "a finite difference of the Loss",
                                           .factors = factors,
                                           .suspects = suspects});
    for (size_t k = 0; k < 3; k++)
        layer_free(&n.layer[k]);
    matrix_free(n.w), matrix_free(X);
    return right;
}
