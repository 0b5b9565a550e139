# The gradient of W2: three factors and their product, then W2 before and after.  The frames show
# what one slope is made of.
wide = 640; size = 16
load 'plots/style.gp'

file = traces.'/04-dloss-dw2.trace'
eval network
if (too_large(inputs, hidden, outputs, observations)) { eval apology; exit }
do for [name in "dLoss_dh2 dh2_dz2 dLoss_dz2 dz2_dW2 dLoss_dW2 W2 W2_new"] { eval alone(name, columns(name)) }
learned = has("dLoss_db2") && has("b2_new")
if (learned) { do for [name in "dLoss_db2 b2 b2_new"] { eval alone(name, outputs) } }

row = hidden > 1 ? 1 : 0 # of the framed slope, counted from 0
eval take("a", "dz2_dW2", 1, row + 1); eval take("b", "dh2_dz2", 1, 1); eval take("c", "dLoss_dh2", 1, 1); eval take("p", "dLoss_dW2", row + 1, 1)

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

set title "The slope of each weight is a product of three numbers"
eval name_right(0.55, 0.22, outputs, "∂Loss/∂h_2:\\nslopes along the answers")
eval operator(-0.2, down_slope, "∘")
eval name_right(0.55, down_slope + 0.22, outputs, "∂h_2/∂z_2:\\nslopes of the sigmoid")
eval operator(-0.2, down_z, "=")
eval name_right(0.55, down_z + 0.22, outputs, "∂Loss/∂z_2:\\nthe two above, multiplied")
eval name_above(left, down_dW, n, "h_1 transposed")
ridge = setting("lambda") + 0 == 0 ? "" : "\\nplus λ/N · W_2"
eval name_right(0.55, down_dW + (hidden < 3 ? 0.22 : -0.6), outputs, "∂Loss/∂W_2: each entry is a\\nrow of h_1 transposed times\\na column of ∂Loss/∂z_2".ridge)
eval frame(1, 0.55, 0, n, 1, ink); eval frame(2, 0.55, down_slope, n, 1, ink)
eval frame(3, 0.55, down_z, n, 1, ink); eval frame(4, left, down_dW - row, 1, n, ink); eval frame(5, 0.55, down_dW - row, 1, 1, ink)

eval name_above(left, down_W, outputs, "W_2 before")
eval name_above(after, down_W, outputs, "W_2 after")
from = left + outputs - 0.25; to = after - 0.8; over = (from + to) / 2; along = down_W - (hidden - 1) / 2.0
set arrow 1 from from,along to to,along lw 2 lc rgb ink
set label "− ".setting("alpha")." ×" at over,along+0.45 center tc rgb ink
set label "slope" at over,along-0.45 center tc rgb ink
if (n == 1 && ridge eq "") {
    signed(x) = x < 0 ? "(".number(x, 4).")" : number(x, 4)
    set label sprintf("framed: %s × %s × %s = %s", signed(a), signed(b), signed(c), number(p, 4)) at middle - 0.025,down_key center tc rgb ink
} else { set label "framed: what one slope is made of" at middle - 0.025,down_key center tc rgb ink }
eval sign_key(20, middle - 0.025, down_key - 0.65)
eval note(middle - 0.025, down_key - 1.3, "in each matrix the number farthest from zero is darkest")

all = "plot ".tiles("dLoss_dh2", outputs, 0.55, 0).", ".tiles("dh2_dz2", outputs, 0.55, down_slope).", ".tiles("dLoss_dz2", outputs, 0.55, down_z) \
    .", ".tiles_t("dz2_dW2", hidden, left, down_dW).", ".tiles("dLoss_dW2", outputs, 0.55, down_dW) \
    .", ".tiles5("W2", outputs, left, down_W).", ".tiles5("W2_new", outputs, after, down_W)
if (learned) {
    eval name_right(0.55, down_db, outputs, n > 1 ? "∂Loss/∂b_2: the columns\\nof ∂Loss/∂z_2 added up" : "∂Loss/∂b_2 = ∂Loss/∂z_2")
    eval name_right(left, down_b, outputs, "b_2")
    all = all.", ".tiles("dLoss_db2", outputs, 0.55, down_db) \
        .", ".tiles5("b2", outputs, left, down_b).", ".tiles5("b2_new", outputs, after, down_b)
}
eval all
