# The loss, epoch after epoch.
wide = 880; tall = 420
load 'plots/style.gp'

history = trace[:strlen(trace)-5]."history"
stats history using 1:2 nooutput
set title sprintf("The loss falls, from %.4f to %.4f, and most of it at once", STATS_max_y, STATS_min_y)
set xlabel "epoch"; set ylabel "Loss, before the update"
set format x "%.0f"
set xrange [0:*] noextend; set offsets 0, 0, graph 0.1, graph 0.1
plot history using 1:2 with lines lw 3 lc rgb blue
