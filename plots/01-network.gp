# The network as initialised: what it is given, its weights, its labels.  Its sums and answers are 02-forward's.
wide = 640; size = 17
load 'plots/style.gp'

file = traces.'/02-sigmoid.trace'
eval network
if (too_large(inputs, hidden, outputs, 1)) { eval apology; exit }
eval reach("W1", hidden); eval reach("W2", outputs)

# The largest layer gives the height; a smaller one stands a little lower, so that fewer edges cross
# where a number is.
largest = larger(larger(inputs, hidden), outputs)
step(n) = n < 3 ? 1.5 : 1.3
top = largest < 3 ? 2.65 : 1.2 + 1.3*(largest - 1)
middle(n) = largest < 3 ? 1.9 : (1.2 + top)/2 - (n < largest ? 0.6 : 0)
place(n, i) = middle(n) + step(n)*((n + 1)/2.0 - i)
tall = int(500 + 94*(top - 3.8)); eval page

# Blue to white to vermilion would be lost in white: an edge is blue or vermilion, its width the size.
edge(x1, y1, x2, y2, w) = sprintf("set arrow from %g,%g to %g,%g nohead back lw %g lc rgb '%s'", \
    x1, y1, x2, y2, 1 + 8*abs(w)/limit, w < 0 ? blue : vermilion)
weight(x1, y1, x2, y2, part, w) = sprintf("set label '%s' at %g,%g center front boxed font ',%g' tc rgb ink", \
    number(w, 2), x1 + part*(x2 - x1), y1 + part*(y2 - y1), size - 1)
node(x, y, r) = sprintf("set object circle at %g,%g size %g fs solid border rgb '%s' fc rgb '#FFFFFF' lw 2 front", x, y, r, grey)
inside(x, y, words) = sprintf("set label \"%s\" at %g,%g center front tc rgb ink", words, x, y)
below(x, y, b) = sprintf("set label 'bias %s' at %g,%g center front boxed font ',%g' tc rgb ink", number(b, 2), x, y - 0.63, size - 2)
set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 0.4,0.3

# Is a number that stands at this part of the edge from i to j away from all other edges?
clear(n, m, i, j, part) = (sum [k=0:n*m-1] (k == m*(i-1) + j-1 ? 0 : abs((1-part)*(place(n,k/m+1) - place(n,i)) \
    + part*(place(m,k%m+1) - place(m,j))) < 0.25)) == 0
# The first of these parts where it is; 0 in a crowd, where the width of the edge has to say it.
choose(n, m, i, j, parts) = parts eq "" ? 0 : clear(n, m, i, j, word(parts, 1) + 0) ? word(parts, 1) + 0 \
    : choose(n, m, i, j, parts[strlen(word(parts, 1)) + 2:])
layer(name, n, m, x1, x2, parts) = sprintf("do for [i=1:%d] { do for [j=1:%d] { eval take('w', '%s', i, j); ", n, m, name) \
    .sprintf("eval edge(%g, place(%d,i), %g, place(%d,j), w); ", x1, n, x2, m) \
    .sprintf("part = choose(%d,%d,i,j,'%s'); if (part) { eval weight(%g, place(%d,i), %g, place(%d,j), part, w) } } }", n, m, parts, x1, n, x2, m)
eval layer("W1", inputs, hidden, 0.2, 2.7, "0.38 0.7 0.28 0.48 0.6")
eval layer("W2", hidden, outputs, 2.7, 5.3, "0.6 0.3 0.7 0.5 0.4")

do for [i=1:inputs] {
    eval take("a", "X", 1, i); eval node(0, place(inputs, i), 0.36); eval inside(0, place(inputs, i), number(a, 2))
}
units(l, n, x) = sprintf("do for [i=1:%d] { eval node(%g, place(%d,i), 0.36); eval inside(%g, place(%d,i), sprintf('%%d', i)); ", n, x, n, x, n) \
    .sprintf("if (bias) { eval take('a', 'b%d', 1, i); eval below(%g, place(%d,i), a) } }", l, x, n)
eval units(1, hidden, 2.7)
eval units(2, outputs, 5.1)
do for [i=1:outputs] { eval take("a", "Y", 1, i); eval inside(6.35, place(outputs, i), sprintf("%g", a)) }

set title "Every line carries a weight: blue below zero, orange above"
set label (observations > 1 ? "inputs X, row 1" : "inputs X") at 0,top+0.65 center tc rgb ink; set label "label Y" at 6.35,top+0.65 center tc rgb ink
set label "hidden units" at 2.7,top+0.65 center tc rgb ink; set label "outputs" at 5.1,top+0.65 center tc rgb ink
set label "the wider the line, the farther its weight is from zero" at 3.1,(bias ? 0.12 : 0.25) center tc rgb ink
eval plane(-0.5, 6.75, 0, top + 0.9) # last: a range would also hold for what is read
plot NaN
