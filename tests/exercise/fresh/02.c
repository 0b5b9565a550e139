#include "fresh.h"

#include "sigmoid.h"

FRESH(sigmoid, (M h, C z), (h, z), if (h != z) unset(h))
FRESH(sigmoid_derivative, (M dh_dz, C h), (dh_dz, h), if (dh_dz != h) unset(dh_dz))
