#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A whole history through the sqlite3 shell: what stands does not depend on how
# it came in, a second time changes not one byte, and all of it can be taken
# back. First a simulated season, then a real history where one is to be had.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

one() { # statement on the first database
  sql "$work/one.db" "$1"
}
# All that is judged, without ids and batches.
standing() { # file.db
  sql "$1" "SELECT r.start_ms, s.rule, s.status, s.reason, s.text, s.score,
      s.z, s.rarity, s.n, s.detectable_bpm, s.episode_ms
      FROM heavylegs_status s JOIN heavylegs_run r ON r.id = s.run_id
      ORDER BY 1, 2;
    SELECT started, pattern, basis, title, text, score, evidence, causes,
      advice, rule, episode_ms FROM heavylegs_annotations
      ORDER BY started, rule" | cksum
}

check_history() { # name folder how-many
  rm -f "$work"/*.db
  is "$1: annotated" "$(one "SELECT json_extract(a, '\$.import.new'),
      json_extract(a, '\$.judged') FROM
      (SELECT heavylegs_annotate('{\"path\":\"$2\"}') AS a)")" "$3|$3"
  ok "$1: something was found" test "$(one "SELECT count(*)
    FROM heavylegs_annotations")" -gt 0
  is "$1: every rule stands once to every run" "$(one "SELECT count(*)
      - $3 * count(DISTINCT rule) FROM heavylegs_status")" 0

  before=$(cksum <"$work/one.db")
  one "SELECT heavylegs_annotate('$2'), heavylegs_annotate()" >/dev/null
  is "$1: a second time changes not one byte" \
    "$(cksum <"$work/one.db")" "$before"

  # One file at a time in an order of its own, judged in between.
  find "$2" -name '*.tcx*' | sort | awk '{ print (NR * 7919) % 1009, $0 }' |
    sort -n | cut -d' ' -f2 |
    awk -v q="'" '{
      print "SELECT heavylegs_" (NR % 10 ? "import" : "annotate") \
        "(" q $0 q ");"
    } END { print "SELECT heavylegs_annotate();" }' |
    sql "$work/two.db" >/dev/null
  is "$1: the order of import does not matter" \
    "$(standing "$work/two.db")" "$(standing "$work/one.db")"
  sql "$work/three.db" "INSERT INTO heavylegs(command, argument)
    SELECT 'annotate', json_object('path', '$2', 'threads', 3)"
  is "$1: nor do threads, nor the INSERT form" \
    "$(standing "$work/three.db")" "$(standing "$work/one.db")"

  stood=$(one "SELECT count(*) FROM heavylegs_annotations")
  is "$1: retract closes every finding" "$(one "SELECT json_extract(
      heavylegs_retract(), '\$.closed')")" "$stood"
  is "$1: none stands" "$(one "SELECT count(*) FROM heavylegs_annotations")" 0
  one "SELECT heavylegs_annotate()" >/dev/null
  is "$1: and annotate brings them back" "$(standing "$work/one.db")" \
    "$(standing "$work/two.db")"
  is "$1: the database is whole" "$(one "PRAGMA integrity_check")" ok
  one "SELECT heavylegs_purge()" >/dev/null
  is "$1: purge leaves no table" "$(sqlite3 "$work/one.db" .schema)" ""
}

mkdir "$work/season"
lua5.4 samples/season.lua --out "$work/season" --runs 60 --seed 3 >/dev/null
check_history "simulated season" "$work/season" 60

# Another program holds the lock: nothing happens, and the message says so.
lock() {
  sqlite3 "$work/one.db" "CREATE TABLE t (x)"
  mkfifo "$work/fifo"
  sqlite3 "$work/one.db" <"$work/fifo" >/dev/null 2>&1 &
  exec 9>"$work/fifo"
  echo "BEGIN IMMEDIATE; SELECT 1;" >&9
  while sqlite3 "$work/one.db" "BEGIN IMMEDIATE" 2>/dev/null; do sleep 0.1; done
}
lock
like "a locked database is named as that" \
  "$(one "SELECT heavylegs_import('samples/notes.tcx')" 2>&1)" "*in use by*"
exec 9>&-
wait

corpus=../shared/corpus/histories/runner-a
if [ -d "$corpus" ]; then
  check_history "real history" "$corpus" \
    "$(find "$corpus" -name '*.tcx*' | wc -l)"
else
  echo "# skipped: no real history at $corpus"
fi
done_testing
