# Weaves the pages: what a page shows of the sources, the programs, the traces and the figures is
# put there by this file, from markers that a browser does not show.
#
#     awk -f chapters/weave.awk [-v build=build] [-v used=FILE] PAGE.md > WOVEN.md
#
# A marker alone on its line, up to <!-- end -->:
#     <!-- code lib/matrix.c products -->   a region of a source, with its place
#     <!-- run build/01-matrix --rows=5 --> a command and what it prints
#     <!-- figure 02-sigmoid ALT TEXT -->   plots/figures/02-sigmoid.svg, or the .gif that is named
# In running text:
#     <!--= z1[1,2] .4 -->0.9101<!--/-->    an entry of the page's trace, with so many decimals
#     <!--= z1 .2 -->[-1.41 0.91 -0.05]<!--/-->   or a whole row
#     <!--$ COMMAND -->text<!--/-->         what a command prints on its first line; in it ~~ stands
#                                           for --, which would end the comment for a browser
# The trace is the chapter's own; another page names one: <!-- trace 05-dloss-dw1 -->
#
# What a command prints is compared word for word and number for number.  Two numbers agree if they
# are at most 1e-12 apart, or 1e-12 of the larger one: the last digit of exp differs between systems.
# A line that agrees stays on the page as it is.  What 06-loop and 07-diagnosis print is compared to the
# letter: they train with lib/fast.c, which gives the same numbers everywhere.
#
# A region begins at a line /* ---- name */ of a source, in Python at # ---- name, and ends at the next
# or at the end of the file; the part before the first is called top.  The regions that a page shows are
# written to `used`, for chapters/weave.sh, which sees to it that every region is shown once.

function fail(why) {
    printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
    failed = 1
}

# up: how the page reaches the top of the project, "../../" from a chapter.
function begin_page(    parts, n, i) {
    if (build == "") build = "build"
    n = split(FILENAME, parts, "/")
    for (i = 1; i < n; i++) up = up "../"
    if (n > 2) trace = parts[n - 1]
}

