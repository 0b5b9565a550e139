# The cover of the book to carry away: the tower, its bricks from chapters/list.txt.
set terminal pngcairo size 1200,1600 font "DejaVu Sans,30" background rgb '#FDFCF9'
set output out
bricks = system("awk '/^[0-9]/ { print $2 == \"-\" ? \"bias\" : $2 }' chapters/list.txt")
set xrange [0:12]; set yrange [0:16]
unset border; unset tics; unset key
set margins 0, 0, 0, 0
set label "Brick by Brick" at 6,13.9 center font ',84'
set label "How a small neural network learns,\ncomputed by hand and in C" at 6,12.6 center font ',34' tc rgb '#625E57'
do for [i = 1:words(bricks)] {
    y = 0.6 + 1.2 * (i - 1); x = 2.4 + 0.12 * (i % 2)
    set object i rectangle from x,y to x + 7.1,y + 1.08 fc rgb (i % 2 ? '#0072B2' : '#00598C') fs solid noborder
    set label sprintf("%d   %s", i, word(bricks, i)) at x + 0.5,y + 0.54 left noenhanced font 'DejaVu Sans Mono,32' tc rgb '#FFFFFF'
}
plot NaN
