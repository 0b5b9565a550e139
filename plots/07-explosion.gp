# The turn of the Loss on a linear axis: how the Loss and its two parts have changed since epoch 91,000.
wide = 640; tall = 480; size = 16
load 'plots/style.gp'

table = traces.'/07-diagnosis/explosion.txt'
turn = 91000; last = 99000
at_epoch(x, c) = real(system(sprintf("awk '$1 == %d { print $%d }' %s", x, c, table)))
Loss = at_epoch(turn, 2); data = at_epoch(turn, 3); ridge = at_epoch(turn, 8)
share = 100*(at_epoch(last, 3) - data)/(at_epoch(last, 2) - Loss)

set title sprintf("First the answers get worse, then the price runs away:\nto epoch %s, %.0f %% of the rise is the data's", thousands(last), share)
set xrange [84000:101600]; set yrange [-0.012:0.072]
set xtics ("85,000" 85000, "91,000" 91000, "95,000" 95000, "99,000" 99000)
set ytics 0.02 format "%+.2f"
set xlabel "epoch"; set ylabel "change since epoch 91,000"
set arrow from turn, graph 0 to turn, graph 1 nohead dt 3 lw 1.5 lc rgb ink
set arrow from last, graph 0 to last, graph 1 nohead dt 3 lw 1.5 lc rgb ink
set label "the Loss is lowest " at turn, graph 0.96 right tc rgb ink
set label "full line: the Loss" at 84500,0.048 left tc rgb ink
set label "dashes: its data part" at 84500,0.040 left tc rgb blue
set label "dots: its ridge part" at 84500,0.032 left tc rgb dark_vermilion
plot table using 1:($2 - Loss) with lines lw 3 lc rgb ink, \
     table using 1:($3 - data) with lines lw 3 dt (12,5) lc rgb blue, \
     table using 1:($8 - ridge) with lines lw 3 dt (3,3) lc rgb vermilion
