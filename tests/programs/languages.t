#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Languages whose SQLite can load an extension, one line each as the manual
# shows it: what they annotate is what the sqlite3 shell annotates.

# shellcheck disable=SC2016,SC2317
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

mkdir "$work/season"
lua5.4 samples/season.lua --out "$work/season" --runs 60 --seed 3
sql "$work/read.db" "SELECT heavylegs_import('$work/season')" >/dev/null
cp "$work/read.db" "$work/shell.db"
ask="SELECT json_extract(heavylegs_annotate(), '$.standing')"
expected=$(sql "$work/shell.db" "$ask")
ok "the sqlite3 shell annotates" test "$expected" -gt 0

# What a host prints, and that its database then holds what the shell's does.
host() { # name command...
  name=$1 program=$2
  shift
  cp "$work/read.db" "$work/$name.db"
  if ! command -v "$program" >/dev/null; then
    skip "$name" "no $program here"
    return
  fi
  printed=$(env DB="$work/$name.db" PLUGIN="$plugin" ASK="$ask" "$@" 2>&1)
  case $printed in
    *"$missing"*) [ -z "$missing" ] || {
      skip "$name" "its SQLite module is not installed"
      return
    } ;;
  esac
  is "$name: as many as the shell" "$printed" "$expected"
  is "$name: the same annotations" \
    "$(sql "$work/$name.db" "SELECT * FROM heavylegs_annotations" | sha1sum)" \
    "$(sql "$work/shell.db" "SELECT * FROM heavylegs_annotations" | sha1sum)"
}

missing="no package called"
host r Rscript -e '
  db <- DBI::dbConnect(RSQLite::SQLite(), Sys.getenv("DB"))
  x <- DBI::dbGetQuery(db, sprintf("SELECT load_extension(%s)",
         sQuote(Sys.getenv("PLUGIN"), FALSE)))
  cat(DBI::dbGetQuery(db, Sys.getenv("ASK"))[[1]])'

missing="Class \"SQLite3\" not found"
host php php -d "sqlite3.extension_dir=$PWD/$build" -r '
  $db = new SQLite3(getenv("DB"));
  $db->loadExtension("heavylegs.so");
  echo $db->querySingle(getenv("ASK"));'

missing="DBD/SQLite.pm"
# shellcheck disable=SC2016
host perl perl -MDBI -e '
  $db = DBI->connect("dbi:SQLite:$ENV{DB}", "", "", {RaiseError => 1});
  $db->sqlite_enable_load_extension(1);
  $db->sqlite_load_extension($ENV{PLUGIN});
  print $db->selectrow_array($ENV{ASK});'

missing="cannot load such file"
host ruby ruby -e '
  require "sqlite3"
  db = SQLite3::Database.new(ENV["DB"])
  db.enable_load_extension(true)
  db.load_extension(ENV["PLUGIN"])
  puts db.get_first_value(ENV["ASK"])'

missing="can't find package sqlite3"
cat >"$work/host.tcl" <<'END'
package require sqlite3
sqlite3 db $env(DB)
db enable_load_extension 1
db eval {SELECT load_extension($env(PLUGIN))}
puts [db onecolumn $env(ASK)]
END
host tcl tclsh "$work/host.tcl"

missing="Cannot find module"
# The module node-sqlite3 of Debian, or better-sqlite3 where NODE_PATH has it.
host node node -e '
  const e = process.env
  let Database
  try { Database = require("better-sqlite3") } catch {}
  if (Database) {
    const db = new Database(e.DB)
    db.loadExtension(e.PLUGIN)
    console.log(Object.values(db.prepare(e.ASK).get())[0])
  } else {
    const db = new (require("sqlite3").Database)(e.DB)
    db.loadExtension(e.PLUGIN, (error) => {
      if (error) throw error
      db.get(e.ASK, (error, row) => {
        if (error) throw error
        console.log(Object.values(row)[0])
      })
    })
  }'

missing=
host python /usr/bin/python3 -c '
import os, sqlite3
db = sqlite3.connect(os.environ["DB"])
db.enable_load_extension(True)
db.load_extension(os.environ["PLUGIN"])
print(db.execute(os.environ["ASK"]).fetchone()[0])'

done_testing
