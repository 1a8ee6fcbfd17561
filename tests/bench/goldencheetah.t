#!/bin/sh
# SPDX-License-Identifier: MIT
#
# GoldenCheetah's JSON costs at most 80 instructions a byte to read (67 were 243
# MB/s) and 200 to patch. Instructions repeat, so this holds on a busy machine
# too; times: make bench-goldencheetah.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "not the flavour that runners use"
command -v valgrind >/dev/null || skip_all "no valgrind"
"${LUA:-lua5.4}" tests/bench/gc_folder.lua "$work/hour" 1
hour=$(echo "$work"/hour/activities/*)
bytes=$(wc -c <"$hour")
instructions() { # read|patch
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    --toggle-collect="$1_hour" "$build/tests/bench_gc" "$1" "$hour" 2>&1 |
    sed -n 's/.*Collected : //p'
}
for gate in "read 80" "patch 200"; do
  way=${gate% *} most=${gate#* }
  counted=$(instructions "$way")
  is "to $way an hour takes at most $most a byte ($counted of $bytes)" \
    "$(echo "${counted:-0} $bytes $most" |
      awk '{ print ($1 > 0 && $1 <= $3 * $2) }')" 1
done
done_testing
