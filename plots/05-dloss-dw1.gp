# The way back to W1, down the page: it begins with chapter 4's dLoss/dz2.
wide = 640; size = 16
load 'plots/style.gp'

file = traces.'/05-dloss-dw1.trace'
eval network
if (too_large(inputs, hidden, outputs, observations)) { eval apology; exit }
do for [name in "dLoss_dz2 dz2_dh1 dLoss_dh1 dh1_dz1 dLoss_dz1 dz1_dW1 dLoss_dW1"] { eval alone(name, columns(name)) }
learned = has("dLoss_db1") && has("b1_new")
if (learned) { eval alone("dLoss_db1", hidden) }

# dLoss/dz2 to the left of W2 transposed; under it, from the top: three matrices of a row for each
# observation, and the product with X transposed.  A bias is a row below.
n = observations
across = larger(outputs, 2) + 0.9
at_z2 = across - 0.9 - outputs
at_X = across - 0.9 - n
down_h = -outputs - 0.4
down_slope = down_h - n - 0.6
down_z = down_slope - n - 0.6
down_dW = down_z - n - 1.4
down_db = down_dW - inputs - 0.2
down_key = down_dW - inputs - 0.8 - 1.2*learned
left = (at_X < 0 ? at_X : 0) - 0.7
right = larger(across + hidden + 1.85, left + 8.45)
middle = (left + right) / 2
wide = int(640 + 75.7*(right - left - 8.45)); tall = int(780 + 51.6*(-down_key - 10.8)); eval page
eval plane(left, right, down_key - 2, 1.2)

set title "The way back to W_1 uses chapter 4's ∂Loss/∂z_2 again"
size_of(r, c) = sprintf("(%d×%d)", r, c)
eval name_above(at_z2, down_h, outputs, "∂Loss/∂z_2")
set label "used again" at across - 0.9 - (outputs + 1)/2.0,down_h - n + 0.2 center tc rgb ink
eval name_above(across, 0, hidden, "W@_2^T ".size_of(outputs, hidden))
eval name_right(across, down_h + 0.22, hidden, "= ∂Loss/∂h_1\\n   ".size_of(n, hidden))
eval operator(across - 0.8, down_slope, "∘")
eval name_right(across, down_slope + 0.22, hidden, "∂h_1/∂z_1: slopes\\nof the sigmoid")
eval name_right(across, down_z + 0.22, hidden, "= ∂Loss/∂z_1: the two\\nabove, multiplied")
eval name_above(at_X, down_dW, n, "X^T ".size_of(inputs, n))
ridge = setting("lambda") + 0 == 0 ? "" : "\\nplus λ/N · W_1"
eval name_right(across, down_dW + (inputs < 2 ? 0.22 : -0.05), hidden, "= ∂Loss/∂W_1:\\nX^T · ∂Loss/∂z_1\\n".size_of(inputs, hidden).ridge)
eval frame(1, at_z2, down_h, n, outputs, blue); eval frame(2, across, 0, outputs, hidden, grey); eval frame(3, across, down_h, n, hidden, blue)
eval frame(4, across, down_slope, n, hidden, orange); eval frame(5, across, down_z, n, hidden, blue)
eval frame(6, at_X, down_dW, inputs, n, green); eval frame(7, across, down_dW, inputs, hidden, blue)
eval role_key(10, middle - 3.825, down_key, blue, "Loss"); eval role_key(11, middle - 2.325, down_key, orange, "sigmoid's slope")
eval role_key(12, middle + 0.875, down_key, green, "input of the layer"); eval sign_key(20, middle + 0.075, down_key - 0.85)
eval note(middle - 0.025, down_key - 1.6, "in each matrix the number farthest from zero is darkest")

all = "plot ".tiles("dLoss_dz2", outputs, at_z2, down_h).", ".tiles_t("dz2_dh1", outputs, across, 0).", ".tiles("dLoss_dh1", hidden, across, down_h) \
    .", ".tiles("dh1_dz1", hidden, across, down_slope).", ".tiles("dLoss_dz1", hidden, across, down_z) \
    .", ".tiles_t("dz1_dW1", inputs, at_X, down_dW).", ".tiles("dLoss_dW1", hidden, across, down_dW)
if (learned) {
    eval name_right(across, down_db + (n > 1 ? 0.22 : 0), hidden, n > 1 ? "= ∂Loss/∂b_1:\\ncolumns added up" : "= ∂Loss/∂b_1")
    eval frame(8, across, down_db, 1, hidden, blue)
    all = all.", ".tiles("dLoss_db1", hidden, across, down_db)
}
eval all
