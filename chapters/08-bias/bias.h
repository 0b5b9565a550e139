/* Chapter 8: what the network cannot learn, and what it can with a bias. */
#ifndef BIAS_H
#define BIAS_H

#include "claims.h"

/* All of this chapter's, in the order of the page. */
extern const struct claim claims_of_8[];

void claim_ceiling(struct claims *d);
void claim_bias(struct claims *d);
void claim_starts(struct claims *d);
void claim_fresh(struct claims *d);

/* A part of claim_bias. */
void compare_corners(struct claims *d);

/* Trains on the four corners of a square, from low to 1.  Returns how many of 10 seeds solve it;
 * lowest: the lowest last Loss. */
size_t solve_corners(double low, bool bias, double *lowest);

#endif
