# The XOR set, with the worked example's row marked, and straight lines that fail to separate its classes.
wide = 640; tall = 640; size = 17
load 'plots/style.gp'

file = traces.'/01-data.trace'
stats file index 'X ' using 1 nooutput name "x"
array class[x_records]
stats file index 'Y ' using (class[int($0) + 1] = $2) nooutput

# What a line gets right: one side called class 0, the other class 1, whichever way is better.
right(a, b, c) = sprintf("stats file index 'X ' using (((%g)*$1 + (%g)*$2 > %g) == (class[int($0)+1] == 1)) nooutput; " \
    ."percent = 100*(STATS_mean > 0.5 ? STATS_mean : 1 - STATS_mean)", a, b, c)
# The best of many shifts of one line: eval shifted("level", 0, 1) sets level and level_at.
shifted(name, a, b) = sprintf("%s = 0; do for [k=-20:20] { eval right(%g, %g, k / 10.0); ", name, a, b) \
    .sprintf("if (percent > %s) { %s = percent; %s_at = k / 10.0 } }", name, name, name)
eval shifted("upright", 1, 0); eval shifted("level", 0, 1); eval shifted("slanted", 1, 1)

set title "No straight line separates the two classes"
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
    set label sprintf("upright %.0f %%", upright) at upright_at+0.3,2.5
    set label sprintf("level %.0f %%", level) at -3.3,level_at-0.5
    set label sprintf("slanted %.0f %%", slanted) at 2.1,slanted_at-1.3
} else {
    set label sprintf("%.0f %% right", upright) at upright_at,2.75 center front boxed tc rgb ink
    set label sprintf("%.0f %% right", level) at 2.65,level_at center front boxed tc rgb ink
    set label sprintf("%.0f %% right", slanted) at -2.8,slanted_at + 2.8 center front boxed tc rgb ink
}
if (!text) { # where the signs change
    set arrow from 0,-3.4 to 0,3.4 nohead lw 1 lc rgb grey
    set arrow from -3.4,0 to 3.4,0 nohead lw 1 lc rgb grey
}
set arrow from upright_at,-3.4 to upright_at,3.4 nohead lw 3 lc rgb ink
set arrow from -3.4,level_at to 3.4,level_at nohead lw 3 lc rgb ink
set arrow from -3.4,slanted_at+3.4 to slanted_at+3.4,-3.4 nohead lw 3 lc rgb ink

eval take("x", "X", 1, 1); eval take("y", "X", 1, 2)
if (text) {
    set label "our observation" at x,y+0.5 center
} else {
    set object circle at x,y size 0.13 fs empty border rgb ink lw 2 front
    set label "our observation" at 3.3,y+1.6 right front tc rgb ink
    set arrow from 2.75,y+1.35 to x+0.12,y+0.17 lw 1.5 lc rgb ink front
}
if (text) {
    plot file index 'X ' using 1:(class[int($0)+1] == 0 ? $2 : NaN) with points pt "o", \
         file index 'X ' using 1:(class[int($0)+1] == 1 ? $2 : NaN) with points pt "+"
} else {
    plot file index 'X ' using 1:(class[int($0)+1] == 0 ? $2 : NaN) with points pt 7 ps 0.6 lc rgb blue, \
         file index 'X ' using 1:(class[int($0)+1] == 1 ? $2 : NaN) with points pt 9 ps 0.8 lc rgb vermilion
}
