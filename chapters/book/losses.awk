# The Loss of every ten-thousandth epoch of a training, as rows of a table of HTML.
/^# Loss/ {
    split($2, name, "@")
    epoch = name[2] + 0
    getline
    if (epoch % 10000 == 0) print "<tr><td>" epoch "</td><td>" sprintf("%.8f", $1) "</td></tr>"
}
