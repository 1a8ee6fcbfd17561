/* SPDX-License-Identifier: MIT
**
** See setting.h.
*/
#include "store/setting.h"

const char *hl_setting_get(hl_store *store, const char *athlete,
                           const char *key, hl_arena *arena,
                           hl_setting_row *row) {
  hl_query *query = hl_query_of(
      store, "SELECT value, uid, machine FROM main.heavylegs_setting "
             "WHERE key = :key AND athlete IN ('', :athlete) "
             "ORDER BY athlete DESC LIMIT 1");
  hl_bind_text(query, ":athlete", athlete);
  hl_bind_text(query, ":key", key);
  const char *value = NULL;
  if (hl_query_row(query)) {
    value = hl_column_text(query, arena);
    if (row) {
      *row = (hl_setting_row){.athlete = athlete, .key = key, .value = value};
      row->uid = hl_column_is_null(query) ? -1 : 0;
      row->uid += hl_column_int(query);
      row->machine = hl_column_text_or_null(query, arena);
    }
  }
  hl_query_end(query);
  return value;
}

static bool take_away(hl_store *store, const hl_setting_row *row) {
  hl_query *query = hl_query_of(store, "DELETE FROM main.heavylegs_setting "
                                       "WHERE athlete = :athlete "
                                       "AND key = :key");
  hl_bind_text(query, ":athlete", row->athlete);
  hl_bind_text(query, ":key", row->key);
  return hl_query_run(query) > 0;
}

bool hl_setting_put(hl_store *store, const hl_setting_row *row) {
  if (!row->value) return take_away(store, row);
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_setting (athlete, key, value, uid, machine) "
      "VALUES (:athlete, :key, :value, nullif(:uid, -1), :machine) "
      "ON CONFLICT (athlete, key) DO UPDATE SET (value, uid, machine) = "
      "(excluded.value, excluded.uid, excluded.machine) "
      "WHERE (value, uid, machine) IS NOT "
      "(excluded.value, excluded.uid, excluded.machine)");
  hl_bind_text(query, ":athlete", row->athlete);
  hl_bind_text(query, ":key", row->key);
  hl_bind_text(query, ":value", row->value);
  hl_bind_int(query, ":uid", row->uid);
  hl_bind_text(query, ":machine", row->machine);
  return hl_query_run(query) > 0;
}
