# Two ways from the Loss back to the sums of the outputs: with squares the sigmoid's slope is a factor,
# with cross-entropy it cancels.  The frames show where h2 - Y stands.
wide = 640; tall = 590; size = 16
load 'plots/style.gp'

file = traces.'/cross-entropy.trace'
do for [name in "dsquares_dh2 dh2_dz2 dsquares_dz2 dLoss_dh2 dLoss_dz2"] { eval alone(name, 2) }

right = 3.1 # of the second way's first tile
step = 1.85
across(x, y, words) = sprintf("set label \"%s\" at %g,%g center tc rgb ink", words, x, y)
both(y, words) = across(0.5, y + 0.78, words)."; ".across(right + 0.5, y + 0.78, words)

eval plane(-0.9, right + 1.9, -2*step - 2.6, 1.75)
set title "With cross-entropy the slope of the sigmoid cancels"
eval across(0.5, 1.4, "{/:Bold squares}")
eval across(right + 0.5, 1.4, "{/:Bold cross-entropy}")
eval both(0, "slopes along the answers")
eval both(-step, "slopes of the sigmoid")
eval both(-2*step, "slopes along the sums")
do for [x in sprintf("-0.7 %g", right - 0.7)] {
    eval operator(x + 0, -step, "∘")
    eval operator(x + 0, -2*step, "=")
}
eval frame(1, 0, 0, 1, 2, ink)
eval frame(2, right, -2*step, 1, 2, ink)
eval across(right/2 + 0.5, -2*step - 1.05, "framed: the same numbers, h_2 − Y")
eval sign_key(20, right/2 + 0.5, -2*step - 1.65)
eval note(right/2 + 0.5, -2*step - 2.25, "in each matrix the number farthest from zero is darkest")

eval "plot ".tiles("dsquares_dh2", 2, 0, 0).", ".tiles("dh2_dz2", 2, 0, -step).", ".tiles("dsquares_dz2", 2, 0, -2*step) \
    .", ".tiles("dLoss_dh2", 2, right, 0).", ".tiles("dh2_dz2", 2, right, -step).", ".tiles("dLoss_dz2", 2, right, -2*step)
