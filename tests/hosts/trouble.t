#!/bin/sh
# SPDX-License-Identifier: MIT
#
# SQLite hosts where something is wrong: odd rows, a newer program, a program
# that holds its database, a table with our name, many activities. Each time a
# clear word, nothing lost, and what the host had is there to the byte.
#
# HL_HOST_MANY: how many activities there are in the last part (20,000; a
# million takes minutes).

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck disable=SC2034
HL_HOST_RUNS=30
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

write_season "$work/season"
heavylegs() { "$build/heavylegs" "$@"; }
quiet() { heavylegs "$@" >/dev/null 2>&1; }
# Everything but our own tables.
dump() {
  sqlite3 -init /dev/null "$1" "SELECT name FROM sqlite_master WHERE
    type = 'table' AND name NOT LIKE 'heavylegs%' ORDER BY 1" |
    while read -r table; do
      sqlite3 -init /dev/null -cmd ".mode insert $table" "$1" \
        "SELECT * FROM \"$table\""
    done
}

# ---- rows that say nothing, or something else ------------------------------

odd_rows() { # host
  case $1 in
    pytrainer) echo "INSERT INTO records(sport) VALUES (4), (99);
      INSERT INTO records(sport, date_time_utc, date_time_local, distance,
        duration, comments, title) VALUES (4, x'00ff', 17, 'far', 'long',
        x'0102', x'03'), (4, '2024-13-45T00:00:00Z', NULL, -1e300, 1e300, 5, 6);
      INSERT INTO athletestats(date, restinghr, weight) VALUES (NULL, 50, 60),
        ('2024-03-05', 'low', x'00'), (x'ff', 1, 1), ('yesterday', 50, 60);
      INSERT INTO laps(record, elapsed_time, distance, lap_number)
        VALUES (1, 'long', 'far', 1), (1, NULL, NULL, NULL)" ;;
    activitylog2) echo "INSERT INTO A_SESSION DEFAULT VALUES;
      INSERT INTO A_SESSION(start_time, sport_id, description, time_zone_id)
        VALUES ('soon', 1, x'00', 999), (-1e18, 1, 7, NULL),
        (9223372036854775807, NULL, NULL, 2);
      INSERT INTO A_TRACKPOINT(length_id, timestamp, heart_rate, distance)
        VALUES (1, 'late', x'00', 'far'), (1, -5, 1e308, -1e308);
      INSERT INTO ATHLETE_METRICS(timestamp, body_weight, sleep_time)
        VALUES ('then', 'fat', 'long'), (0, -1, -1)" ;;
    garmindb) echo "INSERT INTO activities(activity_id, elapsed_time,
        moving_time, hrz_1_time, hrz_2_time, hrz_3_time, hrz_4_time, hrz_5_time)
        VALUES ('none', '', '', '', '', '', '', ''),
        ('../../etc/passwd', 'x', '', '', '', '', '', '');
      UPDATE activities SET start_time = x'00', description = x'0001',
        self_eval_effort = 5 WHERE activity_id = 'none';
      UPDATE activities SET start_time = '2024-03-05 25:61:00'
        WHERE activity_id LIKE '..%';
      INSERT INTO activity_records(activity_id, record, timestamp, hr)
        VALUES ('1', 90000, 'soon', 'fast'), ('1', 90001, NULL, NULL),
        ('1', 90002, 1e300, x'00')" ;;
    sportstracker) echo "INSERT INTO EXERCISE(DATE_TIME, SPORT_TYPE_ID,
        SPORT_SUBTYPE_ID, INTENSITY, DURATION, HRM_FILE, COMMENT) VALUES
        ('', 2, 2, '', 0, NULL, NULL), ('soon', 99, 2, 5, 'long', 7, x'00'),
        ('2024-03-05 08:00:00', 2, 2, '', -5, '/dev/zero', 'x'),
        ('2024-03-06 08:00:00', 2, 2, '', 5, '/nowhere/a.tcx', 'y');
      INSERT INTO WEIGHT(DATE_TIME, VALUE) VALUES ('', 60), ('soon', 'much')" ;;
    log) echo "INSERT INTO log_activity(start, note, legs) VALUES
        (NULL, 'x', 1),
        ('yesterday', 'y', 'four'), (x'00ff', x'00', 1e9), (9e18, 5, -1);
      INSERT INTO log_sample VALUES (1, 'late', NULL, 'fast', x'01', -1e300),
        (NULL, 1, 1, 1, 1, 1);
      INSERT INTO log_lap VALUES (1, 'x', x'00', NULL, 7)" ;;
  esac
}
for name in log pytrainer activitylog2 garmindb sportstracker; do
  mkdir "$work/$name"
  db=$work/$name/host.db
  "fill_$name" "$db" "$work/season"
  cp "$db" "$work/$name/good.db"
  quiet annotate "$work/$name/good.db"
  sql "$db" "$(odd_rows "$name")"
  dump "$db" >"$work/before.txt"
  like "$name: odd rows are named" "$(heavylegs annotate "$db" 2>&1)" \
    '*refused*without a readable start*'
  found="SELECT started, rule FROM heavylegs_annotations"
  is "$name: the others are judged as ever" "$(sql "$db" "$found")" \
    "$(sql "$work/$name/good.db" "$found")"
  ok "$name: there are findings" test -n "$(sql "$db" "$found")"
  quiet retract --db "$db"
  dump "$db" >"$work/after.txt"
  ok "$name: the host's data are as before, to the byte" \
    cmp "$work/before.txt" "$work/after.txt"
