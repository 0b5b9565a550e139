#include "tasks.h"

#include "finite_difference.h"

#include <math.h>
#include <stdio.h>

/* ---- 1: a row by hand */

/* One decimal, to be computed with by hand: all sizes differ, none is 0, 1 or a whole number. */
void draw_row(struct rng *r)
{
    int size[8];

    for (int n = 0; n < 8; n++) {
        bool again = true;

        while (again) {
            size[n] = 12 + (int)(37 * rng_uniform(r));
            again = size[n] % 10 == 0;
            for (int k = 0; k < n && !again; k++)
                again = size[k] == size[n];
        }
        if (n == 0)
            block("X", 1, 2);
        if (n == 2)
            block("W1", 2, 3);
        printf("%s%.1f%s", rng_uniform(r) < 0.5 ? "-" : "", size[n] / 10.0,
               n == 1 || n == 4 || n == 7 ? "\n" : " ");
    }
}

bool judge_row(const struct own *o)
{
    const struct matrix *X = own_block(&o->given, "X"), *W1 = own_block(&o->given, "W1");
    const struct matrix *mine = own_block(&o->put, "z1");
    const struct matrix row = {1, 3, NULL};
    const double *w = W1->v, a = X->v[0], b = X->v[1];

    if (mine->cols == 3 && isnan(mine->v[0]) && isnan(mine->v[1]) && isnan(mine->v[2])) {
        printf("\nX  = [%.1f %.1f]\nW1 = [%.1f %.1f %.1f; %.1f %.1f %.1f]\n\nYour three numbers "
               "go into own_01.\n",
               a, b, w[0], w[1], w[2], w[3], w[4], w[5]);
        return false;
    }
    struct matrix *right = like(&row);
    struct suspect suspects[] = {
        {like(&row), "These are the products with X[1,1] alone: what X[1,2] adds is missing."},
        {like(&row), "These are the products with X[1,2] alone: what X[1,1] adds is missing."},
        {like(&row), "Here X[1,1] meets the second row of W1, and X[1,2] the first."},
        {like(&row), "These are the sums of the columns of W1, without X."},
        {like(&row), "Here the second products are taken away; they are to be added."},
        {like(&row), "Here the numbers of W1 are taken two by two; a column of W1 is one number of "
                     "each row."},
        {NULL, NULL}};

    for (size_t c = 0; c < 3; c++) {
        right->v[c] = a * w[c] + b * w[3 + c];
        suspects[0].m->v[c] = a * w[c];
        suspects[1].m->v[c] = b * w[3 + c];
        suspects[2].m->v[c] = b * w[c] + a * w[3 + c];
        suspects[3].m->v[c] = w[c] + w[3 + c];
        suspects[4].m->v[c] = a * w[c] - b * w[3 + c];
        suspects[5].m->v[c] = a * w[2 * c] + b * w[2 * c + 1];
    }
    return own_holds(o, (struct property){.name = "z1",
                                          .right = right,
                                          .how = "the sum of X[1,i] * W1[i,j] over i",
                                          .suspects = suspects,
                                          .tolerance = 0.0051 / matrix_largest(right)});
}

/* ---- 2: a scaled tanh */

void draw_curve(struct rng *r)
{
    between(r, "a", 1, 1, 1.3, 1.9);
    between(r, "b", 1, 1, 0.3, 0.5); /* a * b is never 1 */
    normal(r, "z", 4, 5, 1.5);
}

static double curve(double z, double a, double b)
{
    return a * tanh(b * z);
}

static double curve_slope(double z, double a, double b)
{
    return (curve(z + STEP, a, b) - curve(z - STEP, a, b)) / (2 * STEP);
}

static bool judge_curve_value(const struct own *o, const struct matrix *z, double a, double b)
{
    const double wrong[][2] = {{1, 1}, {a, 1}, {1, b}, {b, a}, {a, 1 / b}};
    struct matrix *right = like(z);
    struct suspect suspects[] = {{like(z), "That is tanh(z): a and b are missing."},
                                 {like(z), "That is a * tanh(z): b is missing."},
                                 {like(z), "That is tanh(b * z): a is missing."},
                                 {like(z), "That is b * tanh(a * z): a and b are exchanged."},
                                 {like(z), "That is a * tanh(z / b): z is to be multiplied by b."},
                                 {NULL, NULL}};

    for (size_t i = 0; i < z->rows * z->cols; i++) {
        right->v[i] = curve(z->v[i], a, b);
        for (size_t k = 0; suspects[k].m; k++)
            suspects[k].m->v[i] = curve(z->v[i], wrong[k][0], wrong[k][1]);
    }
    return own_holds(o, (struct property){.function = "scaled_tanh",
                                          .name = "h",
                                          .right = right,
                                          .how = "a * tanh(b * z)",
                                          .suspects = suspects});
}

