# The network as initialised: what it is given, its weights, its sums and answers, its labels.
wide = 640; tall = 500; size = 17
load 'plots/style.gp'

file = traces.'/02-sigmoid.trace'
eval reach("W1", 3); eval reach("W2", 2)
set title "Every weight is an edge: blue holds back, orange pushes on"
input_y(i) = 4.15 - 1.5*i; hidden_y(j) = 5.1 - 1.3*j; output_y(k) = 4.15 - 1.5*k

# Blue to white to vermilion would be lost in white: an edge is blue or vermilion, its width the size.
edge(n, x1, y1, x2, y2, w) = sprintf("set arrow %d from %g,%g to %g,%g nohead back lw %g lc rgb '%s'", \
    n, x1, y1, x2, y2, 1 + 8*abs(w)/limit, w < 0 ? blue : vermilion)
weight(x1, y1, x2, y2, part, w) = sprintf("set label '%.2f' at %g,%g center front boxed font ',%g' tc rgb ink", \
    w, x1 + part*(x2 - x1), y1 + part*(y2 - y1), size - 1)
node(n, x, y, r) = sprintf("set object %d circle at %g,%g size %g fs solid border rgb '%s' fc rgb '#FFFFFF' lw 2 front", n, x, y, r, grey)
crossing(i, j) = (i == 1 && j == 3) || (i == 2 && j == 1) # its number stands beyond the crossing
set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 0.4,0.3

do for [i=1:2] {
    do for [j=1:3] {
        eval take("w", "W1", i, j)
        eval edge(10*i + j, 0.2, input_y(i), 2.7, hidden_y(j), w)
        eval weight(0.2, input_y(i), 2.7, hidden_y(j), crossing(i, j) ? 0.7 : 0.38, w)
    }
}
do for [j=1:3] {
    do for [k=1:2] {
        eval take("w", "W2", j, k)
        eval edge(30 + 10*j + k, 2.7, hidden_y(j), 5.3, output_y(k), w)
        eval weight(2.7, hidden_y(j), 5.3, output_y(k), crossing(k, j) ? 0.3 : 0.6, w)
    }
}
inside(x, y, words) = sprintf("set label \"%s\" at %g,%g center front tc rgb ink", words, x, y)
do for [i=1:2] {
    eval take("a", "X", 1, i); eval node(i, 0, input_y(i), 0.36); eval inside(0, input_y(i), sprintf("%.2f", a))
    eval take("a", "z2", 1, i); eval take("b", "h2", 1, i); eval node(10 + i, 5.1, output_y(i), 0.47)
    eval inside(5.1, output_y(i) + 0.14, sprintf("%.2f\\n%.2f", a, b))
    eval take("a", "Y", 1, i); eval inside(6.35, output_y(i), sprintf("%g", a))
}
do for [j=1:3] {
    eval take("a", "z1", 1, j); eval take("b", "h1", 1, j); eval node(20 + j, 2.7, hidden_y(j), 0.47)
    eval inside(2.7, hidden_y(j) + 0.14, sprintf("%.2f\\n%.2f", a, b))
}
set label "X" at 0,4.45 center tc rgb ink; set label "Y" at 6.35,4.45 center tc rgb ink
set label "z_1, then h_1" at 2.7,4.45 center tc rgb ink; set label "z_2, then h_2" at 5.1,4.45 center tc rgb ink
set label "blue and − : below zero     orange: above     wide: large" at 3.1,0.25 center tc rgb ink
eval plane(-0.5, 6.75, 0, 4.7) # last: a range would also hold for what is read
plot NaN
