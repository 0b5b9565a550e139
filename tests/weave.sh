#!/bin/sh
# The weaver, on a project of one brick and one page: what is stale, missing, unused or shown twice
# must fail with a line that says so.
#     tests/weave.sh [BUILD]
set -u
cd "$(dirname "$0")/.." || exit 2
top=$PWD
mkdir -p "${1-build}" && room=$(cd "${1-build}" && pwd)/weave-test || exit 2
rm -rf "$room"
trap 'rm -rf "$room"' EXIT
mkdir -p "$room/chapters/01-one" "$room/lib" "$room/build/traces" "$room/plots/figures"
cp "$top/chapters/weave.awk" "$top/chapters/weave.sh" "$room/chapters"
cd "$room" || exit 2
echo '01-one matrix One' >chapters/list.txt
failures=0

# fresh: the project as it should be, woven
fresh() {
    printf '/* one */\nint one;\n\n/* ---- two */\n\nint two; /* a & b \\n */\n\nint three;\n' >lib/matrix.c
    printf 'import one\n\n# ---- step\ntwo = 2  # c\n\n# ---- print\nprint(two)\n' >chapters/one.py
    printf '# brick-trace 1\n\n# z1 1x2\n1.25 -0.5\n\n\n' >build/traces/01-one.trace
    echo '<svg/>' >plots/figures/curve.svg
    echo 'h1[1,2] = 0.71301043177408463, 12345678.9, 8.3e-17' | tee build/step >build/06-loop
    cat >chapters/01-one/README.md <<'P'
z1 is <!--= z1 .1 -->?<!--/-->, of it <!--= z1[1,2] .2 -->?<!--/-->, and <!--$ echo 7 -->?<!--/--> days of <!--$ printf '%s' ~~x -->?<!--/-->.
<!-- code lib/matrix.c top -->
<!-- end -->
<!-- code lib/matrix.c two -->
old
<!-- end -->
<!-- code chapters/one.py step -->
<!-- end -->
<!-- run printf 'a\nb\n' -->
<!-- end -->
It prints <!--$ cat build/step -->?<!--/-->.
<!-- run cat build/step -->
<!-- end -->
<!-- run cat build/06-loop -->
<!-- end -->
<!-- figure curve A curve -->
<!-- end -->
```
<!-- run echo not woven in a fence -->
```
P
    echo '# top' >README.md
    sh chapters/weave.sh >out 2>&1 || { echo "weave: fails on a good project:"; cat out; failures=$((failures + 1)); }
}

page=chapters/01-one/README.md

# refused NAME TEXT: the check fails and says TEXT
refused() {
    if sh chapters/weave.sh --check >out 2>&1; then
        echo "weave: $1: not noticed"
        failures=$((failures + 1))
    elif ! grep -q -- "$2" out; then
        echo "weave: $1: does not say '$2' but:"
        cat out
        failures=$((failures + 1))
    fi
    fresh
}

# edit SCRIPT FILE
edit() {
    sed "$1" "$2" >edited && mv edited "$2"
}

shows() {
    grep -qxF -- "$1" $page || { echo "weave: the page does not show: $1"; cat $page; failures=$((failures + 1)); }
}

fresh
shows 'z1 is <!--= z1 .1 -->[1.2 -0.5]<!--/-->, of it <!--= z1[1,2] .2 -->-0.50<!--/-->, and <!--$ echo 7 -->7<!--/--> days of <!--$ printf '"'%s'"' ~~x -->--x<!--/-->.'
shows 'int two; /* a & b \n */'
# shellcheck disable=SC2016 # the backticks are Markdown's
shows '[`lib/matrix.c`](../../lib/matrix.c#L6-L8), lines 6 to 8'
shows 'two = 2  # c'
shows '```python'
# shellcheck disable=SC2016 # the backticks are Markdown's
shows '[`chapters/one.py`](../../chapters/one.py#L4), line 4'
shows '![A curve](../../plots/figures/curve.svg)'
shows "<!-- run echo not woven in a fence -->"
grep -q '^old$' $page && { echo "weave: what was stale is still there"; failures=$((failures + 1)); }
sh chapters/weave.sh --check >out 2>&1 || { echo "weave: a woven project is refused:"; cat out; failures=$((failures + 1)); }

