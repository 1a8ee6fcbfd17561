#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Exports, as zip and as the folder that somebody unpacked: the same runs, days
# and words, once.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

unpack() { # archive folder
  mkdir -p "$2" && sqlite3 "$1" ".archive --extract --directory $2"
}

runs() { # database
  sql "$1" "SELECT sport, title, notes,
                   (SELECT max(rpe) FROM heavylegs_report WHERE run_id = id),
                   (SELECT max(heavy) FROM heavylegs_report WHERE run_id = id)
              FROM heavylegs_run"
}

days() { # database
  sql "$1" "SELECT date(day * 86400, 'unixepoch'), sleep_h, rhr_bpm, hrv_ms,
                   weight_kg FROM heavylegs_day"
}

# path, where the export lies
import() { # path database
  sql "$2" "SELECT heavylegs_import('$1')" >/dev/null
}

wanted="Trail Run|Morning Run|a little, wooden
#heavy=start|6|start"
ok "a Strava export is imported" \
  import samples/formats/strava.zip "$work/zip.db"
is "with the words of its table" "$(runs "$work/zip.db")" "$wanted"
unpack samples/formats/strava.zip "$work/strava"
ok "so is the folder" import "$work/strava" "$work/folder.db"
is "with the same words" "$(runs "$work/folder.db")" "$wanted"

ok "an Apple Health export is imported" \
  import samples/formats/apple-health.zip "$work/apple.db"
is "its workout once, its route not by itself" \
  "$(sql "$work/apple.db" "SELECT count(*), round(max(distance_m))
                             FROM heavylegs_run")" "1|134.0"
is "its day" "$(days "$work/apple.db")" "2024-05-01|7.0|48.0|61.0|70.5"
unpack samples/formats/apple-health.zip "$work/apple"
ok "so is the folder" import "$work/apple" "$work/folder2.db"
is "with the same run" \
  "$(sql "$work/folder2.db" "SELECT group_concat(content_hash)
                               FROM heavylegs_run")" \
  "$(sql "$work/apple.db" "SELECT group_concat(content_hash)
                             FROM heavylegs_run")"
is "and the same day" "$(days "$work/folder2.db")" "$(days "$work/apple.db")"

ok "a Garmin export is imported" \
  import samples/formats/garmin.zip "$work/garmin.db"
is "from the archive within the archive" \
  "$(sql "$work/garmin.db" "SELECT count(*), max(device) FROM heavylegs_run")" \
  "1|Tempo 5 (simulated)"
is "and its day, told by two tables" \
  "$(sql "$work/garmin.db" "SELECT date(day * 86400, 'unixepoch'),
                                   max(sleep_h), max(rhr_bpm), count(*)
                              FROM heavylegs_day")" "2024-05-01|7.0|48.0|2"
is "nothing was refused" \
  "$(sql "$work/garmin.db" "SELECT count(*) FROM heavylegs_source
                             WHERE status = 'failed'")" 0

done_testing
