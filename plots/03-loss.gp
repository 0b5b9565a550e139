# The loss: what it adds up (above), and the way down from here along two weights (below).
wide = 640; size = 17
load 'plots/style.gp'

file = traces.'/04-dloss-dw2.trace'
eval network
if (too_large(outputs, 1, 1, 1)) { eval apology; exit }
# The first row's part of the loss, without the ridge; as a rule that is all of it.
array h2[outputs]; array Y[outputs]; array z2[outputs]
loss = 0; least = 0; most = 1
part(y, h) = (y - h)**2 / 2
do for [k=1:outputs] {
    eval take("a", "h2", 1, k); h2[k] = a; eval take("a", "z2", 1, k); z2[k] = a
    eval take("a", "Y", 1, k); Y[k] = a
    loss = loss + part(Y[k], h2[k])
    least = Y[k] < least ? Y[k] : least; most = larger(most, Y[k])
}
most = larger(most, loss); span = most - least
whole = observations == 1 && setting("lambda") + 0 == 0

# Which two weights move below: a unit's to two outputs, or two units' to the only output.
sigmoid(z) = 1 / (1 + exp(-z))
fan = outputs > 1
unit_a = fan && hidden > 1 ? 2 : 1; unit_b = fan ? unit_a : hidden > 1 ? 2 : 1; output_b = fan ? 2 : 1
eval take("w_1", "W2", unit_a, 1); eval take("w_2", "W2", unit_b, output_b)
eval take("input_1", "h1", 1, unit_a); eval take("input_2", "h1", 1, unit_b)
others = fan ? loss - part(Y[1], h2[1]) - part(Y[2], h2[2]) : 0
surface(a, b) = others + (fan ? part(Y[1], sigmoid(z2[1] + input_1*(a - w_1))) + part(Y[2], sigmoid(z2[2] + input_2*(b - w_2))) \
    : part(Y[1], sigmoid(z2[1] + input_1*(a - w_1) + input_2*(b - w_2))))
dz2(k) = (h2[k] - Y[k]) * h2[k] * (1 - h2[k])
g_1 = input_1*dz2(1); g_2 = input_2*dz2(output_b)
length = sqrt(g_1**2 + g_2**2)
lowest = loss; highest = loss
do for [i=0:288] {
    a = surface(w_1 + (i % 17 - 8)/2.0, w_2 + (i / 17 - 8)/2.0)
    lowest = a < lowest ? a : lowest; highest = larger(highest, a)
}
plane_below = !text && (fan || hidden > 1) && highest - lowest > 1e-6 && length > 0 # not a flat one
above = 396 + 92*(outputs - 2) # pixels
tall = plane_below ? above + 504 : above; eval page

# ---- above: the distance of each answer from its label, and the parts of the loss as bars
if (plane_below) { set multiplot; set size 1,(1.0*above/tall); set origin 0,(1 - 1.0*above/tall) }
set title sprintf("Squared distances, halved, add up to %.4f", loss)
set xrange [least - 0.04*span:most + 0.06*span]; set yrange [0.4:outputs + 1.7]; unset grid; set border 1
if (span <= 2) { set xtics 0.25 }
set ytics scale 0; set ytics (whole ? "Loss" : "data loss\nof row 1" 1)
bar(from, to, y, colour) = text ? sprintf("set arrow from %g,%g to %g,%g nohead", from, y - 0.25, to, y - 0.25) : sprintf("set object rectangle from %g,%g to %g,%g fs solid noborder fc rgb '%s'", from, y - 0.16, to, y + 0.16, colour)
place(w, x, y, side, colour) = sprintf("set label '%s' at %g,%g %s tc rgb '%s' front", w, x, y, side, colour)
between(low, x, high) = larger(low, x < high ? x : high)
begun = 0
do for [k=1:outputs] {
    y = outputs + 2 - k
    set ytics add (sprintf("output %d", k) y)
    dark = k % 2 # of two bars that touch one is dark
    colour = dark ? blue : sky
    eval bar(h2[k], Y[k], y, colour)
    eval bar(begun, begun + part(Y[k], h2[k]), 1, colour)
    distance = sprintf("distance %.4f", abs(Y[k] - h2[k])); centre = (h2[k] + Y[k]) / 2
    answer = sprintf("answer %.2f", h2[k]); label = sprintf("label %g", Y[k])
    if (abs(Y[k] - h2[k]) > 0.42*span) {
        eval place(distance, centre, y, "center", dark ? "#FFFFFF" : ink)
        eval place(answer, between(least + 0.07*span, h2[k], most - 0.07*span), y + 0.4, "center", ink)
        eval place(label, Y[k], y + 0.4, Y[k] > h2[k] ? "right" : "left", ink)
    } else { # a short bar: the words stand around it
        eval place(answer.", ".label, between(least + 0.23*span, centre, most - 0.2*span), y + 0.4, "center", ink)
        away = centre > (least + most) / 2 ? -1 : 1
        eval place(distance, centre + away*(abs(Y[k] - h2[k]) / 2 + 0.015*span), y, away < 0 ? "right" : "left", ink)
    }
    if (part(Y[k], h2[k]) > 0.09*span) { eval place(sprintf("%.2f", part(Y[k], h2[k])), begun + part(Y[k], h2[k]) / 2, 1, "center", dark ? "#FFFFFF" : ink) }
    begun = begun + part(Y[k], h2[k])
}
plot NaN
if (!plane_below) { exit }

