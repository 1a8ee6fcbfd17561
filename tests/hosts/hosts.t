#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Hosts that keep their activities in SQLite, each in a database of its own
# schema with a simulated season: recognised, read, written where the user
# looks, and put back byte for byte.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

write_season "$work/season"

heavylegs() { "$build/heavylegs" "$@"; }
dump() { sqlite3 -init /dev/null "$1" .dump; }
# The host's own tables only.
dump_host() {
  sqlite3 -init /dev/null "$1" "SELECT name FROM sqlite_master WHERE
    type = 'table' AND name NOT LIKE 'heavylegs%' AND name NOT LIKE 'sqlite%'
    ORDER BY 1" | while read -r table; do
    sqlite3 -init /dev/null -cmd ".mode insert $table" "$1" \
      "SELECT * FROM $table"
  done
}

# The table, text column and key of each host.
field_of() {
  case $1 in
    log) echo log_activity note id ;;
    pytrainer) echo records comments id_record ;;
    activitylog2) echo A_SESSION description id ;;
    garmindb) echo activities description activity_id ;;
    sportstracker) echo EXERCISE COMMENT ID ;;
  esac
}

for name in log pytrainer activitylog2 garmindb sportstracker; do
  mkdir "$work/$name"
  db=$work/$name/host.db
  "fill_$name" "$db" "$work/season"
  # shellcheck disable=SC2046
  set -- $(field_of "$name")
  table=$1 column=$2 key=$3
  # What is empty and what is NULL must be told apart afterwards.
  sql "$db" "UPDATE $table SET $column = '' WHERE $column IS NULL
    AND $key % 2"
  dump "$db" >"$work/before.txt"
  dump_host "$db" >"$work/before_host.txt"

  is "$name: recognised" "$(sql "$db" "SELECT id, reads, writes
    FROM heavylegs_hosts WHERE is_detected")" "$name|1|1"
  ok "$name: looking leaves no trace" sh -c "sqlite3 -init /dev/null '$db' \
    .dump | cmp - '$work/before.txt'"

  ok "$name: annotate needs no option" heavylegs annotate "$db"
  runs=$(sql "$db" "SELECT count(*) FROM heavylegs_run")
  is "$name: every activity is a run of ours" "$runs" \
    "$(sql "$db" "SELECT count(*) FROM $table")"
  blocks="SELECT count(*) FROM $table
    WHERE $column LIKE '%[heavy-legs]%[/heavy-legs]%'"
  found=$(sql "$db" "SELECT count(DISTINCT run) FROM heavylegs_annotations")
  is "$name: a block for every run with a finding" "$(sql "$db" "$blocks")" \
    "$found"
  ok "$name: there are some" test "$found" -gt 2
  is "$name: the block says what was found" "$(sql "$db" "SELECT count(*)
    FROM heavylegs_annotations AS a
    JOIN heavylegs_source AS s ON s.run_id = a.run
    JOIN $table AS h ON h.$key = s.name WHERE instr(h.$column, a.text)")" \
    "$(sql "$db" "SELECT count(*) FROM heavylegs_annotations")"
  is "$name: sqlite finds nothing wrong" "$(sql "$db" \
    "PRAGMA integrity_check; PRAGMA foreign_key_check")" ok

  dump "$db" >"$work/one.txt"
  sql "$db" "SELECT heavylegs_annotate()" >"$work/answer.json"
  dump "$db" >"$work/two.txt"
  ok "$name: a second annotate changes nothing" \
    cmp "$work/one.txt" "$work/two.txt"
  like "$name: and reads nothing" "$(cat "$work/answer.json")" \
    '*"read":0,"new":0,"changed":0*'

  ok "$name: retract" heavylegs retract --db "$db"
  dump_host "$db" >"$work/after_host.txt"
  ok "$name: the host's tables are as before" \
    cmp "$work/before_host.txt" "$work/after_host.txt"
  heavylegs annotate "$db" --quiet >"$work/again.txt"
  dump_host "$db" >"$work/again_host.txt"
  ok "$name: annotated again" test "$(sql "$db" "$blocks")" -eq "$found"

  # The user writes around our block, and annotate and retract come by.
  id=$(sql "$db" "SELECT min($key) FROM $table
    WHERE $column LIKE '%[heavy-legs]%'")
  sql "$db" "UPDATE $table SET $column = 'before ' || $column || ' behind'
    WHERE $key = $id"
  heavylegs annotate "$db" --quiet >/dev/null
  like "$name: words around the block stay" "$(sql "$db" "SELECT $column
    FROM $table WHERE $key = $id")" 'before *heavy-legs*behind'
  # What was in the field, with the user's words, and no more.
  heavylegs retract --db "$db" --quiet >/dev/null
  is "$name: only the block is cut where somebody wrote" \
    "$(sql "$db" "SELECT instr($column, 'heavy-legs'), substr($column, 1, 7),
      substr($column, -7) FROM $table WHERE $key = $id")" "0|before | behind"
  is "$name: and nothing else changed" "$(dump_host "$db" |
    diff "$work/before_host.txt" - | grep -c '^>')" 1

  # Purge puts back and leaves nothing of ours.
  sql "$db" "SELECT heavylegs_purge()" >/dev/null
  cp "$db" "$work/$name/purge.db"
  sql "$work/$name/purge.db" "UPDATE $table SET $column = NULL"
  dump "$work/$name/purge.db" >"$work/before.txt"
  heavylegs annotate "$work/$name/purge.db" --quiet >/dev/null
  heavylegs purge --db "$work/$name/purge.db" >/dev/null
  dump "$work/$name/purge.db" >"$work/after.txt"
  ok "$name: annotate and purge give the same dump" \
    cmp "$work/before.txt" "$work/after.txt"
  heavylegs annotate "$work/$name/purge.db" --athlete Ann --quiet >/dev/null
  like "$name: annotated for a runner of that name" \
    "$(sql "$work/$name/purge.db" "$blocks")" '[1-9]*'
  heavylegs forget --athlete Ann --db "$work/$name/purge.db" >/dev/null
  dump_host "$work/$name/purge.db" >"$work/after_host.txt"
  sql "$work/$name/purge.db" "SELECT heavylegs_purge()" >/dev/null
  dump "$work/$name/purge.db" >"$work/after.txt"
  ok "$name: forgotten, the host's tables are as before" \
    cmp "$work/before.txt" "$work/after.txt"
  is "$name: before a purge as well" \
    "$(dump_host "$work/$name/purge.db" | cmp - "$work/after_host.txt")" ""
