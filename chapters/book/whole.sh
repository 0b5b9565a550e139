#!/bin/sh
# The chapters as one file: whole.sh BUILD epub|pdf writes BUILD/book.epub or BUILD/book.pdf.
#
# The text of all pages up to the glossary, through book.lua and whole.lua; pandoc makes the EPUB of it,
# and a page for Chromium to print.
set -eu
cd "$(dirname "$0")/../.."
build=$1 kind=$2
here=chapters/book
work=$build/whole-$kind

need() { # PROGRAM...: the first that is there
    for program; do ! command -v "$program" && continue || return 0; done
    echo "book.$kind: $1 is missing; it is a package of Debian" >&2
    return 1
}

need pandoc >/dev/null
rm -rf "$work"
mkdir -p "$work"
export LIST="$work/list" IN_IT="$work/in-it" SOURCES=/dev/null
[ "$kind" = epub ] || export OPEN=yes
$here/pages.sh >"$LIST"
sed '/|glossary\.html|/q' "$LIST" >"$IN_IT"

set --
while IFS='|' read -r file page _; do
    awk -f $here/bare.awk "$file" | PAGE=$file pandoc --from=gfm+smart+tex_math_dollars+gfm_auto_identifiers --to=json \
        --lua-filter=$here/book.lua --lua-filter=$here/whole.lua --output="$work/$page.json"
    set -- "$@" "$work/$page.json"
done <"$IN_IT"
gnuplot -e "out='$work/cover.png'" $here/cover.gp
case $kind in
epub) set -- --to=epub3 --output="$work/book.epub" --epub-cover-image="$work/cover.png" "$@" ;;
pdf)
    echo "<img class=\"cover\" src=\"$work/cover.png\" alt=\"\">" >"$work/cover.html"
    set -- --to=html5 --output="$work/book.html" --self-contained --css=$here/print.css \
        --include-before-body="$work/cover.html" "$@"
    ;;
esac
pandoc --file-scope --from=json --standalone --mathml --resource-path=plots --toc --toc-depth=1 \
    --metadata-file=$here/whole.yaml --css=$here/whole.css "$@"
if [ "$kind" = pdf ]; then
    chromium=$(need chromium chromium-browser google-chrome)
    "$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$work/profile" \
        --print-to-pdf="$work/book.pdf" "$work/book.html" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
fi
mv "$work/book.$kind" "$build/book.$kind"
rm -rf "$work"
echo "book: $build/book.$kind"
