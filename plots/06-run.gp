# One of the article's three training figures: accuracy, what the network says, loss.
#     gnuplot -d -e "out='build/plots/06-run-2.svg'; run='build/runs/run-2'" plots/06-run.gp
# draws the last recorded epoch; an `out` that ends in .gif, a frame for each recorded epoch.
# Reads RUN.history, RUN.boundary, RUN.trace (the run's first epoch: its settings, X and Y) and
# RUN.txt (what the program printed).
wide = 1084; tall = 470
load 'plots/style.gp'
# The same sizes of letters and marks in all three, as far as the terminals allow.
ending = out[strlen(out)-3:]
moving = ending eq ".gif"
hold = 30 # frames of a tenth of a second that the last one stays
if (moving) {
    set terminal gif animate delay 10 loop 0 optimize size wide, tall enhanced font "DejaVu Sans,13" background "white"
}
if (ending eq ".png") {
    set terminal pngcairo size 2*wide, 2*tall enhanced font "DejaVu Sans,13" fontscale 2 linewidth 2 pointscale 2 background "white"
}
if (ending eq ".svg") {
    set terminal svg size wide, tall enhanced font "DejaVu Sans,13" fontscale 1.25 background "white"
}
set output out
mark = ending eq ".svg" ? 0.7 : 1.0

# ---- what was run, and what came of it
history = run.".history"; plane_ = run.".boundary"; trace = run.".trace"
setting(key) = system(sprintf("sed -n 's/^# .* %s=\\([^ ]*\\).*/\\1/p' '%s' | head -n 1", key, trace))
hidden = setting("hidden"); ridge = real(setting("lambda")); lambda = ridge > 0 && ridge < 1e-4 ? sprintf("%.6f", ridge) : sprintf("%g", ridge); N = int(setting("N"))
held = int(system(sprintf("sed -n 's/^  held back  *[0-9]* of \\([0-9]*\\).*/\\1/p' '%s'", run.".txt")))

stats history using 1:2 nooutput name "L"
frames = int(L_records)
array epoch[frames]; array loss[frames]; array trained[frames]; array back[frames]
stats history using (i = int($0) + 1, epoch[i] = $1, loss[i] = $2, trained[i] = 100.0 * $5 / N, back[i] = 100.0 * $6 / held) nooutput
array x1[N]; array x2[N]; array class[N]
stats trace index 'X ' using (i = int($0) + 1, x1[i] = $1, x2[i] = $2) nooutput
stats trace index 'Y ' using (class[int($0) + 1] = $2) nooutput
stats plane_ index 'x1 ' matrix nooutput name "E"
lo = E_min; step = (E_max - E_min) / (E_size_x - 1)
lowest = 100; highest = 0 # where the names of the curves stand
do for [i=2:frames*6/10] { lowest = back[i] < lowest ? back[i] : lowest; highest = trained[i] > highest ? trained[i] : highest }
end = epoch[frames] + epoch[2] - epoch[1]
least = L_index_min_y + 1

# ---- the finding.  The fall is called over when nine tenths of it are done.
thousands(n) = n < 1000 ? sprintf("%d", n) : sprintf("%d,%03d", int(n) / 1000, int(n) % 1000)
fall = loss[1] - loss[frames]
over = 1
while (over < frames && loss[1] - loss[over] < 0.9 * fall) { over = over + 1 }
finding = least < frames \
    ? sprintf("the loss turns after epoch %s", thousands(epoch[least])) \
    : over < frames / 2 \
    ? sprintf("by epoch %s, %.0f %% of the loss’s fall is over", thousands(epoch[over]), 100 * (loss[1] - loss[over]) / fall) \
    : sprintf("the loss falls; of the rows held back %.0f %% are right", back[frames])
words = sprintf("%s hidden units, λ = %s: %s", hidden, lambda, finding)

# ---- the page
left(k) = (k == 1 ? 58.0 : k == 2 ? 404.0 : 770.0) / wide
panel(k) = sprintf("set lmargin at screen %g; set rmargin at screen %g; set bmargin at screen %g; set tmargin at screen %g; unset label; unset object; unset arrow", \
    left(k), left(k) + 300.0 / wide, 92.0 / tall, 392.0 / tall)
