-- SPDX-License-Identifier: MIT
-- pyTrainer 2.1, migration 15: its tables, column by column.
CREATE TABLE equipment (
  active BOOLEAN, description VARCHAR(100), id INTEGER NOT NULL PRIMARY KEY,
  life_expectancy INTEGER, notes TEXT, prior_usage INTEGER
);
CREATE TABLE sports (
  color CHAR(6) NOT NULL, id_sports INTEGER NOT NULL PRIMARY KEY,
  max_pace INTEGER CHECK (max_pace>=0), met FLOAT CHECK (met>=0),
  name VARCHAR(100) NOT NULL, weight FLOAT NOT NULL CHECK (weight>=0)
);
CREATE TABLE waypoints (
  comment VARCHAR(240), ele FLOAT, id_waypoint INTEGER NOT NULL PRIMARY KEY,
  lat FLOAT, lon FLOAT, name VARCHAR(200), sym VARCHAR(200), time DATE
);
CREATE TABLE athletestats (
  bodyfat FLOAT, date DATE, id_athletestat INTEGER NOT NULL PRIMARY KEY,
  maxhr INTEGER, restinghr INTEGER, weight FLOAT
);
CREATE TABLE records (
  average FLOAT, beats FLOAT, calories INTEGER, comments TEXT, date DATE,
  date_time_local VARCHAR(40), date_time_utc VARCHAR(40), distance FLOAT,
  duration INTEGER, gpslog VARCHAR(200), id_record INTEGER NOT NULL PRIMARY KEY,
  maxbeats FLOAT, maxpace FLOAT, maxspeed FLOAT, pace FLOAT,
  sport INTEGER NOT NULL, title VARCHAR(200), unegative FLOAT, upositive FLOAT,
  FOREIGN KEY (sport) REFERENCES sports (id_sports)
);
CREATE TABLE record_equipment (
  id INTEGER NOT NULL PRIMARY KEY, equipment_id INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  FOREIGN KEY (equipment_id) REFERENCES equipment (id),
  FOREIGN KEY (record_id) REFERENCES records (id_record)
);
CREATE TABLE laps (
  avg_hr INTEGER, calories INTEGER, comments TEXT, distance FLOAT,
  elapsed_time VARCHAR(20), end_lat FLOAT, end_lon FLOAT,
  id_lap INTEGER NOT NULL PRIMARY KEY, intensity VARCHAR(7), lap_number INTEGER,
  laptrigger VARCHAR(9), max_hr INTEGER, max_speed FLOAT,
  record INTEGER NOT NULL, start_lat FLOAT, start_lon FLOAT,
  FOREIGN KEY (record) REFERENCES records (id_record)
);
CREATE TABLE migrate_version (
  repository_id VARCHAR(250) NOT NULL, repository_path TEXT, version INTEGER,
  PRIMARY KEY (repository_id)
);
CREATE UNIQUE INDEX ix_equipment_description ON equipment (description);
CREATE UNIQUE INDEX ix_sports_name ON sports (name);
CREATE INDEX ix_records_sport ON records (sport);
CREATE INDEX ix_record_equipment_equipment_id
  ON record_equipment (equipment_id);
CREATE INDEX ix_record_equipment_record_id ON record_equipment (record_id);
CREATE INDEX ix_laps_record ON laps (record);
INSERT INTO migrate_version VALUES ('pytrainer', '', 15);
INSERT INTO sports VALUES
  ('0000ff', 1, NULL, NULL, 'Mountain Bike', 0),
  ('ffff00', 2, NULL, NULL, 'Bike', 0),
  ('00ff00', 3, NULL, NULL, 'Run', 0),
  ('ff00ff', 4, NULL, NULL, 'Running', 0);
