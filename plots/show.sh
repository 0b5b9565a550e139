#!/bin/sh
# Opens the gallery with what this system opens pages with, or lists the figures.
#     plots/show.sh FOLDER
[ -f "$1/index.html" ] || { echo "nothing drawn yet: make plots" >&2; exit 1; }
case $(uname)$DISPLAY$WAYLAND_DISPLAY in
Darwin*) system=open ;;
Linux) system= ;; # without a screen
*) system=xdg-open ;;
esac
for open in wslview explorer.exe $system; do
    if command -v "$open" >/dev/null; then
        (cd "$1" && "$open" index.html)
        exit 0
    fi
done
ls -1 "$1"/*.svg "$1"/*.png "$1"/*.gif "$1/index.html"
