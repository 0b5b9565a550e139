# One of the article's three training figures: accuracy, what the network answers, and the Loss.
#     gnuplot -d -e "out='build/plots/06-run-2.svg'; run='build/runs/run-2'" plots/06-run.gp
# draws the last recorded epoch; an `out` that ends in .gif, a frame for each recorded epoch.
# Reads RUN.history, RUN.boundary, RUN.trace (the run's first epoch: its settings, X and Y) and
# RUN.txt (what the program printed).
wide = 724.0; tall = 868.0; size = 17
load 'plots/style.gp'
ending = out[strlen(out)-3:]
moving = ending eq ".gif"
hold = 30 # frames of a tenth of a second that the last one stays
# The same sizes of letters and marks in all three, as far as the terminals allow.
if (moving) {
    font = sprintf("%s,%g", face, 0.75*size)
    set terminal gif animate delay 10 loop 0 optimize size int(wide), int(tall) enhanced font font background "white"
    set output out
}
letters(k) = sprintf(",%g", moving ? 0.75*k : k)
mark = moving ? 1 : 0.65

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
# Where the grid of each frame begins, in bytes: gnuplot by itself would read all before it.
array start[frames + 1] # the last is that of the end of the run
stats sprintf("< awk '/^# boundary@/ { print n + 1 } { n += length($0) + 1 }' '%s'", plane_) using (i = int($0) + 1, start[i] = $1) nooutput
lo = E_min; step = (E_max - E_min) / (E_size_x - 1)
lowest = 100; highest = 0 # where the names of the curves stand
do for [i=2:frames*6/10] { lowest = back[i] < lowest ? back[i] : lowest; highest = trained[i] > highest ? trained[i] : highest }
end = epoch[frames] + epoch[2] - epoch[1]
turn = L_index_min_y + 1

# ---- the finding.  The fall is called over when nine tenths of it are done.
fall = loss[1] - loss[frames]
over = 1
while (over < frames && loss[1] - loss[over] < 0.9 * fall) { over = over + 1 }
finding = turn < frames \
    ? sprintf("the Loss rises after epoch %s", thousands(epoch[turn])) \
    : over < frames / 2 \
    ? sprintf("%.0f %% of the fall of the Loss is over by epoch %s", 100 * (loss[1] - loss[over]) / fall, thousands(epoch[over])) \
    : sprintf("the Loss falls; of the rows held back %.0f %% are right", back[frames])

# ---- the page: the title, what the marks mean, two squares, and the Loss below them
x_of(k) = k == 1 ? 60.0 : 416.0
side = 300.0
panel(x, y, w, h) = sprintf("set lmargin at screen %g; set rmargin at screen %g; set tmargin at screen %g; set bmargin at screen %g; unset label; unset object; unset arrow", \
    x / wide, (x + w) / wide, 1 - y / tall, 1 - (y + h) / tall)
over_panel(t) = sprintf("set label 100 \"%s\" at graph 0.5, graph 1 center offset 0,0.8 tc rgb ink", t)
at(x, y) = sprintf("at screen %g, screen %g", x / wide, 1 - y / tall)
say(x, y, words) = sprintf("set label \"%s\" %s left tc rgb ink", words, at(x, y))
dot(x, y, class) = sprintf("set label '' %s point pt %d ps %g lc rgb '%s'", at(x, y), class ? 9 : 7, (class ? 1.5 : 1.2)*mark, class ? vermilion : blue)
ground(x, y, shade) = sprintf("set object rectangle center screen %g, screen %g size screen %g, screen %g fs solid noborder fc rgb '%s'", \
    x / wide, 1 - y / tall, 22 / wide, 22 / tall, shade)

# Three shades a side, the paler the less decided; every orange is darker than every blue, for who sees grey.
set palette defined (0 "#C9E1F2", 1 "#DDECF6", 2 "#EFF6FB", 3 "#F8CDAC", 4 "#F1B07F", 5 "#E8924F")
unset colorbox
set cbrange [0:5]
shade(d) = d > 0 ? 3 + (d > 0.1) + (d > 0.4) : 2 - (d < -0.1) - (d < -0.4)
set tics scale 0.6
half = (0.5**2 + 0.5**2) / 2 # the Loss of answering one half everywhere
epochs = sprintf("set xrange [0:%g]; set xlabel 'epoch' offset 0,%g tc rgb ink; set xtics ('0' 0)", end, moving ? 0 : 0.6)
epoch_tic(part) = sprintf("set xtics add ('%s' %g)", thousands(part*end), part*end)

