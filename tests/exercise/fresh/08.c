#include "fresh.h"

#include "dloss_dw2.h"

FRESH(dloss_db, (M dLoss_db, C dLoss_dz), (dLoss_db, dLoss_dz), FILLS(dLoss_db), READS(dLoss_dz))
