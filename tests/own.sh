#!/bin/sh
# The tasks on one's own.  Nowhere is there a solution to compare with, and none is kept here: what passes,
# in tests/own, takes finite differences where a student is to think.  Each mistake is made from it.
#
#     own.sh BUILD
# shellcheck disable=SC2016 # names that look like commands
set -u
build=$1 own=tests/exercise/own judge=$1/exercise/own/judge failed=0
D=$PWD/$build/'own of a student'
BUILD=$build E=$build/exercise ON=${ON:-} TIME_LIMIT=10
export BUILD E ON TIME_LIMIT
fail() {
    echo "$*"
    failed=1
}
says() { # FILE WORDS WHEN: however its lines are broken
    [ -z "$2" ] || tr -s ' \n' ' ' <"$1" | grep -qF -e "$2" || { fail "$3: nothing is said of \"$2\":"; cat "$1"; }
}
rm -rf "$D"
for chapter in chapters/[0-9]*; do mkdir -p "$D/$chapter" || exit 2; done

# ---- what passes, and each mistake, called as judge wants it: all of a chapter are one program, for to
# compile one takes longer than all the rest
variants() { # CH: what passes, first, and its mistakes
    echo '#include "call.h"'
    awk -F '\t' -v ch="$1" -v names='own_call layer bend charge scaled_tanh scaled_tanh_slope priced_loss priced_slope weighted_dloss_dw2 deep_dloss_dw1 momentum_step' '
        function variant(from, to,    i, text, at) {
            for (i in name) print "#define " name[i] " " name[i] "_" count
            for (text = passing; from != "" && (at = index(text, from)); text = substr(text, at + length(from)))
                printf "%s%s", substr(text, 1, at - 1), to
            if (from != "" && text == passing) print "#error nothing to change: " from
            print text "#include \"" ch ".c\""
            for (i in name) print "#undef " name[i]
            calls = calls "own_call_" count++ ", "
        }
        BEGIN { split(names, name, " "); count = 0 }
        FNR == NR { passing = passing $0 "\n"; next }
        FNR == 1 { variant("", "") }
        $1 == ch { variant($3, $4) }
        END { print "#include <stdlib.h>\nvoid own_call(void)\n{\n    static void (*const call[])(void) = {" calls "};"
            print "    call[atoi(getenv(\"VARIANT\"))]();\n}" }' "tests/own/$1.c" tests/own/mistakes.tsv
}
for ch in 02 03 04 05 06; do
    variants $ch >"$D/variants.c"
    # shellcheck disable=SC2046 # words
    ${CC:-cc} -std=c11 -w -Ilib -Ilib/mortar -I$own -o "$D/call" "$D/variants.c" "$build/obj/$own/call.o" \
        $(find "$build/obj/lib" -name '*.o') -lm || exit 2
    for seed in 0 1 4294967295; do
        "$judge" $ch draw $seed >"$D/given"
        VARIANT=0 "$D/call" "$D/given" "$D/put"
        "$judge" $ch "$D/given" "$D/put" /dev/null >"$D/said" || { fail "$ch, seed $seed: what passes does not"; cat "$D/said"; }
    done
    VARIANT=0
    export VARIANT
    while IFS='	' read -r of words _ changed; do
        [ "$of" = $ch ] || continue
        VARIANT=$((VARIANT + 1))
        "$D/call" "$D/given" "$D/put"
        "$judge" $ch "$D/given" "$D/put" /dev/null >"$D/said"
        [ $? -eq 1 ] || fail "$changed: status"
        says "$D/said" "$words" "$ch, $changed"
    done <tests/own/mistakes.tsv
    [ $VARIANT -ge 3 ] || fail "$ch: $VARIANT mistakes"
done

