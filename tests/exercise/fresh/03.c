#include "fresh.h"

#include "loss.h"

FRESH(dloss_dh2, (M dLoss_dh2, C Y, C h2), (dLoss_dh2, Y, h2), FILLS(dLoss_dh2), READS(Y),
      READS(h2))