function show_code(file, region,    line, name, n, from, to, text, blank) {
    name = "top"
    while ((getline line < file) > 0) {
        n++
        if (line ~ /^(\/\* ---- .* \*\/|# ---- .*)$/) {
            name = line
            gsub(/^(\/\*|#) ---- | \*\/$/, "", name)
            continue
        }
        if (name != region) continue
        if (line == "") { blank = blank "\n"; continue }
        if (!from) { from = n; blank = "" }
        text = text blank line "\n"
        blank = ""
        to = n
    }
    close(file)
    if (!from) {
        fail("no region " region " in " file)
        return
    }
    if (from == to) printf "[`%s`](%s%s#L%d), line %d", file, up, file, from, from
    else printf "[`%s`](%s%s#L%d-L%d), lines %d to %d", file, up, file, from, to, from, to
    printf "\n\n```%s\n%s```\n", file ~ /[.]py$/ ? "python" : "c", text
    if (used != "") print file " " region " " FILENAME > used
}

function built(command) {
    gsub(/build\//, build "/", command)
    return "( " command " ) 2>&1"
}

# Returns what a line of the page becomes: it stays where it agrees with what was printed now.
function kept_or_new(command, old, new) {
    return command !~ /build\/0[67]-/ && agree(old, new) ? old : new
}

function agree(old, new,    number, words, a, b, most) {
    number = "-?[0-9]+([.][0-9]*)?(e[-+]?[0-9]+)?"
    gsub(/ +/, " ", old)
    gsub(/ +/, " ", new)
    if (old == new) return 0 # the program puts other spaces now
    while (match(old, number)) {
        words = substr(old, 1, RSTART - 1)
        a = substr(old, RSTART, RLENGTH) + 0
        old = substr(old, RSTART + RLENGTH)
        if (!match(new, number) || substr(new, 1, RSTART - 1) != words) return 0
        b = substr(new, RSTART, RLENGTH) + 0
        new = substr(new, RSTART + RLENGTH)
        most = a * a > b * b ? a : b
        if ((a - b) * (a - b) > 1e-24 * (most * most > 1 ? most * most : 1)) return 0
    }
    return old == new
}

# The command runs when its marker is read; what it prints is shown when the old text has been read.
function run(command,    line, shown) {
    ran = command
    printed = olds = 0
    shown = built(command)
    while ((shown | getline line) > 0) {
        gsub(build "/", "build/", line)
        now[++printed] = line
    }
    close(shown)
    if (!printed) fail("nothing printed by: " command)
}

# The old text begins with ```text and the command.
function show_run(    i) {
    printf "```text\n$ %s\n", ran
    for (i = 1; i <= printed; i++) print kept_or_new(ran, i + 2 <= olds ? old_line[i + 2] : "", now[i])
    print "```"
    ran = ""
}

function show_figure(name, alt,    file, line) {
    file = "plots/figures/" name (name ~ /\.gif$/ ? "" : ".svg")
    if ((getline line < file) < 0) fail("no figure " file)
    close(file)
    if (alt == "") fail("a figure without words for who cannot see it: " name)
    printf "![%s](%s%s)\n", alt, up, file
}

function read_trace(    file, line, name, row, cell, n, i) {
    file = build "/traces/" trace ".trace"
    while ((getline line < file) > 0) {
        n = split(line, cell, " ")
        if (line ~ /^# [A-Za-z0-9_@]+ [0-9]+x[0-9]+/) {
            name = cell[2]
            row = 0
        } else if (line !~ /^#/ && n > 0 && name != "") {
            cols[name] = n
            rows[name] = ++row
            for (i = 1; i <= n; i++) value[name, row, i] = cell[i]
        }
    }
    if (!name) fail("no trace " file)
    close(file)
    have = trace
}

function traced(what, decimals,    name, at, text, i) {
    if (have != trace) read_trace()
    name = what
    sub(/\[.*/, "", name)
    if (!(name in cols)) { fail("no " name " in the trace of " trace); return "?" }
    sub(/^\./, "", decimals)
    if (name != what) {
        split(substr(what, length(name) + 2), at, /[],]/)
        if (!((name, at[1] + 0, at[2] + 0) in value)) { fail("no entry " what); return "?" }
        return sprintf("%." decimals "f", value[name, at[1] + 0, at[2] + 0])
    }
    if (rows[name] > 1) { fail(name " has more than one row"); return "?" }
    for (i = 1; i <= cols[name]; i++)
        text = text (i > 1 ? " " : "") sprintf("%." decimals "f", value[name, 1, i])
    return cols[name] > 1 ? "[" text "]" : text
}

function first_line(command,    line, shown) {
    shown = built(command)
    if ((shown | getline line) <= 0) { fail("nothing printed by: " command); line = "?" }
    close(shown)
    return line
}

function weave_line(line,    out, before, marker, old, inner, words, n) {
    while (match(line, /<!--[=$] [^>]* -->[^<]*<!--\/-->/)) {
        before = substr(line, 1, RSTART - 1)
        if (before ~ /<!--[=$]/) fail("a marker without its end: " before)
        out = out before
        marker = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
        old = substr(marker, index(marker, "-->") + 3)
        old = substr(old, 1, length(old) - 8)
        marker = substr(marker, 1, index(marker, "-->") + 2)
        inner = substr(marker, 7, length(marker) - 10)
        n = split(inner, words, " ")
        if (inner ~ /--/) fail("a marker in running text must not contain --; write ~~: " marker)
        if (substr(marker, 5, 1) == "$") { gsub(/~~/, "--", inner); inner = kept_or_new(inner, old, first_line(inner)) }
        else if (n == 2) inner = traced(words[1], words[2])
        else fail("what to show, and how many decimals? " marker)
        out = out marker inner "<!--/-->"
    }
    if (line ~ /<!--[=$]/) fail("a marker without its end: " line)
    return out line
}

FNR == 1 { begin_page() }

skipping && /^<!-- end -->$/ { skipping = 0; if (ran != "") show_run(); print; next }
skipping { if (/^<!-- (code|run|figure) /) fail("<!-- end --> is missing before this line"); old_line[++olds] = $0; next }
/^```/ { fenced = !fenced }
fenced { print; next }

/^<!--[=$]/ { fail("a marker begins the line: Markdown would end the paragraph here") }
/^<!-- trace .* -->$/ { trace = $3 }
/^<!-- code .* -->$/ { print; show_code($3, substr($0, 12 + length($3), length($0) - 15 - length($3))); skipping = 1; next }
/^<!-- run .* -->$/ { print; run(substr($0, 10, length($0) - 13)); skipping = 1; next }
/^<!-- figure .* -->$/ { print; show_figure($3, substr($0, 14 + length($3), length($0) - 17 - length($3))); skipping = 1; next }
/^<!-- end -->$/ { fail("nothing to end here") }
{ print weave_line($0) }

END {
    if (skipping) fail("<!-- end --> is missing")
    exit failed
}
