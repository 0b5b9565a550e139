#include "fresh.h"

#include "dloss_dw1.h"

FRESH(dloss_dh1, (M dLoss_dh1, C dLoss_dz2, C W2), (dLoss_dh1, dLoss_dz2, W2), FILLS(dLoss_dh1),
      READS(dLoss_dz2), READS(W2))
FRESH(dloss_dz1, (M dLoss_dz1, M dh1_dz1, C dLoss_dh1, C h1), (dLoss_dz1, dh1_dz1, dLoss_dh1, h1),
      FILLS(dLoss_dz1), FILLS(dh1_dz1), READS(dLoss_dh1), READS(h1))
FRESH(dloss_dw1, (M dLoss_dW1, C X, C dLoss_dz1, C W1, double lambda),
      (dLoss_dW1, X, dLoss_dz1, W1, lambda), FILLS(dLoss_dW1), READS(X), READS(dLoss_dz1),
      READS(W1))
