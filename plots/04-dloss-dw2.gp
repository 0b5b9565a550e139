# The chain for dLoss/dW2: three factors and their product, then W2 before and after.
wide = 640; size = 16
load 'plots/style.gp'

file = traces.'/04-dloss-dw2.trace'
eval network
if (too_large(inputs, hidden, outputs, observations)) { eval apology; exit }
do for [name in "dLoss_dh2 dh2_dz2 dLoss_dz2 dz2_dW2 dLoss_dW2 W2 W2_new"] { eval alone(name, columns(name)) }
learned = has("dLoss_db2") && has("b2_new")
if (learned) { do for [name in "dLoss_db2 b2 b2_new"] { eval alone(name, outputs) } }

# From the top: three matrices of a row for each observation, the product, W2.  A bias is a row below.
n = observations
down_slope = -n - 0.2
down_z = 2*down_slope
down_dW = down_z - n - 0.6
down_db = down_dW - hidden - 0.2
down_W = down_dW - hidden - 1 - 1.2*learned
down_b = down_W - hidden - 0.2
down_key = down_W - hidden - 1.2*learned
left = 0.05 - n # of h1 transposed and of W2 before
after = larger(2.8, outputs + 0.8)
right = larger(4.8, larger(outputs + 2.8, after + outputs))
middle = (left - 0.6 + right) / 2
wide = int(640 + 100*(right - left - 5.75)); tall = int(800 + 55.8*(-down_key - 11)); eval page
eval plane(left - 0.6, right, down_key - 1.6, 0.7)

set title "Three factors give W_2 a slope for each weight"
eval name_right(0.55, 0.22, outputs, "dLoss/dh_2:\\nhow far off?")
eval operator(-0.2, down_slope, "∘")
eval name_right(0.55, down_slope + 0.22, outputs, "dh_2/dz_2:\\nhow undecided?")
eval operator(-0.2, down_z, "=")
eval name_right(0.55, down_z + 0.22, outputs, "dLoss/dz_2:\\nentry by entry")
eval name_above(left, down_dW, n, "h@_1^T")
ridge = setting("lambda") + 0 == 0 ? "" : "\\nplus λ/N · W_2"
eval name_right(0.55, down_dW + (hidden < 3 ? 0.22 : -0.6), outputs, "dLoss/dW_2 = h@_1^T · dLoss/dz_2:\\neach entry a row of h@_1^T\\nwith a column of dLoss/dz_2".ridge)
eval frame(1, 0.55, 0, n, outputs, blue); eval frame(2, 0.55, down_slope, n, outputs, orange)
eval frame(3, 0.55, down_z, n, outputs, blue); eval frame(4, left, down_dW, hidden, n, green); eval frame(5, 0.55, down_dW, hidden, outputs, blue)

eval name_above(left, down_W, outputs, "W_2 before")
eval name_above(after, down_W, outputs, "W_2 after")
from = left + outputs - 0.25; to = after - 0.8; over = (from + to) / 2; along = down_W - (hidden - 1) / 2.0
set arrow 1 from from,along to to,along lw 2 lc rgb ink
set label "− ".setting("alpha")." ×" at over,along+0.45 center tc rgb ink
set label "slope" at over,along-0.45 center tc rgb ink
eval role_key(10, middle - 2.825, down_key, blue, "loss"); eval role_key(11, middle - 1.525, down_key, orange, "sigmoid's slope")
eval role_key(12, middle + 0.875, down_key, green, "input of the layer"); eval sign_key(20, middle - 0.025, down_key - 0.65)
eval note(middle - 0.025, down_key - 1.3, "in each matrix the number farthest from zero is darkest")

all = "plot ".tiles("dLoss_dh2", outputs, 0.55, 0).", ".tiles("dh2_dz2", outputs, 0.55, down_slope).", ".tiles("dLoss_dz2", outputs, 0.55, down_z) \
    .", ".tiles_t("dz2_dW2", hidden, left, down_dW).", ".tiles("dLoss_dW2", outputs, 0.55, down_dW) \
    .", ".tiles5("W2", outputs, left, down_W).", ".tiles5("W2_new", outputs, after, down_W)
if (learned) {
    eval name_right(0.55, down_db, outputs, n > 1 ? "dLoss/db_2: the columns\\nof dLoss/dz_2 added up" : "dLoss/db_2 = dLoss/dz_2")
    eval frame(6, 0.55, down_db, 1, outputs, blue)
    eval name_right(left, down_b, outputs, "b_2")
    all = all.", ".tiles("dLoss_db2", outputs, 0.55, down_db) \
        .", ".tiles5("b2", outputs, left, down_b).", ".tiles5("b2_new", outputs, after, down_b)
}
eval all
