#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A simulated season through the command line, as a runner would: read it, look
# at it, say how it felt, agree, take it back.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}

season=$work/season
mkdir "$season" "$work/rules"
"$lua" samples/season.lua --out "$season" --seed 4 --runs 60 --learning 22 ||
  exit 1
cp samples/bad/mismatched.tcx "$season/2024-07-01.tcx"
cli=$PWD/$build/heavylegs
cd "$work" || exit 1
run() { "$cli" "$@"; }
ask() { sqlite3 heavylegs.db "$1"; }
valid() { # JSON on stdin
  sqlite3 :memory: "SELECT json_valid('$(sed "s/'/''/g")')"
}

# ---- annotate
said=$(run annotate season 2>refused)
is "annotate succeeds though one file is refused" "$?" 0
like "it counts what it read and judged" "$said" \
  "61 files: * new runs*1 refused*runs judged: * annotations stand*"
like "and names the refused file and line" "$(cat refused)" \
  "refused *2024-07-01.tcx: line [0-9]*"
cp heavylegs.db before.db
like "a second time there is nothing to do" "$(run annotate season 2>&1)" \
  "*nothing to judge anew*"
ok "and the database's bytes are the same" cmp heavylegs.db before.db
is "no progress is drawn where there is no terminal" \
  "$(run annotate season 2>&1 | grep -c '\[')" 0
is "annotate --json is one JSON object" \
  "$(run annotate --json | valid)" 1
like "files given one by one are the same files" \
  "$(run import season/2024-03-05.tcx season/2024-03-06.tcx)" \
  "2 files: 0 new runs, 2 known"
run import season/2024-07-01.tcx >/dev/null 2>&1
is "only refused files is a failure" "$?" 1

# ---- list
is "--coverage counts every recording, under titles" \
  "$(run list --coverage | awk '/^20/ { n += $2 } END { print n }')" \
  "$(ask "SELECT count(*) FROM heavylegs_run")"
like "list shows runs under titles" "$(run list)" \
  "run *started *km *min *said *found*"
is "--last chooses how many, the newest last" \
  "$(run list --last 3 --quiet | sed 1d | awk '{ print $1 }' | tr '\n' ' ')" \
  "$(ask "SELECT group_concat(id, ' ') FROM (SELECT id FROM (SELECT id, start_ms
    FROM heavylegs_run ORDER BY start_ms DESC LIMIT 3) ORDER BY start_ms)") "
is "--found shows what was found and no more" \
  "$(run list --found --all --quiet | sed 1d | wc -l)" \
  "$(ask "SELECT count(DISTINCT run) FROM heavylegs_annotations")"
like "a run that could not be judged says why" "$(run list --all)" \
  "*(learning: * of 20 steady runs)*"
is "--json lists every run" \
  "$(run list --json >list.json
  sqlite3 :memory: "SELECT json_array_length(readfile('list.json'))")" \
  "$(ask "SELECT count(*) FROM heavylegs_run WHERE duplicate_of IS NULL")"

# ---- which run
first=$(ask "SELECT id FROM heavylegs_run ORDER BY start_ms LIMIT 1")
for name in "$first" 2024-03-05 2024-03-05.tcx season/2024-03-05.tcx \
  "$season/2024-03-05.tcx"; do
  like "explain $name finds the run" "$(run explain "$name" 2>&1)" \
    "Run $first, 2024-03-05 *"
