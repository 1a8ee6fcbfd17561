/* SPDX-License-Identifier: MIT
**
** See spool.h. Beside the tables of schema.sql there are some that exist only
** while results wait:
**   ended   a file was read to its end and has so many parts
**   closed  this finding of the host's database no longer stands
**   gone    this rule is no longer there for this run
**   judged  the key under which this run now is judged, and its effort
*/
#include "annotate/spool.h"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "store/schema.h"

/* Copies of one recording wait side by side until it is settled which of them
** is new, so what is unique in a database is not in a spool. */
static const char extra[] =
    "DROP INDEX main.heavylegs_run_content;"
    "DROP INDEX main.heavylegs_finding_standing;"
    "CREATE TABLE ended (name TEXT PRIMARY KEY, parts INTEGER);"
    "CREATE TABLE closed (athlete TEXT, finding_id INTEGER);"
    "CREATE TABLE gone (athlete TEXT, run_id INTEGER, rule TEXT);"
    "CREATE TABLE judged (run_id INTEGER PRIMARY KEY, key TEXT, "
    "effort_bpm REAL);";

hl_status hl_spool_open(hl_spool *spool, hl_error *err) {
  *spool = (hl_spool){0};
  int code = sqlite3_open_v2("", &spool->db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                 SQLITE_OPEN_PRIVATECACHE,
                             NULL);
  if (code != SQLITE_OK)
    return code == SQLITE_NOMEM
               ? hl_nomem(err)
               : hl_fail(err, HL_E_HOST, "no temporary database: %s",
                         sqlite3_errstr(code));
  spool->store = hl_store_open(spool->db);
  if (!spool->store) return hl_nomem(err);
  hl_store_exec(spool->store, "PRAGMA journal_mode = OFF;"
                              "PRAGMA synchronous = OFF; BEGIN");
  hl_schema_ensure(spool->store, true);
  hl_store_exec(spool->store, extra);
  return hl_store_status(spool->store, err);
}

void hl_spool_close(hl_spool *spool) {
  hl_store_close(spool->store);
  sqlite3_close(spool->db);
  *spool = (hl_spool){0};
}

static const char *const forget_steps[] = {
    "DELETE FROM main.heavylegs_status WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_finding WHERE athlete = :athlete",
    "DELETE FROM main.closed WHERE athlete = :athlete",
    "DELETE FROM main.gone WHERE athlete = :athlete",
};

hl_status hl_spool_forget(hl_spool *spool, const char *athlete, hl_error *err) {
  for (size_t i = 0; i < sizeof forget_steps / sizeof forget_steps[0]; i++) {
    hl_query *query = hl_query_of(spool->store, forget_steps[i]);
    hl_bind_text(query, ":athlete", athlete);
    hl_query_run(query);
  }
  return hl_store_status(spool->store, err);
}

hl_status hl_spool_clear(hl_spool *spool, hl_error *err) {
  hl_spool_close(spool);
  return hl_spool_open(spool, err);
}
