#include "fresh.h"

#include "dloss_dw2.h"

FRESH(dloss_dz2, (M dLoss_dz2, M dh2_dz2, C dLoss_dh2, C h2), (dLoss_dz2, dh2_dz2, dLoss_dh2, h2),
      FILLS(dLoss_dz2), FILLS(dh2_dz2), READS(dLoss_dh2), READS(h2))
FRESH(dloss_dw2, (M dLoss_dW2, C h1, C dLoss_dz2, C W2, double lambda),
      (dLoss_dW2, h1, dLoss_dz2, W2, lambda), FILLS(dLoss_dW2), READS(h1), READS(dLoss_dz2),
      READS(W2))
