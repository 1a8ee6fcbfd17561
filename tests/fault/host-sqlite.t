#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A host's database is annotated while memory runs out, at allocations picked
# evenly over the command: the host's tables are as they were or annotated
# whole, retract gives them back to the byte, and the next command does its
# work.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "a sanitizer has an allocator of its own"
# shellcheck disable=SC2034
HL_HOST_RUNS=3
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

samples=12
program=$PWD/$build/heavylegs
shim=$PWD/$build/tests/failmalloc.so
export HL_FAIL_IN=heavylegs.so:libxml2.so.2:liblua5.4.so.0:libsqlite3.so.0
export HL_FAIL_LOG="$work/log"
dump() {
  sqlite3 -init /dev/null "$1" "SELECT * FROM activities ORDER BY 1;
    SELECT count(*) FROM activity_records; PRAGMA integrity_check"
}

write_season "$work/season"
mkdir "$work/db"
db=$work/db/host.db
fill_garmindb "$work/fresh.db" "$work/season"
mv "$work/garmin.db" "$work/db"
sql "$work/fresh.db" "UPDATE activities SET description = '#heavy=late #legs=4'"
dump "$work/fresh.db" >"$work/before.txt"

annotate() { # allocation to fail, 0: none
  LD_PRELOAD=$shim HL_FAIL_AT=$1 "$program" annotate "$db" >"$work/said" 2>&1
}
cp "$work/fresh.db" "$db"
annotate 0
total=$(sed -n 's/allocations \([0-9]*\) .*/\1/p' "$work/log")
ok "the allocator counts: $total allocations" [ "${total:-0}" -gt 1000 ]
dump "$db" >"$work/done.txt"
like "the annotation is written" "$(cat "$work/done.txt")" '*heavy-legs*'

try() { # n
  rm -f "$work"/db/h*
  cp "$work/fresh.db" "$db"
  annotate "$1"
  code=$?
  dump "$db" >"$work/now.txt"
  cmp -s "$work/now.txt" "$work/before.txt" ||
    cmp -s "$work/now.txt" "$work/done.txt" || bad="$bad $1: half done;"
  [ $code -le 1 ] || bad="$bad $1: exit $code $(head -n 1 "$work/said");"
  annotate 0 || bad="$bad $1: $(head -n 1 "$work/said");"
  dump "$db" | cmp -s - "$work/done.txt" || bad="$bad $1: not mended;"
  "$program" retract --db "$db" --quiet >"$work/said" 2>&1
  dump "$db" | cmp -s - "$work/before.txt" || bad="$bad $1: not given back;"
}
bad=
i=0
while [ $i -lt $samples ]; do
  try $((1 + i * (total - 1) / samples))
  i=$((i + 1))
done
is "out of memory" "$bad" ""

done_testing
