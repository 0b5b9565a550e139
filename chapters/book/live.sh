#!/bin/sh
# Training for the page of chapter 6: live.sh [BUILD] writes BUILD/trained.js, which holds live.c as
# WebAssembly, and for each run of runs.txt the weights that the native program has at recorded epochs.
# Needs what programs.sh needs.  STRICT: the flags of the Makefile.
set -eu
: "${STRICT:?make book says it}"
cd "$(dirname "$0")/../.."
build=${1-build}
work=$build/live
every=20000

mkdir -p "$work"
# shellcheck disable=SC2046,SC2086  # words
clang --target=wasm32-wasi $STRICT -fno-trapping-math -O3 -msimd128 -mexec-model=reactor -s -Wl,--gc-sections \
    -Ilib -Ilib/mortar -Ilib/run -DBUILD='"build"' -o "$work/live.wasm" chapters/book/live.c $(find lib -name '*.c') -lm

# Trains with these options; a line [epoch, [W1, b1, W2, b2 one after the other]] for each recorded epoch.
weights() { # OPTIONS
    load=
    for _ in 1 2 3 4 5; do
        # shellcheck disable=SC2086  # words
        "$build/07-diagnosis" --claim=run --lr=0.003 --rows=50 --epochs=$every --quiet $1 $load --save="$work/weights" >"$work/said"
        load=--load=$work/weights
        awk '/^# set epoch=/ { sub(/.*=/, ""); printf "[%s, [", $0; next }
             /^[^#]/ && NF { for (i = 1; i <= NF; i++) { printf "%s%s", comma, $i; comma = ", " } }
             END { print "]]," }' "$work/weights"
    done
}

{
    echo '/* Made by live.sh: live.c as WebAssembly, and the weights of the native runs. */'
    printf 'var TRAINED = {\n"wasm": "'
    base64 <"$work/live.wasm" | tr -d '\n'
    printf '",\n"runs": {\n'
    grep -v '^#' chapters/book/runs.txt | while IFS='|' read -r _ options; do
        printf '"%s": [\n' "$options"
        weights "$options"
        echo '],'
    done
    printf '}\n};\n'
} >"$work/trained.js"
mv "$work/trained.js" "$build/trained.js"
