/* What to look at first, in the student's own network. */
#include "diagnosis.h"

void say_checklist(struct claims *d)
{
    chapter_say(d->c,
                "First, the gradient. The check of chapters 4 and 5, with your --data, --bias "
                "and --lambda, and with more than one row: with one row and lambda 0 most "
                "mistakes do not show. If it fails, nothing below matters yet.");
    chapter_say(d->c,
                "The Loss is flat. Are the inputs large, or of very different sizes? Then h1 is 0 "
                "or 1 everywhere and hands nothing on to W1 (claim vanishing; chapter 2 prints h1, "
                "chapter 5 both gradients): --standardize brings your columns to one scale. Is the "
                "Loss that of answering one half everywhere, 1/4 with two outputs? Is a bias "
                "missing (claim ceiling)? Neither: a larger --lr.");
    chapter_say(d->c,
                "The Loss rises. From the start: a smaller --lr. Late, after it fell: look at the "
                "columns of 06-loop --history=FILE: which part of the Loss rises, data_loss or "
                "ridge_loss, and which gradient grows?");
    chapter_say(
        d->c, "The Loss is nan or infinite. Which matrix was it first, and in which epoch? 06-loop "
              "stops there and says so. Again with --record=1 --trace=FILE the trace ends with "
              "that epoch, and build/trace why FILE 'Loss@8' (of epoch 8) shows what became "
              "infinite. Clipping and decay come after the cause is found, not in place of it "
              "(claims clip, decay).");
    chapter_say(
        d->c, "Training is good and fresh rows are bad. Chapter 6's table counts the rows trained "
              "on and those held back apart; compare only the second between settings. More rows "
              "(--rows), fewer units (--hidden), a ridge (--lambda), and the question whether the "
              "network can represent the answer at all (--bias; claims ceiling, fresh).");
    chapter_say(
        d->c, "It learns with one seed and not with another. The starting weights decide where "
              "the way down ends, and from some starts it ends too high. Try five seeds (--seed), "
              "then more hidden units: with more of them fewer starts fail (claim starts of "
              "chapter 8). Judge a setting by several seeds, never by one.");
}
