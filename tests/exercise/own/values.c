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
    const double *w = W1->v, a = X->v[0], b = X->v[1];
    double right[3], first[3], second[3], crossed[3], sum[3], minus[3], by_columns[3];
    struct matrix m[7];
    double *v[] = {right, first, second, crossed, sum, minus, by_columns};

    for (size_t i = 0; i < 7; i++)
        m[i] = (struct matrix){1, 3, v[i]};
    for (size_t c = 0; c < 3; c++) {
        right[c] = a * w[c] + b * w[3 + c];
        first[c] = a * w[c];
        second[c] = b * w[3 + c];
        crossed[c] = b * w[c] + a * w[3 + c];
        sum[c] = w[c] + w[3 + c];
        minus[c] = a * w[c] - b * w[3 + c];
        by_columns[c] = a * w[2 * c] + b * w[2 * c + 1];
    }
    struct suspect suspects[] = {
        {&m[1], "These are the products with X[1,1] alone: what X[1,2] adds is missing."},
        {&m[2], "These are the products with X[1,2] alone: what X[1,1] adds is missing."},
        {&m[3], "Here X[1,1] meets the second row of W1, and X[1,2] the first."},
        {&m[4], "These are the sums of the columns of W1, without X."},
        {&m[5], "Here the second products are taken away; they are to be added."},
        {&m[6], "Here the numbers of W1 are taken two by two; a column of W1 is one number of each "
                "row."},
        {NULL, NULL}};
    struct property p = {NULL,
                         "z1",
                         own_block(&o->put, "z1"),
                         &m[0],
                         "the sum of X[1,i] * W1[i,j] over i",
                         0.0051 / matrix_largest(&m[0]),
                         NULL,
                         suspects};

    if (isnan(p.mine->v[0]) && isnan(p.mine->v[1]) && isnan(p.mine->v[2])) {
        printf(
            "\nX  = [%.1f %.1f]\nW1 = [%.1f %.1f %.1f; %.1f %.1f %.1f]\n\nYour three numbers go into "
            "own_01.\n",
            a, b, w[0], w[1], w[2], w[3], w[4], w[5]);
        return false;
    }
    return own_holds(o, &p);
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
    struct matrix *m[6];
    bool right;

    for (size_t k = 0; k < 6; k++)
        m[k] = like(z);
    for (size_t i = 0; i < z->rows * z->cols; i++) {
        m[0]->v[i] = curve(z->v[i], a, b);
        m[1]->v[i] = curve(z->v[i], 1, 1);
        m[2]->v[i] = curve(z->v[i], a, 1);
        m[3]->v[i] = curve(z->v[i], 1, b);
        m[4]->v[i] = curve(z->v[i], b, a);
        m[5]->v[i] = curve(z->v[i], a, 1 / b);
    }
    struct suspect suspects[] = {{m[1], "That is tanh(z): a and b are missing."},
                                 {m[2], "That is a * tanh(z): b is missing."},
                                 {m[3], "That is tanh(b * z): a is missing."},
                                 {m[4], "That is b * tanh(a * z): a and b are exchanged."},
                                 {m[5], "That is a * tanh(z / b): z is to be multiplied by b."},
                                 {NULL, NULL}};
    struct property p = {
        "scaled_tanh", "h",     own_block(&o->put, "h"), m[0], "a * tanh(b * z)", CLOSE,
        NULL,          suspects};

    right = own_holds(o, &p);
    for (size_t k = 0; k < 6; k++)
        matrix_free(m[k]);
    return right;
}

static bool judge_curve_slope(const struct own *o, const struct matrix *z, double a, double b)
{
    struct matrix *m[3];
    bool right;

    for (size_t k = 0; k < 3; k++)
        m[k] = like(z);
    for (size_t i = 0; i < z->rows * z->cols; i++) {
        m[0]->v[i] = curve_slope(z->v[i], a, b);
        m[1]->v[i] = curve_slope(curve(z->v[i], a, b), a, b);
        m[2]->v[i] = 1 - curve(z->v[i], a, b) * curve(z->v[i], a, b);
    }
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
        {m[1], "That is the slope where z is h: the argument is taken for z, and it is h."},
        {m[2], "That is 1 - h .* h. It is the slope of tanh alone, where a and b are 1."},
        {NULL, NULL}};
    struct property p = {"scaled_tanh_slope",
                         "dh_dz",
                         own_block(&o->put, "dh_dz"),
                         m[0],
                         "a finite difference of a * tanh(b * z)",
                         CLOSE,
                         factors,
                         suspects};

    right = own_holds(o, &p);
    for (size_t k = 0; k < 3; k++)
        matrix_free(m[k]);
    return right;
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

enum { PRICES = 7 };

/* Fills m with the numbers of a right answer and of six wrong ones, each a Loss or its slope. */
static void suspect_prices(struct matrix *m[PRICES], struct suspect suspects[PRICES],
                           const struct matrix *Y, struct matrix *h2, double c, bool slope)
{
    const struct {
        double one, zero;
        const char *what;
    } price[PRICES] = {
        {c, 1, NULL},
        {1, 1, "That is what comes out without c."},
        {1, c, "Here c multiplies what a label 0 costs; it belongs to a label 1."},
        {c, c, "Here c multiplies both terms; it belongs to the first alone."},
        {c, 0, "That is the first term alone: what a label 0 costs is missing."},
        {0, 1, "That is the second term alone: what a label 1 costs is missing."},
        {c, -1,
         slope ? "The second term has the wrong sign. Which way does 1 - h2 move when h2 grows?"
               : "The second term has the wrong sign."},
    };

    for (size_t k = 0; k < PRICES; k++) {
        struct priced p = {Y, h2, price[k].one, price[k].zero};

        m[k] = slope ? like(h2) : matrix_new(1, 1);
        if (slope)
            finite_difference(m[k], h2, priced, &p, STEP);
        else
            m[k]->v[0] = priced(&p);
        if (k > 0)
            suspects[k - 1] = (struct suspect){m[k], price[k].what};
    }
    suspects[PRICES - 1].what = NULL;
}

bool judge_prices(const struct own *o)
{
    const struct matrix *Y = own_block(&o->given, "Y");
    struct matrix *h2 = copy_of(own_block(&o->given, "h2")), *m[PRICES];
    double c = own_number(&o->given, "c"), N = (double)Y->rows, out = (double)Y->cols;
    struct suspect suspects[PRICES];
    struct factor factors[] = {
        {-1, "The sign is the other one."},
        {N, "That is N times what it should be: divide by the number of rows."},
        {1 / N, "That is 1/N times what it should be: it is divided by N once too often."},
        {1 / out, "That is divided by the number of all entries; N is the number of rows."},
        {N * out, "That is N * out times what it should be."},
        {0.5, "That is half of what it should be: here no 2 stands below the line."},
        {1 / log(10), "That is made with a logarithm to base 10."},
        {0, NULL}};
    bool right = true;

    for (int slope = 0; slope < 2 && right; slope++) {
        suspect_prices(m, suspects, Y, h2, c, slope);
        struct property p = {slope ? "priced_slope" : "priced_loss",
                             slope ? "dLoss_dh2" : "Loss",
                             own_block(&o->put, slope ? "dLoss_dh2" : "Loss"),
                             m[0],
                             slope ? "a finite difference of the Loss"
                                   : "by the formula of the task",
                             CLOSE,
                             factors,
                             suspects};

        right = own_holds(o, &p);
        for (size_t k = 0; k < PRICES; k++)
            matrix_free(m[k]);
    }
    matrix_free(h2);
    return right;
}
