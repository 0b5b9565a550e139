#!/bin/sh
# The chapters' programs and build/trace as one WebAssembly file, for the book's pages to run:
#
#     programs.sh [BUILD] writes BUILD/programs.js
#
# The sources are those of the native programs; each main becomes one of many, chosen by the name that
# the program is called by.  With it go the files that the pages' commands read.  Needs Debian's clang,
# lld, wasi-libc and libclang-rt-dev-wasm32 (make setup-book).  STRICT: the flags of the Makefile.
set -eu
: "${STRICT:?make book says it}"
cd "$(dirname "$0")/../.."
build=${1-build}
work=$build/page
clang="clang --target=wasm32-wasi $STRICT -O2 -Ilib -Ilib/mortar -Ilib/run -Itraces/tool"

mkdir -p "$work"
echo '#include <string.h>' >"$work/programs.c"
names=
mains=
for main in chapters/[0-9]*/main.c traces/tool/main.c; do
    name=trace
    [ "$main" = traces/tool/main.c ] || { name=${main#chapters/} name=${name%/main.c}; }
    entry=main_$(echo "$name" | tr - _)
    names="$names $name"
    mains="$mains $work/$name.o"
    $clang -DBUILD='"build"' -Dmain="$entry" -c -o "$work/$name.o" "$main" &
    echo "int $entry(int, char **);" >>"$work/programs.c"
done
{
    echo 'int main(int argc, char **argv) {'
    echo '    const char *name = strrchr(argv[0], 47) ? strrchr(argv[0], 47) + 1 : argv[0];'
    for name in $names; do
        echo "    if (strcmp(name, \"$name\") == 0) return main_$(echo "$name" | tr - _)(argc, argv);"
    done
    echo '    return 127;'
    echo '}'
} >>"$work/programs.c"
wait
sources=$(find lib chapters/[0-9]* traces/tool -name '*.c' ! -name main.c ! -name exercise.c ! -name own.c)
# shellcheck disable=SC2086  # words
$clang -s -DBUILD='"build"' -o "$work/programs.wasm" "$work/programs.c" $mains $sources -lm

{
    echo '/* The workbook'\''s programs, and the files that its pages'\'' commands read: made by programs.sh. */'
    printf 'var PROGRAMS = {\n"names": "%s",\n"wasm": "' "${names# }"
    base64 <"$work/programs.wasm" | tr -d '\n'
    printf '",\n"files": {\n'
    comma=
    find "$build"/traces/*.trace traces/article traces/examples traces/sheets chapters/06-loop/data chapters/next -type f -size -64k |
        sort | while read -r f; do
        printf '%s' "$comma"
        printf '"%s": "' "$(echo "$f" | sed "s|^$build/|build/|")"
        base64 <"$f" | tr -d '\n'
        printf '"'
        comma=',
'
    done
    printf '\n}\n};\n'
} >"$work/programs.js"
mv "$work/programs.js" "$build/programs.js"
