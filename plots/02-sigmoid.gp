# The sigmoid and its derivative, with the worked example's sums on both curves.
wide = 640; tall = 500; size = 17
load 'plots/style.gp'

file = traces.'/02-sigmoid.trace'
set xrange [-4:4]; set yrange [0:1.08]
set xlabel "weighted sum z"; set xtics 1; set ytics 0.25; set samples 400
sigmoid(z) = 1 / (1 + exp(-z))
slope(z) = sigmoid(z) * (1 - sigmoid(z))
set title "Steepest where a unit is least decided"
side = text ? "left" : "right"
set label "sigmoid(z): the answer" at 1.4,(text ? 0.65 : 0.95) @side tc rgb ink
set label "its derivative" at 1.7,(text ? 0.22 : 0.23) left tc rgb ink
if (!text) {
    set label "● the hidden units' z_1" at -3.9,0.80 left tc rgb dark_green
    set label "▲ the outputs' z_2" at -3.9,0.70 left tc rgb dark_purple
}
at(f, name, k) = sprintf("'%s' index '%s ' using (column(%d)):(%s(column(%d)))", file, name, k, f, k)
mark(f, name, k, shape, colour) = at(f, name, k).(text ? sprintf(" with points pt '%d'", k) \
    : sprintf(" with points pt %d ps 1.3 lc rgb '%s'", shape, colour))
all = text ? "sigmoid(x) with lines, slope(x) with lines" : "sigmoid(x) lw 3 lc rgb ink, slope(x) lw 3 lc rgb orange"
do for [f in "sigmoid slope"] {
    do for [k=1:3] { all = all.", ".mark(f, "z1", k, 7, green) }
    do for [k=1:2] { all = all.", ".mark(f, "z2", k, 9, purple) }
}
unit(name, k, words, dx, dy) = at("sigmoid", name, k).sprintf(":('%s') with labels left offset %g,%g tc rgb ink", words, dx, dy)
if (!text) { all = all.", ".unit("z1", 1, "hidden 1", -7, 0.8).", ".unit("z1", 2, "hidden 2", 1, -0.3).", ".unit("z1", 3, "hidden 3", -7.5, 0.7) \
    .", ".unit("z2", 1, "output 1", -7.5, 0.6).", ".unit("z2", 2, "output 2", 1, -0.7) }
eval "plot ".all
