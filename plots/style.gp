# What all figures share.  A script is run as
#     gnuplot -e "out='build/plots/NAME.svg'; trace='build/traces/NAME.trace'" plots/NAME.gp
# and begins with: load 'plots/style.gp'
#
# Colours: Okabe and Ito's, which colour-blind readers can tell apart and grey keeps apart.
# The article's roles keep one colour: loss blue, the sigmoid's derivative orange, input green.

if (!exists("wide")) wide = 880
if (!exists("tall")) tall = 420

if (exists("GNUTERM") && GNUTERM eq "dumb") {
    set terminal dumb size 79, 24
} else {
    if (out[strlen(out)-3:] eq ".svg") {
        set terminal svg size wide, tall enhanced font "DejaVu Sans,13" background "white"
    } else {
        set terminal pngcairo size 2*wide, 2*tall enhanced font "DejaVu Sans,13" fontscale 2 linewidth 2 pointscale 1.6 background "white"
    }
    set output out
}

blue = "#0072B2"; vermilion = "#D55E00"; green = "#009E73"; purple = "#CC79A7"
orange = "#E69F00"; sky = "#56B4E9"; grey = "#777777"; ink = "#222222"

set border 3 lc rgb "#999999" lw 1
set tics nomirror textcolor rgb ink
set grid lc rgb "#E4E4E4" lw 1
set key off
set title font ",16" textcolor rgb ink
set encoding utf8

# ---- matrices as tiles
# A figure of tiles is a plane in which a tile is 1 wide and 1 high; row 1 is on top.
# tiles(NAME, c, x, y) is a piece of a plot command: the block NAME of the trace, of c columns, its
# first tile at (x, y).  tiles_t draws the block transposed.  A script says
#     eval "plot ".tiles("z1", 3, 0, 0)
# The blocks are read column by column: gnuplot's own "matrix" would round them to seven digits.
# Orange is positive, blue negative, white zero, on one scale for the figure: -limit to limit.

set palette defined (-1 "#0072B2", 0 "#FFFFFF", 1 "#D55E00")

at(x, y, t)  = t ? sprintf("(%g+$0):(%g-j+1)", x, y) : sprintf("(%g+j-1):(%g-$0)", x, y)
piece(name, c, x, y, t) = sprintf("for [j=1:%d] '%s' index '%s ' using ", c, trace, name).at(x, y, t)
boxes(name, c, x, y, t) = piece(name, c, x, y, t).":(0.48):(0.46):(column(j)) with boxxyerror fs solid border rgb '#D0D0D0' fc palette lw 0.5"
texts(name, c, x, y, t) = piece(name, c, x, y, t).":(sprintf('%.4f', column(j))):" \
    ."(abs(column(j)) > 0.72*limit ? 0xFFFFFF : 0x222222) with labels tc rgb variable font ',12'"
tiles(name, c, x, y)   = boxes(name, c, x, y, 0).", ".texts(name, c, x, y, 0)
tiles_t(name, c, x, y) = boxes(name, c, x, y, 1).", ".texts(name, c, x, y, 1)

# What a figure of tiles is drawn on: no axes, from (x1, y1) to (x2, y2).
plane(x1, x2, y1, y2) = sprintf("unset border; unset tics; unset grid; unset colorbox; set cbrange [-limit:limit]; " \
    ."set xrange [%g:%g]; set yrange [%g:%g]; set lmargin 1; set rmargin 1; set bmargin 0.5; set tmargin 3", x1, x2, y1, y2)

# A frame in a role's colour around r x c tiles, and the name above them.
frame(n, x, y, r, c, colour) = sprintf("set object %d rectangle from %g,%g to %g,%g fs empty border rgb '%s' lw 2.5 front", \
    n, x - 0.52, y + 0.52, x + c - 0.48, y - r + 0.48, colour)
name_above(x, y, c, words) = sprintf("set label '%s' at %g,%g center font ',13' tc rgb ink", words, x + (c - 1) / 2.0, y + 0.85)
operator(x, y, words) = sprintf("set label '%s' at %g,%g center font ',18' tc rgb ink", words, x, y)