# ---- a row by hand: what awk makes of what is given
"$judge" 01 draw 7 >"$D/given"
while IFS='|' read -r status formula words; do
    awk '/^[^#]/ && NF == 2 { split($0, x) } NF == 3 && !/#/ { for (j = 1; j <= 3; j++) w[++n] = $j }
        END { print "# brick-trace 1\n\n\n# z1 1x3"; for (j = 1; j <= 3; j++) printf "%.4f ", '"$formula"'; print "" }' \
        "$D/given" >"$D/put"
    "$judge" 01 "$D/given" "$D/put" /dev/null >"$D/said"
    [ $? -eq "$status" ] || fail "$formula: status"
    says "$D/said" "$words" "$formula"
    ! grep expected "$D/said" || fail "the answer is told"
done <<'END'
0|x[1] * w[j] + x[2] * w[3 + j]|
0|x[1] * w[j] + x[2] * w[3 + j] + 0.004|
1|x[1] * w[j] + x[2] * w[3 + j] + 0.006|it is to be the sum
1|x[1] * w[j]|with X[1,1] alone
1|x[2] * w[3 + j]|with X[1,2] alone
1|x[2] * w[j] + x[1] * w[3 + j]|Here X[1,1] meets the second row of W1
1|x[1] * w[j] - x[2] * w[3 + j]|they are to be added
1|x[1] * w[2 * j - 1] + x[2] * w[2 * j]|taken two by two
1|w[j] + w[3 + j]|without X
END

# ---- an experiment: what sed makes of the run that is given; LAST and DATA are what the program prints
try() { # FILE SEED
    $own/experiment "$1" "$2" "$D" >"$D/said"
}
while IFS='|' read -r status change loss words; do
    for seed in 1 2 3; do
        [ $seed -eq 1 ] || [ "$status" -eq 0 ] || continue
        : >"$D/own.txt"
        try "$D/own.txt" $seed
        sed -n 's/[\]$//; /build.06-loop/,/--quiet/p' "$D/said" | tr '\n' ' ' | sed "$change" >"$D/command"
        [ -z "$loss" ] || sh -c "$(sed 's/;.*//; s/\$(.*//' "$D/command")" >"$D/printed" 2>&1
        { echo "command: $(cat "$D/command")"; echo "Loss: $loss"; } |
            sed "s/LAST/$(sed -n 's/^  Loss  *//p' "$D/printed")/; s/DATA/$(sed -n 's/^  data_loss  *//p' "$D/printed")/" >"$D/own.txt"
        try "$D/own.txt" $seed
        [ $? -eq "$status" ] || fail "$change, seed $seed: status"
        says "$D/said" "$words" "$change"
    done
done <<'END'
0|s/lambda=0.001/lambda=0.0001/|LAST|
0|s/lambda=0.001/lambda=0/|LAST|
1|s/lambda=0.001/lambda=0.0001/|DATA|That is the data_loss, without the ridge's part.
1|s/lambda=0.001/lambda=0.0001/|0.25|is another one than 0.25
1|s/lambda=0.001/lambda=0.0001/||Which Loss does it have at the end?
1|s/^//|LAST|nothing is changed
1|s/lambda=0.001/lambda=0/; s/lr=0.01/lr=0.02/|LAST|More than one option is changed: --lambda=0 --lr=0.02.
1|s/lr=0.01/lr=0.009/|LAST|It is to be lower than
1|s/lambda=0.001/lambda=none/|LAST|06-loop does not take it:
1|s/epochs=8000/epochs=800/|LAST|--epochs=800: the epochs
1|s/--seed=[0-9]*//|LAST|Your command has no --seed.
1|s/--lr/--rows=50 --lr/|LAST|--rows is there twice.
1|s/$/ --bias/|LAST|none of the options of the run: --bias
1|s/$/; touch PWNED/|LAST|none of the options of the run:
1|s/--lr=[^ ]*/--lr=$(touch${IFS}PWNED)/|0.1|06-loop does not take it:
1|s/.*//||The run is:
END

