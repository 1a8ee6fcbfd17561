#!/bin/sh
# SPDX-License-Identifier: MIT
#
# GoldenCheetah's folders: reading and patching an hour at 1 Hz, and 200 and
# 2,000 such activities annotated for the first time and unchanged. Instructions
# repeat; seconds are of the clock and of the processor.
#
#   make bench-goldencheetah   or sh tests/bench/goldencheetah.sh [BUILD FOLDER]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
lua=${LUA:-lua5.4}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

instructions() { # function way file
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    --toggle-collect="$1" "$build/tests/bench_gc" "$2" "$3" 2>&1 |
    sed -n 's/.*Collected : //p'
}

"$lua" tests/bench/gc_folder.lua "$work/hour" 1
file=$(echo "$work"/hour/activities/*)
bytes=$(wc -c <"$file")
echo "An hour at 1 Hz, $bytes bytes; gate: read at 150 MB/s or better."
"$build/tests/bench_gc" compare "$file"
if command -v valgrind >/dev/null; then
  for way in read patch; do
    instructions "${way}_hour" "$way" "$file" |
      awk -v way="$way" -v bytes="$bytes" \
        '{ printf "%-6s %6.1f M instructions, %.1f a byte\n", way, $1 / 1e6,
           $1 / bytes }'
  done
fi

echo
printf '%-12s %-14s %s\n' activities annotate "clock, processor, peak MiB"
for n in 200 2000; do
  "$lua" tests/bench/gc_folder.lua "$work/A" $n
  for what in first unchanged unchanged; do
    printf '%-12s %-14s %s\n' $n $what \
      "$("$build/tests/bench_read" run "$build/heavylegs" annotate "$work/A")"
  done
  rm -rf "$work/A"
done
