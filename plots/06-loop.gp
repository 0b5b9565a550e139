# The loss, epoch after epoch.
wide = 880; tall = 420
load 'plots/style.gp'

stats trace index "history " using 1:2 nooutput
set title sprintf("Step after step the loss falls: %.4f at epoch %.0f, %.4f at epoch %.0f", \
    STATS_max_y, STATS_pos_max_y, STATS_min_y, STATS_pos_min_y)
set xlabel "epoch"; set ylabel "Loss, before the update"
set xrange [0:*] noextend; set offsets 0, 0, graph 0.1, graph 0.1
plot trace index "history " using 1:2 with linespoints pt 7 ps 0.8 lw 2.5 lc rgb blue
