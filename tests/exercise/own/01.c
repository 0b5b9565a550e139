#include "call.h"

void own_call(void)
{
    double v[3] = {own_01[0], own_01[1], own_01[2]};
    struct matrix z1 = {1, 3, v};

    put("z1", &z1);
}
