#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The simulated runner: the same options write the same bytes everywhere, the
# committed small files are what the generator writes, and a season has in it
# what the other tests count on.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}

digest() { # of a folder: names and bytes
  (cd "$1" && LC_ALL=C && for f in *; do cksum "$f"; done) | cksum
}

season() { # folder options...
  mkdir -p "$work/$1"
  (out=$work/$1 && shift && "$lua" samples/season.lua --out "$out" "$@")
}

mkdir "$work/small"
ok "small.lua writes" "$lua" samples/small.lua "$work/small"
for f in "$work"/small/*; do
  name=$(basename "$f")
  ok "samples/$name is what small.lua writes" cmp "$f" "samples/$name"
done
n=0
for f in samples/*.tcx; do
  [ -e "$work/small/$(basename "$f")" ] && n=$((n + 1))
done
is "no sample is left without its line in EXPECT" \
  "$n" "$(grep -cv '^#' samples/EXPECT)"

season a --seed 3 --runs 40 --learning 10
season b --seed 3 --runs 40 --learning 10
season c --seed 4 --runs 40 --learning 10
is "the same options write the same bytes" \
  "$(digest "$work/a")" "$(digest "$work/b")"
is "these bytes, on every machine" "$(digest "$work/a")" "837167549 1365"
ok "another seed writes another season" \
  test "$(digest "$work/a")" != "$(digest "$work/c")"

season healthy --seed 3 --runs 12 --heavy 0 --faults 0
is "--heavy 0 leaves no heavy run" "$(wc -l <"$work/healthy/truth.csv")" 1
is "--faults 0 leaves no fault" \
  "$(cut -d, -f5 "$work/healthy/runs.csv" | sed 1d | sort -u)" ""

season full --seed 1 --runs 130
for pattern in start midway entire multi_day worsening; do
  like "a season holds pattern $pattern" \
    "$(cut -d, -f2,4 "$work/full/truth.csv" | grep -v felt)" "*$pattern*"
done
for flavour in hr pace felt; do
  like "a season holds flavour $flavour" \
    "$(cut -d, -f4 "$work/full/truth.csv")" "*$flavour*"
done
for fault in lock optical dropout flat jump no_hr treadmill truncated; do
  like "a season holds fault $fault" \
    "$(cut -d, -f5 "$work/full/runs.csv")" "*$fault*"
done
like "a reported run carries its tag" \
  "$(grep -h -o '<Notes>[^<]*</Notes>' "$work"/full/*.tcx)" \
  "*#heavy=start #legs=*"

"$lua" samples/season.lua --out "$work/nowhere" 2>"$work/err"
is "a folder that is not there ends with status 2" $? 2
like "and says so" "$(cat "$work/err")" "*nowhere*No such file*"
"$lua" samples/season.lua --out "$work" --runs zero 2>"$work/err"
is "a count that is none ends with status 2" $? 2
like "and says what was expected" "$(cat "$work/err")" "*--runs: expected*"

done_testing
