# The Loss that explodes, taken apart: the data's part and the ridge's, on a logarithmic axis.
wide = 880; tall = 460
load 'plots/style.gp'

table = trace[:strlen(trace)-6]."/explosion.txt"
set title "The ridge's term explodes; the gradient of the data does not"
set logscale y
set format y "10^{%T}"
set xrange [0:126000]; set yrange [0.003:1e5]
set xtics ("0" 0, "20 000" 20000, "40 000" 40000, "60 000" 60000, "80 000" 80000, "100 000" 100000)
set xlabel "epoch (hidden 50, rows 50, lr 0.003, lambda 0.0001)"
set ylabel "Loss, and lengths of gradients"

set label "length of the\nridge's term" at 104000,2000 tc rgb vermilion
set label "Loss" at 104000,0.8 tc rgb blue
set label "its data part" at 104000,0.25 tc rgb sky
set label "length of the\ngradient of\nthe data" at 104000,0.07 tc rgb purple

# The last lines leave the page: what is above it is cut where it leaves.
plot table using 1:($4) with lines lw 3 lc rgb purple, \
     table using 1:($5 < 1e40 ? $5 : 1/0) with lines lw 3 lc rgb vermilion, \
     table using 1:($2 < 1e40 ? $2 : 1/0) with lines lw 3 lc rgb blue, \
     table using 1:($3) with lines lw 2 dt 2 lc rgb sky
