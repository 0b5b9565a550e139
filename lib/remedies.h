/* Chapter 7's brick: what is recommended against a Loss that explodes.
 *
 *     decay      the learning rate shrinks.  By steps: lr * F ^ floor(epoch / K).
 *                Inversely: lr / (1 + epoch / T)
 *     L1         a price for the size of a weight in place of its square:
 *                    Loss gains  l1/N * (sum(|W1|) + sum(|W2|))
 *                    exact       l1/N * sign(W) is added to dLoss_dW, entry by entry
 *                    article     l1 * sum(|W|), one number for every entry, as its program
 *                                adds lambda * sum(W .^ 2)
 *     clipping   all gradients, those of biases too, are scaled together so that their length,
 *                taken as one long vector, is at most C; the direction stays
 *
 * Brick 6 stays the article's loop; this one is the same loop with the remedies in it.  Nothing
 * here allocates; shapes that do not fit stop the program (check.h).
 *
 * Article: "Let's run this code", its closing advice, and its note on clipping.
 */
#ifndef REMEDIES_H
#define REMEDIES_H

#include "loop.h"

struct fast;

enum decay { DECAY_NONE, DECAY_STEP, DECAY_INVERSE };

/* All zero: no remedy. */
struct remedies {
    enum decay decay;
    double factor; /* F, of the steps */
    double epochs; /* K of the steps, or T; above 0 */
    double l1;     /* 0: none */
    double clip;   /* C; 0: none */
};

/* ---- one at a time */
/* Returns the learning rate of an epoch. */
double remedies_lr(const struct remedies *r, double lr, size_t epoch);

/* Returns l1/N * (sum(|W1|) + sum(|W2|)). */
double l1_loss(const struct matrix *W1, const struct matrix *W2, double l1, size_t N);

/* Adds the share of L1 to dLoss_dW; it and W have one shape. */
void l1_gradient(struct matrix *dLoss_dW, const struct matrix *W, double l1, size_t N,
                 enum gradient gradient);

/* Returns the length of all gradients of a step as one vector, also where the squares would
 * overflow; infinite if an entry is not finite. */
double gradient_length(const struct step *s);

/* Scales all gradients so that their length is at most `most`.  A gradient that is not finite has
 * no direction and stays as it is. */
void clip_gradients(struct step *s, double most);

/* ---- all together */
/* Does the forward part, the Loss with L1 (ridge_loss then holds both prices) and the backward part
 * with L1, not clipped.  Returns the Loss.  The gradient is computed by `fast` (fast.h), whose
 * first rows are those of the step's X, or by the bricks if it is NULL. */
double remedies_step(struct step *s, const struct training *how, const struct remedies *r,
                     struct fast *fast);

/* As train of loop.h, with the remedies.  What is recorded is the gradient before it is clipped.
 * With no remedy every bit is as train's, or fast_train's.  A Loss that is not finite ends the run
 * before the update: the last good weights are then in W1_new and its like. */
size_t remedies_train(struct step *s, const struct training *how, const struct remedies *r,
                      struct fast *fast, size_t first, size_t last, size_t every, recorder *record,
                      void *context);

#endif
