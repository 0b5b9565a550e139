/* Name: - */
/* On your own 4: some observations count more.
 *
 * Each observation n has a weight w[n] of its own, above 0, and the Loss is
 *
 *     Loss = sum over n of w[n] * (sum over k of (Y[n,k] - h2[n,k])^2) / (2 * sum of all w)
 *
 * With all w alike this is the Loss of chapter 3.  As before, h2 = sigmoid(h1 * W2).  Find the
 * slope of this Loss along each entry of W2.
 */
#include "own.h"

#include "sigmoid.h"

/* Fills dLoss_dW2, (hidden, out).  h1: (N, hidden), Y and h2: (N, out), w: (N, 1).  matrix_new
 * makes a matrix if you need one; free it with matrix_free. */
void weighted_dloss_dw2(struct matrix *dLoss_dW2, const struct matrix *h1, const struct matrix *Y,
                        const struct matrix *h2, const struct matrix *w)
{
    dLoss_dW2->v[0] = NAN; /* your code here, in the place of this line */
}
