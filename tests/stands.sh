# shellcheck shell=sh
# SPDX-License-Identifier: MIT
#
# What stands in a database, to be compared between two ways to get there.

# All that stands, without the numbers of rows and batches.
stands() { # database
  sqlite3 "$1" "
    SELECT r.start_ms, r.content_hash, r.reason, r.effort_bpm,
      (SELECT start_ms FROM heavylegs_run WHERE id = r.duplicate_of),
      s.rule, s.status, s.reason, s.text, s.score, s.z, s.rarity, s.n,
      s.detectable_bpm, s.episode_ms, s.rule_hash
    FROM heavylegs_run AS r JOIN heavylegs_status AS s ON s.run_id = r.id
    ORDER BY r.start_ms, r.content_hash, s.rule;
    SELECT r.start_ms, f.rule, f.slot, f.pattern, f.basis, f.text, f.evidence,
      f.causes, f.not_recorded, f.advice, f.episode_ms, f.score
    FROM heavylegs_run AS r JOIN heavylegs_finding AS f ON f.run_id = r.id
    WHERE f.until_batch IS NULL ORDER BY r.start_ms, f.rule, f.slot" |
    md5sum
}
