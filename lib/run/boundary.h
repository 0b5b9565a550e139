/* What the network says over the whole plane of its two inputs.
 *
 * A block boundary@EPOCH of 61x61 numbers on a square grid around (0, 0) that reaches as far as the
 * largest |x| of the observations, rounded up, but at least to 1 and at most to 1e6.  Row r is the
 * r-th value of x2, column c the c-th of x1, both written once, as the blocks x1 and x2.  With two
 * classes a number is h2[2] - h2[1], with one output h2 - 1/2, so that the boundary is where it is
 * 0; with more classes it is the class, counted from 1.
 */
#ifndef BOUNDARY_H
#define BOUNDARY_H

#include "chapter.h"

/* Writes the block of an epoch; the chapter must have two inputs.  Keeps no memory. */
void boundary_write(struct trace *t, const struct chapter *c, size_t epoch);

#endif
