/* Brick 6: forward, loss, backward, update; and again.
 *
 * A step (step.h) owns its weights and every intermediate, so the loop itself allocates nothing.
 * step_observe has said which observations it looks at.
 *
 * Article: "Implementation" and "Let's run this code".
 */
#ifndef LOOP_H
#define LOOP_H

#include "step.h"

#include <stdbool.h>

/* ---- training */
struct training {
    double lr;     /* learning rate, the article's alpha */
    double lambda; /* ridge (L2) */
    enum gradient gradient;
};

/* ---- article */
/* GRADIENT_EXACT is the derivative of the Loss, of bricks 3 to 5.  GRADIENT_ARTICLE is what the
 * article's published program computes:
 *
 *     exact     dLoss_dh2 = -(Y - h2) / N       ridge: lambda / N * W
 *     article   dLoss_dh2 = -(Y - h2)           ridge: lambda * sum(W .^ 2),
 *                                               one number for every entry
 *
 * With one row and lambda 0, as in the worked example, they are the same to the last bit.  With
 * more rows, or with a ridge, they differ, and only the exact one passes a gradient check. */

/* Adds the article's share of the ridge to dLoss_dW; it and W have one shape. */
void article_ridge(struct matrix *dLoss_dW, const struct matrix *W, double lambda);

/* ---- parts */
/* The four parts of a step, in order.  step_loss returns the Loss. */
void step_forward(struct step *s);                              /* z1 to h2 */
double step_loss(struct step *s, double lambda);                /* data_loss to Loss */
void step_backward(struct step *s, const struct training *how); /* dLoss_dh2 to dLoss_db1 */
void step_update(struct step *s, double lr);                    /* W2_new to b1_new */

/* ---- next */
/* Exchanges the weights and the new weights: W1_new and its like then hold the old ones. */
void step_next(struct step *s);

/* ---- train */
/* Does the first three parts and returns the Loss; if it is not finite, leaves out the third. */
double step_gradient(struct step *s, const struct training *how);

/* Called after the backward part and before the update of a recorded epoch, so that the step is all
 * of one epoch.  Returning false ends the run, without that update. */
typedef bool recorder(void *context, struct step *s, size_t epoch);

/* Runs epochs first, first + 1, ..., last - 1; records those that `every` divides, and
 * the last.  every = 0 records nothing.  An epoch whose Loss is not finite ends the run
 * without its update: the weights of the epoch before, if there was one, are then in W1_new and
 * its like.  Returns the epoch that would come next: last, or the one that the recorder or the Loss
 * stopped at. */
size_t train(struct step *s, const struct training *how, size_t first, size_t last, size_t every,
             recorder *record, void *context);

#endif
