#!/bin/sh
# Lists the pages of the book in the order of reading, FILE|PAGE|TITLE.  Those to read come first; those
# to look things up in, or for the teacher, behind the glossary.
set -eu

page() { # FILE PAGE
    [ ! -f "$1" ] || echo "$1|$2|$(sed -n 's/^# *//p' "$1" | head -n 1 | tr -d '`')"
}

chapters=$(sed -n 's/^\([0-9][^ ]*\).*/\1/p' chapters/list.txt)
for chapter in $chapters; do
    page "chapters/$chapter/INVESTIGATION.md" "$chapter-investigation.html"
    page "chapters/$chapter/README.md" "$chapter.html"
done
for name in data next examples notation glossary teachers exam; do
    page "chapters/$name.md" "$name.html"
done
for chapter in $chapters; do
    page "chapters/$chapter/TEACHER.md" "$chapter-teacher.html"
done
page traces/README.md traces.html
page plots/README.md figures.html
