# Lists what can be made, in groups: a rule `TARGET: ... ## GROUP OPTIONS: WORDS` is a line of its group.
#
#     awk -f .ci/help.awk Makefile...

/^[^\t#].*:.* ## / {
    target = $0
    sub(/:.*/, "", target)
    sub(/^\$\(CHAPTERS\)$/, "01-matrix", target)
    words = substr($0, index($0, " ## ") + 4)
    options = words
    sub(/: .*/, "", options)
    sub(/^[^:]*: /, "", words)
    group = options
    sub(/ .*/, "", group)
    sub(/^[^ ]* */, "", options)
    if (options != "")
        target = target " " options
    lines[group] = lines[group] sprintf("  make %-24s %s\n", target, words)
}

END {
    print "Working through the chapters\n" lines["chapters"]
    print "Traces and figures\n" lines["traces"]
    print "Exercises\n" lines["exercises"]
    print "For a course, and the book\n" lines["course"]
    printf "For contributors\n%s", lines["contributors"]
}
