#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The reading functions in the stock sqlite3 shell: files and BLOBs, bad input,
# and who may not call them.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

host=${HL_HOST:-}
mem() { # statements; errors are part of the answer
  $host sqlite3 -batch -init /dev/null :memory: ".load $plugin" "$@" 2>&1
}

version=$(sed -n 's/.*<plugin .* version="\([0-9.]*\)".*/\1/p' manifest.xml)
is "the version is the manifest's" "$(mem 'SELECT heavylegs_version()')" \
  "$version"

# ---- activities, laps, samples
is "an activity per part of a file" \
  "$(mem "SELECT part, format, sport, is_run FROM
          heavylegs_activities('samples/several.tcx')" | tail -n 1)" \
  "2|tcx|Running|1"
is "points, laps and tracks are counted" \
  "$(mem "SELECT points = (SELECT count(*) FROM
                   heavylegs_samples('samples/tracks.tcx')),
            laps = (SELECT count(*) FROM heavylegs_laps('samples/tracks.tcx')),
            segments = (SELECT max(segment) FROM
                   heavylegs_samples('samples/tracks.tcx'))
          FROM heavylegs_activities('samples/tracks.tcx')")" "1|1|1"
is "bytes read like the file" \
  "$(mem "SELECT count(*) FROM (
            SELECT * FROM heavylegs_samples('samples/notes.tcx')
            EXCEPT
            SELECT * FROM heavylegs_samples(readfile('samples/notes.tcx')))")" 0
is "and are not empty" \
  "$(mem "SELECT count(*) > 10 FROM
          heavylegs_samples(readfile('samples/notes.tcx'))")" 1
is "the second argument chooses a part" \
  "$(mem "SELECT DISTINCT part FROM
          heavylegs_samples('samples/several.tcx', 1)")" 1
is "what was not recorded is NULL" \
  "$(mem "SELECT count(heart_rate_bpm), count(*) > 0 FROM
          heavylegs_samples('samples/no-heart-rate.tcx')")" "0|1"
is "time and elapsed_s agree" \
  "$(mem "SELECT count(*) FROM heavylegs_samples('samples/notes.tcx') AS s,
            heavylegs_activities('samples/notes.tcx') AS a
          WHERE strftime('%s', s.time) - strftime('%s', a.start)
            <> s.elapsed_s")" 0
is "points of laps lie inside the run" \
  "$(mem "SELECT min(first_point) >= 1, max(first_point + points - 1) <=
            (SELECT points FROM heavylegs_activities('samples/tracks.tcx'))
          FROM heavylegs_laps('samples/tracks.tcx')")" "1|1"
is "a join reads one file per row" \
  "$(mem "WITH f(p) AS (VALUES ('samples/notes.tcx'), (NULL),
            ('samples/several.tcx'))
          SELECT count(*) FROM f, heavylegs_activities(f.p)")" 4

# ---- what cannot be read
like "a bad file is an error with file and line" \
  "$(mem "SELECT * FROM heavylegs_activities('samples/bad/mismatched.tcx')")" \
  "*mismatched.tcx: line *"
like "so is a missing one" \
  "$(mem "SELECT * FROM heavylegs_laps('nowhere.tcx')")" "*nowhere.tcx*"
like "a folder is named as one" \
  "$(mem "SELECT * FROM heavylegs_samples('samples')")" "*is a folder*"
like "a missing argument is asked for" \
  "$(mem "SELECT * FROM heavylegs_activities")" \
  "*heavylegs_activities needs a source*"
is "NULL has no rows" "$(mem "SELECT * FROM heavylegs_check(NULL)")" ""
like "an empty BLOB is an empty file" \
  "$(mem "SELECT * FROM heavylegs_activities(x'')")" "*empty*"

# ---- check
mkdir "$work/mixed"
cp samples/notes.tcx samples/bad/mismatched.tcx samples/bad/empty.tcx \
  samples/several.tcx "$work/mixed"
echo "not of a kind we read" >"$work/mixed/readme.txt"
is "check goes past bad files and over others" \
  "$(mem "SELECT count(DISTINCT file), count(*), sum(status = 'refused')
          FROM heavylegs_check('$work/mixed')")" "4|6|2"
is "every refusal says why" \
  "$(mem "SELECT count(*) FROM heavylegs_check('$work/mixed')
          WHERE status = 'refused' AND ifnull(message, '') = ''")" 0
is "check reads bytes" \
  "$(mem "SELECT status, part FROM
          heavylegs_check(readfile('samples/truncated.tcx'))")" "truncated|0"
is "check goes on where its rows are limited" \
  "$(mem "SELECT count(*) FROM
          (SELECT * FROM heavylegs_check('$work/mixed') LIMIT 3)")" 3
is "dropped points are counted with the first line" \
  "$(mem "SELECT dropped, dropped_line, dropped_reason FROM
          heavylegs_check('samples/points-without-time.tcx')")" \
  "3|9|no readable time"

# ---- merge
is "merge adds a block and takes it back" \
  "$(mem "SELECT heavylegs_merge(
     heavylegs_merge('mine', 't', 'x'), 't', NULL)")" \
  mine
is "merge leaves NULL alone" \
  "$(mem "SELECT heavylegs_merge(NULL, 't', NULL) IS NULL")" 1
like "merge refuses a tag that is none" \
  "$(mem "SELECT heavylegs_merge('a', 'b]', 'c')")" "*tag of a marked block*"

# ---- who may call
for f in activities laps samples check; do
  like "no view may call heavylegs_$f" \
    "$(mem "CREATE VIEW v AS SELECT * FROM
              heavylegs_$f('samples/notes.tcx'); SELECT * FROM v")" \
    "*unsafe use*"
done
is "views may merge" \
  "$(mem "CREATE VIEW v AS SELECT heavylegs_merge('a', 't', NULL) AS m;
          PRAGMA trusted_schema = 0; SELECT m FROM v")" a

done_testing