done

# ---- what goes wrong ----------------------------------------------------

db=$work/activitylog2/host.db
sql "$db" "UPDATE SCHEMA_VERSION SET version = 54"
dump_host "$db" >"$work/before_host.txt"
like "a newer version is read but not written, and says so" \
  "$(heavylegs annotate "$db" --quiet)" '*version 54 is newer than 53*'
dump_host "$db" >"$work/after_host.txt"
ok "and stays as it is" cmp "$work/before_host.txt" "$work/after_host.txt"
sql "$db" "UPDATE SCHEMA_VERSION SET version = 12"
like "an older one is not read" "$(heavylegs hosts "$db")" \
  '*version 12 is not one that can be read*'

db=$work/pytrainer/host.db
rm "$work/pytrainer/gpx/7.gpx"
like "a missing sample file is named" "$(heavylegs import "$db" 2>&1)" \
  '*refused*7*7.gpx*'

db=$work/log/host.db
sql "$db" "INSERT INTO log_activity(start, note) VALUES (NULL, 'x'),
    ('yesterday', 'y'), (x'00ff', 'z');
  INSERT INTO log_sample VALUES (1, 'late', NULL, 'fast', x'01', -1e300)"
like "rows that say nothing are named" "$(heavylegs import "$db" 2>&1)" \
  '*without a readable start*'
dump "$db" >"$work/before.txt"
like "a read-only database" "$(sql -readonly "$db" \
  "SELECT heavylegs_annotate()" 2>&1)" '*read-only*'
like "inside a transaction of the host" "$(sql "$db" "
  BEGIN; SELECT length(heavylegs_annotate()) > 2; ROLLBACK" 2>&1)" 1
dump "$db" >"$work/after.txt"
ok "and its ROLLBACK takes ours along" cmp "$work/before.txt" "$work/after.txt"
is "a database that is somebody else's tables is no host" \
  "$(sql "$work/other.db" "CREATE TABLE records(id_record, comments);
    SELECT count(*) FROM heavylegs_hosts WHERE is_detected")" 0

# ---- hosts of one's own, and bindings that must not run ------------------

