-- SPDX-License-Identifier: MIT
--
-- The tables of heavylegs: the one place that says what they hold.
--
-- They live in the host's own database beside its tables, so every name begins
-- with heavylegs_, nothing refers to a table of the host, and no syntax is
-- newer than SQLite 3.31: a host with an older library must still be able to
-- open its own file. Types are held by CHECK, not by STRICT, for the same
-- reason. Created by the first command that writes, never by loading.
--
-- Times: *_ms are milliseconds since 1970-01-01T00:00:00Z, *_s seconds, `day`
-- is local, in days since 1970-01-01. NULL is "not recorded" everywhere.
-- Athletes are names; '' is the only athlete of a database that has one.
-- Statements are run one by one; a later version never edits this file's
-- meaning but adds a step to schema.c.

CREATE TABLE heavylegs_meta (
  key TEXT PRIMARY KEY NOT NULL CHECK (typeof(key) = 'text'),
  value TEXT NOT NULL CHECK (typeof(value) = 'text')
) WITHOUT ROWID;

-- One recording of one activity. Two recordings of the same run (watch and
-- phone) are two rows, the poorer one with duplicate_of.
CREATE TABLE heavylegs_run (
  id INTEGER PRIMARY KEY,
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 32),
  start_ms INTEGER NOT NULL CHECK (typeof(start_ms) = 'integer'),
  utc_offset_s INTEGER CHECK (typeof(utc_offset_s) IN ('integer', 'null')),
  offset_source TEXT NOT NULL
    CHECK (offset_source IN ('none', 'host', 'file', 'setting', 'system')),
  sport TEXT CHECK (typeof(sport) IN ('text', 'null')),
  is_run INTEGER NOT NULL CHECK (is_run IN (0, 1)),
  sport_guess TEXT CHECK (typeof(sport_guess) IN ('text', 'null')),
  duration_s REAL CHECK (typeof(duration_s) IN ('real', 'null')),
  moving_s REAL CHECK (typeof(moving_s) IN ('real', 'null')),
  distance_m REAL CHECK (typeof(distance_m) IN ('real', 'null')),
  device TEXT CHECK (typeof(device) IN ('text', 'null')),
  title TEXT CHECK (typeof(title) IN ('text', 'null')),
  notes TEXT CHECK (typeof(notes) IN ('text', 'null')),
  is_indoor INTEGER NOT NULL CHECK (is_indoor IN (0, 1)),
  is_truncated INTEGER NOT NULL CHECK (is_truncated IN (0, 1)),
  -- '' may be judged and learnt from; else the typed reason why not
  reason TEXT NOT NULL CHECK (typeof(reason) = 'text'),
  duplicate_of INTEGER CHECK (typeof(duplicate_of) IN ('integer', 'null')),
  -- hash over all that the standing judgement depends on; NULL: not judged
  judged_key TEXT CHECK (typeof(judged_key) IN ('text', 'null')),
  -- of the standing judgement: heart rate at its pace over the runner's usual
  effort_bpm REAL CHECK (typeof(effort_bpm) IN ('real', 'null'))
);
CREATE UNIQUE INDEX heavylegs_run_content
  ON heavylegs_run (athlete, content_hash);
CREATE INDEX heavylegs_run_start ON heavylegs_run (athlete, start_ms);

-- Everything that was ever read, so that nothing passes silently: a file that
-- could not be read is a row too. host '' is a file and `name` its path;
-- otherwise `name` is the host's key of the activity.
CREATE TABLE heavylegs_source (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  host TEXT NOT NULL CHECK (typeof(host) = 'text'),
  name TEXT NOT NULL CHECK (typeof(name) = 'text'),
  part INTEGER NOT NULL CHECK (typeof(part) = 'integer'),
  run_id INTEGER CHECK (typeof(run_id) IN ('integer', 'null')),
  path TEXT CHECK (typeof(path) IN ('text', 'null')),
  format TEXT CHECK (typeof(format) IN ('text', 'null')),
  size INTEGER NOT NULL CHECK (typeof(size) = 'integer'),
  mtime_ns INTEGER NOT NULL CHECK (typeof(mtime_ns) = 'integer'),
  engine TEXT NOT NULL CHECK (typeof(engine) = 'text'),
  status TEXT NOT NULL CHECK (status IN ('read', 'truncated', 'failed')),
  message TEXT CHECK (typeof(message) IN ('text', 'null')),
  line INTEGER CHECK (typeof(line) IN ('integer', 'null')),
  -- of several sources of one run: this one's title, notes and tags are kept
  leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
  PRIMARY KEY (athlete, host, name, part)
) WITHOUT ROWID;
CREATE INDEX heavylegs_source_run ON heavylegs_source (run_id);

