#!/bin/sh
# Makes the book: book.sh [BUILD [CHAPTERS]] writes BUILD/book from the pages in CHAPTERS.
#
# Every page is pandoc's work, with book.lua for the links, the listings and the slips, and
# template.html around it.  A chapter that has a trace gets the player at its end: the blocks as a
# list (static.awk), the player's frame (player.html), and the trace as JSON, which trace.js reads.
set -eu
cd "$(dirname "$0")/../.."
build=${1-build}
from=${2-chapters}
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
export SOURCES="$work/sources"
: >"$SOURCES"

# ---- which pages there are: FILE PLACE PAGE TITLE, in the order of reading
list=$work/list
tab=$(printf '\t')
page() { # FILE PLACE PAGE
    [ -f "$1" ] || return 0
    title=$(sed -n 's/^# *//p' "$1" | head -n 1 | tr -d '`')
    printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$title" >>"$list"
}
: >"$list"
for file in "$from"/[0-9][0-9]-*/README.md; do
    name=$(basename "$(dirname "$file")")
    page "$file" "chapters/$name/README.md" "$name.html"
done
for file in "$from"/[0-9][0-9]-*/INVESTIGATION.md; do
    page "$file" "chapters/$(basename "$(dirname "$file")")/INVESTIGATION.md" "$(basename "$(dirname "$file")")-investigation.html"
done
page "$from/notation.md" chapters/notation.md notation.html
page "$from/glossary.md" chapters/glossary.md glossary.html
page "$from/teachers.md" chapters/teachers.md teachers.html
page traces/README.md traces/README.md traces.html
page plots/README.md plots/README.md figures.html
export LIST="$list"

# ---- what the pages are made of
cp "$here/book.css" "$here/trace.js" "$here/player.js" "$here/training.js" "$new"
find plots/figures -maxdepth 1 \( -name '*.svg' -o -name '*.gif' -o -name '*.png' \) -exec cp {} "$new/figures" \;

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

# The block that the player begins with: what the chapter is about.
start() { # CHAPTER
    case $1 in
    02-*) echo h1 ;;
    03-*) echo data_loss ;;
    04-*) echo dLoss_dz2 ;;
    05-*) echo dLoss_dh1 ;;
    07-*) echo dLoss_dW1 ;;
    esac
}

embed() { # TRACE ID START: as JSON, which has no run line; "<" cannot end the script element
    run=$(sed -n '1,9s/^# run //p' "$1" | tr -d '"<>&')
    printf '<script type="application/json" id="%s" data-run="%s" data-start="%s">' "$2" "$run" "$3"
    "$build/trace" export --json "$1" | sed 's/</\\u003c/g'
    echo '</script>'
}

# The weights of each recorded epoch and what the boundary needs besides.
weights() {
    awk '/^# (X|Y|W1|W2|Loss)(@[0-9]+)? / { print ""; print ""; keep = 1; print; next }
         /^# [A-Za-z_0-9@]+ [0-9]+x[0-9]+/ { keep = 0; next }
         /^#/ && !begun { print; next }
         NF && keep { begun = 1; print }
         END { print ""; print "" }' "$1"
}

player() { # CHAPTER
    trace=$build/traces/$1.trace
    [ "$1" = 06-loop ] && trace=$build/traces/06-loop-step.trace
    [ -f "$trace" ] || return 0
    echo '<section class="player" id="player" aria-labelledby="player-title">'
    echo '<h2 id="player-title">The trace, step by step</h2>'
    case $1 in
    07-*) echo '<p class="own">One step of the worked example with lambda 0.1 and the ridge of the published program. The ridge adds one number to all entries of dLoss_dW1, so all weights of W1_new have gone down: those below zero have moved away from it.</p>' ;;
    06-*)
        echo '<p class="own">Everything that one step of the loop computes, in its order, for the one row of the worked example:'
        echo 'the trace of <code><span class="word">build/06-loop</span> <span class="word">--rows=1</span>'
        echo '<span class="word">--lr=0.001</span> <span class="word">--epochs=1</span></code>. Its gradient is the'
        echo 'article&#8217;s: for one row and lambda 0 its numbers are those of the exact one in chapters 4 and 5.</p>'
        ;;
    *) echo '<p class="own">Everything that this chapter computes, in its order. <span class="now">The player stands at what is new here.</span></p>' ;;
    esac
    echo '<div class="static">'
    awk -v trace="$trace" -v tool="$build/trace" -f "$here/static.awk" "$trace"
    echo '</div>'
    cat "$here/player.html"
    embed "$trace" trace "$(start "$1")"
    echo '</section>'
    [ "$1" = 06-loop ] && [ -f "$build/traces/06-loop.trace" ] || return 0
    weights "$build/traces/06-loop.trace" >"$work/training.trace"
    echo '<section class="training" id="training" aria-labelledby="training-title">'
    echo '<h2 id="training-title">The boundary while it learns</h2>'
    echo '<p class="static">Every tenth of the epochs that were recorded, with the Loss before its update:</p>'
    echo '<div class="static table"><table><thead><tr><th>epoch</th><th>Loss</th></tr></thead><tbody>'
    awk '/^# Loss/ { split($2, at, "@"); e = at[2] + 0; getline; if (e % 10000 == 0) print "<tr><td>" e "</td><td>" sprintf("%.8f", $1) "</td></tr>" }' "$work/training.trace"
    echo '</tbody></table></div>'
    cat "$here/training.html"
    embed "$work/training.trace" training-trace ""
    echo '</section>'
}

