/* The list of the claims. */
#include "bias.h"

const struct claim claims_of_8[] = {
    {"ceiling", "How much can a network without a bias get right?", claim_ceiling},
    {"bias", "Does a bias change that?", claim_bias},
    {"starts", "Does it learn XOR from every start?", claim_starts},
    {"fresh", "Is a Loss that falls on the training rows generalization?", claim_fresh},
    {NULL, NULL, NULL},
};
