#include "fresh.h"

#include "dloss_dw2.h"

FRESH(dloss_dz2, (M dLoss_dz2, M dh2_dz2, C dLoss_dh2, C h2), (dLoss_dz2, dh2_dz2, dLoss_dh2, h2),
      unset(dLoss_dz2);
      unset(dh2_dz2))
FRESH(dloss_dw2, (M dLoss_dW2, C h1, C dLoss_dz2, C W2, double lambda),
      (dLoss_dW2, h1, dLoss_dz2, W2, lambda), unset(dLoss_dW2))
