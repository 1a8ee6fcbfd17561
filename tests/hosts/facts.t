#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What is read of each SQLite host beside its samples: local times, units, laps,
# nights and mornings, what the runner reported, the original behind a poorer
# copy, and what becomes of it when the host makes its database anew.
#
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck disable=SC2034
HL_HOST_RUNS=5
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

write_season "$work/season"
heavylegs() { "$build/heavylegs" "$@"; }
for name in log pytrainer activitylog2 garmindb sportstracker; do
  mkdir "$work/$name"
  "fill_$name" "$work/$name/host.db" "$work/season"
done
quiet() { heavylegs "$@" >/dev/null 2>&1; }
starts="SELECT group_concat(start_ms / 1000, ' ') FROM (SELECT start_ms
  FROM heavylegs_run ORDER BY 1)"
true_starts=$(sql :memory: "$(read_season "$work/season")
  SELECT group_concat(s, ' ') FROM (SELECT strftime('%s', start) AS s FROM a
    ORDER BY 1)")

# ---- local times ---------------------------------------------------------

for name in garmindb sportstracker; do
  db=$work/$name/host.db
  cp "$db" "$work/$name/here.db"
  quiet annotate "$work/$name/here.db"
  quiet config timezone Europe/Berlin --db "$db"
  quiet annotate "$db"
  is "$name: a clock in Berlin" "$(sql "$db" "$starts")" "$true_starts"
  is "$name: and its offset is known" "$(sql "$db" "SELECT DISTINCT
    offset_source, utc_offset_s FROM heavylegs_run")" "setting|3600"
done
db=$work/garmindb/host.db
quiet config timezone America/New_York --db "$db"
quiet annotate "$db"
is "another zone means other instants" "$(sql "$db" "SELECT min(start_ms) / 1000
  FROM heavylegs_run")" "$((${true_starts%% *} + 6 * 3600))"
is "and no run twice" "$(sql "$db" "SELECT count(*) FROM heavylegs_run")" \
  "$(sql "$db" "SELECT count(*) FROM activities")"
quiet config timezone Europe/Berlin --db "$db"
quiet annotate "$db"

db=$work/activitylog2/host.db
quiet annotate "$db"
is "a zone that the host names for the session" "$(sql "$db" "SELECT DISTINCT
  offset_source, utc_offset_s FROM heavylegs_run")" "host|3600"

# ---- the same run, whatever the host's units -------------------------------

distances() { # db
  sql "$1" "SELECT group_concat(m, ' ') FROM (SELECT round(distance_m) AS m
    FROM heavylegs_run ORDER BY start_ms)"
}
db=$work/garmindb/host.db
mkdir "$work/statute"
cp "$work/garmindb/garmin.db" "$db" "$work/statute"
other=$work/statute/host.db
sql "$other" "SELECT heavylegs_purge()" >"$work/answer.json"
sql "$other" "UPDATE activities SET distance = distance / 1.609344;
  UPDATE activity_records SET distance = distance / 1.609344,
    altitude = altitude / 0.3048"
sqlite3 -init /dev/null "$work/statute/garmin.db" "UPDATE attributes
  SET value = 'DisplayMeasure.statute'; UPDATE weight SET weight = 135.6"
quiet config timezone Europe/Berlin --db "$other"
quiet annotate "$other"
is "miles and feet are the same run" "$(distances "$other")" \
  "$(distances "$db")"
is "and pounds are kilograms" "$(sql "$other" "SELECT DISTINCT
  round(weight_kg, 1) FROM heavylegs_day")" 61.5
quiet annotate "$work/log/host.db"
is "what is read agrees with what another host has" "$(distances "$db")" \
  "$(distances "$work/log/host.db")"

# ---- nights and mornings ---------------------------------------------------

day() { # db columns
  sql "$1" "SELECT DISTINCT $2 FROM heavylegs_day WHERE source = 'host'"
}
is "garmindb: days from the database beside it" \
  "$(day "$work/garmindb/host.db" "sleep_h, hrv_ms, rhr_bpm, weight_kg")" \
  "6.5|62.0|47.0|61.5"
quiet annotate "$work/pytrainer/host.db"
is "pytrainer: days" "$(day "$work/pytrainer/host.db" "rhr_bpm, weight_kg")" \
  "48.0|61.5"
is "activitylog2: days" "$(day "$work/activitylog2/host.db" \
  "sleep_h, sleep_quality, mood, weight_kg")" "7.0|3|4|61.5"
is "sportstracker: days" "$(day "$work/sportstracker/host.db" weight_kg)" 61.5
is "log: days" "$(day "$work/log/host.db" "sleep_h, mood")" "7.5|3"
is "a day is the runner's own" "$(sql "$work/garmindb/host.db" "SELECT count(*)
  FROM heavylegs_day AS d JOIN heavylegs_run AS r ON d.day =
  (r.start_ms / 1000 + r.utc_offset_s) / 86400 WHERE d.source = 'host'")" \
  "$(sql "$work/garmindb/host.db" "SELECT count(*) FROM activities")"
