#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A history annotated at once, run by run, in any order and by any number of
# threads ends in the same statuses and findings.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/stands.sh
. tests/stands.sh
lua=${LUA:-lua5.4}
cli=$build/heavylegs
season=$work/season
mkdir "$season"
"$lua" samples/season.lua --out "$season" --seed 4 --runs 70 --learning 22 ||
  exit 1

annotate() { # database arguments...
  db=$1
  shift
  "$cli" annotate "$@" --db "$db" --quiet >/dev/null 2>&1
}

mkdir "$work/few"
cp "$season"/2024-03-0* "$work/few"
annotate "$work/all.db" "$season"
all=$(stands "$work/all.db")
like "there is something to compare" \
  "$(sqlite3 "$work/all.db" "SELECT count(*) FROM heavylegs_annotations")" \
  "[1-9]*"

for file in "$season"/*.tcx; do
  annotate "$work/one.db" "$file"
done
is "run by run ends in the same" "$(stands "$work/one.db")" "$all"
is "and the last one cost one run" \
  "$(sqlite3 "$work/one.db" "SELECT judged FROM heavylegs_batch
    ORDER BY id DESC LIMIT 1")" 1

# shellcheck disable=SC2012
for file in $(ls -r "$season"/*.tcx | awk 'NR % 7 == 0') "$season"; do
  annotate "$work/late.db" "$file"
done
is "old runs that come late end in the same" "$(stands "$work/late.db")" "$all"

"$cli" config budget 5 --db "$work/one.db" >/dev/null
annotate "$work/one.db"
"$cli" config budget 2 --db "$work/one.db" >/dev/null
annotate "$work/one.db"
is "another budget and back ends in the same" "$(stands "$work/one.db")" "$all"

sqlite3 "$work/one.db" "UPDATE heavylegs_facts SET version = 0,
  block = zeroblob(length(block))"
annotate "$work/one.db"
is "so do facts drawn anew from the epochs" "$(stands "$work/one.db")" "$all"
cp "$work/one.db" "$work/again.db"
annotate "$work/again.db"
ok "and once is enough" cmp "$work/one.db" "$work/again.db"

"$cli" retract --db "$work/one.db" >/dev/null
annotate "$work/one.db"
is "so does taking all back" "$(stands "$work/one.db")" "$all"

rm "$work/late.db"
mkdir "$work/most"
cp "$season"/*.tcx "$work/most"
last=$(printf '%s\n' "$work"/most/* | tail -1)
mv "$last" "$work/last.tcx"
annotate "$work/late.db" "$work/most"
sqlite3 "$work/late.db" "UPDATE heavylegs_memory SET arbiter = x'0102'"
annotate "$work/late.db" "$work/last.tcx"
is "memory that cannot be read is made again" "$(stands "$work/late.db")" "$all"


# ---- how far it is
"$cli" annotate "$work/few" --db "$work/few.db" --json >/dev/null 2>"$work/said"
is "what is over at once tells nothing on the way" "$(cat "$work/said")" ""

# ---- more files than one chunk
"$lua" tests/fault/small.lua "$work/many" 430
annotate "$work/many.db" "$work/many" --threads 4
is "chunks leave one batch" \
  "$(sqlite3 "$work/many.db" "SELECT count(*) FROM heavylegs_batch")" 1
annotate "$work/one.many.db" "$work/many" --threads 1
is "and the same rows on one thread" \
  "$(sqlite3 "$work/one.many.db" .dump | grep -v heavylegs_batch | md5sum)" \
  "$(sqlite3 "$work/many.db" .dump | grep -v heavylegs_batch | md5sum)"
mkdir "$work/host"
sqlite3 "$work/host/h.db" "CREATE TABLE t(x)"
is "in a transaction of the host nothing is committed" \
  "$(sql "$work/host/h.db" "BEGIN; INSERT INTO t VALUES (1);
    SELECT heavylegs_annotate('$work/many') <> ''; ROLLBACK;
    SELECT count(*) FROM sqlite_master; SELECT count(*) FROM t")" "1
1
0"

# ---- two at once
annotate "$work/two.db" "$work/many" &
annotate "$work/two.db" "$work/many"
is "two at once: this one succeeds" "$?" 0
wait "$!"
is "and the other" "$?" 0
is "and the database is that of one" "$(stands "$work/two.db")" \
  "$(stands "$work/many.db")"

# ---- a file that was not complete yet
head -c 30000 "$season/2024-03-05.tcx" >"$work/half.tcx"
annotate "$work/half.db" "$work/half.tcx"
cp "$season/2024-03-05.tcx" "$work/half.tcx"
annotate "$work/half.db" "$work/half.tcx"
is "a file that was copied meanwhile is one run" \
  "$(sqlite3 "$work/half.db" "SELECT count(*), sum(is_truncated)
    FROM heavylegs_run")" "1|0"

done_testing
