# Makes slips of a right exercise: files of which each has one change, drawn with `seed`, `count` of them, as
# FOLDER/1.c and so on.
#
#     awk -v seed=1 -v count=6 -v folder=FOLDER -f slips.awk SOURCE
#
# The changes are what fingers do: a sign, an operator, an index, a size, an argument, a line left out.

# Adds the change of text at a place of a line, `length` long.
function slip(at, length_of, text) {
    slips++
    line_of[slips] = lines
    becomes[slips] = substr($0, 1, at - 1) text substr($0, at + length_of)
}

# Each place where `from` stands becomes `to`.
function each(from, to,    at, behind) {
    for (behind = 0; (at = index(substr($0, behind + 1), from)) > 0; behind += at + length(from) - 1)
        slip(behind + at, length(from), to)
}

{ line[++lines] = $0 }
/^[a-z].*\(/ { inside = 1 }
/^}/ { inside = 0 }
/^const double answer/ { line[lines] = "" } # the object that it is linked with has one
inside && /^ / {
    each(" + ", " - ")
    each(" - ", " + ")
    each(" * ", " + ")
    each(" / ", " * ")
    each("+= ", "= ")
    each("-= ", "+= ")
    each("= -", "= ")
    each("exp(-", "exp(")
    each("1 - ", "")
    each("1 + ", "")
    each("2 * ", "")
    each("->rows", "->cols")
    each("->cols", "->rows")
    each("size_t i = 0", "size_t i = 1")
    each("double sum = 0", "double sum = 1")
    each("W2", "W1")
    each("W1", "W2")
    each("h1", "h2")
    each("h2", "h1")
    each("z2", "z1")
    each("z1", "z2")
    each("dh2_dz2", "h2")
    each("dh1_dz1", "h1")
    if (match($0, /[A-Za-z_0-9>-]+, [A-Za-z_0-9>-]+\);$/)) { # the last two arguments change places
        split(substr($0, RSTART, RLENGTH - 2), word, ", ")
        slip(RSTART, RLENGTH, word[2] ", " word[1] ");")
    }
    if (/^    [a-z_0-9]+\(.*;$/)
        slip(1, length($0), "")
}

END {
    x = seed + 1
    for (i = 1; i <= count && slips > 0; i++) {
        x = x * 16807 % 2147483647
        k = int(x * 16807 % 2147483647 / 2147483647 * slips) + 1
        file = folder "/" i ".c"
        for (n = 1; n <= lines; n++)
            print n == line_of[k] ? becomes[k] : line[n] > file
        close(file)
        line_of[k] = line_of[slips] # each change once
        becomes[k] = becomes[slips--]
    }
}
