# The forward step as matrices.  A product stands where its two factors cross: what it is made
# of is the row to its left and the column above it.
wide = 640; tall = 600; size = 17; digits = 2
load 'plots/style.gp'

file = traces.'/02-sigmoid.trace'
do for [name in "X W2 h2 z2"] { eval reach(name, 2) }
do for [name in "W1 z1 h1"] { eval reach(name, 3) }
eval take("x1", "X", 1, 1); eval take("x2", "X", 1, 2); eval take("s", "z1", 1, 1)
eval take("w1", "W1", 1, 1); eval take("w2", "W1", 2, 1)

eval plane(-0.7, 8.5, -7.3, 1.2)
set title "A row with a column makes a sum, the sigmoid an answer"
eval name_above(0, -2.7, 2, "X (1×2)")
eval name_above(3, 0, 3, "W_1 (2×3)")
eval name_above(3, -2.7, 3, "z_1 = X W_1 (1×3)")
eval name_above(3, -4.7, 3, "h_1 = sigmoid(z_1)")
eval name_above(6.9, -0.8, 2, "W_2 (3×2)")
eval name_above(6.9, -4.7, 2, "z_2 = h_1 W_2")
eval name_above(6.9, -6.7, 2, "h_2 = sigmoid(z_2)")
eval frame(1, 0, -2.7, 1, 2, ink); eval frame(2, 3, 0, 2, 1, ink); eval frame(3, 3, -2.7, 1, 1, ink)
set label "the framed sum:" at -0.5,-5.1 left tc rgb ink
set label sprintf("    %.2f × %.2f", x1, w1) at -0.5,-5.65 left tc rgb ink
set label sprintf("+ %.2f × %.2f", x2, w2) at -0.5,-6.2 left tc rgb ink
set label sprintf("= %.2f", s) at -0.5,-6.75 left tc rgb ink
eval sign_key(20, 4.0, -6.75)
eval "plot ".tiles("X", 2, 0, -2.7).", ".tiles("W1", 3, 3, 0).", ".tiles("z1", 3, 3, -2.7).", ".tiles("h1", 3, 3, -4.7) \
    .", ".tiles("W2", 2, 6.9, -0.8).", ".tiles("z2", 2, 6.9, -4.7).", ".tiles("h2", 2, 6.9, -6.7)
