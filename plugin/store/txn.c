/* SPDX-License-Identifier: MIT
**
** See txn.h. SQLite itself rolls a whole transaction back after some errors
** (disk full, I/O): then there is nothing left to undo, and in a host's
** transaction the host's own work is gone too, by SQLite's decision.
*/
#include "store/txn.h"

#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

enum {
  PATIENCE_MS = 5000, /* as long as pyTrainer and the command line wait */
  PAUSE_MS = 50
};

static bool any_statement_writes(sqlite3 *db) {
  sqlite3_stmt *stmt = NULL;
  while ((stmt = sqlite3_next_stmt(db, stmt)) != NULL)
    if (sqlite3_stmt_busy(stmt) && !sqlite3_stmt_readonly(stmt)) return true;
  return false;
}

static void refuse_bad_place(hl_store *store, bool autocommit) {
  sqlite3 *db = hl_store_db(store);
  if (any_statement_writes(db))
    hl_store_fail(store, HL_E_USAGE,
                  "this cannot run inside a statement that writes: call it as "
                  "SELECT heavylegs_...() alone, or use INSERT INTO "
                  "heavylegs(command, argument) SELECT ...");
  else if (autocommit && sqlite3_txn_state(db, NULL) != SQLITE_TXN_NONE)
    hl_store_fail(store, HL_E_USAGE,
                  "another statement of this connection is still reading: call "
                  "this as SELECT heavylegs_...() alone, without FROM");
}

/* How long the connection itself waits for a lock; 0: it does not. */
static int64_t own_patience_ms(hl_store *store) {
  hl_query *query = hl_query_of(store, "PRAGMA busy_timeout");
  int64_t ms = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return ms;
}

/* Another program may hold the lock for a moment, and not every host waits by
** itself. An interrupt ends the waiting, as the statement says so then. */
static void run_patiently(hl_store *store, const char *sql) {
  sqlite3 *db = hl_store_db(store);
  int64_t left_ms = own_patience_ms(store) > 0 ? 0 : PATIENCE_MS;
  hl_store_exec(store, sql);
  while (hl_store_failed(store) && left_ms > 0 &&
         (sqlite3_errcode(db) & 0xff) == SQLITE_BUSY) {
    sqlite3_sleep(PAUSE_MS);
    left_ms -= PAUSE_MS;
    hl_store_forget(store);
    hl_store_exec(store, sql);
  }
}

hl_status hl_txn_wait(hl_store *store) {
  if (sqlite3_get_autocommit(hl_store_db(store)))
    run_patiently(store, "SELECT 1 FROM main.sqlite_master LIMIT 1");
  return hl_store_status(store, NULL);
}

static const char release[] = "RELEASE heavylegs";

/* Prepared now: when the end has to be an undoing, there may be no memory. */
static void prepare_end(hl_txn *txn, const char *commit, const char *undo,
                        const char *after) {
  txn->commit = commit;
  txn->undo = undo;
  txn->after = after;
  hl_txn_renew(txn);
}

void hl_txn_renew(hl_txn *txn) {
  if (txn->commit) hl_query_renew(txn->store, txn->commit);
  if (txn->undo) hl_query_renew(txn->store, txn->undo);
}

hl_status hl_txn_begin(hl_txn *txn, hl_store *store, hl_txn_kind kind,
                       bool inside_statement) {
  *txn = (hl_txn){.store = store};
  txn->in_hosts = !sqlite3_get_autocommit(hl_store_db(store));
  if (inside_statement) return hl_store_status(store, NULL);
  bool autocommit = sqlite3_get_autocommit(hl_store_db(store)) != 0;
  if (kind == HL_TXN_WRITE) refuse_bad_place(store, autocommit);
  if (autocommit) {
    prepare_end(txn, "COMMIT", "ROLLBACK", NULL);
    if (kind == HL_TXN_WRITE)
      run_patiently(store, "BEGIN IMMEDIATE");
    else
      hl_store_exec(store, "BEGIN");
  } else {
    prepare_end(txn, release, "ROLLBACK TO heavylegs", release);
    hl_store_exec(store, "SAVEPOINT heavylegs");
  }
  if (hl_store_failed(store)) txn->commit = txn->undo = txn->after = NULL;
  return hl_store_status(store, NULL);
}

hl_status hl_txn_end(hl_txn *txn, hl_error *err) {
  hl_store *store = txn->store;
  if (txn->commit && !hl_store_failed(store))
    hl_store_run_anyway(store, txn->commit);
  bool open = !sqlite3_get_autocommit(hl_store_db(store));
  if (txn->undo && hl_store_failed(store) && open) {
    hl_store_run_anyway(store, txn->undo);
    if (txn->after) hl_store_run_anyway(store, txn->after);
  }
  hl_status status = hl_store_status(store, err);
  bool still_open = !sqlite3_get_autocommit(hl_store_db(store));
  if (txn->in_hosts && !open)
    hl_error_add(err, "; SQLite undid the whole transaction");
  if (txn->undo && !txn->in_hosts && still_open)
    hl_error_add(err, "; the transaction is still open: ROLLBACK ends it");
  *txn = (hl_txn){.store = store};
  return status;
}

bool hl_store_in_transaction(hl_store *store) {
  return !sqlite3_get_autocommit(hl_store_db(store));
}

int64_t hl_store_data_version(hl_store *store) {
  hl_query *query = hl_query_of(store, "PRAGMA main.data_version");
  int64_t version = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return version;
}
