# The chain for dLoss/dW1: chapter 4's dLoss/dz2 is where it begins.
wide = 900; tall = 700
load 'plots/style.gp'

limit = 0.8
eval plane(-0.8, 10.8, -8.4, 1.6)
set title "The way back to W_1 begins with chapter 4's dLoss/dz_2, used again"

eval name_above(0, 0, 2, "dLoss/dz_2  (1×2)")
eval operator(2, 0, "×")
eval name_above(3, 0.5, 3, "W_2^T  (2×3)")
eval operator(6, 0, "=")
eval name_above(7, 0, 3, "dLoss/dh_1  (1×3)")
eval frame(1, 0, 0, 1, 2, blue)
eval frame(2, 3, 0.5, 2, 3, purple)
eval frame(3, 7, 0, 1, 3, blue)

eval name_above(0, -3, 3, "dLoss/dh_1  (1×3)")
eval operator(3, -3, "∘")
eval name_above(4, -3, 3, "dh_1/dz_1  (1×3)")
eval operator(7, -3, "=")
eval name_above(8, -3, 3, "dLoss/dz_1  (1×3)")
eval frame(4, 0, -3, 1, 3, blue)
eval frame(5, 4, -3, 1, 3, orange)
eval frame(6, 8, -3, 1, 3, blue)
set label "entry by entry" at 3,-3.85 center font ",11" tc rgb grey

eval name_above(0, -6.5, 1, "X^T  (2×1)")
eval operator(1, -7, "×")
eval name_above(2, -7, 3, "dLoss/dz_1  (1×3)")
eval operator(5, -7, "=")
eval name_above(6, -6.5, 3, "dLoss/dW_1  (2×3)")
eval frame(7, 0, -6.5, 2, 1, green)
eval frame(8, 2, -7, 1, 3, blue)
eval frame(9, 6, -6.5, 2, 3, blue)

eval "plot ".tiles("dLoss_dz2", 2, 0, 0).", ".tiles_t("dz2_dh1", 2, 3, 0.5).", ".tiles("dLoss_dh1", 3, 7, 0) \
    .", ".tiles("dLoss_dh1", 3, 0, -3).", ".tiles("dh1_dz1", 3, 4, -3).", ".tiles("dLoss_dz1", 3, 8, -3) \
    .", ".tiles_t("dz1_dW1", 2, 0, -6.5).", ".tiles("dLoss_dz1", 3, 2, -7).", ".tiles("dLoss_dW1", 3, 6, -6.5)
