/* The list of the claims. */
#include "claims.h"

const struct claim claims[CLAIMS] = {
    {"explosion", "the Loss rises after epoch 90,000 because gradients explode.", claim_explosion},
    {"learning-rate", "a smaller learning rate avoids it.", claim_learning_rate},
    {"stronger", "a stronger regularization avoids it.", claim_stronger},
    {"decay", "a learning rate that shrinks over time avoids it.", claim_decay},
    {"l1", "L1 in place of L2 avoids it.", claim_l1},
    {"clip", "clipping the gradients controls it.", claim_clip},
    {"minibatch", "larger minibatches, which vary less, help against it.", claim_minibatch},
    {"width", "fewer hidden units avoid it.", claim_width},
    {"ceiling", "such a network can learn any function, XOR among them.", claim_ceiling},
    {"fresh", "a Loss that falls on the training rows is generalization.", claim_fresh},
    {"vanishing", "saturated units make gradients vanish.", claim_vanishing},
};
