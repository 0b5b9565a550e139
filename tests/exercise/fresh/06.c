#include "fresh.h"

#include "loop.h"

FRESH(step_forward, (struct step * s), (s), unset(s->z1); unset(s->h1); unset(s->z2); unset(s->h2))
FRESH(step_backward, (struct step * s, const struct training *how), (s, how), unset(s->dLoss_dh2);
      unset(s->dh2_dz2); unset(s->dLoss_dz2); unset(s->dLoss_dW2); unset(s->dLoss_db2);
      unset(s->dLoss_dh1); unset(s->dh1_dz1); unset(s->dLoss_dz1); unset(s->dLoss_dW1);
      unset(s->dLoss_db1))
FRESH(step_update, (struct step * s, double lr), (s, lr), unset(s->W2_new); unset(s->b2_new);
      unset(s->W1_new); unset(s->b1_new))
