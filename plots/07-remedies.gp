# Every remedy of the article under its gradient and under the exact one: the lowest Loss, and the last.
wide = 640; tall = 850; size = 16
load 'plots/style.gp'

folder = traces.'/07-diagnosis/'
# The settings in words.
words = "sed " \
    ."-e 's/^ridge=0.0001/no_remedy/' -e 's/^ridge=/ridge,_lambda_/' -e 's/^l1=/L1,_/' -e 's/^clip=/clipped_to_length_/' " \
    ."-e 's/^step:0.5:\\([0-9]*\\)000 /rate_halved_each_\\1,000 /' -e 's/^inverse:\\([0-9]*\\)000 /rate_÷_(1+epoch\\/\\1,000) /' " \
    ."-e 's/^batch=\\([0-9]*\\)/minibatches_of_\\1/' -e 's/^hidden=\\([0-9]*\\)/\\1_hidden_units/'"
spaced(s) = system("echo '".s."' | tr _ ' '")
# Setting, lowest Loss, epoch of the overflow or none, last Loss: the tables have them in other
# columns.  The settings without a remedy stand in several tables; the first one is kept.
rows(g) = "< cd ".folder." && (" \
    ."awk '$2 == \"".g."\" { print \"ridge=\" $1, $3, $5, $6 }' stronger.txt; " \
    ."awk '$2 == \"".g."\" && $1 != \"constant\" { print $1, $3, $4, $6 }' decay.txt; " \
    ."awk '$2 == \"".g."\" && $1 !~ /^(none|batch=50|hidden=50)$/ { print $1, $3, $5, $6 }' l1.txt clip.txt minibatch.txt width.txt) | ".words
stats rows("article") using 2 nooutput name "A"
stats rows("exact") using 2 nooutput name "E"
overflows(g) = int(system(rows(g)[3:]." | awk '$3 != \"none\"' | wc -l"))
left = (A_min < E_min ? A_min : E_min); edge = A_max + 0.1*(A_max - left)
broke = overflows("exact")

# How long they were trained, and how fast: a run of a constant rate says both.
epochs = 1 + system("awk '$2 == \"exact\" { print $4 }' ".folder."width.txt | sort -n | tail -n 1")
lr = system("awk '$1 == \"constant\" && $2 == \"exact\" { print $5 }' ".folder."decay.txt") / epochs

set label sprintf("No remedy mends the article's gradient: %d of %d runs overflow;\nwith the exact one %s", \
    overflows("article"), A_records, broke == 0 ? "none does" : sprintf("%d do", broke)) \
    at screen 0.5, screen 0.967 center font sprintf(",%g", size + 3) tc rgb ink
set tmargin at screen 0.755; set bmargin at screen 0.09; set lmargin at screen 0.37; set rmargin at screen 0.72
set xrange [left - 0.05*(edge - left):edge]; set yrange [A_records - 0.4:-0.6]
set xtics 0.02*ceil((edge - left)/0.02/7)
set xlabel "Loss"; set format x "%.2f"
set border 1
set ytics scale 0
y_of(n) = 0.885 - 0.029*n
about(n, words) = sprintf("set label \"%s\" at screen 0.1, screen %g left tc rgb ink", words, y_of(n))
eval about(0, sprintf("%s updates at lr %g, or sooner if it overflows", thousands(epochs), lr))
eval about(1, "the exact gradient, times the rows: the last Loss")
set label "" at screen 0.07, screen y_of(1) point pt 7 ps 0.75 lc rgb purple
eval about(2, "the article's gradient: the lowest Loss, an arrow to the last,")
set label "" at screen 0.07, screen y_of(2) point pt 6 ps 1.1 lw 2 lc rgb vermilion
eval about(3, "and at the right the last, or the epoch of the overflow")

stays(last, lowest) = last - lowest < 0.01*(edge - left) # too near for an arrow
number(x) = x < 1 ? sprintf("%.4f", x) : x < 1000 ? sprintf("%.2f", x) : power(x)
ending(over, last, lowest) = over ne "none" ? "overflow at ".thousands(int(over)) : number(last).(stays(last, lowest) ? ", its lowest" : "")
far(over, last) = over ne "none" || last > edge ? edge : last
plot rows("exact") using 4:0 with points pt 7 ps 0.75 lc rgb purple, \
     rows("article") using 2:0:(strcol(3) eq "none" && stays($4, $2) ? NaN : far(strcol(3), $4) - $2):(0) \
        with vectors head filled size graph 0.02,20 lw 1.5 lc rgb vermilion, \
     rows("article") using 2:0:ytic(spaced(strcol(1))) with points pt 6 ps 1.1 lw 2 lc rgb vermilion, \
     rows("article") using (edge):0:(ending(strcol(3), $4, $2)) with labels left offset 0.6,0 tc rgb dark_vermilion
