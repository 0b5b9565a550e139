# Says in make what chapters/list.txt says: what the lists are, and which bricks a chapter is linked with.
#
#     awk -f chapters/list.awk chapters/list.txt >build/list.mk
#
# $(TO_4) is bricks 1 to 4.  The programs from the loop on run long, and are linked with $(RUN) as well;
# those that test claims, with $(CLAIMS).  Of a chapter's own files all but what a student writes belong to it.

BEGIN { print "CHAPTERS =\nBRICKS =\nEXERCISES =" }

/^[0-9]/ {
    number = substr($1, 1, 2)
    chapter = $1
    brick = $2
    if (brick == "loop") run = " $(RUN)"
    if (brick == "remedies") run = run " $(CLAIMS)"
    print "\nCHAPTERS += " chapter
    if (brick != "-") {
        bricks++
        print "BRICKS += " brick
        print "TO_" bricks " =" (bricks > 1 ? " $(TO_" bricks - 1 ")" : "") " $(L)/" brick ".o"
    }
    own = "$(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out %/main.c %/exercise.c %/own.c,$(wildcard chapters/" chapter "/*.c)))"
    print "OWN_" chapter " = " own
    print "LINKED_" chapter " = $(TO_" bricks ")" run " $(OWN_" chapter ")"
    print "$(BUILD)/" chapter ": $(LINKED_" chapter ")"
}

/^ / && !seen[number]++ {
    print "EXERCISES += " number
    print "BRICK_" number " = " ($(NF - 1) == "of" ? $NF : brick)
    print "PROGRAMS_" number " = " chapter
}

/^ / {
    print "WRITES_" number " += " $1
    if ($(NF - 1) == "in") print "PROGRAMS_" number " += " $NF
}
