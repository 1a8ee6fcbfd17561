/* SPDX-License-Identifier: MIT
**
** See gc_files.h.
*/
#include "hosts/gc_files.h"

#include <string.h>

#include "hosts/gc_folder.h"

static hl_query *select_files(hl_store *store, const hl_gc_place *place) {
  hl_query *query = hl_query_of(
      store, "SELECT name, run_id, format = 'gcjson', size, mtime_ns "
             "FROM main.heavylegs_source AS s WHERE athlete = :athlete "
             "AND host = '' AND run_id IS NOT NULL AND "
             "substr(name, 1, length(:folder)) = :folder AND part = (SELECT "
             "min(part) FROM main.heavylegs_source AS t WHERE t.name = "
             "s.name AND t.host = '' AND t.athlete = s.athlete) "
             "ORDER BY name");
  hl_text prefix = {0};
  hl_text_format(&prefix, "%s" HL_GC_ACTIVITIES "/", place->folder);
  if (hl_text_status(&prefix)) hl_store_stop(store, HL_E_NOMEM);
  hl_bind_text(query, ":athlete", place->athlete);
  hl_bind_text(query, ":folder", hl_text_cstr(&prefix));
  hl_text_free(&prefix);
  return query;
}

hl_gc_file *hl_gc_files(hl_store *store, const hl_gc_place *place,
                        hl_arena *arena, size_t *count) {
  hl_gc_file *list = NULL;
  size_t n = 0, room = 0;
  hl_query *query = select_files(store, place);
  while (hl_query_row(query)) {
    if (n == room) {
      size_t more = room ? room * 2 : 256;
      list = hl_arena_grow(arena, list, room, more, sizeof *list);
      room = more;
    }
    if (!list) {
      hl_store_stop(store, HL_E_NOMEM);
      n = 0;
      break;
    }
    hl_gc_file *file = &list[n++];
    file->path = hl_column_text(query, arena);
    file->run_id = hl_column_int(query);
    file->is_json = hl_column_int(query) != 0;
    file->stamp.size = hl_column_int(query);
    file->stamp.mtime_ns = hl_column_int(query);
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
  hl_gc_fields_read(store, file->run_id, arena, &wish->fields);
  wish->old = hl_write_get(store, &like, arena);
  if (wish->old.id) wish->memory = hl_gc_recall(store, &wish->old, arena);
  hl_status status = hl_store_status(store, err);
  if (!status) status = hl_gc_fields_hash(&wish->fields, wish->hash, err);
  if (status) return status;
  wish->is_needed = wish->old.id || wish->fields.says_something;
  wish->is_said = wish->old.id && !strcmp(wish->memory.wrote, wish->hash);
  return HL_OK;
}
