# The lowest Loss and the overflow against the learning rate: rate times epoch is constant.
wide = 640; tall = 460; size = 16
load 'plots/style.gp'

table = traces.'/07-diagnosis/learning-rate.txt'
stats table using 5 nooutput name "Turn"
stats table using 6 nooutput name "Over"
stats table using 1:4 nooutput name "R"

set title sprintf("A tenth of the rate only takes ten times as long:\nrate × epoch of the overflow is always near %.0f", Over_mean)
set logscale xy
set xrange [0.6*R_min_x:1.7*R_max_x]; set yrange [0.45*R_min_y:2.5*R_max_y]
set xlabel "learning rate"; set ylabel "epoch"
set ytics ()
do for [n in "3000 10000 30000 100000 300000"] { set ytics add (thousands(n) n) }
unset mytics; unset mxtics
set xtics () ; set xtics scale 0.5
do for [rate in system("awk '!/^#/ { print $1 }' ".table)] { set xtics add (rate rate + 0) }

third = system("awk '!/^#/ { print $1 }' ".table." | sort -g | sed -n 2p") + 0
set label sprintf("first Loss that is not finite:\nrate × epoch from %.1f to %.1f", Over_min, Over_max) \
    at third*1.35, Over_mean/third*1.8 tc rgb dark_vermilion
set label sprintf("lowest Loss:\nrate × epoch from %.1f to %.1f", Turn_min, Turn_max) \
    at graph 0.04, graph 0.24 tc rgb blue

plot Over_mean/x with lines lw 1.5 dt 2 lc rgb vermilion, \
     Turn_mean/x with lines lw 1.5 lc rgb blue, \
     table using 1:4 with points pt 9 ps 0.9 lc rgb vermilion, \
     table using 1:3 with points pt 7 ps 0.7 lc rgb blue
