-- SPDX-License-Identifier: MIT
-- ActivityLog2, version 53: the tables and columns that are read or written,
-- with its own constraints on those that are written.
CREATE TABLE SCHEMA_VERSION (version INTEGER);
INSERT INTO SCHEMA_VERSION VALUES (53);
CREATE TABLE E_SPORT (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO E_SPORT VALUES (1, 'Running'), (2, 'Cycling');
CREATE TABLE SECTION_SUMMARY (
  id INTEGER PRIMARY KEY, total_timer_time REAL, total_distance REAL
);
CREATE TABLE A_SESSION (
  id INTEGER PRIMARY KEY, name TEXT, description TEXT, start_time INTEGER,
  sport_id INTEGER REFERENCES E_SPORT (id), rpe_scale REAL,
  summary_id INTEGER REFERENCES SECTION_SUMMARY (id)
);
CREATE TABLE A_LAP (id INTEGER PRIMARY KEY, session_id INTEGER);
CREATE TABLE A_LENGTH (id INTEGER PRIMARY KEY, lap_id INTEGER);
CREATE TABLE A_TRACKPOINT (
  id INTEGER PRIMARY KEY, length_id INTEGER, timestamp INTEGER, distance REAL,
  speed REAL, heart_rate REAL, cadence REAL, altitude REAL,
  corrected_altitude REAL, power REAL, temperature REAL, stance_time REAL,
  vertical_oscillation REAL
);
CREATE INDEX A_LAP_session ON A_LAP (session_id);
CREATE INDEX A_LENGTH_lap ON A_LENGTH (lap_id);
CREATE INDEX A_TRACKPOINT_length ON A_TRACKPOINT (length_id);
CREATE TABLE LABEL (
  id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, description TEXT
);
CREATE TABLE SESSION_LABEL (
  label_id INTEGER NOT NULL REFERENCES LABEL (id),
  session_id INTEGER NOT NULL REFERENCES A_SESSION (id),
  UNIQUE (session_id, label_id)
);
