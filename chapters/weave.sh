#!/bin/sh
# Weaves every page (see weave.awk), and sees to it that each region of each brick is shown once.
#
#     chapters/weave.sh [--check] [BUILD]
#
# refreshes the pages in place; --check changes nothing, shows the differences and fails if any.
set -u
cd "$(dirname "$0")/.." || exit 2
check=no
[ "${1-}" = --check ] && { check=yes; shift; }
build=${1-build}
woven=$build/woven
status=0

rm -rf "$woven"
mkdir -p "$woven" || exit 2

# ---- each page, woven anew beside it: as NAME.md, with a list of the regions it shows in NAME.md.used
pages=$(ls README.md chapters/*.md chapters/*/README.md plots/README.md traces/README.md 2>/dev/null)
count=$(echo "$pages" | wc -l | tr -d ' ')
case $check in
yes) echo "comparing $count pages with what the programs print" ;;
no) echo "weaving $count pages" ;;
esac
for page in $pages; do
    new=$woven/$(echo "$page" | tr / -)
    awk -f chapters/weave.awk -v build="$build" -v used="$new.used" "$page" >"$new" || { status=1; continue; }
    cmp -s "$page" "$new" && continue
    if [ $check = yes ]; then
        diff -u "$page" "$new"
        status=1
    else
        cat "$new" >"$page" && echo "woven: $page"
    fi
done

# ---- the regions of the bricks, each a line: FILE REGION.  The part before the first mark is called top.
awk '/^[0-9]/ && $2 != "-" { print "lib/" $2 ".h\nlib/" $2 ".c" }' chapters/list.txt | while read -r file; do
    [ ! -f "$file" ] || awk '
        /^\/\* ---- .* \*\/$/ { name = substr($0, 9, length($0) - 11); print FILENAME, name; next }
        /[^ ]/ && name == "" { name = "top"; print FILENAME, name }' "$file"
done >"$woven/regions"
cat /dev/null "$woven"/*.used 2>/dev/null | sed 's/ [^ ]*$//' >"$woven/shown" # without the page

awk -v regions="$woven/regions" '
    { shown[$0]++ }
    END {
        while ((getline region < regions) > 0) {
            if (there[region]++) print "two regions of one name: " region
            else if (!shown[region]) print "in no chapter: " region
            else if (shown[region] > 1) print "shown twice: " region
        }
    }' "$woven/shown" >"$woven/wrong"
if [ -s "$woven/wrong" ]; then
    cat "$woven/wrong" >&2
    status=1
fi
[ $check = no ] || [ $status -eq 0 ] || echo "the pages disagree with the project: make weave refreshes them" >&2
exit $status
