#include "fresh.h"

#include "sigmoid.h"

FRESH(sigmoid, (M h, C z), (h, z), FILLS(h), READS(z))
FRESH(sigmoid_derivative, (M dh_dz, C h), (dh_dz, h), FILLS(dh_dz), READS(h))
