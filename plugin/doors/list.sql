-- SPDX-License-Identifier: MIT
--
-- The rows of `heavylegs list`: cli_list.c.
--
--   ?1  athlete, or NULL for all       ?4  the wording, JSON, by id
--   ?2  how many                       ?5  1: second recordings too
--   ?3  1: only with a finding
--
-- `status` is a word for programs, `why` a sentence of the rules' for people:
-- of a finding its first line, which is title and basis.

WITH shown AS (
  SELECT r.*,
    (SELECT group_concat(pattern, ', ') FROM
      (SELECT DISTINCT pattern FROM heavylegs_finding
        WHERE athlete = r.athlete AND run_id = r.id AND until_batch IS NULL
        ORDER BY pattern)) AS pattern,
    (SELECT heavy FROM heavylegs_report
      WHERE athlete = r.athlete AND run_id = r.id
        AND heavy IS NOT NULL AND confirmed
      ORDER BY source LIMIT 1) AS said,
    -- read in a note, and waiting to be confirmed
    (SELECT words FROM heavylegs_report
      WHERE athlete = r.athlete AND run_id = r.id AND NOT confirmed
        AND NOT EXISTS (SELECT 1 FROM heavylegs_report
          WHERE athlete = r.athlete AND run_id = r.id AND confirmed
            AND (heavy IS NOT NULL OR legs IS NOT NULL))
      LIMIT 1) AS note,
    u.run IS NOT NULL AS is_unseen, u.why AS unseen
    FROM heavylegs_run AS r LEFT JOIN heavylegs_unseen AS u ON u.run = r.id
   WHERE (duplicate_of IS NULL OR ?5 = '1')
     AND (?1 IS NULL OR athlete = ?1)
     AND (?3 = '0' OR pattern IS NOT NULL)
   ORDER BY start_ms DESC, id DESC
   LIMIT CAST(?2 AS INTEGER))

SELECT id AS run,
  athlete,
  substr(datetime(start_ms / 1000 + ifnull(utc_offset_s, 0), 'unixepoch'),
    1, 16) AS started,
  distance_m, duration_s, moving_s, is_run, said, note, pattern,

  CASE
    WHEN duplicate_of IS NOT NULL THEN 'duplicate'
    WHEN pattern IS NOT NULL THEN 'found'
    WHEN NOT is_run THEN 'not_a_run'
    WHEN judged_key IS NULL THEN 'not_judged'
    WHEN is_unseen THEN 'could_not_look'
    ELSE 'clear'
  END AS status,

  CASE
    WHEN duplicate_of IS NOT NULL THEN
      replace(json_extract(?4, '$."list.duplicate"'), '{run}', duplicate_of)
    WHEN pattern IS NOT NULL THEN
      (SELECT rtrim(substr(text, 1, instr(text || char(10), char(10)) - 1), '.')
        FROM heavylegs_finding
        WHERE athlete = r.athlete AND run_id = r.id AND until_batch IS NULL
        ORDER BY basis = 'data only', rule, slot LIMIT 1)
    WHEN NOT is_run THEN json_extract(?4, '$."list.not_a_run"')
    WHEN judged_key IS NULL THEN json_extract(?4, '$."list.not_judged"')
    ELSE unseen
  END AS why,

  json_extract(?4, '$."list.said.' || said || '"') AS said_words,
  replace(json_extract(?4, '$."list.note"'), '{words}', note) AS note_words
  FROM shown AS r
 ORDER BY start_ms, id
