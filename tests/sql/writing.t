#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The writing commands: where they may be called, what a failure leaves behind,
# and that a host's transaction stays the host's.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

host=${HL_HOST:-}
db=$work/host.db
run() { # statements on $db; errors are part of the answer
  $host sqlite3 -batch -init /dev/null "$db" ".load $plugin" "$@" 2>&1
}
fresh() { # a host's own database, nothing of ours in it
  rm -f "$db"*
  sqlite3 "$db" "CREATE TABLE mine(path TEXT, note TEXT);
    INSERT INTO mine(path) VALUES ('samples/notes.tcx'), ('nowhere.tcx')"
}
tables() {
  sqlite3 "$db" "SELECT count(*) FROM sqlite_master
    WHERE name LIKE 'heavylegs%'"
}
runs() {
  sqlite3 "$db" "SELECT count(*) FROM heavylegs_run"
}

# ---- one at a time, at the top
fresh
like "import answers with a summary" \
  "$(run "SELECT heavylegs_import('samples/notes.tcx')")" '{*"new":1*}'
is "and the run is there" "$(runs)" 1
like "it may be told more in JSON" \
  "$(run "SELECT heavylegs_import('samples/notes.tcx',
          '{\"athlete\":\"anna\"}')")" '{*"new":1*}'
is "for another athlete" \
  "$(sqlite3 "$db" "SELECT group_concat(athlete) FROM
     (SELECT athlete FROM heavylegs_run ORDER BY athlete)")" ",anna"
like "a subquery may choose the argument" \
  "$(run "SELECT heavylegs_import((SELECT path FROM mine LIMIT 1))")" \
  '{*"same":1*}'
like "a report takes a run and JSON" \
  "$(run "SELECT heavylegs_report(1, '{\"heavy\":\"start\"}')")" '{*}'
like "a setting is kept" \
  "$(run "SELECT heavylegs_config('budget', 3);
          SELECT heavylegs_config('budget')" | tail -n 1)" '*3*'
for where in "SELECT heavylegs_import(path) FROM mine" \
  "SELECT heavylegs_annotate() FROM mine" \
  "SELECT note FROM mine ORDER BY heavylegs_purge()" \
  "BEGIN; SELECT heavylegs_annotate() FROM mine"; do
  like "refused: $where" "$(run "$where")" "*without FROM*"
done
for where in "INSERT INTO mine(note) SELECT heavylegs_annotate()" \
  "INSERT INTO mine(note) VALUES (heavylegs_annotate())" \
  "UPDATE mine SET note = heavylegs_purge()" \
  "CREATE TABLE other AS SELECT heavylegs_annotate()"; do
  like "refused: $where" "$(run "$where")" "*while another statement*writing*"
done
is "and nothing came of it" \
  "$(sqlite3 "$db" "SELECT count(*), count(note) FROM mine")" "2|0"
like "a view may not write" \
  "$(run "CREATE VIEW v AS SELECT heavylegs_annotate(); SELECT * FROM v")" \
  "*unsafe use*"
run "DROP VIEW v; CREATE TRIGGER t AFTER INSERT ON mine BEGIN
  INSERT INTO heavylegs(command) VALUES ('purge'); END" >/dev/null
like "nor a trigger" "$(run "INSERT INTO mine VALUES (1, 1)")" "*unsafe use*"
run "DROP TRIGGER t" >/dev/null

# ---- failure leaves nothing behind, in each form
fresh
like "a missing path fails by its name" \
  "$(run "SELECT heavylegs_import('nowhere')")" "*nowhere*"
is "SELECT: nothing is left behind" "$(tables)" 0
like "INSERT of a missing path fails" \
  "$(run "INSERT INTO heavylegs(command, argument)
          SELECT 'import', 'nowhere'")" \
  "*nowhere*"
is "INSERT: nothing is left behind" "$(tables)" 0
run "BEGIN; SELECT heavylegs_import('nowhere'); COMMIT" >/dev/null
is "SELECT in a transaction: nothing is left behind" "$(tables)" 0
run "BEGIN; INSERT INTO heavylegs(command, argument)
       SELECT 'import', path FROM mine; COMMIT" >/dev/null
is "INSERT in a transaction: nothing, and not the first row's work either" \
  "$(tables)" 0
