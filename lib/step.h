/* Every intermediate of one step, from X to the new weights: where it is, and how it is made.
 *
 * A step owns its weights and all that is computed from them; X and Y stay the caller's.  One table
 * names each matrix, with its shape and its formula.  The chapters, the loop and the trace look at
 * the same step through the same table.
 *
 * b1 and b2 are NULL where there is no bias; their gradients and their new values are NULL there,
 * and where the biases stay as they are.
 */
#ifndef STEP_H
#define STEP_H

#include <stddef.h>

struct matrix;

enum gradient { GRADIENT_EXACT, GRADIENT_ARTICLE }; /* loop.h explains them */

enum bias {
    BIAS_NONE,
    BIAS_TRAINED,
    BIAS_FIXED, /* b1 and b2 are added, and stay as they are */
};

/* ---- step */
struct step {
    size_t N, most;                     /* observations: now, and at most; most 0: weights alone */
    size_t in, hidden, out;             /* inputs, hidden units, outputs */
    enum bias bias;                     /* none, trained or fixed */
    const struct matrix *X;             /* (N, in) */
    const struct matrix *Y;             /* (N, out)     one-hot labels */
    struct matrix *W1, *b1;             /* (in, hidden), (1, hidden) */
    struct matrix *W2, *b2;             /* (hidden, out), (1, out) */
    struct matrix *z1, *h1;             /* (N, hidden)  X * W1 + b1, sigmoid(z1) */
    struct matrix *z2, *h2;             /* (N, out)     h1 * W2 + b2, sigmoid(z2) */
    struct matrix *data_loss;           /* (1, 1)       the two parts of the Loss, */
    struct matrix *ridge_loss, *Loss;   /* (1, 1)       and their sum */
    struct matrix *dLoss_dh2, *dh2_dz2; /* (N, out) */
    struct matrix *dLoss_dz2;           /* (N, out) */
    struct matrix *dLoss_dW2, *dLoss_db2; /* (hidden, out), (1, out) */
    struct matrix *dLoss_dh1, *dh1_dz1;   /* (N, hidden) */
    struct matrix *dLoss_dz1;             /* (N, hidden) */
    struct matrix *dLoss_dW1, *dLoss_db1; /* (in, hidden), (1, hidden) */
    struct matrix *W1_new, *b1_new;       /* as W1 and b1 */
    struct matrix *W2_new, *b2_new;       /* as W2 and b2 */
};

/* ---- new */
/* Makes a step for so many observations, or fewer.  Weights and biases are zero until the caller
 * fills them.  With rows = 0 it has no room for a row, only for weights, gradients and losses, as
 * fast.h needs them.  Free with step_free.  Without memory the program ends: one line on stderr,
 * exit status 2. */
struct step *step_new(size_t rows, size_t in, size_t hidden, size_t out, enum bias bias);
void step_free(struct step *s); /* NULL is fine */

/* Makes a step for so many observations with the weights and biases of another. */
struct step *step_like(const struct step *s, size_t rows);

/* ---- rows */
/* Makes the step one of these observations: X (N, in), Y (N, out), which stay the caller's. */
void step_observe(struct step *s, const struct matrix *X, const struct matrix *Y);

/* ---- weights */
/* Copies the weights and biases of one network into another of its shape. */
void step_copy_weights(struct step *to, const struct step *from);

/* ---- table */
struct intermediate {
    const char *name;
    size_t at;                    /* in struct step */
    unsigned char of, rows, cols; /* step.c */
    const char *formula;          /* of the exact gradient, in GNU Octave's notation; NULL: given */
    const char *article;          /* of the article's; NULL: the same */
};

/* Returns line n of the table, counted from 0; NULL past the last.  A line comes after those it is
 * made from. */
const struct intermediate *step_intermediate(size_t n);

/* Returns the line of that name, or NULL if there is none. */
const struct intermediate *step_find(const char *name);

/* Returns the matrix of a line, or NULL for one that a network of this bias does not have. */
const struct matrix *step_matrix(const struct step *s, const struct intermediate *i);

/* Writes the formula of a line into text, with "@epoch" behind each name that changes from one
 * epoch to the next, if there is an epoch (""  or "@1000").  Returns text, or NULL for what is
 * given. */
enum { FORMULA = 200 };
const char *step_formula(const struct step *s, const struct intermediate *i, enum gradient gradient,
                         const char *epoch, char text[FORMULA]);

#endif
