/* What to look at first, in the student's own network. */
#include "claims.h"

void say_checklist(struct diagnosis *d)
{
    if (!d->c->showing)
        return;
    fputc('\n', stdout);
    show_title(&d->c->show, "checklist for your own network");
    chapter_say(d->c,
                "The Loss is flat. Is it near 1/4 with two outputs? Then the answer is one half "
                "to everything: are the rows mirrored and is there no bias (claim ceiling)? Are "
                "the entries of dLoss_dW1 tiny beside those of dLoss_dW2, with h1 near 0 or 1 "
                "(claim vanishing)? Chapter 2 prints h1, chapter 5 both gradients, and 06-loop "
                "--history=FILE both lengths along a run. Neither: a larger --lr.");
    chapter_say(d->c,
                "The Loss rises. From the start: a smaller --lr. Late, after it fell: first the "
                "gradient check of chapters 4 and 5, with your --lambda and more than one row, "
                "since with one row and lambda 0 most mistakes do not show. If the check holds, "
                "look at the columns of --history: which part of the Loss rises, data_loss or "
                "ridge_loss?");
    chapter_say(
        d->c, "The Loss is nan or infinite. Which matrix was it first, and in which epoch? 06-loop "
              "stops there and says so. Then 06-loop --record=1 --trace=FILE, with --epochs just "
              "past the last good one; build/trace check FILE recomputes every block from its "
              "formula, and build/trace why FILE 'z1@8[1,1]' takes one number of epoch 8 apart. "
              "Clipping and decay come after the cause is "
              "found, not in place of it (claims clip, decay).");
    chapter_say(
        d->c, "Training is good and fresh rows are bad. Chapter 6's table counts the rows trained "
              "on and those held back apart; compare only the second between settings. More rows "
              "(--rows), fewer units (--hidden), a ridge (--lambda), and the question whether the "
              "network can represent the answer at all (--bias; claims ceiling, fresh).");
}
