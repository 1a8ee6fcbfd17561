#!/bin/sh
# SPDX-License-Identifier: MIT
#
# How fast files are read, beside the bare parser, gpsbabel and lxml (those that
# are installed). Instructions are exact and repeat; times are medians of
# interleaved runs; both cover opening the file to the last activity handed
# over. Moveslink's several roots no parser takes as they are: it stands beside
# SML's bare parse, which has the same content. FIT and JSON stand alone.
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
mkdir "$work/workout-routes"
"$lua" tests/bench/hour.lua "$work" 100

row() { # name file file-for-the-bare-parse gate
  bare=- ours=- ratio=
  if command -v valgrind >/dev/null; then
    [ -z "$3" ] || bare=$(instructions bare "$3")
    ours=$(instructions ours "$2")
    ratio=$(echo "$bare $ours" | awk '$1 > 0 { printf "%.2f", $2 / $1 }')
  fi
  peak=$("$bench" run "$bench" ours "$2" | cut -d' ' -f3)
  times=$("$bench" compare "$2" 2>/dev/null)
  [ "$3" = "$2" ] || times=$(echo "$times" | sed 's/.*\(ours [^,]*\),.*/\1/')
  printf '%-14s %8.2f %8s %8s %5s %5s %4d MiB  %s\n' "$1" \
    "$(wc -c <"$2" | awk '{ print $1 / 1e6 }')" "$(millions "$bare")" \
    "$(millions "$ours")" "$ratio" "$4" "$peak" "$times"
}

millions() {
  if [ "$1" = - ]; then echo -; else
    awk "BEGIN { printf \"%.1f\", $1 / 1e6 }"
  fi
}

echo "One hour at 1 Hz, 3,600 points; the export: 100 MB around that hour."
echo "Instructions in millions; ratio: ours to the bare parse; gate: at most."
printf '%-14s %8s %8s %8s %5s %5s %8s  %s\n' file MB bare ours ratio gate \
  peak "times (of the processor)"
for file in "$work"/run.*; do
  name=${file##*/run.}
  case $name in
  tcx) row "$name" "$file" "$file" 1.25 ;;
  fit | json) row "$name" "$file" "" - ;;
  moveslink.xml) row "$name" "$file" "$work/run.sml" 1.50 ;;
  *) row "$name" "$file" "$file" 1.50 ;;
  esac
done
row export.xml "$work/export.xml" "$work/export.xml" 1.60
echo "Polar's numbers lie in five long texts, over which the bare parse passes;"
echo "what a value costs is what it costs elsewhere."

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
echo "48 MB of TCX, 19 hours, process start included (middle of three);"
echo "gate: gpsbabel takes at least 8 times as long as ours"
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
