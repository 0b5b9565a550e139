# How long an epoch takes, against its size.  `make bench` measures and draws.
#     gnuplot -e "out='build/plots/bench.svg'; table='build/bench/bench.tsv'" plots/bench.gp
wide = 880; tall = 480
load 'plots/style.gp'

set datafile missing "0"
set logscale xy
set xrange [2:8e7]; set yrange [0.05:2e6]
set xlabel "rows x hidden units" offset 0,-0.8; set bmargin 5; set ylabel "time per epoch"
set xtics ("1 x 3" 3, "50 x 10" 500, "\n50 x 50" 2500, "300 x 50" 15000, "4096 x 1024" 4194304) font ",11"
set ytics ("0.1 µs" 0.1, "1 µs" 1, "10 µs" 10, "100 µs" 100, "1 ms" 1e3, "10 ms" 1e4, "100 ms" 1e5, "1 s" 1e6)
set rmargin 4

stats table using 3 nooutput name "numpy"
stats table using 4 nooutput name "fann"
set title "From 50 x 10 on, an epoch takes time in proportion to rows x hidden"

curve(column, colour, width) = sprintf("'%s' using ($1*$2):%d with linespoints lw %g pt 7 ps 0.8 lc rgb '%s'", table, column, width, colour)
beside(column, colour, words, dy) = sprintf("'%s' using ($1*$2):%d:('%s') every ::4::4 with labels left offset 1.2,%g tc rgb '%s'", table, column, words, dy, colour)
all = curve(6, blue, 4).", ".curve(5, grey, 2).", ".beside(6, blue, "fast", -0.5).", ".beside(5, grey, "plain bricks", 0.4)
if (numpy_records > 0) all = all.", ".curve(3, vermilion, 3).", ".beside(3, vermilion, "NumPy", 0.5)
if (fann_records > 0) all = all.", ".curve(4, green, 3).", ".beside(4, green, "FANN", -0.4)
eval "plot ".all
