/* Chapter 8: what can it not learn?
 *
 * One step of the worked example again, this time with biases: each is the weight of an input that
 * is always 1, so its gradient is a sum over the rows.  With --claim the program tests what a
 * network without biases cannot learn, and what one with them can.
 */
#include "bias.h"

#include "dloss_dw2.h"
#include "loop.h"

static double loss_of_biases(void *context)
{
    struct chapter *c = context;

    step_forward(c->step);
    return step_loss(c->step, c->o.lambda);
}

static void take_step(struct chapter *c)
{
    struct step *s = c->step;
    struct training how = {c->o.lr, c->o.lambda, c->o.gradient};

    chapter_open(c);
    step_gradient(s, &how);
    chapter_recap(c, "z1", "dLoss_dW2");

    dloss_db(s->dLoss_db2, s->dLoss_dz2);
    chapter_step(c, "dLoss_db2");
    chapter_check_gradient(c, "dLoss_db2", s->dLoss_db2, s->b2, loss_of_biases);
    chapter_recap(c, "dz2_dh1", "dLoss_dW1");

    dloss_db(s->dLoss_db1, s->dLoss_dz1);
    chapter_step(c, "dLoss_db1");
    chapter_check_gradient(c, "dLoss_db1", s->dLoss_db1, s->b1, loss_of_biases);
    chapter_say(c, s->dLoss_db1
                       ? "Each column of dLoss_dz, added up over the rows, is the slope of "
                         "one bias."
                       : "This network has no biases that are trained.");

    step_update(s, c->o.lr);
    chapter_recap(c, "W2_new", "b2_new");
    chapter_recap(c, "W1_new", "b1_new");
}

int main(int argc, char **argv)
{
    struct options defaults = options_worked_example;
    struct option_spec own[CLAIM_OPTIONS];
    struct claims claims = {.full = false};
    struct chapter c;
    int status = 0, end;

    defaults.bias = true;
    claims_options(&claims, claims_of_8, own);
    chapter_read(&c, argc, argv, "08-bias", "What can it not learn?", &defaults, own,
                 CLAIM_OPTIONS);
    if (!claims.which.name && (claims.output || claims.full))
        chapter_refuse(&c, claims.full ? "full" : "output", claims.full ? NULL : claims.output,
                       "goes with --claim");
    if (claims.which.name && !claims_usual(&c, &defaults))
        claims_refuse(&c, "");
    if (claims.which.name) {
        c.o.run = true;
        status = claims_test(&claims, &c);
    } else {
        take_step(&c);
    }
    end = chapter_end(&c);
    return end ? end : status;
}
