/* SPDX-License-Identifier: MIT
**
** See writing.h.
*/
#include "hosts/writing.h"

#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/number.h"
#include "hosts/link.h"

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
  hl_status status = code == SQLITE_DONE ? HL_OK : hl_host_fail(db, code, err);
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
  hl_status status = code == SQLITE_DONE ? HL_OK : hl_host_fail(db, code, err);
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
  hl_status status = code == SQLITE_DONE ? HL_OK : hl_host_fail(db, code, err);
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

/* ---- AUTOINCREMENT ----------------------------------------------------- */

static bool has_counters(sqlite3 *db) {
  sqlite3_stmt *stmt = NULL;
  bool has = false;
  if (sqlite3_prepare_v2(db, "SELECT 1 FROM main.sqlite_sequence LIMIT 1", -1,
                         &stmt, NULL) == SQLITE_OK)
    has = true;
  sqlite3_finalize(stmt);
  return has;
}

hl_status hl_host_counters(const hl_binding_step *step, sqlite3 *db,
                           hl_text *out, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  if (!has_counters(db)) return HL_OK;
  int code = sqlite3_prepare_v2(db,
                                "SELECT name || '=' || seq || ' ' FROM "
                                "main.sqlite_sequence WHERE instr(' ' || "
                                "lower(?1) || ' ', ' ' || lower(name) || ' ') "
                                "ORDER BY name",
                                -1, &stmt, NULL);
  if (code == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, step->writes, -1, SQLITE_STATIC);
    hl_text_add(out, " "); /* no counter yet is a state as well */
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
      hl_text_add(out, (const char *)sqlite3_column_text(stmt, 0));
  }
  sqlite3_finalize(stmt);
  if (code != SQLITE_DONE) return hl_host_fail(db, code, err);
  return hl_text_status(out) ? hl_nomem(err) : HL_OK;
}

/* Is a row of the table above it? Also true where nobody can tell. */
static bool is_used(sqlite3 *db, const char *table, int64_t counter) {
  sqlite3_stmt *stmt = NULL;
  bool used = true;
  char *sql = sqlite3_mprintf("SELECT ifnull(max(rowid), 0) > ?1 "
                              "FROM main.\"%w\"",
                              table);
  if (prepare(db, sql, &stmt) == SQLITE_OK) {
    sqlite3_bind_int64(stmt, 1, counter);
    if (sqlite3_step(stmt) == SQLITE_ROW)
      used = sqlite3_column_int(stmt, 0) != 0;
  }
  sqlite3_finalize(stmt);
  return used;
}

/* `had`: as it was; "NAME=" with nothing behind: there was none. */
static hl_status restore_one(sqlite3 *db, const char *table, const char *had,
                             hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  char *entry = sqlite3_mprintf(" %s=", table);
  const char *at = entry ? strstr(had, entry) : NULL;
  int64_t before = 0;
  if (at) {
    at += strlen(entry);
    hl_parse_int(at, strcspn(at, " "), &before);
  }
  sqlite3_free(entry);
  if (is_used(db, table, before)) return HL_OK;
  int code = sqlite3_prepare_v2(
      db,
      at ? "UPDATE main.sqlite_sequence SET seq = ?2 WHERE name = ?1"
         : "DELETE FROM main.sqlite_sequence WHERE name = ?1 AND ?2 = 0",
      -1, &stmt, NULL);
  if (code == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 2, before);
    code = sqlite3_step(stmt);
  }
  sqlite3_finalize(stmt);
  return code == SQLITE_DONE ? HL_OK : hl_host_fail(db, code, err);
}

hl_status hl_host_counters_restore(const hl_binding_step *step, sqlite3 *db,
                                   const char *had, hl_error *err) {
  hl_status status = HL_OK;
  for (const char *at = step->writes; *at && !status;) {
    char table[128];
    size_t n = strcspn(at, " \t\r\n");
    hl_text_fit(table, sizeof table, at, n);
    if (table[0] && !strchr(table, '.'))
      status = restore_one(db, table, had, err);
    at += n + strspn(at + n, " \t\r\n");
  }
  return status;
}