# ---- an article that there is none of
tests/own/hand_in Ada "$D/right" "$build" || exit 2
cp "$D/right/chapters/08-bias/own.trace" "$D/article"
while IFS='|' read -r status change words; do
    sed "$change" "$D/article" >"$D/own.trace"
    $own/example "$D/own.trace" "$D" >"$D/said"
    [ $? -eq "$status" ] || { fail "$change: status"; cat "$D/said"; }
    says "$D/said" "$words" "$change"
done <<'END'
0|s/^//|
1|/^# source/d|Where is it from?
1|s/^# source.*/# source -/|Where is it from?
1|s/^0.5 -1.2$/0.5 ?/|X is not there yet, or not all of it.
1|/^# W2$/,/^$/d|W2 is not there yet, or not all of it.
1|/^# h1/,$d|Of what the article computes there are 3 numbers here
1|/^# dLoss_dh2/,$d|the way back is what it is about
1|/^# z1/,$d|there are 0 numbers here
1|/^# h2/,/^$/s/^0/1/|DIFFER
1|s/^0.3 0.1 -0.4$/0.3 0.1/|:
END
$own/example traces/examples/mazur.trace "$D" >"$D/said"
says "$D/said" 'These are the weights of traces/examples/mazur.trace.' mazur

# ---- as a student does it
own() { # STATUS WORDS ARGUMENT ...
    wanted=$1 words=$2
    shift 2
    make -s --no-print-directory BUILD="$build" SUBMISSION="$D" MINE="$D/mine" TIME_LIMIT=2 own "$@" >"$D/said" 2>&1
    [ $? -eq "$wanted" ] || fail "make own $*: status"
    says "$D/said" "$words" "make own $*"
}
own 2 "Say it once: make own-02 NAME=" CH=02
! ls "$D"/chapters/*/own.c 2>/dev/null || fail "begun without a name"
own 2 own_01 CH=1 NAME="Jane O'Neil"
for ch in 2 3 4 5 6; do own 2 'is not written yet.' CH=$ch; done
[ "$(cat "$D"/chapters/*/own.c | grep -c "^/. Name: Jane O'Neil ./")" -eq 6 ] || fail "a name is given once"
own 2 "is Jane O'Neil's, as its line Name says" CH=2 NAME=Ada
own 2 'a name without' CH=2 NAME='a */'
own 2 'a name without' CH=2 NAME='$(shell touch PWNED) `touch PWNED`'
own 2 'SEED is a whole number' CH=2 SEED=x
own 2 'there is no task 9' CH=9
cp "$D/mine/own/03/given" "$D/jane"
rm "$D"/chapters/*/own.c
own 2 'is not written yet.' CH=3 NAME=Ada
! cmp -s "$D/mine/own/03/given" "$D/jane" || fail "two names have the same numbers"
cp tests/own/06.c "$D/chapters/06-loop/own.c"
own 0 'right, with the numbers of seed' CH=6
while IFS='|' read -r words change; do
    [ "$words" != 'reads outside of a matrix or an array.' ] || grep -q fsanitize "$build/exercise/flags" || continue
    sed "$change" tests/own/02.c >"$D/chapters/02-sigmoid/own.c"
    own 2 "$words" CH=2
done <<'END'
reads outside of a matrix or an array.|s/i < z->rows \* z->cols/i <= z->rows * z->cols/
so spelt, and not static: scaled_tanh scaled_tanh_slope|s/void scaled_tanh_slope/void scaled_slope/
matrix_mul: broken promise|s/i < h->rows \* h->cols; i++/i < 1; matrix_mul(dh_dz, h, h), i++/
did not end within 2 seconds|s/i < h->rows \* h->cols; i++/i < h->rows; i += 0/
END
! find . "$D" -name 'PWNED*' | grep . || fail "a name was run as a command"

[ $failed -eq 0 ] && rm -rf "$D"
exit $failed
