# The two answers of an output to a row and to its mirror image: all pairs that one c allows lie on one curve.
wide = 520; tall = 540; size = 16
load 'plots/style.gp'

set title "One curve for both classes:\nno curve is near both corners"
set size ratio -1
set xrange [-0.03:1.08]; set yrange [-0.03:1.12]
set xtics 0.5; set ytics 0.5
set xlabel "p, the answer to x"; set ylabel "q, the answer to −x"
curve(p, c) = exp(c)*(1 - p)/(p + exp(c)*(1 - p))
a(c) = 1/(1 + exp(-c/2))
set samples 400
set label "wanted for\nclass 0" at 0.1,0.06 left tc rgb blue
set label "wanted for\nclass 1" at 0.985,1.09 right offset -1,0 tc rgb dark_vermilion
set label "c = 0" at 0.30,0.64 right tc rgb ink
set label "c = 1" at 0.42,0.84 left tc rgb grey
set label "c = 3" at 0.42,1.0 left tc rgb grey
set arrow from 0,0 to 0.5,0.5 nohead lw 2 lc rgb blue
set arrow from 1,1 to 0.5,0.5 nohead lw 2 lc rgb vermilion
plot [0:1] curve(x, 0) with lines lw 3 lc rgb ink, curve(x, 1) with lines lw 2 dt 2 lc rgb grey, \
     curve(x, 3) with lines lw 2 dt 4 lc rgb grey, \
     '+' using (0):(0) every ::0::0 with points pt 6 ps 1.2 lw 3 lc rgb blue, \
     '+' using (1):(1) every ::0::0 with points pt 8 ps 1.2 lw 3 lc rgb vermilion, \
     '+' using (0.5):(0.5) every ::0::0 with points pt 7 ps 1 lc rgb ink