over_panel(t) = sprintf("set label 100 \"%s\" at graph 0.5,1.06 center font ',16' tc rgb ink", t)
set palette defined (-1 "#FBE3B5", -0.2 "#FEF4E0", 0.2 "#A9CBE4", 1 "#5E9CC8")
unset colorbox
set cbrange [-1:1]
set tics font ",14" scale 0.6
# Three shades a side: it says class 1 where h2[2] is the larger.
shade(d) = (d > 0 ? 1 : -1) * (abs(d) < 0.1 ? 0.2 : abs(d) < 0.4 ? 0.6 : 1)
half = (0.5**2 + 0.5**2) / 2 # the loss of answering one half to everything

do for [f = (moving ? 1 : frames) : (moving ? frames + hold : frames)] {
    t = f > frames ? frames : f
    block = sprintf('boundary@%d ', epoch[t])
    unset label; set contour base; set cntrparam levels discrete 0; unset surface
    set xrange [*:*]; set yrange [*:*]
    set table $zero
    splot plane_ index block matrix using (lo + $1*step):(lo + $2*step):($3 == 0 ? -1e-12 : $3)
    unset table
    unset contour; set surface
    set multiplot

    # accuracy
    eval panel(1)
    eval over_panel("rows right, %")
    # gd wants some difference between two frames
    if (f > frames) { set label 6 "." at screen 0.004, 0.01 tc rgb (f % 2 ? "#F4F4F4" : "#FFFFFF") }
    set label 1 words at screen 0.5, 1 - 30.0/tall center font ',18' tc rgb ink
    set label 2 "epoch ".thousands(epoch[t]) at end/2, 12 center font ',22' tc rgb ink
    set label 3 sprintf("Middle: the %d rows trained on, ○ of class 0, ▲ of class 1. The network says 1 where it is dark.", N) at screen 0.5, 18.0/tall center font ',14' tc rgb ink
    set label 4 sprintf("%d trained on", N) at end*0.06, highest + 7 left font ',15' tc rgb blue
    set label 5 sprintf("%d held back", held) at end*0.06, lowest - 7 left font ',15' tc rgb vermilion
    set xrange [0:end]; set yrange [0:100]
    set xtics ("0" 0, thousands(0.4*end) 0.4*end, thousands(0.8*end) 0.8*end); set ytics 25 format "%.0f"
    set xlabel "epoch" font ",15" offset 0,0.2 tc rgb ink
    set grid
    plot history using 1:(100*$6/held) every ::0::t-1 with lines lw 3 dt (6,3) lc rgb vermilion, \
         history using 1:(100*$5/N) every ::0::t-1 with lines lw 3 lc rgb blue, \
         history using 1:(100*$6/held) every ::t-1::t-1 with points pt 9 ps 1.3*mark lc rgb vermilion, \
         history using 1:(100*$5/N) every ::t-1::t-1 with points pt 7 ps 1.3*mark lc rgb blue

    # what the network says
    eval panel(2)
    eval over_panel("what the network says")
    unset grid
    set xrange [E_min:E_max]; set yrange [E_min:E_max]
    set xtics (sprintf("%g", E_min) E_min, "0" 0, sprintf("%g", E_max) E_max); set ytics (sprintf("%g", E_min) E_min, "0" 0, sprintf("%g", E_max) E_max)
    set xlabel "x1, and x2 upwards"
    plot plane_ index block matrix using (lo + $1*step):(lo + $2*step):(shade($3)) with image, \
         $zero using 1:2 with lines lw 2.5 lc rgb ink, \
         x1 using (class[$1] < 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 7 ps 1.3*mark lc rgb "white", \
         x1 using (class[$1] < 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 6 ps 1.3*mark lw 2 lc rgb ink, \
         x1 using (class[$1] > 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 9 ps 1.5*mark lc rgb ink

    # loss
    eval panel(3)
    eval over_panel("Loss, before the update")
    set grid
    set xrange [0:end]; set yrange [floor(100*L_min_y - 0.5)/100.0:ceil(100*L_max_y)/100.0]
    set xtics ("0" 0, thousands(0.4*end) 0.4*end, thousands(0.8*end) 0.8*end); set ytics 0.01 format "%.2f"
    set xlabel "epoch"
    set arrow 1 from 0, half to end, half nohead lw 1.5 dt (4,4) lc rgb grey
    set label 1 "one half to everything" at end*0.1, half left offset 0,0.6 font ',14' tc rgb grey
    if (least < frames && t >= least) {
        set label 2 sprintf("least: %.4f", loss[least]) at epoch[least], loss[least] right offset -1,-0.4 font ',15' tc rgb ink
    }
    plot history using 1:2 every ::0::t-1 with lines lw 3 lc rgb blue, \
         history using 1:2 every ::t-1::t-1 with points pt 7 ps 1.3*mark lc rgb blue
    unset multiplot
}
