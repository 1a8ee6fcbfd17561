/* SPDX-License-Identifier: MIT
**
** Where runs were read from. See run.h.
*/
#include "store/run.h"

static void bind_key(hl_query *query, const hl_source_row *key) {
  hl_bind_text(query, ":athlete", key->athlete);
  hl_bind_text(query, ":host", key->host);
  hl_bind_text(query, ":name", key->name);
}

bool hl_source_get(hl_store *store, const hl_source_row *key, hl_arena *arena,
                   hl_source_row *row) {
  hl_query *query = hl_query_of(
      store, "SELECT run_id, path, format, size, mtime_ns, engine, status, "
             "message, line, leads FROM main.heavylegs_source "
             "WHERE athlete = :athlete AND host = :host AND name = :name "
             "AND part = :part");
  bind_key(query, key);
  hl_bind_int(query, ":part", key->part);
  bool found = hl_query_row(query);
  if (found) {
    *row = *key;
    row->run_id = hl_column_int(query);
    row->path = hl_column_text_or_null(query, arena);
    row->format = hl_column_text_or_null(query, arena);
    row->size = hl_column_int(query);
    row->mtime_ns = hl_column_int(query);
    row->engine = hl_column_text(query, arena);
    row->status = hl_column_text(query, arena);
    row->message = hl_column_text_or_null(query, arena);
    row->line = hl_column_int(query);
    row->leads = hl_column_int(query) != 0;
  }
  hl_query_end(query);
  return found;
}

void hl_source_put(hl_store *store, const hl_source_row *row) {
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_source (athlete, host, name, part, run_id, "
      "path, format, size, mtime_ns, engine, status, message, line, leads) "
      "VALUES (:athlete, :host, :name, :part, nullif(:run_id, 0), :path, "
      ":format, :size, :mtime_ns, :engine, :status, :message, "
      "nullif(:line, 0), :leads) "
      "ON CONFLICT (athlete, host, name, part) DO UPDATE SET "
      "(run_id, path, format, size, mtime_ns, engine, status, message, line, "
      "leads) "
      "= (excluded.run_id, excluded.path, excluded.format, excluded.size, "
      "excluded.mtime_ns, excluded.engine, excluded.status, "
      "excluded.message, excluded.line, excluded.leads)");
  bind_key(query, row);
  hl_bind_int(query, ":part", row->part);
  hl_bind_int(query, ":run_id", row->run_id);
  hl_bind_text(query, ":path", row->path);
  hl_bind_text(query, ":format", row->format);
  hl_bind_int(query, ":size", row->size);
  hl_bind_int(query, ":mtime_ns", row->mtime_ns);
  hl_bind_text(query, ":engine", row->engine);
  hl_bind_text(query, ":status", row->status);
  hl_bind_text(query, ":message", row->message);
  hl_bind_int(query, ":line", row->line);
  hl_bind_int(query, ":leads", row->leads);
  hl_query_run(query);
}

void hl_source_lead(hl_store *store, hl_source_row *row) {
  hl_query *query =
      hl_query_of(store, "UPDATE main.heavylegs_source SET leads = 0 "
                         "WHERE run_id = :run_id AND leads");
  hl_bind_int(query, ":run_id", row->run_id);
  hl_query_run(query);
  row->leads = true;
}

int64_t hl_source_count(hl_store *store, int64_t run_id) {
  hl_query *query = hl_query_of(
      store, "SELECT count(*) FROM main.heavylegs_source WHERE run_id = :run");
  hl_bind_int(query, ":run", run_id);
  int64_t count = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return count;
}

void hl_source_cut(hl_store *store, const hl_source_row *key, int first) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_source WHERE athlete = :athlete "
             "AND host = :host AND name = :name AND part >= :first");
  bind_key(query, key);
  hl_bind_int(query, ":first", first);
  hl_query_run(query);
}

/* Names behind "name/": '0' is the byte after '/'. The wider range that both
** lie in lets SQLite look in one place only. */
#define OF_MEMBERS "name > :name || '/' AND name < :name || '0'"
#define OF_FILE                                                                \
  "name >= :name AND name < :name || '0' "                                     \
  "AND (name = :name OR name > :name || '/')"

void hl_source_each_failed(hl_store *store, const hl_source_row *key,
                           hl_arena *arena, hl_source_visit *visit, void *ctx) {
  hl_query *query = hl_query_of(
      store, "SELECT name, part, message, line FROM main.heavylegs_source "
             "WHERE athlete = :athlete AND host = :host AND " OF_FILE
             " AND status = 'failed' ORDER BY name, part");
  bind_key(query, key);
  while (hl_query_row(query)) {
    hl_source_row row = *key;
    row.status = "failed";
    row.name = hl_column_text(query, arena);
    row.part = (int)hl_column_int(query);
    row.message = hl_column_text_or_null(query, arena);
    row.line = hl_column_int(query);
    hl_status status = hl_store_status(store, NULL);
    if (!status) status = visit(ctx, &row);
    if (!status) continue;
    hl_store_stop(store, status);
    break;
  }
  hl_query_end(query);
}

void hl_source_cut_members(hl_store *store, const hl_source_row *key) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_source WHERE athlete = :athlete "
             "AND host = :host AND " OF_MEMBERS);
  bind_key(query, key);
  hl_query_run(query);
}
