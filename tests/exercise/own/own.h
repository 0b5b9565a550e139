/* What every own.c includes: the functions of all tasks, and NAN for what is not yet known. */
#ifndef OWN_H
#define OWN_H

#include "matrix.h"

#include <math.h>

extern const double own_01[3];

void scaled_tanh(struct matrix *h, const struct matrix *z, double a, double b);
void scaled_tanh_slope(struct matrix *dh_dz, const struct matrix *h, double a, double b);

double priced_loss(const struct matrix *Y, const struct matrix *h2, double c);
void priced_slope(struct matrix *dLoss_dh2, const struct matrix *Y, const struct matrix *h2,
                  double c);

void weighted_dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *Y,
                        const struct matrix *h2, const struct matrix *w);

void deep_dloss_dw1(struct matrix *dLoss_dW1, const struct matrix *X, const struct matrix *h1,
                    const struct matrix *h2, const struct matrix *W2, const struct matrix *W3,
                    const struct matrix *dLoss_dz3);

void momentum_step(struct matrix *W, struct matrix *V, const struct matrix *dLoss_dW, double lr,
                   double beta);

#endif
