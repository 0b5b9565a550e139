/* Name: - */
/* On your own 1: a row of X, by hand.
 *
 * `make own-01` prints a row X of two numbers and a matrix W1, (2, 3), drawn for the name above.
 * Compute z1 = X * W1 with pencil and paper, and write its three numbers here, to two decimals.
 */
#include "own.h"

const double own_01[3] = {NAN, NAN, NAN};
