#!/bin/sh
# The pages show what the sources, the programs and the traces of BUILD are.
#     tests/pages.sh BUILD
exec sh chapters/weave.sh --check "$1"
