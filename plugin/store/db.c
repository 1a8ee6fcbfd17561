/* SPDX-License-Identifier: MIT
**
** See db.h. How SQLite's answers become ours is in one place, fail_sqlite():
** an interrupt is a cancel, a lock says who to ask, the rest is the library's
** own sentence.
*/
#include "store/db.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

struct hl_query {
  hl_store *store;
  const char *sql;
  sqlite3_stmt *stmt; /* NULL: the one that does nothing */
  int column;         /* next to be read */
  hl_query *next;
};

struct hl_store {
  sqlite3 *db;
  hl_error error;
  hl_query nothing;
  hl_query *queries;
};

hl_store *hl_store_open(sqlite3 *db) {
  hl_store *store = calloc(1, sizeof *store);
  if (!store) return NULL;
  store->db = db;
  store->nothing.store = store;
  return store;
}

void hl_store_close(hl_store *store) {
  if (!store) return;
  while (store->queries) {
    hl_query *query = store->queries;
    store->queries = query->next;
    sqlite3_finalize(query->stmt);
    free(query);
  }
  free(store);
}

sqlite3 *hl_store_db(hl_store *store) {
  return store->db;
}

bool hl_store_failed(const hl_store *store) {
  return store->error.status != HL_OK;
}

hl_status hl_store_status(const hl_store *store, hl_error *err) {
  if (store->error.status && err && !err->status) *err = store->error;
  return store->error.status;
}

hl_status hl_store_fail(hl_store *store, hl_status status, const char *text) {
  return hl_fail(&store->error, status, "%s", text);
}

hl_status hl_store_stop(hl_store *store, hl_status status) {
  if (status == HL_E_NOMEM) return hl_nomem(&store->error);
  return hl_fail(&store->error, status, "stopped: %s", hl_status_name(status));
}

void hl_store_forget(hl_store *store) {
  store->error = (hl_error){0};
}

static void fail_sqlite(hl_store *store, int code) {
  hl_error *err = &store->error;
  switch (code & 0xff) {
  case SQLITE_NOMEM: hl_nomem(err); break;
  case SQLITE_INTERRUPT: hl_fail(err, HL_E_CANCEL, "cancelled"); break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    hl_fail(err, HL_E_HOST,
            "the database is in use by another program or statement; nothing "
            "was changed, try again when it is free (%s)",
            sqlite3_errmsg(store->db));
    break;
  case SQLITE_READONLY:
    hl_fail(err, HL_E_HOST, "the database is read-only: nothing can be stored");
    break;
  case SQLITE_FULL:
    hl_fail(err, HL_E_HOST, "no room left for the database");
    break;
  default: hl_fail(err, HL_E_HOST, "database: %s", sqlite3_errmsg(store->db));
  }
}

static hl_query *prepare(hl_store *store, const char *sql) {
  hl_query *query = calloc(1, sizeof *query);
  if (!query) {
    hl_nomem(&store->error);
    return &store->nothing;
  }
  query->store = store;
  query->sql = sql;
  int code = sqlite3_prepare_v2(store->db, sql, -1, &query->stmt, NULL);
  if (code != SQLITE_OK) {
    fail_sqlite(store, code);
    free(query);
    return &store->nothing;
  }
  query->next = store->queries;
  store->queries = query;
  return query;
}

hl_query *hl_query_of(hl_store *store, const char *sql) {
  if (hl_store_failed(store)) return &store->nothing;
  for (hl_query *query = store->queries; query; query = query->next) {
    if (query->sql == sql) {
      sqlite3_reset(query->stmt);
      sqlite3_clear_bindings(query->stmt);
      return query;
    }
  }
  return prepare(store, sql);
}

void hl_query_renew(hl_store *store, const char *sql) {
  hl_query **at = &store->queries;
  while (*at && (*at)->sql != sql)
    at = &(*at)->next;
  if (*at) {
    hl_query *old = *at;
    *at = old->next;
    sqlite3_finalize(old->stmt);
    free(old);
  }
  hl_query_of(store, sql);
}

