# The player's content without JavaScript: every block of a trace as an item of a list.
#
#     awk -v trace=FILE.trace -v tool=build/trace -f listed.awk FILE.trace
#
# The sums of products are those of `trace why`.

function escape(text) {
    gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
    return text
}

function close_block() {
    if (!open) return
    print "</tbody></table></div>"
    if (formula != "" && rows * cols <= 12) explain()
    else if (formula != "") print "<p>Each entry: <code>build/trace why FILE '" name "[1,1]'</code></p>"
    print "</li>"
    open = 0
}

function explain(    r, c, command, line, text) {
    print "<details><summary>" name ", entry by entry</summary><pre>"
    for (r = 1; r <= rows; r++)
        for (c = 1; c <= cols; c++) {
            command = tool " why --depth=0 " trace " '" name (rows * cols > 1 ? "[" r "," c "]" : "") "'"
            while ((command | getline line) > 0)
                if (line !~ /formula:|^\+-/) { sub(/^\|? */, line ~ /^\|/ ? "  " : "", line); print escape(line) }
            close(command)
        }
    print "</pre></details>"
}

# Eight decimals; very small and very large numbers as a power of ten, as `trace why` prints them.
function number(x,    size) {
    if (x ~ /^-?[0-9]+$|n/) return x
    size = x < 0 ? -x : x
    return sprintf(size < 1e-4 || size >= 1e6 ? "%.7e" : "%.8f", x)
}

BEGIN { print "<ol class=\"blocks\">" }
/^# [A-Za-z_][A-Za-z0-9_@]* [0-9]+x[0-9]+( = .*)?$/ {
    close_block()
    name = $2
    split($3, shape, "x"); rows = shape[1]; cols = shape[2]
    formula = index($0, " = ") ? substr($0, index($0, " = ") + 3) : ""
    printf "<li><p><b>%s</b> <span class=\"shape\">%d &times; %d</span> %s</p>\n", name, rows, cols, \
        formula == "" ? "given" : "<code>= " escape(formula) "</code>"
    print "<div class=\"table\"><table class=\"matrix\"><tbody>"
    open = 1
    next
}
/^#/ || NF == 0 { next }
open {
    printf "<tr>"
    for (i = 1; i <= NF; i++) printf "<td>%s</td>", number($i)
    print "</tr>"
}
END { close_block(); print "</ol>" }
