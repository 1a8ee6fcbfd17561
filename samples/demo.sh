#!/bin/sh
# SPDX-License-Identifier: MIT
#
# `make demo`: a simulated season whose truth is known goes through the plugin
# in the stock sqlite3 shell; what was found is printed beside what was there.
#
#     samples/demo.sh [BUILD]      (build)
#     demo.sh FOLDER               with the plugin that is installed
#
# Everything is written below BUILD/demo or FOLDER/demo, made anew each time.

set -eu
samples=$(cd "$(dirname "$0")" && pwd)
build=${1:-build}
demo=$build/demo
lua=${LUA:-lua5.4}
plugin=$build/heavylegs
if [ ! -e "$plugin.so" ]; then plugin=heavylegs; fi # as SQLite finds it

shell() { sqlite3 -batch -bail -init /dev/null "$demo/demo.db" "$@"; }

rm -rf "$demo"
mkdir -p "$demo/season"
echo "A simulated season: 130 activities of one runner, noise as in real" \
  "recordings."
"$lua" "$samples/season.lua" --out "$demo/season" --seed "${SEED:-1}" --runs 130

# What anybody may type.
cat >"$demo/annotate.sql" <<EOF
.load $plugin
SELECT heavylegs_import('$demo/season');
SELECT heavylegs_annotate();
EOF
echo
echo "\$ sqlite3 $demo/demo.db"
sed 's/^/sqlite> /' "$demo/annotate.sql"
shell <"$demo/annotate.sql" >"$demo/answers.json"

shell -cmd ".load $plugin" \
  -cmd ".import --csv --schema temp $demo/season/truth.csv truth" \
  <"$samples/demo.sql" | fold -s -w 100

echo
echo "The database is $demo/demo.db, the recordings are $demo/season. Ask on:"
echo "  $plugin list --db $demo/demo.db"
