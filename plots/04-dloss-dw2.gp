# The chain for dLoss/dW2: three factors and their product.
wide = 900; tall = 560
load 'plots/style.gp'

limit = 0.8
eval plane(-0.8, 10.4, -6.3, 1.6)
set title "Three factors, from the loss back to W_2"

eval name_above(0, 0, 2, "dLoss/dh_2  (1×2)")
eval operator(2, 0, "∘")
eval name_above(3, 0, 2, "dh_2/dz_2  (1×2)")
eval operator(5, 0, "=")
eval name_above(6, 0, 2, "dLoss/dz_2  (1×2)")
eval frame(1, 0, 0, 1, 2, blue)
eval frame(2, 3, 0, 1, 2, orange)
eval frame(3, 6, 0, 1, 2, blue)
set label "entry by entry" at 2,-0.85 center font ",11" tc rgb grey

eval name_above(0, -2.9, 1, "h_1^T  (3×1)")
eval operator(1, -3.9, "×")
eval name_above(2, -3.9, 2, "dLoss/dz_2  (1×2)")
eval operator(4, -3.9, "=")
eval name_above(5, -2.9, 2, "dLoss/dW_2  (3×2)")
eval frame(4, 0, -2.9, 3, 1, green)
eval frame(5, 2, -3.9, 1, 2, blue)
eval frame(6, 5, -2.9, 3, 2, blue)
set label "a slope for each weight:" at 7.3,-3.4 left font ",11" tc rgb grey
set label "an entry of h_1 with" at 7.3,-3.9 left font ",11" tc rgb grey
set label "an entry of dLoss/dz_2" at 7.3,-4.4 left font ",11" tc rgb grey

eval "plot ".tiles("dLoss_dh2", 2, 0, 0).", ".tiles("dh2_dz2", 2, 3, 0).", ".tiles("dLoss_dz2", 2, 6, 0) \
    .", ".tiles_t("dz2_dW2", 3, 0, -2.9).", ".tiles("dLoss_dz2", 2, 2, -3.9).", ".tiles("dLoss_dW2", 2, 5, -2.9)
