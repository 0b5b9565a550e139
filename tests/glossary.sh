#!/bin/sh
# The glossary has every word that a chapter prints in bold, with that chapter, and no other word.
#     tests/glossary.sh
#
# A page prints a word in bold where it explains it, once in the book, and uses bold for nothing else.
# The one exception opens a note: > **Slip 7.**
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C

# Writes each bold word of a page on a line of its own.  Code and comments are not read.
bold() {
    awk '
        /^```/ { fenced = !fenced; next }
        fenced { next }
        { sub(/^> \*\*Slips? [0-9 ,and]*\.\*\*/, ""); text = text " " $0 }
        END {
            while ((from = index(text, "<!--")) > 0) {
                rest = substr(text, from)
                text = substr(text, 1, from - 1) substr(rest, index(rest, "-->") + 3)
            }
            gsub(/`[^`]*`/, "", text)
            n = split(text, piece, "[*][*]|</?(b|strong)>|__")
            for (i = 2; i <= n; i += 2) print piece[i]
            if (n % 2 == 0) print "a bold word without its end"
        }' "$1"
}

for page in chapters/[0-9]*/README.md chapters/[0-9]*/INVESTIGATION.md chapters/next.md; do
    bold "$page" | sed "s|^|${page#chapters/}	|"
done | awk -F '\t' '
    function wrong(what) { print what; failed = 1 }
    function before(a, b) { return tolower(a) <= tolower(b) }

    FILENAME != "-" && /^- / { # - **word** ([2](02-sigmoid/README.md)): Sentence.
        split($0, piece, "[*][*]|[][()]+")
        word = piece[2]
        if ($0 !~ /^- \*\*[^*]+\*\* \(\[([0-9]+|next)\]\([^)]*\)\): [A-Z"].*[.]$/) wrong("glossary: not an entry: " $0)
        if (piece[5] !~ "^0?" piece[4] "[-.]") wrong("glossary: " word ": chapter " piece[4] " is not " piece[5])
        if (word in page) wrong("glossary: twice: " word)
        if (!before(last, word)) wrong("glossary: " word " stands after " last)
        page[word] = piece[5]
        last = word
        entries++
    }
    FILENAME == "-" {
        word = $2
        if (!(word in page)) sub(/s$/, "", word)
        if (!(word in page)) word = tolower(substr(word, 1, 1)) substr(word, 2) # it begins a sentence
        if (!(word in page)) wrong("chapters/" $1 ": bold, but not in the glossary: " $2)
        else if (word in bold) wrong("chapters/" $1 ": bold before, in chapters/" bold[word] ": " $2)
        else if (page[word] != $1) wrong("chapters/" $1 ": the glossary says " page[word] ": " $2)
        bold[word] = $1
    }
    END {
        for (word in page)
            if (!(word in bold)) wrong("chapters/" page[word] ": not bold, but the glossary says so: " word)
        if (!entries) wrong("the glossary is empty")
        if (failed) exit 1
        print "glossary: " entries " words, each bold in its chapter"
    }' chapters/glossary.md -