# ---- below: the Loss when only these two weights move
unset label; unset object
set size 1,(504.0/tall); set origin 0,0
more(g) = g < 0 ? "more" : "less"
set title sprintf(fan ? "Downhill: %s weight to output 1, %s to output 2" : "Downhill: %s weight from unit 1, %s from unit 2", more(g_1), more(g_2))
set xrange [w_1 - 4:w_1 + 4]; set yrange [w_2 - 4:w_2 + 4]
set border 3; set grid; set xtics 2; set ytics autofreq; set ytics 2 scale 1
set xlabel fan ? sprintf("unit %d's weight to output 1", unit_a) : "unit 1's weight to the output"
set ylabel fan ? "its weight to output 2" : "unit 2's weight to the output"
# Some five to ten levels, a round number apart.
raw = (highest - lowest) / 10; unit = 10**floor(log10(raw))
apart = raw > 5*unit ? 10*unit : raw > 2*unit ? 5*unit : raw > unit ? 2*unit : unit
last = apart*floor(highest / apart)
set contour base; unset surface; set isosamples 80; set samples 80
set cntrparam levels incremental apart*ceil(lowest / apart),apart,last
set table $levels; splot surface(x, y); unset table
unset contour; set surface
# The arrow is cut short where it would climb the other side of a valley.
right = -g_1/length; up = -g_2/length; reach = 2.0
while (surface(w_1 + reach*right, w_2 + reach*up) > surface(w_1 + reach*right/2, w_2 + reach*up/2)) { reach = reach/2 }
set arrow from w_1,w_2 to w_1 + reach*right,w_2 + reach*up lw 5 lc rgb vermilion front
words_x = w_1 + (reach + 0.5)*right; words_y = w_2 + (reach + 1.1)*up
eval sprintf("set label 'minus the\ngradient' at words_x,words_y %s boxed tc rgb ink front", right < 0 ? "right" : "left")
set label sprintf("here: %.2f", loss) at w_1 - (right < 0 ? -0.25 : 0.25),w_2 - (up < 0 ? -0.45 : 0.45) center boxed tc rgb ink front
set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 0.6,0.4
# A level's number is left out where words are.
free(x, y) = !(abs(x - w_1) < 1.2 && abs(y - w_2) < 0.9) && !(abs(x - words_x - (right < 0 ? -0.7 : 0.7)) < 1 && abs(y - words_y + 0.2) < 0.7)
set cbrange [0:last]; set palette defined (0 "#56B4E9", 1 "#003B5C"); unset colorbox
plot $levels using 1:2:3 with lines lw 2 lc palette, \
     $levels using 1:2:(free($1, $2) ? sprintf("%g", $3) : "") every 60::25 with labels boxed tc rgb ink, \
     '+' using (w_1):(w_2) every ::0::0 with points pt 7 ps 1.4 lc rgb ink
unset multiplot
