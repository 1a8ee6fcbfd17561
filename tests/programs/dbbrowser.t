#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The real DB Browser for SQLite, with a database of GarminDB: the plugin is
# loaded and the annotations are in its view once the database is open; a
# database that is none of ours stays as it was.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/programs/screen.sh
. tests/programs/screen.sh
# shellcheck source=tests/hosts/fill.sh
. tests/hosts/fill.sh

need sqlitebrowser xdotool wmctrl
screen 1120x900
write_season "$work/season"

settings=$XDG_CONFIG_HOME/sqlitebrowser/sqlitebrowser.conf
# Without the panel of remote files; into the filter above the third column,
# then its first cell: its text is shown at the right. For the picture alone.
look() {
  xdotool mousemove 1103 337 click 1
  xdotool mousemove 292 174 click 1 type --delay 50 "heavy-legs"
  sleep 1
  xdotool mousemove 292 202 click 1
  sleep 1
}

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
  look
  picture "$name"
  wmctrl -ic "$window"
  wait "$browser"
}

ok "install" "$build/heavylegs" install dbbrowser
db=$work/garmin_activities.db
fill_garmindb "$db" "$work/season"
TZ=Europe/Berlin browse dbbrowser -t running_activities_view "$db"
count="SELECT count(*) FROM heavylegs_annotations"
found=$(sql "$db" "$count")
ok "opening the database annotated it ($found)" test "$found" -gt 0
is "the view that GarminDB's users look at shows it" \
  "$(sqlite3 -init /dev/null "$db" "SELECT count(*) FROM running_activities_view
    WHERE description LIKE '%[heavy-legs]%'")" \
  "$(sql "$db" "SELECT count(DISTINCT run) FROM heavylegs_annotations")"

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
