#!/bin/sh
# SPDX-License-Identifier: MIT
#
# heavylegs-hosts.7 followed word for word: its worked example is added as a
# host of one's own and annotates a database of that program; its plain log is
# one; its columns are those that are read.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck disable=SC2034
HL_HOST_RUNS=30
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

manual=plugin/doc/heavylegs-hosts.7
heavylegs() { "$build/heavylegs" "$@"; }

for page in plugin/doc/*.[1-9]; do
  is "mandoc has no remark on $page" \
    "$(mandoc -T lint -W warning "$page" 2>&1)" ""
done

# ---- the worked example ----------------------------------------------------

hosts=$XDG_CONFIG_HOME/heavylegs/hosts
mkdir -p "$hosts"
sed -n '/^<hosts>$/,/^<\/hosts>$/p' $manual >"$hosts/workout-tracker.xml"
lines=$(wc -l <"$hosts/workout-tracker.xml")
ok "the example is there, in under 30 lines ($lines)" \
  test "$lines" -gt 5 -a "$lines" -lt 30
ok "it keeps to the grammar" xmllint --noout --nonet \
  --relaxng plugin/hosts/hosts.rng "$hosts/workout-tracker.xml"

# Workout Tracker's own tables, column by column.
db=$work/database.db
write_season "$work/season"
sql "$db" "CREATE TABLE workouts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_at DATETIME,
    updated_at DATETIME, deleted_at DATETIME, name TEXT NOT NULL,
    date DATETIME NOT NULL, user_id INTEGER NOT NULL, dirty NUMERIC,
    notes TEXT, type TEXT
  );
  CREATE TABLE gpx_data (
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_at DATETIME,
    updated_at DATETIME, deleted_at DATETIME, workout_id INTEGER NOT NULL,
    content MEDIUMTEXT, checksum BLOB NOT NULL, filename TEXT
  );
  CREATE UNIQUE INDEX idx_gpx_data_workout_id ON gpx_data (workout_id);
  $(read_season "$work/season")
  INSERT INTO workouts(id, name, date, user_id, notes, type)
    SELECT a.id, ifnull(w.title, 'Run'),
      datetime(a.start) || '+00:00', 1, w.notes, iif(a.is_run, 'running',
      'cycling') FROM a JOIN w USING (id);
  INSERT INTO gpx_data(workout_id, content, checksum, filename)
    SELECT id, readfile(file), file, file FROM a"
sqlite3 -init /dev/null "$db" .dump >"$work/before.txt"
like "hosts names it" "$(heavylegs hosts "$db")" \
  '*Workout Tracker*this one*workouts.notes*'
like "annotate writes into it" "$(heavylegs annotate "$db")" \
  '*written into Workout Tracker; seen in the workout*'
ok "annotations stand in the notes" test "$(sql "$db" "SELECT count(*)
  FROM workouts WHERE notes LIKE '%[heavy-legs]%'")" -gt 1
heavylegs purge --db "$db" >"$work/answer.txt"
sqlite3 -init /dev/null "$db" .dump >"$work/after.txt"
ok "and are taken back to the byte" cmp "$work/before.txt" "$work/after.txt"

# ---- a slip in such a file -------------------------------------------------

good=$(cat "$hosts/workout-tracker.xml")
slip() { # what to replace, by what
  printf '%s\n' "$good" | sed "s/$1/$2/" >"$hosts/workout-tracker.xml"
  heavylegs hosts "$db" 2>&1
}
like "an element that there is not" \
  "$(slip '<\(.\{0,1\}\)samples' '<\1sample')" \
  '*workout-tracker.xml: line 13: there is no element "sample" here*'
like "an attribute that there is not" "$(slip 'columns="id' 'column="id')" \
  '*line 5: there is no attribute "column" here*'
like "a word that there is not" "$(slip 'source="blob"' 'source="json"')" \
  '*line*source=*'
like "a column that there is not" "$(slip 'SELECT content' 'SELECT contents')" \
  '*refused (no such column: contents)*'
like "a parameter that nobody declared" "$(slip ':id' ':workout')" \
  '*refused (it has a parameter that is not declared)*'

# ---- the plain log ---------------------------------------------------------

rm "$hosts/workout-tracker.xml"
sed -n '/^CREATE TABLE log_activity/,/^\.Ed/p' $manual | grep -v '^\.Ed' \
  >"$work/log.sql"
sql "$work/log.db" <"$work/log.sql"
is "the tables of the manual are a plain log" "$(sql "$work/log.db" "SELECT id,
  reads, writes, problem FROM heavylegs_hosts WHERE is_detected")" "log|1|1|"

# ---- what the manual says that is read -------------------------------------

text=$(sed 's/^\.[A-Z][a-z] //' $manual | tr ',()' '   ')
missing=
for word in $(sql :memory: "SELECT name FROM
    pragma_table_xinfo('heavylegs_samples') WHERE hidden = 0
    AND name GLOB '*_[a-z]*' AND name NOT IN ('time_ms', 'elapsed_s')
    UNION ALL SELECT name FROM pragma_table_info('heavylegs_day')" \
  2>/dev/null); do
  case " $(echo "$text" | tr '\n' ' ') " in
    *" $word "*) ;;
    *) missing="$missing $word" ;;
  esac
done
is "every channel is in the manual" "$missing" ""
for name in log pytrainer activitylog2 garmindb sportstracker; do
  ok "and every host: $name" grep -q "^\.It $(sed -n \
    "s/.*<host id=\"$name\" name=\"\([^\"]*\)\".*/\1/p" manifest.xml) Ta" \
    $manual
done

done_testing
