/* SPDX-License-Identifier: MIT
**
** See verdict.h.
*/
#include "store/verdict.h"

#include "base/calendar.h"

/* Whole seconds, rounded down before 1970 too. */
static int64_t second_of(int64_t ms) {
  int64_t second = ms / HL_MS_PER_S;
  return ms % HL_MS_PER_S < 0 ? second - 1 : second;
}

static void bind_key(hl_query *query, const hl_verdict_row *key) {
  hl_bind_text(query, ":athlete", key->athlete);
  hl_bind_int(query, ":start_s", second_of(key->start_ms));
  hl_bind_text(query, ":rule", key->rule);
  hl_bind_text(query, ":slot", key->slot);
}

const char *hl_verdict_get(hl_store *store, const hl_verdict_row *key,
                           hl_arena *arena) {
  hl_query *query =
      hl_query_of(store, "SELECT verdict FROM main.heavylegs_verdict "
                         "WHERE athlete = :athlete AND start_s = :start_s "
                         "AND rule = :rule AND slot = :slot");
  bind_key(query, key);
  const char *verdict =
      hl_query_row(query) ? hl_column_text(query, arena) : NULL;
  hl_query_end(query);
  return verdict;
}

bool hl_verdict_put(hl_store *store, const hl_verdict_row *row) {
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_verdict (athlete, start_s, rule, slot, "
      "verdict, words, source) VALUES (:athlete, :start_s, :rule, :slot, "
      ":verdict, :words, :source) "
      "ON CONFLICT (athlete, start_s, rule, slot) DO UPDATE SET "
      "(verdict, words, source) = (excluded.verdict, excluded.words, "
      "excluded.source) WHERE (verdict, words, source) IS NOT "
      "(excluded.verdict, excluded.words, excluded.source)");
  bind_key(query, row);
  hl_bind_text(query, ":verdict", row->verdict);
  hl_bind_text(query, ":words", row->words);
  hl_bind_text(query, ":source", row->source);
  return hl_query_run(query) > 0;
}

void hl_verdict_move(hl_store *store, const char *athlete, int64_t from_ms,
                     int64_t to_ms) {
  if (second_of(from_ms) == second_of(to_ms)) return;
  hl_query *query = hl_query_of(
      store, "UPDATE OR REPLACE main.heavylegs_verdict SET start_s = :to_s "
             "WHERE athlete = :athlete AND start_s = :from_s");
  hl_bind_text(query, ":athlete", athlete);
  hl_bind_int(query, ":from_s", second_of(from_ms));
  hl_bind_int(query, ":to_s", second_of(to_ms));
  hl_query_run(query);
}

/* ---- of a run ------------------------------------------------------------ */

static void delete_of_source(hl_store *store, const hl_verdict_row *verdict) {
  hl_query *query =
      hl_query_of(store, "DELETE FROM main.heavylegs_verdict "
                         "WHERE athlete = :athlete AND start_s = :start_s "
                         "AND source = :source");
  hl_bind_text(query, ":athlete", verdict->athlete);
  hl_bind_int(query, ":start_s", second_of(verdict->start_ms));
  hl_bind_text(query, ":source", verdict->source);
  hl_query_run(query);
}

static void put_for_standing(hl_store *store, const hl_verdict_row *verdict,
                             int64_t run_id) {
  hl_query *query = hl_query_of(
      store, "INSERT OR REPLACE INTO main.heavylegs_verdict (athlete, start_s, "
             "rule, slot, verdict, source) SELECT :athlete, :start_s, rule, "
             "slot, :verdict, :source FROM main.heavylegs_finding "
             "WHERE run_id = :run AND until_batch IS NULL");
  hl_bind_text(query, ":athlete", verdict->athlete);
  hl_bind_int(query, ":start_s", second_of(verdict->start_ms));
  hl_bind_text(query, ":verdict", verdict->verdict);
  hl_bind_text(query, ":source", verdict->source);
  hl_bind_int(query, ":run", run_id);
  hl_query_run(query);
}

void hl_verdict_of_run(hl_store *store, const hl_verdict_row *verdict,
                       int64_t run_id) {
  hl_arena arena = {0};
  hl_verdict_row of_run = *verdict;
  of_run.rule = of_run.slot = "";
  const char *was = hl_verdict_get(store, &of_run, &arena);
  if (!verdict->verdict) {
    if (was) delete_of_source(store, &of_run);
  } else if (hl_verdict_put(store, &of_run)) {
    put_for_standing(store, &of_run, run_id);
  }
  hl_arena_free(&arena);
}

void hl_verdict_spread(hl_store *store, const char *athlete) {
  hl_query *query = hl_query_of(
      store,
      "INSERT OR IGNORE INTO main.heavylegs_verdict (athlete, start_s, rule, "
      "slot, verdict, source) SELECT v.athlete, v.start_s, f.rule, f.slot, "
      "v.verdict, v.source FROM main.heavylegs_verdict AS v "
      "JOIN main.heavylegs_run AS r ON r.athlete = v.athlete "
      "AND r.start_ms BETWEEN v.start_s * 1000 AND v.start_s * 1000 + 999 "
      "JOIN main.heavylegs_finding AS f ON f.run_id = r.id "
      "AND f.until_batch IS NULL WHERE v.athlete = :athlete AND v.rule = '' "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_verdict AS w "
      "WHERE w.athlete = v.athlete AND w.start_s = v.start_s "
      "AND w.rule <> '')");
  hl_bind_text(query, ":athlete", athlete);
  hl_query_run(query);
}
