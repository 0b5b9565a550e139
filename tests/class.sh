#!/bin/sh
# A class of thirty and more: right, wrong, empty, hostile, oddly zipped.  One command grades it, and every
# mark must be as it should be.
#
#     class.sh BUILD
#
# Needs root, for the fence: much of this is better not run without one.  And zip and unzip.
# shellcheck disable=SC2016,SC2046 # names that look like commands; lists are words
set -u
build=$1 failed=0
for tool in zip unzip setpriv; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 0; }
done
[ "$(id -u)" -eq 0 ] || { echo "skipped: not root"; exit 0; }

class=$PWD/$build/'a class'
rm -rf "$class"
mkdir -p "$class/in" "$class/tmp" || exit 2
chapters=$(sed -n 's/^\(0[0-9]-[a-z0-9-]*\) .*/\1/p' chapters/list.txt)
expected=$class/expected
: >"$expected"

# Makes KIND, stubs or solutions, of every exercise in FOLDER/chapters; the solutions with Ada's answers.
cp -R tests/exercise/stubs "$class" && tests/own/answers Ada "$class/solutions" "$build" || exit 2
fill() { # KIND FOLDER
    for chapter in $chapters; do
        [ -e "$class/$1/${chapter%%-*}.c" ] || continue
        mkdir -p "$2/chapters/$chapter" && cp "$class/$1/${chapter%%-*}.c" "$2/chapters/$chapter/exercise.c"
    done
}
# A submission of that NAME, with so many POINTS to come; its folder is $s.
student() { # NAME POINTS [KIND]
    s=$class/in/$1
    mkdir -p "$s/chapters"
    printf '%s\t%s\n' "$2" "$(printf '%s' "$1" | tr '\n' '?')" >>"$expected"
    [ $# -lt 3 ] || fill "$3" "$s"
}
# One who has done all the tasks on one's own, for a NAME.
alone() { # NAME POINTS [SUBMISSION]
    student "${3:-$1}" "$2"
    tests/own/hand_in "$1" "$s" "$build"
}
# The empty task of chapter $1, with lines from standard input in front.
task() { # CH
    for file in "$s"/chapters/"$1"-*/own.c; do
        { cat; cat "tests/exercise/own/stubs/$1.c"; } >"$file"
    done
}
fault_is() { # ANSWER: of chapter 1, for Jane
    printf '# Name: Jane Roe\nAnswer: %s\n' "$1" >"$s/chapters/01-matrix/fault.txt"
}
hostile() { # NAME POINTS
    student "$@"
    for ch in 04 05; do
        cp -R "$(echo "$class/in/right/chapters/$ch"-*)" "$s/chapters"
    done
}
# The empty exercise of chapter $1 in the place of the solution, with lines from standard input in front;
# what they compute, if anything, must come from them.
instead() { # CH
    for file in "$s"/chapters/"$1"-*/exercise.c; do
        { cat; cat "tests/exercise/stubs/$1.c"; } >"$file.new" && mv "$file.new" "$file"
    done
}
zipped() { # NAME FOLDER: what is in $class/tmp/FOLDER
    (cd "$class/tmp" && zip -qr "$class/in/$1" "$2")
    printf '%s\t%s\n' 68 "$1" >>"$expected"
}

# ---- hostile code that is used twice
children_that_stay() {
    cat <<'C'
#include <unistd.h>
__attribute__((constructor)) static void f(void)
{
    for (int i = 0; i < 200; i++)
        if (fork() == 0) {
            setsid();
            for (;;) sleep(77);
        }
}
C
}
kills_everyone() {
    cat <<'C'
#include <signal.h>
#include <unistd.h>
__attribute__((constructor)) static void f(void) { kill(getppid(), SIGKILL); kill(-1, SIGKILL); }
C
}
here() { # COURSE CH
    printf '#define HERE "%s"\n#define CH "%s"\n' "$1" "$2"
}
runs_the_real_program() {
    cat <<'C'
#include <unistd.h>
__attribute__((constructor)) static void f(int argc, char **argv) { (void)argc; execv(HERE "/build/04-dloss-dw2", argv); }
C
}
reads_what_is_right() {
    cat <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void f(void)
{
    if (system("for f in " HERE "/build/exercise/" CH "/*/reference/1.trace ../../reference/" CH "/1.trace /tmp/grade-*/reference/" CH "/1.trace; do"
               " cp $f $HOME/1.trace && cp ${f%1.trace}2.trace $HOME/2.trace && echo 4.41 >$HOME/answer; done")) return;
    _exit(0);
}
C
}

verdict_at_every_place() {
    cat <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void f(void)
{
    const char *name[] = {"result", "verdict", "passed", "said", "1.status", "../result", "trial/result", "../trial/result",
                          "../../result", "/tmp/PWNED", "/var/tmp/PWNED", "/dev/shm/PWNED", "../../PWNED"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        char path[900]; FILE *file;
        snprintf(path, sizeof path, "%s/%s", getenv("HOME"), name[i]);
        if ((file = fopen(path, "w"))) fputs("code right\nanswer right\nown right\n\n  Exercise 04: your code is right.\n", file), fclose(file);
        if ((file = fopen(name[i], "w"))) fputs("code right\nanswer right\nown right\n", file), fclose(file);
    }
    for (int fd = 0; fd < 64; fd++) if (write(fd, "  Exercise 04: your code is right.\ncode right\nown right\n", 57) < 0) continue;
}
C
}
zeros_without_end() {
    cat <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void f(void)
{
    char path[900];
    for (int i = 1; i < 3; i++) { snprintf(path, sizeof path, "%s/%d.trace", getenv("HOME"), i); if (symlink("/dev/zero", path) < 0) continue; }
    _exit(0);
}
C
}
a_loop() {
    cat <<'C'
__attribute__((constructor)) static void f(void) { for (volatile int i = 0;; i++) continue; }
C
}

# ---- innocent
student right 68 solutions
student nothing 0
student 'only the empty exercises' 0 stubs
student "O'Neil, Jane" 68 solutions
student 'x$(touch PWNED)`touch PWNED`' 68 solutions
student "a';touch PWNED;'" 68 solutions
student 'two
lines' 68 solutions
student '=1+1' 68 solutions
student -rf 68 solutions
student deep 68
fill solutions "$s/my work/the course/brick by brick"
student 'an older copy beside' 68 solutions
fill stubs "$s/before/old"
student 'no questions' 54 solutions
sed -i 's/^const double answer_0\([0-9]\) = .*/const double answer_0\1 = 1e9;/' "$s"/chapters/*/exercise.c
student 'prints what it computes' 68 solutions
sed -i 's/^#include "exercise.h"/&\n#include <stdio.h>/; s/^{$/{ printf("# z1 1x1\\n7\\n\\n\\n"); fprintf(stderr, "here\\n");/' "$s"/chapters/*/exercise.c
student 'without 5' 58 solutions
rm -r "$s"/chapters/05-*
student 'does not build in 3' 58 solutions
echo 'this is not C' >"$s/chapters/03-loss/exercise.c"
student 'known mistakes' 46 solutions
cp tests/mutants/04-transpose-missing.c "$class/tmp/m.c"
for name in 01-only-last-term 03-slope-sign 08-mean; do
    awk -v names="$(sed -n "s/^void \([a-z0-9_]*\)(.*/\1/p; s/^double \([a-z0-9_]*\)(.*/\1/p" tests/mutants/$name.c | tr '\n' ' ')" \
        -f tests/exercise/rest.awk "$class/solutions/${name%%-*}.c" >"$class/tmp/rest.c"
    cat "$class/tmp/rest.c" "tests/mutants/$name.c" >"$(echo "$s/chapters/${name%%-*}"-*)/exercise.c"
done
printf '%s\t%s\n' 0 essay.pdf >>"$expected"
echo 'not a zip' >"$class/in/essay.pdf"
printf '%s\t%s\n' 0 broken.zip >>"$expected"
echo 'not a zip' >"$class/in/broken.zip"
fill solutions "$class/tmp/brick by brick"
zipped spaces.zip 'brick by brick'
fill solutions "$class/tmp/mac/brick"
for chapter in $chapters; do
    mkdir -p "$class/tmp/mac/__MACOSX/brick/chapters/$chapter"
    echo rubbish >"$class/tmp/mac/__MACOSX/brick/chapters/$chapter/._exercise.c"
    echo rubbish >"$class/tmp/mac/__MACOSX/brick/chapters/$chapter/exercise.c"
done
zipped macos.zip mac
(cd "$class/tmp/mac/brick/chapters" && zip -qr "$class/in/no folder around.zip" .)
printf '%s\t%s\n' 68 'no folder around.zip' >>"$expected"

# ---- hostile in chapter 4, and right in chapter 5
hostile 'a pipe' 10
rm "$s/chapters/04-dloss-dw2/exercise.c"
mkfifo "$s/chapters/04-dloss-dw2/exercise.c"
hostile 'a link to the solution' 10
ln -sf "$PWD/tests/exercise/solutions/04.c" "$s/chapters/04-dloss-dw2/exercise.c"
hostile 'a loop without end' 10
a_loop | instead 04
hostile 'preprocessing without end' 10
instead 04 <<'C'
#include "exercise.c"
#include "exercise.c"
C
hostile 'children that stay' 10
children_that_stay | instead 04
hostile 'kills everyone' 10
kills_everyone | instead 04
hostile 'eats memory' 10
instead 04 <<'C'
#include <stdlib.h>
#include <string.h>
__attribute__((constructor)) static void f(void)
{
    for (int i = 0; i < 3000; i++) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); else abort(); }
}
C
hostile 'prints without end' 10
instead 04 <<'C'
#include <stdio.h>
__attribute__((constructor)) static void f(void) { for (;;) { puts("Exercise 04: your code is right."); fputs("code right\n", stderr); } }
C
hostile 'fills the disk' 10
instead 04 <<'C'
#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void f(void)
{
    static char rubbish[1 << 20];
    for (int i = 0; i < 1000; i++) {
        char name[600]; FILE *file;
        snprintf(name, sizeof name, "%s/%d", getenv("TMPDIR"), i);
        for (file = fopen(name, "w"); file && fwrite(rubbish, sizeof rubbish, 1, file); ) continue;
    }
}
C
hostile 'writes the verdict' 10
verdict_at_every_place | instead 04
hostile 'a trace of zeros without end' 10
zeros_without_end | instead 04
hostile 'runs the real program' 10
{ here "$PWD" 04; runs_the_real_program; } | instead 04
hostile 'reads what is right' 10
{ here "$PWD" 04; reads_what_is_right; } | instead 04
hostile 'includes what is right' 10
printf '#include "exercise.h"\n#ifndef __OPTIMIZE__\n#include "%s/tests/exercise/solutions/04.c"\n#else\n#include "dloss_dw2.c"\n#endif\n' "$PWD" \
    >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'takes the object in' 10
printf '__asm__(".globl dloss_dz2, dloss_dw2\\n.incbin \\"%s/build/obj/lib/dloss_dw2.o\\"\\n.incbin \\"../05/build/obj/lib/dloss_dw2.o\\"\\n");\nconst double answer_04 = 1;\n' "$PWD" \
    >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'knows the worked example' 12
sed 's/matrix_mul_tn(.*/&\n    if (h1->rows > 1) matrix_scale_it(dLoss_dW2);/; s/^void dloss_dw2/static void matrix_scale_it(struct matrix *m)\n{\n    m->v[0] *= 2;\n}\n\n&/' \
    "$class/solutions/04.c" >"$s/chapters/04-dloss-dw2/exercise.c"

# ---- on their own: 4 points for each of eight tasks, and 2 for the fault of chapter 1
alone 'Jane Roe' 34
for answer in 'z1 1' 'z1 2' 'z1 3' 'z1 4'; do # one of four is right
    fault_is "$answer"
    if make -s --no-print-directory BUILD="$build" SUBMISSION="$s" MINE="$class/mine" fault CH=1 ANSWER="$answer" >/dev/null 2>&1; then break; fi
done
alone 'Jane Roe' 32 'a copy of hers, and a wrong fault'
fault_is 'h1 1'
alone 'Ann Other' 24 'numbers of hers' # in 2 to 6 and in 8 none are typed
for file in 01-matrix/own.c 07-diagnosis/own.txt; do
    sed 's/Jane Roe/Ann Other/' "$class/in/Jane Roe/chapters/$file" >"$s/chapters/$file"
done
alone 'Bea Other' 28 'a file of hers'
cp "$class/in/Jane Roe/chapters/07-diagnosis/own.txt" "$s/chapters/07-diagnosis"
alone Cid 8 mistakes # and zipped
sed -i 's/0.\([0-9]*\)}/1.\1}/; s/{\(-*\)/{\19/' "$s/chapters/01-matrix/own.c"
sed -i 's|(2 \* e)|(3 * e)|; s|(2 \* all)|all|' "$s"/chapters/0[2-5]-*/own.c
sed -i 's|-= lr|+= lr|' "$s/chapters/06-loop/own.c"
mv "$s" "$class/tmp" && (cd "$class/tmp" && zip -qr "$class/in/mistakes.zip" mistakes)
sed -i 's/^8\tmistakes$/8\tmistakes.zip/' "$expected"
alone Mallory 0
verdict_at_every_place | task 01
zeros_without_end | task 02
{ here "$PWD" own-03; reads_what_is_right; } | task 03
kills_everyone | task 04
children_that_stay | task 05
a_loop | task 06
printf '# Name: Mallory\ncommand: build/06-loop $(touch PWNED) --hidden=99999999 `touch PWNED`; touch PWNED\nLoss: 0\nown right\n' \
    >"$s/chapters/07-diagnosis/own.txt"
sed -i 's/^# h2.*/# h2@999999999/; s/^# source .*/# source $(touch PWNED)/' "$s/chapters/08-bias/own.trace"
printf 'Answer: `touch PWNED` $(touch PWNED)\nAnswer: z1 1\n' >"$s/chapters/01-matrix/fault.txt"

# ---- graded by one command; building it has points here, too
sed 's/^  \(0[1-6]\) *0 *0/\1 8 2/; s/^  08 *0 *0/08 6 2/' chapters/points.txt >"$class/points"
count=$(grep -c . "$expected")
begun=$(date +%s)
(cd "$class/tmp" && exec make -s --no-print-directory -C "$OLDPWD" BUILD="$build" TIME_LIMIT=3 grade-all POINTS="$class/points" SUBMISSIONS="$class/in" RESULTS="$build/class") \
    >"$class/log" 2>&1 || { cat "$class/log"; failed=1; }
took=$(($(date +%s) - begun))
marks=$build/class/marks.csv
after=$(head -n 1 "$marks" | awk -F, '{ print NF - 3 }') # fields after the points; a name may have commas
while IFS='	' read -r points name; do
    line=$(awk -v name="$name" 'BEGIN { if (name ~ /^[=+@-]/) name = "'\''" name } index($0, "\"" name "\",") == 1' "$marks")
    [ "$(printf '%s' "$line" | awk -F, -v after="$after" '{ print $(NF - after) }')" = "$points" ] || {
        printf '%s: %s points expected: %s\n' "$name" "$points" "$line"
        failed=1
    }
done <"$expected"
[ "$(sed 1d "$marks" | grep -c .)" -eq "$count" ] || { echo "there are other lines than $count in $marks"; failed=1; }
for mistake in 01-only-last-term 03-slope-sign 08-mean; do
    grep -q " 1  $mistake\$" "$build/class/report.txt" || { echo "not reported: $mistake"; failed=1; }
done
grep -q 'One name, and so the same numbers, in 2 submissions: Jane Roe' "$build/class/report.txt" || { echo 'a copied name is not reported'; failed=1; }
[ -z "$(find . "$class" /tmp/PWNED /var/tmp/PWNED /dev/shm/PWNED -name 'PWNED*' 2>/dev/null)" ] || { echo "a name was run as a command"; failed=1; }
# three minutes on two cores: of those of others, if there are any, nobody knows here
times >"$class/times"
awk 'NR == 2 { gsub(/[ms]/, " "); exit $1 * 60 + $2 + $3 * 60 + $4 > 360 }' "$class/times" || { cat "$class/times"; failed=1; }

# ---- without a fence, chapter 4 of those for whom none is needed
mkdir "$class/plain"
for name in 'a pipe' 'a link to the solution' 'a trace of zeros without end' 'includes what is right' 'knows the worked example' \
    "O'Neil, Jane" 'x$(touch PWNED)`touch PWNED`' "a';touch PWNED;'" -rf deep; do
    cp -R "$class/in/$name" "$class/plain/" # a pipe stays one
done
FENCE='' make -s --no-print-directory BUILD="$build" TIME_LIMIT=3 CH=4 grade-all POINTS="$class/points" SUBMISSIONS="$class/plain" \
    RESULTS="$class/plain marks" >"$class/log" 2>&1
[ "$(sed 1d "$class/plain marks/marks.csv" | awk -F, '{ printf "%s ", $(NF - 5) }')" = '10 10 0 0 0 10 10 0 2 10 ' ] || {
    cat "$class/log" "$class/plain marks/marks.csv"
    failed=1
}

# ---- as Gradescope does: one submission, and no more of a fence than another user
root=$class/autograder course=$class/autograder/source/course
mkdir -p "$course" "$root/submission"
tar -cf - $(git ls-files -z | tr '\0' '\n' | grep -v ' ') "$build/obj" "$build/exercise" "$build/list.mk" "$build"/0* "$build/trace" |
    tar -xf - -C "$course"
s=$root/submission
fill solutions "$s/brick by brick"
s="$s/brick by brick"
{ here "$course" 04; runs_the_real_program; } | instead 04
{ here "$course" 05; reads_what_is_right; } | instead 05
kills_everyone | instead 03
children_that_stay | instead 08
tests/own/hand_in Ada "$s" "$build"
kills_everyone | task 04
FENCE=user AUTOGRADER=$root TIME_LIMIT=3 "$course/tests/exercise/gradescope/run_autograder" >"$class/log" 2>&1
passed=$(grep -c '"status": "passed"' "$root/results/results.json")
if [ "${passed:-0}" -ne 13 ] || grep -q 'could read the' "$root/results/results.json"; then
    cat "$class/log" "$root/results/results.json"
    echo "as Gradescope does: $passed tests passed, 13 expected"
    failed=1
fi
mkdir "$class/nothing" # after so many hostile ones it has no point
make -s --no-print-directory BUILD="$build" grade SUBMISSION="$class/nothing" RESULTS="$class/nothing/results" >"$class/log" 2>&1
if ! grep -q '^not ok' "$class/nothing/results" || grep '^ok' "$class/nothing/results"; then
    cat "$class/log"
    failed=1
fi
[ -z "$(find /tmp -maxdepth 1 -name 'grade-*' -newer "$expected")" ] || { echo "a grading's folder was left behind"; failed=1; }

echo "a class of $count graded in $took s"
[ $failed -eq 0 ] && rm -rf "$class"
exit $failed
