/* You returned dh2_dz2: multiply it by dLoss_dh2, entry by entry. The article's figure has the
 * same slip. */
#include "dloss_dw2.h"
#include "sigmoid.h"

void dloss_dz2(struct matrix *dLoss_dz2, struct matrix *dh2_dz2, const struct matrix *dLoss_dh2,
               const struct matrix *h2)
{
    (void)dLoss_dh2;
    sigmoid_derivative(dh2_dz2, h2);
    sigmoid_derivative(dLoss_dz2, h2);
}
