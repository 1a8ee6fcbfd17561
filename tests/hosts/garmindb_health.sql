-- SPDX-License-Identifier: MIT
-- GarminDB, garmin.db of version 14: its tables, column by column.
CREATE TABLE _attributes (
  timestamp DATETIME, "key" VARCHAR NOT NULL, value VARCHAR, PRIMARY KEY ("key")
);
CREATE TABLE attributes (
  timestamp DATETIME, "key" VARCHAR NOT NULL, value VARCHAR, PRIMARY KEY ("key")
);
CREATE TABLE devices (
  serial_number INTEGER NOT NULL PRIMARY KEY, timestamp DATETIME,
  device_type VARCHAR, manufacturer VARCHAR(28), product VARCHAR,
  hardware_version VARCHAR
);
CREATE TABLE weight (
  day DATETIME NOT NULL, weight FLOAT NOT NULL, PRIMARY KEY (day)
);
CREATE TABLE stress (
  timestamp DATETIME NOT NULL, stress INTEGER NOT NULL, PRIMARY KEY (timestamp)
);
CREATE TABLE sleep (
  day DATETIME NOT NULL, start DATETIME, "end" DATETIME,
  total_sleep TIME NOT NULL, deep_sleep TIME NOT NULL,
  light_sleep TIME NOT NULL, rem_sleep TIME NOT NULL, awake TIME NOT NULL,
  avg_spo2 FLOAT, avg_rr FLOAT, avg_stress FLOAT, score INTEGER,
  qualifier VARCHAR, PRIMARY KEY (day)
);
CREATE TABLE sleep_events (
  timestamp DATETIME NOT NULL, event VARCHAR, duration TIME NOT NULL,
  PRIMARY KEY (timestamp)
);
CREATE TABLE resting_hr (
  day DATETIME NOT NULL, resting_heart_rate FLOAT, PRIMARY KEY (day)
);
CREATE TABLE hrv (
  day DATETIME NOT NULL, weekly_avg INTEGER, last_night_avg INTEGER,
  last_night_5min_high INTEGER, baseline_low INTEGER, baseline_upper INTEGER,
  status VARCHAR, PRIMARY KEY (day)
);
CREATE TABLE daily_summary (
  day DATETIME NOT NULL, hr_min INTEGER, hr_max INTEGER, rhr INTEGER,
  stress_avg INTEGER, step_goal INTEGER, steps INTEGER,
  moderate_activity_time TIME NOT NULL, vigorous_activity_time TIME NOT NULL,
  intensity_time_goal TIME NOT NULL, floors_up FLOAT, floors_down FLOAT,
  floors_goal FLOAT, distance FLOAT, calories_goal INTEGER,
  calories_total INTEGER, calories_bmr INTEGER, calories_active INTEGER,
  calories_consumed INTEGER, hydration_goal INTEGER, hydration_intake INTEGER,
  sweat_loss INTEGER, spo2_avg FLOAT, spo2_min FLOAT, rr_waking_avg FLOAT,
  rr_max FLOAT, rr_min FLOAT, bb_charged INTEGER, bb_max INTEGER,
  bb_min INTEGER, description VARCHAR, PRIMARY KEY (day)
);
CREATE TABLE files (
  id VARCHAR NOT NULL, name VARCHAR UNIQUE, type VARCHAR(28) NOT NULL,
  serial_number INTEGER, PRIMARY KEY (id),
  FOREIGN KEY (serial_number) REFERENCES devices (serial_number)
);
CREATE TABLE device_info (
  timestamp DATETIME NOT NULL, file_id VARCHAR, serial_number INTEGER NOT NULL,
  software_version VARCHAR, cum_operating_time TIME NOT NULL,
  battery_status VARCHAR(8), battery_voltage FLOAT,
  PRIMARY KEY (timestamp, serial_number),
  FOREIGN KEY (file_id) REFERENCES files (id),
  FOREIGN KEY (serial_number) REFERENCES devices (serial_number)
);
INSERT INTO attributes ("key", value)
  VALUES ('measurement_system', 'DisplayMeasure.metric');
