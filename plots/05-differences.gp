# Finite differences: how far they are from dLoss/dW1, against the step e.
wide = 640; tall = 480; size = 17
load 'plots/style.gp'

file = traces.'/05-differences.trace'
eval take("e", "chosen", 1, 1); eval take("apart", "chosen", 1, 2)
set logscale xy
set xrange [3e-13:0.5]; set yrange [2e-13:1e-3]
set format "10^{%T}"; if (text) { set format "1e%T" }
set xtics 1e-12,100; set ytics 1e-12,100; unset mxtics; unset mytics
set xlabel "step e"; set ylabel (text ? "" : "largest error")
set title (text ? "The error is lowest near the chosen e: below, rounding; above, the bend" \
                : "Too small a step is as bad as too large a one")
set label 1 "rounding:\nsmall e,\nlarge error" at 1e-12,3e-9 left tc rgb ink
set label 2 "truncation:\nthe curve bends" at 8e-3,2e-10 center tc rgb ink
set label 3 (text ? sprintf("chosen: e = %.1e, error %.1e", e, apart) : "chosen: e = ".power(e).",\n"."error ".power(apart)) \
    at e,2e-5 center tc rgb ink
set arrow from e,(text ? 6e-6 : 1e-6) to e,3*apart lc rgb ink
if (text) {
    plot file index 'differences ' using 1:2 with points pt "*", \
         file index 'chosen ' using 1:2 with points pt "O"
} else {
    plot file index 'differences ' using 1:2 with linespoints lw 2 pt 7 ps 0.5 lc rgb blue, \
         file index 'chosen ' using 1:2 with points pt 6 ps 2 lw 3 lc rgb vermilion
}
