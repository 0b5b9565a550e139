# The forward step as matrices.  A product stands where its two factors cross: what it is made
# of is the row to its left and the column above it.  A bias stands above the sum that it is added to.
wide = 640; size = 17; digits = 2
load 'plots/style.gp'

file = traces.'/02-sigmoid.trace'
eval network
if (too_large(inputs, hidden, outputs, observations)) { eval apology; exit }
do for [name in "X W1 z1 h1 W2 z2 h2"] { eval reach(name, columns(name)) }
if (bias) { eval reach("b1", hidden); eval reach("b2", outputs) }

# Left to right X, W1 and what it makes, W2 and what it makes; from W1's first row, at 0, down to h2.
# A column of names needs the width of two or three tiles.
across1 = larger(inputs, 2) + 1
across2 = across1 + larger(hidden, 3) + 0.9
room = across2 + larger(outputs, 2) - 0.4
at_W1 = across1 + (larger(hidden, 3) - hidden) / 2.0
at_W2 = across2 + (larger(outputs, 2) - outputs) / 2.0
down_b1 = -inputs - 0.7
down_z1 = down_b1 - 2*bias
down_h1 = down_z1 - observations - 1
down_b2 = down_h1 + 2*bias
down_W2 = down_b2 + hidden + 0.9
down_h2 = down_h1 - observations - 1
down_sum = down_h1 - 0.4
bottom = down_sum - 0.55*(inputs + bias + 2)
if (bottom > down_h2 - observations + 0.4) { bottom = down_h2 - observations + 0.4 }
top = larger(down_W2, 0) + 1.2
wide = int(640 + 69*(room - 8.5)); tall = int(600 + 64*(top - bottom - 8.5)); eval page

set title "A row times a column is a sum; its sigmoid is the answer"
size_of(r, c) = sprintf(" (%d×%d)", r, c)
plus(l) = bias ? sprintf(" + b_%d", l) : ""
eval name_above(across1 - 1 - inputs, down_z1, inputs, "X".size_of(observations, inputs))
eval name_above(at_W1, 0, hidden, "W_1".size_of(inputs, hidden))
eval name_above(at_W1, down_z1, hidden, "z_1 = X W_1".plus(1).size_of(observations, hidden))
eval name_above(at_W1, down_h1, hidden, "h_1 = sigmoid(z_1)")
eval name_above(at_W2, down_W2, outputs, "W_2".size_of(hidden, outputs))
eval name_above(at_W2, down_h1, outputs, "z_2 = h_1 W_2".plus(2))
eval name_above(at_W2, down_h2, outputs, "h_2 = sigmoid(z_2)")
eval frame(1, across1 - 1 - inputs, down_z1, 1, inputs, ink); eval frame(2, at_W1, 0, inputs, 1, ink); eval frame(3, at_W1, down_z1, 1, 1, ink)
all = "plot ".tiles("X", inputs, across1 - 1 - inputs, down_z1).", ".tiles("W1", hidden, at_W1, 0) \
    .", ".tiles("z1", hidden, at_W1, down_z1).", ".tiles("h1", hidden, at_W1, down_h1) \
    .", ".tiles("W2", outputs, at_W2, down_W2).", ".tiles("z2", outputs, at_W2, down_h1).", ".tiles("h2", outputs, at_W2, down_h2)
if (bias) {
    eval name_above(at_W1, down_b1, hidden, "b_1".size_of(1, hidden))
    eval name_above(at_W2, down_b2, outputs, "b_2".size_of(1, outputs))
    eval frame(4, at_W1, down_b1, 1, 1, ink)
    all = all.", ".tiles("b1", hidden, at_W1, down_b1).", ".tiles("b2", outputs, at_W2, down_b2)
}

line = down_sum
write(words) = sprintf("set label '%s' at -0.5,%g left tc rgb ink; line = line - 0.55", words, line)
eval write("the framed sum:")
do for [i=1:inputs] {
    eval take("x", "X", 1, i); eval take("w", "W1", i, 1)
    eval write(sprintf("%s%s × %s", i == 1 ? "    " : "+ ", number(x, 2), w < 0 ? "(".number(w, 2).")" : number(w, 2)))
}
if (bias) { eval take("b", "b1", 1, 1); eval write("+ ".number(b, 2)) }
eval take("s", "z1", 1, 1); eval write("= ".number(s, 2))
eval sign_key(20, across1 + 1, bottom + 0.55)
eval plane(-0.7, room, bottom, top) # last: a range would also hold for what is read
eval all
