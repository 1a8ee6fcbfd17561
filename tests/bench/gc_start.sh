#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the door adds to a start of GoldenCheetah: histories of 200 and 2,000
# runs of an hour, annotated once, then opened again with nothing changed.
#
#     sh tests/bench/gc_start.sh build [RUNS...]
#
# Wall time depends on what else the machine does; processor time and
# instructions do not.

build=$1
shift
top=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp "$build/tests/door_host" "$work/GoldenCheetah" || exit 1
export DOOR="$top/$build/generic/libheavylegs.so"
export HEAVYLEGS_COMMAND="$top/$build/heavylegs" XDG_CONFIG_HOME="$work"

# A list of numbers, one a line, to its median.
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Processor time of seven starts, in tenths of ms each.
processor() { # library
  sh -c 'for i in 1 2 3 4 5 6 7; do "$1" "$2" Ann; done >/dev/null; times' \
    - "$work/GoldenCheetah" "$1" | sed -n 2p | tr 'ms' '  ' |
    awk '{ printf "%d\n", ($1 * 60 + $2 + $3 * 60 + $4) * 10000 / 7 }'
}
ms() { sed 's/\(.\)$/.\1/'; } # of tenths

measure() { # runs
  athlete=$work/lib$1/Ann
  "${LUA:-lua5.4}" tests/bench/gc_folder.lua "$athlete" "$1" || exit 1
  from=$(date +%s%3N)
  "$HEAVYLEGS_COMMAND" annotate --quiet "$athlete" >/dev/null
  first_ms=$(($(date +%s%3N) - from))
  echo limit_s=60 >"$athlete/config/heavylegs.ini"
  for _ in 1 2 3 4 5 6 7; do
    from=$(date +%s%N)
    "$work/GoldenCheetah" "$work/lib$1" Ann >/dev/null
    echo $((($(date +%s%N) - from) / 100000))
  done >"$work/walls"
  instructions=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    "$HEAVYLEGS_COMMAND" annotate --quiet "$athlete" 2>&1 >/dev/null |
    sed -n 's/.*refs: *//p')
  printf '%s activities: first annotate %d.%d s; an unchanged start +%s ms' \
    "$1" $((first_ms / 1000)) $((first_ms % 1000 / 100)) \
    "$(median <"$work/walls" | ms)"
  printf ' (median of 7), %s ms of processor time, %s instructions\n' \
    "$(processor "$work/lib$1" | ms)" "$instructions"
  rm -rf "${work:?}/lib$1"
}

[ $# -gt 0 ] || set -- 200 2000
for runs in "$@"; do measure "$runs"; done
