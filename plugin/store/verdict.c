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
