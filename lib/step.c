/* The table is the one list of the names.  In a formula @ stands where the trace of a training
 * writes the epoch, and what is in brackets is there with a bias only.
 */
#include "step.h"

#include "check.h"
#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- table */
enum dimension { ONE, ROWS, IN, HIDDEN, OUT };
enum of {
    CALLER, /* X and Y */
    STEP,
    BIAS,  /* the step's, if it has biases */
    MOVED, /* the step's, if its biases are trained */
    OTHER, /* another line's matrix, under a second name */
};

#define AT(member) offsetof(struct step, member)

/* clang-format off */
static const struct intermediate table[] = {
    {"X",          AT(X),          CALLER, ROWS,   IN,     NULL, NULL},
    {"Y",          AT(Y),          CALLER, ROWS,   OUT,    NULL, NULL},
    {"W1",         AT(W1),         STEP,   IN,     HIDDEN, NULL, NULL},
    {"b1",         AT(b1),         BIAS,   ONE,    HIDDEN, NULL, NULL},
    {"W2",         AT(W2),         STEP,   HIDDEN, OUT,    NULL, NULL},
    {"b2",         AT(b2),         BIAS,   ONE,    OUT,    NULL, NULL},
    {"z1",         AT(z1),         STEP,   ROWS,   HIDDEN, "X * W1@[ + b1@]", NULL},
    {"h1",         AT(h1),         STEP,   ROWS,   HIDDEN, "sigmoid(z1@)", NULL},
    {"z2",         AT(z2),         STEP,   ROWS,   OUT,    "h1@ * W2@[ + b2@]", NULL},
    {"h2",         AT(h2),         STEP,   ROWS,   OUT,    "sigmoid(z2@)", NULL},
    {"data_loss",  AT(data_loss),  STEP,   ONE,    ONE,    "sum(sum((Y - h2@).^2))/(2*N)", NULL},
    {"ridge_loss", AT(ridge_loss), STEP,   ONE,    ONE,
     "lambda/(2*N) * (sum(sum(W1@.^2)) + sum(sum(W2@.^2)))", NULL},
    {"Loss",       AT(Loss),       STEP,   ONE,    ONE,    "data_loss@ + ridge_loss@", NULL},
    {"dLoss_dh2",  AT(dLoss_dh2),  STEP,   ROWS,   OUT,    "-(Y - h2@)/N", "-(Y - h2@)"},
    {"dh2_dz2",    AT(dh2_dz2),    STEP,   ROWS,   OUT,    "h2@ .* (1 - h2@)", NULL},
    {"dLoss_dz2",  AT(dLoss_dz2),  STEP,   ROWS,   OUT,    "dLoss_dh2@ .* dh2_dz2@", NULL},
    {"dz2_dW2",    AT(h1),         OTHER,  ROWS,   HIDDEN, "h1@", NULL},
    {"dLoss_dW2",  AT(dLoss_dW2),  STEP,   HIDDEN, OUT,
     "h1@' * dLoss_dz2@ + lambda/N * W2@", "h1@' * dLoss_dz2@ + lambda * sum(sum(W2@.^2))"},
    {"dLoss_db2",  AT(dLoss_db2),  MOVED,  ONE,    OUT,    "sum(dLoss_dz2@, 1)", NULL},
    {"W2_new",     AT(W2_new),     STEP,   HIDDEN, OUT,    "W2@ - alpha * dLoss_dW2@", NULL},
    {"b2_new",     AT(b2_new),     MOVED,  ONE,    OUT,    "b2@ - alpha * dLoss_db2@", NULL},
    {"dz2_dh1",    AT(W2),         OTHER,  HIDDEN, OUT,    "W2@", NULL},
    {"dLoss_dh1",  AT(dLoss_dh1),  STEP,   ROWS,   HIDDEN, "dLoss_dz2@ * W2@'", NULL},
    {"dh1_dz1",    AT(dh1_dz1),    STEP,   ROWS,   HIDDEN, "h1@ .* (1 - h1@)", NULL},
    {"dLoss_dz1",  AT(dLoss_dz1),  STEP,   ROWS,   HIDDEN, "dLoss_dh1@ .* dh1_dz1@", NULL},
    {"dz1_dW1",    AT(X),          OTHER,  ROWS,   IN,     "X", NULL},
    {"dLoss_dW1",  AT(dLoss_dW1),  STEP,   IN,     HIDDEN,
     "X' * dLoss_dz1@ + lambda/N * W1@", "X' * dLoss_dz1@ + lambda * sum(sum(W1@.^2))"},
    {"dLoss_db1",  AT(dLoss_db1),  MOVED,  ONE,    HIDDEN, "sum(dLoss_dz1@, 1)", NULL},
    {"W1_new",     AT(W1_new),     STEP,   IN,     HIDDEN, "W1@ - alpha * dLoss_dW1@", NULL},
    {"b1_new",     AT(b1_new),     MOVED,  ONE,    HIDDEN, "b1@ - alpha * dLoss_db1@", NULL},
};
/* clang-format on */
enum { LINES = sizeof table / sizeof *table };

