#!/bin/sh
# SPDX-License-Identifier: MIT
#
# An athlete's folder of GoldenCheetah: annotated, read back and retracted;
# GoldenCheetah itself is not needed.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}
cli=$PWD/$build/heavylegs
lock=$PWD/build/goldencheetah.lock
exec 9>"$lock" && flock 9 # those that tests act do not count
if goldencheetah_runs; then skip_all "a GoldenCheetah is running here"; fi
exec 9>&-
root=$PWD

mkdir -p "$work/season" "$work/A/activities" "$work/A/config" "$work/A/planned"
"$lua" samples/season.lua --out "$work/season" --seed 4 --runs 60 \
  --learning 22 || exit 1
"$lua" tests/hosts/gc_season.lua "$work/season" "$work/A" || exit 1
printf '[General]\nsafeexit=true\n' >"$work/A/config/athlete-general.ini"
cp -r "$work/A" "$work/before"
cd "$work" || exit 1
run() { "$cli" "$@"; }
ask() { sqlite3 A/heavylegs.db "$1"; }
tagged() { grep -lE '"(Heavy Legs|Effort vs)' A/activities/* | wc -l; }
first=$(find before/activities -name '*.json' | sort | sed -n 3p)
cp "$first" A/planned/

# ---- annotate
like "a folder of GoldenCheetah is annotated" "$(run annotate A)" \
  "60 files: 60 new runs*GoldenCheetah: [0-9]* activities written*"
is "planned/ is not read" "$(ask "SELECT count(*) FROM heavylegs_source
  WHERE name LIKE '%planned%'")" 0
is "exactly the runs with something to say are written" "$(tagged)" \
  "$(ask "SELECT count(*) FROM heavylegs_write WHERE state = 'written'")"
is "every finding is in its file" "$(grep -l '"Heavy Legs":"' A/activities/* |
  wc -l)" "$(ask "SELECT count(DISTINCT run) FROM heavylegs_annotations")"
is "every run that was judged has its effort" \
  "$(grep -l '"Effort vs Usual":"-*[0-9]' A/activities/* | wc -l)" \
  "$(ask "SELECT count(*) FROM heavylegs_run WHERE abs(effort_bpm) >= 0.05")"
is "a window is an interval" \
  "$(cat A/activities/* | grep -c '"NAME":"Heavy legs: ')" \
  "$(ask "SELECT count(*) FROM heavylegs_annotations WHERE from_s >= 0")"
is "no bytes from before are kept once it is written" \
  "$(ask "SELECT count(before_value) FROM heavylegs_write")" 0
cp -rp A again
like "a second time nothing is written" "$(run annotate A)" \
  "*60 known*nothing to judge anew*"
ok "and nothing changes" diff -r A again

# ---- what the folder says of the athlete
printf '{"measures":[{"when":1709726400,"hr":52,"rmssd":60,"comment":""},
  {"when":1709812800,"hr":49,"rmssd":0,"comment":""}],"version":1}' \
  >A/config/hrvmeasures.json
printf '{"measures":[{"when":1709726400,"weightkg":61.5}],"version":1}' \
  >A/config/bodymeasures.json
printf '2020/01/01: LT=168, RestHr=48, MaxHr=191\n' >A/config/run-hr.zones
TZ=UTC run config timezone UTC --db A/heavylegs.db >/dev/null
like "days and heart rates are read, and all judged again" \
  "$(run annotate A)" "*60 of 60 runs judged*"
is "measures of one day make one day of the diary" \
  "$(ask "SELECT group_concat(rhr_bpm || ifnull(' ' || weight_kg, ''), ', ')
    FROM heavylegs_day WHERE source = 'goldencheetah'")" "52.0 61.5, 49.0"
is "the zones give heart rates from a day on" \
  "$(ask "SELECT date(day * 86400, 'unixepoch'), max_bpm, resting_bpm
    FROM heavylegs_heart")" "2020-01-01|191.0|48.0"
rm A/config/bodymeasures.json
echo '{' >A/config/wellnessmeasures.json
like "a file that cannot be read is named, a measure that is gone goes" \
  "$(run annotate A 2>&1)" "*wellnessmeasures.json: the file ends early*"
is "and the others stay" "$(ask "SELECT count(*), count(weight_kg)
  FROM heavylegs_day WHERE source = 'goldencheetah'")" "2|0"
rm A/config/*measures.json A/config/run-hr.zones
like "without them the diary is as before" "$(run annotate A)" "*60 of 60*"
is "it is" "$(ask "SELECT (SELECT count(*) FROM heavylegs_day
  WHERE source = 'goldencheetah') + (SELECT count(*) FROM heavylegs_heart)")" 0

# ---- what the athlete says in the tab
heavy=$(grep -l '"Heavy Legs":"' A/activities/* | tail -n 1)
id=$(ask "SELECT run_id FROM heavylegs_source WHERE name LIKE '%/$heavy'")
says() { # file tag value: as GoldenCheetah would save it, before Sport
  sed -i "s/^\t\t\t\"Sport\"/\t\t\t\"$2\":\"$3 \",\n&/" "$1"
}
says "$heavy" "Heavy When" late
says "$heavy" Legs 4
says "$heavy" "Legs Verdict" agree
run annotate A >/dev/null
is "Legs and Heavy When are read back as a report" \
  "$(ask "SELECT heavy || legs FROM heavylegs_report WHERE run_id = $id
    AND source = 'file'")" late4
like "Legs Verdict as a verdict" "$(ask "SELECT verdict, source
  FROM heavylegs_verdict")" "agree|Legs Verdict*"
like "and the answer is in the file" "$(grep '"Heavy Legs"' "$heavy")" \
  "*reported*"
verdicts() { # of the findings of that run
  ask "SELECT rule, verdict FROM heavylegs_verdict WHERE rule <> ''
    AND start_s = (SELECT start_ms / 1000 FROM heavylegs_run WHERE id = $id)
    ORDER BY rule" | tr '\n' ' '
}
seen=$(verdicts)
sed -i "s/\"Heavy When\":\"late \"/\"Heavy When\":\"start \"/" "$heavy"
run annotate A >/dev/null
is "a verdict is of what the runner saw, not of what came after it" \
  "$(verdicts)" "$seen"
sed -i "s/\"Legs Verdict\":\"agree \"/\"Legs Verdict\":\"disagree \"/" "$heavy"
run annotate A >/dev/null
like "changed, it is of what stands" "$(verdicts)" "*disagree*"
sed -i "s/\"Legs Verdict\":\"disagree \"/\"Legs Verdict\":\" \"/" "$heavy"
run annotate A >/dev/null
is "GoldenCheetah's blank takes it back" \
  "$(ask "SELECT count(*) FROM heavylegs_verdict")" 0

# ---- while GoldenCheetah has it open
exec 9>"$lock" && flock 9 # one of that name at a time
cp "$(command -v sleep)" GoldenCheetah
./GoldenCheetah 60 &
host_pid=$!
sleep 0.2
printf '[General]\nsafeexit=false\n' >A/config/athlete-general.ini
like "retract is refused while GoldenCheetah has the athlete open" \
  "$(run retract --db A 2>&1)" "*GoldenCheetah has this athlete open*"
other=$(grep -L '"Heavy Legs' A/activities/* | tail -n 1)
says "$other" "Heavy When" all
like "annotate judges, and says why it left the files alone" \
  "$(run annotate A 2>&1)" "*judged: * new*has this athlete open*"
is "it did" "$(grep -c '"Heavy Legs' "$other")" 0
run annotate A --formulas >formulas 2>/dev/null
date=$(basename "$other" | cut -c 1-10 | tr _ /)
like "formulas for its filter box say what the file does not yet" \
  "$(grep "set(Heavy_Legs," formulas)" \
  "*set(Heavy_Legs, \"*(reported*)\", Date = \"$date\")*"
is "each in one line, with no quote inside" "$(grep -vcE \
  '^(un)?set\([A-Za-z_]+, ("[^"]*", |-?[0-9.]+, )?Date = "[0-9/]{10}"\)$' \
  formulas)" 0
run annotate A --when-closed >closed 2>&1 &
waiting=$!
sleep 0.7
is "with --when-closed it waits" \
  "$(kill -0 $waiting && cat closed)" \
  "waiting until GoldenCheetah is closed; Ctrl-C gives up"
kill "$host_pid"
wait "$host_pid" 2>/dev/null
wait "$waiting"
like "once it is gone, they are written: those that had formulas" \
  "$(cat closed)" "*GoldenCheetah: $(grep -o 'Date.*' formulas | sort -u |
    wc -l) activities written*"
is "there is nothing more to enter" "$(run annotate A --formulas 2>&1)" \
  "everything is in the files"

exec 9>&-
printf '[General]\nsafeexit=true\n' >A/config/athlete-general.ini
# ---- every other form that holds a run, in its local time
for form in tcx gpx pwx fitlog sml gc slf; do
  mkdir -p "X$form/activities" "X$form/config"
  cp "$root/samples/formats/run.$form" \
    "X$form/activities/2024_05_01_08_00_00.$form"
  run annotate "X$form" >/dev/null 2>&1
  sqlite3 "X$form/heavylegs.db" "SELECT is_run, offset_source, utc_offset_s
    FROM heavylegs_run" | sed "s/^/$form /"
done >forms
is "the file's name is the local time of its start" "$(sort -u forms)" \
  "$(printf '%s 1|host|7200\n' fitlog gc gpx pwx slf sml tcx)"

# ---- a library is several people
mkdir -p Library
ln -s ../A Library/Ann
like "a library is refused, naming an athlete of it" \
  "$(run annotate Library 2>&1)" \
  "*Library holds athletes of GoldenCheetah: name the folder of one, *Ann"
is "and nothing is read" "$(sqlite3 Library/heavylegs.db \
  "SELECT count(*) FROM heavylegs_source" 2>/dev/null || echo 0)" 0

# ---- retract
says "$heavy" Route woods
like "retract restores the files" "$(run retract --db A | tr -s '\n ' ' ')" \
  "*taken back; GoldenCheetah: * activities as they were, 1 without our*"
is "nothing of ours is left" "$(tagged)" 0
is "all are as they were but those that somebody else changed" \
  "$(diff -rq A/activities before/activities | wc -l)" 2

# ---- forget
cp -r A/activities kept-activities
run annotate A >/dev/null
like "forget gives the files back as well" \
  "$(run forget --athlete '' --db A)" "60 runs forgotten*"
ok "to the byte" diff -r kept-activities A/activities
is "and nothing of the athlete is left" "$(ask "SELECT (SELECT count(*)
  FROM heavylegs_write) + (SELECT count(*) FROM heavylegs_run)")" 0

# ---- files that GoldenCheetah could not read whole
sed -i 's/^\t\t\t"Sport"/\t\t\t"Number":7.4,\n&/' "$heavy"
cp "$heavy" kept
like "a file in its wrong grammar is left alone and named" \
  "$(run annotate A 2>&1)" "*1 left alone*a tag whose value is not a text*"
ok "byte for byte" cmp kept "$heavy"

# ---- purge
rm -rf A again
cp -r before A
run annotate A >/dev/null 2>&1
run purge --db A >/dev/null 2>&1
ok "purge has everything back to the byte" \
  diff -r before/activities A/activities
run annotate A >/dev/null 2>&1
run retract --db A >/dev/null 2>&1
ok "as has retract" \
  diff -r before/activities A/activities
is "no unfinished file lies about" \
  "$(find A/activities -name '.heavylegs-*' | wc -l)" 0
done_testing
