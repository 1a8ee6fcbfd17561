-- SPDX-License-Identifier: MIT
-- The plain log: a runner's own tables, in the one form that is known.
CREATE TABLE log_activity (
  id INTEGER PRIMARY KEY,
  start TEXT, -- UTC, as 2024-03-04T17:30:00Z
  sport TEXT, title TEXT, note TEXT,
  heavy TEXT, legs INTEGER, rpe INTEGER
);
CREATE TABLE log_sample (
  activity INTEGER, t_s REAL, distance_m REAL, heart_rate_bpm REAL,
  cadence_spm REAL, altitude_m REAL
);
CREATE TABLE log_lap (
  activity INTEGER, t_s REAL, duration_s REAL, distance_m REAL, note TEXT
);
CREATE TABLE log_day (
  day TEXT PRIMARY KEY, -- the runner's, as 2024-03-04
  sleep_h REAL, sleep_quality INTEGER, rhr_bpm REAL, hrv_ms REAL,
  weight_kg REAL, stress INTEGER, mood INTEGER, motivation INTEGER,
  soreness INTEGER, fatigue INTEGER, meal TEXT, ill INTEGER, travel INTEGER,
  note TEXT
);
CREATE INDEX log_sample_activity ON log_sample (activity, t_s);
