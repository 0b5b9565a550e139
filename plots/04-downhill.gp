# The Loss over two weights of W2, as contour lines, and the way down from here.
wide = 640; size = 17; tall = 650
load 'plots/style.gp'

file = traces.'/04-dloss-dw2.trace'
eval network
if (too_large(outputs, 1, 1, 1)) { eval apology; exit }
if (outputs*hidden < 2) { unset border; unset tics; unset grid; set xrange [0:1]; set yrange [0:1]; set title "One weight has no contour lines"; plot NaN; exit }
# The first row's part of the Loss, without the ridge; as a rule that is all of it.
array h2[outputs]; array Y[outputs]; array z2[outputs]
part(y, h) = (y - h)**2 / 2
loss = 0
do for [k=1:outputs] {
    eval take("a", "h2", 1, k); h2[k] = a; eval take("a", "z2", 1, k); z2[k] = a
    eval take("a", "Y", 1, k); Y[k] = a
    loss = loss + part(Y[k], h2[k])
}

# Which two weights move: a unit's to two outputs, or two units' to the only output.
sigmoid(z) = 1 / (1 + exp(-z))
fan = outputs > 1
unit_a = fan && hidden > 1 ? 2 : 1; unit_b = fan ? unit_a : 2; output_b = fan ? 2 : 1
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
if (!(highest - lowest > 1e-6 && length > 0)) { unset border; unset tics; unset grid; set xrange [0:1]; set yrange [0:1]; set title "The Loss is flat here"; plot NaN; exit }

set title "The way down crosses the contour lines at right angles"
set size ratio -1
set xrange [w_1 - 4:w_1 + 4]; set yrange [w_2 - 4:w_2 + 4]
set xtics 2; set ytics 2
across = fan ? sprintf("W_2[%d,1], the weight from unit %d to output 1", unit_a, unit_a) : "W_2[1,1], the weight from unit 1"
set xlabel across
set ylabel fan ? sprintf("W_2[%d,2], to output 2", unit_a) : "W_2[2,1], from unit 2"
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
words_x = w_1 + (reach + 0.7)*right; words_y = w_2 + (reach + 0.9)*up
set label "the way down" at words_x,words_y center boxed tc rgb ink front
set label sprintf("here: %.2f", loss) at w_1 - (right < 0 ? -0.25 : 0.25),w_2 - (up < 0 ? -0.5 : 0.5) center boxed tc rgb ink front
times = reach / (setting("alpha")*length)
if (times > 2) {
    round = 10**(floor(log10(times)) - 1); times = round*floor(times / round + 0.5)
    note = sprintf("the arrow is about %s times as long as one step", times < 1e6 ? thousands(int(times)) : sprintf("%.0e", times))
    set xlabel across."\n(".note.")"
}
set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 0.6,0.4
# A level's number is left out where words are.
free(x, y) = !(abs(x - w_1) < 1.3 && abs(y - w_2) < 1) && !(abs(x - words_x) < 0.9 && abs(y - words_y) < 0.4)
set cbrange [0:last]; set palette defined (0 "#56B4E9", 1 "#003B5C"); unset colorbox
plot $levels using 1:2:3 with lines lw 2 lc palette, \
     $levels using 1:2:(free($1, $2) ? sprintf("%g", $3) : "") every 60::14 with labels boxed tc rgb ink, \
     '+' using (w_1):(w_2) every ::0::0 with points pt 7 ps 1.4 lc rgb ink
