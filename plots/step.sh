#!/bin/sh
# Draws the figures of one step for any worked example, each as .svg and .png.
#     plots/step.sh TRACES FOLDER FIGURE...
# TRACES holds what chapters 2, 4 and 5 wrote: 02-sigmoid.trace, 04-dloss-dw2.trace, 05-dloss-dw1.trace.
if ! command -v gnuplot >/dev/null; then
    echo "no figures: gnuplot is missing (make setup; Debian's package is gnuplot-nox)" >&2
    exit 0
fi
traces=$1 folder=$2
shift 2
case $traces$folder in
*[\'\"\`\$\\]*)
    echo "no figures: $folder: gnuplot cannot be told a name with a quote, a dollar or a backslash" >&2
    exit 0
    ;;
esac
mkdir -p "$folder" || exit 2
for figure; do
    for kind in svg png; do
        # In a locale without a degree sign every script would get a warning.
        LC_ALL=C.UTF-8 gnuplot -d -e "out='$folder/$figure.$kind'; traces='$traces'" "plots/$figure.gp" || exit
    done
done
echo "drawn in $folder, each as .svg and .png: $*"
