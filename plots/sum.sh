#!/bin/sh
# A sum of what a figure is drawn from: scripts as they are, numbers to four significant digits.
# The digits after that differ between processors, and no eye sees them.
for file; do
    case $file in
    *.gp) cat "$file" ;;
    *) awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^-?[0-9]+\.?[0-9]*(e[-+]?[0-9]+)?$/) $i = sprintf("%.3e", $i); print }' "$file" ;;
    esac
done | cksum
