/* The list of the claims. */
#include "diagnosis.h"

const char RUN[] = "run";

const struct claim claims_of_7[] = {
    {"explosion", "Does the Loss rise because gradients explode?", claim_explosion},
    {"check", "Is the step a gradient, and if not, what is wrong with it?", claim_check},
    {"learning-rate", "Does a smaller learning rate avoid it?", claim_learning_rate},
    {"stronger", "Does a stronger regularization avoid it?", claim_stronger},
    {"decay", "Does a learning rate that shrinks over time avoid it?", claim_decay},
    {"l1", "Does L1 in place of L2 avoid it?", claim_l1},
    {"clip", "Does clipping the gradients control it?", claim_clip},
    {"minibatch", "Do larger minibatches, which vary less, help?", claim_minibatch},
    {"width", "Do fewer hidden units avoid it?", claim_width},
    {"vanishing", "Do saturated units make gradients vanish?", claim_vanishing},
    {"checklist", "What to look at first in a network of your own", say_checklist},
    {RUN, "A run of your own, with the options that follow", NULL},
    {NULL, NULL, NULL},
};
