#!/bin/sh
# The weights after long runs have the bits that they have on every machine: tests/bits.txt.
#     tests/bits.sh BUILD
set -u
build=$1
$ON "$build/tests/bits" >"$build/tests/bits.txt" || exit 1
if [ "$(head -n 1 "$build/tests/bits.txt")" != "$(head -n 1 tests/bits.txt)" ]; then
    echo "skipped: this system's log() gives other observations, so the bits cannot be compared"
    exit 0
fi
diff tests/bits.txt "$build/tests/bits.txt" && echo "the bits are those of every machine"
