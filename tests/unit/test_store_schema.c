/* SPDX-License-Identifier: MIT
**
** Tables of ours: made, refused, migrated, dropped, and the transactions that
** each place of a host allows.
*/
#include "store_db.h"

#include "store/schema.h"
#include "store/txn.h"

static long long objects(sqlite3 *db) {
  return test_db_int(db, "SELECT count(*) FROM sqlite_master");
}

static void makes_the_tables_once(void **state) {
  (void)state;
  sqlite3 *db = test_db_open(NULL);
  hl_store *store = hl_store_open(db);
  assert_int_equal(hl_schema_version(store), 0);
  assert_int_equal(hl_schema_ensure(store, true), HL_OK);
  assert_int_equal(hl_schema_version(store), HL_SCHEMA_VERSION);
  long long made = objects(db);
  assert_true(made > 15);
  long long changes = sqlite3_total_changes(db);
  assert_int_equal(hl_schema_ensure(store, true), HL_OK);
  assert_int_equal(objects(db), made);
  assert_int_equal(sqlite3_total_changes(db), changes);
  hl_store_close(store);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void drops_every_table_and_no_other(void **state) {
  (void)state;
  sqlite3 *db = test_db_open(NULL);
  test_db_exec(db, "CREATE TABLE heavylegs_of_a_user (x);"
                   "CREATE TABLE records (x)");
  hl_store *store = hl_store_open(db);
  assert_int_equal(hl_schema_ensure(store, true), HL_OK);
  assert_int_equal(hl_schema_drop(store), HL_OK);
  assert_int_equal(objects(db), 2);
  hl_store_close(store);
  sqlite3_close(db);
}

static void refuses_tables_newer_than_itself(void **state) {
  (void)state;
  sqlite3 *db = test_db_open(NULL);
  hl_store *store = hl_store_open(db);
  assert_int_equal(hl_schema_ensure(store, true), HL_OK);
  test_db_exec(db, "UPDATE heavylegs_meta SET value = '999' "
                   "WHERE key = 'schema_version'");
  hl_error err = {0};
  assert_int_equal(hl_schema_ensure(store, true), HL_E_HOST);
  hl_store_status(store, &err);
  assert_non_null(strstr(err.text, "newer heavylegs"));
  hl_store_close(store);
  sqlite3_close(db);
}

static void refuses_a_table_of_another_program(void **state) {
  (void)state;
  sqlite3 *db = test_db_open(NULL);
  test_db_exec(db, "CREATE TABLE heavylegs_meta (key, value)");
  hl_store *store = hl_store_open(db);
  assert_int_equal(hl_schema_version(store), 0);
  hl_error err = {0};
  assert_int_equal(hl_store_status(store, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "another program"));
  hl_store_close(store);
  sqlite3_close(db);
}

static const hl_migration steps[] = {
    {2, false, "ALTER TABLE heavylegs_old ADD COLUMN second"},
    {3, true,
     "CREATE TABLE heavylegs_new (first, second);"
     "INSERT INTO heavylegs_new SELECT * FROM heavylegs_old;"
     "DROP TABLE heavylegs_old;"},
};

static sqlite3 *old_database(hl_store **store, const char *version) {
  sqlite3 *db = test_db_open(NULL);
  test_db_exec(db, "CREATE TABLE heavylegs_meta (key TEXT PRIMARY KEY, value)");
  test_db_exec(db, "CREATE TABLE heavylegs_old (first);"
                   "INSERT INTO heavylegs_old VALUES (7)");
  sqlite3_stmt *stmt = NULL;
  sqlite3_prepare_v2(db,
                     "INSERT INTO heavylegs_meta VALUES ('schema_version', ?)",
                     -1, &stmt, NULL);
  sqlite3_bind_text(stmt, 1, version, -1, SQLITE_STATIC);
  sqlite3_step(stmt);
  sqlite3_finalize(stmt);
  *store = hl_store_open(db);
  return db;
}

static void brings_an_old_version_forward(void **state) {
  (void)state;
  hl_store *store;
  sqlite3 *db = old_database(&store, "1");
  assert_int_equal(hl_schema_migrate(store, 1, true, steps, 2), HL_OK);
  assert_int_equal(test_db_int(db, "SELECT first FROM heavylegs_new"), 7);
  char text[16];
  assert_string_equal(
      test_db_text(db, "SELECT value FROM heavylegs_meta", text, sizeof text),
      "3");
  hl_store_close(store);
  sqlite3_close(db);
}

static void skips_steps_that_are_done(void **state) {
  (void)state;
  hl_store *store;
  sqlite3 *db = old_database(&store, "2");
  test_db_exec(db, "ALTER TABLE heavylegs_old ADD COLUMN second");
  assert_int_equal(hl_schema_migrate(store, 2, true, steps, 2), HL_OK);
  assert_int_equal(test_db_int(db, "SELECT first FROM heavylegs_new"), 7);
  hl_store_close(store);
  sqlite3_close(db);
}

/* A database as version 1 made it, whose runs were judged without an effort. */
static void brings_version_1_to_this_one(void **state) {
  (void)state;
  sqlite3 *db = test_db_open(NULL);
  hl_store *store = hl_store_open(db);
  assert_int_equal(hl_schema_ensure(store, true), HL_OK);
  test_db_exec(db, AS_VERSION_2);
  test_db_exec(db,
               "DROP TABLE heavylegs_heart;"
               "ALTER TABLE heavylegs_run DROP COLUMN effort_bpm;"
               "UPDATE heavylegs_meta SET value = '1';"
               "INSERT INTO heavylegs_run (athlete, content_hash, start_ms, "
               "offset_source, is_run, is_indoor, is_truncated, reason, "
               "judged_key) VALUES ('', '0123456789abcdef0123456789abcdef', 1, "
               "'none', 1, 0, 0, '', 'key')");
  assert_int_equal(hl_schema_ensure(store, false), HL_OK);
  assert_int_equal(hl_schema_version(store), HL_SCHEMA_VERSION);
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM heavylegs_run WHERE "
                                   "judged_key IS NULL AND effort_bpm IS NULL"),
                   1);
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM heavylegs_heart"), 0);
  hl_store_close(store);
  sqlite3_close(db);
}