/* Index of a named value; 0 where nothing is to be done. A name that the
** statement does not have is a slip of ours. */
static int index_of(hl_query *query, const char *name) {
  if (!query->stmt || hl_store_failed(query->store)) return 0;
  int index = sqlite3_bind_parameter_index(query->stmt, name);
  if (!index)
    hl_fail(&query->store->error, HL_E_INTERNAL, "no value %s in: %.80s", name,
            query->sql);
  return index;
}

static void check_bind(hl_query *query, int code) {
  if (code != SQLITE_OK) fail_sqlite(query->store, code);
}

void hl_bind_int(hl_query *query, const char *name, int64_t value) {
  int index = index_of(query, name);
  if (index) check_bind(query, sqlite3_bind_int64(query->stmt, index, value));
}

void hl_bind_double(hl_query *query, const char *name, double value) {
  int index = index_of(query, name);
  if (index && !isnan(value))
    check_bind(query, sqlite3_bind_double(query->stmt, index, value));
}

void hl_bind_text(hl_query *query, const char *name, const char *value) {
  int index = index_of(query, name);
  if (index && value)
    check_bind(query, sqlite3_bind_text(query->stmt, index, value, -1,
                                        SQLITE_TRANSIENT));
}

void hl_bind_blob(hl_query *query, const char *name, const void *bytes,
                  size_t length) {
  int index = index_of(query, name);
  if (index && bytes)
    check_bind(query, sqlite3_bind_blob64(query->stmt, index, bytes, length,
                                          SQLITE_TRANSIENT));
}

bool hl_query_row(hl_query *query) {
  query->column = 0;
  if (!query->stmt || hl_store_failed(query->store)) return false;
  int code = sqlite3_step(query->stmt);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail_sqlite(query->store, code);
  sqlite3_reset(query->stmt);
  return false;
}

void hl_query_end(hl_query *query) {
  if (query->stmt) sqlite3_reset(query->stmt);
}

int64_t hl_query_run(hl_query *query) {
  while (hl_query_row(query))
    continue;
  return query->stmt && !hl_store_failed(query->store)
             ? sqlite3_changes(query->store->db)
             : 0;
}

int64_t hl_column_int(hl_query *query) {
  return query->stmt ? sqlite3_column_int64(query->stmt, query->column++) : 0;
}

double hl_column_double(hl_query *query) {
  if (!query->stmt || hl_column_is_null(query)) {
    query->column++;
    return NAN;
  }
  return sqlite3_column_double(query->stmt, query->column++);
}

const void *hl_column_blob(hl_query *query, hl_arena *arena, size_t *length) {
  *length = 0;
  if (!query->stmt || hl_column_is_null(query)) {
    query->column++;
    return NULL;
  }
  const void *bytes = sqlite3_column_blob(query->stmt, query->column);
  size_t size = (size_t)sqlite3_column_bytes(query->stmt, query->column++);
  char *copy = hl_arena_text(arena, bytes ? bytes : "", size);
  if (!copy)
    hl_nomem(&query->store->error);
  else
    *length = size;
  return copy;
}

const char *hl_column_text_or_null(hl_query *query, hl_arena *arena) {
  size_t length;
  if (query->stmt) /* a number that a user wrote there is read as its text */
    (void)sqlite3_column_text(query->stmt, query->column);
  return hl_column_blob(query, arena, &length);
}

const char *hl_column_text(hl_query *query, hl_arena *arena) {
  const char *text = hl_column_text_or_null(query, arena);
  return text ? text : "";
}

bool hl_column_is_null(const hl_query *query) {
  return !query->stmt ||
         sqlite3_column_type(query->stmt, query->column) == SQLITE_NULL;
}

void hl_store_exec(hl_store *store, const char *sql) {
  while (!hl_store_failed(store) && *sql) {
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &stmt, &sql);
    while (code == SQLITE_OK && stmt) {
      code = sqlite3_step(stmt);
      if (code != SQLITE_ROW) break;
      code = SQLITE_OK;
    }
    if (code != SQLITE_OK && code != SQLITE_DONE) fail_sqlite(store, code);
    sqlite3_finalize(stmt);
  }
}

void hl_store_run_anyway(hl_store *store, const char *sql) {
  hl_error first = store->error;
  for (hl_query *query = store->queries; query; query = query->next)
    sqlite3_reset(query->stmt);
  hl_store_forget(store);
  hl_query_run(hl_query_of(store, sql));
  if (first.status) store->error = first;
}
