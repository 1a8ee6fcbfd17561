# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: MIT
#
# A simulated season in the database of each host, by what we read of its
# files. Source it behind tap.sh.

lua=${LUA:-lua5.4}
fill_n=${HL_HOST_RUNS:-45}

write_season() { # folder
  mkdir -p "$1"
  "$lua" samples/season.lua --out "$1" --seed 4 --runs "$fill_n" --learning 20
}

# Activities and samples of all files as tables `a` and `s` of the connection.
FILL_READ="CREATE TEMP TABLE a AS
  SELECT row_number() OVER (ORDER BY file) AS id, file, start,
    is_run, sport, duration_s, distance_m
  FROM heavylegs_check('SEASON') WHERE status = 'ok';
CREATE TEMP TABLE w AS SELECT a.id, x.title, x.notes
  FROM a, heavylegs_activities(a.file) AS x;
CREATE TEMP TABLE s AS SELECT a.id AS id, x.*
  FROM a, heavylegs_samples(a.file) AS x;"

read_season() { # folder
  printf '%s' "$FILL_READ" | sed "s|SEASON|$1|"
}

fill_log() { # db season
  sql "$1" <tests/hosts/log.sql
  sql "$1" "$(read_season "$2")
    INSERT INTO log_activity SELECT a.id, a.start, a.sport, w.title, w.notes,
      NULL, NULL, NULL FROM a JOIN w USING (id);
    INSERT INTO log_sample SELECT id, elapsed_s, distance_m, heart_rate_bpm,
      cadence_spm, altitude_m FROM s;"
}

fill_activitylog2() { # db season
  sql "$1" <tests/hosts/activitylog2.sql
  sql "$1" "$(read_season "$2")
    INSERT INTO SECTION_SUMMARY SELECT id, duration_s, distance_m FROM a;
    INSERT INTO A_SESSION SELECT a.id, w.title, w.notes,
      strftime('%s', a.start), iif(a.is_run, 1, 2), NULL, a.id
      FROM a JOIN w USING (id);
    INSERT INTO A_LAP SELECT id, id FROM a;
    INSERT INTO A_LENGTH SELECT id, id FROM a;
    INSERT INTO A_TRACKPOINT(length_id, timestamp, distance, heart_rate,
        cadence, altitude)
      SELECT s.id, strftime('%s', a.start) + CAST(s.elapsed_s AS INTEGER),
        s.distance_m,
        s.heart_rate_bpm, s.cadence_spm / 2, s.altitude_m
      FROM s JOIN a USING (id);"
}

# pyTrainer keeps a file per record; that ours are TCX inside makes no
# difference to who looks at the content.
fill_pytrainer() { # db season
  sql "$1" <tests/hosts/pytrainer.sql
  sql "$1" "$(read_season "$2")
    INSERT INTO records SELECT a.id, w.title, w.notes, date(a.start),
      datetime(a.start, '+1 hour') || '+01:00', a.start, a.distance_m / 1000,
      a.duration_s, iif(a.is_run, 4, 5) FROM a JOIN w USING (id);"
  mkdir -p "${1%/*}/gpx"
  sql "$1" "$(read_season "$2") SELECT id || ' ' || file FROM a" |
    while read -r id file; do cp "$file" "${1%/*}/gpx/$id.gpx"; done
}

