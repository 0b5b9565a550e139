# Says in make what chapters/list.txt says: what the lists are, and which bricks a chapter is linked with.
#
#     awk -f chapters/list.awk chapters/list.txt >build/list.mk
#
# $(TO_4) is bricks 1 to 4.  The programs from the loop on run long, and are linked with $(RUN) as well.
# An exercise is linked with all bricks but its own, up to those of the last program it is run in.

/^[0-9]/ {
    number = substr($1, 1, 2)
    chapter[++chapters] = $1
    if ($2 != "-") brick[++bricks] = $2
    if ($2 == "loop") loop = bricks
    top[$1] = bricks
    own[number] = bricks
}

/^ / {
    if (!(number in writes)) exercise[++exercises] = number
    writes[number] = writes[number] " " $1
    programs[number] = chapter[chapters]
    for (i = 2; i < NF; i++)
        if ($i == "in") also[number] = $(i + 1)
}

function list(name, words, n,    i, text) {
    for (i = 1; i <= n; i++) text = text " " words[i]
    print name " =" text
}

END {
    list("CHAPTERS", chapter, chapters)
    list("BRICKS", brick, bricks)
    list("EXERCISES", exercise, exercises)
    print ""
    for (i = 1; i <= bricks; i++)
        print "TO_" i " =" (i > 1 ? " $(TO_" i - 1 ")" : "") " $(L)/" brick[i] ".o"
    print ""
    for (i = 1; i <= chapters; i++)
        print "$(BUILD)/" chapter[i] ": $(TO_" top[chapter[i]] ")" (loop && top[chapter[i]] >= loop ? " $(RUN)" : "")
    for (i = 1; i <= exercises; i++) {
        number = exercise[i]
        last = also[number] ? also[number] : programs[number]
        print ""
        print "PROGRAMS_" number " = " programs[number] (also[number] ? " " also[number] : "")
        print "BRICK_" number " = " brick[own[number]]
        print "WRITES_" number " =" writes[number]
        text = ""
        for (k = 1; k <= top[last]; k++)
            if (k != own[number]) text = text " " brick[k]
        print "BESIDE_" number " =" text (loop && top[last] >= loop ? " fast $(RUNNING:%=run/%)" : "")
    }
}
