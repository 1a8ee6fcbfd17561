/* SPDX-License-Identifier: MIT
**
** See gc_files.h.
*/
#include "hosts/gc_files.h"

#include <string.h>

#include "hosts/gc_folder.h"

/* One statement for all of them: an unchanged folder costs little more. */
static hl_query *select_files(hl_store *store, const hl_gc_place *place) {
  hl_query *query = hl_query_of(
      store,
      "WITH recent(id) AS MATERIALIZED (SELECT id FROM main.heavylegs_run "
      "WHERE athlete = :athlete AND is_run AND duplicate_of IS NULL "
      "ORDER BY start_ms DESC, id LIMIT :last), "
      "file AS (SELECT s.name, s.format, s.size, s.mtime_ns, s.run_id, "
      "s.run_id IN recent AS is_recent, r.judged_key || CASE "
      "WHEN s.run_id IN recent THEN ' recent' ELSE '' END AS key "
      "FROM main.heavylegs_source AS s "
      "JOIN main.heavylegs_run AS r ON r.id = s.run_id "
      "WHERE s.athlete = :athlete AND s.host = '' "
      "AND s.name >= :folder AND s.name < :folder || char(1114111) "
      "AND s.part = (SELECT min(part) FROM main.heavylegs_source AS t "
      "WHERE t.athlete = :athlete AND t.host = '' AND t.name = s.name "
      "AND t.run_id IS NOT NULL)) "
      "SELECT name, run_id, is_recent, ifnull(key, ''), format = 'gcjson', "
      "size, mtime_ns, EXISTS (SELECT 1 FROM main.heavylegs_write AS w "
      "WHERE w.host = '" HL_GC_HOST "' AND w.target = name "
      "AND w.state = 'written' AND json_extract(w.inverse, '$.key') = key "
      "AND json_extract(w.inverse, '$.mtime_ns') = mtime_ns) "
      "FROM file ORDER BY name");
  hl_text prefix = {0};
  hl_text_format(&prefix, "%s" HL_GC_ACTIVITIES "/", place->folder);
  if (hl_text_status(&prefix)) hl_store_stop(store, HL_E_NOMEM);
  hl_bind_text(query, ":athlete", place->athlete);
  hl_bind_int(query, ":last", HL_GC_STATUS_RUNS);
  hl_bind_text(query, ":folder", hl_text_cstr(&prefix));
  hl_text_free(&prefix);
  return query;
}

static hl_gc_file read_file(hl_query *query, const hl_gc_place *place,
                            hl_arena *arena) {
  hl_gc_file file = {.path = hl_column_text(query, arena)};
  file.run.athlete = place->athlete;
  file.run.id = hl_column_int(query);
  file.run.is_recent = hl_column_int(query) != 0;
  file.key = hl_column_text(query, arena);
  file.is_json = hl_column_int(query) != 0;
  file.stamp.size = hl_column_int(query);
  file.stamp.mtime_ns = hl_column_int(query);
  file.is_settled = hl_column_int(query) != 0;
  return file;
}

hl_gc_file *hl_gc_files(hl_store *store, const hl_gc_place *place,
                        hl_arena *arena, size_t *count) {
  hl_gc_file *list = NULL;
  size_t n = 0, room = 0;
  hl_query *query = select_files(store, place);
  while (hl_query_row(query)) {
    list = hl_arena_more(arena, list, n, &room, sizeof *list);
    if (!list) {
      hl_store_stop(store, HL_E_NOMEM);
      n = 0;
      break;
    }
    list[n++] = read_file(query, place, arena);
  }
  hl_query_end(query);
  *count = n;
  return list;
}

hl_status hl_gc_wish_read(hl_store *store, const hl_gc_file *file,
                          hl_arena *arena, hl_gc_wish *wish, hl_error *err) {
  const hl_write_row like = {
      .host = HL_GC_HOST, .state = "written", .target = file->path};
  *wish = (hl_gc_wish){.is_needed = false};
  hl_gc_fields_read(store, &file->run, arena, &wish->fields);
  wish->old = hl_write_get(store, &like, arena);
  if (wish->old.id) wish->memory = hl_gc_recall(store, &wish->old, arena);
  hl_status status = hl_store_status(store, err);
  if (!status) status = hl_gc_fields_hash(&wish->fields, wish->hash, err);
  if (status) return status;
  wish->is_needed = wish->old.id || wish->fields.says_something;
  wish->is_said = wish->old.id && !strcmp(wish->memory.wrote, wish->hash);
  return HL_OK;
}
