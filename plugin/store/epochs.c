/* SPDX-License-Identifier: MIT
**
** See epochs.h.
*/
#include "store/epochs.h"

static void delete_epochs(hl_store *store, int64_t run_id) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_epochs WHERE run_id = :run_id");
  hl_bind_int(query, ":run_id", run_id);
  hl_query_run(query);
}

void hl_store_put_epochs(hl_store *store, int64_t run_id, const void *bytes,
                         size_t length) {
  if (!bytes) {
    delete_epochs(store, run_id);
    return;
  }
  hl_query *query = hl_query_of(
      store, "INSERT OR REPLACE INTO main.heavylegs_epochs "
             "(run_id, version, block) VALUES (:run_id, :version, :block)");
  hl_bind_int(query, ":run_id", run_id);
  hl_bind_int(query, ":version", HL_EPOCHS_VERSION);
  hl_bind_blob(query, ":block", bytes, length);
  hl_query_run(query);
}

void hl_store_put_facts(hl_store *store, int64_t run_id,
                        const hl_facts *facts) {
  unsigned char bytes[HL_FACTS_BYTES];
  size_t length = hl_facts_pack(facts, bytes);
  hl_query *query = hl_query_of(
      store, "INSERT OR REPLACE INTO main.heavylegs_facts "
             "(run_id, version, block) VALUES (:run_id, :version, :block)");
  hl_bind_int(query, ":run_id", run_id);
  hl_bind_int(query, ":version", HL_FACTS_VERSION);
  hl_bind_blob(query, ":block", bytes, length);
  hl_query_run(query);
}

bool hl_store_get_epochs(hl_store *store, int64_t run_id, hl_arena *arena,
                         hl_epochs *epochs) {
  hl_query *query =
      hl_query_of(store, "SELECT block FROM main.heavylegs_epochs "
                         "WHERE run_id = :run_id AND version = :version");
  hl_bind_int(query, ":run_id", run_id);
  hl_bind_int(query, ":version", HL_EPOCHS_VERSION);
  const void *bytes = NULL;
  size_t length = 0;
  if (hl_query_row(query)) bytes = hl_column_blob(query, arena, &length);
  hl_query_end(query);
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
