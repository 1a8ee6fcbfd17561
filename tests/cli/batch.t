#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A history annotated at once, run by run, in any order and by any number of
# threads ends in the same statuses and findings.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}
cli=$build/heavylegs
season=$work/season
mkdir "$season"
"$lua" samples/season.lua --out "$season" --seed 4 --runs 70 --learning 22 ||
  exit 1

# All that stands, without the numbers of rows and batches.
digest() { # database
  sqlite3 "$1" "
    SELECT r.start_ms, r.content_hash, r.reason, r.effort_bpm,
      (SELECT start_ms FROM heavylegs_run WHERE id = r.duplicate_of),
      s.rule, s.status, s.reason, s.text, s.score, s.z, s.rarity, s.n,
      s.detectable_bpm, s.episode_ms, s.rule_hash
    FROM heavylegs_run AS r JOIN heavylegs_status AS s ON s.run_id = r.id
    ORDER BY r.start_ms, r.content_hash, s.rule;
    SELECT r.start_ms, f.rule, f.slot, f.pattern, f.basis, f.text, f.evidence,
      f.causes, f.not_recorded, f.advice, f.episode_ms, f.score
    FROM heavylegs_run AS r JOIN heavylegs_finding AS f ON f.run_id = r.id
    WHERE f.until_batch IS NULL ORDER BY r.start_ms, f.rule, f.slot" |
    md5sum
}
annotate() { # database arguments...
  db=$1
  shift
  "$cli" annotate "$@" --db "$db" --quiet >/dev/null 2>&1
}

annotate "$work/all.db" "$season"
all=$(digest "$work/all.db")
like "there is something to compare" \
  "$(sqlite3 "$work/all.db" "SELECT count(*) FROM heavylegs_annotations")" \
  "[1-9]*"

for file in "$season"/*.tcx; do
  annotate "$work/one.db" "$file"
done
is "run by run ends in the same" "$(digest "$work/one.db")" "$all"
is "and the last one cost one run" \
  "$(sqlite3 "$work/one.db" "SELECT judged FROM heavylegs_batch
    ORDER BY id DESC LIMIT 1")" 1

# shellcheck disable=SC2012
for file in $(ls -r "$season"/*.tcx | awk 'NR % 7 == 0') "$season"; do
  annotate "$work/late.db" "$file"
done
is "old runs that come late end in the same" "$(digest "$work/late.db")" "$all"

"$cli" config budget 5 --db "$work/one.db" >/dev/null
annotate "$work/one.db"
"$cli" config budget 2 --db "$work/one.db" >/dev/null
annotate "$work/one.db"
is "another budget and back ends in the same" "$(digest "$work/one.db")" "$all"

"$cli" retract --db "$work/one.db" >/dev/null
annotate "$work/one.db"
is "so does taking all back" "$(digest "$work/one.db")" "$all"

rm "$work/late.db"
mkdir "$work/most"
cp "$season"/*.tcx "$work/most"
last=$(printf '%s\n' "$work"/most/* | tail -1)
mv "$last" "$work/last.tcx"
annotate "$work/late.db" "$work/most"
sqlite3 "$work/late.db" "UPDATE heavylegs_memory SET arbiter = x'0102'"
annotate "$work/late.db" "$work/last.tcx"
is "memory that cannot be read is made again" "$(digest "$work/late.db")" "$all"

done_testing
