#!/bin/sh
# The chapters' pages are as long as a reader can take, counted in what is in sight without unfolding.
#     tests/lengths.sh [BUILD]
#
# Chapters 1 to 6 have 700 to 1,300 words of prose, and the first picture within the first quarter of them.
# Later chapters have at most 1,800.  Each has at most 60 lines of C, and two slips.  Code, output, tables,
# displayed formulas and the words that stand for a picture are not prose.
set -u
cd "$(dirname "$0")/.." || exit 2

for page in chapters/[0-9]*/README.md; do
    awk '
        function wrong(what) { printf "%s: %s\n", FILENAME, what; failed = 1 }
        function counted(line,    from, rest, word, n, i, sum) {
            while ((from = index(line, "<!--")) > 0) {
                rest = substr(line, from)
                line = substr(line, 1, from - 1) substr(rest, index(rest, "-->") + 3)
            }
            gsub(/\]\([^)]*\)/, "]", line)
            gsub(/\$[^$]*\$/, "x", line)
            n = split(line, word, " ")
            for (i = 1; i <= n; i++) sum += word[i] ~ /[A-Za-z0-9]/
            return sum + 0
        }
        /^```/ { fenced = !fenced; language = substr($0, 4); next }
        fenced { c += language == "c" && !folded; next }
        /^<details>/ { folded = 1 }
        /^<\/details>/ { folded = 0; next }
        folded || /^[|]/ || /^[$][$]/ || /^\[`[^`]*`\]\([^)]*\), lines? [0-9]/ { next }
        /^!\[/ { if (!pictures++) before = words; next }
        /^> \*\*Slip/ { slips++ }
        { words += counted($0) }
        END {
            chapter = substr(FILENAME, 10, 2) + 0
            if (chapter <= 6 && words < 700) wrong(words " words, less than 700")
            if (words > (chapter <= 6 ? 1300 : 1800)) wrong(words " words, more than " (chapter <= 6 ? 1300 : 1800))
            if (c > 60) wrong(c " lines of C in sight, more than 60")
            if (slips > 2) wrong(slips " slips, more than 2")
            if (chapter <= 6 && (!pictures || 4 * before > words)) wrong(pictures ? "the first picture stands after " before " of " words " words" : "no picture")
            printf "%s: %d words, %d lines of C, %d slips, the first picture after %d words\n", FILENAME, words, c, slips, before
            exit failed
        }' "$page" || failed=1
done
exit "${failed-0}"
