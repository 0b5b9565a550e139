# Answers beside labels: what the loss adds up.
wide = 640; tall = 420
load 'plots/style.gp'

set xrange [0.4:2.6]; set yrange [0:1.15]
set xtics ("output 1" 1, "output 2" 2) scale 0
set ytics 0.25
set ylabel "answer h_2, label Y"
stats trace index "Loss " using 1 nooutput
set title sprintf("Half the squared distances make the loss: %.4f", STATS_max)

answer(k) = sprintf("'%s' index 'h2 ' using (%d):(column(%d)):(0.5) with boxes fs solid 0.85 noborder lc rgb '%s'", trace, k, k, sky)
mark(k)   = sprintf("'%s' index 'Y ' using (%d-0.32):(column(%d)):(0.64):(0) with vectors nohead lw 4 lc rgb '%s'", trace, k, k, ink)
says(k)   = sprintf("'%s' index 'h2 ' using (%d):(column(%d)):(sprintf('h_{2%d} = %%.4f', column(%d))) with labels offset 0,-1 tc rgb ink", trace, k, k, k, k)
target(k) = sprintf("'%s' index 'Y ' using (%d):(column(%d)):(sprintf('label %%g', column(%d))) with labels offset 0,0.8 tc rgb ink", trace, k, k, k)

eval "plot ".answer(1).", ".answer(2).", ".mark(1).", ".mark(2).", ".says(1).", ".says(2).", ".target(1).", ".target(2)