static void drops_nothing_inside_a_statement(void **state) {
  (void)state;
  hl_store *store;
  sqlite3 *db = old_database(&store, "1");
  assert_int_equal(hl_schema_migrate(store, 1, false, steps, 2), HL_E_USAGE);
  assert_int_equal(test_db_int(db, "SELECT first FROM heavylegs_old"), 7);
  hl_store_close(store);
  sqlite3_close(db);
}

/* ---- transactions ---------------------------------------------------- */

static sqlite3 *plain_database(hl_store **store) {
  sqlite3 *db = test_db_open(NULL);
  test_db_exec(db, "CREATE TABLE t (x UNIQUE)");
  *store = hl_store_open(db);
  return db;
}

static void commits_or_leaves_nothing(void **state) {
  (void)state;
  hl_store *store;
  sqlite3 *db = plain_database(&store);
  hl_txn txn;
  assert_int_equal(hl_txn_begin(&txn, store, HL_TXN_WRITE, false), HL_OK);
  hl_store_exec(store, "INSERT INTO t VALUES (1)");
  assert_int_equal(hl_txn_end(&txn, NULL), HL_OK);
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM t"), 1);

  hl_error err = {0};
  assert_int_equal(hl_txn_begin(&txn, store, HL_TXN_WRITE, false), HL_OK);
  hl_store_exec(store, "INSERT INTO t VALUES (2)");
  hl_store_exec(store, "INSERT INTO t VALUES (1)");
  assert_int_equal(hl_txn_end(&txn, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "UNIQUE"));
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM t"), 1);
  assert_true(sqlite3_get_autocommit(db));
  hl_store_close(store);
  sqlite3_close(db);
}

static void leaves_a_hosts_transaction_to_the_host(void **state) {
  (void)state;
  hl_store *store;
  sqlite3 *db = plain_database(&store);
  hl_txn txn;
  test_db_exec(db, "BEGIN; INSERT INTO t VALUES ('host')");
  assert_int_equal(hl_txn_begin(&txn, store, HL_TXN_WRITE, false), HL_OK);
  hl_store_exec(store, "INSERT INTO t VALUES ('ours')");
  assert_int_equal(hl_txn_end(&txn, NULL), HL_OK);
  assert_false(sqlite3_get_autocommit(db));

  assert_int_equal(hl_txn_begin(&txn, store, HL_TXN_WRITE, false), HL_OK);
  hl_store_exec(store, "INSERT INTO t VALUES ('more')");
  hl_store_exec(store, "INSERT INTO t VALUES ('host')");
  assert_int_equal(hl_txn_end(&txn, NULL), HL_E_HOST);
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM t"), 2);
  test_db_exec(db, "ROLLBACK");
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM t"), 0);
  hl_store_close(store);
  sqlite3_close(db);
}

static void refuses_while_another_statement_reads(void **state) {
  (void)state;
  hl_store *store;
  sqlite3 *db = plain_database(&store);
  test_db_exec(db, "INSERT INTO t VALUES (1), (2)");
  sqlite3_stmt *stmt = NULL;
  sqlite3_prepare_v2(db, "SELECT x FROM t", -1, &stmt, NULL);
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  hl_txn txn;
  hl_error err = {0};
  assert_int_equal(hl_txn_begin(&txn, store, HL_TXN_WRITE, false), HL_E_USAGE);
  assert_int_equal(hl_txn_end(&txn, &err), HL_E_USAGE);
  assert_non_null(strstr(err.text, "without FROM"));
  sqlite3_finalize(stmt);
  hl_store_close(store);
  sqlite3_close(db);
}

static void says_that_the_database_is_locked(void **state) {
  (void)state;
  char path[] = "/tmp/heavylegs-locked-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  sqlite3 *db = test_db_open(path);
  sqlite3 *other = test_db_open(path);
  test_db_exec(other, "CREATE TABLE t (x); BEGIN IMMEDIATE");
  hl_store *store = hl_store_open(db);
  hl_txn txn;
  hl_error err = {0};
  assert_int_equal(hl_txn_begin(&txn, store, HL_TXN_WRITE, false), HL_E_HOST);
  assert_int_equal(hl_txn_end(&txn, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "in use"));
  hl_store_close(store);
  sqlite3_close(other);
  sqlite3_close(db);
  remove(path);
}

HL_TEST_MAIN(cmocka_unit_test(makes_the_tables_once),
             cmocka_unit_test(drops_every_table_and_no_other),
             cmocka_unit_test(refuses_tables_newer_than_itself),
             cmocka_unit_test(refuses_a_table_of_another_program),
             cmocka_unit_test(brings_an_old_version_forward),
             cmocka_unit_test(brings_version_1_to_this_one),
             cmocka_unit_test(skips_steps_that_are_done),
             cmocka_unit_test(drops_nothing_inside_a_statement),
             cmocka_unit_test(commits_or_leaves_nothing),
             cmocka_unit_test(leaves_a_hosts_transaction_to_the_host),
             cmocka_unit_test(refuses_while_another_statement_reads),
             cmocka_unit_test(says_that_the_database_is_locked))