-- What is kept of a recording: 10 s epochs, and the figures drawn from them.
CREATE TABLE heavylegs_epochs (
  run_id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL CHECK (typeof(version) = 'integer'),
  block BLOB NOT NULL CHECK (typeof(block) = 'blob')
);
CREATE TABLE heavylegs_facts (
  run_id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL CHECK (typeof(version) = 'integer'),
  block BLOB NOT NULL CHECK (typeof(block) = 'blob')
);

-- What the runner said of a run; one row per run and way it was said.
CREATE TABLE heavylegs_report (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  run_id INTEGER NOT NULL CHECK (typeof(run_id) = 'integer'),
  source TEXT NOT NULL CHECK (typeof(source) = 'text'),
  heavy TEXT CHECK (heavy IS NULL
    OR heavy IN ('no', 'start', 'mid', 'late', 'all')),
  eased INTEGER CHECK (eased IS NULL OR eased IN (0, 1)),
  legs INTEGER CHECK (legs IS NULL OR legs BETWEEN 1 AND 5),
  rpe INTEGER CHECK (rpe IS NULL OR rpe BETWEEN 1 AND 10),
  feel INTEGER CHECK (feel IS NULL OR feel BETWEEN 1 AND 5),
  -- heavy in a row, this one counted, as the runner says
  heavy_runs INTEGER CHECK (heavy_runs IS NULL OR heavy_runs BETWEEN 1 AND 99),
  words TEXT CHECK (typeof(words) IN ('text', 'null')),
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  PRIMARY KEY (athlete, run_id, source)
) WITHOUT ROWID;

-- The diary; one row per day and way it was said. run_id is 0, or the run
-- whose notes carried the tags. What is said of the day's legs (heavy to
-- said_ms) becomes the report "today" of the run it speaks of.
CREATE TABLE heavylegs_day (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  day INTEGER NOT NULL CHECK (typeof(day) = 'integer'),
  source TEXT NOT NULL CHECK (typeof(source) = 'text'),
  run_id INTEGER NOT NULL CHECK (typeof(run_id) = 'integer'),
  sleep_h REAL CHECK (typeof(sleep_h) IN ('real', 'null')),
  sleep_quality INTEGER
    CHECK (sleep_quality IS NULL OR sleep_quality BETWEEN 1 AND 5),
  rhr_bpm REAL CHECK (typeof(rhr_bpm) IN ('real', 'null')),
  hrv_ms REAL CHECK (typeof(hrv_ms) IN ('real', 'null')),
  weight_kg REAL CHECK (typeof(weight_kg) IN ('real', 'null')),
  stress INTEGER CHECK (stress IS NULL OR stress BETWEEN 1 AND 5),
  mood INTEGER CHECK (mood IS NULL OR mood BETWEEN 1 AND 5),
  motivation INTEGER CHECK (motivation IS NULL OR motivation BETWEEN 1 AND 5),
  soreness INTEGER CHECK (soreness IS NULL OR soreness BETWEEN 1 AND 5),
  fatigue INTEGER CHECK (fatigue IS NULL OR fatigue BETWEEN 1 AND 5),
  meal TEXT CHECK (meal IS NULL OR meal IN ('ok', 'late', 'none')),
  ill INTEGER CHECK (ill IS NULL OR ill IN (0, 1)),
  travel INTEGER CHECK (travel IS NULL OR travel IN (0, 1)),
  heavy TEXT CHECK (heavy IS NULL
    OR heavy IN ('no', 'start', 'mid', 'late', 'all')),
  eased INTEGER CHECK (eased IS NULL OR eased IN (0, 1)),
  heavy_runs INTEGER CHECK (heavy_runs IS NULL OR heavy_runs BETWEEN 1 AND 99),
  said_ms INTEGER CHECK (typeof(said_ms) IN ('integer', 'null')),
  note TEXT CHECK (typeof(note) IN ('text', 'null')),
  PRIMARY KEY (athlete, day, source, run_id)
) WITHOUT ROWID;