# agrees NAME LINE: what the page shows and this agree, and weaving leaves the page alone
agrees() {
    echo "h1[1,2] $2" >build/step
    cp $page was
    sh chapters/weave.sh >out 2>&1
    cmp -s $page was || { echo "weave: $1: woven again"; failures=$((failures + 1)); }
    fresh
}

# differs NAME LINE [FILE]: they do not
differs() {
    echo "h1[1,2] $2" >"${3-build/step}"
    refused "$1" '^[+]h1'
}

agrees  "another last digit"       '= 0.71301043177408474, 12345678.900001, -1e-13'
agrees  "other spaces with it"     '=    0.7130104317741,  12345678.9,      0'
differs "other spaces alone"       '=  0.71301043177408463, 12345678.9, 8.3e-17'
differs "the twelfth digit"        '= 0.713010431776, 12345678.9, 8.3e-17'
differs "the twelfth digit behind" '= 0.71301043177408463, 12345678.9001, 8.3e-17'
differs "not quite 0"              '= 0.71301043177408463, 12345678.9, 2e-12'
differs "another sign"             '= -0.71301043177408463, 12345678.9, 8.3e-17'
differs "another word"             'is 0.71301043177408463, 12345678.9, 8.3e-17'
differs "a number more"            '= 0.71301043177408463, 12345678.9, 8.3e-17 1'
differs "a number less"            '= 0.71301043177408463, 12345678.9,'
differs "the last digit of a training" '= 0.71301043177408464, 12345678.9, 8.3e-17' build/06-loop

edit 's/int two/int twice/' lib/matrix.c;               refused "a changed source" '^+int twice'
edit 's/1.25/1.35/' build/traces/01-one.trace;          refused "a changed trace" '^+z1 is .*1.4'
edit 's/^b$/c/' $page;                                  refused "changed output" '^+b$'
edit 's/-0.50</-0.51</' $page;                          refused "a changed number" '^+z1 is .*-0.50<'
edit 's/>7</>8</' $page;                                refused "a changed answer" '^+z1 is .*>7<'
edit 's/code lib\/matrix.c two/code lib\/matrix.c tow/' $page; refused "an unknown region" 'no region tow in lib/matrix.c'
edit '/matrix.c two -->/,/^<!-- end -->/d' $page;       refused "an unused region" 'in no chapter: lib/matrix.c two'
printf '<!-- code lib/matrix.c two -->\n<!-- end -->\n' >>$page; refused "a region shown twice" 'shown twice: lib/matrix.c two'
printf '/* ---- two */\nint four;\n' >>lib/matrix.c;    refused "two regions of one name" 'two regions of one name'
edit 's/z1\[1,2\]/z1[2,2]/' $page;                      refused "an entry outside" 'no entry z1\[2,2\]'
edit 's/= z1 \./= z9 ./' $page;                         refused "an unknown name" 'no z9 in the trace'
rm build/traces/01-one.trace;                           refused "a missing trace" 'no trace build/traces/01-one.trace'
rm plots/figures/curve.svg;                             refused "a missing figure" 'no figure plots/figures/curve.svg'
edit 's/figure curve A curve/figure curve/' $page;      refused "a figure without words" 'without words'
edit 's/<!--\/-->, of it/, of it/' $page;               refused "a marker without its end" 'without its end'
printf '<!--$ echo 1 -->1<!--/-->\n' >>$page;           refused "a marker that begins a line" 'a marker begins the line'
edit 's/\$ echo 7/$ echo --7/' $page;                   refused "a marker with --" 'must not contain --'
printf '<!-- run echo 1 -->\n' >>$page;                 refused "a block without its end" '<!-- end --> is missing'
edit 's/run printf .* -->/run true -->/' $page;         refused "a silent command" 'nothing printed by: true'

[ $failures -eq 0 ] || { echo "weave: $failures failed"; exit 1; }
echo "weave: all traps hold"
