#!/bin/sh
# Says for each figure what it was drawn from, as a sum, and the sum of the files kept of it; or
# compares that with what was kept.
#     plots/kept.sh FOLDER FIGURE... >plots/figures/SUMS
#     plots/kept.sh --check FOLDER FIGURE...
if [ "$1" = --check ]; then
    shift
    if "$0" "$@" | diff plots/figures/SUMS - >"$1/stale"; then
        echo "all $(($# - 1)) kept figures come from these scripts and traces"
        exit 0
    fi
    sed -n 's/^[<>] \([^ ]*\).*/stale: plots\/figures\/\1.svg/p' "$1/stale" | sort -u
    echo "scripts or numbers have changed since: look at them with make plots, then make figures" >&2
    exit 1
fi
sums=$1
shift
for f; do
    echo "$f $(cat "$sums/$f.sum") $(cat "plots/figures/$f".* 2>/dev/null | cksum)"
done
