# The XOR set, and why no straight line parts its classes.
wide = 640; tall = 640; size = 17
load 'plots/style.gp'

file = traces.'/01-data.trace'
stats file index 'X ' using 1 nooutput name "x"
array class[x_records]
stats file index 'Y ' using (class[int($0) + 1] = $2) nooutput

# What a line gets right: one side called class 0, the other class 1, whichever way is better.
right(a, b, c) = sprintf("stats file index 'X ' using (((%g)*$1 + (%g)*$2 > %g) == (class[int($0)+1] == 1)) nooutput; " \
    ."percent = 100*(STATS_mean > 0.5 ? STATS_mean : 1 - STATS_mean)", a, b, c)
eval right(1, 0, 0); upright = percent
eval right(0, 1, 0); level = percent
slanted = 0; shift = 0 # the best of many shifts
do for [k=-20:20] {
    eval right(1, 1, k / 10.0)
    if (percent > slanted) { slanted = percent; shift = k / 10.0 }
}
best = slanted > upright ? slanted : upright
best = level > best ? level : best

set title sprintf(text ? "Of three straight lines the best gets %.0f %% right" : "No line parts them: the best of three gets %.0f %%", best)
set xrange [-3.4:3.4]; set yrange [-3.4:3.4]
set xtics 1; set ytics 1; set xlabel "first input"; set ylabel (text ? "" : "second input")
if (!text) {
    set size ratio 1
    do for [k=1:4] { set object k rectangle from 0,0 to (k < 3 ? 3.4 : -3.4),(k % 2 ? 3.4 : -3.4) fs solid noborder \
        fc rgb (k == 1 || k == 4 ? "#E3EFF7" : "#FBEADF") behind }
    set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 1,1
}
set label "class 0: same signs" at 3.3,3.1 right tc rgb ink
set label "class 0" at (text ? -2.2 : -3.3),-3.1 left tc rgb ink
set label "class 1: signs differ" at (text ? -2.2 : -3.3),3.1 left tc rgb ink
set label "class 1" at (text ? 1.6 : 3.3),(text ? -3.1 : -2.5) right tc rgb ink # the slanted line ends below
if (text) {
    set label sprintf("upright %.0f %%", upright) at 0.3,2.5
    set label sprintf("level %.0f %%", level) at -3.3,-0.5
    set label sprintf("slanted %.0f %%", slanted) at 2.1,shift-1.3
} else {
    set label sprintf("%.0f %%", upright) at 0,2.75 center front boxed tc rgb ink
    set label sprintf("%.0f %%", level) at 2.9,0 center front boxed tc rgb ink
    set label sprintf("%.0f %%", slanted) at -2.8,shift + 2.8 center front boxed tc rgb ink
}
set arrow from 0,-3.4 to 0,3.4 nohead lw 3 lc rgb ink
set arrow from -3.4,0 to 3.4,0 nohead lw 3 lc rgb ink
set arrow from -3.4,shift+3.4 to shift+3.4,-3.4 nohead lw 3 lc rgb ink

if (text) {
    plot file index 'X ' using 1:(class[int($0)+1] == 0 ? $2 : NaN) with points pt "o", \
         file index 'X ' using 1:(class[int($0)+1] == 1 ? $2 : NaN) with points pt "+"
} else {
    plot file index 'X ' using 1:(class[int($0)+1] == 0 ? $2 : NaN) with points pt 7 ps 0.6 lc rgb blue, \
         file index 'X ' using 1:(class[int($0)+1] == 1 ? $2 : NaN) with points pt 9 ps 0.8 lc rgb vermilion
}
