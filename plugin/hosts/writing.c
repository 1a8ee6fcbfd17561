/* SPDX-License-Identifier: MIT
**
** See writing.h.
*/
#include "hosts/writing.h"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

static hl_status fail_db(sqlite3 *db, int code, hl_error *err) {
  if ((code & 0xff) == SQLITE_NOMEM) return hl_nomem(err);
  if ((code & 0xff) == SQLITE_INTERRUPT)
    return hl_fail(err, HL_E_CANCEL, "cancelled");
  return hl_fail(err, HL_E_HOST, "the host's database: %s", sqlite3_errmsg(db));
}

/* Takes the text over. Its names were tried in host.h's rehearsal. */
static int prepare(sqlite3 *db, char *sql, sqlite3_stmt **stmt) {
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, stmt, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return code;
}

static int take_field(sqlite3_stmt *stmt, hl_arena *arena,
                      hl_host_field *field) {
  int type = sqlite3_column_type(stmt, 0);
  const char *text = (const char *)sqlite3_column_text(stmt, 0);
  field->is_null = type == SQLITE_NULL;
  field->is_there = field->is_null || type == SQLITE_TEXT;
  field->length = (size_t)sqlite3_column_bytes(stmt, 0);
  field->text = hl_arena_text(arena, text ? text : "", field->length);
  return field->text ? SQLITE_OK : SQLITE_NOMEM;
}

hl_status hl_host_field_get(const hl_host_cell *cell, hl_arena *arena,
                            hl_host_field *field, hl_error *err) {
  const hl_binding *binding = cell->binding;
  sqlite3 *db = cell->db;
  sqlite3_stmt *stmt = NULL;
  *field = (hl_host_field){.text = ""};
  int code = prepare(
      db,
      sqlite3_mprintf("SELECT \"%w\" FROM main.\"%w\" WHERE \"%w\" = ?1",
                      binding->field.columns, binding->field.name,
                      binding->field_key),
      &stmt);
  if (code == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, cell->id, -1, SQLITE_STATIC);
    code = sqlite3_step(stmt);
  }
  if (code == SQLITE_ROW) {
    code = take_field(stmt, arena, field);
    if (code == SQLITE_OK) code = sqlite3_step(stmt);
    if (code == SQLITE_ROW) {
      field->is_there = false; /* the key is not one activity's alone */
      code = SQLITE_DONE;
    }
  }
  hl_status status = code == SQLITE_DONE ? HL_OK : fail_db(db, code, err);
  sqlite3_finalize(stmt);
  return status;
}

hl_status hl_host_field_put(const hl_host_cell *cell,
                            const hl_host_field *field, hl_error *err) {
  const hl_binding *binding = cell->binding;
  sqlite3 *db = cell->db;
  sqlite3_stmt *stmt = NULL;
  int code = prepare(
      db,
      sqlite3_mprintf("UPDATE main.\"%w\" SET \"%w\" = ?2 WHERE \"%w\" = ?1",
                      binding->field.name, binding->field.columns,
                      binding->field_key),
      &stmt);
  if (code == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, cell->id, -1, SQLITE_STATIC);
    if (!field->is_null)
      sqlite3_bind_text64(stmt, 2, field->text, field->length, SQLITE_STATIC,
                          SQLITE_UTF8);
    code = sqlite3_step(stmt);
  }
  hl_status status = code == SQLITE_DONE ? HL_OK : fail_db(db, code, err);
  sqlite3_finalize(stmt);
  return status;
}

static void bind(sqlite3_stmt *stmt, const char *name, const char *value) {
  int index = sqlite3_bind_parameter_index(stmt, name);
  if (index) sqlite3_bind_text(stmt, index, value, -1, SQLITE_STATIC);
}

static hl_status run(const char *sql, sqlite3 *db, const char *id,
                     const char *label, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK) {
    bind(stmt, ":id", id);
    bind(stmt, ":label", label);
    code = sqlite3_step(stmt);
  }
  hl_status status = code == SQLITE_DONE ? HL_OK : fail_db(db, code, err);
  sqlite3_finalize(stmt);
  return status;
}

hl_status hl_host_step_do(const hl_binding_step *step, sqlite3 *db,
                          const char *id, bool *changed, hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < step->doing.n && !status; i++)
    status = run(step->doing.sql[i], db, id, step->label, err);
  *changed = !status && sqlite3_changes(db) > 0;
  return status;
}

hl_status hl_host_step_undo(const hl_binding_step *step, sqlite3 *db,
                            const char *id, hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < step->undoing.n && !status; i++)
    status = run(step->undoing.sql[i], db, id, step->label, err);
  return status;
}