hosts=$XDG_CONFIG_HOME/heavylegs/hosts
mkdir -p "$hosts"
binding() { # samples statement
  cat >"$hosts/mine.xml" <<END
<hosts><host id="mine" name="My log" visible="at once">
  <detect><table name="diary_run" columns="nr begun words"/></detect>
  <activities>SELECT nr AS id, begun AS start, words AS note, 1 AS is_run
    FROM diary_run</activities>
  <samples source="sql">$1</samples>
  <annotate><field table="diary_run" column="words" key="nr"/>${2:-}</annotate>
</host></hosts>
END
}
mine=$work/mine.db
sql "$mine" "CREATE TABLE diary_run(nr TEXT, begun INTEGER, words TEXT);
  CREATE TABLE secret(x); CREATE TABLE diary_point(run TEXT, s, hr)"
samples="SELECT s AS t_s, hr AS heart_rate_bpm FROM diary_point WHERE run = :id"
hosts_say() {
  sql "$mine" "SELECT reads, writes, problem FROM heavylegs_hosts
    WHERE id = 'mine'"
}
binding "$samples"
is "a host of one's own" "$(hosts_say)" "1|1|"
for bad in "DELETE FROM secret" "SELECT 1; SELECT 2" "PRAGMA user_version" \
  "ATTACH 'x.db' AS x" "SELECT load_extension('x')" "SELECT nothing FROM n" \
  "SELECT name FROM pragma_table_info('secret')" "BEGIN"; do
  binding "$bad"
  like "reading is refused: $bad" "$(hosts_say)" "0|0|*refused*"
done
step() { # do
  echo "<step name='l' label='x' writes='diary_point'><do>$1</do>
    <undo>DELETE FROM diary_point WHERE run = :id</undo></step>"
}
binding "$samples" "$(step "INSERT INTO diary_point(run) VALUES (:id)")"
is "a step within its tables" "$(hosts_say)" "1|1|"
for bad in "INSERT INTO secret VALUES (1)" "UPDATE diary_point SET hr = 1" \
  "DELETE FROM diary_run" "DROP TABLE secret" "DELETE FROM sqlite_master" \
  "CREATE TRIGGER t AFTER INSERT ON secret BEGIN SELECT 1; END"; do
  binding "$samples" "$(step "$bad")"
  like "writing is refused: $bad" "$(hosts_say)" "1|0|*refused*"
done
# Databases beside it: read, and nothing else.
sqlite3 -init /dev/null "$work/beside.db" "CREATE TABLE weigh(day, kg);
  INSERT INTO weigh VALUES ('2024-03-05', 61.5)"
cp "$work/beside.db" "$work/beside.before"
attached() { # wellness statement, param statement
  cat >"$hosts/mine.xml" <<END
<hosts><host id="mine" name="My log" visible="at once">
  <detect><table name="diary_run" columns="nr begun words"/></detect>
  <attach name="scale" file="{dbdir}/beside.db"/>
  <param name="least" in="scale" default="0">${2:-SELECT 30}</param>
  <activities>SELECT nr AS id, begun AS start FROM diary_run</activities>
  <wellness in="scale">$1</wellness>
</host></hosts>
END
}
attached "SELECT day, kg AS weight_kg FROM scale.weigh WHERE kg &gt; :least"
is "a database beside it is read" "$(hosts_say)" "1|0|"
for bad in "DELETE FROM scale.weigh" "INSERT INTO scale.weigh VALUES (1, 2)" \
  "SELECT 1; DELETE FROM scale.weigh" "ATTACH 'y.db' AS y" "DETACH scale" \
  "PRAGMA scale.user_version = 7" "SELECT load_extension('x')" \
  "CREATE TEMP TABLE t(x)" "SELECT * FROM diary_run" "SELECT :most"; do
  attached "$bad"
  like "reading beside it is refused: $bad" "$(hosts_say)" "0|0|*refused*"
done
attached "SELECT 1 AS day" "UPDATE scale.weigh SET kg = 1"
like "and a parameter that writes" "$(hosts_say)" "0|0|*refused*"
ok "it is as it was" cmp "$work/beside.db" "$work/beside.before"
rm "$work/beside.db"
attached "SELECT day, kg AS weight_kg FROM scale.weigh"
like "one that must be there and is not" "$(hosts_say)" \
  "0|0|*beside.db is not there*"

echo "<hosts><host id='x'></hosts>" >"$hosts/broken.xml"
like "a file that does not load is named with its line" \
  "$(heavylegs hosts "$mine")" '*broken.xml: line 1*'

done_testing
