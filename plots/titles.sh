#!/bin/sh
# Compares what the title of each run's figure says of the Loss with what the program printed.
#     plots/titles.sh BUILD
for r in 1 2 3; do
    printed=$(tr -s '\n ' ' ' <"$1/runs/run-$r.txt" |
        sed -n 's/.*fell from .* at epoch \([0-9]*\) and has risen.*/\1/p')
    says=$(sed -n 's/.*the Loss rises after epoch \([0-9,]*\).*/\1/p' "$1/plots/06-run-$r.svg" | tr -d ,)
    if [ "$printed" != "$says" ]; then
        echo "run-$r: printed turn at '$printed', the title says '$says'" >&2
        exit 1
    fi
    echo "run-$r: title and program agree: the Loss ${says:+rises after epoch }${says:-does not turn}"
done