like "VALUES inside a transaction is refused, with the form to type" \
  "$(run "BEGIN; INSERT INTO heavylegs(command, argument)
            VALUES ('import', 'samples/notes.tcx'); COMMIT")" \
  "*INSERT INTO heavylegs(command, argument) SELECT*"
like "an unknown command lists the known ones" \
  "$(run "INSERT INTO heavylegs(command) SELECT 'dance'")" \
  '*no command "dance"*import, annotate*'
like "rows of heavylegs cannot be changed" \
  "$(run "UPDATE heavylegs SET command = 'purge'")" "*cannot be changed*"
like "nor deleted" "$(run "DELETE FROM heavylegs")" "*cannot be changed*"

# ---- the INSERT form
fresh
run "INSERT INTO heavylegs(command, argument)
       SELECT 'import', 'samples/notes.tcx'" >/dev/null
is "INSERT imports" "$(runs)" 1
like "the answer can be read afterwards" \
  "$(run "INSERT INTO heavylegs(command, argument)
            SELECT 'import', 'samples/notes.tcx';
          SELECT answer FROM heavylegs WHERE command = 'import'")" \
  '{*"same":1*}'

# ---- the host's transaction
fresh
run "BEGIN; UPDATE mine SET note = 'x';
  SELECT heavylegs_import('samples/notes.tcx');
  SELECT heavylegs_annotate(); ROLLBACK" >/dev/null
is "a host's rollback takes ours with it" "$(tables)" 0
run "BEGIN; UPDATE mine SET note = 'x';
  INSERT INTO heavylegs(command, argument)
    SELECT 'import', 'samples/notes.tcx';
  ROLLBACK" >/dev/null
is "in the INSERT form too" "$(tables)" 0
run "SAVEPOINT s; INSERT INTO heavylegs(command, argument)
    SELECT 'import', 'samples/notes.tcx';
  RELEASE s" >/dev/null
is "DB Browser's way: INSERT inside its savepoint, then Write Changes" \
  "$(runs)" 1
printf '%s\n' ".load $plugin" "BEGIN; UPDATE mine SET note = 'x';" \
  "SELECT heavylegs_import('nowhere.tcx');" "COMMIT;" |
  $host sqlite3 -batch -init /dev/null "$db" >"$work/said" 2>&1
like "a command fails between the host's own statements" \
  "$(cat "$work/said")" "*nowhere.tcx*"
is "and does not end the host's transaction" \
  "$(sqlite3 "$db" "SELECT count(*) FROM mine WHERE note = 'x'")" 2

if /usr/bin/python3 -c 'import sqlite3
sqlite3.connect(":memory:").enable_load_extension(True)' 2>/dev/null; then
  fresh
  is "Python, by its own transactions" \
    "$($host /usr/bin/python3 - "$plugin" "$db" <<'PY'
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[2])
db.enable_load_extension(True)
db.load_extension(sys.argv[1])
def ask(sql, *args):
    return json.loads(db.execute(sql, args).fetchone()[0])
print(ask("SELECT heavylegs_import(?)", "samples/notes.tcx")["new"], end=" ")
db.execute("UPDATE mine SET note = 'x'")           # opens a transaction
print(ask("SELECT heavylegs_import(?)", "samples/several.tcx")["new"], end=" ")
db.rollback()
print(db.execute("SELECT count(*) FROM heavylegs_run").fetchone()[0], end=" ")
reading = db.execute("SELECT * FROM mine")         # a statement still reads
reading.fetchone()
try:
    ask("SELECT heavylegs_import(?)", "samples/tracks.tcx")
    print("imported", end=" ")
except sqlite3.OperationalError as error:
    print("refused", end=" ")
reading.fetchall()
print(ask("SELECT heavylegs_import(?)", "samples/tracks.tcx")["new"])
PY
)" "1 2 1 refused 1"
else
  skip "Python" "/usr/bin/python3 without loadable extensions"
fi

# ---- taking back
like "retract answers" "$(run "SELECT heavylegs_retract()")" '{*"closed":*}'
like "purge answers" "$(run "SELECT heavylegs_purge()")" '{*"purged":true*}'
is "and leaves no table" "$(tables)" 0

done_testing