done

# ---- what is the user's stays the user's -----------------------------------

db=$work/activitylog2/host.db
sql "$db" "INSERT INTO LABEL(name, description) VALUES ('heavy legs', 'mine');
  INSERT INTO SESSION_LABEL SELECT (SELECT max(id) FROM LABEL), id
    FROM A_SESSION WHERE id < 40"
dump "$db" >"$work/before.txt"
quiet annotate "$db"
quiet retract --db "$db"
dump "$db" >"$work/after.txt"
ok "a label that the user had set is not taken away" \
  cmp "$work/before.txt" "$work/after.txt"

# Our text is shortened for a field with a limit, the user's never.
mkdir -p "$XDG_CONFIG_HOME/heavylegs/hosts"
limited() { # characters
  printf '%s' "<hosts><host id='log' name='short log' visible='at once'>
    <detect><table name='log_activity' columns='id start note'/></detect>
    <activities>SELECT * FROM log_activity</activities>
    <samples source='sql'>SELECT * FROM log_sample WHERE activity = :id
      ORDER BY t_s</samples>
    <annotate><field table='log_activity' column='note' key='id'
      limit='$1'/></annotate></host></hosts>" \
    >"$XDG_CONFIG_HOME/heavylegs/hosts/log.xml"
}
db=$work/log/host.db
limited 120
sql "$db" "UPDATE log_activity SET note = 'äöü ' || note WHERE note <> ''"
dump "$db" >"$work/before.txt"
quiet annotate "$db"
like "a limit is kept to" "$(sql "$db" "SELECT count(*), max(length(note))
  FROM log_activity WHERE note LIKE '%[heavy-legs]%...%[/heavy-legs]%'")" \
  '[1-9]*|1[012][0-9]'
quiet retract --db "$db"
dump "$db" >"$work/after.txt"
ok "and retract gives back what was there" \
  cmp "$work/before.txt" "$work/after.txt"
limited 30
like "a field without room is left alone, and that is said" \
  "$(heavylegs annotate "$db" 2>&1)" '*not written: your own words*'
dump "$db" >"$work/after.txt"
ok "nothing is in it" cmp "$work/before.txt" "$work/after.txt"
rm "$XDG_CONFIG_HOME/heavylegs/hosts/log.xml"

# ---- a program newer than what is known ------------------------------------

