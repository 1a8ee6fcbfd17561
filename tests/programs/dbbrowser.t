#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The real DB Browser for SQLite, with a database of runs: the plugin is loaded
# and the annotations are there once the database is open; a database that is
# none of ours stays as it was.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/programs/screen.sh
. tests/programs/screen.sh
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

need sqlitebrowser xdotool wmctrl
screen
write_season "$work/season"

settings=$XDG_CONFIG_HOME/sqlitebrowser/sqlitebrowser.conf
browse() { # picture argument...
  name=$1
  shift
  QT_QPA_PLATFORM=xcb timeout 60 sqlitebrowser "$@" >"$work/log" 2>&1 &
  browser=$!
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.5
    window=$(xdotool search --onlyvisible --name "DB Browser for SQLite - " |
      head -n 1)
    [ -z "$window" ] || break
  done
  xdotool windowmove "$window" 0 0 windowsize "$window" 1110 860
  sleep 3
  picture "$name"
  wmctrl -ic "$window"
  wait "$browser"
}

ok "install" "$build/heavylegs" install dbbrowser
fill_log "$work/log.db" "$work/season"
browse dbbrowser-log -t log_activity "$work/log.db"
count="SELECT count(*) FROM heavylegs_annotations"
found=$(sql "$work/log.db" "$count")
ok "opening the database annotated it ($found)" test "$found" -gt 0
is "the host's own column shows it" "$(sqlite3 -init /dev/null "$work/log.db" \
  "SELECT count(*) FROM log_activity WHERE note LIKE '%[heavy-legs]%'")" \
  "$(sql "$work/log.db" \
    "SELECT count(DISTINCT run) FROM heavylegs_annotations")"

sqlite3 -init /dev/null "$work/other.db" "CREATE TABLE t (a)"
cp "$work/other.db" "$work/other.before"
browse dbbrowser-other "$work/other.db"
ok "a database of another kind stays as it was" \
  cmp "$work/other.db" "$work/other.before"

like "DB Browser wrote its settings anew, and ours are still there" \
  "$(cat "$settings")" "*recentFileList*list=$plugin.so*"
ok "uninstall" "$build/heavylegs" uninstall dbbrowser
ok "DB Browser's own settings stay" grep -q recentFileList "$settings"
is "nothing of ours is left" "$(grep -c heavylegs "$settings")" 0
done_testing