-- The runner's heart rates from a local day on, as a host's settings give them.
CREATE TABLE heavylegs_heart (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  day INTEGER NOT NULL CHECK (typeof(day) = 'integer'),
  source TEXT NOT NULL CHECK (typeof(source) = 'text'),
  max_bpm REAL CHECK (typeof(max_bpm) IN ('real', 'null')),
  resting_bpm REAL CHECK (typeof(resting_bpm) IN ('real', 'null')),
  threshold_bpm REAL CHECK (typeof(threshold_bpm) IN ('real', 'null')),
  PRIMARY KEY (athlete, day, source)
) WITHOUT ROWID;

-- How every rule stands to every run: exactly one row each, so that "clear"
-- and "could not look" never look alike.
CREATE TABLE heavylegs_status (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  run_id INTEGER NOT NULL CHECK (typeof(run_id) = 'integer'),
  rule TEXT NOT NULL CHECK (typeof(rule) = 'text'),
  status TEXT NOT NULL CHECK
    (status IN ('found', 'clear', 'suppressed', 'abstained', 'error')),
  reason TEXT CHECK (typeof(reason) IN ('text', 'null')),
  text TEXT CHECK (typeof(text) IN ('text', 'null')),
  score REAL CHECK (typeof(score) IN ('real', 'null')),
  z REAL CHECK (typeof(z) IN ('real', 'null')),
  rarity REAL CHECK (typeof(rarity) IN ('real', 'null')),
  n INTEGER NOT NULL CHECK (typeof(n) = 'integer'),
  detectable_bpm REAL CHECK (typeof(detectable_bpm) IN ('real', 'null')),
  -- start of the run that opened the episode this one belongs to
  episode_ms INTEGER CHECK (typeof(episode_ms) IN ('integer', 'null')),
  rule_version TEXT NOT NULL CHECK (typeof(rule_version) = 'text'),
  rule_hash TEXT NOT NULL CHECK (typeof(rule_hash) = 'text'),
  PRIMARY KEY (athlete, run_id, rule)
) WITHOUT ROWID;

-- What judging remembers behind a run, so that the next one can be judged
-- without those before it. It counts where `key` is the run's judged_key, and
-- is made again otherwise.
CREATE TABLE heavylegs_memory (
  run_id INTEGER PRIMARY KEY,
  key TEXT NOT NULL CHECK (typeof(key) = 'text'),
  found TEXT CHECK (typeof(found) IN ('text', 'null')), -- the pattern
  heart_z REAL CHECK (typeof(heart_z) IN ('real', 'null')), -- whole run
  -- open episodes and the budget; empty where judging has to begin anew
  arbiter BLOB NOT NULL CHECK (typeof(arbiter) = 'blob'),
  -- open episodes again, [{"rule","since_ms"}] for readers; NULL: none is
  open TEXT CHECK (typeof(open) IN ('text', 'null'))
);