db=$work/log/host.db
sql "$db" "UPDATE log_day SET sleep_h = 5 WHERE day = (SELECT min(day)
  FROM log_day); DELETE FROM log_day WHERE day = (SELECT max(day) FROM log_day);
  INSERT INTO log_day(day, sleep_h, mood) VALUES ('2024-02-30', 5, 1),
    ('2024-02-01', 99, 'good'), (NULL, 7, 1), (x'00', 7, 1)"
days=$(sql "$db" "SELECT count(*) FROM heavylegs_day")
like "a day that was mended, one that is gone, four that say nothing" \
  "$(sql "$db" "SELECT heavylegs_import('{}')" 2>&1)" '*"days":2*'
is "are known afterwards" "$(sql "$db" "SELECT count(*), sum(sleep_h = 5)
  FROM heavylegs_day")" "$((days - 1))|1"

# ---- the runner's report ----------------------------------------------------

report() { # db
  sql "$1" "SELECT source, ifnull(heavy, ''), ifnull(legs, ''), ifnull(rpe, ''),
    ifnull(feel, '') FROM heavylegs_report ORDER BY source"
}
db=$work/activitylog2/host.db
sql "$db" "UPDATE A_SESSION SET description = '#heavy=late', rpe_scale = 7,
    feel_scale = 2.5 WHERE id = 1;
  UPDATE A_SESSION SET name = NULL, description = NULL WHERE id > 1"
quiet annotate "$db"
is "activitylog2: tags, RPE and feel" "$(report "$db")" "host|||7|2
tag|late|||"
db=$work/garmindb/host.db
sql "$db" "UPDATE activities SET description = NULL, name = NULL;
  UPDATE activities SET self_eval_effort = 'Very Hard', self_eval_feel = 'Weak',
    description = '#legs=4' WHERE activity_id = '1'"
quiet annotate "$db"
is "garmindb: self evaluation and tags" "$(report "$db")" "host|||7|2
tag||4||"
db=$work/log/host.db
sql "$db" "UPDATE log_activity SET title = NULL, note = NULL;
  UPDATE log_activity SET heavy = 'start', legs = 4, rpe = 99 WHERE id = 1"
quiet annotate "$db"
is "log: its own columns, and no score out of range" "$(report "$db")" \
  "host|start|4||"
sql "$db" "UPDATE log_activity SET heavy = NULL, legs = NULL"
quiet annotate "$db"
is "what was taken back is gone" "$(report "$db")" ""

# ---- laps -------------------------------------------------------------------

db=$work/pytrainer/host.db
sql "$db" "UPDATE records SET title = NULL, comments = NULL;
  UPDATE laps SET comments = '#heavy=mid' WHERE record = 1"
"$lua" samples/season.lua --out "$work/pytrainer/gpx" --seed 4 --runs 1 \
  --format gpx >/dev/null
sed 's/#[a-z_]*=[0-9a-z]*//g' "$work"/pytrainer/gpx/2024*.gpx \
  >"$work/pytrainer/gpx/1.gpx"
sql "$db" "UPDATE records SET date_time_utc = (SELECT start
    FROM heavylegs_check('$work/pytrainer/gpx/1.gpx')) WHERE id_record = 1"
quiet annotate "$db"
like "pytrainer: a lap's comment is the runner's word" "$(report "$db")" \
  '*tag|mid|*'

# ---- the original behind a poorer copy ------------------------------------

