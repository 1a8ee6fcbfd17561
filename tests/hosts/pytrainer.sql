-- SPDX-License-Identifier: MIT
-- pyTrainer 2.1, migration 15: the tables that are read or written.
CREATE TABLE migrate_version (
  repository_id VARCHAR(250) PRIMARY KEY, repository_path TEXT, version INTEGER
);
INSERT INTO migrate_version VALUES ('pytrainer', '', 15);
CREATE TABLE sports (id_sports INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL);
INSERT INTO sports VALUES (3, 'Run'), (4, 'Running'), (5, 'Bike');
CREATE TABLE records (
  id_record INTEGER NOT NULL PRIMARY KEY, title VARCHAR(200), comments TEXT,
  date DATE, date_time_local VARCHAR(40), date_time_utc VARCHAR(40),
  distance FLOAT, duration INTEGER, sport INTEGER NOT NULL,
  FOREIGN KEY (sport) REFERENCES sports (id_sports)
);
