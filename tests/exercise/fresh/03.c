#include "fresh.h"

#include "loss.h"

FRESH(dloss_dh2, (M dLoss_dh2, C Y, C h2, enum gradient g), (dLoss_dh2, Y, h2, g), unset(dLoss_dh2))
