/* SPDX-License-Identifier: MIT
**
** A database that somebody sent: our tables with no check and no key, and
** nonsense in every column. Commands answer or refuse with a sentence; nothing
** else may happen (run it under a sanitizer).
*/
#include "engine_db.h"

static int set_up(void **state) {
  if (engine_db_set_up(state)) return -1;
  engine_db *e = *state;
  made_run run = {
      .start_ms = 1700000000000, .minutes = 26, .notes = "#heavy=start"};
  made_tcx(e->folder, "1.tcx", &run);
  run.start_ms += MADE_DAY_MS;
  made_tcx(e->folder, "2.tcx", &run);
  return setenv("XDG_CONFIG_HOME", e->folder, 1);
}

/* The same tables without constraints, filled with what they held. */
static void strip(sqlite3 *db) {
  char names[1024], sql[512];
  test_db_text(db,
               "SELECT group_concat(name) FROM sqlite_master "
               "WHERE type = 'table' AND name LIKE 'heavylegs%'",
               names, sizeof names);
  test_db_exec(db, "DROP VIEW heavylegs_annotations;"
                   "DROP VIEW heavylegs_episode;"
                   "DROP VIEW heavylegs_coverage;"
                   "DROP VIEW heavylegs_unseen;");
  for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
    snprintf(sql, sizeof sql,
             "CREATE TABLE stripped AS SELECT * FROM %s; DROP TABLE %s;"
             "ALTER TABLE stripped RENAME TO %s",
             name, name, name);
    test_db_exec(db, sql);
  }
  /* Keys that our statements refer to. */
  test_db_exec(db, "CREATE UNIQUE INDEX a ON heavylegs_meta (key);"
                   "CREATE UNIQUE INDEX b ON heavylegs_source "
                   "(athlete, host, name, part);"
                   "CREATE UNIQUE INDEX c ON heavylegs_facts (run_id);"
                   "CREATE UNIQUE INDEX d ON heavylegs_epochs (run_id);"
                   "CREATE UNIQUE INDEX f ON heavylegs_setting (athlete, key);"
                   "CREATE UNIQUE INDEX g ON heavylegs_verdict "
                   "(athlete, start_s, rule, slot);");
}

/* Every column but the keys of one table set to a value, or each in turn. */
static void spoil(sqlite3 *db, const char *table, const char *value) {
  char columns[1024], sql[512];
  snprintf(sql, sizeof sql,
           "SELECT group_concat(name) FROM pragma_table_info('%s')", table);
  test_db_text(db, sql, columns, sizeof columns);
  for (char *column = strtok(columns, ","); column;
       column = strtok(NULL, ",")) {
    if (!strcmp(column, "athlete")) continue;
    snprintf(sql, sizeof sql, "UPDATE OR IGNORE %s SET %s = %s", table, column,
             value);
    test_db_exec(db, sql);
  }
}

static void drop_all(sqlite3 *db) {
  char names[1024], sql[128];
  test_db_text(db,
               "SELECT group_concat(name) FROM sqlite_master "
               "WHERE type = 'table'",
               names, sizeof names);
  for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
    snprintf(sql, sizeof sql, "DROP TABLE %s", name);
    test_db_exec(db, sql);
  }
}

static void use_everything(engine_db *e) {
  static const char *const commands[][2] = {
      {"annotate", NULL},
      {"explain", "last"},
      {"explain", "1"},
      {"report", "{\"run\":\"last\",\"heavy\":\"all\"}"},
      {"diary", NULL},
      {"today", "{\"day\":\"2025-06-01\",\"heavy\":\"all\"}"},
      {"diary", "{\"day\":\"2025-06-01\",\"sleep\":7}"},
      {"verdict", "{\"run\":\"last\",\"verdict\":\"agree\"}"},
      {"config", NULL},
      {"config", "{\"key\":\"timezone\",\"value\":\"Asia/Tokyo\"}"},
      {"rules", NULL},
      {"annotate", NULL},
      {"retract", "1"},
      {"retract", NULL},
      {"forget", "{\"athlete\":\"\"}"},
      {"purge", NULL},
  };
  try_run(e, "import", e->folder);
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    hl_status status = try_run(e, commands[i][0], commands[i][1]);
    assert_int_not_equal(status, HL_E_NOMEM);
    assert_int_not_equal(status, HL_E_INTERNAL);
    if (status && !e->err.text[0]) fail_msg("%s: no word", commands[i][0]);
    assert_true(sqlite3_get_autocommit(e->db));
  }
}

static void nonsense_in_every_table(void **state) {
  engine_db *e = *state;
  static const char *const tables[] = {
      "heavylegs_run",     "heavylegs_source",  "heavylegs_epochs",
      "heavylegs_facts",   "heavylegs_report",  "heavylegs_day",
      "heavylegs_status",  "heavylegs_finding", "heavylegs_batch",
      "heavylegs_verdict", "heavylegs_setting", "heavylegs_write"};
  static const char *const values[] = {
      "NULL",      "9223372036854775807", "-9223372036854775808",
      "x'ff00fe'", "'\xff\"[{'",          "1e308",
      "-1",        "zeroblob(70000)"};
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
    for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
      must_run(e, "annotate", e->folder);
      must_run(e, "config", "{\"key\":\"units\",\"value\":\"metric\"}");
      strip(e->db);
      spoil(e->db, tables[t], values[v]);
      use_everything(e);
      drop_all(e->db);
    }
}

HL_TEST_MAIN(cmocka_unit_test_setup_teardown(nonsense_in_every_table, set_up,
                                             engine_db_tear_down))