# ---- the pages
count=$(wc -l <"$list" | tr -d ' ')
echo "book: making $count pages"
at=0
while IFS=$tab read -r file place target title; do
    at=$((at + 1))
    previous=index.html previous_title=Contents next='' next_title=''
    if [ $at -gt 1 ]; then
        previous=$(sed -n "$((at - 1))p" "$list" | cut -f 3)
        previous_title=$(sed -n "$((at - 1))p" "$list" | cut -f 4)
    fi
    if [ $at -lt "$count" ]; then
        next=$(sed -n "$((at + 1))p" "$list" | cut -f 3)
        next_title=$(sed -n "$((at + 1))p" "$list" | cut -f 4)
    fi
    name=${target%.html}
    player "$name" >"$work/after.html"
    after=$(sed -n "s/^<h2 id=\"\(.*\)-title\">\(.*\)<\/h2>/\1$tab\2/p" "$work/after.html")
    scripts=''
    [ -s "$work/after.html" ] && scripts="--variable=script:trace.js --variable=script:player.js"
    [ "$name" = 06-loop ] && scripts="$scripts --variable=script:training.js"
    # shellcheck disable=SC2086  # one word for each script
    PAGE=$place AFTER=$after pandoc_page "$new/$target" "$title - Brick by Brick" page "" \
        --from=gfm+tex_math_dollars+gfm_auto_identifiers --lua-filter="$here/book.lua" \
        --variable=turn:yes --variable=previous:$previous --variable=previous-title:"$previous_title" \
        ${next:+--variable=next:$next} --variable=next-title:"$next_title" $scripts \
        --include-after-body="$work/after.html" "$file"
done <"$list"

# ---- the sources that the pages link to, each with the way back to the first of these pages
awk -F '\t' 'FNR == NR { back[$2] = $4 "](../" $3; next } !seen[$1]++ { print $1 "\t" back[$2] }' "$list" "$SOURCES" |
    while IFS=$tab read -r file back; do
        case $file in
        *.c | *.h) language=.c ;;
        *.sh) language=.bash ;;
        *Makefile | *.mk) language=.makefile ;;
        *) language=.default ;;
        esac
        {
            printf '# `%s`\n\nBack to [%s)\n\n~~~~~~~~{#L %s .numberLines .lineAnchors}\n' "$file" "$back" $language
            cat "$file"
            printf '\n~~~~~~~~\n'
        } | pandoc_page "$work/source.html" "$file - Brick by Brick" source ../ --from=markdown
        # the numbers of the lines are links without a name: not for the keyboard, not to be read out
        sed 's/<a href="#L-[0-9]*"/& aria-hidden="true" tabindex="-1"/' "$work/source.html" \
            >"$new/source/$(echo "$file" | tr / -).html"
    done

# ---- the contents: a network in training, and the tower, the last brick on top
moving=06-run-2
first=$(sed -n 1p "$list" | cut -f 3)
words=$(sed -n "s/^!\[\(.*\)\](.*$moving\.gif)\$/\1/p" README.md)
{
    echo '<h1>Brick by Brick</h1>'
    echo '<p class="lead">How a small neural network learns, in seven chapters and in C: every number can be computed, looked at and explained.</p>'
    echo '<p>The network is that of an article, Omar U. Florez&#8217;s <a href="https://omar-florez.github.io/scratch_mlp/">One LEGO at a time</a>. Its numbers are computed again here, and its slips are named.</p>'
    if [ -f "$new/figures/$moving.gif" ] && [ -f "$new/figures/$moving.svg" ]; then
        echo "<figure class=\"picture\"><a href=\"figures/$moving.gif\"><img src=\"figures/$moving.svg\" alt=\"$words\"></a>"
        echo "<figcaption><a href=\"figures/$moving.gif\">Watch it move</a></figcaption></figure>"
    fi
    echo '<p>You read beside a terminal. On Debian or Ubuntu with git, make and a C compiler, in the folder of the workbook, <code>make setup plots</code> installs what is missing, builds, compares with the article and draws the figures. The programs come with the workbook; to read, and for the players, you need nothing else.</p>'
    echo '<p>The tower grows upward: each brick stands on those below it. <a href="'"$first"'">Begin at the bottom.</a></p>'
    echo '<nav aria-label="Chapters"><ol class="tower" reversed>'
    grep "^[^$tab]*/[0-9][0-9]-[^$tab]*/README.md$tab" "$list" | sort -r | while IFS=$tab read -r file place target title; do
        brick=$(sed -n 's/^\[ \([a-z0-9_]*\) *\] *<- this chapter.*/\1/p' "$file")
        question=${title#Chapter *: }
        printf '<li><a href="%s"><b>%s</b> <span>%s</span></a></li>\n' "$target" "$(echo "$target" | sed 's/^0*//; s/-.*//') $brick" "$question"
    done
    echo '</ol></nav>'
    echo '<h2 id="beside">Beside the chapters</h2><ul class="beside">'
    grep -v "^[^$tab]*/[0-9][0-9]-[^$tab]*/README.md$tab" "$list" | while IFS=$tab read -r file place target title; do
        printf '<li><a href="%s">%s</a></li>\n' "$target" "$title"
    done
    echo '</ul>'
    echo '<p>At the end of each chapter a player steps through its trace. It also opens a trace of yours.</p>'
} >"$work/index.html"
pandoc_page "$new/index.html" "Brick by Brick" contents "" --from=html+raw_html ${first:+--variable=next:$first} \
    --variable=next-title:"$(sed -n 1p "$list" | cut -f 4)" --include-before-body="$work/index.html" /dev/null

rm -rf "$book"
mv "$new" "$book"
rm -rf "$work"
echo "book: $count pages and the contents: $book/index.html"
