/* SPDX-License-Identifier: MIT
**
** A database for tests of rooms that speak SQL through the function table that
** SQLite hands to an extension: test_db_open() fetches that table as a host's
** load would, and gives an in-memory database.
*/
#ifndef TESTS_STORE_DB_H
#define TESTS_STORE_DB_H

#include <sqlite3.h>

#include "hl_test.h"

/* What sqlite3ext.h calls through; in the plugin doors/extension.c has it. */
extern const struct sqlite3_api_routines *sqlite3_api;
const struct sqlite3_api_routines *sqlite3_api = NULL;

static int test_db_take_api(sqlite3 *db, char **message,
                            const struct sqlite3_api_routines *api) {
  (void)db;
  (void)message;
  sqlite3_api = api;
  return SQLITE_OK;
}

static inline sqlite3 *test_db_open(const char *path) {
  sqlite3 *db = NULL;
  sqlite3_auto_extension((void (*)(void))test_db_take_api);
  assert_int_equal(sqlite3_open(path ? path : ":memory:", &db), SQLITE_OK);
  sqlite3_reset_auto_extension();
  assert_non_null(sqlite3_api);
  return db;
}

static inline void test_db_exec(sqlite3 *db, const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
    fail_msg("%s: %s", sql, message);
}

/* The first value of the first row; -1 when there is none. */
static inline long long test_db_int(sqlite3 *db, const char *sql) {
  sqlite3_stmt *stmt = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  long long value =
      sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
  sqlite3_finalize(stmt);
  return value;
}

/* The same as text, in a buffer of the caller; "" for NULL or no row. */
static inline const char *test_db_text(sqlite3 *db, const char *sql,
                                       char *buffer, size_t size) {
  sqlite3_stmt *stmt = NULL;
  buffer[0] = '\0';
  if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
    snprintf(buffer, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  return buffer;
}

/* Our tables as version 2 had them. */
#define AS_VERSION_2                                                           \
  "DROP VIEW heavylegs_unseen;"                                                \
  "DROP TABLE heavylegs_memory;"                                               \
  "ALTER TABLE heavylegs_report DROP COLUMN heavy_runs;"                       \
  "ALTER TABLE heavylegs_day DROP COLUMN heavy;"                               \
  "ALTER TABLE heavylegs_day DROP COLUMN eased;"                               \
  "ALTER TABLE heavylegs_day DROP COLUMN heavy_runs;"                          \
  "ALTER TABLE heavylegs_day DROP COLUMN said_ms;"                             \
  "UPDATE heavylegs_meta SET value = 2 WHERE key = 'schema_version'"

#endif
