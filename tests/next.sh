#!/bin/sh
# One step in NumPy and in PyTorch, as chapters/next.md shows it, has the numbers of chapter 5's program:
# what is kept of their output, and what they print today, where they are installed.
#     tests/next.sh BUILD
set -u
cd "$(dirname "$0")/.." || exit 2
build=${1-build}
room=$build/next-test
rm -rf "$room" && mkdir -p "$room" || exit 2
trap 'rm -rf "$room"' EXIT
failures=0

# agrees WHAT OUTPUT TRACE: every number in the output is that of the trace
agrees() {
    "$build/trace" import "$2" | "$build/trace" diff --tolerance=1e-12 "$3" - >"$room/said" 2>&1
    shown=$(tr -cs '0-9.e+-' '\n' <"$2" | grep -c '^-*[0-9].*[.]')
    agree=$(sed -n '$s/.* numbers: \([0-9]*\) agree, 0 differ.*/\1/p' "$room/said")
    # not every given number is printed, and every printed one is compared
    [ "${agree:-0}" -ge "$shown" ] && [ "$shown" -gt 20 ] && return
    echo "next: $1: $shown numbers, and:"
    tail -n 20 "$room/said"
    failures=$((failures + 1))
}

"$build/05-dloss-dw1" --trace="$room/worked" >"$room/text" || exit 1
"$build/05-dloss-dw1" --rows=50 --hidden=10 --trace="$room/larger" >"$room/text" || exit 1
for library in numpy torch; do
    agrees "chapters/next/$library.txt" "chapters/next/$library.txt" "$room/worked"
    python=
    for p in python3 /usr/bin/python3; do
        "$p" -c "import $library" 2>"$room/error" && python=$p && break
    done
    [ -n "$python" ] || { echo "skipped: no $library here, what it printed is compared"; continue; }
    for network in worked larger; do
        "$build/trace" export --json "$room/$network" >"$room/json" || exit 1
        "$python" "chapters/next/step_$library.py" <"$room/json" >"$room/$library" ||
            { echo "next: step_$library.py fails"; failures=$((failures + 1)); }
        agrees "step_$library.py, $network" "$room/$library" "$room/$network"
    done
done
[ $failures -eq 0 ] && echo "next: every number agrees"
