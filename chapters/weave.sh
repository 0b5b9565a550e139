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
pages="README.md $(ls chapters/*.md chapters/*/README.md plots/README.md traces/README.md 2>/dev/null)"
bricks=$(ls lib/matrix.[ch] lib/sigmoid.[ch] lib/loss.[ch] lib/gradient.h lib/dloss_dw[12].[ch] lib/loop.[ch] \
    lib/remedies.[ch] 2>/dev/null)
status=0

rm -rf "$woven"
mkdir -p "$woven" || exit 2
: >"$woven/used"
n=$(echo "$pages" | wc -w | tr -d ' ')
case $check in
yes) echo "comparing $n pages with what the programs print" ;;
no) echo "weaving $n pages" ;;
esac
for page in $pages; do
    new=$woven/$(echo "$page" | tr / -)
    awk -f chapters/weave.awk -v build="$build" -v used="$woven/one" "$page" >"$new" || { status=1; continue; }
    [ -f "$woven/one" ] && cat "$woven/one" >>"$woven/used" && rm "$woven/one"
    cmp -s "$page" "$new" && continue
    if [ $check = yes ]; then
        diff -u "$page" "$new"
        status=1
    else
        cat "$new" >"$page" && echo "woven: $page"
    fi
done

# Every region of a brick, once: what is left over, and what is shown twice.
for brick in $bricks; do
    awk '!/^\/\* ---- .* \*\/$/ && /[^ ]/ && name == "" { name = "top"; print FILENAME, name }
         /^\/\* ---- .* \*\/$/ { name = substr($0, 9, length($0) - 11); print FILENAME, name }' "$brick"
done | sort >"$woven/regions"
awk '{ page = $NF; sub(/ [^ ]*$/, ""); print }' "$woven/used" | sort >"$woven/shown"
uniq -d "$woven/regions" | sed 's/^/two regions of one name: /' >"$woven/wrong"
sort -u "$woven/shown" | comm -23 "$woven/regions" - | sed 's/^/in no chapter: /' >>"$woven/wrong"
uniq -d "$woven/shown" | comm -12 "$woven/regions" - | sed 's/^/shown twice: /' >>"$woven/wrong"
if [ -s "$woven/wrong" ]; then
    cat "$woven/wrong" >&2
    status=1
fi
[ $check = no ] || [ $status -eq 0 ] || echo "the pages disagree with the project: make weave refreshes them" >&2
exit $status
