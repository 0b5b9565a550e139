# How many mirrored rows networks have right, without a bias and with one.
wide = 640; tall = 480; size = 15
load 'plots/style.gp'

folder = traces.'/08-bias/'
random = folder.'random-right.txt'; trained = folder.'bias.txt'; hand = folder.'by-hand.txt'
only(bias) = sprintf("< awk '$1 == \"%s\"' %s", bias, random)
stats only("no") using 2 nooutput name "N"
stats only("yes") using 2 nooutput name "Y"
stats trained using 3 nooutput name "T"
stats trained using 6 nooutput name "B"

set title "Without a bias no network gets past 75 %;\nwith one, training does" offset -8,0
set xrange [25:104]; set yrange [-0.6:6.2]
set xlabel "right answers on mirrored rows, %"
unset ylabel
set grid noytics
set border 1
set ytics scale 0 (thousands(N_records)." random networks" 0, sprintf("%d trained on 300 rows", T_records) 1, \
    sprintf("%d trained on mirrored rows", T_records) 2, "set by hand" 3, \
    thousands(Y_records)." random networks" 4.4, sprintf("%d trained on 300 rows", B_records) 5.4)
set label "without a bias" at 26,3.6 tc rgb blue
set label "with a bias" at 26,6 tc rgb dark_vermilion
set arrow from 75, graph 0 to 75, graph 1 nohead lw 2 dt 2 lc rgb ink back
set label "the ceiling:\n75 %" at 75,1.6 left offset 0.7,0 tc rgb ink

# Networks of one kind are spread over a band, so that each is seen.
spread(y) = y + 0.56 * (($0 * 0.61803) - floor($0 * 0.61803) - 0.5)
plot only("no") using 2:(spread(0)) with points pt 6 ps 0.3 lc rgb blue, \
     trained using 3:(spread(1)) with points pt 6 ps 0.7 lw 1.5 lc rgb blue, \
     trained using 4:(spread(2)) with points pt 6 ps 0.7 lw 1.5 lc rgb blue, \
     hand using 2:(3) with points pt 7 ps 1.1 lc rgb blue, \
     only("yes") using 2:(spread(4.4)) with points pt 8 ps 0.3 lc rgb vermilion, \
     trained using 6:(spread(5.4)) with points pt 9 ps 0.7 lc rgb vermilion
