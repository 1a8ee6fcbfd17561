#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Pages: a run, a season and a squad as one file each, that hold what they
# should and nothing that runs, loads or leads away, whatever the texts say.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}
command -v python3 >/dev/null || skip_all "there is no python3"

look="python3 $PWD/tests/cli/page.py"
templates=$PWD/lua/page
cli=$PWD/$build/heavylegs
mkdir "$work/season"
"$lua" samples/season.lua --out "$work/season" --seed 4 --runs 90 \
  --learning 22 --noise quiet || exit 1
cd "$work" || exit 1
run() { "$cli" "$@"; }
part() { # file: is it there in words
  grep -c -- "$2" "$1"
}
printf 'date,sleep_h,rhr_bpm\n' >diary.csv
for d in 04 05 06 07 08 09; do
  echo "2024-04-$d,7.$d,48" >>diary.csv
done
run annotate season --quiet >/dev/null
run diary import diary.csv >/dev/null
run annotate --quiet >/dev/null
heavy=$(sqlite3 heavylegs.db \
  "SELECT run FROM heavylegs_annotations WHERE to_s > 0 AND
   basis LIKE 'reported, data%' ORDER BY run DESC LIMIT 1")

# ---- what is on them
cp heavylegs.db before.db
is "a season names its file" "$(run page)" \
  "heavylegs-season.html: open it in a browser"
like "it is a whole page of known elements" "$($look heavylegs-season.html)" \
  '{"faults": ?], *'
ok "a picture has its numbers: calendar, weeks, sleep, pulse, episodes" \
  test "$(grep -c '<details' heavylegs-season.html)" -ge 4
sed -n '/class="months"/,/<\/figure>/p' heavylegs-season.html >calendar
runs=$(sqlite3 heavylegs.db "SELECT count(*) FROM heavylegs_run
  WHERE is_run AND duplicate_of IS NULL")
is "every run is on the calendar" "$(grep -c 'class="mark"' calendar)" "$runs"
is "and in its table" "$(grep -c '<tr>' calendar)" $((runs + 1))
ok "four states are told apart by shape" sh -c '
  for s in reported found clear learning; do
    grep -q "class=\"m $s\"" heavylegs-season.html || exit 1; done'
ok "a year has under 1 MB" \
  test "$(wc -c <heavylegs-season.html)" -lt 1000000
run page --season 2024 -o again.html --quiet
run page --season 2024 -o more.html --quiet
ok "the same page is the same bytes" cmp again.html more.html
like "a year without runs says so" "$(run page --season 1999 2>&1)" \
  "*no runs in 1999*"

run page "$heavy" -o run.html --quiet
like "a run is a whole page" "$($look run.html)" \
  '{"faults": ?], "shown": 0, "tables": 3, *'
for class in band usual pulse pace stretch; do
  ok "it draws the $class" grep -q "class=\"$class\"" run.html
done
for text in Evidence "Not recorded" "One small thing" "goes unseen below" \
  "How every rule stands" "What you said"; do
  ok "it says: $text" grep -q "$text" run.html
done
is "a run before any band says how many are needed" \
  "$(run page 3 -o - | grep -c 'appears after 20 earlier steady runs')" 1
run page "$heavy" --json >run.json
is "JSON has the numbers behind it" "$(sqlite3 :memory: "
  SELECT json_array_length(value, '\$.minutes') > 50,
    json_extract(value, '\$.kind')
  FROM (SELECT CAST(readfile('run.json') AS TEXT) AS value)")" "1|run"
grade=$(grep -c '"grade":-*[0-9]' run.json)
is "grade is drawn where there was an altitude" \
  "$(grep -q 'class="grade"' run.html && echo 1 || echo 0)" "$grade"

run import season --athlete anna --quiet >/dev/null
run annotate --athlete anna --quiet >/dev/null
run page --squad -o squad.html --quiet
like "a squad is a whole page" "$($look squad.html)" '{"faults": ?], *'
is "one line per athlete" "$(grep -c '<th scope="row">' squad.html)" 2
cmp -s heavylegs.db before.db # anna is new; a page by itself writes nothing
cp heavylegs.db before.db
run page --squad -o squad.html --quiet
run page --athlete anna -o anna.html --quiet
ok "looking changed nothing" cmp heavylegs.db before.db

# An episode that is open behind anna's last run and nobody else's: as the
# tables would have it.
sqlite3 heavylegs.db "CREATE TEMP TABLE e AS SELECT f.rule, f.run_id, r.start_ms
    FROM heavylegs_finding AS f JOIN heavylegs_run AS r ON r.id = f.run_id
    WHERE f.until_batch IS NULL AND f.athlete = 'anna'
    ORDER BY r.start_ms DESC LIMIT 1;
  UPDATE heavylegs_finding SET episode_ms = (SELECT start_ms FROM e)
    WHERE until_batch IS NULL AND (run_id, rule) = (SELECT run_id, rule FROM e);
  UPDATE heavylegs_status SET episode_ms = NULL WHERE athlete = 'anna';
  UPDATE heavylegs_status SET episode_ms = (SELECT start_ms FROM e)
    WHERE (run_id, rule) = (SELECT run_id, rule FROM e);
  UPDATE heavylegs_memory SET open = '[]';
  UPDATE heavylegs_memory SET open = (SELECT json_array(json_object('rule',
      rule, 'since_ms', start_ms)) FROM e)
    WHERE run_id = (SELECT id FROM heavylegs_run WHERE athlete = 'anna'
      AND is_run AND duplicate_of IS NULL ORDER BY start_ms DESC LIMIT 1)"
run page --squad -o squad.html --quiet
is "who is open stands first" \
  "$(grep -o 'class="is-open"\|class="quiet"' squad.html | tr '\n' ' ')" \
  'class="is-open" class="quiet" '
ok "with what, and since when" \
  grep -q ', since [0-9]* [A-Z].* (runs: 1)' squad.html
run page --athlete anna -o anna.html --quiet
is "and the season's bar is open" \
  "$(grep -c 'class="episode open"' anna.html)" 2

# ---- other languages and units
run config language de >/dev/null
run config units imperial >/dev/null
run annotate --quiet >/dev/null
run page "$heavy" -o de.html --quiet
ok "texts by id: German" grep -q "Nicht aufgezeichnet" de.html
is "no id shows" "$(sed 's/<[^>]*>//g' de.html | grep -c '^page\.')" 0
ok "units by setting: miles" grep -q "min/mi" de.html

# ---- hostile texts
ok "texts are made hostile" \
  test "$(python3 "$OLDPWD/tests/cli/page.py" --poison heavylegs.db)" -gt 20
athlete=$(sqlite3 heavylegs.db "SELECT min(athlete) FROM heavylegs_run")
run page "$heavy" -o run.html --quiet
run page --athlete "$athlete" -o season.html --quiet
run page --squad -o squad.html --quiet
for page in run season squad; do
  found=$($look $page.html)
  like "no hostile text becomes markup: $page" "$found" '{"faults": ?], *'
  ok "and it is shown as it was written: $page" test "$(echo "$found" |
    sed 's/.*"shown": \([0-9]*\).*/\1/')" -ge 3
done

# ---- templates of one's own
try() { # file text; what making a page of it says
  mkdir -p own
  printf '%s\n' "$2" >"own/$1"
  run page --athlete "$athlete" --page own -o own.html 2>&1
  rm -r own
}
try season.lua 'return function(data)
  title "Mine"
  open("main")
  put("h1", nil, #data.runs)
  close("main")
end' >/dev/null
like "a template of one's own stands before ours" \
  "$(sed -n '/<main>/,$p' own.html | tr -d '\n')" \
  "<main><h1>[0-9]*</h1></main></body></html>"
try style.css 'p { color: red }' >/dev/null
is "so does a style sheet" "$(grep -c 'color: red' own.html)" 1
like "no script" "$(try season.lua 'return function() put("script") end')" \
  "*season.lua*line 1*no element <script>*"
like "no handler" \
  "$(try season.lua 'return function() put("p", {onclick="x"}) end')" \
  "*no attribute 'onclick'*"
like "no way out" \
  "$(try season.lua 'return function() put("a", {href="http://x"}) end')" \
  "*leads nowhere else*"
like "nothing left open" \
  "$(try season.lua 'return function() open("p") end')" "*never closed*"
like "no style that loads" "$(try style.css 'p { background: URL(x) }')" \
  "*style.css*url(*"
like "no style that hides it" "$(try style.css 'p { content: "\75" }')" \
  "*style.css*"
like "no endless loop" \
  "$(try season.lua 'return function() while true do end end')" \
  "*over the limit*"
like "no file beside the folder" \
  "$(try season.lua 'return use "../../rules/start"')" "*is no name*"
like "a folder that is not there is named" \
  "$(run page --page nowhere 2>&1)" "*nowhere*"
ok "our own files pass what others must" sh -c "! grep -n 'url(' $templates/*"

done_testing
