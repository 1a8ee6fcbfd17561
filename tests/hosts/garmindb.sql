-- SPDX-License-Identifier: MIT
-- GarminDB, garmin_activities.db of version 13: its tables, column by column.
CREATE TABLE _attributes (
  timestamp DATETIME, "key" VARCHAR NOT NULL, value VARCHAR, PRIMARY KEY ("key")
);
CREATE TABLE activities (
  start_time DATETIME, stop_time DATETIME, elapsed_time TIME NOT NULL,
  moving_time TIME NOT NULL, distance FLOAT, cycles FLOAT, avg_hr INTEGER,
  max_hr INTEGER, avg_rr FLOAT, max_rr FLOAT, calories INTEGER,
  avg_cadence INTEGER, max_cadence INTEGER, avg_speed FLOAT, max_speed FLOAT,
  ascent FLOAT, descent FLOAT, max_temperature FLOAT, min_temperature FLOAT,
  avg_temperature FLOAT, start_lat FLOAT, start_long FLOAT, stop_lat FLOAT,
  stop_long FLOAT, hr_zones_method VARCHAR(18), hrz_1_hr INTEGER,
  hrz_2_hr INTEGER, hrz_3_hr INTEGER, hrz_4_hr INTEGER, hrz_5_hr INTEGER,
  hrz_1_time TIME NOT NULL, hrz_2_time TIME NOT NULL, hrz_3_time TIME NOT NULL,
  hrz_4_time TIME NOT NULL, hrz_5_time TIME NOT NULL,
  activity_id VARCHAR NOT NULL, name VARCHAR, description VARCHAR, type VARCHAR,
  course_id INTEGER, laps INTEGER, sport VARCHAR, sub_sport VARCHAR,
  device_serial_number INTEGER, self_eval_feel VARCHAR,
  self_eval_effort VARCHAR, training_load FLOAT, training_effect FLOAT,
  anaerobic_training_effect FLOAT, PRIMARY KEY (activity_id)
);
CREATE TABLE activities_devices (
  activity_id VARCHAR NOT NULL, device_serial_number INTEGER NOT NULL,
  PRIMARY KEY (activity_id, device_serial_number)
);
CREATE TABLE activity_laps (
  start_time DATETIME, stop_time DATETIME, elapsed_time TIME NOT NULL,
  moving_time TIME NOT NULL, distance FLOAT, cycles FLOAT, avg_hr INTEGER,
  max_hr INTEGER, avg_rr FLOAT, max_rr FLOAT, calories INTEGER,
  avg_cadence INTEGER, max_cadence INTEGER, avg_speed FLOAT, max_speed FLOAT,
  ascent FLOAT, descent FLOAT, max_temperature FLOAT, min_temperature FLOAT,
  avg_temperature FLOAT, start_lat FLOAT, start_long FLOAT, stop_lat FLOAT,
  stop_long FLOAT, hr_zones_method VARCHAR(18), hrz_1_hr INTEGER,
  hrz_2_hr INTEGER, hrz_3_hr INTEGER, hrz_4_hr INTEGER, hrz_5_hr INTEGER,
  hrz_1_time TIME NOT NULL, hrz_2_time TIME NOT NULL, hrz_3_time TIME NOT NULL,
  hrz_4_time TIME NOT NULL, hrz_5_time TIME NOT NULL,
  activity_id VARCHAR NOT NULL, lap INTEGER NOT NULL,
  PRIMARY KEY (activity_id, lap),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE TABLE activity_splits (
  start_time DATETIME, stop_time DATETIME, elapsed_time TIME NOT NULL,
  moving_time TIME NOT NULL, distance FLOAT, cycles FLOAT, avg_hr INTEGER,
  max_hr INTEGER, avg_rr FLOAT, max_rr FLOAT, calories INTEGER,
  avg_cadence INTEGER, max_cadence INTEGER, avg_speed FLOAT, max_speed FLOAT,
  ascent FLOAT, descent FLOAT, max_temperature FLOAT, min_temperature FLOAT,
  avg_temperature FLOAT, start_lat FLOAT, start_long FLOAT, stop_lat FLOAT,
  stop_long FLOAT, hr_zones_method VARCHAR(18), hrz_1_hr INTEGER,
  hrz_2_hr INTEGER, hrz_3_hr INTEGER, hrz_4_hr INTEGER, hrz_5_hr INTEGER,
  hrz_1_time TIME NOT NULL, hrz_2_time TIME NOT NULL, hrz_3_time TIME NOT NULL,
  hrz_4_time TIME NOT NULL, hrz_5_time TIME NOT NULL,
  activity_id VARCHAR NOT NULL, split INTEGER NOT NULL, grade VARCHAR,
  completed BOOLEAN, falls INTEGER, PRIMARY KEY (activity_id, split),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE TABLE activity_records (
  activity_id VARCHAR NOT NULL, record INTEGER NOT NULL, timestamp DATETIME,
  position_lat FLOAT, position_long FLOAT, distance FLOAT, cadence INTEGER,
  hr INTEGER, rr FLOAT, altitude FLOAT, speed FLOAT, temperature FLOAT,
  PRIMARY KEY (activity_id, record),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE TABLE steps_activities (
  steps INTEGER, avg_pace TIME NOT NULL, avg_moving_pace TIME NOT NULL,
  max_pace TIME NOT NULL, avg_steps_per_min INTEGER, max_steps_per_min INTEGER,
  avg_step_length FLOAT, avg_vertical_ratio FLOAT,
  avg_vertical_oscillation FLOAT, avg_gct_balance FLOAT,
  avg_ground_contact_time TIME NOT NULL, avg_stance_time_percent FLOAT,
  vo2_max FLOAT, activity_id VARCHAR NOT NULL, PRIMARY KEY (activity_id),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE TABLE paddle_activities (
  strokes INTEGER, avg_stroke_distance FLOAT, activity_id VARCHAR NOT NULL,
  PRIMARY KEY (activity_id),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE TABLE cycle_activities (
  strokes INTEGER, vo2_max FLOAT, activity_id VARCHAR NOT NULL,
  PRIMARY KEY (activity_id),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE TABLE climbing_activities (
  total_routes INTEGER, activity_id VARCHAR NOT NULL, PRIMARY KEY (activity_id),
  FOREIGN KEY (activity_id) REFERENCES activities (activity_id)
);
CREATE VIEW running_activities_view AS
  SELECT activity_id, name, description, start_time, distance, avg_hr
  FROM activities WHERE sport = 'running' ORDER BY start_time DESC;
INSERT INTO _attributes ("key", value) VALUES ('db.version', '13');
