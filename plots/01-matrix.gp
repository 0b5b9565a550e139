# X * W1 = z1 as tiles: what goes into one entry of the product.
wide = 880; tall = 300
load 'plots/style.gp'

limit = 1.8
eval plane(-0.7, 10.2, -2.3, 1.3)
set title "Each hidden unit adds up the inputs, weighted by its own column of W_1"
eval name_above(0, -0.5, 2, "X  (1×2)")
eval name_above(3, 0, 3, "W_1  (2×3)")
eval name_above(7, -0.5, 3, "z_1 = X W_1  (1×3)")
eval operator(2, -0.5, "×")
eval operator(6, -0.5, "=")
eval frame(1, 0, -0.5, 1, 2, green)
eval frame(2, 3, 0, 2, 1, green)
eval frame(3, 7, -0.5, 1, 1, green)
set label "row 1 of X  with  column 1 of W_1  gives  the first entry of z_1" at 4.5,-1.95 center tc rgb green

eval "plot ".tiles("X", 2, 0, -0.5).", ".tiles("W1", 3, 3, 0).", ".tiles("z1", 3, 7, -0.5)