-- What was found. Append-only: a finding that no longer stands is closed by
-- the batch that judged differently, never changed or deleted.
CREATE TABLE heavylegs_finding (
  id INTEGER PRIMARY KEY,
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  run_id INTEGER NOT NULL CHECK (typeof(run_id) = 'integer'),
  rule TEXT NOT NULL CHECK (typeof(rule) = 'text'),
  slot TEXT NOT NULL CHECK (typeof(slot) = 'text'),
  pattern TEXT NOT NULL CHECK (typeof(pattern) = 'text'),
  basis TEXT NOT NULL CHECK (typeof(basis) = 'text'),
  title TEXT NOT NULL CHECK (typeof(title) = 'text'),
  text TEXT NOT NULL CHECK (typeof(text) = 'text'),
  from_s REAL CHECK (typeof(from_s) IN ('real', 'null')),
  to_s REAL CHECK (typeof(to_s) IN ('real', 'null')),
  is_rated INTEGER NOT NULL CHECK (is_rated IN (0, 1)),
  rarity REAL CHECK (typeof(rarity) IN ('real', 'null')),
  score REAL CHECK (typeof(score) IN ('real', 'null')),
  z REAL CHECK (typeof(z) IN ('real', 'null')),
  n INTEGER NOT NULL CHECK (typeof(n) = 'integer'),
  value_bpm REAL CHECK (typeof(value_bpm) IN ('real', 'null')),
  detectable_bpm REAL CHECK (typeof(detectable_bpm) IN ('real', 'null')),
  evidence TEXT NOT NULL CHECK (typeof(evidence) = 'text'),
  causes TEXT NOT NULL CHECK (typeof(causes) = 'text'),
  not_recorded TEXT NOT NULL CHECK (typeof(not_recorded) = 'text'),
  advice TEXT NOT NULL CHECK (typeof(advice) = 'text'),
  is_unsolicited INTEGER NOT NULL CHECK (is_unsolicited IN (0, 1)),
  episode_ms INTEGER CHECK (typeof(episode_ms) IN ('integer', 'null')),
  rule_version TEXT NOT NULL CHECK (typeof(rule_version) = 'text'),
  rule_hash TEXT NOT NULL CHECK (typeof(rule_hash) = 'text'),
  since_batch INTEGER NOT NULL CHECK (typeof(since_batch) = 'integer'),
  until_batch INTEGER CHECK (typeof(until_batch) IN ('integer', 'null'))
);
CREATE UNIQUE INDEX heavylegs_finding_standing
  ON heavylegs_finding (athlete, run_id, rule, slot)
  WHERE until_batch IS NULL;

-- A change of what stands, and by what it was made. Only written when there
-- was something to change.
CREATE TABLE heavylegs_batch (
  id INTEGER PRIMARY KEY,
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  command TEXT NOT NULL CHECK (command IN ('annotate', 'retract')),
  retracts INTEGER CHECK (typeof(retracts) IN ('integer', 'null')),
  made_ms INTEGER NOT NULL CHECK (typeof(made_ms) = 'integer'),
  engine TEXT NOT NULL CHECK (typeof(engine) = 'text'),
  rules_hash TEXT NOT NULL CHECK (typeof(rules_hash) = 'text'),
  judged INTEGER NOT NULL CHECK (typeof(judged) = 'integer'),
  opened INTEGER NOT NULL CHECK (typeof(opened) = 'integer'),
  closed INTEGER NOT NULL CHECK (typeof(closed) = 'integer')
);

-- What the runner or coach thinks of a finding. Keyed by the second at which
-- the run started, so that it survives a new import and a rebuild.
CREATE TABLE heavylegs_verdict (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  start_s INTEGER NOT NULL CHECK (typeof(start_s) = 'integer'),
  rule TEXT NOT NULL CHECK (typeof(rule) = 'text'),
  slot TEXT NOT NULL CHECK (typeof(slot) = 'text'),
  verdict TEXT NOT NULL CHECK (verdict IN ('agree', 'disagree')),
  words TEXT CHECK (typeof(words) IN ('text', 'null')),
  source TEXT NOT NULL CHECK (typeof(source) = 'text'),
  PRIMARY KEY (athlete, start_s, rule, slot)
) WITHOUT ROWID;

-- Settings of all athletes ('') or of one. uid and machine say who set a path
-- to rules and where: elsewhere it does not count.
CREATE TABLE heavylegs_setting (
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  key TEXT NOT NULL CHECK (typeof(key) = 'text'),
  value TEXT NOT NULL CHECK (typeof(value) = 'text'),
  uid INTEGER CHECK (typeof(uid) IN ('integer', 'null')),
  machine TEXT CHECK (typeof(machine) IN ('text', 'null')),
  PRIMARY KEY (athlete, key)
) WITHOUT ROWID;

-- Journal of every change to a host's field or file: written before the
-- change, and held against the host by hash at every start.
CREATE TABLE heavylegs_write (
  id INTEGER PRIMARY KEY,
  athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'),
  run_id INTEGER NOT NULL CHECK (typeof(run_id) = 'integer'),
  batch INTEGER NOT NULL CHECK (typeof(batch) = 'integer'),
  host TEXT NOT NULL CHECK (typeof(host) = 'text'),
  target TEXT NOT NULL CHECK (typeof(target) = 'text'),
  before_value, -- exactly as it was, whatever its type; NULL is not ''
  before_hash TEXT NOT NULL CHECK (typeof(before_hash) = 'text'),
  after_hash TEXT NOT NULL CHECK (typeof(after_hash) = 'text'),
  inverse TEXT CHECK (typeof(inverse) IN ('text', 'null')),
  state TEXT NOT NULL CHECK
    (state IN ('planned', 'written', 'restored', 'cut', 'lost'))
);
CREATE INDEX heavylegs_write_target ON heavylegs_write (host, target);