db=$work/pytrainer/host.db
rm "$work"/pytrainer/gpx/*
sql "$db" "SELECT heavylegs_purge()" >"$work/answer.json"
like "no samples, and no original" "$(heavylegs import "$db" 2>&1)" '*refused*'
quiet import "$work/season" --db "$db"
quiet annotate "$db"
n=$(sql "$db" "SELECT count(*) FROM heavylegs_source WHERE host = 'pytrainer'
  AND path LIKE '%/season/%' AND status = 'read' AND run_id IS NOT NULL")
ok "an original that was imported stands in for it" test "$n" -ge 4
is "as one run, not two" "$(sql "$db" "SELECT count(*) FROM heavylegs_run")" \
  "$(sql "$db" "SELECT count(DISTINCT start_ms) FROM heavylegs_run")"
sql "$db" "UPDATE records SET comments = '#legs=5' WHERE id_record = 2"
quiet annotate "$db"
like "and the host's words are the run's" "$(report "$db")" '*tag||5|*'
quiet import "$work/season" --db "$db"
like "whoever is read last" "$(report "$db")" '*tag||5|*'

# ---- a recording within the database --------------------------------------

db=$work/activitylog2/host.db
before=$(distances "$db")
set -- "$work"/season/*.tcx
gzip -c "$1" >"$work/one.gz"
cp "$2" "$work/two.tcx"
sql "$db" "DELETE FROM A_TRACKPOINT WHERE length_id IN (1, 2, 3);
  INSERT INTO ACTIVITY_RAW_DATA(activity_id, file_name, data) VALUES
    (1, 'a.fit', readfile('$work/one.gz')), (2, 'b', readfile('$work/two.tcx')),
    (3, 'c', 'no recording at all');
  UPDATE A_SESSION SET summary_id = NULL WHERE id IN (1, 2, 3)"
message=$(heavylegs import "$db" 2>&1)
is "gzipped or plain, it is the same recording" "$(sql "$db" "SELECT count(*)
  FROM heavylegs_source WHERE name IN ('1', '2') AND format = 'tcx'")" 2
is "with the same distances" "$(distances "$db")" "$before"
like "and one that is none is named" "$message" '*refused*3*its recording*'

# ---- a file that the host names --------------------------------------------

db=$work/sportstracker/host.db
cp "$1" "$work/sportstracker/beside.tcx"
sql "$db" "UPDATE EXERCISE SET HRM_FILE = 'beside.tcx' WHERE ID = 1;
  UPDATE EXERCISE SET HRM_FILE = NULL WHERE ID = 2;
  UPDATE EXERCISE SET HRM_FILE = '$1' WHERE ID = 3"
message=$(heavylegs import "$db" 2>&1)
is "from the folder of the database" "$(sql "$db" "SELECT status
  FROM heavylegs_source WHERE name = '1' AND host <> ''")" read
like "none is named" "$message" '*refused*2*names no file*'
like "another day's is refused" "$message" '*refused*3*another activity*'

# ---- a database beside it that is missing or wrong -------------------------

mkdir "$work/alone"
cp "$work/garmindb/host.db" "$work/alone/host.db"
like "one that may be missing is said to be" \
  "$(heavylegs hosts "$work/alone/host.db")" '*garmin.db is not beside it*'
ok "and the rest is read" heavylegs annotate "$work/alone/host.db"
is "what it once told stays" "$(sql "$work/alone/host.db" "SELECT count(*) > 0
  FROM heavylegs_day WHERE source = 'host'")" 1
echo "not a database at all, but long enough to be looked at as one. \
It has to be more than a hundred bytes." >"$work/alone/garmin.db"
like "one that is none is named" "$(heavylegs hosts "$work/alone/host.db")" \
  '*garmin.db cannot be read: file is not a database*'

# ---- a host that makes its database anew ----------------------------------

mkdir "$work/anew"
cp "$work/garmindb/garmin.db" "$work/anew"
fill_garmindb "$work/anew/host.db" "$work/season" 2>/dev/null
cp "$work/anew/host.db" "$work/anew.db"
db=$work/anew/host.db
quiet config timezone Europe/Berlin --db "$db"
quiet annotate "$db"
quiet report last --heavy late --legs 4 --db "$db"
quiet diary add 2024-03-06 --sleep 6.5 --db "$db"
quiet annotate "$db"
sql "$db" "SELECT started, rule, text FROM heavylegs_annotations" \
  >"$work/before.txt"
sql "$db" "SELECT activity_id, description FROM activities ORDER BY 1" \
  >>"$work/before.txt"
like "what was said is kept beside it" "$(ls -l "$work/anew")" \
  '*-rw------- *heavylegs-kept.db*'
cp "$work/anew.db" "$db"
quiet annotate "$db"
sql "$db" "SELECT started, rule, text FROM heavylegs_annotations" \
  >"$work/after.txt"
sql "$db" "SELECT activity_id, description FROM activities ORDER BY 1" \
  >>"$work/after.txt"
ok "the annotations stand again after a rebuild" \
  cmp "$work/before.txt" "$work/after.txt"
ok "there are some" grep -q heavy "$work/after.txt"
is "with the report, the diary and the setting" "$(sql "$db" "SELECT heavy, legs
    FROM heavylegs_report WHERE source = 'command' UNION ALL
  SELECT sleep_h, day FROM heavylegs_day WHERE source = 'command' UNION ALL
  SELECT key, value FROM heavylegs_setting")" "late|4
6.5|19788
timezone|Europe/Berlin"
sql "$db" "UPDATE activities SET description = ''
  WHERE description LIKE '%[heavy-legs]%'"
quiet annotate "$db"
sql "$db" "SELECT started, rule, text FROM heavylegs_annotations" \
  >"$work/after.txt"
sql "$db" "SELECT activity_id, description FROM activities ORDER BY 1" \
  >>"$work/after.txt"
ok "a field that the host wrote over is written again" \
  cmp "$work/before.txt" "$work/after.txt"
quiet purge --db "$db"
ok "purge takes the copy along" test ! -e "$work/anew/heavylegs-kept.db"

done_testing
