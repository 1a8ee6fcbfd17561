#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Reading TCX takes at most 1.25 times the instructions of the bare parse of the
# same bytes, and what is made of a run costs at most 15 % of reading it.
# Instructions repeat, so this holds on a busy machine too; times and the other
# formats: make bench.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
bench=$build/tests/bench_read

instructions() { # function mode
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    --toggle-collect="$1" "$bench" "$2" "$work/run.tcx" 2>&1 |
    sed -n 's/.*Collected : //p'
}

[ "$build" = build ] || skip_all "not the flavour that runners use"
command -v valgrind >/dev/null || skip_all "no valgrind"
"${LUA:-lua5.4}" tests/bench/garmin.lua 1 >"$work/run.tcx"
bare=$(instructions read_bare bare) ours=$(instructions read_ours ours)
signal=$(instructions measure_run signal)
like "all were counted" "$bare $ours $signal" "[1-9]* [1-9]* [1-9]*"
is "reading TCX takes at most 1.25 times the bare parse ($ours, $bare)" \
  "$(echo "$ours $bare" | awk '{ print ($1 <= 1.25 * $2) }')" 1
is "epochs and facts take at most 15 % of reading ($signal of $ours)" \
  "$(echo "$signal $ours" | awk '{ print ($1 <= 0.15 * $2) }')" 1
done_testing
