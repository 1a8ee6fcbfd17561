#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the runner says, end to end: every tag in a note or a title, all the way
# into the tables and to what a rule may ask; today, carried over to the run;
# and all of it read back in German.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

db=$work/a.db
TZ=UTC
export TZ

gpx() { # file title note day
  cat >"$work/runs/$1" <<END
<?xml version="1.0"?><gpx version="1.1"><metadata/><trk><name>$2</name>
<desc>$3</desc><type>running</type><trkseg>
<trkpt lat="0" lon="0"><time>2025-06-$4T10:00:00Z</time></trkpt>
<trkpt lat="0.02" lon="0"><time>2025-06-$4T10:15:00Z</time></trkpt>
<trkpt lat="0.05" lon="0"><time>2025-06-$4T10:30:00Z</time></trkpt>
</trkseg></trk></gpx>
END
}

# ---- tags ----
# Every one of them, half in the title and half in the note; the rule fails
# where one does not arrive.
mkdir "$work/runs" "$work/mine"
gpx 1.gpx 'Easy #heavy=start #eased #legs=4 #rpe=7 #feel=2' \
  '#sleep=6,5 #motivation=2 #mood=1 #stress=5 #meal=late #soreness=3 #ill
   #travel=no #fatigue=unusual #rhr=52 #hrv=41 #weight=61.5 #heavy_runs=2' 01
gpx 2.gpx 'Morning' '#heavy=no #legs=5' 03
cat >"$work/mine/asks.lua" <<'END'
local R = legs.rule { api = 1, id = "test.asks", version = "1",
  title = "Asks for all", pattern = "none" }
local REPORT = { heavy = "start", eased = true, legs = 4, rpe = 7, feel = 2,
  heavy_runs = 2, source = "tag", confirmed = true, is_heavy = true }
local DIARY = { sleep_h = 6.5, motivation = 2, mood = 1, stress = 5,
  meal = "late", soreness = 3, ill = true, travel = false, fatigue = 5,
  resting_bpm = 52, hrv_ms = 41, weight_kg = 61.5 }
local function expect(what, got, expected)
  for name, value in pairs(expected) do
    assert(got[name] == value, what .. " " .. name .. ": " ..
      tostring(got[name]))
  end
end
function R.evaluate(run)
  if run.weekday == 7 then -- Sunday, 1 June
    expect("report", run.report, REPORT)
    expect("diary", run.diary, DIARY)
    return legs.abstain("all_there")
  end
  assert(run.report.heavy == "no" and not run.report.is_heavy)
end
return R
END
sql "$db" "SELECT heavylegs_annotate(json_object('path', '$work/runs',
             'rules', json_array('$work/mine')))" >"$work/out" 2>&1
is "tags of a title and a note make one report" \
  "$(sql "$db" "SELECT heavy, eased, legs, rpe, feel, heavy_runs, source
       FROM heavylegs_report WHERE heavy = 'start'")" "start|1|4|7|2|2|tag"
is "and a day of the diary" \
  "$(sql "$db" "SELECT sleep_h, motivation, mood, stress, meal, soreness, ill,
       travel, fatigue, rhr_bpm, hrv_ms, weight_kg FROM heavylegs_day")" \
  "6.5|2|1|5|late|3|1|0|5|52.0|41.0|61.5"
is "a rule is told every one of them" \
  "$(sql "$db" "SELECT group_concat(status || ' ' || ifnull(reason, ''))
       FROM (SELECT * FROM heavylegs_status WHERE rule = 'test.asks'
             ORDER BY run_id)")" "abstained all_there,clear "
is "'no' beside any number of legs is not heavy" \
  "$(sql "$db" "SELECT count(*) FROM heavylegs_finding
       WHERE rule = 'stock.report' AND until_batch IS NULL")" 1

# ---- in German ----
cli() { "$build/heavylegs" "$@" --db "$db" 2>&1; }
cli config language de >/dev/null
cli annotate --quiet >/dev/null
german=$(cli explain 1; cli list; cli today --heavy all --runs 3 --sleep 5 \
  --fatigue unusual)
like "an annotation is German" "$german" \
  "*Schwere Beine am Anfang, dann lockerer (gemeldet).*"
like "so are the list and its titles" "$german" "*Beginn*gefunden*Anfang*"
like "so is today" "$german" "*Schwere Beine über mehrere Tage (gemeldet).*"
like "the assessment is named there" "$german" "*einer anderen Fachperson*"
english=$(printf '%s\n' "$german" |
  grep -w -i -E 'the|your|run|runs|heavy|legs|rate|you|not|and|with|of|is' |
  grep -v -E 'heavylegs|Herz')
is "no English is left in them" "$english" ""

# ---- today, before its run ----
gpx 3.gpx 'Evening' '' 05
mv "$work/runs/3.gpx" "$work/3.gpx"
sql "$db" "SELECT heavylegs_today(json_object('day', '2025-06-05',
             'heavy', 'late'))" >"$work/out"
like "today needs no run" "$(cat "$work/out")" '*"run":null*"midway"*'
mv "$work/3.gpx" "$work/runs/3.gpx"
cli annotate "$work/runs" --quiet >/dev/null
like "and goes to the run when it comes" "$(cli list)" \
  "*Schwere Beine gegen Ende des Laufs (gemeldet)*"

# ---- heavy runs in a row, of a run that is there ----
cli report 2 --heavy all --runs 3 >/dev/null
is "a report says how many heavy runs it were in a row" \
  "$(sql "$db" "SELECT run_id, heavy, heavy_runs FROM heavylegs_report
       WHERE source = 'command'")" "2|all|3"

done_testing
