# The Loss as squares: each one stands on the distance of an answer from its label.
wide = 640; size = 17
load 'plots/style.gp'

file = traces.'/03-loss.trace'
eval network
if (too_large(outputs, 1, 1, 1)) { eval apology; exit }
# The first row's part of the Loss, without the ridge; as a rule that is all of it.
array h2[outputs]; array Y[outputs]
loss = 0; least = 0; most = 1; side = 0; sum = ""
do for [k=1:outputs] {
    eval take("a", "h2", 1, k); h2[k] = a; eval take("a", "Y", 1, k); Y[k] = a
    loss = loss + (Y[k] - h2[k])**2 / 2
    least = Y[k] < least ? Y[k] : least; most = larger(most, Y[k])
    side = larger(side, abs(Y[k] - h2[k]))
    sum = sum.(k > 1 ? " + " : "").sprintf("%.4f", (Y[k] - h2[k])**2)
}
span = most - least
whole = observations == 1 && setting("lambda") + 0 == 0

# Two outputs beside each other, the next two below them.
across = outputs > 1 ? 2 : 1; down = (outputs + 1) / 2
pitch = 1.4*span; height = side + 0.68*span; plane_wide = pitch*(across - 1) + 1.36*span
sum_down = -(down - 1)*height - 0.36*span
tall = int(62 + 635*(side + 0.32*span - sum_down + 0.14*span) / larger(plane_wide, 2.7*span)); eval page
eval plane(least - 0.18*span, least - 0.18*span + plane_wide, sum_down - 0.14*span, side + 0.32*span)
if (!text) { set size ratio -1 }
set title whole ? "The Loss is half the area of the squares" : "Row 1: half the area of the squares is its data loss"

line(x1, y1, x2, y2, width, colour) = sprintf("set arrow from %g,%g to %g,%g nohead lw %g lc rgb '%s' front", x1, y1, x2, y2, width, colour)
place(w, x, y, colour) = sprintf("set label \"%s\" at %g,%g center tc rgb '%s' front", w, x, y, colour)
do for [k=1:outputs] {
    x = pitch*((k - 1) % 2); y = -height*((k - 1) / 2)
    d = abs(Y[k] - h2[k]); from = x + (Y[k] < h2[k] ? Y[k] : h2[k]); to = from + d
    if (text) {
        eval line(from, y, from, y + d, 1, ink); eval line(from, y + d, to, y + d, 1, ink); eval line(to, y + d, to, y, 1, ink)
    } else {
        set object rectangle from from,y to to,y + d fs solid noborder fc rgb blue
    }
    eval line(x + least, y, x + most, y, 2, ink)
    eval place(sprintf("output %d", k), x + (least + most) / 2, y + side + 0.22*span, ink)
    middle = (from + to) / 2
    middle = middle < x + least + 0.2*span ? x + least + 0.2*span : middle > x + most - 0.2*span ? x + most - 0.2*span : middle
    inside = d > 0.34*span
    if (inside) { eval place(sprintf("area\n%.4f", d**2), (from + to) / 2, y + d / 2 + 0.03*span, text ? ink : "#FFFFFF") }
    eval place(sprintf(inside ? "distance %.4f" : "distance %.4f\narea %.4f", d, d**2), middle, y + d + (text ? 0.16 : inside ? 0.07 : 0.17)*span, ink)
    near = d < 0.4*span
    eval place(sprintf("answer %.2f", h2[k]), x + h2[k], y - 0.1*span, ink)
    eval place(sprintf("label %g", Y[k]), x + Y[k], y - (near ? 0.23 : 0.1)*span, ink)
    do for [end in "least most"] {
        at = value(end)
        if (!text && abs(at - h2[k]) > 0.3*span && abs(at - Y[k]) > 0.3*span) { eval place(sprintf("%g", at), x + at, y - 0.1*span, grey) }
    }
}
eval place(sprintf("%s = (%s) / 2 = %.4f", whole ? "Loss" : "data loss", sum, loss), least - 0.18*span + plane_wide / 2, sum_down, ink)
plot NaN
