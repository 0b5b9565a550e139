# What all figures share.  A script is run from the project's root as
#     gnuplot -e "out='build/plots/NAME.svg'; traces='build/traces'" plots/NAME.gp
# and begins with: wide = 640; tall = 420; size = 17; load 'plots/style.gp'
# (all three may be left out).  With GNUTERM='dumb' also defined it is drawn as text.
#
# Colours: Okabe and Ito's, which colour-blind readers can tell apart and grey keeps apart.
# The article's roles keep one colour: loss blue, the sigmoid's derivative orange, input green.
# The classes too, and a mark: class 0 a blue circle, class 1 a vermilion triangle.

if (!exists("wide")) wide = 880
if (!exists("tall")) tall = 420
if (!exists("size")) size = 13
if (!exists("GNUTERM")) GNUTERM = ""
text = GNUTERM eq "dumb"
face = "DejaVu Sans"

# A script whose size depends on the network says so once it knows: tall = 700; eval page
page = text ? "set terminal dumb size 79, 24 noenhanced" \
    : out[strlen(out)-3:] eq ".svg" ? "set terminal svg size wide, tall enhanced font sprintf('%s,%g', face, size) background 'white'" \
    : "set terminal pngcairo size 2*wide, 2*tall enhanced font sprintf('%s,%g', face, size) fontscale 1.42 linewidth 2 pointscale 3 background 'white'"
if (exists("out")) { page = page."; set output out" }
eval page

blue = "#0072B2"; vermilion = "#D55E00"; green = "#009E73"; purple = "#CC79A7"
orange = "#E69F00"; sky = "#56B4E9"; grey = "#666666"; ink = "#222222"
# Words need more contrast than marks do, 4.5 to 1 against white: these have it, and blue, grey and ink.
dark_vermilion = "#B34F00"; dark_green = "#00754F"; dark_purple = "#9C4476"

set border 3 lc rgb "#999999" lw 1
set tics nomirror textcolor rgb ink
if (!text) { set grid lc rgb "#E4E4E4" lw 1 }
set key off
set title font sprintf(",%g", size + 3) textcolor rgb ink
set encoding utf8

# "0.37" as 0.37, and "4.1e-12" as 4.1·10^-12.
power(x) = sprintf("%.1f·10^{%d}", x / 10**floor(log10(x)), floor(log10(x)))
# 91431 as 91,431.
thousands(n) = n < 1000 ? sprintf("%d", n) : sprintf("%d,%03d", int(n) / 1000, int(n) % 1000)
# A name of the text, with its subscript where the terminal can: sub("z", 1)
sub(letter, i) = text ? sprintf("%s%d", letter, i) : sprintf("%s_%d", letter, i)

# After a subscript the scripts write a no-break space: in SVG a plain one may be dropped.

# ---- what is in a trace
# One number: eval take("a", "z1", r, c) sets a to the entry of the block in file.
take(variable, name, r, c) = sprintf("stats file index '%s ' using (column(%d)) every ::%d::%d nooutput; %s = STATS_max", name, c, r - 1, r - 1, variable)

# Is there a block of this name in file, and of which shape?
shape(name) = system(sprintf("sed -n 's/^# %s \\([0-9]*\\)x\\([0-9]*\\).*/\\1 \\2/p' \"%s\"", name, file))
has(name)  = strlen(shape(name)) > 0
rows(name) = int(word(shape(name), 1))
columns(name) = int(word(shape(name), 2))
# A number of the set line, as it is written there: setting("alpha")
setting(name) = system(sprintf("sed -n 's/^# set .*%s=\\([^ ]*\\).*/\\1/p' \"%s\"", name, file))

# The network of a trace: eval network sets the counts of its inputs, hidden units and outputs, of the
# rows, and whether it has biases.  Up to five of each can be drawn legibly: a script goes on with
#     if (too_large(inputs, hidden, outputs, 1)) { eval apology; exit }
network = "inputs = rows('W1'); hidden = columns('W1'); outputs = columns('W2'); observations = rows('X'); bias = has('b1')"
larger(a, b) = a > b ? a : b
too_large(a, b, c, d) = larger(larger(a, b), larger(c, d)) > 5
apology = "unset border; unset tics; unset grid; set xrange [0:1]; set yrange [0:1]; " \
    ."set title sprintf('inputs %d, hidden units %d, outputs %d, N = %d:', inputs, hidden, outputs, observations); " \
    ."set label 'this figure is drawn for at most five of each' at 0.5,0.9 center tc rgb ink; plot NaN"

# A number in the room of 0.1234, places = 4: 12.34 becomes 12.340, 123456.7 becomes 1e+05.
magnitude(x) = x == 0 ? 0 : floor(log10(abs(x)))
number(x, places) = x != 0 && (magnitude(x) < -places || magnitude(x) > 4) ? sprintf("%.0e", x) \
    : sprintf(sprintf("%%.%df", larger(0, places - larger(0, magnitude(x)))), x)

