# The chain for dLoss/dW1, down the page: chapter 4's dLoss/dz2 is where it begins.
wide = 640; tall = 780; size = 16
load 'plots/style.gp'

file = traces.'/05-dloss-dw1.trace'
do for [name in "dLoss_dh1 dh1_dz1 dLoss_dz1 dLoss_dW1"] { eval alone(name, 3) }
do for [name in "dLoss_dz2 dz1_dW1 dz2_dh1"] { eval alone(name, 2) }

eval plane(-0.7, 7.75, -12.8, 1.2)
set title "The way back to W_1 uses chapter 4's dLoss/dz_2 again"
eval name_above(0, -2.4, 2, "dLoss/dz_2")
set label "used again" at 0.5,-3.2 center tc rgb ink
eval name_above(2.9, 0, 3, "W@_2^T (2×3)")
eval name_right(2.9, -2.18, 3, "= dLoss/dh_1\\n   (1×3)")
eval operator(2.1, -4, "∘")
eval name_right(2.9, -3.78, 3, "dh_1/dz_1: how\\nundecided?")
eval name_right(2.9, -5.38, 3, "= dLoss/dz_1:\\nentry by entry")
eval name_above(1, -8, 1, "X^T (2×1)")
eval name_right(2.9, -8.05, 3, "= dLoss/dW_1:\\nX^T · dLoss/dz_1\\n(2×3)")
eval frame(1, 0, -2.4, 1, 2, blue); eval frame(2, 2.9, 0, 2, 3, grey); eval frame(3, 2.9, -2.4, 1, 3, blue)
eval frame(4, 2.9, -4, 1, 3, orange); eval frame(5, 2.9, -5.6, 1, 3, blue)
eval frame(6, 1, -8, 2, 1, green); eval frame(7, 2.9, -8, 2, 3, blue)
eval role_key(10, -0.3, -10.8, blue, "loss"); eval role_key(11, 1.2, -10.8, orange, "sigmoid's slope")
eval role_key(12, 4.4, -10.8, green, "input of the layer"); eval sign_key(20, 3.6, -11.65)
eval note(3.5, -12.4, "in each matrix the number farthest from zero is darkest")

eval "plot ".tiles("dLoss_dz2", 2, 0, -2.4).", ".tiles_t("dz2_dh1", 2, 2.9, 0).", ".tiles("dLoss_dh1", 3, 2.9, -2.4) \
    .", ".tiles("dh1_dz1", 3, 2.9, -4).", ".tiles("dLoss_dz1", 3, 2.9, -5.6) \
    .", ".tiles_t("dz1_dW1", 2, 1, -8).", ".tiles("dLoss_dW1", 3, 2.9, -8)