newer() { # host
  case $1 in
    pytrainer) echo "UPDATE migrate_version SET version = 16" ;;
    activitylog2) echo "UPDATE SCHEMA_VERSION SET version = 54" ;;
    garmindb) echo "UPDATE _attributes SET value = '14'
      WHERE key = 'db.version'" ;;
    sportstracker) echo "UPDATE META SET SCHEMA_VERSION = 3" ;;
  esac
}
for name in pytrainer activitylog2 garmindb sportstracker; do
  db=$work/$name/host.db
  sql "$db" "$(newer "$name")"
  dump "$db" >"$work/before.txt"
  like "$name: a newer one is read but not written, and says so" \
    "$(heavylegs annotate "$db" 2>&1)" '*is newer than*but not written*'
  dump "$db" >"$work/after.txt"
  ok "$name: and stays as it is" cmp "$work/before.txt" "$work/after.txt"
done

# ---- a program that holds its database -------------------------------------

db=$work/log/good.db
sql "$db" "SELECT heavylegs_retract()" >"$work/answer.json"
hold() { # seconds
  mkfifo "$work/held"
  (echo "BEGIN EXCLUSIVE; SELECT 1;" && sleep "$1" && echo "COMMIT;") |
    sqlite3 -init /dev/null "$db" >"$work/held" &
  read -r _ <"$work/held"
  rm "$work/held"
}
hold 1
like "a short lock is waited for, also where the program would not" \
  "$(sql "$db" "SELECT heavylegs_annotate()" 2>&1)" '*"written":[1-9]*'
wait
sql "$db" "SELECT heavylegs_retract()" >"$work/answer.json"
dump "$db" >"$work/before.txt"
hold 7
like "a long one ends with a clear word" \
  "$(sql "$db" "SELECT heavylegs_annotate()" 2>&1)" \
  '*in use by another program*nothing was changed, try again*'
wait
dump "$db" >"$work/after.txt"
ok "and nothing was changed" cmp "$work/before.txt" "$work/after.txt"

# ---- a table that has our name, and files that are none --------------------

db=$work/own.db
fill_log "$db" "$work/season"
sql "$db" "CREATE TABLE heavylegs_run(mine); INSERT INTO heavylegs_run
  VALUES ('precious')"
sqlite3 -init /dev/null "$db" .dump >"$work/before.txt"
like "somebody else's table with our name" "$(heavylegs annotate "$db" 2>&1)" \
  '*heavylegs_run*'
sqlite3 -init /dev/null "$db" .dump >"$work/after.txt"
ok "is left alone" cmp "$work/before.txt" "$work/after.txt"
db=$work/empty.db
sql "$db" "CREATE TABLE notes(x)"
like "a database of nobody's" "$(heavylegs hosts "$db")" '*none of theirs*'
head -c 3000 "$work/log/good.db" >"$work/torn.db"
like "a torn one" "$(heavylegs annotate "$work/torn.db" 2>&1)" '*heavylegs: *'

# ---- many activities -------------------------------------------------------

many=${HL_HOST_MANY:-20000}
db=$work/many.db
sql "$db" <tests/hosts/log.sql
sql "$db" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < $many)
  INSERT INTO log_activity(start, sport, note)
    SELECT 946684800 + i * 700, iif(i % 2, 'running', 'cycling'), 'n' || i
    FROM n"
started=$(date +%s)
message=$(heavylegs import "$db" 2>&1)
like "$many activities without a recording are looked at, and named" \
  "$message" "*$many files: *$many refused*"
tap_note "import: $(($(date +%s) - started)) s"
is "and none is lost" "$(sql "$db" "SELECT count(*) FROM heavylegs_source")" \
  "$many"
started=$(date +%s)
like "looking again reads nothing" "$(sql "$db" \
  "SELECT heavylegs_import('{}')")" "*\"files\":$many,\"read\":0,*"
tap_note "again: $(($(date +%s) - started)) s"

done_testing
