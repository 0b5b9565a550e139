# The Loss that explodes, taken apart: its two parts, the lengths of the weights and of both gradients.
wide = 640; tall = 600; size = 17
load 'plots/style.gp'

table = traces.'/07-diagnosis/explosion.txt'
top = 1e6
stats table using 1 nooutput name "L"
stats traces.'/07-diagnosis/gradient-check.txt' using 1 nooutput name "Check" # at the start and the least Loss
least = Check_max

set title "The ridge's part of the Loss explodes,\nthe data's does not"
set logscale y
set format y "10^{%T}"
set xrange [0:1.02*L_max]; set yrange [1e-5:top]
set ytics 100; unset mytics
set xtics ("0" 0)
do for [k=1:4] { set xtics add (thousands(25000*k) 25000*k) }
set xlabel "epoch"
set ylabel "Loss, and lengths of weights and gradients"

set arrow from least, graph 0 to least, graph 0.97 nohead dt 3 lw 1.5 lc rgb ink
set label sprintf("the Loss is least,\nat epoch %s ", thousands(least)) at least, graph 0.95 right offset -0.5,0 tc rgb ink

# Each name stands at an epoch, so much above its curve there.
name(x, column, up, side, words) = sprintf("set label \"%s\" at %g,%g %s tc rgb '%s'", words, x, up * at_epoch(x, column), side, colour)
at_epoch(x, c) = real(system(sprintf("awk '$1 == %d { print $%d }' %s", x, c, table)))
colour = ink;       eval name(10000, 9, 2.6, "left", "length of W1")
colour = dark_green; eval name(10000, 10, 0.55, "left", "length of W2")
colour = blue;      eval name(10000, 3, 0.42, "left", "Loss of the data")
colour = blue;      eval name(10000, 8, 4, "left", "Loss of the ridge")
colour = dark_vermilion; eval name(86000, 11, 2.6, "right", "the article's gradient")
colour = dark_purple; eval name(10000, 12, 0.4, "left", "the exact gradient, times the rows")

plot table using 1:($12 < top ? $12 : 1/0) with lines lw 3 dt (12,5) lc rgb purple, \
     table using 1:($11 < top ? $11 : 1/0) with lines lw 3 lc rgb vermilion, \
     table using 1:($9 < top ? $9 : 1/0) with lines lw 2 dt (8,4,2,4) lc rgb ink, \
     table using 1:10 with lines lw 2 dt (4,3) lc rgb green, \
     table using 1:($8 < top ? $8 : 1/0) with lines lw 3 dt (2,3) lc rgb blue, \
     table using 1:3 with lines lw 3 lc rgb blue
