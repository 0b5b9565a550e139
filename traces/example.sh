#!/bin/sh
# Runs the chapters on a worked example, and accounts for every number that it prints.
#
#     traces/example.sh BUILD FILE [FIGURE...]
#
# Chapters 1 to 5 take its step.  A block such as h2@100 is a number after 100 steps: then chapter 6
# takes them.  Traces and texts go to BUILD/examples/NAME, the figures to BUILD/plots/NAME.
# Exit status: 0 all numbers are accounted for, 1 some differ, 2 bad usage or input.
set -u

build=$1 file=$2
shift 2
name=$(basename "$file" .trace)
out=$build/examples/$name
mkdir -p "$out" || exit 2
rm -f "$out"/*.trace "$out"/*.txt

for program in "$build"/0[1-5]-*; do
    [ -x "$program" ] || continue
    chapter=$(basename "$program")
    "$program" --given="$file" --trace="$out/$chapter.trace" >"$out/$chapter.txt" || exit
done

epochs=$(sed -n '/^# source /d; s/^#/ /p' "$file" | grep -o '@[1-9][0-9]*' | tr -d @ | sort -nu)
for epoch in ${epochs:-1}; do
    "$build/06-loop" --given="$file" --epochs=$((epoch + 1)) --record="$epoch" --quiet \
        --trace="$out/06-loop-$epoch.trace" >"$out/06-loop-$epoch.txt" || exit
done

"$build/trace" diff "$file" "$out"/06-loop-*.trace # which have all that the chapters before it compute
status=$?
echo
echo "What the chapters computed is in $out."
[ $# -eq 0 ] || [ $status -gt 1 ] || plots/step.sh "$out" "$build/plots/$name" "$@" || exit
[ $status -ne 1 ] || echo "Not every number agrees, so the exit status is 1; make calls that an error."
exit $status
