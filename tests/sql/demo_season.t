#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A simulated season: the same findings in every host, a host's rollback and a
# failing command leave nothing behind, and what the runner says is kept. How
# order, threads and repetition leave the findings alone is in history.t.
#
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}

season=$work/season
mkdir "$season"
ok "a season is written" "$lua" samples/season.lua --out "$season" \
  --seed 4 --runs 90 --learning 22 --noise 0.8
files=$(find "$season" -name '*.tcx' | wc -l)

# What stands, without row numbers, which depend on the order of import.
STANDING="SELECT started, pattern, basis, title, text, from_s, to_s, rarity,
    score, z, n, value_bpm, detectable_bpm, evidence, causes, not_recorded,
    advice, rule, rule_version, slot, source
  FROM heavylegs_annotations ORDER BY started, rule, slot;
  SELECT r.start_ms, s.rule, s.status, s.reason, s.text, s.score, s.z, s.rarity,
    s.n FROM heavylegs_status s JOIN heavylegs_run r ON r.id = s.run_id
  ORDER BY r.start_ms, s.rule;"
standing() { sql "$1" "$STANDING"; }
count() { sql "$1" "SELECT count(*) FROM $2"; }
annotate() { sql "$1" "SELECT heavylegs_annotate()" >/dev/null; }
same() { # way database
  standing "$2" >"$work/same.txt"
  ok "$1: the same findings" cmp "$work/a.txt" "$work/same.txt"
}

db=$work/a.db
sql "$db" "SELECT heavylegs_import('$season')" >"$work/import.json"
sql "$db" "SELECT heavylegs_annotate()" >"$work/annotate.json"
standing "$db" >"$work/a.txt"
is "every file is known" "$(sql "$db" "SELECT count(DISTINCT name)
  FROM heavylegs_source")" "$files"
ok "there are findings" test "$(count "$db" heavylegs_annotations)" -gt 3
is "the truncated file's complete points are kept" "$(sql "$db" "
  SELECT count(*) FROM heavylegs_source WHERE status = 'truncated'")" \
  "$(grep -c ',truncated,' "$season/runs.csv")"

# ---- other hosts ---------------------------------------------------------

if /usr/bin/python3 -c "import sqlite3" 2>/dev/null; then
  $host /usr/bin/python3 - "$plugin" "$work/e.db" "$season" <<'EOF'
import sqlite3, sys
plugin, database, season = sys.argv[1:]
db = sqlite3.connect(database)
db.enable_load_extension(True)
db.load_extension(plugin)
db.execute("SELECT heavylegs_import(?)", (season,)).fetchone()
db.execute("SELECT heavylegs_annotate()").fetchone()
db.commit()
EOF
  same "python3" "$work/e.db"
else
  skip "python3: the same findings" "no /usr/bin/python3"
fi

"$build/heavylegs" annotate "$season" --db "$work/f.db" --quiet >/dev/null
same "the command line" "$work/f.db"

# DB Browser for SQLite puts each statement into a savepoint.
sql "$work/i.db" "SAVEPOINT browser;
  INSERT INTO heavylegs(command, argument) SELECT 'import', '$season';
  INSERT INTO heavylegs(command, argument) SELECT 'annotate', NULL;
  RELEASE browser;"
same "rows inserted within a savepoint" "$work/i.db"

# ---- transactions of the host --------------------------------------------

sql "$work/g.db" "CREATE TABLE mine(x); INSERT INTO mine VALUES (1);"
cp "$work/g.db" "$work/g0.db"
sql "$work/g.db" "BEGIN;
  SELECT heavylegs_import('$season');
  SELECT heavylegs_annotate();
  ROLLBACK;" >/dev/null
is "a host's ROLLBACK leaves nothing behind" \
  "$(sql "$work/g.db" .dump)" "$(sql "$work/g0.db" .dump)"
sql "$work/g.db" "BEGIN;
  INSERT INTO heavylegs(command, argument) SELECT 'import', '$season';
  INSERT INTO heavylegs(command, argument) SELECT 'annotate', NULL;
  ROLLBACK;" >/dev/null
is "nor does it in the INSERT form" \
  "$(sql "$work/g.db" .dump)" "$(sql "$work/g0.db" .dump)"
sql "$work/g.db" "BEGIN;
  INSERT INTO mine VALUES (2);
  SELECT heavylegs_import('$season');
  SELECT heavylegs_annotate();
  COMMIT;" >/dev/null
same "inside a host's transaction" "$work/g.db"
is "and the host's row is there" "$(count "$work/g.db" mine)" 2

fails() { # name sql pattern
  got=$(sql "$work/h.db" "$2" 2>&1 >/dev/null)
  is "$1: fails" "$?" 1
  like "$1: says why" "$got" "$3"
  is "$1: nothing is left behind" "$(sql "$work/h.db" .dump)" "$dumped"
}
cp "$db" "$work/h.db"
dumped=$(sql "$work/h.db" .dump)
fails "a folder that is not there" \
  "SELECT heavylegs_import('$work/nowhere')" "*nowhere*"
fails "the same as INSERT" "INSERT INTO heavylegs(command, argument)
  SELECT 'import', '$work/nowhere'" "*nowhere*"
fails "a report of no run" \
  "SELECT heavylegs_report(999999, '{\"heavy\":\"start\"}')" "*999999*"
fails "a report that is not JSON" \
  "SELECT heavylegs_report(1, 'heavy')" "*"
fails "a command that does not exist" \
  "INSERT INTO heavylegs(command, argument) SELECT 'fly', NULL" "*fly*"

# ---- what the runner says ------------------------------------------------

run=$(sql "$db" "SELECT run_id FROM heavylegs_status
  WHERE status = 'clear' AND rule = 'stock.start' AND run_id NOT IN
    (SELECT run_id FROM heavylegs_report) ORDER BY run_id DESC LIMIT 1")
sql "$db" "SELECT heavylegs_report($run,
  '{\"heavy\":\"start\",\"legs\":4}');
  SELECT heavylegs_annotate();" >/dev/null
like "a report becomes an annotation that leads with it" \
  "$(sql "$db" "SELECT basis FROM heavylegs_annotations
    WHERE run = $run AND rule = 'stock.report'
      AND text LIKE '%at the start%'")" "reported*"

finding=$(sql "$db" "SELECT run || ',' || quote(rule)
  FROM heavylegs_annotations WHERE verdict IS NULL LIMIT 1")
sql "$db" "SELECT heavylegs_verdict($finding, 'disagree')" >/dev/null
is "a verdict stands beside its finding" \
  "$(sql "$db" "SELECT count(*) FROM heavylegs_annotations
    WHERE verdict = 'disagree'")" 1

# ---- taking back ---------------------------------------------------------

sql "$db" "SELECT heavylegs_retract()" >/dev/null
ok "what retract closes is kept" test "$(count "$db" heavylegs_finding)" -gt 3
annotate "$db"
is "the verdict is there when annotate brings it back" \
  "$(sql "$db" "SELECT count(*) FROM heavylegs_annotations
    WHERE verdict = 'disagree'")" 1
sql "$work/g.db" "SELECT heavylegs_purge()" >/dev/null
is "purge leaves no table of ours, and the host's" \
  "$(sql "$work/g.db" "SELECT group_concat(name) FROM sqlite_master")" mine

done_testing