# ---- matrices as tiles
# A figure of tiles is a plane in which a tile is 1 wide and 1 high; row 1 is on top.
# tiles(NAME, c, x, y) is a piece of a plot command: the block NAME of the trace in file, of c
# columns, its first tile at (x, y).  tiles_t draws the block transposed.  A script says
#     file = traces.'/02-sigmoid.trace'; digits = 2; limit = largest
#     eval "plot ".tiles("z1", 3, 0, 0)
# The blocks are read column by column: gnuplot's own "matrix" would round them to seven digits.
# Vermilion is positive, blue negative, white zero, on one scale for the figure, -limit to limit, or
# on one for each matrix that alone(NAME, c) was evaluated for.  On scales of their own the shades of a
# column times a row multiply as the numbers do, however small the product.

# At its fullest a colour is still pale enough for the black number on it.
tile_blue = "#4D9CC9"; tile_vermilion = "#E28E4D"
set palette defined (-1 tile_blue, 0 "#FFFFFF", 1 tile_vermilion)
if (!exists("digits")) digits = 4

at(x, y, t)  = t ? sprintf("(%g+$0):(%g-j+1)", x, y) : sprintf("(%g+j-1):(%g-$0)", x, y)
piece(name, c, x, y, t) = sprintf("for [j=1:%d] '%s' index '%s ' using ", c, file, name).at(x, y, t)
scale(name) = exists("scale_".name) ? "scale_".name : "limit"
boxes(name, c, x, y, t) = piece(name, c, x, y, t).sprintf(":(0.48):(0.46):(column(j)/%s)", scale(name)) \
    ." with boxxyerror fs solid border rgb '#D0D0D0' fc palette lw 0.5"
texts(name, c, x, y, t, places) = piece(name, c, x, y, t).sprintf(":(number(column(j), %d)) with labels tc rgb '#000000'", places)
tiles(name, c, x, y)   = boxes(name, c, x, y, 0).", ".texts(name, c, x, y, 0, digits)
tiles_t(name, c, x, y) = boxes(name, c, x, y, 1).", ".texts(name, c, x, y, 1, digits)
tiles5(name, c, x, y)  = boxes(name, c, x, y, 0).", ".texts(name, c, x, y, 0, 5)

# The largest tile of a block: eval reach("z1", 3) sets limit to it, if it was less.  eval alone("z1", 3)
# keeps it for this block alone.
limit = 0
raise(top, name, c) = sprintf("do for [j=1:%d] { stats file index '%s ' using (abs(column(j))) nooutput; %s = STATS_max > %s ? STATS_max : %s }", c, name, top, top, top)
reach(name, c) = raise("limit", name, c)
alone(name, c) = sprintf("scale_%s = 0; ", name).raise("scale_".name, name, c).sprintf("; if (scale_%s == 0) { scale_%s = 1 }", name, name)

# What a figure of tiles is drawn on: no axes, from (x1, y1) to (x2, y2).
plane(x1, x2, y1, y2) = sprintf("unset border; unset tics; unset grid; unset colorbox; set cbrange [-1:1]; " \
    ."set xrange [%g:%g]; set yrange [%g:%g]; set lmargin 0.5; set rmargin 0.5; set bmargin 0.3; set tmargin 2.6", x1, x2, y1, y2)

# A frame in a role's colour around r x c tiles, and words above or beside them.
frame(n, x, y, r, c, colour) = sprintf("set object %d rectangle from %g,%g to %g,%g fs empty border rgb '%s' lw 3 front", \
    n, x - 0.5, y + 0.5, x + c - 0.5, y - r + 0.5, colour)
name_above(x, y, c, words) = sprintf("set label \"%s\" at %g,%g center tc rgb ink", words, x + (c - 1) / 2.0, y + 0.8)
name_right(x, y, c, words) = sprintf("set label \"%s\" at %g,%g left tc rgb ink", words, x + c - 0.35, y)
operator(x, y, words) = sprintf("set label '%s' at %g,%g center font ',%g' tc rgb ink", words, x, y, size + 5)
note(x, y, words) = sprintf("set label \"%s\" at %g,%g center font ',%g' tc rgb ink", words, x, y, size - 1)

# The key of a figure of tiles: what a tile's colour says (the sign), and what a frame's (the role).
sign_key(n, x, y) = sprintf("do for [k=-1:1] { set object %d+k rectangle center %g+0.36*k,%g size 0.36,0.4 fs solid border rgb '#D0D0D0' fc rgb word('%s #FFFFFF %s', k+2) }; ", n + 1, x, y, tile_blue, tile_vermilion) \
    .sprintf("set label '− below zero' at %g,%g right font ',%g' tc rgb ink; set label 'above zero +' at %g,%g left font ',%g' tc rgb ink", \
    x - 0.65, y, size - 1, x + 0.65, y, size - 1)
role_key(n, x, y, colour, words) = sprintf("set object %d rectangle center %g,%g size 0.4,0.4 fs empty border rgb '%s' lw 3; set label \"%s\" at %g,%g left font ',%g' tc rgb ink", \
    n, x, y, colour, words, x + 0.35, y, size - 1)
