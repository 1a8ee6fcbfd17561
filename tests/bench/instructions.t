#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Reading TCX takes at most 1.25 times the instructions of the bare parse of the
# same bytes. Instructions repeat, so this holds on a busy machine too; times
# and the other formats: make bench.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
bench=$build/tests/bench_read

instructions() { # ours|bare
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    --toggle-collect="read_$1" "$bench" "$1" "$work/run.tcx" 2>&1 |
    sed -n 's/.*Collected : //p'
}

[ "$build" = build ] || skip_all "not the flavour that runners use"
command -v valgrind >/dev/null || skip_all "no valgrind"
"${LUA:-lua5.4}" tests/bench/garmin.lua 1 >"$work/run.tcx"
bare=$(instructions bare) ours=$(instructions ours)
like "both were counted" "$bare $ours" "[1-9]* [1-9]*"
is "reading TCX takes at most 1.25 times the bare parse ($ours, $bare)" \
  "$(echo "$ours $bare" | awk '{ print ($1 <= 1.25 * $2) }')" 1
done_testing
