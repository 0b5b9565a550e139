#include "fresh.h"

FRESH(matrix_mul, (M out, C a, C b), (out, a, b), FILLS(out), READS(a), READS(b))
