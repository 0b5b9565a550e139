# The last Loss of the four corners of XOR from forty starting weights, with one bias and with two.
wide = 640; tall = 620; size = 16
load 'plots/style.gp'

table = traces.'/08-bias/starts.txt'
stuck = 0.03 # a corner that is answered with one half costs twice as much
solved(c) = int(system(sprintf("awk '!/^#/ && $%d < %g' %s | wc -l", c, stuck, table)))
starts = solved(1) + int(system("awk '!/^#/ && $1 >= ".sprintf("%g", stuck)."' ".table." | wc -l"))
stats table using 2 nooutput name "Loss"

set title sprintf("With a bias in each layer all but %d of %d starts learn XOR", 2*starts - solved(4) - solved(5), 2*starts)
unset border; unset tics; unset grid; unset colorbox
set xrange [-2.7:10.1]; set yrange [-11.3:0.9]
set lmargin 0.5; set rmargin 0.5; set bmargin 0.3; set tmargin 2.4
set palette defined (0 "#FFFFFF", 1 blue)
set cbrange [0:Loss_max]

# A kind of start: its column of the table, ten tiles to a line, the first line at y.
x(n) = int(n) % 10
y(n, top) = top - int(n) / 10
tiles(c, top) = sprintf("table using (x($1)):(y($1, %g)):(0.47):(0.45):%d with boxxyerror fs solid border rgb '#AAAAAA' fc palette lw 0.5, ", top, c) \
    .sprintf("table using (x($1)):($%d > stuck ? y($1, %g) : NaN):(fraction($%d)) with labels font ',%g' tc rgb '#FFFFFF', ", c, top, c, size - 2) \
    .sprintf("table using (x($1)):($%d > stuck && $%d < 0.1 ? y($1, %g) : NaN):(fraction($%d)) with labels font ',%g' tc rgb '#000000'", c, c, top, c, size - 2)
fraction(Loss) = sprintf("1/%d", int(1/Loss + 0.5))
panel(top, words) = sprintf("set label \"%s\" at -0.5,%g left font ',%g' tc rgb ink", words, top + 1, size)
side(top, hidden, c) = sprintf("set label \"%d hidden units:\\n%d of %d\\nlearn it\" at -2.6,%g left font ',%g' tc rgb ink", hidden, solved(c), starts, top + 0.1, size - 2)

eval panel(-0.4, "a bias in the hidden units alone")
eval side(-0.4, 2, 2); eval side(-2.9, 3, 3)
eval panel(-6.3, "a bias in the outputs too")
eval side(-6.3, 2, 4); eval side(-8.8, 3, 5)
set label "white: learned.  A number: stuck, with this Loss (1/16: one corner answers ½, 1/8: two)" \
    at 3.7,-10.9 center font sprintf(",%g", size - 3.5) tc rgb ink

eval "plot ".tiles(2, -0.4).", ".tiles(3, -2.9).", ".tiles(4, -6.3).", ".tiles(5, -8.8)
