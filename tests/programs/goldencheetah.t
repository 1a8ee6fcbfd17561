#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The real GoldenCheetah, started through the door on a season of simulated
# runs: what it keeps itself of our fields and intervals, what its user sees
# (build/pictures/goldencheetah-*.png), the way of an answer back, and that
# nothing is left after retract and uninstall.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/programs/screen.sh
. tests/programs/screen.sh

need GoldenCheetah xdotool wmctrl python3
screen_size=1280x800
screen
cli=$PWD/$build/heavylegs
lua=${LUA:-lua5.4}
record="python3 $PWD/tests/programs/gc_record.py $work/lib/Ann"
door="$PWD/$build/heavylegs-goldencheetah"
with='' without=''
export QT_XCB_GL_INTEGRATION=none LIBGL_ALWAYS_SOFTWARE=1
export QTWEBENGINE_DISABLE_SANDBOX=1 TZ=UTC LC_ALL=C.UTF-8

mkdir -p "$work/season" "$work/lib/Ann/activities" "$work/lib/Ann/config"
"$lua" samples/season.lua --out "$work/season" --seed 3 --runs 100 \
  --learning 24 --record 1s --faults 0 --sizes 12
"$lua" tests/hosts/gc_season.lua "$work/season" "$work/lib/Ann"
# An athlete that it takes for its own, closed properly.
printf '[General]\nversionused=3990\nsafeexit=true\n\n%s\n' \
  '[upgradesuccess]
folder=true' >"$work/lib/Ann/config/athlete-general.ini"
cp -r "$work/lib" "$work/before"
cd "$work" || exit 1

# ---- starting and closing it
# How long it took until the window was there, in ms.
open_it() {
  from=$(date +%s%3N)
  "$@" --debug "$work/lib" Ann >>"$work/log" 2>&1 &
  gc_pid=$!
  for _ in $(seq 1 600); do
    wmctrl -l | grep -q ' Ann$' && break
    sleep 0.1
  done
  echo $(($(date +%s%3N) - from)) >"$work/opened"
  wmctrl -r Ann -e 0,0,0,1270,760
  busy=-1 # until it has computed what is new: its processor time stands still
  while sleep 2 && [ "$(used)" != "$busy" ]; do busy=$(used); done
}
used() { awk '{ print int(($14 + $15) / 10) }' "/proc/$gc_pid/stat"; }
close_it() {
  wmctrl -c Ann
  for _ in $(seq 1 100); do
    kill -0 "$gc_pid" 2>/dev/null || break
    sleep 0.2
  done
  wait "$gc_pid"
}
click() { # x y
  xdotool mousemove "$1" "$2" click 1
  sleep "${3:-1}"
}
say() { # where it asks: a field at x y, and what is typed into it
  xdotool mousemove "$1" "$2" click --repeat 3 --delay 60 1 \
    type --delay 40 "$3"
  xdotool key Tab
  sleep 0.5
}
tagged() { # fields: which activities have one of ours, by their files
  (cd lib/Ann/activities && grep -lE "\"$1\":\"[^ ]" -- *.json)
}
ask() { sqlite3 lib/Ann/heavylegs.db "$1"; }

# ---- install, and the first start
from=$(date +%s%3N)
ok "install" "$cli" install goldencheetah lib --columns
echo "# installed and annotated in $(($(date +%s%3N) - from)) ms"
open_it "$door"
echo "# first start: window after $(cat opened) ms"
found=$(tagged "Heavy Legs")

# Found by a filter: its tab, filled in and saved, and its plot.
click 1122 59
xdotool type --delay 30 \
  'Heavy_Legs contains "at the start" and Heavy_Legs contains "data agree"'
xdotool key Return
sleep 2
click 120 310
click 676 86
click 823 146
say 635 183 4
say 667 215 start
say 667 247 agree
xdotool key Home
sleep 0.5
picture goldencheetah-tab
xdotool key ctrl+s
sleep 2
click 741 86
click 95 546 2
picture goldencheetah-interval
click 1245 59 # the filter goes
close_it

