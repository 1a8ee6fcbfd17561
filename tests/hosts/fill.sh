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
      cadence_spm, altitude_m FROM s;
    INSERT INTO log_lap SELECT id, 0, duration_s, distance_m, NULL FROM a;
    INSERT INTO log_day (day, sleep_h, mood)
      SELECT DISTINCT date(start), 7.5, 3 FROM a;"
}

fill_activitylog2() { # db season
  sql "$1" <tests/hosts/activitylog2.sql
  sql "$1" "$(read_season "$2")
    INSERT INTO SECTION_SUMMARY(id, total_timer_time, total_distance)
      SELECT id, duration_s, distance_m FROM a;
    INSERT INTO ACTIVITY(id, start_time) SELECT id, strftime('%s', start)
      FROM a;
    INSERT INTO A_SESSION(id, name, description, activity_id, start_time,
        time_zone_id, sport_id, sub_sport_id, summary_id)
      SELECT a.id, w.title, w.notes, a.id, strftime('%s', a.start), 1,
        iif(a.is_run, 1, 2), NULL, a.id FROM a JOIN w USING (id);
    INSERT INTO A_LAP(id, session_id, start_time, summary_id)
      SELECT id, id, strftime('%s', start), id FROM a;
    INSERT INTO A_LENGTH(id, lap_id) SELECT id, id FROM a;
    INSERT INTO A_TRACKPOINT(length_id, timestamp, distance, heart_rate,
        cadence, altitude)
      SELECT s.id, strftime('%s', a.start) + CAST(s.elapsed_s AS INTEGER),
        s.distance_m,
        s.heart_rate_bpm, s.cadence_spm / 2, s.altitude_m
      FROM s JOIN a USING (id);
    INSERT INTO ATHLETE_METRICS(timestamp, body_weight, sleep_time,
        sleep_quality, overall_feeling)
      SELECT strftime('%s', date(min(start)), '+5 hours'), 61.5, 25200, 1, 3
      FROM a GROUP BY date(start);"
}

# pyTrainer keeps a file per record; that ours are TCX inside makes no
# difference to who looks at the content.
fill_pytrainer() { # db season
  sql "$1" <tests/hosts/pytrainer.sql
  sql "$1" "$(read_season "$2")
    INSERT INTO records(id_record, title, comments, date, date_time_local,
        date_time_utc, distance, duration, sport)
      SELECT a.id, w.title, w.notes, date(a.start),
        datetime(a.start, '+1 hour') || '+01:00', a.start, a.distance_m / 1000,
        a.duration_s, iif(a.is_run, 4, 2) FROM a JOIN w USING (id);
    INSERT INTO laps(record, lap_number, elapsed_time, distance, avg_hr)
      SELECT id, 0, duration_s, distance_m, 140 FROM a;
    INSERT INTO athletestats(date, restinghr, weight)
      SELECT DISTINCT date(start), 48, 61.5 FROM a;"
  mkdir -p "${1%/*}/gpx"
  sql "$1" "$(read_season "$2") SELECT id || ' ' || file FROM a" |
    while read -r id file; do cp "$file" "${1%/*}/gpx/$id.gpx"; done
}

# Times are those of a clock in Berlin; a runner there has TZ or the setting.
fill_garmindb() { # db season
  sql "$1" <tests/hosts/garmindb.sql
  sql "$1" "$(read_season "$2")
    CREATE TEMP TABLE b AS SELECT a.id, a.is_run, a.distance_m, a.duration_s,
      w.title, w.notes, strftime('%s', a.start) + CASE
        WHEN a.start BETWEEN '2024-03-31T01' AND '2024-10-27T01' THEN 7200
        ELSE 3600 END AS local_s FROM a JOIN w USING (id);
    INSERT INTO activities(activity_id, name, description, sport, start_time,
        elapsed_time, moving_time, distance, hrz_1_time, hrz_2_time,
        hrz_3_time, hrz_4_time, hrz_5_time)
      SELECT id, title, notes, iif(is_run, 'running', 'cycling'),
        datetime(local_s, 'unixepoch') || '.000000',
        time(CAST(duration_s AS INTEGER), 'unixepoch') || '.000000',
        time(CAST(duration_s AS INTEGER), 'unixepoch') || '.000000',
        distance_m / 1000, '', '', '', '', '' FROM b;
    INSERT INTO activity_records(activity_id, record, timestamp, distance,
        cadence, hr, altitude)
      SELECT id, row_number() OVER (PARTITION BY id ORDER BY elapsed_s),
        datetime(local_s + elapsed_s, 'unixepoch') || '.000000',
        s.distance_m / 1000, s.cadence_spm / 2, s.heart_rate_bpm, s.altitude_m
      FROM s JOIN b USING (id);"
  sqlite3 -init /dev/null "${1%/*}/garmin.db" <tests/hosts/garmindb_health.sql
  sql "$1" "SELECT DISTINCT date(start_time) FROM activities" |
    while read -r day; do
      echo "INSERT INTO sleep(day, total_sleep, deep_sleep, light_sleep,
          rem_sleep, awake) VALUES ('$day', '06:30:00.000000', '', '', '', '');
        INSERT INTO hrv(day, last_night_avg) VALUES ('$day', 62);
        INSERT INTO resting_hr VALUES ('$day', 47);
        INSERT INTO weight VALUES ('$day', 61.5);"
    done | sqlite3 -init /dev/null "${1%/*}/garmin.db"
}

# The comment of an exercise, and the path of the file that it came from.
fill_sportstracker() { # db season
  sql "$1" <tests/hosts/sportstracker.sql
  sql "$1" "$(read_season "$2")
    INSERT INTO EXERCISE(ID, DATE_TIME, SPORT_TYPE_ID, SPORT_SUBTYPE_ID,
        INTENSITY, DURATION, DISTANCE, HRM_FILE, COMMENT)
      SELECT a.id, datetime(strftime('%s', a.start) + CASE
        WHEN a.start BETWEEN '2024-03-31T01' AND '2024-10-27T01' THEN 7200
        ELSE 3600 END, 'unixepoch'), iif(a.is_run, 2, 1), iif(a.is_run, 2, 1),
        'NORMAL', a.duration_s, a.distance_m / 1000, a.file,
        nullif(trim(ifnull(w.title, '') || ' ' || ifnull(w.notes, '')), '')
      FROM a JOIN w USING (id);
    INSERT INTO WEIGHT(DATE_TIME, VALUE)
      SELECT DISTINCT date(start) || ' 07:00:00', 61.5 FROM a;"
}
