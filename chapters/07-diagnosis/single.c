/* --claim=run: one training run, as chapter 6 makes it, with remedies of your choice. */
#include "diagnosis.h"

#include "run.h"

/* The run comes first, so that its hooks find the remedies behind it. */
struct treated {
    struct run run;
    struct remedies remedies;
};

static size_t train_treated(struct run *run, size_t end, recorder *watch)
{
    const struct treated *t = (const struct treated *)run;

    return remedies_train(run->s, &run->how, &t->remedies, run->plain ? NULL : run->fast,
                          run->epoch, end, 1, watch, run);
}

static void add_l1(struct run *run)
{
    const struct treated *t = (const struct treated *)run;

    run->ridge_loss += l1_loss(run->s->W1, run->s->W2, t->remedies.l1, run->c->X.rows);
}

static void say_remedies(struct chapter *c, const struct remedies *r)
{
    if (r->decay == DECAY_STEP)
        chapter_say(c, "The learning rate is multiplied by %g every %g epochs.", r->factor,
                    r->epochs);
    if (r->decay == DECAY_INVERSE)
        chapter_say(c, "The learning rate is divided by 1 + epoch/%g.", r->epochs);
    if (r->l1 > 0)
        chapter_say(c, "L1 of %g; the Loss and its ridge part below include it.", r->l1);
    if (r->clip > 0)
        chapter_say(c, "Both gradients together are clipped to a length of %g.", r->clip);
}

static void say_run(const struct run *run, const struct remedies *r)
{
    run_say_settings(run, "One run:", "");
    say_remedies(run->c, r);
    run_print_head(run);
}

int single_run(struct run *asked, struct chapter *c, const struct remedies *remedies)
{
    struct treated t = {.run = *asked, .remedies = *remedies};
    struct run *run = &t.run;

    run->recorded = run_print_line;
    if (run->batch == 0) {
        run->train = train_treated;
        run->measured = add_l1;
    }
    run_begin(run, c);
    chapter_open(c);
    say_run(run, remedies);
    run_until(run, run->first + run->epochs);
    chapter_pause(c);
    run_report(run);
    if (run->measured_once)
        chapter_say(c, "The lowest recorded Loss was %.6f, at epoch %zu.", run->least_loss,
                    run->least_epoch);
    return run_end(run);
}
