# Every remedy of the article under its gradient and under the exact one: the least Loss, and the last.
wide = 640; tall = 620; size = 14
load 'plots/style.gp'

folder = traces.'/07-diagnosis/'
# Setting, least Loss, epoch of the overflow or none, last Loss: the tables have them in other
# columns.  The settings without a remedy stand in several tables; the first one is kept.
rows(g) = "< cd ".folder." && (" \
    ."awk '$2 == \"".g."\" { print \"ridge=\" $1, $3, $5, $6 }' stronger.txt; " \
    ."awk '$2 == \"".g."\" && $1 != \"constant\" { print $1, $3, $4, $6 }' decay.txt; " \
    ."awk '$2 == \"".g."\" && $1 !~ /^(none|batch=50|hidden=50)$/ { print $1, $3, $5, $6 }' l1.txt clip.txt minibatch.txt width.txt)"
stats rows("article") using 2 nooutput name "A"
stats rows("exact") using 2 nooutput name "E"
overflows(g) = int(system(rows(g)[3:]." | awk '$3 != \"none\"' | wc -l"))
left = (A_min < E_min ? A_min : E_min); edge = A_max + 0.1*(A_max - left)
broke = overflows("exact")

set title sprintf("With the article's gradient %d of %d runs overflow;\nwith the exact one %s", \
    overflows("article"), A_records, broke == 0 ? "none does" : sprintf("%d do", broke)) offset -8,0
set xrange [left - 0.05*(edge - left):edge + 0.55*(edge - left)]; set yrange [A_records - 0.3:-2.1]
set xtics 0.02
set xlabel "Loss"
set grid noytics
set border 1
set ytics scale 0 font ",12"
set label "●  exact gradient, last Loss" at left,-1.6 tc rgb blue
set label "○  article's, least Loss; the arrow leads to the last" at left,-0.9 tc rgb vermilion

ending(over, last) = over eq "none" ? (last > edge ? sprintf("%.3g at the end", last) : "") : "overflow at epoch ".over
far(over, last) = over ne "none" || last > edge ? edge : last
plot rows("article") using 2:0:(far(strcol(3), $4) - $2):(0) with vectors head filled size graph 0.012,20 lw 1.5 lc rgb vermilion, \
     rows("article") using 2:0:ytic(1) with points pt 6 ps 0.75 lw 2 lc rgb vermilion, \
     rows("article") using (edge):0:(ending(strcol(3), $4)) with labels left offset 0.6,0 font ",12" tc rgb vermilion, \
     rows("exact") using 4:0 with points pt 7 ps 0.75 lc rgb blue
