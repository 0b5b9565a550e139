#!/bin/sh
# Makes the book: book.sh [BUILD] writes BUILD/book from the pages.
#
# Every page is pandoc's work, with book.lua for the links, the listings and the slips, and
# template.html around it.  A chapter that has a trace gets the player (player.html), with a board (whatif.html)
# behind its idea or alone at its end; one that trains also gets the boundary (training.html).  contents.html is the first page.
set -eu
cd "$(dirname "$0")/../.."
build=${1-build}
here=chapters/book
book=$build/book
new=$build/book.new
work=$build/book.work

command -v pandoc >/dev/null || {
    echo "book: pandoc is missing: make setup-book (Debian's package is pandoc)" >&2
    exit 1
}
rm -rf "$new" "$work"
mkdir -p "$new/figures" "$new/source" "$work"
cp $here/book.css $here/*.js "$new"
runs= # the programs as WebAssembly: where they could be made
if [ -f "$build/programs.js" ]; then
    runs="shell run"
    cp "$build/programs.js" "$build/trained.js" "$new"
else
    echo "book: no clang for WebAssembly, so no page runs its commands: make setup-book" >&2
fi
find plots/figures -maxdepth 1 \( -name '*.svg' -o -name '*.gif' -o -name '*.png' \) -exec cp {} "$new/figures" \;

# ---- the list of pages, for book.lua too: FILE|PAGE|TITLE, in the order of reading
export LIST="$work/list" SOURCES="$work/sources" FOUND="$work/found"
: >"$SOURCES"
: >"$FOUND"

chapters() { # those of the list: CHAPTER BRICK QUESTION
    grep '^[0-9]' chapters/list.txt
}

$here/pages.sh >"$LIST"
count=$(wc -l <"$LIST" | tr -d ' ')
IFS='|' read -r _ first first_title <"$LIST"

pandoc_page() { # OUT TITLE KIND ROOT, the rest is pandoc's
    out=$1 title=$2 kind=$3 root=$4
    shift 4
    pandoc --to=html5 --mathml --template="$here/template.html" --wrap=preserve --columns=100 \
        --metadata=pagetitle:"$title" --variable=kind:"$kind" --variable=root:"$root" --output="$work/page" "$@"
    # brackets as large as TeX says: pandoc lets plain ones grow, and gives the large ones no unit
    sed -E 's/<mo stretchy="true" form="(pre|post)fix">([][()|])</<mo stretchy="false" form="\1fix">\2</g
            s/minsize="([0-9.]*)" maxsize="[0-9.]*" stretchy="false"/minsize="\1em" maxsize="\1em" stretchy="true"/g' \
        "$work/page" >"$out"
}

# ---- the player of a chapter
fill() { # TEMPLATE: with the file NAME of $work in the place of each line <!-- NAME -->
    awk -v work="$work" '
        /^<!-- [a-z]* -->$/ { while ((getline line < (work "/" $2)) > 0) print line; next }
        { print }' "$1"
}

embed() { # TRACE START: as JSON; "<" cannot end the script element
    printf '<script type="application/json" id="trace" data-trace="build/traces/%s" data-start="%s">' "${1##*/}" "$2"
    "$build/trace" export --json "$1" | sed 's/</\\u003c/g'
    echo '</script>'
}

# The block that the player begins with: the first that the chapter's functions compute.
start() { # CHAPTER
    awk -v chapter="$1" '/^[0-9]/ { here = $1 == chapter } here && /^ / { print $2; exit }' chapters/list.txt
}

# The weights of each recorded epoch and what the boundary needs besides.
weights() { # TRACE
    awk '/^# (X|Y|W1|W2|Loss)(@[0-9]+)? / { print ""; print ""; keep = 1; print; next }
         /^# [A-Za-z_0-9@]+ [0-9]+x[0-9]+/ { keep = 0; next }
         /^#/ && !begun { print; next }
         NF && keep { begun = 1; print }
         END { print ""; print "" }' "$1"
}

# A chapter that trains has a trace of one step, for the player, and one of the training.
trace_of() { # CHAPTER
    for trace in "$build/traces/$1-step.trace" "$build/traces/$1.trace"; do
        [ ! -f "$trace" ] || { echo "$trace"; break; }
    done
}

blocks_of() { # TRACE
    awk '/^# [A-Za-z_0-9]+ [0-9]+x[0-9]+/ { print $2 }' "$1"
}

# What a chapter with a trace has besides its text: the player, with a board before it (in the file `board`) if the
# chapter has mathematics to stand before and does not train; the list of blocks, for those without a script; the training.
player() { # CHAPTER FILE
    training=$build/traces/$1.trace
    trace=$(trace_of "$1")
    [ "$trace" ] || return 0
    own=$here/own-$1.html
    [ -f "$own" ] || own=$here/own.html
    start=$(sed -n 's/.*data-start="\([A-Za-z0-9_]*\)".*/\1/p' "$own")
    cp "$own" "$work/own"
    awk -v trace="$trace" -v tool="$build/trace" -f "$here/listed.awk" "$trace" >"$work/listed"
    embed "$trace" "${start:-$(start "$1")}" >"$work/trace"
    if [ "$training" = "$trace" ] && grep -q '^## The mathematics' "$2"; then
        echo '<h3 id="player-title">How each number is made</h3>' >"$work/title"
        fill "$here/player.html" | cat "$here/whatif.html" - >"$work/board"
    else
        echo '<h2 id="player-title">The trace, step by step</h2>' >"$work/title"
        fill "$here/player.html"
    fi
    fill "$here/listed.html"
    [ "$training" != "$trace" ] || return 0
    weights "$build/second.trace" >"$work/training.trace"
    awk -f "$here/losses.awk" "$work/training.trace" >"$work/losses"
    { # loaded by the page when there is time
        printf 'var RECORDED = String.raw`'
        "$build/trace" export --json "$work/training.trace"
        echo '`;'
    } >"$new/recorded.js"
    awk -F '|' '!/^#/ { print "<option" (/turns/ ? " selected" : "") " value=\"" $2 "\">" $1 "</option>" }' "$here/runs.txt" >"$work/runs"
    fill "$here/training.html"
}

