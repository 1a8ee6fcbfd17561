/* SPDX-License-Identifier: MIT
**
** See memory.h.
*/
#include "store/memory.h"

void hl_memory_put(hl_store *store, const hl_memory *memory) {
  hl_query *query = hl_query_of(
      store, "INSERT OR REPLACE INTO main.heavylegs_memory (run_id, key, "
             "found, heart_z, arbiter, open) VALUES (:run_id, :key, :found, "
             ":heart_z, :arbiter, :open)");
  hl_bind_int(query, ":run_id", memory->run_id);
  hl_bind_text(query, ":key", memory->key);
  hl_bind_text(query, ":found", memory->found);
  hl_bind_double(query, ":heart_z", memory->heart_z);
  hl_bind_blob(query, ":arbiter", memory->arbiter, memory->length);
  hl_bind_text(query, ":open", memory->open);
  hl_query_run(query);
}

static void read_memory(hl_query *query, hl_arena *arena, hl_memory *memory) {
  memory->run_id = hl_column_int(query);
  memory->key = hl_column_text(query, arena);
  memory->found = hl_column_text_or_null(query, arena);
  memory->heart_z = hl_column_double(query);
  memory->arbiter = hl_column_blob(query, arena, &memory->length);
  memory->open = hl_column_text_or_null(query, arena);
}

bool hl_memory_get(hl_store *store, int64_t run_id, hl_arena *arena,
                   hl_memory *memory) {
  hl_query *query =
      hl_query_of(store, "SELECT run_id, key, found, heart_z, arbiter, open "
                         "FROM main.heavylegs_memory WHERE run_id = :run_id");
  hl_bind_int(query, ":run_id", run_id);
  bool found = hl_query_row(query);
  if (found) read_memory(query, arena, memory);
  hl_query_end(query);
  return found;
}

void hl_memory_copy(hl_store *from, hl_store *to) {
  hl_arena arena = {0};
  hl_query *query =
      hl_query_of(from, "SELECT run_id, key, found, heart_z, arbiter, open "
                        "FROM main.heavylegs_memory");
  while (hl_query_row(query)) {
    hl_memory memory;
    read_memory(query, &arena, &memory);
    hl_memory_put(to, &memory);
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
}
