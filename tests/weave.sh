#!/bin/sh
# The weaver, on a project of one brick and one page: what is stale, missing, unused or shown twice
# must fail with a line that says so.
#     tests/weave.sh BUILD
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT
mkdir -p "$room/chapters/01-one" "$room/lib" "$room/build/traces" "$room/plots/figures"
cp "$top/chapters/weave.awk" "$top/chapters/weave.sh" "$room/chapters"
cd "$room" || exit 2
failures=0

# fresh: the project as it should be, woven
fresh() {
    printf '/* one */\nint one;\n\n/* ---- two */\n\nint two; /* a & b \\n */\n\nint three;\n' >lib/matrix.c
    printf '# brick-trace 1\n\n# z1 1x2\n1.25 -0.5\n\n\n' >build/traces/01-one.trace
    echo '<svg/>' >plots/figures/curve.svg
    cat >chapters/01-one/README.md <<'P'
z1 is <!--= z1 .1 -->?<!--/-->, of it <!--= z1[1,2] .2 -->?<!--/-->, and <!--$ echo 7 -->?<!--/--> days of <!--$ printf '%s' ~~x -->?<!--/-->.
<!-- code lib/matrix.c top -->
<!-- end -->
<!-- code lib/matrix.c two -->
old
<!-- end -->
<!-- run printf 'a\nb\n' -->
<!-- end -->
<!-- figure curve A curve -->
<!-- end -->
```
<!-- run echo not woven in a fence -->
```
P
    echo '# top' >README.md
    chapters/weave.sh >out 2>&1 || { echo "weave: fails on a good project:"; cat out; failures=$((failures + 1)); }
}

page=chapters/01-one/README.md

# refused NAME TEXT: the check fails and says TEXT
refused() {
    if chapters/weave.sh --check >out 2>&1; then
        echo "weave: $1: not noticed"
        failures=$((failures + 1))
    elif ! grep -q -- "$2" out; then
        echo "weave: $1: does not say '$2' but:"
        cat out
        failures=$((failures + 1))
    fi
    fresh
}

shows() {
    grep -qxF -- "$1" $page || { echo "weave: the page does not show: $1"; cat $page; failures=$((failures + 1)); }
}

fresh
shows 'z1 is <!--= z1 .1 -->[1.2 -0.5]<!--/-->, of it <!--= z1[1,2] .2 -->-0.50<!--/-->, and <!--$ echo 7 -->7<!--/--> days of <!--$ printf '"'%s'"' ~~x -->--x<!--/-->.'
shows 'int two; /* a & b \n */'
shows '[`lib/matrix.c`](../../lib/matrix.c#L6-L8), lines 6 to 8'
shows '![A curve](../../plots/figures/curve.svg)'
shows "<!-- run echo not woven in a fence -->"
grep -q '^old$' $page && { echo "weave: what was stale is still there"; failures=$((failures + 1)); }
chapters/weave.sh --check >out 2>&1 || { echo "weave: a woven project is refused:"; cat out; failures=$((failures + 1)); }

sed -i 's/int two/int twice/' lib/matrix.c;             refused "a changed source" '^+int twice'
sed -i 's/1.25/1.35/' build/traces/01-one.trace;        refused "a changed trace" '^+z1 is .*1.4'
sed -i 's/^b$/c/' $page;                                refused "changed output" '^+b$'
sed -i 's/-0.50</-0.51</' $page;                        refused "a changed number" '^+z1 is .*-0.50<'
sed -i 's/code lib\/matrix.c two/code lib\/matrix.c tow/' $page; refused "an unknown region" 'no region tow in lib/matrix.c'
sed -i '/matrix.c two -->/,/^<!-- end -->/d' $page;     refused "an unused region" 'in no chapter: lib/matrix.c two'
printf '<!-- code lib/matrix.c two -->\n<!-- end -->\n' >>$page; refused "a region shown twice" 'shown twice: lib/matrix.c two'
printf '/* ---- two */\nint four;\n' >>lib/matrix.c;    refused "two regions of one name" 'two regions of one name'
sed -i 's/z1\[1,2\]/z1[2,2]/' $page;                    refused "an entry outside" 'no entry z1\[2,2\]'
sed -i 's/= z1 \./= z9 ./' $page;                       refused "an unknown name" 'no z9 in the trace'
rm build/traces/01-one.trace;                           refused "a missing trace" 'no trace build/traces/01-one.trace'
rm plots/figures/curve.svg;                             refused "a missing figure" 'no figure plots/figures/curve.svg'
sed -i 's/figure curve A curve/figure curve/' $page;    refused "a figure without words" 'without words'
sed -i 's/<!--\/-->, of it/, of it/' $page;             refused "a marker without its end" 'without its end'
printf '<!--$ echo 1 -->1<!--/-->\n' >>$page;           refused "a marker that begins a line" 'a marker begins the line'
sed -i 's/\$ echo 7/$ echo --7/' $page;                 refused "a marker with --" 'must not contain --'
printf '<!-- run echo 1 -->\n' >>$page;                 refused "a block without its end" '<!-- end --> is missing'
sed -i 's/run printf .* -->/run true -->/' $page;       refused "a silent command" 'nothing printed by: true'

[ $failures -eq 0 ] || { echo "weave: $failures failed"; exit 1; }
echo "weave: all traps hold"