# ---- names that the notation explains
NOTATION=$(awk -F '|' '
    !/^\|/ { names = 0 }
    /^\|[^|]*\| code and trace/ { names = 1 }
    names { n = split($3, code, "`"); for (i = 2; i <= n; i += 2) print code[i] }' chapters/notation.md | sort -u | tr '\n' ' ')
export NOTATION

# ---- the pages, each with the page before and the page after it
echo "book: making $count pages"
awk -F '|' '{ line[NR] = $0; page[NR] = $2; title[NR] = $3 }
    END {
        page[0] = "index.html"; title[0] = "Contents"
        for (i = 1; i <= NR; i++)
            print line[i] "|" page[i - 1] "|" title[i - 1] "|" page[i + 1] "|" title[i + 1]
    }' "$LIST" >"$work/order"
while IFS='|' read -r file target title previous previous_title next next_title; do
    rm -f "$work/board"
    player "${target%.html}" "$file" >"$work/after.html"
    trace=$(trace_of "${target%.html}")
    awk -f $here/bare.awk "$file" >"$work/bare.md"
    scripts="page${trace:+ trace table curve judge player present} symbols"
    [ ! -f "$work/board" ] || scripts="$scripts whatif"
    ! grep -q 'id="training"' "$work/after.html" || scripts="$scripts boundary training${runs:+ live}"
    after=$(sed -n 's/^<h2 id="\(.*\)-title">\(.*\)<\/h2>/\1	\2/p' "$work/after.html")
    # shellcheck disable=SC2046,SC2086  # one word for each script
    PAGE=$file AFTER=$after BOARD=$work/board BLOCKS=$([ ! "$trace" ] || blocks_of "$trace") pandoc_page "$new/$target" "$title - Brick by Brick" page "" \
        --from=gfm+smart+tex_math_dollars+gfm_auto_identifiers --lua-filter=$here/book.lua \
        --variable=names:"$NOTATION" --variable=turn:yes --variable=previous:"$previous" --variable=previous-title:"$previous_title" \
        ${next:+--variable=next:$next} --variable=next-title:"$next_title" \
        $(printf -- '--variable=script:%s.js ' $scripts $runs search keys) \
        --include-after-body="$work/after.html" "$work/bare.md"
done <"$work/order"

# ---- the sources that the pages link to, each with the way back to the first of these pages
awk 'BEGIN { FS = "[|\t]" }
    FNR == NR { back[$1] = $3 "](../" $2; next }
    !seen[$1]++ { print $1 "|" back[$2] }' "$LIST" "$SOURCES" |
    while IFS='|' read -r file back; do
        case $file in
        *.c | *.h) language=.c ;;
        *.sh) language=.bash ;;
        *Makefile | *.mk) language=.makefile ;;
        *) language=.default ;;
        esac
        {
            # shellcheck disable=SC2016 # the backticks are Markdown's
            printf '# `%s`\n\nBack to [%s)\n\n~~~~~~~~{#L %s .numberLines .lineAnchors}\n' "$file" "$back" $language
            cat "$file"
            printf '\n~~~~~~~~\n'
        } | pandoc_page "$work/source.html" "$file - Brick by Brick" source ../ --from=markdown
        # the numbers of the lines are links without a name: not for the keyboard, not to be read out
        sed 's/<a href="#L-[0-9]*"/& aria-hidden="true" tabindex="-1"/' "$work/source.html" \
            >"$new/source/$(echo "$file" | tr / -).html"
    done

# ---- the contents: a network in training, the tower, the last brick on top, and the pages beside it
moving=06-run-2
alt=$(sed -n "s/^!\[\(.*\)\](.*$moving\.gif)\$/\1/p" README.md)
{
    echo 'chapter:'
    chapters | sort -r | while read -r chapter brick question; do
        number=${chapter%%-*}
        [ "$brick" != - ] || brick=${chapter#*-} # no brick of its own
        printf -- '- page: %s.html\n  brick: "%s"\n  question: "%s"\n' "$chapter" "${number#0} $brick" "$question"
    done
    echo 'beside:'
    grep -v '^chapters/[^|]*/README.md|' "$LIST" | while IFS='|' read -r _ target title; do
        printf -- '- page: %s\n  title: "%s"\n' "$target" "$title"
    done
} >"$work/contents.yaml"
pandoc --from=markdown --to=html5 --template=$here/contents.html --wrap=preserve --metadata=pagetitle:Contents \
    --metadata-file="$work/contents.yaml" --variable=next:"$first" --variable=moving:$moving \
    --variable=alt:"$alt" --output="$work/contents.html" /dev/null
pandoc_page "$new/index.html" "Brick by Brick" contents "" --from=html+raw_html --variable=next:"$first" \
    --variable=next-title:"$first_title" --variable=script:page.js --variable=script:search.js --variable=script:keys.js --include-before-body="$work/contents.html" /dev/null

{
    echo '/* What a search finds: words, where, and more about them; made by book.sh. */'
    echo 'var FOUND = ['
    cat "$FOUND"
    echo '];'
} >"$new/found.js"

rm -rf "$book"
mv "$new" "$book"
rm -rf "$work"
echo "book: $count pages and the contents: $book/index.html"
