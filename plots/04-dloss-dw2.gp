# The chain for dLoss/dW2: three factors and their product, then W2 before and after.
wide = 640; tall = 800; size = 16
load 'plots/style.gp'

file = traces.'/04-dloss-dw2.trace'
do for [name in "dLoss_dh2 dh2_dz2 dLoss_dz2 dLoss_dW2 W2 W2_new"] { eval alone(name, 2) }
eval alone("dz2_dW2", 3)
alpha = system("sed -n 's/^# set alpha=\\([^ ]*\\).*/\\1/p' ".file)

eval plane(-1.55, 4.8, -12.6, 0.7)
set title "Three factors give W_2 a slope for each weight"
eval name_right(0.55, 0.22, 2, "dLoss/dh_2:\\nhow far off?")
eval operator(-0.2, -1.2, "∘")
eval name_right(0.55, -0.98, 2, "dh_2/dz_2:\\nhow undecided?")
eval operator(-0.2, -2.4, "=")
eval name_right(0.55, -2.18, 2, "dLoss/dz_2:\\nentry by entry")
eval name_above(-0.95, -4, 1, "h@_1^T")
eval name_right(0.55, -4.6, 2, "dLoss/dW_2 = h@_1^T · dLoss/dz_2:\\neach entry a row of h@_1^T\\nwith a column of dLoss/dz_2")
eval frame(1, 0.55, 0, 1, 2, blue); eval frame(2, 0.55, -1.2, 1, 2, orange)
eval frame(3, 0.55, -2.4, 1, 2, blue); eval frame(4, -0.95, -4, 3, 1, green); eval frame(5, 0.55, -4, 3, 2, blue)

eval name_above(-0.95, -8, 2, "W_2 before")
eval name_above(2.8, -8, 2, "W_2 after")
set arrow 1 from 0.8,-9 to 2.0,-9 lw 2 lc rgb ink
set label "− ".alpha." ×" at 1.4,-8.55 center tc rgb ink
set label "slope" at 1.4,-9.45 center tc rgb ink
eval role_key(10, -1.2, -11, blue, "loss"); eval role_key(11, 0.1, -11, orange, "sigmoid's slope")
eval role_key(12, 2.5, -11, green, "input of the layer"); eval sign_key(20, 1.6, -11.65)
eval note(1.6, -12.3, "in each matrix the number farthest from zero is darkest")

eval "plot ".tiles("dLoss_dh2", 2, 0.55, 0).", ".tiles("dh2_dz2", 2, 0.55, -1.2).", ".tiles("dLoss_dz2", 2, 0.55, -2.4) \
    .", ".tiles_t("dz2_dW2", 3, -0.95, -4).", ".tiles("dLoss_dW2", 2, 0.55, -4) \
    .", ".tiles5("W2", 2, -0.95, -8).", ".tiles5("W2_new", 2, 2.8, -8)
