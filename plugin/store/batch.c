/* SPDX-License-Identifier: MIT
**
** See batch.h.
*/
#include "store/batch.h"

int64_t hl_batch_put(hl_store *store, const hl_batch_row *batch) {
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_batch (athlete, command, retracts, made_ms, "
      "engine, rules_hash, judged, opened, closed) VALUES (:athlete, "
      ":command, nullif(:retracts, 0), "
      "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), "
      ":engine, :rules_hash, :judged, :opened, :closed) RETURNING id");
  hl_bind_text(query, ":athlete", batch->athlete);
  hl_bind_text(query, ":command", batch->command);
  hl_bind_int(query, ":retracts", batch->retracts);
  hl_bind_text(query, ":engine", batch->engine);
  hl_bind_text(query, ":rules_hash", batch->rules_hash);
  hl_bind_int(query, ":judged", batch->judged);
  hl_bind_int(query, ":opened", batch->opened);
  hl_bind_int(query, ":closed", batch->closed);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_run(query);
  return id;
}

void hl_batch_get(hl_store *store, int64_t id, hl_arena *arena,
                  hl_batch_row *batch) {
  *batch = (hl_batch_row){0};
  hl_query *query = hl_query_of(
      store, "SELECT id, athlete, command, retracts, engine, rules_hash, "
             "judged, opened, closed FROM main.heavylegs_batch "
             "WHERE id = :id");
  hl_bind_int(query, ":id", id);
  if (hl_query_row(query)) {
    batch->id = hl_column_int(query);
    batch->athlete = hl_column_text(query, arena);
    batch->command = hl_column_text(query, arena);
    batch->retracts = hl_column_int(query);
    batch->engine = hl_column_text(query, arena);
    batch->rules_hash = hl_column_text(query, arena);
    batch->judged = hl_column_int(query);
    batch->opened = hl_column_int(query);
    batch->closed = hl_column_int(query);
  }
  hl_query_end(query);
}

void hl_batch_count(hl_store *store, int64_t id, int64_t opened,
                    int64_t closed) {
  hl_query *query =
      hl_query_of(store, "UPDATE main.heavylegs_batch SET opened = :opened, "
                         "closed = :closed WHERE id = :id");
  hl_bind_int(query, ":id", id);
  hl_bind_int(query, ":opened", opened);
  hl_bind_int(query, ":closed", closed);
  hl_query_run(query);
}

int64_t hl_batch_close_all(hl_store *store, const char *athlete,
                           int64_t by_batch) {
  hl_query *query = hl_query_of(
      store, "UPDATE main.heavylegs_finding SET until_batch = :batch "
             "WHERE athlete = :athlete AND until_batch IS NULL");
  hl_bind_text(query, ":athlete", athlete);
  hl_bind_int(query, ":batch", by_batch);
  return hl_query_run(query);
}

static int64_t close_opened(hl_store *store, int64_t id, int64_t by_batch) {
  hl_query *query =
      hl_query_of(store, "UPDATE main.heavylegs_finding SET until_batch = :by "
                         "WHERE since_batch = :id AND until_batch IS NULL");
  hl_bind_int(query, ":id", id);
  hl_bind_int(query, ":by", by_batch);
  return hl_query_run(query);
}

static int64_t reopen_closed(hl_store *store, int64_t id) {
  hl_query *query = hl_query_of(
      store,
      "UPDATE main.heavylegs_finding AS f SET until_batch = NULL "
      "WHERE until_batch = :id AND since_batch <> :id AND NOT EXISTS "
      "(SELECT 1 FROM main.heavylegs_finding AS g WHERE g.athlete = f.athlete "
      "AND g.run_id = f.run_id AND g.rule = f.rule AND g.slot = f.slot "
      "AND g.until_batch IS NULL)");
  hl_bind_int(query, ":id", id);
  return hl_query_run(query);
}

hl_batch_undone hl_batch_undo(hl_store *store, int64_t id, int64_t by_batch) {
  hl_batch_undone undone;
  undone.closed = close_opened(store, id, by_batch);
  undone.reopened = reopen_closed(store, id);
  return undone;
}
