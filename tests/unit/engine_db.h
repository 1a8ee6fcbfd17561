/* SPDX-License-Identifier: MIT
**
** A database with an engine on it, as a door has: commands in, JSON out.
*/
#ifndef TESTS_ENGINE_DB_H
#define TESTS_ENGINE_DB_H

#include "annotate/command.h"
#include "made_tcx.h"
#include "store_db.h"

typedef struct engine_db {
  sqlite3 *db;
  hl_engine *engine;
  hl_text out;
  hl_error err;
  char folder[32];
} engine_db;

static inline int engine_db_set_up(void **state) {
  engine_db *e = calloc(1, sizeof *e);
  e->db = test_db_open(NULL);
  e->engine = hl_engine_new(e->db);
  made_folder(e->folder);
  *state = e;
  return e->engine ? 0 : -1;
}

static inline int engine_db_tear_down(void **state) {
  engine_db *e = *state;
  hl_text_free(&e->out);
  hl_engine_free(e->engine);
  made_folder_remove(e->folder);
  bool closed = sqlite3_close(e->db) == SQLITE_OK;
  free(e);
  return closed ? 0 : -1;
}

static inline hl_status try_run(engine_db *e, const char *command,
                                const char *argument) {
  hl_text_clear(&e->out);
  e->out.comma = false;
  e->err = (hl_error){0};
  hl_command c = {HL_VIA_SELECT, command, argument};
  return hl_command_run(e->engine, &c, &e->out, &e->err);
}

static inline void must_run(engine_db *e, const char *command,
                            const char *argument) {
  if (try_run(e, command, argument)) fail_msg("%s: %s", command, e->err.text);
}

static inline void must_import(engine_db *e) {
  must_run(e, "import", e->folder);
}

/* A number of the last answer, by JSON path. */
static inline long long answer_int(engine_db *e, const char *path) {
  sqlite3_stmt *stmt = NULL;
  assert_int_equal(
      sqlite3_prepare_v2(e->db, "SELECT json_extract(?1, ?2)", -1, &stmt, NULL),
      SQLITE_OK);
  sqlite3_bind_text(stmt, 1, hl_text_cstr(&e->out), -1, SQLITE_STATIC);
  sqlite3_bind_text(stmt, 2, path, -1, SQLITE_STATIC);
  if (sqlite3_step(stmt) != SQLITE_ROW)
    fail_msg("%s in %s", path, hl_text_cstr(&e->out));
  if (sqlite3_column_type(stmt, 0) == SQLITE_NULL)
    fail_msg("no %s in %s", path, hl_text_cstr(&e->out));
  long long value = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  return value;
}

#endif
