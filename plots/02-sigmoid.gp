# The sigmoid and its derivative, with the worked example's sums on both curves.
wide = 640; tall = 500; size = 17
load 'plots/style.gp'

file = traces.'/02-sigmoid.trace'
eval network
if (too_large(hidden, outputs, 1, 1)) { eval apology; exit }

# The sums of the first row in rising order: z[i], and whose it is.
count = hidden + outputs
array z[count]; array whose[count]
largest = 2
do for [k=1:count] {
    eval take("a", k > hidden ? "z2" : "z1", 1, k > hidden ? k - hidden : k)
    largest = larger(largest, abs(a))
    i = k
    while (i > 1 && (i > 1 ? z[i-1] > a : 0)) { z[i] = z[i-1]; whose[i] = whose[i-1]; i = i - 1 }
    z[i] = a; whose[i] = k
}

set xrange [-larger(4, ceil(1.25*largest + 1.2)):larger(4, ceil(1.25*largest + 1.2))]; set yrange [0:1.08]
set xlabel "weighted sum z"; set ytics 0.25; set samples 400
if (largest <= 4) { set xtics 1 }
sigmoid(z) = 1 / (1 + exp(-z))
slope(z) = sigmoid(z) * (1 - sigmoid(z))
set title "The curve is steepest at z = 0"
side = text ? "left" : "right"
set label "sigmoid(z): the answer" at 1.4,(text ? 0.65 : 0.95) @side tc rgb ink
set label "its slope" at 1.7,(text ? 0.22 : 0.23) left tc rgb ink
if (!text) {
    set label "● the hidden units' z_1" at graph 0.0125,first 0.80 left tc rgb dark_green
    set label "▲ the outputs' z_2" at graph 0.0125,first 0.70 left tc rgb dark_purple
}
at(f, name, k) = sprintf("'%s' index '%s ' using (column(%d)):(%s(column(%d))) every ::0::0", file, name, k, f, k)
mark(f, name, k, shape, colour) = at(f, name, k).(text ? sprintf(" with points pt '%d'", k) \
    : sprintf(" with points pt %d ps 1.3 lc rgb '%s'", shape, colour))
all = text ? "sigmoid(x) with lines, slope(x) with lines" : "sigmoid(x) lw 3 lc rgb ink, slope(x) lw 3 lc rgb orange"
do for [f in "sigmoid slope"] {
    do for [k=1:hidden] { all = all.", ".mark(f, "z1", k, 7, green) }
    do for [k=1:outputs] { all = all.", ".mark(f, "z2", k, 9, purple) }
}

# A name stands to the left of the curve, above, or to its right, below: to the right from 0 on, but
# two names that are close to each other stand on both sides.
array right_of[count]
do for [i=1:count] {
    close = i == 1 ? 0 : z[i] - z[i-1] < 0.5
    right_of[i] = z[i] > 2 || (close ? !right_of[i-1] : z[i] > 0)
}
named(i) = whose[i] > hidden ? sprintf("output %d", whose[i] - hidden) : sprintf("hidden %d", whose[i])
if (!text) {
    high = 0; low = 1
    do for [i=1:count] {
        if (!right_of[i]) {
            high = larger(sigmoid(z[i]) + 0.025, high + 0.055)
            set label named(i) at z[i],high right offset -0.8,0 tc rgb ink
        }
    }
    do for [i=count:1:-1] {
        if (right_of[i]) {
            low = sigmoid(z[i]) - 0.025 < low - 0.055 ? sigmoid(z[i]) - 0.025 : low - 0.055
            set label named(i) at z[i],low left offset 0.8,0 tc rgb ink
        }
    }
}
eval "plot ".all
