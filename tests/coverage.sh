#!/bin/sh
# Says which lines and branches of lib and traces the tests have taken.
#
#     tests/coverage.sh BUILD GCOV
#
# BUILD was compiled with --coverage, and its tests have run.  What is left over must be named in
# tests/uncovered.txt: file, function, the line's text, and why, separated by tabs.  The exit status
# is 0 if all of it is, and at least 95 of 100 branches are taken.
#
# Of the demonstrations' branches none counts.  Each ends with a verdict, `a && b && c`, that is true as
# long as the article and mathematics are what they are: its other branches can't be taken.  What the
# claims of chapters 7 and 8 share (claims.c, trial.c of lib/run) is measured as little as the chapters:
# the test of the claims runs them in the usual build.
set -u
build=$1 gcov=$2

# A source can be in several objects: what one of them has taken counts.
find "$build/obj/lib" "$build/obj/traces" "$build/obj/counted" -name '*.gcno' | LC_ALL=C sort |
    while read -r notes; do
        "$gcov" -b -c -t -o "${notes%.gcno}.o" "${notes%.gcno}.o" || exit
    done >"$build/coverage.gcov" || exit

awk -F '\t' '
    function percent(part, of) { return of ? sprintf("%5.1f %%", 100 * part / of) : "      -" }
    function trimmed(text) { sub(/^[ \t]+/, "", text); sub(/[ \t]+$/, "", text); return text }

    FILENAME == ARGV[1] {
        if (!/^#/ && NF >= 4)
            named[$1 "\t" $2 "\t" $3] = 1
        next
    }
    /^ *-: *0:Source:/ {
        source = $0
        sub(/.*Source:/, "", source)
        ours = source ~ /^(lib|traces)\// && source !~ /^lib\/run\/(claims|trial)\.c/
        if (ours && !(source in lines))
            file[++files] = source
        if (ours)
            lines[source] += 0
        next
    }
    !ours { next }
    /^function / { split($0, word, " "); name = word[2]; next }
    /^branch / {
        split($0, word, " ")
        key = source SUBSEP at SUBSEP word[2]
        if (source ~ /demonstrate/)
            next
        if (!(key in branch)) {
            branch[key] = 0
            branches[source]++
        }
        if (word[3] == "taken" && word[4] > 0 && !branch[key]) {
            branch[key] = 1
            taken[source]++
        }
        place[key] = source SUBSEP at
        next
    }
    /^ *[-0-9#=*]+: *[0-9]+:/ {
        count = at = $0
        sub(/:.*/, "", count)
        sub(/^[^:]*: */, "", at)
        text = at
        sub(/:.*/, "", at)
        sub(/^[0-9]*:/, "", text)
        key = source SUBSEP at
        if (count ~ /-/ || at + 0 == 0)
            next
        if (!(key in line)) {
            line[key] = 0
            lines[source]++
            what[key] = source "\t" name "\t" trimmed(text)
            order[++keys] = key
        }
        if (count !~ /[#=]/ && !line[key]) {
            line[key] = 1
            run[source]++
        }
    }
    END {
        printf "%-26s %15s %18s\n", "", "lines", "branches taken"
        for (i = 1; i <= files; i++) {
            f = file[i]
            printf "%-26s %5d %s %8d %s\n", f, lines[f], percent(run[f], lines[f]), branches[f],
                   percent(taken[f], branches[f])
            l += lines[f]; r += run[f]; b += branches[f]; t += taken[f]
        }
        printf "%-26s %5d %s %8d %s\n", "all", l, percent(r, l), b, percent(t, b)
        for (key in branch)
            if (!branch[key])
                missed[place[key]]++
        for (i = 1; i <= keys; i++) {
            key = order[i]
            if (line[key] && !missed[key])
                continue
            met[what[key]] = 1
            if (what[key] in named)
                continue
            split(key, word, SUBSEP)
            split(what[key], part, "\t")
            printf "%s:%d: %s: %s: %s\n", word[1], word[2], part[2],
                   line[key] ? missed[key] " not taken" : "never reached", part[3]
            wrong++
        }
        for (key in named)
            if (!(key in met))
                print "tests/uncovered.txt: covered, or gone: " key
        if (wrong)
            printf "%d lines are neither covered nor named in tests/uncovered.txt\n", wrong
        if (100 * t < 95 * b)
            print "fewer than 95 of 100 branches are taken"
        exit wrong > 0 || 100 * t < 95 * b
    }' tests/uncovered.txt "$build/coverage.gcov"