static bool judge_curve_slope(const struct own *o, const struct matrix *z, double a, double b)
{
    struct matrix *right = like(z);
    struct factor factors[] = {
        {1 / b, "Every number is 1/b times what it should be. How fast does b * z grow with z?"},
        {1 / a, "Every number is 1/a times what it should be."},
        {a, "Every number is a times what it should be."},
        {b, "Every number is b times what it should be."},
        {1 / (a * b),
         "Every number is 1/(a * b) times what it should be: that is the slope of tanh "
         "at b * z."},
        {-1, "Every number has the wrong sign."},
        {0, NULL}};
    struct suspect suspects[] = {
        {like(z), "That is the slope where z is h: the argument is taken for z, and it is h."},
        {like(z), "That is 1 - h .* h. It is the slope of tanh alone, where a and b are 1."},
        {NULL, NULL}};

    for (size_t i = 0; i < z->rows * z->cols; i++) {
        double h = curve(z->v[i], a, b);

        right->v[i] = curve_slope(z->v[i], a, b);
        suspects[0].m->v[i] = curve_slope(h, a, b);
        suspects[1].m->v[i] = 1 - h * h;
    }
    return own_holds(o, (struct property){.function = "scaled_tanh_slope",
                                          .name = "dh_dz",
                                          .right = right,
                                          .how = "a finite difference of a * tanh(b * z)",
                                          .factors = factors,
                                          .suspects = suspects});
}

bool judge_curve(const struct own *o)
{
    const struct matrix *z = own_block(&o->given, "z");
    double a = own_number(&o->given, "a"), b = own_number(&o->given, "b");

    return judge_curve_value(o, z, a, b) && judge_curve_slope(o, z, a, b);
}

/* ---- 3: cross-entropy with a price */

void draw_labels(struct rng *r)
{
    between(r, "c", 1, 1, 1.5, 2.9);
    between(r, "Y", 5, 3, 0, 1);
    between(r, "h2", 5, 3, 0.1, 0.9);
}

struct priced {
    const struct matrix *Y;
    struct matrix *h2;
    double one, zero; /* the price of each label */
};

static double priced(void *context)
{
    const struct priced *c = context;
    double sum = 0;

    for (size_t i = 0; i < c->Y->rows * c->Y->cols; i++)
        sum += c->one * c->Y->v[i] * log(c->h2->v[i]) +
               c->zero * (1 - c->Y->v[i]) * log(1 - c->h2->v[i]);
    return -sum / (double)c->Y->rows;
}

/* Returns the Loss, or its slope, where each label has that price. */
static struct matrix *with_prices(const struct matrix *Y, struct matrix *h2, double one,
                                  double zero, bool slope)
{
    struct priced p = {Y, h2, one, zero};
    struct matrix *m = slope ? like(h2) : matrix_new(1, 1);

    if (slope)
        finite_difference(m, h2, priced, &p, STEP);
    else
        m->v[0] = priced(&p);
    return m;
}

static bool judge_price(const struct own *o, const struct matrix *Y, struct matrix *h2, bool slope)
{
    double c = own_number(&o->given, "c"), N = (double)Y->rows, out = (double)Y->cols;
    struct factor factors[] = {
        {-1, "The sign is the other one."},
        {N, "That is N times what it should be: divide by the number of rows."},
        {1 / N, "That is 1/N times what it should be: it is divided by N once too often."},
        {1 / out, "That is divided by the number of all entries; N is the number of rows."},
        {N * out, "That is N * out times what it should be."},
        {0.5, "That is half of what it should be: here no 2 stands below the line."},
        {1 / log(10), "That is made with a logarithm to base 10."},
        {0, NULL}};
    struct suspect suspects[] = {
        {with_prices(Y, h2, 1, 1, slope), "That is what comes out without c."},
        {with_prices(Y, h2, 1, c, slope),
         "Here c multiplies what a label 0 costs; it belongs to a label 1."},
        {with_prices(Y, h2, c, c, slope),
         "Here c multiplies both terms; it belongs to the first alone."},
        {with_prices(Y, h2, c, 0, slope),
         "That is the first term alone: what a label 0 costs is missing."},
        {with_prices(Y, h2, 0, 1, slope),
         "That is the second term alone: what a label 1 costs is missing."},
        {with_prices(Y, h2, c, -1, slope),
         slope ? "The second term has the wrong sign. Which way does 1 - h2 move when h2 grows?"
               : "The second term has the wrong sign."},
        {NULL, NULL}};

    return own_holds(o, (struct property){.function = slope ? "priced_slope" : "priced_loss",
                                          .name = slope ? "dLoss_dh2" : "Loss",
                                          .right = with_prices(Y, h2, c, 1, slope),
                                          .how = slope ? "a finite difference of the Loss"
                                                       : "by the formula of the task",
                                          .factors = factors,
                                          .suspects = suspects});
}

bool judge_prices(const struct own *o)
{
    const struct matrix *Y = own_block(&o->given, "Y");
    struct matrix *h2 = copy_of(own_block(&o->given, "h2"));
    bool right = judge_price(o, Y, h2, false) && judge_price(o, Y, h2, true);

    matrix_free(h2);
    return right;
}
