#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A squad: a folder an athlete, side by side or in one database, and what the
# coach sees of it. The lines of the manual for GNU parallel.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/stands.sh
. tests/stands.sh
lua=${LUA:-lua5.4}
cli=$PWD/$build/heavylegs
for n in 1 2 3; do
  mkdir -p "$work/team/a$n"
  "$lua" samples/season.lua --out "$work/team/a$n" --seed "$n" --runs 45 \
    --learning 22 || exit 1
done
top=$PWD
cd "$work" || exit 1

# ---- side by side, and in one database
said=$("$cli" annotate --squad team/*/ 2>&1)
is "a squad is annotated" "$?" 0
like "athletes are told in their order" "$said" "== a1 ==*== a2 ==*== a3 ==*"
is "each into a database of its own" "$(find team -name heavylegs.db | wc -l)" 3
is "and none here" "$(ls heavylegs.db 2>/dev/null)" ""
"$cli" annotate --squad team/*/ --db team.db >/dev/null 2>&1
is "or all into one" "$(sqlite3 team.db "SELECT group_concat(DISTINCT athlete)
  FROM heavylegs_run")" "a1,a2,a3"
one() { # database athlete: findings of one athlete
  sqlite3 "$1" "SELECT r.start_ms, f.rule, f.text, f.score
    FROM heavylegs_finding AS f JOIN heavylegs_run AS r ON r.id = f.run_id
    WHERE f.athlete = '$2' AND until_batch IS NULL ORDER BY 1, 2"
}
is "with the same findings" "$(one team.db a2)" "$(one team/a2/heavylegs.db "")"
like "a folder that is not there is told and stops nothing" \
  "$("$cli" annotate --squad team/a1 nowhere team/a3 2>&1)" \
  "== a1 ==*nowhere*== a3 ==*"
"$cli" annotate --squad team/a1 nowhere >/dev/null 2>&1
is "and fails" "$?" 1

# ---- the summary
apart=$("$cli" squad team/*/ --json)
is "the summary of folders and of one database say the same" \
  "$("$cli" squad --db team.db --json)" "$apart"
like "every athlete is in it" "$("$cli" squad team/*/)" \
  "athlete*open with*since*a1*a2*a3*"
is "as CSV too, with titles" "$("$cli" squad --db team.db --csv |
  head -1 | cut -d, -f1-4)" "athlete,pattern,kind,since"
is "and as JSON" "$(sqlite3 :memory: "SELECT count(DISTINCT
  json_extract(value, '\$.athlete')) FROM json_each('$(echo "$apart" |
  sed "s/'/''/g")')")" 3
open_in() { # what SQL counts as open behind the last run
  sqlite3 team.db "SELECT count(*) FROM heavylegs_memory AS m
    JOIN heavylegs_run AS r ON r.id = m.run_id
    JOIN json_each(m.open) WHERE r.start_ms = (SELECT max(start_ms)
      FROM heavylegs_run WHERE athlete = r.athlete)"
}
is "open episodes are those behind the last run" \
  "$("$cli" squad --db team.db --csv | grep -c ',episode,')" "$(open_in)"

# ---- what an athlete says stays theirs
"$cli" report last --athlete a1 --db team.db --heavy all --legs 4 \
  --words "like lead" >/dev/null 2>&1
sqlite3 team.db "INSERT INTO heavylegs_day (athlete, day, source, run_id, note)
  SELECT 'a1', max(start_ms) / 86400000, 'command', 0, 'slept in a tent'
  FROM heavylegs_run WHERE athlete = 'a1'"
seen() { "$cli" squad --db team.db --json | grep -c "$1"; }
is "no words and no diary unasked" "$(seen lead)$(seen tent)" 00
"$cli" config share words --db team.db >/dev/null
is "nobody else can opt in for them" "$(seen lead)$(seen tent)" 00
"$cli" config share words --athlete a1 --db team.db >/dev/null
like "words where the athlete says so" "$(seen lead)$(seen tent)" "[1-9]0"
"$cli" config share all --athlete a1 --db team.db >/dev/null
like "and the diary" "$(seen lead)$(seen tent)" "[1-9][1-9]"
"$cli" report last --athlete a1 --db team.db --words '=1,"x"' >/dev/null 2>&1
like "CSV is quoted, and no spreadsheet takes words for a formula" \
  "$("$cli" squad --db team.db --csv)" "*,\"'=1,\"\"x\"\"\",*"
like "a wrong value is refused" \
  "$("$cli" config share some --db team.db 2>&1)" "heavylegs: *words*diary*"

# ---- tables of an older heavylegs
sqlite3 team/a3/heavylegs.db "DROP VIEW heavylegs_unseen;
  DROP TABLE heavylegs_memory;
  UPDATE heavylegs_meta SET value = 3 WHERE key = 'schema_version'"
like "are brought forward by the summary too" "$("$cli" squad team/*/ 2>&1)" \
  "athlete*a1*a2*a3*"

# ---- stopped
exec 9>"$top/build/goldencheetah.lock" && flock 9 # as tests/hosts/gc_folder.t
cp "$(command -v sleep)" GoldenCheetah
./GoldenCheetah 60 &
host_pid=$!
for n in 1 2 3 4; do
  mkdir -p "open/g$n/activities" "open/g$n/config"
  printf '[General]\nsafeexit=false\n' >"open/g$n/config/athlete-general.ini"
done
sleep 0.2
"$cli" annotate --squad open/*/ --when-closed >stopped 2>&1 &
squad_pid=$!
sleep 0.5
ok "with --when-closed it waits" kill "$squad_pid"
wait "$squad_pid"
is "SIGTERM ends all of them, and fails" "$?" 1
like "each says so" "$(cat stopped)" "== g1 ==*waiting*stopped*"
kill "$host_pid"

# ---- one athlete is a plain job
rm team/*/heavylegs.db
manual() { # the line that begins so
  sed -n "/^$1/{s/\\\\e/\\\\/g;p;q}" "$top/plugin/doc/heavylegs.1"
}
line=$(manual printf)
like "the manual has a line for it" "$line" "*heavylegs annotate*"
PATH=$(dirname "$cli"):$PATH
export PATH
sh -c "$line" >/dev/null 2>&1
is "that annotates every athlete" "$("$cli" squad team/*/ --json)" "$apart"
parallel --version 2>/dev/null | grep -q GNU || {
  skip "and the line for GNU parallel" "no GNU parallel"
  done_testing
  exit
}
rm team/*/heavylegs.db
sh -c "$(manual parallel)" >/dev/null 2>&1
is "and the line for GNU parallel" "$(find team -name heavylegs.db | wc -l)" 3
done_testing