is "it keeps our finding for exactly the annotated activities" \
  "$($record found)" "$found"
is "and our fields for exactly those that have one" "$($record tagged)" \
  "$(tagged "(Heavy Legs|Effort vs Usual|Heavy Legs (Notes|Status))")"
is "and our intervals" "$($record intervals)" \
  "$(cd lib/Ann/activities && grep -l '"NAME":"Heavy legs: ' -- *.json)"
is "and the curve where there is a number" "$($record metrics)" \
  "$(tagged "Effort vs Usual")"
is "which are all those with a finding" \
  "$(echo "$found" | wc -l)" "$(ask "SELECT count(DISTINCT run)
    FROM heavylegs_annotations")"

# ---- what was filled in and saved comes back
saved=$(tagged "Legs Verdict")
is "one activity was saved" "$(echo "$saved" | wc -l)" 1
like "with what was filled in" \
  "$(grep -E '"(Legs|Heavy When|Legs Verdict)":' "lib/Ann/activities/$saved")" \
  '*"Heavy When":"start "*"Legs":"4 "*"Legs Verdict":"agree "*'
samples() { "$cli" check "$1" | grep -o '[0-9]* points'; }
is "and no sample was lost" "$(samples "lib/Ann/activities/$saved")" \
  "$(samples "before/Ann/activities/$saved")"
open_it "$door"
close_it
id="(SELECT run_id FROM heavylegs_source WHERE name LIKE '%/$saved')"
is "the next start reads it as a report" "$(ask "SELECT heavy, legs
  FROM heavylegs_report WHERE run_id = $id AND source = 'file'")" "start|4"
is "and as a verdict" "$(ask "SELECT DISTINCT verdict
  FROM heavylegs_verdict")" agree
is "the finding stands in the saved file too" "$($record found)" \
  "$(tagged "Heavy Legs")"
cp -rp lib/Ann/activities once
like "annotating again changes nothing" "$("$cli" annotate lib/Ann 2>&1)" \
  "*nothing to judge anew*"
ok "no byte" diff -r once lib/Ann/activities

# ---- what it costs: an unchanged start with and without the door
for _ in 1 2 3; do
  open_it GoldenCheetah
  without="$without $(cat opened)"
  close_it
  open_it "$door"
  with="$with $(cat opened)"
  close_it
done
echo "# window after ms, three times: without the door$without, with it$with"

# ---- Qt 6, by another program of that name: later versions are built on it
if command -v qt6ct >/dev/null; then
  cp "$(command -v qt6ct)" GoldenCheetah-qt6
  mkdir -p six/Ann
  cp -r before/Ann/activities lib/Ann/config six/Ann
  GOLDENCHEETAH=./GoldenCheetah-qt6 timeout 20 "$door" six Ann >>log 2>&1 &
  gc_pid=$!
  for _ in $(seq 1 150); do
    wmctrl -l | grep -q Qt6 && break
    sleep 0.1
  done
  kill "$gc_pid"
  wait "$gc_pid"
  ok "a program on Qt 6 opens the door too" grep -lq '"Heavy Legs' \
    six/Ann/activities/*
else
  skip "a program on Qt 6 opens the door too" "there is no qt6ct here"
fi

# ---- and back
ok "retract" "$cli" retract --db lib/Ann
is "gives the files back that nobody saved" \
  "$(diff -rq before/Ann/activities lib/Ann/activities | wc -l)" 1
open_it GoldenCheetah
close_it
is "it shows nothing of ours" "$($record tagged; $record intervals)" ""
ok "uninstall" "$cli" uninstall goldencheetah lib
is "no definition is left" \
  "$(grep -lE 'Heavy.Legs' lib/*.xml lib/Ann/config/* 2>/dev/null)" ""
ok "the athlete's settings have no field of ours" \
  [ ! -e lib/Ann/config/metadata.xml -a ! -e lib/usermetrics.xml ]
open_it "$door"
close_it
is "started through the door it is as ever" "$($record tagged)" ""
done_testing
