/* SPDX-License-Identifier: MIT
**
** See journal.h.
*/
#include "store/journal.h"

int64_t hl_write_put(hl_store *store, const hl_write_row *row) {
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_write (athlete, run_id, batch, host, target, "
      "before_value, before_hash, after_hash, inverse, state) VALUES "
      "(:athlete, :run_id, :batch, :host, :target, "
      "CASE WHEN :is_text THEN CAST(:before AS TEXT) ELSE :before END, "
      ":before_hash, :after_hash, :inverse, :state) RETURNING id");
  hl_bind_text(query, ":athlete", row->athlete);
  hl_bind_int(query, ":run_id", row->run_id);
  hl_bind_int(query, ":batch", row->batch);
  hl_bind_text(query, ":host", row->host);
  hl_bind_text(query, ":target", row->target);
  hl_bind_int(query, ":is_text", row->before_is_text);
  hl_bind_blob(query, ":before", row->before, row->before_length);
  hl_bind_text(query, ":before_hash", row->before_hash);
  hl_bind_text(query, ":after_hash", row->after_hash);
  hl_bind_text(query, ":inverse", row->inverse);
  hl_bind_text(query, ":state", row->state);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_run(query);
  return id;
}

void hl_write_set_state(hl_store *store, int64_t id, const char *state) {
  hl_query *query = hl_query_of(
      store, "UPDATE main.heavylegs_write SET state = :state WHERE id = :id");
  hl_bind_int(query, ":id", id);
  hl_bind_text(query, ":state", state);
  hl_query_run(query);
}

void hl_write_set_inverse(hl_store *store, int64_t id, const char *inverse) {
  hl_query *query = hl_query_of(
      store,
      "UPDATE main.heavylegs_write SET inverse = :inverse WHERE id = :id");
  hl_bind_text(query, ":inverse", inverse);
  hl_bind_int(query, ":id", id);
  hl_query_run(query);
}

void hl_write_delete(hl_store *store, int64_t id) {
  hl_query *query =
      hl_query_of(store, "DELETE FROM main.heavylegs_write WHERE id = :id");
  hl_bind_int(query, ":id", id);
  hl_query_run(query);
}

void hl_write_done(hl_store *store, const hl_write_row *row,
                   bool keeps_before) {
  hl_query *old =
      hl_query_of(store, "DELETE FROM main.heavylegs_write WHERE host = :host "
                         "AND target = :target AND id < :id");
  hl_bind_text(old, ":host", row->host);
  hl_bind_text(old, ":target", row->target);
  hl_bind_int(old, ":id", row->id);
  hl_query_run(old);
  hl_query *query = hl_query_of(
      store, "UPDATE main.heavylegs_write SET state = 'written', "
             "inverse = :inverse, before_value = CASE WHEN :keeps THEN "
             "before_value END WHERE id = :id");
  hl_bind_text(query, ":inverse", row->inverse);
  hl_bind_int(query, ":keeps", keeps_before);
  hl_bind_int(query, ":id", row->id);
  hl_query_run(query);
}

#define ROW_COLUMNS                                                            \
  "id, athlete, run_id, batch, host, target, before_value, "                   \
  "typeof(before_value) = 'text', before_hash, after_hash, inverse, state "

static hl_write_row read_row(hl_query *query, hl_arena *arena) {
  hl_write_row row = {.id = hl_column_int(query)};
  row.athlete = hl_column_text(query, arena);
  row.run_id = hl_column_int(query);
  row.batch = hl_column_int(query);
  row.host = hl_column_text(query, arena);
  row.target = hl_column_text(query, arena);
  row.before = hl_column_blob(query, arena, &row.before_length);
  row.before_is_text = hl_column_int(query) != 0;
  row.before_hash = hl_column_text(query, arena);
  row.after_hash = hl_column_text(query, arena);
  row.inverse = hl_column_text_or_null(query, arena);
  row.state = hl_column_text(query, arena);
  return row;
}

hl_write_row hl_write_get(hl_store *store, const hl_write_row *like,
                          hl_arena *arena) {
  hl_query *query =
      hl_query_of(store, "SELECT " ROW_COLUMNS "FROM main.heavylegs_write "
                         "WHERE host = :host AND target = :target "
                         "AND state = :state ORDER BY id DESC LIMIT 1");
  hl_bind_text(query, ":host", like->host);
  hl_bind_text(query, ":target", like->target);
  hl_bind_text(query, ":state", like->state);
  hl_write_row row = {0};
  if (hl_query_row(query)) row = read_row(query, arena);
  hl_query_end(query);
  return row;
}

void hl_write_each(hl_store *store, const hl_write_row *like, hl_arena *arena,
                   hl_write_visit *visit, void *ctx) {
  hl_query *query =
      hl_query_of(store, "SELECT " ROW_COLUMNS "FROM main.heavylegs_write "
                         "WHERE host = :host AND state = :state ORDER BY id");
  hl_bind_text(query, ":host", like->host);
  hl_bind_text(query, ":state", like->state);
  while (hl_query_row(query)) {
    hl_write_row row = read_row(query, arena);
    hl_status status = hl_store_status(store, NULL);
    if (!status) status = visit(ctx, &row);
    if (status) {
      hl_store_stop(store, status);
      break;
    }
  }
  hl_query_end(query);
}
