/* Chapter 7: every claim of the article's closing section is an experiment. */
#ifndef DIAGNOSIS_H
#define DIAGNOSIS_H

#include "claims.h"

/* All of this chapter's, in the order of the page. */
extern const struct claim claims_of_7[];

void claim_explosion(struct claims *d);
void claim_check(struct claims *d);
void claim_learning_rate(struct claims *d);
void claim_stronger(struct claims *d);
void claim_decay(struct claims *d);
void claim_l1(struct claims *d);
void claim_clip(struct claims *d);
void claim_minibatch(struct claims *d);
void claim_width(struct claims *d);
void claim_vanishing(struct claims *d);
void say_checklist(struct claims *d);

/* Returns the rate of the claims in which rate times epoch is what counts: ten times the article's,
 * so that an epoch stands for ten of its own; with --full the article's. */
double quick_lr(const struct claims *d);

/* Returns the trial of the article's second training figure: hidden 50, 50 rows, its gradient. */
struct trial trial_article(const struct claims *d, double lr, double lambda, size_t epochs);

/* ---- a single run, as chapter 6 makes it, with the remedies */
extern const char RUN[];

struct run;
int single_run(struct run *run, struct chapter *c, const struct remedies *remedies);

#endif
