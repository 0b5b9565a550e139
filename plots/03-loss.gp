# The loss: what it adds up (above), and the way down from here along two weights (below).
wide = 640; tall = 900; size = 17
load 'plots/style.gp'

file = traces.'/04-dloss-dw2.trace'
do for [k=1:2] {
    eval take(sprintf("h2_%d", k), "h2", 1, k); eval take(sprintf("Y_%d", k), "Y", 1, k)
    eval take(sprintf("z2_%d", k), "z2", 1, k); eval take(sprintf("w_%d", k), "W2", 2, k)
    eval take(sprintf("g_%d", k), "dLoss_dW2", 2, k)
}
eval take("input", "dz2_dW2", 1, 2); eval take("loss", "Loss", 1, 1)
part(y, h) = (y - h)**2 / 2

# ---- above: the distance of each answer from its label, and the parts of the loss as bars
if (!text) { set multiplot; set size 1,0.44; set origin 0,0.56 }
set title sprintf("Squared distances, halved, add up to %.4f", loss)
set xrange [-0.04:1.06]; set yrange [0.4:3.7]; unset grid; set border 1
set xtics 0.25; set ytics ("output 1" 3, "output 2" 2, "Loss" 1) scale 0
bar(n, from, to, y, colour) = text ? sprintf("set arrow from %g,%g to %g,%g nohead", from, y - 0.25, to, y - 0.25) : sprintf("set object %d rectangle from %g,%g to %g,%g fs solid noborder fc rgb '%s'", n, from, y - 0.16, to, y + 0.16, colour)
eval bar(1, h2_1, Y_1, 3, blue); eval bar(2, h2_2, Y_2, 2, sky)
eval bar(3, 0, part(Y_1, h2_1), 1, blue)
eval bar(4, part(Y_1, h2_1), loss, 1, sky)
far(y, h, at, colour) = sprintf("set label 'distance %.4f' at %g,%g center tc rgb '%s' front", abs(y - h), (y + h) / 2, at, colour)
eval far(Y_1, h2_1, 3, '#FFFFFF'); eval far(Y_2, h2_2, 2, ink)
set label sprintf("answer %.2f", h2_1) at h2_1,3.4 center tc rgb ink
set label sprintf("answer %.2f", h2_2) at h2_2,2.4 center tc rgb ink
set label "label 1" at Y_1,3.4 right tc rgb ink
set label "label 0" at Y_2,2.4 left tc rgb ink
set label sprintf("%.2f", part(Y_1, h2_1)) at part(Y_1, h2_1) / 2,1 center front tc rgb '#FFFFFF'
set label sprintf("%.2f", part(Y_2, h2_2)) at (part(Y_1, h2_1) + loss) / 2,1 center front tc rgb ink
plot NaN
if (text) { exit }

# ---- below: the Loss when only unit 2's weights to the two outputs move
sigmoid(z) = 1 / (1 + exp(-z))
surface(a, b) = part(Y_1, sigmoid(z2_1 + input*(a - w_1))) + part(Y_2, sigmoid(z2_2 + input*(b - w_2)))
unset label; unset object
set size 1,0.56; set origin 0,0
set title "Downhill: more weight to output 1, less to output 2"
set xrange [w_1 - 4:w_1 + 4]; set yrange [w_2 - 4:w_2 + 4]
set border 3; set grid; set xtics 2; set ytics 2 scale 1
set xlabel "unit 2's weight to output 1"; set ylabel "its weight to output 2"
set contour base; unset surface; set isosamples 80; set samples 80
set cntrparam levels incremental 0.1,0.1,0.9
set table $levels; splot surface(x, y); unset table
unset contour; set surface
length = sqrt(g_1**2 + g_2**2)
set arrow from w_1,w_2 to w_1 - 2*g_1/length,w_2 - 2*g_2/length lw 5 lc rgb vermilion front
set label "minus the\ngradient" at w_1 + 2,w_2 - 1.9 left tc rgb ink front
set label sprintf("here: %.2f", loss) at w_1 - 0.25,w_2 + 0.45 center boxed tc rgb ink front
set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 0.6,0.4
set cbrange [0:0.9]; set palette defined (0 "#56B4E9", 1 "#003B5C"); unset colorbox
plot $levels using 1:2:3 with lines lw 2 lc palette, \
     $levels using 1:2:(sprintf("%.1f", $3)) every 60::25 with labels boxed tc rgb ink, \
     '+' using (w_1):(w_2) every ::0::0 with points pt 7 ps 1.4 lc rgb ink
unset multiplot