do for [f = (moving ? 1 : frames) : (moving ? frames + hold : frames)] {
    t = f > frames ? frames : f
    block = sprintf("< tail -c +%d '%s' | head -n %d", start[t], plane_, E_size_x + 1)
    unset label; set contour base; set cntrparam levels discrete 0; unset surface
    set xrange [*:*]; set yrange [*:*]
    set table $zero
    splot block matrix using (lo + $1*step):(lo + $2*step):($3 == 0 ? -1e-12 : $3)
    unset table
    unset contour; set surface
    set multiplot

    # accuracy, in neither class's colour
    eval panel(x_of(1), 166, side - 24, side) # the other's axis has its name between the two
    eval over_panel("rows right, %")
    # gd wants some difference between two frames
    if (f > frames) { set label 106 "." at screen 0.004, 0.01 tc rgb (f % 2 ? "#F4F4F4" : "#FFFFFF") }
    set label 101 sprintf("%s hidden units, λ = %s:\n%s", hidden, lambda, finding) at screen 0.5, 1 - 26/tall center font letters(20) tc rgb ink
    eval dot(x_of(1) + 12, 90, 0); eval say(x_of(1) + 30, 90, "class 0")
    eval dot(x_of(1) + 132, 90, 1); eval say(x_of(1) + 150, 90, "class 1")
    eval say(x_of(1) + 240, 90, sprintf("the %d rows trained on", N))
    eval ground(x_of(1) + 12, 118, "#C9E1F2"); eval say(x_of(1) + 30, 118, "class 0")
    eval ground(x_of(1) + 132, 118, "#E8924F"); eval say(x_of(1) + 150, 118, "class 1")
    eval say(x_of(1) + 240, 118, "the network’s answer; pale: nearly even")
    set label 104 sprintf("%d trained on", N) at end*0.06, highest + 7 left tc rgb ink
    set label 105 sprintf("%d held back", held) at end*0.06, lowest - 7 left tc rgb dark_purple
    eval epochs; eval epoch_tic(0.4); eval epoch_tic(0.8)
    set yrange [0:100]; set ytics 25 format "%.0f"
    set grid ytics noxtics
    plot history using 1:(100*$6/held) every ::0::t-1 with lines lw 3 dt (6,3) lc rgb purple, \
         history using 1:(100*$5/N) every ::0::t-1 with lines lw 3 lc rgb ink, \
         history using 1:(100*$6/held) every ::t-1::t-1 with points pt 13 ps 1.5*mark lc rgb purple, \
         history using 1:(100*$5/N) every ::t-1::t-1 with points pt 5 ps 1*mark lc rgb ink

    # the Loss
    eval panel(x_of(1), 562, x_of(2) + side - x_of(1), 240)
    eval over_panel("Loss, before the update")
    do for [k=1:4] { eval epoch_tic(0.2*k) }
    set label 102 "epoch ".thousands(epoch[t]) at graph 0.97,0.9 right font letters(27) tc rgb ink # on the right a gif changes anyway
    set yrange [floor(100*L_min_y - 0.5)/100.0:ceil(100*L_max_y)/100.0]; set ytics 0.01 format "%.2f"
    set arrow 1 from 0, half to end, half nohead lw 1.5 dt (4,4) lc rgb grey
    set label 1 "one half everywhere" at end*0.1, half left offset 0,moving ? 0.8 : 0.6 tc rgb ink
    if (turn < frames && t >= turn) {
        set label 2 sprintf("lowest: %.4f", loss[turn]) at epoch[turn], loss[turn] right offset 2,-1 tc rgb ink
    }
    plot history using 1:2 every ::0::t-1 with lines lw 3 lc rgb blue, \
         history using 1:2 every ::t-1::t-1 with points pt 7 ps 1.2*mark lc rgb blue

    # what the network answers; last, since in a gif the palette takes all the colours that are left
    eval panel(x_of(2), 166, side, side)
    eval over_panel("what the network answers")
    unset grid
    set xrange [E_min:E_max]; set yrange [E_min:E_max]
    set xtics (sprintf("%g", E_min) E_min, "0" 0, sprintf("%g", E_max) E_max); set ytics (sprintf("%g", E_min) E_min, "0" 0, sprintf("%g", E_max) E_max)
    set xlabel "first input"; set ylabel "second input" offset 1.5,0 tc rgb ink
    plot block matrix using (lo + $1*step):(lo + $2*step):(shade($3)) with image, \
         $zero using 1:2 with lines lw 2.5 lc rgb ink, \
         x1 using (class[$1] < 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 7 ps 1.5*mark lc rgb "white", \
         x1 using (class[$1] < 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 7 ps 1.2*mark lc rgb blue, \
         x1 using (class[$1] > 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 9 ps 2*mark lc rgb "white", \
         x1 using (class[$1] > 0.5 ? x1[$1] : NaN):(x2[$1]) with points pt 9 ps 1.5*mark lc rgb vermilion
    unset ylabel
    unset multiplot
}