-- What stands now, as a reader wants it.
CREATE VIEW heavylegs_annotations AS
SELECT f.run_id AS run,
       f.athlete AS athlete,
       datetime(r.start_ms / 1000 + ifnull(r.utc_offset_s, 0), 'unixepoch')
         AS started,
       f.pattern AS pattern,
       f.basis AS basis,
       f.title AS title,
       f.text AS text,
       f.from_s AS from_s,
       f.to_s AS to_s,
       CASE WHEN f.is_rated THEN f.rarity END AS rarity,
       f.score AS score,
       f.z AS z,
       f.n AS n,
       f.value_bpm AS value_bpm,
       f.detectable_bpm AS detectable_bpm,
       f.evidence AS evidence,
       f.causes AS causes,
       f.not_recorded AS not_recorded,
       f.advice AS advice,
       f.rule AS rule,
       f.rule_version AS rule_version,
       f.slot AS slot,
       f.episode_ms AS episode_ms,
       v.verdict AS verdict,
       f.since_batch AS batch,
       (SELECT min(s.name) FROM heavylegs_source AS s
         WHERE s.run_id = f.run_id) AS source
  FROM heavylegs_finding AS f
  JOIN heavylegs_run AS r ON r.id = f.run_id
  LEFT JOIN heavylegs_verdict AS v
    ON v.athlete = f.athlete AND v.start_s = r.start_ms / 1000
   AND v.rule = f.rule AND v.slot = f.slot
 WHERE f.until_batch IS NULL
 ORDER BY f.athlete, r.start_ms, f.rule, f.slot;

-- Findings over several days and from week to week belong together: what was
-- open, from when to when.
CREATE VIEW heavylegs_episode AS
SELECT s.athlete AS athlete,
       s.rule AS rule,
       s.episode_ms AS first_ms,
       max(r.start_ms) AS last_ms,
       count(*) AS runs
  FROM heavylegs_status AS s
  JOIN heavylegs_run AS r ON r.id = s.run_id
 WHERE s.episode_ms IS NOT NULL
 GROUP BY s.athlete, s.rule, s.episode_ms;

-- What was read, and what of it can be judged: how many recordings of each
-- local year and device are `usable`, a `second_recording` of the same run, or
-- not usable for the reason that `outcome` names. Files that could not be read
-- are `refused`, in no year.
CREATE VIEW heavylegs_coverage AS
SELECT athlete,
       CAST(strftime('%Y', start_ms / 1000 + ifnull(utc_offset_s, 0),
                     'unixepoch') AS INTEGER) AS year,
       device,
       CASE WHEN duplicate_of IS NOT NULL THEN 'second_recording'
            WHEN reason = '' THEN 'usable'
            ELSE reason END AS outcome,
       count(*) AS n
  FROM heavylegs_run
 GROUP BY 1, 2, 3, 4
UNION ALL
SELECT athlete, NULL, NULL, 'refused', count(*)
  FROM heavylegs_source
 WHERE status = 'failed'
 GROUP BY athlete;

-- Runs that were judged and that no rule could look at, and why. A stock rule
-- that compared with no run did not look.
CREATE VIEW heavylegs_unseen AS
SELECT r.id AS run,
       (SELECT ifnull(s.text, s.reason) FROM heavylegs_status AS s
         WHERE s.athlete = r.athlete AND s.run_id = r.id
           AND s.status = 'abstained'
         ORDER BY s.reason = 'no_report', s.rule <> 'stock.start', s.rule
         LIMIT 1) AS why
  FROM heavylegs_run AS r
 WHERE r.is_run AND r.duplicate_of IS NULL AND r.judged_key IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM heavylegs_status AS s
         WHERE s.athlete = r.athlete AND s.run_id = r.id
           AND (s.status = 'found' OR s.status = 'clear'
             AND (s.n > 0 OR s.rule NOT LIKE 'stock.%')));
