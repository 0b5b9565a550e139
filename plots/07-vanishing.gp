# Larger starting weights: more saturated units, and a smaller share of the gradient reaches W1.
wide = 640; tall = 460; size = 16
load 'plots/style.gp'

table = traces.'/07-diagnosis/vanishing.txt'
stats table using 1:5 nooutput name "R"

set title "The larger the starting weights, the less\nof the gradient reaches W_1"
set logscale xy; unset mytics; unset mxtics
set xrange [0.85*R_min_x:1.18*R_max_x]
set yrange [0.5*R_min_y:2*R_max_y]
set y2range [0:125]
set xtics (1, 3, 10, 30, 100)
set ytics (0.002, 0.005, 0.01, 0.02, 0.05)
set y2tics 0,25,100 format "%.0f %%"
set border 11
set xlabel "starting W_1 multiplied by"
set ylabel "length of ∂Loss/∂W_1 / length of ∂Loss/∂W_2" tc rgb blue
set y2label "hidden answers that are saturated" tc rgb dark_vermilion
set label "ratio of\nthe gradients" at R_min_x,R_max_y offset 5,1.5 tc rgb blue
set label "saturated" at first R_min_x*4.2, second 35 right tc rgb dark_vermilion
plot table using 1:2 axes x1y2 with linespoints lw 2 dt 2 pt 8 ps 0.9 lc rgb vermilion, \
     table using 1:5 with linespoints lw 3 pt 7 ps 0.7 lc rgb blue
