-- SPDX-License-Identifier: MIT
--
-- What `make demo` prints: four runs explained, and truth beside finding. Read
-- by samples/demo.sh with the plugin loaded and the truth in temp.truth.

-- Annotations with the file they belong to.
CREATE TEMP VIEW named AS
SELECT replace(source, rtrim(source, replace(source, '/', '')), '') AS file,
       run, pattern, basis
  FROM heavylegs_annotations
 WHERE pattern <> 'none';

-- The annotation that fits best on the runs of one event (a single run, a block
-- of days, a ramp of weeks): the right name from the data, then one heavy run
-- of several, then what the runner reported, then another name.
CREATE TEMP VIEW best AS
SELECT t."group" AS event, n.pattern AS pattern, n.basis AS basis,
       max(CASE WHEN n.basis LIKE 'reported%' AND n.basis NOT LIKE '%agree'
                  THEN 2
                WHEN n.pattern = t.pattern THEN 4
                WHEN n.pattern = 'entire'
                  AND t.pattern IN ('multi_day', 'worsening') THEN 3
                ELSE 1 END) AS rank
  FROM truth AS t JOIN named AS n ON n.file = t.file
 GROUP BY t."group";

CREATE TEMP VIEW outcome AS
SELECT min(t.file) AS first,
       t.pattern || CASE WHEN t.flavour = 'felt' THEN ', only felt'
         ELSE ' ' || t.size || ' % ' || t.flavour END AS truth,
       t.flavour <> 'felt' AS is_loss,
       sum(t.reported <> '') || ' of ' || count(*) AS reported,
       ifnull(b.pattern, '') AS annotated,
       ifnull(b.basis, '') AS basis,
       CASE WHEN b.rank IS NULL THEN 'missed'
            WHEN b.rank = 2 THEN 'by report'
            WHEN t.flavour = 'felt' THEN 'by chance'
            WHEN b.rank = 4 THEN 'found'
            WHEN b.rank = 3 THEN 'in part'
            ELSE 'other name' END AS result
  FROM truth AS t LEFT JOIN best AS b ON b.event = t."group"
 GROUP BY t."group"
UNION ALL
SELECT n.file, '-', 0, '', n.pattern, n.basis, 'false'
  FROM named AS n
 WHERE n.basis = 'data only'
   AND n.file NOT IN (SELECT file FROM truth);

-- ---- one run of each kind ------------------------------------------------
.mode list
.headers off

CREATE TEMP TABLE chosen(title, run);
INSERT INTO chosen
SELECT 'Reported heavy', run FROM named WHERE basis LIKE 'reported%'
 ORDER BY basis = 'reported, data agree' DESC, run DESC LIMIT 1;
INSERT INTO chosen
SELECT 'Known by report only', n.run FROM named AS n
  JOIN heavylegs_run AS r ON r.id = n.run
 WHERE n.basis IN ('reported', 'reported, data do not show it')
 ORDER BY r.reason = 'no_heart_rate' DESC, n.basis = 'reported' DESC, n.run DESC
 LIMIT 1;
INSERT INTO chosen
SELECT 'Still learning', s.run_id FROM heavylegs_status AS s
  JOIN heavylegs_run AS r ON r.id = s.run_id
 WHERE s.status = 'abstained' AND s.reason = 'history'
   AND s.rule = 'stock.start'
   AND s.run_id NOT IN (SELECT run FROM named)
 ORDER BY r.start_ms DESC LIMIT 1;
INSERT INTO chosen
SELECT 'Not judged', r.id FROM heavylegs_run AS r
 WHERE r.is_run AND r.reason NOT IN ('', 'no_heart_rate')
   AND r.id NOT IN (SELECT run FROM named)
 ORDER BY r.reason = 'not_steady' DESC, r.start_ms DESC LIMIT 1;

-- The first of them whole, the others without what it has shown already.
SELECT CASE WHEN l.key = 0 THEN char(10) || '--- ' || c.title || ' ---'
         || char(10) ELSE '' END || l.value
  FROM chosen AS c, json_each(heavylegs_explain(c.run), '$.lines') AS l
 WHERE c.rowid = 1 OR NOT (l.value LIKE 'stock.%' OR l.value LIKE 'Local time%'
   OR l.value LIKE 'Heaviness that changes%')
 ORDER BY c.rowid, l.key;

-- ---- all of it -----------------------------------------------------------
.print
.print "simulated: truth beside finding"
.print
.mode column
.headers on
SELECT substr(first, 1, 10) AS "from", truth, reported, annotated, basis, result
  FROM outcome ORDER BY first;
.print

.mode list
.headers off
SELECT 'Of ' || sum(is_loss) || ' losses: found in the data '
    || sum(is_loss AND result = 'found') || ', in part '
    || sum(is_loss AND result = 'in part') || ', under another name '
    || sum(is_loss AND result = 'other name') || ', by report '
    || sum(is_loss AND result = 'by report') || ', missed '
    || sum(is_loss AND result = 'missed') || '.' || char(10)
    || 'Called unusual without a loss: false ' || sum(result = 'false')
    || ' of '
    || (SELECT count(DISTINCT s.run_id) FROM heavylegs_status AS s
         JOIN heavylegs_source AS f ON f.run_id = s.run_id
        WHERE s.status IN ('found', 'clear', 'suppressed') AND s.score NOT NULL
          AND replace(f.name, rtrim(f.name, replace(f.name, '/', '')), '')
              NOT IN (SELECT file FROM truth))
    || ' ordinary judged runs.'
  FROM outcome;
.print "Another season gives other counts; README.md says what real ones gave."

