# The sigmoid and its derivative, with the worked example's sums on the curve.
load 'plots/style.gp'

set xrange [-4:4]; set yrange [0:1.08]
set xlabel "weighted sum z"; set ylabel "answer"
set xtics 1; set ytics 0.25
set samples 400
sigmoid(z) = 1 / (1 + exp(-z))
set title "The curve is steepest where a unit is least decided"
set label "sigmoid(z)" at 2.6,0.87 tc rgb ink
set label "its derivative, at most 1/4" at 1.45,0.21 tc rgb orange

point(name, k) = sprintf("'%s' index '%s ' using (column(%d)):(sigmoid(column(%d)))", trace, name, k, k)
drop(name, k)  = sprintf("'%s' index '%s ' using (column(%d)):(0):(0):(sigmoid(column(%d))) with vectors nohead dt 3 lc rgb '%s'", trace, name, k, k, grey)
mark(name, k, colour, shape) = point(name, k).sprintf(" with points pt %d ps 1.2 lc rgb '%s'", shape, colour)
say(name, k, text, colour, dx, dy) = point(name, k).sprintf(":('%s') with labels left offset %g,%g tc rgb '%s'", text, dx, dy, colour)

eval "plot sigmoid(x) lw 3 lc rgb ink, sigmoid(x)*(1-sigmoid(x)) lw 3 lc rgb orange, " \
    .drop("z1", 1).", ".drop("z1", 2).", ".drop("z1", 3).", ".drop("z2", 1).", ".drop("z2", 2).", " \
    .mark("z1", 1, green, 7).", ".mark("z1", 2, green, 7).", ".mark("z1", 3, green, 7).", " \
    .mark("z2", 1, purple, 9).", ".mark("z2", 2, purple, 9).", " \
    .say("z1", 1, "z_{11}", green, -4.5, 0.6).", ".say("z1", 2, "z_{12}", green, -4.5, 0.6).", ".say("z1", 3, "z_{13}", green, 1, -0.2).", " \
    .say("z2", 1, "z_{21}", purple, -4.5, 0.6).", ".say("z2", 2, "z_{22}", purple, 1, -0.7)
