#!/bin/sh
# SPDX-License-Identifier: MIT
#
# How fast files are read, beside the bare parser, gpsbabel and lxml (those that
# are installed). Instructions are exact and repeat; times are medians of
# interleaved runs; both cover opening the file to the last activity handed
# over. Moveslink's several roots no parser takes as they are: it stands beside
# SML's bare parse, which has the same content.
#
#   make bench        or sh tests/bench/read.sh [BUILD FOLDER]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
lua=${LUA:-lua5.4}
bench=$build/tests/bench_read
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

instructions() { # ours|bare file
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    --toggle-collect="read_$1" "$bench" "$1" "$2" 2>&1 |
    sed -n 's/.*Collected : //p'
}

"$lua" tests/bench/garmin.lua 1 >"$work/run.tcx"
"$lua" tests/bench/garmin.lua 19 >"$work/big.tcx"
"$lua" tests/bench/hour.lua "$work"

echo "One hour at 1 Hz, 3,600 points. Ratios: ours to the bare parse."
printf '%-14s %9s %12s %12s %6s   %s\n' file bytes bare ours ratio times
for file in "$work"/run.*; do
  name=${file##*/run.}
  base=$file
  [ "$name" != moveslink.xml ] || base=$work/run.sml
  bare=- ours=-
  if command -v valgrind >/dev/null; then
    bare=$(instructions bare "$base")
    ours=$(instructions ours "$file")
  fi
  times=$("$bench" compare "$file" 2>/dev/null)
  [ "$name" != moveslink.xml ] || times=
  printf '%-14s %9d %12s %12s %6s   %s\n' "$name" "$(wc -c <"$file")" "$bare" \
    "$ours" "$(echo "$bare $ours" | awk '$1 > 0 {printf "%.2f", $2 / $1}')" \
    "$times"
done

timed() { # name command...
  name=$1
  shift
  for _ in 1 2 3; do
    "$bench" run "$@"
  done | sort -n | sed -n 2p |
    while read -r wall cpu mib; do
      printf '%-34s %6.2f s  %6.2f s  %5d MiB\n' "$name" "$wall" "$cpu" "$mib"
    done
}

echo
echo "48 MB of TCX, 19 hours, process start included (middle of three)"
printf '%-34s %8s  %8s  %9s\n' program wall processor 'peak'
timed "ours" "$build/tests/dump" "$work/big.tcx"
timed "ours, every sample printed" "$build/tests/dump" --samples "$work/big.tcx"
command -v gpsbabel >/dev/null && timed "gpsbabel to unicsv" gpsbabel -t \
  -i gtrnctr -f "$work/big.tcx" -o unicsv -F /dev/null
/usr/bin/python3 -c 'import lxml' 2>/dev/null && {
  timed "lxml, whole tree" /usr/bin/python3 -c \
    "from lxml import etree; etree.parse('$work/big.tcx')"
  timed "lxml, iterparse" /usr/bin/python3 -c "
from lxml import etree
for _, e in etree.iterparse('$work/big.tcx', tag='{*}Trackpoint'): e.clear()"
}
