#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Whole histories: one-hour runs at 1 Hz, a file each (history.lua), beside the
# bare parse of the same bytes on the same number of processors, in one run.
# Processor seconds hold on a busy machine, seconds on the clock only on a quiet
# one. HL_BENCH_RUNS says how many runs, 300 by default (0.8 GB); the figures in
# the README are of 3,000 (7.6 GB, kept in HL_BENCH_FOLDER if that is set).
#
#   make bench        or sh tests/bench/history.sh [BUILD FOLDER]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
lua=${LUA:-lua5.4}
runs=${HL_BENCH_RUNS:-300}
bench=$build/tests/bench_read
cli=$build/heavylegs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work/.config"
folder=${HL_BENCH_FOLDER:-$work/runs}

if [ ! -d "$folder" ]; then
  mkdir "$folder"
  "$lua" tests/bench/history.lua "$folder" "$runs"
fi
find "$folder" -name '*.tcx' | sort >"$work/files"
runs=$(wc -l <"$work/files")
xargs cat <"$work/files" >/dev/null # warm

timed() { # name command...; seconds to $work/wall, processor to $work/cpu
  name=$1
  shift
  "$bench" run "$@" >"$work/time" || echo "failed: $name"
  read -r wall cpu mib <"$work/time"
  printf '%-42s %8.2f %10.2f %6d MiB\n' "$name" "$wall" "$cpu" "$mib"
}

ratio() { # what a b
  awk -v what="$1" -v a="$2" -v b="$3" \
    'BEGIN { printf "%-42s %8.2f\n", what, (b > 0) ? a / b : 0 }'
}

bare() { # processes
  timed "bare parse, $1 at a time" xargs -a "$work/files" -P "$1" -n 30 \
    "$bench" bare
}

echo
printf '%-42s %8s %10s %10s\n' "$runs one-hour runs, a file each" seconds \
  processor peak
bare 1
bare_1=$cpu
bare 2
bare_2=$wall
timed "from nothing, 1 thread" "$cli" annotate "$folder" --db "$work/1.db" \
  --quiet --threads 1
one=$wall one_cpu=$cpu
timed "from nothing, 2 threads" "$cli" annotate "$folder" --db "$work/2.db" \
  --quiet --threads 2
two=$wall
ratio "  beside the bare parse, 1 (processor)" "$one_cpu" "$bare_1"
ratio "  beside the bare parse, 2 (clock)" "$two" "$bare_2"
ratio "  the second core" "$one" "$two"

timed "nothing changed" "$cli" annotate "$folder" --db "$work/2.db" --quiet
head -1 "$work/files" | xargs sed 's/2016-01-01/2036-01-01/' >"$work/new.tcx"
timed "one new run" "$cli" annotate "$work/new.tcx" --db "$work/2.db" --quiet
head -1 "$work/files" | xargs sed "s/2016-01-01/2015-01-01/" >"$work/old.tcx"
timed "one older than all" "$cli" annotate "$work/old.tcx" --db "$work/2.db" \
  --quiet
"$cli" config budget 5 --db "$work/2.db" >/dev/null
timed "every run judged anew" "$cli" annotate --db "$work/2.db" --quiet
timed "taken back" "$cli" retract --db "$work/2.db" --quiet

# The same history as a squad's, in parts.
for n in 1 2 3 4; do
  mkdir -p "$work/team/$n"
  awk -v n="$n" 'NR % 4 == n - 1' "$work/files" | xargs ln -t "$work/team/$n" \
    2>/dev/null || awk -v n="$n" 'NR % 4 == n - 1' "$work/files" |
    xargs ln -s -t "$work/team/$n"
done
timed "four athletes of a quarter each" "$cli" annotate --squad \
  "$work"/team/* --quiet

command -v GoldenCheetah >/dev/null &&
  echo "GoldenCheetah is here, but imports through its window only: not run" ||
  echo "GoldenCheetah: not installed; its import is not timed"
