#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The same season in every format that samples/season.lua writes gives the same
# epochs within the tolerances of epochs.lua, pauses and faults included, and a
# season of mixed formats is one season.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}

season() { # format; rides aside, whose cadence TCX calls that of running
  mkdir "$work/$1"
  "$lua" samples/season.lua --out "$work/$1" --seed 4 --runs 12 --faults 3 \
    --format "$1" || exit 1
  grep -v ',ride,' "$work/$1/runs.csv" | sed -n 's/^\(2[^,]*\),.*/\1/p' |
    while read -r file; do
      "$build/tests/dump" --epochs "$work/$1/$file"
    done >"$work/$1.epochs"
}

season tcx
for format in gpx fit pwx fitlog gc; do
  season $format
  ok "a season in $format is the season in TCX" \
    "$lua" tests/read/epochs.lua "$work/tcx.epochs" "$work/$format.epochs"
done
season mixed
ok "a season of mixed formats is the season in TCX" \
  "$lua" tests/read/epochs.lua "$work/tcx.epochs" "$work/mixed.epochs"
is "and has them all" "$(grep -c '^A' "$work/mixed.epochs") runs in $(
  awk '/^A/ { print $5 }' "$work/mixed.epochs" | sort -u | wc -l) formats" \
  "10 runs in 6 formats"
is "the same options write the same bytes" "$(cd "$work/mixed" && cat -- * |
  cksum)" "$(mkdir "$work/again" && "$lua" samples/season.lua --out \
  "$work/again" --seed 4 --runs 12 --faults 3 --format mixed &&
  cd "$work/again" && cat -- * | cksum)"
done_testing
