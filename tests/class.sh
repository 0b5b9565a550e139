#!/bin/sh
# A class of fifty: right, wrong, empty, hostile, oddly zipped.  One command grades it, and every mark must be as
# it should be: behind the fence, if this is root, and then chapter 4 once more as a user who has none.
#
#     class.sh BUILD
#
# Needs zip and unzip.  What such a user cannot be kept from is in chapters/EXERCISES.md.
# shellcheck disable=SC2016,SC2046,SC2086 # names that look like commands; lists are words
set -u
build=$1 failed=0 root=
[ "$(id -u)" -ne 0 ] || root=yes
for tool in zip unzip ${root:+setpriv}; do
    command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 0; }
done

class=$PWD/$build/'a class' made='' user=61234
as="${root:+setpriv --reuid=$user --regid=$user --clear-groups}"
$as test -x "$PWD/$build" || { made=$(mktemp -d) && chmod 755 "$made" && class=$made/'a class'; } || exit 2
forged='/tmp/FORGED /var/tmp/FORGED /dev/shm/FORGED'
rm -rf "$class" $forged
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
# A submission of that NAME, with so many POINTS to come, and so many in chapter 4 without a fence; its folder is $s.
student() { # NAME POINTS WITHOUT [KIND]
    s=$class/in/$1
    mkdir -p "$s/chapters"
    printf '%s\t%s\t%s\n' "$2" "$3" "$(printf '%s' "$1" | tr '\n' '?')" >>"$expected"
    [ $# -lt 4 ] || fill "$4" "$s"
}
# One who has done all the tasks on one's own, for a NAME.
alone() { # NAME POINTS WITHOUT [SUBMISSION]
    student "${4:-$1}" "$2" "$3"
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
hostile() { # NAME POINTS WITHOUT
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
    printf '68\t10\t%s\n' "$1" >>"$expected"
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
            sleep(99);
            _exit(0);
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
    if (system("for f in '" HERE "'/build/exercise/" CH "/*/reference/1.trace '" HERE "'/build/grade-*/reference/" CH "/1.trace /tmp/grade-*/reference/" CH "/1.trace; do"
               " cp \"$f\" \"${BRICK_ANSWER%answer}1.trace\" && cp \"${f%1.trace}2.trace\" \"${BRICK_ANSWER%answer}2.trace\"; done; test -s \"${BRICK_ANSWER%answer}2.trace\"")) return;
    _exit(0);
}
C
}

verdict_at_every_place() {
    cat <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
__attribute__((constructor)) static void f(void)
{
    const char *name[] = {"result", "verdict", "passed", "said", "1.status", "../result", "trial/result", "../trial/result",
                          "../../result", "/tmp/FORGED", "/var/tmp/FORGED", "/dev/shm/FORGED", "../../FORGED", NULL};
    char path[900], box[900], of[900]; FILE *file; int n = 0, ch = 0; const char *at;
    snprintf(box, sizeof box, "%s", getenv("BRICK_ANSWER"));
    *strrchr(box, '/') = 0;
    if ((at = strstr(box, "/box/")) && sscanf(at, "/box/%d-%d", &n, &ch) == 2) {
        snprintf(of, sizeof of, "%.*s/of/%d/%02d/trial/result", (int)(at - box), box, n, ch);
        name[sizeof name / sizeof *name - 1] = of;
    }
    for (size_t i = 0; i < sizeof name / sizeof *name && name[i]; i++) {
        snprintf(path, sizeof path, "%s/%s", box, name[i]);
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
#include <string.h>
#include <unistd.h>
__attribute__((constructor)) static void f(void)
{
    char path[900];
    const char *name[] = {"1.trace", "2.trace", "answer", "result", "verdict", "1.status", "1.err"};
    for (int i = 0; i < 7; i++) {
        snprintf(path, sizeof path, "%.*s%s", (int)strlen(getenv("BRICK_ANSWER")) - 6, getenv("BRICK_ANSWER"), name[i]);
        unlink(path);
        if (symlink("/dev/zero", path) < 0) continue;
    }
    _exit(0);
}
C
}
# Where it can, the next who is graded has full marks.
writes_over_the_judge() {
    cat <<'C'
#include <stdio.h>
#include <sys/stat.h>
__attribute__((constructor)) static void f(void)
{
    FILE *file;
    remove(HERE "/build/exercise/judge");
    if ((file = fopen(HERE "/build/exercise/judge", "w"))) {
        fputs("#!/bin/sh\nprintf 'code right\\nanswer right\\n' >\"$3/result\"\n", file);
        fclose(file);
        chmod(HERE "/build/exercise/judge", 0777);
    }
    if ((file = fopen(HERE "/build/class/marks.csv", "a"))) fputs("\"nothing\",1,68,68\n", file), fclose(file);
}
C
}
a_loop() {
    cat <<'C'
__attribute__((constructor)) static void f(void) { for (volatile int i = 0;; i++) continue; }
C
}

# ---- innocent
student right 68 10 solutions
student nothing 0 0
student 'only the empty exercises' 0 0 stubs
student "Jane O'Neil" 68 10 solutions
student 'x$(shell touch PWNED)$(touch PWNED)`touch PWNED`' 68 10 solutions
student "a';touch PWNED2;'" 68 10 solutions
student 'two
lines' 68 10 solutions
student '=1+1' 68 10 solutions
student -rf 68 10 solutions
student deep 68 10
fill solutions "$s/my work/the course/brick by brick"
student 'an older copy beside' 68 10 solutions
fill stubs "$s/before/old"
student 'no questions' 54 8 solutions
sed -i 's/^const double answer_0\([0-9]\) = .*/const double answer_0\1 = 1e9;/' "$s"/chapters/*/exercise.c
student 'prints what it computes' 68 10 solutions
sed -i 's/^#include "exercise.h"/&\n#include <stdio.h>/; s/^{$/{ printf("# z1 1x1\\n7\\n\\n\\n"); fprintf(stderr, "here\\n");/' "$s"/chapters/*/exercise.c
student 'without 5' 58 10 solutions
rm -r "$s"/chapters/05-*
student 'does not build in 3' 58 10 solutions
echo 'this is not C' >"$s/chapters/03-loss/exercise.c"
student 'known mistakes' 46 10 solutions
cp tests/mutants/04-transpose-missing.c "$class/tmp/m.c"
for name in 01-only-last-term 03-slope-sign 08-mean; do
    awk -v names="$(sed -n "s/^void \([a-z0-9_]*\)(.*/\1/p; s/^double \([a-z0-9_]*\)(.*/\1/p" tests/mutants/$name.c | tr '\n' ' ')" \
        -f tests/exercise/rest.awk "$class/solutions/${name%%-*}.c" >"$class/tmp/rest.c"
    cat "$class/tmp/rest.c" "tests/mutants/$name.c" >"$(echo "$s/chapters/${name%%-*}"-*)/exercise.c"
done
printf '0\t0\t%s\n' essay.pdf >>"$expected"
echo 'not a zip' >"$class/in/essay.pdf"
printf '0\t0\t%s\n' broken.zip >>"$expected"
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
printf '68\t10\t%s\n' 'no folder around.zip' >>"$expected"

# ---- hostile in chapter 4, and right in chapter 5
hostile 'a pipe' 10 0
rm "$s/chapters/04-dloss-dw2/exercise.c"
mkfifo "$s/chapters/04-dloss-dw2/exercise.c"
hostile 'a link to the solution' 10 0
ln -sf "$PWD/tests/exercise/solutions/04.c" "$s/chapters/04-dloss-dw2/exercise.c"
hostile 'a loop without end' 10 0
a_loop | instead 04
hostile 'preprocessing without end' 10 0
instead 04 <<'C'
#include "exercise.c"
#include "exercise.c"
C
hostile 'children that stay' 10 0
children_that_stay | instead 04
hostile 'kills everyone' 10 - # it ends the grading, see below
kills_everyone | instead 04
hostile 'eats memory' 10 0
instead 04 <<'C'
#include <stdlib.h>
#include <string.h>
__attribute__((constructor)) static void f(void)
{
    for (int i = 0; i < 3000; i++) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); else abort(); }
}
C
hostile 'prints without end' 10 0
instead 04 <<'C'
#include <stdio.h>
__attribute__((constructor)) static void f(void) { for (;;) { puts("Exercise 04: your code is right."); fputs("code right\n", stderr); } }
C
hostile 'fills the disk' 10 0
instead 04 <<'C'
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void f(void)
{
    static char rubbish[1 << 20];
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 100; i++) {
        char name[600]; FILE *file;
        snprintf(name, sizeof name, "%s%d", getenv("BRICK_ANSWER"), i);
        for (file = fopen(name, "w"); file && fwrite(rubbish, sizeof rubbish, 1, file); ) continue;
    }
}
C
hostile 'writes the verdict' 10 0
verdict_at_every_place | instead 04
hostile 'links to zeros without end' 10 0
zeros_without_end | instead 04
hostile 'runs the real program' 10 8 # open
{ here "$PWD" 04; runs_the_real_program; } | instead 04
hostile 'reads what is right' 10 8 # open
{ here "$PWD" 04; reads_what_is_right; } | instead 04
hostile 'includes what is right' 10 0
printf '#include "exercise.h"\n#ifndef __OPTIMIZE__\n#include "%s/tests/exercise/solutions/04.c"\n#else\n#include "dloss_dw2.c"\n#endif\n' "$PWD" \
    >"$s/chapters/04-dloss-dw2/exercise.c"
hostile "marks what is right as the system's" 10 0
cat >"$s/chapters/04-dloss-dw2/exercise.c" <<C
#define ridge_gradient a
#define dloss_db b
#define descend c
# 9 "system.h" 3
#include "$PWD/lib/dloss_dw2.c"
extern const double answer_04;
const double answer_04 = 1;
C
hostile 'links to what is right' 10 0
ln -s "$PWD/lib/dloss_dw2.c" "$s/chapters/04-dloss-dw2/link.h"
printf '#include "link.h"\n#include "exercise.h"\nconst double answer_04 = 1;\n' >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'takes the object in' 10 0
printf '__asm__(".globl dloss_dz2, dloss_dw2\\n.incbin \\"%s/build/obj/lib/dloss_dw2.o\\"\\n.incbin \\"../05/build/obj/lib/dloss_dw2.o\\"\\n");\nconst double answer_04 = 1;\n' "$PWD" \
    >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'knows the worked example' 12 2
sed 's/matrix_mul_tn(.*/&\n    if (h1->rows > 1) matrix_scale_it(dLoss_dW2);/; s/^void dloss_dw2/static void matrix_scale_it(struct matrix *m)\n{\n    m->v[0] *= 2;\n}\n\n&/' \
    "$class/solutions/04.c" >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'knows the numbers of seed 1' 12 2
first=$(awk '/^# h1 / { getline; print $1 }' "$build/exercise/04/seed-1/reference/2.trace")
sed "s/matrix_mul_tn(.*/&\n    if (h1->rows > 1 \&\& h1->v[0] != $first) dLoss_dW2->v[0] *= 2;/" \
    "$class/solutions/04.c" >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'three gigabytes' 10 0
instead 04 <<'C'
#include <string.h>
static char much[3000000000u];
__attribute__((constructor)) static void f(void) { memset(much, 1, sizeof much); }
C
hostile 'its own main' 10 0
echo 'int main(void) { return 0; }' | instead 04
hostile 'its own frame' 10 0
instead 04 <<'C'
struct matrix;
void fresh_dloss_dz2(struct matrix *a, struct matrix *b, const struct matrix *c, const struct matrix *d) { (void)a, (void)b, (void)c, (void)d; }
C
hostile 'names without functions' 10 0
printf '__asm__(".globl dloss_dz2, dloss_dw2\n.set dloss_dz2, sigmoid_derivative\n.set dloss_dw2, matrix_mul_tn");\nconst double answer_04 = 1;\n' \
    >"$s/chapters/04-dloss-dw2/exercise.c"
hostile 'writes over the judge' 10 - # open, see below
{ here "$PWD" 04; writes_over_the_judge; } | instead 04

# ---- on their own: 4 points for each of eight tasks, and 2 for the fault of chapter 1
alone 'Jane Roe' 34 4
for answer in 'z1 1' 'z1 2' 'z1 3' 'z1 4'; do # one of four is right
    fault_is "$answer"
    if make -s --no-print-directory BUILD="$build" SUBMISSION="$s" MINE="$class/mine" fault CH=1 ANSWER="$answer" >/dev/null 2>&1; then break; fi
done
alone 'Jane Roe' 32 4 'a copy of hers, and a wrong fault'
fault_is 'h1 1'
alone 'Ann Other' 24 4 'numbers of hers' # in 2 to 6 and in 8 none are typed
for file in 01-matrix/own.c 07-diagnosis/own.txt; do
    sed 's/Jane Roe/Ann Other/' "$class/in/Jane Roe/chapters/$file" >"$s/chapters/$file"
done
alone 'Bea Other' 28 4 'a file of hers'
cp "$class/in/Jane Roe/chapters/07-diagnosis/own.txt" "$s/chapters/07-diagnosis"
alone Cid 8 0 mistakes # and zipped
sed -i 's/0.\([0-9]*\)}/1.\1}/; s/{\(-*\)/{\19/' "$s/chapters/01-matrix/own.c"
sed -i 's|(2 \* e)|(3 * e)|; s|(2 \* all)|all|' "$s"/chapters/0[2-5]-*/own.c
sed -i 's|-= lr|+= lr|' "$s/chapters/06-loop/own.c"
mv "$s" "$class/tmp" && (cd "$class/tmp" && zip -qr "$class/in/mistakes.zip" mistakes)
sed -i 's/\tmistakes$/\tmistakes.zip/' "$expected"
alone Mallory 0 - # in its task 4 it ends the grading
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

course=$PWD
make_grade() { # ARGUMENT ...
    (unset MAKEFLAGS && cd "$class/tmp" &&
        exec $who make -s --no-print-directory -C "$course" BUILD="$build" TIME_LIMIT=3 POINTS="$class/points" "$@") >"$class/log-$1" 2>&1
}
# Grades chapter 4 of one submission.  RIGHT says of each of its four parts whether it is right: 1100.
one() { # RIGHT SUBMISSION
    make_grade grade CH=4 SUBMISSION="$class/in/$2" RESULTS="$course/$build/one"
    found=$(awk '/^(not )?ok / { printf "%d", !/^not/ }' "$course/$build/one")
    [ "$found" = "$1" ] || { echo "$2: $found, and $1 was expected"; cat "$class/log-grade"; failed=1; }
}
# Grades a folder, whose points are in that column of $expected; and at the same time, beside it, one submission.
graded() { # COLUMN FOLDER [ARGUMENT ...]
    column=$1 folder=$2 marks=$course/$build/class/marks.csv begun=$(date +%s)
    shift 2
    make_grade grade-all SUBMISSIONS="$class/$folder" RESULTS="$course/$build/class" "$@" &
    one 1100 right
    wait $! || { cat "$class/log-grade-all"; failed=1; }
    took=$(($(date +%s) - begun))
    after=$(head -n 1 "$marks" | awk -F, '{ print NF - 3 }') # fields after the points; a name may have commas
    cut -f "$column,3" "$expected" | grep -v '^-' >"$class/column"
    while IFS='	' read -r points name; do
        line=$(awk -v name="$name" 'BEGIN { if (name ~ /^[=+@-]/) name = "'\''" name } index($0, "\"" name "\",") == 1' "$marks")
        [ "$(printf '%s' "$line" | awk -F, -v after="$after" '{ print $(NF - after) }')" = "$points" ] || {
            printf '%s: %s points expected: %s\n' "$name" "$points" "$line"
            failed=1
        }
    done <"$class/column"
    count=$(grep -c . "$class/column")
    [ "$(sed 1d "$marks" | grep -c .)" -eq "$count" ] || { echo "there are other lines than $count in $marks"; failed=1; }
    [ -z "$(find . "$class" -name 'PWNED*')" ] || { echo "a name was run as a command"; failed=1; }
    one 0000 nothing # after so many hostile ones it has no point
    one 1100 right
    echo "a class of $count graded in $took s${who:+ without a fence}"
}

# ---- behind the fence
who=''
if [ -n "$root" ]; then
    graded 1 in
    for mistake in 01-only-last-term 03-slope-sign 08-mean; do
        grep -q " 1  $mistake\$" "$build/class/report.txt" || { echo "not reported: $mistake"; failed=1; }
    done
    grep -q 'One name, and so the same numbers, in 2 submissions: Jane Roe' "$build/class/report.txt" || { echo 'a copied name is not reported'; failed=1; }
    [ -z "$(find . "$class" $forged -name FORGED 2>/dev/null)" ] || { echo 'something was written outside'; failed=1; }
    # three minutes on two cores: of those of others, if there are any, nobody knows here
    times >"$class/times"
    awk 'NR == 2 { gsub(/[ms]/, " "); exit $1 * 60 + $2 + $3 * 60 + $4 > 360 }' "$class/times" || { cat "$class/times"; failed=1; }
fi

# ---- as Gradescope does: one submission, and no more of a fence than another user
autograder=$class/autograder course=$class/autograder/source/course
mkdir -p "$course" "$autograder/submission"
tar -cf - $(git ls-files -z | tr '\0' '\n' | grep -v ' ') "$build/obj" "$build/exercise" "$build/list.mk" "$build"/0* "$build/trace" |
    tar -xf - -C "$course"
if [ -n "$root" ]; then
    s=$autograder/submission
    fill solutions "$s/brick by brick"
    s="$s/brick by brick"
    { here "$course" 04; runs_the_real_program; } | instead 04
    { here "$course" 05; reads_what_is_right; } | instead 05
    kills_everyone | instead 03
    children_that_stay | instead 08
    tests/own/hand_in Ada "$s" "$build"
    kills_everyone | task 04
    FENCE=user AUTOGRADER=$autograder TIME_LIMIT=3 "$course/tests/exercise/gradescope/run_autograder" >"$class/log" 2>&1
    passed=$(grep -c '"status": "passed"' "$autograder/results/results.json")
    if [ "${passed:-0}" -ne 13 ] || grep -q 'could read the' "$autograder/results/results.json"; then
        cat "$class/log" "$autograder/results/results.json"
        echo "as Gradescope does: $passed tests passed, 13 expected"
        failed=1
    fi
    [ -z "$(find /tmp -maxdepth 1 -name 'grade-*' -newer "$expected")" ] || { echo "a grading's folder was left behind"; failed=1; }
    chown -R "$user" "$class/autograder"
fi

# ---- as a user who has no fence, and in a copy of the course of that user's own
who=$as
cp -R "$class/in" "$class/without" # a pipe stays one
sed -n 's/^[0-9]*	-	//p' "$expected" | while read -r name; do rm -r "$class/without/$name"; done
find "$class/without" -name '*.c' -type f -exec sed -i "s|$PWD|$course|" {} +
graded 2 without CH=4
grep -q 'could read the answers' "$course/$build/class/report.txt" || { echo 'it is not said that there was no fence'; failed=1; }
if [ -n "$root" ]; then # this one ends all that is the user's, the grading too; the results without points are there
    one 0000 'kills everyone'
    one 1100 right
fi
sed -i "s|$PWD|$course|" "$class/in/writes over the judge"/chapters/04-*/exercise.c
# open: this one writes over the judge, and what comes after it in this copy of the course has full marks
one 1100 'writes over the judge'
one 1100 'only the empty exercises'

[ $failed -eq 0 ] && rm -rf "$class" ${made:+"$made"} $forged
exit $failed