/* ---- access */
const struct intermediate *step_intermediate(size_t n)
{
    return n < LINES ? &table[n] : NULL;
}

const struct intermediate *step_find(const char *name)
{
    for (size_t n = 0; n < LINES; n++)
        if (strcmp(table[n].name, name) == 0)
            return &table[n];
    return NULL;
}

static struct matrix **place(const struct step *s, const struct intermediate *i)
{
    return (struct matrix **)((char *)s + i->at);
}

const struct matrix *step_matrix(const struct step *s, const struct intermediate *i)
{
    return *place(s, i);
}

const char *step_formula(const struct step *s, const struct intermediate *i, enum gradient gradient,
                         const char *epoch, char text[FORMULA])
{
    const char *from = gradient == GRADIENT_ARTICLE && i->article ? i->article : i->formula;
    size_t used = 0;

    if (!from)
        return NULL;
    for (; *from && used < FORMULA - 1; from++)
        if (*from == '[' && !s->b1)
            from = strchr(from, ']');
        else if (*from == '@')
            used += (size_t)snprintf(text + used, FORMULA - used, "%s", epoch);
        else if (*from != '[' && *from != ']')
            text[used++] = *from;
    text[used] = '\0';
    return text;
}

/* ---- new */
struct step *step_new(size_t rows, size_t in, size_t hidden, size_t out, enum bias bias)
{
    const size_t size[] = {[ONE] = 1, [ROWS] = rows, [IN] = in, [HIDDEN] = hidden, [OUT] = out};
    struct step *s = malloc(sizeof *s);

    if (!s) {
        fprintf(stderr, "no memory for a network\n");
        exit(2);
    }
    *s = (struct step){
        .N = rows, .most = rows, .in = in, .hidden = hidden, .out = out, .bias = bias};
    for (size_t n = 0; n < LINES; n++)
        if (table[n].of == STEP || (table[n].of == BIAS && bias != BIAS_NONE) ||
            (table[n].of == MOVED && bias == BIAS_TRAINED))
            *place(s, &table[n]) = matrix_new(size[table[n].rows], size[table[n].cols]);
    return s;
}

void step_free(struct step *s)
{
    for (size_t n = 0; s && n < LINES; n++)
        if (table[n].of != CALLER && table[n].of != OTHER)
            matrix_free(*place(s, &table[n]));
    free(s);
}

struct step *step_like(const struct step *s, size_t rows)
{
    struct step *like = step_new(rows, s->in, s->hidden, s->out, s->bias);

    step_copy_weights(like, s);
    return like;
}

/* ---- rows */
void step_observe(struct step *s, const struct matrix *X, const struct matrix *Y)
{
    CHECK(X->rows == Y->rows && X->cols == s->in && Y->cols == s->out, X, Y);
    CHECK(X->rows <= s->most || s->most == 0, X, s->h1);
    s->X = X;
    s->Y = Y;
    s->N = X->rows;
    for (size_t n = 0; n < LINES; n++)
        if (table[n].of == STEP && table[n].rows == ROWS && s->most > 0)
            (*place(s, &table[n]))->rows = s->N;
}

/* ---- weights */
void step_copy_weights(struct step *to, const struct step *from)
{
    matrix_copy(to->W1, from->W1);
    matrix_copy(to->W2, from->W2);
    if (from->b1) {
        matrix_copy(to->b1, from->b1);
        matrix_copy(to->b2, from->b2);
    }
}
