/* SPDX-License-Identifier: MIT
**
** See heart.h.
*/
#include "store/heart.h"

#include "store/field.h"

hl_heart *hl_heart_all(hl_store *store, const hl_heart_of *of, hl_arena *arena,
                       size_t *count) {
  hl_heart *list = NULL;
  size_t n = 0, room = 0;
  hl_query *query = hl_query_of(
      store, "SELECT day, max_bpm, resting_bpm, threshold_bpm "
             "FROM main.heavylegs_heart WHERE athlete = :athlete "
             "AND (:source IS NULL OR source = :source) ORDER BY day, source");
  hl_bind_text(query, ":athlete", of->athlete);
  hl_bind_text(query, ":source", of->source);
  while (hl_query_row(query)) {
    list = hl_arena_more(arena, list, n, &room, sizeof *list);
    if (!list) {
      hl_store_stop(store, HL_E_NOMEM);
      n = 0;
      break;
    }
    list[n] = (hl_heart){.day = (int32_t)hl_column_int(query)};
    list[n].max_bpm = hl_column_double(query);
    list[n].resting_bpm = hl_column_double(query);
    list[n++].threshold_bpm = hl_column_double(query);
  }
  hl_query_end(query);
  *count = n;
  return list;
}

bool hl_heart_same(const hl_heart *a, const hl_heart *b) {
  return a->day == b->day && hl_same_double(a->max_bpm, b->max_bpm) &&
         hl_same_double(a->resting_bpm, b->resting_bpm) &&
         hl_same_double(a->threshold_bpm, b->threshold_bpm);
}

void hl_heart_replace(hl_store *store, const hl_heart_of *of,
                      const hl_heart *list, size_t n) {
  hl_query *gone =
      hl_query_of(store, "DELETE FROM main.heavylegs_heart "
                         "WHERE athlete = :athlete AND source = :source");
  hl_bind_text(gone, ":athlete", of->athlete);
  hl_bind_text(gone, ":source", of->source);
  hl_query_run(gone);
  for (size_t i = 0; i < n; i++) {
    hl_query *query = hl_query_of(
        store, "INSERT OR REPLACE INTO main.heavylegs_heart (athlete, day, "
               "source, max_bpm, resting_bpm, threshold_bpm) VALUES (:athlete, "
               ":day, :source, :max_bpm, :resting_bpm, :threshold_bpm)");
    hl_bind_text(query, ":athlete", of->athlete);
    hl_bind_text(query, ":source", of->source);
    hl_bind_int(query, ":day", list[i].day);
    hl_bind_double(query, ":max_bpm", list[i].max_bpm);
    hl_bind_double(query, ":resting_bpm", list[i].resting_bpm);
    hl_bind_double(query, ":threshold_bpm", list[i].threshold_bpm);
    hl_query_run(query);
  }
}