done
last=$(ask "SELECT id FROM heavylegs_run WHERE is_run
  ORDER BY start_ms DESC LIMIT 1")
like "so does last" "$(run explain last)" "Run $last, *"
like "a month names several: they are listed" \
  "$(run explain 2024-03 2>&1)" "*give the number*$first *2024-03-05*"
like "a run that is not there is told" "$(run explain 1999-01-01 2>&1)" \
  '*no run "1999-01-01"*heavylegs list*'
judged=$(ask "SELECT max(run_id) FROM heavylegs_status
  WHERE rule = 'stock.start' AND score IS NOT NULL")
like "explain shows the numbers that a score rests on" \
  "$(run explain "$judged" | tr '\n' ' ')" \
  "*Minutes 3 to 12: * bpm, usually *; z *angle *Smallest change*s per km*55*"
run explain "$judged" --json >numbers.json
is "and they add up: change, z, and the score from its angles" \
  "$(sqlite3 :memory: "WITH s AS (SELECT value AS v FROM
      json_each(readfile('numbers.json'), '\$.scores')
      WHERE json_extract(value, '\$.z') IS NOT NULL)
    SELECT count(*) > 2,
      max(abs(v->>'value_bpm' - (v->>'usual_bpm') - (v->>'residual_bpm')))
        < 0.001,
      max(abs((v->>'residual_bpm') / (v->>'scale_bpm') - (v->>'z'))) < 0.001,
      max(abs((v->>'score') - (SELECT ln(avg(exp(value->>'score')))
        FROM json_each(v, '\$.angles')))) < 0.001 FROM s")" "1|1|1|1"
is "--json explains as one JSON object" \
  "$(run explain last --json | valid)" 1
like "explain ends with what cannot be seen" "$(run explain last)" \
  "*cannot be seen*"

# ---- saying how it felt
quiet=$(ask "SELECT run_id FROM heavylegs_status WHERE rule = 'stock.start'
  AND status = 'clear' AND run_id NOT IN (SELECT run_id FROM heavylegs_report)
  AND run_id NOT IN (SELECT run FROM heavylegs_annotations)
  ORDER BY run_id LIMIT 1")
like "a report is judged at once" \
  "$(run report "$quiet" --heavy start --eased --legs 4 --rpe 6 \
    --words "like lead, then fine")" "Heavy legs at the start*reported*"
like "and stands in explain in the runner's words" \
  "$(run explain "$quiet" | tr '\n' ' ')" '*"like lead, then fine"*'
run report "$quiet" --runs 3 >/dev/null
is "heavy runs in a row are kept" "$(ask "SELECT heavy_runs
  FROM heavylegs_report WHERE run_id = $quiet AND source = 'command'")" 3
is "a report as JSON" "$(run report "$quiet" --heavy no --json | valid)" 1
like "a wrong value is refused by the engine" \
  "$(run report "$quiet" --heavy often 2>&1)" "heavylegs: *heavy*"
like "so is one out of range" "$(run report "$quiet" --legs 9 2>&1)" \
  "heavylegs: *legs*1*5*"

# ---- verdict
found=$(ask "SELECT run FROM heavylegs_annotations GROUP BY run
  HAVING count(*) = 1 LIMIT 1")
like "a verdict on the only finding needs no rule" \
  "$(run verdict "$found" disagree)" "Noted: you disagree *"
is "and is kept" "$(ask "SELECT verdict FROM heavylegs_annotations
  WHERE run = $found")" disagree
like "where nothing was found there is nothing to agree with" \
  "$(run verdict 2024-03-05 agree 2>&1)" "*nothing was found*"

# ---- rules of one's own, settings, doctor
printf 'return legs.rule { api = 1,\n' >rules/broken.lua
like "a rule that does not load is shown with its line" \
  "$(run rules --rules rules)" "*does not load*broken.lua:*"
is "rules as JSON" "$(run rules --json | valid)" 1
like "annotate says so and goes on" \
  "$(run annotate --rules rules 2>&1)" "*annotations stand*broken.lua:*"
like "doctor puts it first" "$(run doctor --rules rules)" \
  "*next *mend or remove *broken.lua*"
run doctor --rules rules >/dev/null
is "and fails" "$?" 1
run annotate --quiet >/dev/null
run doctor >doctor.txt
is "a healthy doctor succeeds" "$?" 0
like "it knows files, runs and the next step" "$(cat doctor.txt)" \
  "*files *1 refused*runs *next *heavylegs *"
like "what each rule could look at, what to expect, which programs are here" \
  "$(tr '\n' ' ' <doctor.txt | tr -s ' ')" \
  "*programs*sqlite3*looked at*stock.start: * of * runs*unasked*in 100 judged*"
is "doctor as JSON" "$(run doctor --json | valid)" 1
run config units imperial >/dev/null
like "a setting changes what is shown" "$(run list)" "run *started *mi *"
like "settings are listed" "$(run config)" "*units *imperial*"
like "a setting is checked" "$(run config units furlongs 2>&1)" \
  "heavylegs: *metric*imperial*"

# ---- several athletes
run annotate season/2024-03-1*.tcx --athlete ben --quiet >/dev/null
like "a list of several athletes says whose run it is" "$(run list --all)" \
  "run *athlete *ben *"
is "--athlete shows one of them" \
  "$(run list --all --quiet --athlete ben | sed 1d | wc -l)" \
  "$(ask "SELECT count(*) FROM heavylegs_run WHERE athlete = 'ben'")"
like "the same name is a run of each: they are listed" \
  "$(run explain 2024-03-17.tcx 2>&1)" "*give the number*"
like "and --athlete tells them apart" \
  "$(run explain 2024-03-17.tcx --athlete ben)" "Run *"
like "an athlete may be forgotten" "$(run forget --athlete ben)" \
  "[1-9]* runs forgotten*"
is "alone" "$(ask "SELECT group_concat(DISTINCT athlete = '')
  FROM heavylegs_run")" 1

# ---- taking back
like "retract says how many" "$(run retract)" "[1-9]* annotations taken back"
is "and none stand" "$(ask "SELECT count(*) FROM heavylegs_annotations")" 0
is "purge leaves no table" \
  "$(run purge >/dev/null
  ask "SELECT count(*) FROM sqlite_master")" 0
like "afterwards there is nothing to retract" "$(run retract)" \
  "*holds nothing*"

# ---- stopping
timeout -s INT 0.05 "$cli" annotate season --db stop.db >/dev/null 2>said
case $? in
  124) ok "an interrupted annotate leaves no half database" \
    test ! -s stop.db ;;
  *) skip "an interrupted annotate leaves no half database" "too fast" ;;
esac

done_testing
