# Prints a C source without the functions in `names`; blank lines stand in their place, so that line
# numbers stay.  With only=1 the other way round: these functions, and nothing else.  A name that is
# not defined in the source is an error: nothing is ever left in by mistake.
#
#     awk -v names="dloss_dz2 dloss_dw2" -f rest.awk lib/dloss_dw2.c
#
# A definition begins in the first column and ends with a } there, as in all of this project.

BEGIN {
    count = split(names, name, " ")
}

# Whether this line begins the definition of name[i]: it may end in , or ) or {, never in ;
function begins(line, i) {
    return line ~ ("^[A-Za-z].*[ *]" name[i] "\\(") && line !~ /;[ \t]*$/
}

!inside {
    for (i = 1; i <= count; i++)
        if (begins($0, i)) {
            inside = 1
            found[i] = 1
        }
}

{
    if (inside == only)
        print
    else if (!only)
        print ""
    if (inside && /^}/) {
        inside = 0
        if (only)
            print ""
    }
}

END {
    for (i = 1; i <= count; i++)
        if (!found[i]) {
            print FILENAME ": no function " name[i] | "cat >&2"
            status = 1
        }
    exit status
}
