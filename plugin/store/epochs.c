/* SPDX-License-Identifier: MIT
**
** See epochs.h.
*/
#include "store/epochs.h"

static bool delete_epochs(hl_store *store, int64_t run_id) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_epochs WHERE run_id = :run_id");
  hl_bind_int(query, ":run_id", run_id);
  return hl_query_run(query) > 0;
}

static bool put_block(hl_query *query, int64_t run_id, int version,
                      const void *bytes, size_t length) {
  hl_bind_int(query, ":run_id", run_id);
  hl_bind_int(query, ":version", version);
  hl_bind_blob(query, ":block", bytes, length);
  return hl_query_run(query) > 0;
}

bool hl_store_put_epochs(hl_store *store, int64_t run_id, const void *bytes,
                         size_t length) {
  if (!bytes) return delete_epochs(store, run_id);
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_epochs (run_id, version, block) "
      "VALUES (:run_id, :version, :block) ON CONFLICT (run_id) DO UPDATE "
      "SET version = excluded.version, block = excluded.block "
      "WHERE version <> excluded.version OR block <> excluded.block");
  return put_block(query, run_id, HL_EPOCHS_VERSION, bytes, length);
}

bool hl_store_put_facts(hl_store *store, int64_t run_id,
                        const hl_facts *facts) {
  unsigned char bytes[HL_FACTS_BYTES];
  size_t length = hl_facts_pack(facts, bytes);
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_facts (run_id, version, block) "
      "VALUES (:run_id, :version, :block) ON CONFLICT (run_id) DO UPDATE "
      "SET version = excluded.version, block = excluded.block "
      "WHERE version <> excluded.version OR block <> excluded.block");
  return put_block(query, run_id, HL_FACTS_VERSION, bytes, length);
}

const void *hl_store_get_epochs_block(hl_store *store, int64_t run_id,
                                      hl_arena *arena, size_t *length) {
  hl_query *query =
      hl_query_of(store, "SELECT block FROM main.heavylegs_epochs "
                         "WHERE run_id = :run_id AND version = :version");
  hl_bind_int(query, ":run_id", run_id);
  hl_bind_int(query, ":version", HL_EPOCHS_VERSION);
  const void *bytes = NULL;
  *length = 0;
  if (hl_query_row(query)) bytes = hl_column_blob(query, arena, length);
  hl_query_end(query);
  return bytes;
}

bool hl_store_get_epochs(hl_store *store, int64_t run_id, hl_arena *arena,
                         hl_epochs *epochs) {
  size_t length;
  const void *bytes = hl_store_get_epochs_block(store, run_id, arena, &length);
  hl_error damaged = {0};
  hl_status status =
      bytes ? hl_epochs_unpack(bytes, length, arena, epochs, &damaged)
            : HL_E_INPUT;
  if (status == HL_E_NOMEM) hl_store_stop(store, HL_E_NOMEM);
  return status == HL_OK;
}

bool hl_store_get_facts(hl_store *store, int64_t run_id, hl_facts *facts) {
  hl_query *query =
      hl_query_of(store, "SELECT block FROM main.heavylegs_facts "
                         "WHERE run_id = :run_id AND version = :version");
  hl_bind_int(query, ":run_id", run_id);
  hl_bind_int(query, ":version", HL_FACTS_VERSION);
  hl_arena arena = {0};
  const void *bytes = NULL;
  size_t length = 0;
  if (hl_query_row(query)) bytes = hl_column_blob(query, &arena, &length);
  hl_query_end(query);
  hl_error damaged = {0};
  bool good = bytes && hl_facts_unpack(bytes, length, facts, &damaged) == HL_OK;
  hl_arena_free(&arena);
  return good;
}
